import type { StartTaskRequest, StartTaskResponse } from "@aws-sdk/client-ecs";
import { lackOf, startTask } from "../../simulation/index.ts";
import type { Task } from "../../world/ecs.ts";
import { entry } from "../entry.ts";
import { operation } from "../operation.ts";
import { ClientException, InvalidParameterException } from "./errors.ts";
import { mustBeActive, namedTaskDefinition } from "./find-task-definition.ts";
import { activeCluster, arnOf, idInCluster, missing } from "./identifiers.ts";
import { checkNetwork } from "./launch-rules.ts";
import { checkTaskLimits, wantedTasks } from "./service-rules.ts";
import { taskAnswer } from "./task-answer.ts";
import { overriddenBy } from "./task-overrides.ts";
import { checkTask, keepMembers } from "./task-rules.ts";

/** AWS: container instances of one call (API_StartTask). The sentence is ours. */
const STARTED_MAX = 10;

/** Starts one task on each of the instances that are named, also on one that drains. What an instance has no room for is in `failures`. */
export const StartTask = operation<StartTaskRequest, StartTaskResponse>({
  run({ world, state, caller, input, changes }) {
    const definition = namedTaskDefinition(state, caller, input.taskDefinition);
    const cluster = activeCluster(state, caller, input.cluster).name;
    mustBeActive(definition);
    const asked = input.containerInstances!;
    if (asked.length === 0) throw new ClientException("Container Instances cannot be empty.");
    if (asked.length > STARTED_MAX)
      throw new InvalidParameterException(`containerInstances can have at most ${STARTED_MAX} entries.`);
    const tags = checkTask(input, definition, cluster);
    checkNetwork(definition, input.networkConfiguration);
    const overridden = overriddenBy(definition, "EC2", input.overrides);
    const ids = new Set(asked.map((it) => idInCluster(caller, cluster, it, "container-instance")));
    checkTaskLimits(ids.size, wantedTasks(state));

    const tasks: Task[] = [];
    const failures = [];
    for (const id of ids) {
      const arn = arnOf(caller, "container-instance", `${cluster}/${id}`);
      const instance = entry(state.ecs.containerInstances, id);
      if (instance?.cluster !== cluster) {
        failures.push(missing(arn));
        continue;
      }
      const lack = lackOf(state, instance, { definition, size: overridden.size });
      if (lack !== undefined) {
        failures.push({ arn, reason: lack.reason });
        continue;
      }
      const request = {
        cluster,
        definition,
        launchType: "EC2" as const,
        size: overridden.size,
        group: input.group ?? `family:${definition.family}`,
        ...(input.startedBy !== undefined && { startedBy: input.startedBy }),
        instance,
        tags: { ...tags },
        cause: "call StartTask",
      };
      const task = startTask(world, state, request, changes);
      keepMembers(task, input, overridden);
      tasks.push(task);
    }
    return { tasks: tasks.map((it) => taskAnswer(state, caller, it, true)), failures };
  },
});
