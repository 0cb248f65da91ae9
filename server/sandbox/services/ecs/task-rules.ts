import type { Failure, RunTaskRequest, StartTaskRequest } from "@aws-sdk/client-ecs";
import type { Lack } from "../../simulation/index.ts";
import type { ContainerInstance, Task, TaskDefinition } from "../../world/ecs.ts";
import type { Tags } from "../../world/world.ts";
import type { Caller } from "../operation.ts";
import { InvalidParameterException } from "./errors.ts";
import { arnOf } from "./identifiers.ts";
import { mustBeOneOf, refuseMembers } from "./refusals.ts";
import { refuseTags } from "./tag-rules.ts";
import { readTags } from "./tags.ts";
import type { Overridden } from "./task-overrides.ts";

/*
 * What RunTask and StartTask check alike. The sentences about lengths and tags are ours.
 */

/** AWS: characters of startedBy (API_RunTask). */
const STARTED_BY_LENGTH_MAX = 128;
/** Simplified: AWS documents no length of a group's name; as long as the other names. */
const GROUP_LENGTH_MAX = 255;
/** AWS: characters of a reference id, which no answer shows (API_RunTask). */
const REFERENCE_LENGTH_MAX = 1_024;

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
  const tags: Tags = {
    ...(input.propagateTags === "TASK_DEFINITION" && definition.tags),
    ...readTags(input.tags),
  };
  refuseTags(input.tags ?? [], Object.keys(tags).length);
  return input.enableECSManagedTags ? { "aws:ecs:clusterName": cluster, ...tags } : tags;
}

/** AWS: why a task was not placed, and on which instance (amazon-ecs-developer-guide, api_failures_messages). */
export function failureOf(
  caller: Caller,
  cluster: string,
  closest: { instance: ContainerInstance; lack: Lack } | undefined,
): Failure {
  if (!closest) return { arn: arnOf(caller, "cluster", cluster), reason: "EMPTY CAPACITY PROVIDER" };
  return {
    arn: arnOf(caller, "container-instance", `${cluster}/${closest.instance.id}`),
    reason: closest.lack.reason,
  };
}

/** Keeps what a task only gives back. */
export function keepMembers(task: Task, input: RunTaskRequest | StartTaskRequest, overridden: Overridden): void {
  const { shown, storageGiB } = overridden;
  const echo = {
    ...(input.overrides && { overrides: shown }),
    ...(storageGiB !== undefined && { storageGiB }),
    ...(input.enableExecuteCommand && { enableExecuteCommand: true }),
  };
  if (Object.keys(echo).length > 0) task.echo = { ...task.echo, ...echo };
}
