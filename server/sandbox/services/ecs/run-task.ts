import type { RunTaskRequest, RunTaskResponse } from "@aws-sdk/client-ecs";
import { chooseProvider, placeTask, startTask } from "../../simulation/index.ts";
import type { PlacementConstraint, PlacementStrategy, StrategyItem, Task } from "../../world/ecs.ts";
import { hash } from "../../world/random.ts";
import type { RegionState } from "../../world/world.ts";
import { operation } from "../operation.ts";
import { ConflictException, InvalidParameterException } from "./errors.ts";
import { mustBeActive, namedTaskDefinition } from "./find-task-definition.ts";
import { activeCluster } from "./identifiers.ts";
import { checkNetwork, checkPlacement, launchOf } from "./launch-rules.ts";
import { checkTaskLimits, wantedTasks } from "./service-rules.ts";
import { taskAnswer } from "./task-answer.ts";
import { overriddenBy } from "./task-overrides.ts";
import { checkTask, failureOf, keepMembers } from "./task-rules.ts";

/** AWS: tasks of one RunTask (API_RunTask). */
const COUNT_MAX = 10;
/** AWS: characters of a clientToken (API_RunTask). */
const TOKEN_LENGTH_MAX = 64;

/**
 * Starts tasks that belong to no service. What finds no room is in `failures`. The same call with the same clientToken gives
 * the same tasks again. Simplified: a task's process never ends by itself; StopTask ends it.
 */
export const RunTask = operation<RunTaskRequest, RunTaskResponse>({
  run({ world, state, caller, input, changes }) {
    const definition = namedTaskDefinition(state, caller, input.taskDefinition);
    const cluster = activeCluster(state, caller, input.cluster);
    mustBeActive(definition);
    const { launchType, strategy } = launchOf(caller, cluster, input);
    const count = input.count ?? 1;
    if (count < 1 || count > COUNT_MAX)
      throw new InvalidParameterException(`Count must be between 1 and ${COUNT_MAX}.`);
    if ((input.clientToken ?? "").length > TOKEN_LENGTH_MAX)
      throw new InvalidParameterException(`clientToken can have at most ${TOKEN_LENGTH_MAX} characters.`);
    const tags = checkTask(input, definition, cluster.name);
    checkNetwork(definition, input.networkConfiguration);
    checkPlacement(launchType, definition, input);
    const overridden = overriddenBy(definition, launchType, input.overrides);

    const request = hash(JSON.stringify(input));
    const before = input.clientToken
      ? Object.values(state.ecs.tasks).filter(
          (it) => it.cluster === cluster.name && it.clientToken === input.clientToken,
        )
      : [];
    if (before.some((it) => it.requestHash !== request)) {
      // AWS: recorded in testdata/aws/ecs/task_tokens.json, with the ARNs of the tasks of the other request.
      throw new ConflictException(
        "The RunTask request could not be processed due to conflicts. The provided clientToken is already in use with a different request.",
        before.map((it) => it.arn),
      );
    }
    if (before.length > 0) return { tasks: before.map((it) => taskAnswer(state, caller, it, true)), failures: [] };
    checkTaskLimits(count, wantedTasks(state));
    if (launchType === "EC2" && !strategy && !hasInstances(state, cluster.name))
      throw new InvalidParameterException("No Container Instances were found in your cluster.");

    const group = input.group ?? `family:${definition.family}`;
    const placementStrategy = (input.placementStrategy ?? []) as PlacementStrategy[];
    const constraints = (input.placementConstraints ?? []) as PlacementConstraint[];
    const wanted = { cluster: cluster.name, definition, size: overridden.size, group, constraints };
    const tasks: Task[] = [];
    const failures = [];
    for (let i = 0; i < count; i++) {
      const placement =
        launchType === "EC2" ? placeTask(world, state, { ...wanted, strategy: placementStrategy }) : undefined;
      if (placement && !("instance" in placement)) {
        failures.push(failureOf(caller, cluster.name, placement.closest));
        continue;
      }
      const task = startTask(
        world,
        state,
        {
          cluster: cluster.name,
          definition,
          launchType,
          group,
          size: overridden.size,
          ...(input.startedBy !== undefined && { startedBy: input.startedBy }),
          ...(placement && { instance: placement.instance }),
          ...capacityProvider(strategy, tasks),
          tags: { ...tags },
          cause: "call RunTask",
        },
        changes,
      );
      if (input.clientToken) Object.assign(task, { clientToken: input.clientToken, requestHash: request });
      keepMembers(task, input, overridden);
      tasks.push(task);
    }
    return { tasks: tasks.map((it) => taskAnswer(state, caller, it, true)), failures };
  },
});

/** Whether there is an instance that takes tasks. AWS: without one RunTask is refused, with the recorded sentence of the event. */
const hasInstances = ({ ecs }: RegionState, cluster: string): boolean =>
  Object.values(ecs.containerInstances).some((it) => it.cluster === cluster && it.status === "ACTIVE");

/** Which of Fargate's capacity providers the next task of the call gets; nothing where no strategy decides. */
function capacityProvider(strategy: StrategyItem[] | undefined, tasks: Task[]) {
  const chosen = chooseProvider(strategy, tasks);
  return chosen === undefined ? {} : { capacityProvider: chosen };
}
