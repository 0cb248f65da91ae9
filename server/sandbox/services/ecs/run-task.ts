import type { RunTaskRequest, RunTaskResponse } from "@aws-sdk/client-ecs";
import { placeTask, startTask } from "../../simulation/index.ts";
import type { Task, TaskDefinition } from "../../world/ecs.ts";
import { hash } from "../../world/random.ts";
import type { Tags } from "../../world/world.ts";
import { operation } from "../operation.ts";
import { ConflictException, InvalidParameterException } from "./errors.ts";
import { runnableTaskDefinition } from "./find-task-definition.ts";
import { activeCluster, arnOf } from "./identifiers.ts";
import { asJson } from "./json.ts";
import { checkNetwork, checkPlacement, launchTypeOf } from "./launch-rules.ts";
import { mustBeOneOf, refuseMembers, unsupported } from "./refusals.ts";
import { checkTaskLimits, wantedTasks } from "./service-rules.ts";
import { refuseTags } from "./tag-rules.ts";
import { readTags } from "./tags.ts";
import { taskAnswer } from "./task-answer.ts";

/** AWS: tasks of one RunTask (API_RunTask). */
const COUNT_MAX = 10;
/** AWS: characters of startedBy and of a clientToken (API_RunTask). */
const STARTED_BY_LENGTH_MAX = 128;
const TOKEN_LENGTH_MAX = 64;
/** AWS: characters of all overrides as JSON (API_RunTask). */
const OVERRIDES_LENGTH_MAX = 8_192;
/** Simplified: AWS documents no length of a group's name; as long as the other names. */
const GROUP_LENGTH_MAX = 255;

/**
 * Starts tasks that belong to no service. The sentences about lengths, counts and tags are ours. What finds no room is in `failures`. The same call with the same clientToken gives
 * the same tasks again. Simplified: a task's process never ends by itself; StopTask ends it.
 */
export const RunTask = operation<RunTaskRequest, RunTaskResponse>({
  run({ world, state, caller, input, changes }) {
    const definition = runnableTaskDefinition(state, caller, input.taskDefinition);
    const cluster = activeCluster(state, caller, input.cluster);
    const launchType = launchTypeOf(cluster, input);
    const count = input.count ?? 1;
    if (count < 1 || count > COUNT_MAX)
      throw new InvalidParameterException(`Count must be between 1 and ${COUNT_MAX}.`);
    if ((input.clientToken ?? "").length > TOKEN_LENGTH_MAX)
      throw new InvalidParameterException(`clientToken can have at most ${TOKEN_LENGTH_MAX} characters.`);
    if ((input.startedBy ?? "").length > STARTED_BY_LENGTH_MAX)
      throw new InvalidParameterException(`startedBy can have at most ${STARTED_BY_LENGTH_MAX} characters.`);
    if ((input.group ?? "").length > GROUP_LENGTH_MAX)
      throw new InvalidParameterException(`group can have at most ${GROUP_LENGTH_MAX} characters.`);
    mustBeOneOf("propagateTags", input.propagateTags, ["TASK_DEFINITION", "SERVICE", "NONE"]);
    if (input.propagateTags === "SERVICE")
      throw new InvalidParameterException("A task without a service has no tags of one.");
    refuseMembers(input, ["enableExecuteCommand", "volumeConfigurations", "enableECSManagedTags"]);
    checkNetwork(definition, input.networkConfiguration);
    checkPlacement(launchType, definition, input);
    checkOverrides(definition, input.overrides);
    const tags: Tags = {
      ...(input.propagateTags === "TASK_DEFINITION" && definition.tags),
      ...readTags(input.tags),
    };
    refuseTags(input.tags ?? [], Object.keys(tags).length);

    const request = hash(JSON.stringify(input));
    const before = input.clientToken
      ? Object.values(state.ecs.tasks).filter(
          (it) => it.cluster === cluster.name && it.clientToken === input.clientToken,
        )
      : [];
    if (before.some((it) => it.requestHash !== request)) throw new ConflictException(before.map((it) => it.arn));
    if (before.length > 0) return { tasks: before.map((it) => taskAnswer(state, caller, it, true)), failures: [] };
    checkTaskLimits(count, wantedTasks(state));

    const tasks: Task[] = [];
    const failures = [];
    for (let i = 0; i < count; i++) {
      const placement = launchType === "EC2" ? placeTask(state, cluster.name, definition) : undefined;
      if (placement && "refusal" in placement) {
        const failure = failureOf(placement.refusal);
        if (!failure) throw new InvalidParameterException("No Container Instances were found in your cluster.");
        failures.push({
          arn: arnOf(caller, "container-instance", `${cluster.name}/${failure.instance}`),
          reason: failure.reason,
        });
        continue;
      }
      const task = startTask(
        world,
        state,
        {
          cluster: cluster.name,
          definition,
          launchType,
          group: input.group ?? `family:${definition.family}`,
          ...(input.startedBy !== undefined && { startedBy: input.startedBy }),
          ...(placement && { instance: placement.instance }),
          tags: { ...tags },
          cause: "call RunTask",
        },
        changes,
      );
      if (input.clientToken) Object.assign(task, { clientToken: input.clientToken, requestHash: request });
      if (input.overrides) task.echo = { ...task.echo, overrides: asJson(input.overrides) };
      tasks.push(task);
    }
    return { tasks: tasks.map((it) => taskAnswer(state, caller, it, true)), failures };
  },
});

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
function failureOf(refusal: string): { instance: string; reason: string } | undefined {
  const instance = /\(container-instance ([0-9a-f]+)\)/.exec(refusal)?.[1];
  if (instance === undefined) return undefined;
  const reason = refusal.includes("CPU")
    ? "RESOURCE:CPU"
    : refusal.includes("memory")
      ? "RESOURCE:MEMORY"
      : "RESOURCE:PORTS";
  return { instance, reason };
}
