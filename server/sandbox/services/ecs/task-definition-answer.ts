import type {
  Compatibility,
  ContainerDefinition as ContainerDefinitionAnswer,
  RuntimePlatform,
  TaskDefinition as TaskDefinitionAnswer,
} from "@aws-sdk/client-ecs";
import type { TaskDefinition } from "../../world/ecs.ts";
import { isFargateSize } from "./fargate-sizes.ts";

/** AWS: seconds of a stopTimeout beyond which a task cannot run on Fargate (API_ContainerDefinition). */
export const FARGATE_STOP_TIMEOUT_MAX = 120;

/** A task definition as AWS describes it. */
export function taskDefinitionAnswer(definition: TaskDefinition): TaskDefinitionAnswer {
  const { echo } = definition;
  const requiresAttributes = attributesOf(definition);
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
    : ["EC2", "MANAGED_INSTANCES", "FARGATE"];
  return onFargate ? all : all.filter((it) => it !== "FARGATE");
}

/** What an instance must offer, as far as recordings show it (testdata/aws/ecs/controls.json). */
function attributesOf(definition: TaskDefinition): string[] {
  const names = new Set<string>();
  for (const it of containersOf(definition)) {
    if (it.dependsOn?.length || it.startTimeout !== undefined || it.stopTimeout !== undefined)
      names.add("ecs.capability.container-ordering");
    if (it.healthCheck) names.add("ecs.capability.container-health-check");
    if (it.logConfiguration?.logDriver) {
      names.add(`com.amazonaws.ecs.capability.logging-driver.${it.logConfiguration.logDriver}`);
      names.add("com.amazonaws.ecs.capability.docker-remote-api.1.19");
    }
  }
  if (definition.networkMode === "awsvpc") {
    names.add("com.amazonaws.ecs.capability.docker-remote-api.1.18");
    names.add("ecs.capability.task-eni");
  }
  return [...names];
}

const containersOf = (definition: TaskDefinition): ContainerDefinitionAnswer[] =>
  definition.containers.map((it) => it.echo as unknown as ContainerDefinitionAnswer);
