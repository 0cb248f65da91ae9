import type { Change } from "../world/change.ts";
import type { Service, Task } from "../world/ecs.ts";
import type { Target, TargetGroup } from "../world/elb.ts";
import type { Millis, RegionState, World } from "../world/world.ts";
import { healthFailure, planFirstVerdict } from "./health-checks.ts";

const SECOND = 1_000;
/** AWS: `deregistration_delay.timeout_seconds` where it is not set (API_TargetGroupAttribute). */
const DEREGISTRATION_DELAY_SECONDS = 300;

/**
 * Registers a task with the target groups of its service: `initial` while its registration is in progress, `initial` again
 * during the first health checks, then `healthy`. Returns the target groups it joined.
 */
export function registerTargets(world: World, state: RegionState, service: Service, task: Task): TargetGroup[] {
  const wait = world.parameters.registeredToHealthySeconds * SECOND;
  return targetsOf(state, service, task).map(({ group, id, port }) => {
    const { availabilityZone, id: taskId } = task;
    const target: Target = { id, port, availabilityZone, taskId, state: "initial", registeredAt: world.now };
    group.targets[`${id}:${port}`] = target;
    if (wait === 0 && healthFailure(group, target) === undefined) target.state = "healthy";
    else beginChecks(world, target);
    return group;
  });
}

/**
 * Begins draining the targets of a task that is told to stop. Returns the groups it leaves and the longest of their
 * deregistration delays in seconds. Load left the task when it was told to stop.
 */
export function drainTargets(
  world: World,
  state: RegionState,
  task: Task,
): { groups: TargetGroup[]; delaySeconds: number } {
  const groups: TargetGroup[] = [];
  let delaySeconds = 0;
  for (const group of Object.values(state.elb.targetGroups)) {
    for (const target of Object.values(group.targets)) {
      if (target.taskId !== task.id) continue;
      const delay = deregistrationDelay(group);
      target.state = "draining";
      target.next = { state: "gone", at: world.now + delay * SECOND };
      groups.push(group);
      delaySeconds = Math.max(delaySeconds, delay);
    }
  }
  return { groups, delaySeconds };
}

/** Registers an address that a caller names: its checks begin when a load balancer uses the group. */
export function registerTarget(
  world: World,
  group: TargetGroup,
  target: Pick<Target, "id" | "port" | "availabilityZone">,
): void {
  const key = `${target.id}:${target.port}`;
  const taskId = group.targets[key]?.taskId; // One that was draining is still the address of its task.
  const registered: Target = {
    ...target,
    ...(taskId !== undefined && { taskId }),
    state: "initial",
    registeredAt: world.now,
  };
  group.targets[key] = registered;
  if (group.loadBalancerArns.length > 0) beginChecks(world, registered);
}

/** Takes a target out: it drains first where a load balancer uses the group (testdata/aws/elbv2, target_group_native). */
export function deregisterTarget(world: World, group: TargetGroup, key: string): void {
  const target = group.targets[key]!;
  if (group.loadBalancerArns.length === 0) {
    delete group.targets[key];
    return;
  }
  target.state = "draining";
  target.next = { state: "gone", at: world.now + deregistrationDelay(group) * SECOND };
}

/** A load balancer begins to use the group: all its targets are checked from the beginning. */
export function attachTargets(world: World, group: TargetGroup): void {
  for (const target of Object.values(group.targets)) {
    if (target.state === "draining") continue;
    target.state = "initial";
    target.registeredAt = world.now;
    beginChecks(world, target);
  }
}

/** The attachment itself takes a part of the wait; the rest are the first checks. */
function beginChecks(world: World, target: Target): void {
  const half = Math.floor(world.parameters.registeredToHealthySeconds / 2) * SECOND;
  target.next = { state: "initial", at: world.now + half };
}

/** Moves targets whose next state is due. */
export function moveTargets(world: World, state: RegionState, changes: Change[]): void {
  for (const group of Object.values(state.elb.targetGroups)) {
    for (const key of Object.keys(group.targets)) {
      const target = group.targets[key]!;
      while (target.next && target.next.at <= world.now) {
        const what = moveTarget(world, group, key, target);
        lookAtTask(world, state, target);
        const resource = target.taskId ?? target.id;
        changes.push({ topic: "tasks", at: world.now, region: state.name, resource, what, cause: "time" });
      }
    }
  }
}

function moveTarget(world: World, group: TargetGroup, key: string, target: Target): string {
  const due = target.next!;
  delete target.next;
  if (due.state === "gone") delete group.targets[key];
  else if (due.state === "initial") planFirstVerdict(world, group, target);
  else {
    target.state = due.state;
    const failure = due.state === "unhealthy" ? healthFailure(group, target) : undefined;
    if (failure) target.failure = failure;
    else delete target.failure;
  }
  return `target ${due.state}`;
}

/** A target that has a new verdict makes its service look whether a task has to be replaced. */
function lookAtTask(world: World, state: RegionState, target: Target): void {
  const task = state.ecs.tasks[target.taskId ?? ""];
  const service = task?.service && state.ecs.services[`${task.cluster}/${task.service}`];
  if (service && (target.state === "unhealthy" || target.state === "healthy")) service.scheduler.replaceAt = world.now;
}

/** The earliest instant at which a target changes; Infinity when none does. */
export function nextTargetAt(state: RegionState): Millis {
  let next = Number.POSITIVE_INFINITY;
  for (const key in state.elb.targetGroups) {
    const targets = state.elb.targetGroups[key]!.targets;
    for (const id in targets) {
      const at = targets[id]!.next?.at;
      if (at !== undefined && at < next) next = at;
    }
  }
  return next;
}

/** Whether every target of the task is healthy; true for a service without a load balancer. */
export const isHealthy = (state: RegionState, service: Service, task: Task): boolean =>
  targetsOf(state, service, task).every(({ group, id, port }) => group.targets[`${id}:${port}`]?.state === "healthy");

/** Where a task is unhealthy: the first of its target groups whose checks it fails, and the address they are sent to. */
export function unhealthyTarget(
  state: RegionState,
  service: Service,
  task: Task,
): { group: TargetGroup; target: Target } | undefined {
  for (const { group, id, port } of targetsOf(state, service, task)) {
    const target = group.targets[`${id}:${port}`];
    if (target?.state === "unhealthy") return { group, target };
  }
  return undefined;
}

/**
 * Whether the service replaces the task because its health checks fail. AWS: not during the grace period after its start
 * (API_CreateService, `healthCheckGracePeriodSeconds`).
 */
export const isToBeReplaced = (world: World, state: RegionState, service: Service, task: Task): boolean =>
  world.now >= graceEndsAt(service, task) && unhealthyTarget(state, service, task) !== undefined;

export const graceEndsAt = (service: Service, task: Task): Millis =>
  (task.startedAt ?? task.createdAt) + service.healthCheckGracePeriodSeconds * SECOND;

/** Seconds a target of the group drains. */
function deregistrationDelay(group: TargetGroup): number {
  const given = group.attributes["deregistration_delay.timeout_seconds"];
  return given === undefined ? DEREGISTRATION_DELAY_SECONDS : Number(given);
}

/** Where the load balancer reaches the task: the instance's own port in bridge mode, the task's own address with awsvpc. */
function targetsOf(
  state: RegionState,
  service: Service,
  task: Task,
): { group: TargetGroup; id: string; port: number }[] {
  const found: { group: TargetGroup; id: string; port: number }[] = [];
  for (const it of service.loadBalancers) {
    const group = state.elb.targetGroups[it.targetGroupArn];
    if (!group) continue;
    const address = privateAddress(task);
    const instance = state.ecs.containerInstances[task.containerInstance ?? ""];
    const port = hostPortOf(state, task, it);
    if (address) found.push({ group, id: address, port: it.containerPort });
    else if (instance) found.push({ group, id: instance.ec2InstanceId, port: port ?? it.containerPort });
  }
  return found;
}

/** The private address of an awsvpc task, from its network interface. */
function privateAddress(task: Task): string | undefined {
  const attachments = task.echo?.attachments as { details: { name: string; value: string }[] }[] | undefined;
  return attachments?.[0]?.details.find((it) => it.name === "privateIPv4Address")?.value;
}

/** The port on its instance (with awsvpc on its own address) at which a task serves a load balancer's container port. */
function hostPortOf(
  { ecs }: RegionState,
  task: Task,
  { containerName, containerPort }: Service["loadBalancers"][number],
): number | undefined {
  const container = task.containers.find(({ name }) => name === containerName);
  const declared = ecs.taskDefinitions[task.taskDefinition]?.containers.find(({ name }) => name === containerName);
  const i = declared?.portMappings.findIndex((it) => it.containerPort === containerPort) ?? 0;
  return container?.hostPorts?.[i] ?? container?.hostPort;
}
