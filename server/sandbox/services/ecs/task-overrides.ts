import type { ContainerOverride, TaskOverride } from "@aws-sdk/client-ecs";
import type { TaskSize } from "../../simulation/index.ts";
import type { LaunchType, TaskDefinition } from "../../world/ecs.ts";
import type { Json } from "../../world/world.ts";
import { ClientException, InvalidParameterException } from "./errors.ts";
import { isFargateSize } from "./fargate-sizes.ts";
import { asJson } from "./json.ts";
import { refuseMembers } from "./refusals.ts";
import { noFargateSize, units } from "./task-size.ts";

/** AWS: characters of all overrides as JSON (API_RunTask). The sentence is ours. */
const OVERRIDES_LENGTH_MAX = 8_192;
/** AWS: GiB of storage that a Fargate task can be given (API_EphemeralStorage). */
const STORAGE_GIB = { min: 21, max: 200 };

/** What overrides make of a task: its size where they change it, and what an answer shows. */
export type Overridden = { size: TaskSize | undefined; shown: Json; storageGiB: number | undefined };

/** Checks overrides and works out what they make of a task. */
export function overriddenBy(
  definition: TaskDefinition,
  launchType: LaunchType,
  given: TaskOverride | undefined,
): Overridden {
  const overrides = given ?? {};
  if (JSON.stringify(overrides).length > OVERRIDES_LENGTH_MAX)
    throw new InvalidParameterException(`overrides can have at most ${OVERRIDES_LENGTH_MAX} characters.`);
  refuseMembers(overrides, ["inferenceAcceleratorOverrides"], "overrides.");
  const byName = new Map<string, ContainerOverride>();
  for (const it of overrides.containerOverrides ?? []) {
    // AWS: the sentence as callers saw it ("when calling the RunTask operation").
    if (!definition.containers.some(({ name }) => name === it.name)) {
      throw new InvalidParameterException(
        `Override for container named ${it.name} is not a container in the TaskDefinition.`,
      );
    }
    byName.set(it.name!, it);
  }
  return {
    size: sizeOf(definition, launchType, overrides, byName),
    // AWS: each container of the task is named (testdata/aws/applicationautoscaling/scale_in.json), with what is overridden of it.
    shown: asJson({
      ...overrides,
      containerOverrides: definition.containers.map(({ name }) => ({ name, ...byName.get(name) })),
      inferenceAcceleratorOverrides: [],
    }),
    storageGiB: storageOf(launchType, overrides),
  };
}

function sizeOf(
  definition: TaskDefinition,
  launchType: LaunchType,
  overrides: TaskOverride,
  byName: Map<string, ContainerOverride>,
): TaskSize | undefined {
  const cpu = units(overrides.cpu, "cpu");
  const memory = units(overrides.memory, "memory");
  let [containerCpu, containerMemory] = [0, 0];
  for (const it of definition.containers) {
    const own = byName.get(it.name);
    if ((own?.cpu ?? 0) < 0 || (own?.memory ?? 1) < 1 || (own?.memoryReservation ?? 1) < 1)
      throw new InvalidParameterException(`The override of cpu or memory of ${it.name} is too small.`);
    containerCpu += own?.cpu ?? it.cpu;
    containerMemory += own?.memoryReservation ?? it.memoryReservationMiB ?? own?.memory ?? it.memoryMiB ?? 0;
  }
  const size = {
    cpuUnits: cpu ?? (definition.cpu === undefined ? containerCpu : definition.cpuUnits),
    memoryMiB: memory ?? (definition.memory === undefined ? containerMemory : definition.memoryMiB),
  };
  if (launchType === "FARGATE" && !isFargateSize(size.cpuUnits, size.memoryMiB))
    throw new ClientException(noFargateSize(size.cpuUnits, size.memoryMiB));
  return size.cpuUnits === definition.cpuUnits && size.memoryMiB === definition.memoryMiB ? undefined : size;
}

function storageOf(launchType: LaunchType, { ephemeralStorage }: TaskOverride): number | undefined {
  if (!ephemeralStorage) return undefined;
  const { sizeInGiB = 0 } = ephemeralStorage;
  // The conditions are AWS's (API_EphemeralStorage), the sentences ours.
  if (launchType !== "FARGATE")
    throw new InvalidParameterException("Ephemeral storage can be overridden for tasks on Fargate only.");
  if (sizeInGiB < STORAGE_GIB.min || sizeInGiB > STORAGE_GIB.max)
    throw new InvalidParameterException(`Ephemeral storage has ${STORAGE_GIB.min} to ${STORAGE_GIB.max} GiB.`);
  return sizeInGiB;
}
