import type { RunTaskRequest, StartTaskRequest } from "@aws-sdk/client-ecs";
import type { Task, TaskDefinition } from "../../world/ecs.ts";
import type { Tags } from "../../world/world.ts";
import { InvalidParameterException } from "./errors.ts";
import { asJson } from "./json.ts";
import { mustBeOneOf, refuseMembers, unsupported } from "./refusals.ts";
import { refuseTags } from "./tag-rules.ts";
import { readTags } from "./tags.ts";

/*
 * What RunTask and StartTask check alike. The sentences about lengths and tags are ours.
 */

/** AWS: characters of startedBy (API_RunTask). */
const STARTED_BY_LENGTH_MAX = 128;
/** AWS: characters of all overrides as JSON (API_RunTask). */
const OVERRIDES_LENGTH_MAX = 8_192;
/** Simplified: AWS documents no length of a group's name; as long as the other names. */
const GROUP_LENGTH_MAX = 255;
/** Simplified: nor of a reference id. */
const REFERENCE_LENGTH_MAX = 255;

/** Refuses what a task without a service cannot be given; answers with its tags. */
export function checkTask(input: RunTaskRequest | StartTaskRequest, definition: TaskDefinition, cluster: string): Tags {
  if ((input.startedBy ?? "").length > STARTED_BY_LENGTH_MAX)
    throw new InvalidParameterException(`startedBy can have at most ${STARTED_BY_LENGTH_MAX} characters.`);
  if ((input.group ?? "").length > GROUP_LENGTH_MAX)
    throw new InvalidParameterException(`group can have at most ${GROUP_LENGTH_MAX} characters.`);
  if ((input.referenceId ?? "").length > REFERENCE_LENGTH_MAX)
    throw new InvalidParameterException(`referenceId can have at most ${REFERENCE_LENGTH_MAX} characters.`);
  mustBeOneOf("propagateTags", input.propagateTags, ["TASK_DEFINITION", "SERVICE", "NONE"]);
  if (input.propagateTags === "SERVICE")
    throw new InvalidParameterException("A task without a service has no tags of one.");
  refuseMembers(input, ["volumeConfigurations"]);
  checkOverrides(definition, input.overrides);
  const tags: Tags = {
    ...(input.propagateTags === "TASK_DEFINITION" && definition.tags),
    ...readTags(input.tags),
  };
  refuseTags(input.tags ?? [], Object.keys(tags).length);
  return input.enableECSManagedTags ? { "aws:ecs:clusterName": cluster, ...tags } : tags;
}

/** Overrides are given back; those of what a task reserves would be lies, since the simulation reads the definition. */
function checkOverrides(definition: TaskDefinition, overrides: RunTaskRequest["overrides"]): void {
  if (JSON.stringify(overrides ?? {}).length > OVERRIDES_LENGTH_MAX)
    throw new InvalidParameterException(`overrides can have at most ${OVERRIDES_LENGTH_MAX} characters.`);
  refuseMembers(overrides ?? {}, ["cpu", "memory", "ephemeralStorage", "inferenceAcceleratorOverrides"], "overrides.");
  for (const it of overrides?.containerOverrides ?? []) {
    // AWS: the sentence as callers saw it ("when calling the RunTask operation").
    if (!definition.containers.some(({ name }) => name === it.name)) {
      throw new InvalidParameterException(
        `Override for container named ${it.name} is not a container in the TaskDefinition.`,
      );
    }
    if (it.cpu !== undefined || it.memory !== undefined || it.memoryReservation !== undefined)
      unsupported("overrides of cpu and memory");
  }
}

/** AWS: why an instance did not take a task (amazon-ecs-developer-guide, api_failures_messages), from the placement's own sentence. */
export function failureOf(refusal: string): { instance: string; reason: string } | undefined {
  const instance = /\(container-instance ([0-9a-f]+)\)/.exec(refusal)?.[1];
  if (instance === undefined) return undefined;
  return { instance, reason: reasonOf(refusal) };
}

/** The resource that is short, from the words of the placement's event. */
export function reasonOf(lack: string): string {
  if (lack.includes("CPU")) return "RESOURCE:CPU";
  return lack.includes("memory") ? "RESOURCE:MEMORY" : "RESOURCE:PORTS";
}

/** Keeps what a task only gives back. */
export function keepMembers(task: Task, input: RunTaskRequest | StartTaskRequest): void {
  if (input.overrides) task.echo = { ...task.echo, overrides: asJson(input.overrides) };
  if (input.enableExecuteCommand) task.echo = { ...task.echo, enableExecuteCommand: true };
}
