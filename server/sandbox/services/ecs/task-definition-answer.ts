import type {
  Compatibility,
  ContainerDefinition as ContainerDefinitionAnswer,
  RuntimePlatform,
  TaskDefinition as TaskDefinitionAnswer,
} from "@aws-sdk/client-ecs";
import type { TaskDefinition } from "../../world/ecs.ts";
import { isFargateSize } from "./fargate-sizes.ts";
import { requiredAttributes } from "./required-attributes.ts";

/** AWS: seconds of a stopTimeout beyond which a task cannot run on Fargate (API_ContainerDefinition). */
export const FARGATE_STOP_TIMEOUT_MAX = 120;

/** A task definition as AWS describes it. */
export function taskDefinitionAnswer(definition: TaskDefinition): TaskDefinitionAnswer {
  const { echo } = definition;
  const requiresAttributes = requiredAttributes(definition, containersOf(definition));
  return {
    ...(echo as Partial<TaskDefinitionAnswer>),
    taskDefinitionArn: definition.arn,
    containerDefinitions: containersOf(definition),
    family: definition.family,
    ...(definition.networkMode && {
      networkMode: definition.networkMode as NonNullable<TaskDefinitionAnswer["networkMode"]>,
    }),
    revision: definition.revision,
    volumes: (echo.volumes ?? []) as TaskDefinitionAnswer["volumes"],
    status: definition.status,
    ...(requiresAttributes.length > 0 && { requiresAttributes: requiresAttributes.map((name) => ({ name })) }),
    placementConstraints: (echo.placementConstraints ?? []) as TaskDefinitionAnswer["placementConstraints"],
    compatibilities: compatibilitiesOf(definition),
    ...(definition.cpu !== undefined && { cpu: definition.cpu }),
    ...(definition.memory !== undefined && { memory: definition.memory }),
    registeredAt: new Date(definition.registeredAt),
    ...(definition.deregisteredAt !== undefined && { deregisteredAt: new Date(definition.deregisteredAt) }),
    registeredBy: definition.registeredBy,
  };
}

/** What a task of the definition can run on (testdata/aws/ecs/controls.json); Fargate also needs one of its sizes. */
export function compatibilitiesOf(definition: TaskDefinition): Compatibility[] {
  if (definition.networkMode !== "awsvpc") return ["EXTERNAL", "EC2"];
  const platform = definition.echo.runtimePlatform as RuntimePlatform | undefined;
  const onFargate =
    isFargateSize(Number(definition.cpu), Number(definition.memory)) &&
    containersOf(definition).every((it) => (it.stopTimeout ?? 0) <= FARGATE_STOP_TIMEOUT_MAX);
  const all: Compatibility[] = platform?.operatingSystemFamily?.startsWith("WINDOWS_")
    ? ["EC2", "FARGATE"]
    : // AWS: where the platform is said, in this order (testdata/aws/ecs/services.json, sequence 2).
      platform
      ? ["EC2", "FARGATE", "MANAGED_INSTANCES"]
      : ["EC2", "MANAGED_INSTANCES", "FARGATE"];
  return onFargate ? all : all.filter((it) => it !== "FARGATE");
}

const containersOf = (definition: TaskDefinition): ContainerDefinitionAnswer[] =>
  definition.containers.map((it) => it.echo as unknown as ContainerDefinitionAnswer);
