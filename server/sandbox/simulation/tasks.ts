import { limits } from "../../limits.ts";
import type { Change } from "../world/change.ts";
import type { ContainerInstance, LaunchType, Service, Task, TaskDefinition } from "../world/ecs.ts";
import type { TargetGroup } from "../world/elb.ts";
import { random, randomDigits, randomHex, randomUuid } from "../world/random.ts";
import type { Json, Millis, RegionState, Tags, World } from "../world/world.ts";
import { countFailure, forgetFailures } from "./circuit-breaker.ts";
import { ephemeralPort } from "./instance-resources.ts";
import type { TaskSize } from "./placement.ts";
import { addServiceEvent, eventText } from "./service-events.ts";
import { drainTargets, registerTargets, unhealthyTarget } from "./targets.ts";

const SECOND = 1_000;
/** Observed: a Fargate task has its network 4.1 to 8.5 s, its pull begun 15.8 to 21.5 s after creation; the pull takes 6.7 to 15.6 s. */
const FARGATE_CONNECTED_SECONDS = 6;
const FARGATE_PULL_SECONDS = 18;
/** Chosen: the network interface of a task on an instance. */
const EC2_CONNECTED_SECONDS = 3;
/** Observed: ten seconds from "has stopped" to "deregistered" (a public incident log with ECS events). */
const STOP_TO_DEREGISTER_SECONDS = 10;
/** Observed: a process that exits on SIGTERM is gone 11.5 to 12.3 s after `stoppingAt` (testdata/aws/applicationautoscaling/scale_in.json). */
const STOP_TO_STOPPING_SECONDS = 2;
const STOPPING_TO_EXIT_SECONDS = 10;
/** Simplified: a task that never ran is gone this soon. */
const NEVER_RAN_TO_STOPPED_SECONDS = 5;
/** Observed: "has reached a steady state" 0.1 to 6.1 s after RUNNING where there is no load balancer. */
const RUNNING_TO_STEADY_SECONDS = 3;

export type TaskRequest = {
  cluster: string;
  definition: TaskDefinition;
  launchType: LaunchType;
  /** `service:<name>` or `family:<name>`. */
  group: string;
  /** The service it belongs to, if any. */
  service?: Service;
  /** Deployment id, or what RunTask's caller says. */
  startedBy?: string;
  /** Where it runs; absent on Fargate. */
  instance?: ContainerInstance;
  /** What it reserves, where RunTask's caller overrides the definition. */
  size?: TaskSize | undefined;
  /** The capacity provider, where a strategy chose one. */
  capacityProvider?: string;
  tags?: Tags;
  cause: string;
};

/** Creates a task. It becomes RUNNING by the passing of time, and is registered with its service's target groups. */
export function startTask(world: World, state: RegionState, request: TaskRequest, changes: Change[]): Task {
  const { definition, service, instance } = request;
  const kind = kindOf(request);
  const id = randomHex(world, 32);
  const spread = Math.floor(random(world) * (world.parameters.startSpreadSeconds + 1));
  const runsAfter = runningSeconds(world, kind);
  // AWS: PROVISIONING is the making of the network interface (amazon-ecs-developer-guide, task-lifecycle).
  const provisioned = kind === "fargate" || definition.networkMode === "awsvpc";
  const task: Task = {
    id,
    arn: `arn:aws:ecs:${state.name}:${world.accountId}:task/${request.cluster}/${id}`,
    cluster: request.cluster,
    group: request.group,
    ...(service && { service: service.name }),
    ...(request.startedBy !== undefined && { startedBy: request.startedBy }),
    taskDefinition: `${definition.family}:${definition.revision}`,
    launchType: request.launchType,
    ...(instance && { containerInstance: instance.id }),
    ...(request.capacityProvider !== undefined && { capacityProvider: request.capacityProvider }),
    availabilityZone: instance?.availabilityZone ?? emptiestZone(state, request),
    lastStatus: provisioned ? "PROVISIONING" : "PENDING",
    desiredStatus: "RUNNING",
    version: 1,
    createdAt: world.now,
    cpuUnits: (request.size ?? definition).cpuUnits,
    memoryMiB: (request.size ?? definition).memoryMiB,
    containers: containersOf(world, state, definition, id, instance),
    next: provisioned
      ? { status: "PENDING", at: world.now + Math.min(connectedSeconds(kind), runsAfter) * SECOND }
      : { status: "RUNNING", at: world.now + (runsAfter + spread) * SECOND },
    ...(service &&
      service.loadBalancers.length > 0 && {
        registerAt: world.now + (world.parameters.startToRegisteredSeconds[kind] + spread) * SECOND,
      }),
    tags: request.tags ?? {},
    ...(definition.networkMode === "awsvpc" && { echo: { attachments: [networkInterface(world)] } }),
  };
  if (provisioned && spread > 0) task.next!.at += Math.min(spread, 2) * SECOND;
  state.ecs.tasks[id] = task;
  changes.push(change(world, state, task, task.lastStatus, request.cause));
  return task;
}

type Kind = "ec2" | "fargate";

const kindOf = ({ launchType }: Pick<Task, "launchType">): Kind => (launchType === "FARGATE" ? "fargate" : "ec2");

const runningSeconds = (world: World, kind: Kind) => world.parameters.createdToRunningSeconds[kind];

const connectedSeconds = (kind: Kind) => (kind === "fargate" ? FARGATE_CONNECTED_SECONDS : EC2_CONNECTED_SECONDS);

const hasInterface = (task: Task) => task.launchType === "FARGATE" || task.echo?.attachments !== undefined;

export type Stop = {
  stopCode: NonNullable<Task["stopCode"]>;
  /** AWS: `stoppedReason`. */
  reason: string;
  cause: string;
};

/**
 * Tells a task to stop. From this second it counts as running no more and gets no load; its target drains, then its process
 * ends, then it is STOPPED. A service replaces a task that it did not stop itself.
 */
export function stopTask(world: World, state: RegionState, task: Task, stop: Stop, changes: Change[]): void {
  if (task.desiredStatus === "STOPPED") return;
  const ran = task.lastStatus === "RUNNING";
  const hasTarget = ran && task.service !== undefined && task.registerAt === undefined && isRegistered(state, task);
  task.desiredStatus = "STOPPED";
  task.stopCode = stop.stopCode;
  task.stoppedReason = stop.reason;
  task.stoppingAt = world.now;
  task.version++;
  delete task.registerAt;
  if (!ran) task.next = { status: "STOPPED", at: world.now + NEVER_RAN_TO_STOPPED_SECONDS * SECOND };
  else if (hasTarget) task.next = { status: "DEACTIVATING", at: world.now + STOP_TO_DEREGISTER_SECONDS * SECOND };
  else task.next = { status: "STOPPING", at: world.now + STOP_TO_STOPPING_SECONDS * SECOND };
  changes.push(change(world, state, task, "told to stop", stop.cause));

  const service = task.service && state.ecs.services[`${task.cluster}/${task.service}`];
  if (service && service.status === "ACTIVE" && stop.stopCode !== "ServiceSchedulerInitiated") {
    if (!ran) countFailure(service, task);
    service.scheduler.startAt ??= world.now + world.parameters.startDelaySeconds[kindOf(service)] * SECOND;
    service.scheduler.unsteady = true;
  }
}

/** Moves every task whose next status is due, registers new targets, drains old ones, forgets long stopped tasks. */
export function moveTasks(world: World, state: RegionState, changes: Change[]): void {
  const joined: Moved[] = [];
  const left: Moved[] = [];
  for (const id of Object.keys(state.ecs.tasks)) {
    const task = state.ecs.tasks[id]!;
    while (task.next && task.next.at <= world.now) {
      moveTask(world, state, task, left);
      changes.push(change(world, state, task, task.lastStatus, "time"));
    }
    if (task.registerAt !== undefined && task.registerAt <= world.now && task.lastStatus === "RUNNING")
      register(world, state, task, joined, changes);
    if (task.stoppedAt !== undefined && task.stoppedAt + limits.stoppedTaskMs <= world.now) delete state.ecs.tasks[id];
  }
  for (const { service, group, deployments } of joined)
    addServiceEvent(service, world.now, eventText.registered(service.name, deployments.length, group.arn), world);
  tellLeft(world, left);
}

function tellLeft(world: World, left: Moved[]): void {
  for (const { service, group, deployments } of left) {
    addServiceEvent(service, world.now, eventText.deregistered(service.name, deployments.length, group.arn), world);
    for (const it of new Set(deployments)) {
      const count = deployments.filter((other) => other === it).length;
      addServiceEvent(service, world.now, eventText.draining(service.name, it, count), world);
    }
  }
}

/**
 * Stops tasks whose health checks fail. Observed: their targets are deregistered and drain before the event that tells of the
 * stop (a public incident log with ECS events). AWS: the stopped reason is that of amazon-ecs-developer-guide, stopped-task-error-codes.
 */
export function stopUnhealthyTasks(
  world: World,
  state: RegionState,
  service: Service,
  tasks: Task[],
  changes: Change[],
): void {
  const left: Moved[] = [];
  for (const task of tasks) {
    const { group } = unhealthyTarget(state, service, task)!;
    const reason = `Task failed ELB health checks in (target-group ${group.arn})`;
    const cause = `service ${service.name}`;
    stopTask(world, state, task, { stopCode: "ServiceSchedulerInitiated", reason, cause }, changes);
    task.lastStatus = "DEACTIVATING";
    leaveTargets(world, state, task, left);
  }
  tellLeft(world, left);
  const ids = tasks.map(({ id }) => id);
  addServiceEvent(service, world.now, eventText.stopped(service.name, ids), world);
}

/** Tasks that joined or left one target group in the same second; one service event tells of all of them. */
type Moved = { service: Service; group: TargetGroup; deployments: string[] };

function moveTask(world: World, state: RegionState, task: Task, left: Moved[]): void {
  const status = task.next!.status;
  const kind = kindOf(task);
  delete task.next;
  task.lastStatus = status;
  task.version++;
  switch (status) {
    case "PENDING": {
      task.connectivityAt = world.now;
      // A task that got its network late runs late.
      const late = Math.max(0, world.now - task.createdAt - connectedSeconds(kind) * SECOND);
      const runsAt = task.createdAt + runningSeconds(world, kind) * SECOND + late;
      task.next = { status: "RUNNING", at: Math.max(world.now, runsAt) };
      break;
    }
    case "RUNNING":
      task.startedAt = world.now;
      task.connectivityAt ??= task.createdAt;
      // The images of an instance are there already.
      task.pullStartedAt =
        kind === "fargate" ? Math.min(task.createdAt + FARGATE_PULL_SECONDS * SECOND, world.now) : task.connectivityAt;
      task.pullStoppedAt = kind === "fargate" ? world.now : task.connectivityAt;
      task.minute = freshMinute(world.now);
      if (task.service) forgetFailures(state.ecs.services[`${task.cluster}/${task.service}`], task);
      if (task.service && task.registerAt === undefined)
        expectSteady(world, state.ecs.services[`${task.cluster}/${task.service}`], RUNNING_TO_STEADY_SECONDS);
      break;
    case "DEACTIVATING":
      leaveTargets(world, state, task, left);
      break;
    case "STOPPING":
      task.next = {
        status: hasInterface(task) ? "DEPROVISIONING" : "STOPPED",
        at: world.now + STOPPING_TO_EXIT_SECONDS * SECOND,
      };
      break;
    case "DEPROVISIONING":
      endProcess(world, task);
      task.next = { status: "STOPPED", at: world.now + deprovisioningSeconds(world) * SECOND };
      break;
    case "STOPPED":
      task.stoppedAt = world.now;
      if (task.startedAt !== undefined) endProcess(world, task);
  }
}

/** AWS: the exit code comes when the process ends, which is before a network interface is gone (testdata/aws/applicationautoscaling/scale_in.json). */
function endProcess(world: World, task: Task): void {
  task.executionStoppedAt ??= world.now;
  task.exitCode = 0;
}

/** From the end of the process to STOPPED: the network interface goes. Simplified: on an instance as long as was observed on Fargate. */
const deprovisioningSeconds = ({ parameters }: World) =>
  Math.max(
    0,
    parameters.scaleInStoppedSeconds -
      parameters.scaleInStopSeconds -
      STOP_TO_STOPPING_SECONDS -
      STOPPING_TO_EXIT_SECONDS,
  );

function register(world: World, state: RegionState, task: Task, joined: Moved[], changes: Change[]): void {
  delete task.registerAt;
  const service = state.ecs.services[`${task.cluster}/${task.service}`];
  if (!service) return;
  for (const group of registerTargets(world, state, service, task))
    collect(joined, service, group, task.startedBy ?? "");
  expectSteady(world, service, world.parameters.registeredToSteadySeconds);
  changes.push(change(world, state, task, "target registered", "time"));
}

function leaveTargets(world: World, state: RegionState, task: Task, left: Moved[]): void {
  const { groups, delaySeconds } = drainTargets(world, state, task);
  const service = state.ecs.services[`${task.cluster}/${task.service}`];
  if (service) for (const group of groups) collect(left, service, group, task.startedBy ?? "");
  task.next = { status: "STOPPING", at: world.now + delaySeconds * SECOND };
}

function collect(into: Moved[], service: Service, group: TargetGroup, deployment: string): void {
  const same = into.find((it) => it.service === service && it.group === group);
  if (same) same.deployments.push(deployment);
  else into.push({ service, group, deployments: [deployment] });
}

function expectSteady(world: World, service: Service | undefined, seconds: number): void {
  if (service?.scheduler.unsteady) service.scheduler.steadyAt = world.now + seconds * SECOND;
}

/** A minute of a task that began now; partial unless it began with the minute. */
const freshMinute = (now: Millis): NonNullable<Task["minute"]> => ({
  seconds: 0,
  cpuPercentSum: 0,
  observationSum: 0,
  observationSeconds: 0,
  observationMin: -1,
  observationMax: -1,
  partial: now % (60 * SECOND) !== 0,
});

/** AWS: what a service's `runningCount` counts (testdata/aws/ecs/services.json): told to run, and running. */
export const isRunning = (task: Task): boolean => task.lastStatus === "RUNNING" && task.desiredStatus === "RUNNING";

/** `runningCount` and `pendingCount` of a service, or of one of its deployments. */
export function taskCounts(
  state: RegionState,
  service: { cluster: string; name: string },
  deploymentId?: string,
): { running: number; pending: number } {
  let running = 0;
  let pending = 0;
  for (const id in state.ecs.tasks) {
    const task = state.ecs.tasks[id]!;
    if (task.service !== service.name || task.cluster !== service.cluster || task.desiredStatus !== "RUNNING") continue;
    if (deploymentId !== undefined && task.startedBy !== deploymentId) continue;
    if (task.lastStatus === "RUNNING") running++;
    else pending++;
  }
  return { running, pending };
}

/** The earliest instant at which something is due for a task; Infinity when nothing is. */
export function nextTaskAt(state: RegionState): Millis {
  let next = Number.POSITIVE_INFINITY;
  for (const id in state.ecs.tasks) {
    const task = state.ecs.tasks[id]!;
    if (task.next && task.next.at < next) next = task.next.at;
    if (task.registerAt !== undefined && task.registerAt < next && task.lastStatus === "RUNNING")
      next = task.registerAt;
    if (task.stoppedAt !== undefined && task.stoppedAt + limits.stoppedTaskMs < next)
      next = task.stoppedAt + limits.stoppedTaskMs;
  }
  return next;
}

function isRegistered(state: RegionState, task: Task): boolean {
  for (const group of Object.values(state.elb.targetGroups))
    for (const target of Object.values(group.targets))
      if (target.taskId === task.id && target.state !== "draining") return true;
  return false;
}

function containersOf(
  world: World,
  state: RegionState,
  definition: TaskDefinition,
  taskId: string,
  instance: ContainerInstance | undefined,
): Task["containers"] {
  const taken = new Set<string>();
  const dynamic = instance !== undefined && definition.networkMode !== "awsvpc";
  return definition.containers.map((it) => {
    const hostPorts = it.portMappings.map(({ hostPort, containerPort, protocol }) =>
      dynamic ? hostPort || ephemeralPort(state, instance, protocol, taken) : containerPort,
    );
    return {
      name: it.name,
      image: it.image,
      id: randomUuid(world),
      // AWS: Docker's 64 hex digits on an instance, the task's id and ten digits on Fargate.
      runtimeId: instance ? randomHex(world, 64) : `${taskId}-${randomDigits(world, 10)}`,
      ...(hostPorts.length > 0 && { hostPort: hostPorts[0]!, containerPort: it.portMappings[0]!.containerPort }),
      ...(hostPorts.length > 1 && { hostPorts }),
    };
  });
}

/** The network interface of an awsvpc task, as DescribeTasks lists it. */
function networkInterface(world: World): Json {
  const octet = () => Math.floor(random(world) * 250) + 4;
  return {
    id: randomUuid(world),
    type: "ElasticNetworkInterface",
    status: "ATTACHED",
    details: [
      { name: "subnetId", value: `subnet-${randomHex(world, 17)}` },
      { name: "networkInterfaceId", value: `eni-${randomHex(world, 17)}` },
      { name: "macAddress", value: `0a:${(randomHex(world, 10).match(/../g) ?? []).join(":")}` },
      { name: "privateIPv4Address", value: `10.0.${octet()}.${octet()}` },
    ],
  };
}

/** Fargate spreads over the zones: the one of two with fewer tasks of the group. */
function emptiestZone(state: RegionState, request: TaskRequest): string {
  const zones = [`${state.name}a`, `${state.name}b`];
  const tasks = Object.values(state.ecs.tasks).filter(
    (it) => it.group === request.group && it.desiredStatus === "RUNNING",
  );
  const count = (zone: string) => tasks.filter((it) => it.availabilityZone === zone).length;
  return count(zones[1]!) < count(zones[0]!) ? zones[1]! : zones[0]!;
}

const change = (world: World, state: RegionState, task: Task, what: string, cause: string): Change => ({
  topic: "tasks",
  at: world.now,
  region: state.name,
  resource: task.arn,
  what,
  cause,
});
