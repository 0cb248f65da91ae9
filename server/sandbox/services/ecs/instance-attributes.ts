import type { Attribute } from "@aws-sdk/client-ecs";
import type { ContainerInstance } from "../../world/ecs.ts";

/** The attributes of a container instance: those that ECS gives it (amazon-ecs-developer-guide, task-placement-constraints), then custom ones. */
export const attributesOf = (instance: ContainerInstance): Attribute[] => [
  { name: "ecs.availability-zone", value: instance.availabilityZone },
  { name: "ecs.instance-type", value: instance.instanceType },
  { name: "ecs.os-type", value: "linux" },
  { name: "ecs.cpu-architecture", value: "x86_64" },
  ...Object.entries(instance.attributes ?? {}).map(([name, value]) => ({ name, ...(value !== null && { value }) })),
];
