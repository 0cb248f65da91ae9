import type { Attribute } from "@aws-sdk/client-ecs";
import { platformAttributes } from "../../simulation/index.ts";
import type { ContainerInstance } from "../../world/ecs.ts";

/** The attributes of a container instance: those that ECS gives it, then custom ones. */
export const attributesOf = (instance: ContainerInstance): Attribute[] =>
  Object.entries({ ...platformAttributes(instance), ...instance.attributes }).map(([name, value]) => ({
    name,
    ...(value !== null && { value }),
  }));
