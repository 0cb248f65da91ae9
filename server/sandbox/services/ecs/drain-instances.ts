import type {
  DeregisterContainerInstanceRequest,
  DeregisterContainerInstanceResponse,
  UpdateContainerInstancesStateRequest,
  UpdateContainerInstancesStateResponse,
} from "@aws-sdk/client-ecs";
import { reconsider, stopTask } from "../../simulation/index.ts";
import type { Change } from "../../world/change.ts";
import type { ContainerInstance, Task } from "../../world/ecs.ts";
import type { RegionState, World } from "../../world/world.ts";
import { entry } from "../entry.ts";
import { operation } from "../operation.ts";
import { instanceAnswer } from "./container-instances.ts";
import { ClientException, InvalidParameterException } from "./errors.ts";
import { activeCluster, arnOf, idInCluster, missing } from "./identifiers.ts";
import { mustBeOneOf } from "./refusals.ts";

/** AWS: container instances of one call (API_UpdateContainerInstancesState). The sentence is ours. */
const UPDATED_MAX = 10;

/**
 * Sets instances to drain, or takes them back. AWS: a draining instance gets no new tasks; pending tasks of services stop at once, running ones
 * are replaced within the limits of the deployment configuration; tasks without a service stay (API_UpdateContainerInstancesState).
 */
export const UpdateContainerInstancesState = operation<
  UpdateContainerInstancesStateRequest,
  UpdateContainerInstancesStateResponse
>({
  run({ world, state, caller, input, changes }) {
    const cluster = activeCluster(state, caller, input.cluster).name;
    const status = input.status as "ACTIVE" | "DRAINING";
    mustBeOneOf("Container instance status", status, ["ACTIVE", "DRAINING"]);
    const asked = input.containerInstances!;
    if (asked.length === 0) throw new ClientException("Container Instances cannot be empty.");
    if (asked.length > UPDATED_MAX)
      throw new InvalidParameterException(`containerInstances can have at most ${UPDATED_MAX} entries.`);
    const cause = "call UpdateContainerInstancesState";
    const found: ContainerInstance[] = [];
    const failures = [];
    for (const id of new Set(asked.map((it) => idInCluster(caller, cluster, it, "container-instance")))) {
      const instance = entry(state.ecs.containerInstances, id);
      if (instance?.cluster === cluster) found.push(instance);
      else failures.push(missing(arnOf(caller, "container-instance", `${cluster}/${id}`)));
    }
    const changed = found.filter((it) => it.status !== status);
    for (const instance of changed) {
      instance.status = status;
      instance.version++;
      changes.push(change(world, state, instance, status, cause));
      if (status === "DRAINING") stopPending(world, state, instance, cause, changes);
    }
    reconsiderServices(world, state, cluster, changed);
    return { containerInstances: found.map((it) => instanceAnswer(state, it, [])), failures };
  },
});

/**
 * Takes an instance out of its cluster. AWS: refused while tasks run on it, unless forced; then they stop, and services start others
 * elsewhere (API_DeregisterContainerInstance). Simplified: it is gone at once, where AWS shows it as INACTIVE for a while.
 */
export const DeregisterContainerInstance = operation<
  DeregisterContainerInstanceRequest,
  DeregisterContainerInstanceResponse
>({
  run({ world, state, caller, input, changes }) {
    const cluster = activeCluster(state, caller, input.cluster).name;
    const id = idInCluster(caller, cluster, input.containerInstance!, "container-instance");
    const instance = entry(state.ecs.containerInstances, id);
    // By analogy with StopTask's sentence about a task.
    if (instance?.cluster !== cluster)
      throw new InvalidParameterException("The referenced container instance was not found.");
    const tasks = tasksOn(state, instance);
    // AWS: the sentence that scripts look for (getmoto/moto, ecs/models.py, has the same).
    if (tasks.length > 0 && !input.force) throw new InvalidParameterException("Found running tasks on the instance.");
    const cause = "call DeregisterContainerInstance";
    for (const task of tasks) {
      // AWS: the reason (amazon-ecs-developer-guide, stopped-task-errors). Simplified: the code is UserInitiated.
      const reason = "Container instance deregistration forced by user";
      stopTask(world, state, task, { stopCode: "UserInitiated", reason, cause }, changes);
    }
    const answer = { ...instanceAnswer(state, instance, []), status: "INACTIVE", agentConnected: false };
    delete state.ecs.containerInstances[id];
    changes.push(change(world, state, instance, "deregistered", cause));
    reconsiderServices(world, state, cluster, [instance]);
    return { containerInstance: answer };
  },
});

const tasksOn = (state: RegionState, { id }: ContainerInstance): Task[] =>
  Object.values(state.ecs.tasks).filter((it) => it.containerInstance === id && it.desiredStatus === "RUNNING");

/** Simplified: AWS's own reason is not recorded; a replaced task says the same. */
function stopPending(
  world: World,
  state: RegionState,
  instance: ContainerInstance,
  cause: string,
  changes: Change[],
): void {
  for (const task of tasksOn(state, instance)) {
    if (!task.service || task.lastStatus === "RUNNING") continue;
    const reason = `Scaling activity initiated by (deployment ${task.startedBy})`;
    stopTask(world, state, task, { stopCode: "ServiceSchedulerInitiated", reason, cause }, changes);
  }
}

/** Services with tasks on these instances look again at what they run, and so does every DAEMON one of the cluster. */
function reconsiderServices(world: World, state: RegionState, cluster: string, instances: ContainerInstance[]): void {
  const ids = new Set(instances.map((it) => it.id));
  const affected = new Set<string>();
  for (const it of Object.values(state.ecs.tasks))
    if (it.cluster === cluster && it.service && it.lastStatus !== "STOPPED" && ids.has(it.containerInstance ?? ""))
      affected.add(it.service);
  if (ids.size === 0) return;
  for (const it of Object.values(state.ecs.services))
    if (it.cluster === cluster && (it.schedulingStrategy === "DAEMON" || affected.has(it.name)))
      reconsider(world, state, it);
}

const change = (world: World, state: RegionState, { arn }: ContainerInstance, what: string, cause: string) =>
  ({ topic: "tasks", at: world.now, region: state.name, resource: arn, what: `instance ${what}`, cause }) as const;
