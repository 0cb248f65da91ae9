import { limits } from "../../limits.ts";
import type { Change } from "../world/change.ts";
import type {
  ContainerInstance,
  Deployment,
  DeploymentRevision,
  PlacementConstraint,
  PlacementStrategy,
  Service,
  Task,
  TaskDefinition,
} from "../world/ecs.ts";
import { randomDigits } from "../world/random.ts";
import type { Millis, RegionState, Tags, World } from "../world/world.ts";
import { chooseProvider } from "./capacity-providers.ts";
import { breakerTripped } from "./circuit-breaker.ts";
import { alarmOf, deploymentAlarms, type Failure, failDeployment, rollBack, rollsBack } from "./deployment-failure.ts";
import { resolutionOf } from "./monitoring.ts";
import {
  constraintBroken,
  isOnDrainingInstance,
  type Lack,
  type PlacementRequest,
  placeTask,
  usableInstances,
} from "./placement.ts";
import { addServiceEvent, eventText } from "./service-events.ts";
import { isHealthy, isToBeReplaced, unhealthyTarget } from "./targets.ts";
import { isRunning, startTask, stopTask, taskCounts } from "./tasks.ts";

const SECOND = 1_000;
/** Simplified: what could not be done or is not steady yet is looked at again this often. */
export const LOOK_AGAIN_SECONDS = 10;
/** Simplified: AWS backs off from placing a task that finds no room; we try every half minute. */
const PLACE_AGAIN_SECONDS = 30;
/** Simplified: AWS repeats "was unable to place a task" at growing intervals; we repeat it every five minutes. */
const UNPLACED_AGAIN_SECONDS = 300;
/**
 * Observed once: where a deployment may run no task beside those desired and none need be healthy, its tasks are started one by
 * one, the first after 21.7 s, the second 18.2 s later (testdata/aws/applicationautoscaling/scale_in.json).
 */
const ONE_BY_ONE_SECONDS = { first: 22, next: 18 };
/** Simplified: an INACTIVE service can be described this long (observed: "for a while", testdata/aws/ecs/services.json). */
const INACTIVE_KEPT_SECONDS = 3_600;

/**
 * Sets how many tasks a service should run, and schedules the starts or stops that follow. The deployment's own desired
 * count follows when the scheduler acts (AWS: testdata/aws/applicationautoscaling/scaling.json, sequence 149).
 */
export function setDesiredCount(
  world: World,
  state: RegionState,
  service: Service,
  count: number,
  cause: string,
  changes: Change[],
): void {
  const before = service.desiredCount;
  if (count === before) return;
  service.desiredCount = count;
  changes.push({ ...about(world, state, service), what: `desired ${before} -> ${count}`, cause });
  schedule(world, state, service);
}

/**
 * Begins a deployment: a new PRIMARY one, whose tasks replace those of the older ones. The first deployment of a service
 * begins the same way. AWS: a changed desired count alone makes none (testdata/aws/applicationautoscaling).
 */
export function startDeployment(
  world: World,
  state: RegionState,
  service: Service,
  taskDefinition: string,
  cause: string,
  changes: Change[],
): Deployment {
  const replaces = service.deployments.map((it) => it.id);
  for (const it of service.deployments) {
    if (it.status !== "PRIMARY") continue;
    it.status = "ACTIVE";
    if (it.rolloutState !== "IN_PROGRESS") continue;
    it.finishedAt = world.now;
    it.stoppedAt = world.now;
  }
  const id = `ecs-svc/${randomDigits(world, 19)}`;
  const deployment: Deployment = {
    id,
    status: "PRIMARY",
    taskDefinition,
    // AWS: a new service's deployment begins at 0 and follows when the scheduler acts (same recording).
    desiredCount: replaces.length > 0 ? service.desiredCount : 0,
    createdAt: world.now,
    updatedAt: world.now,
    failedTasks: 0,
    rolloutState: "IN_PROGRESS",
    rolloutStateReason: `ECS deployment ${id} in progress.`,
    replaces,
    revision: revisionOf(service),
    ...deploymentAlarms(state, service),
  };
  service.taskDefinition = taskDefinition;
  service.deployments.unshift(deployment);
  service.scheduler.unsteady = true;
  delete service.scheduler.unplacedAt;
  changes.push({ ...about(world, state, service), what: `deployment ${id} in progress`, cause });
  schedule(world, state, service);
  if (service.desiredCount === 0)
    service.scheduler.steadyAt = world.now + world.parameters.zeroTaskDeploymentSeconds * SECOND;
  return deployment;
}

/** Deletes what a service runs: it is DRAINING until its last task is STOPPED, then INACTIVE, forgotten an hour later. */
export function deleteServiceTasks(
  world: World,
  state: RegionState,
  service: Service,
  cause: string,
  changes: Change[],
): void {
  service.status = "DRAINING";
  setDesiredCount(world, state, service, 0, cause, changes);
  const tasks = activeTasks(state, service);
  for (const task of tasks) stopTask(world, state, task, scaling(task.startedBy ?? "", cause), changes);
  tellStopped(world, service, tasks);
  service.scheduler = { unsteady: true, steadyAt: world.now + LOOK_AGAIN_SECONDS * SECOND };
  changes.push({ ...about(world, state, service), what: "draining", cause });
}

/** Looks anew what a service has to start and to stop, after something around it changed. */
export function reconsider(world: World, state: RegionState, service: Service): void {
  if (service.status === "ACTIVE" && service.deployments.length > 0) schedule(world, state, service);
}

/** Starts what is missing and stops what is too much, for the services where it is due. */
export function runSchedulers(world: World, state: RegionState, changes: Change[]): void {
  for (const key of Object.keys(state.ecs.services)) {
    const service = state.ecs.services[key]!;
    if (service.status !== "ACTIVE") continue;
    if (isDue(world, service.scheduler.rollbackAt)) rollBackOnRequest(world, state, service, changes);
    if (isDue(world, service.scheduler.stopAt)) stopTasks(world, state, service, changes);
    if (isDue(world, service.scheduler.startAt)) startTasks(world, state, service, changes);
  }
}

/** Says which services have reached a steady state, or have come to their end. Runs after tasks and targets have moved. */
export function lookForSteadyStates(world: World, state: RegionState, changes: Change[]): void {
  for (const key of Object.keys(state.ecs.services)) {
    const service = state.ecs.services[key]!;
    if (isDue(world, service.scheduler.steadyAt)) lookForSteadyState(world, state, service, changes);
    if (service.inactiveAt !== undefined && service.inactiveAt + INACTIVE_KEPT_SECONDS * SECOND <= world.now)
      delete state.ecs.services[key];
  }
}

/** The earliest instant at which a scheduler has something to do; Infinity when none has. */
export function nextSchedulerAt(state: RegionState): Millis {
  let next = Number.POSITIVE_INFINITY;
  for (const key in state.ecs.services) {
    const { scheduler, inactiveAt, status } = state.ecs.services[key]!;
    if (status === "ACTIVE" && scheduler.replaceAt !== undefined) next = Math.min(next, scheduler.replaceAt);
    if (status === "ACTIVE" && scheduler.startAt !== undefined) next = Math.min(next, scheduler.startAt);
    if (status === "ACTIVE" && scheduler.stopAt !== undefined) next = Math.min(next, scheduler.stopAt);
    if (status === "ACTIVE" && scheduler.rollbackAt !== undefined) next = Math.min(next, scheduler.rollbackAt);
    if (scheduler.steadyAt !== undefined) next = Math.min(next, scheduler.steadyAt);
    if (inactiveAt !== undefined) next = Math.min(next, inactiveAt + INACTIVE_KEPT_SECONDS * SECOND);
  }
  return next;
}

function schedule(world: World, state: RegionState, service: Service): void {
  // AWS: a DAEMON service runs one task on every ACTIVE instance (API_CreateService, schedulingStrategy).
  if (service.schedulingStrategy === "DAEMON" && service.status === "ACTIVE")
    service.desiredCount = daemonCount(state, service);
  const { scheduler, desiredCount } = service;
  const { parameters, now } = world;
  const active = currentTasks(state, service).length;
  const kind = service.launchType === "FARGATE" ? "fargate" : "ec2";
  if (desiredCount > active) {
    delete scheduler.stopAt;
    delete scheduler.steadyAt;
    const delaySeconds = startsOneByOne(service) ? ONE_BY_ONE_SECONDS.first : parameters.startDelaySeconds[kind];
    scheduler.startAt ??= now + delaySeconds * SECOND;
  } else if (desiredCount < active) {
    delete scheduler.startAt;
    scheduler.stopAt ??= now + parameters.scaleInStopSeconds * SECOND;
    scheduler.steadyAt = now + parameters.scaleInSteadySeconds * SECOND;
  } else {
    delete scheduler.startAt;
    delete scheduler.stopAt;
    scheduler.steadyAt = now + parameters.registeredToSteadySeconds * SECOND;
  }
  if (hasOlderTasks(state, service)) scheduler.stopAt ??= now + LOOK_AGAIN_SECONDS * SECOND;
  if (currentTasks(state, service).some((it) => unhealthyTarget(state, service, it)))
    scheduler.replaceAt ??= now + SECOND;
  scheduler.unsteady = true;
}

function startTasks(world: World, state: RegionState, service: Service, changes: Change[]): void {
  const { scheduler } = service;
  delete scheduler.startAt;
  const deployment = follow(world, service);
  if (deployment.rolloutState === "FAILED") return; // AWS: a failed deployment starts no more tasks.
  const failure = breakerTripped(service, deployment) ? "breaker" : alarmOf(state, deployment);
  if (failure) {
    endDeployment(world, state, service, deployment, failure, changes);
    return;
  }
  const current = currentTasks(state, service);
  // AWS: a task that fails its health checks gets a replacement beside it (amazon-ecs-developer-guide, ecs_services).
  const unhealthy = current.filter((it) => isToBeReplaced(world, state, service, it)).length;
  const missing = service.desiredCount + unhealthy - current.length;
  const most = mostTasks(service);
  const room = most - activeTasks(state, service).length;
  const quota = taskQuota(state, service);
  const oneByOne = startsOneByOne(service);
  const started: Task[] = [];
  let unplaced: string | undefined;
  while (started.length < Math.min(missing, room, oneByOne ? 1 : missing) && unplaced === undefined) {
    const result =
      started.length < quota
        ? startServiceTask(world, state, service, deployment, changes)
        : eventText.overQuota(service.name);
    if (typeof result === "string") unplaced = result;
    else started.push(result);
  }
  if (started.length > 0) {
    addServiceEvent(service, world.now, eventText.started(service.name, ids(started)), world);
    delete scheduler.unplacedAt;
  }
  if (missing > 0 && isStuck(state, service, most)) {
    tell(world, state, service, "unable to stop or start tasks", eventText.deploymentStuck(service.name), changes);
    scheduler.startAt = world.now + PLACE_AGAIN_SECONDS * SECOND;
  } else if (unplaced !== undefined) {
    tell(world, state, service, "unable to place a task", unplaced, changes);
    scheduler.startAt = world.now + PLACE_AGAIN_SECONDS * SECOND;
  } else if (started.length < missing) {
    const againSeconds = oneByOne && started.length > 0 ? ONE_BY_ONE_SECONDS.next : LOOK_AGAIN_SECONDS;
    scheduler.startAt = world.now + againSeconds * SECOND;
  }
  if (hasOlderTasks(state, service)) scheduler.stopAt ??= world.now + LOOK_AGAIN_SECONDS * SECOND;
}

/** AWS: maximumPercent is rounded down (API_DeploymentConfiguration). */
export const mostTasks = ({ desiredCount, maximumPercent }: Service): number =>
  Math.max(desiredCount, Math.floor((desiredCount * maximumPercent) / 100));

const startsOneByOne = ({ schedulingStrategy, maximumPercent, minimumHealthyPercent, deployments }: Service): boolean =>
  schedulingStrategy === "REPLICA" &&
  maximumPercent === 100 &&
  minimumHealthyPercent === 0 &&
  deployments[0]?.rolloutState === "IN_PROGRESS";

/**
 * How many more tasks the service may start. Simplified: AWS counts the account's vCPUs on Fargate; we count tasks, since a desired
 * count can be as large as a scaling policy makes it.
 */
function taskQuota(state: RegionState, service: Service): number {
  let live = 0;
  for (const id in state.ecs.tasks) if (state.ecs.tasks[id]!.lastStatus !== "STOPPED") live++;
  return Math.min(limits.tasks - live, limits.tasksPerService - activeTasks(state, service).length);
}

/** One more task of the deployment, or the event that says why it finds no room. */
function startServiceTask(
  world: World,
  state: RegionState,
  service: Service,
  deployment: Deployment,
  changes: Change[],
): Task | string {
  const definition = state.ecs.taskDefinitions[deployment.taskDefinition];
  if (!definition) throw new Error(`The task definition ${deployment.taskDefinition} of ${service.arn} is not there.`);
  const capacityProvider = chooseProvider(service.capacityProviderStrategy, currentTasks(state, service));
  const request = {
    cluster: service.cluster,
    definition,
    ...(capacityProvider !== undefined && { capacityProvider }),
    launchType: service.launchType,
    group: `service:${service.name}`,
    service,
    startedBy: deployment.id,
    tags: tagsOfTask(service, definition),
    cause: `service ${service.name}`,
  };
  if (service.launchType === "FARGATE")
    return keepSettings(service, deployment, startTask(world, state, request, changes));
  const placement = placeTask(world, state, placementOf(service, definition));
  if (!("instance" in placement)) return unplacedEvent(service, placement.closest);
  return keepSettings(
    service,
    deployment,
    startTask(world, state, { ...request, instance: placement.instance }, changes),
  );
}

/**
 * A task keeps whether execute command was on when it began (API_Task, `enableExecuteCommand`), and how often its deployment
 * publishes which metrics: AWS keeps that with the service revision (testdata/aws/ecs/service_revisions.json).
 */
function keepSettings({ echo }: Service, { revision }: Deployment, task: Task): Task {
  if (echo.enableExecuteCommand === true) task.echo = { ...task.echo, enableExecuteCommand: true };
  const highResolution = ["CPUUtilization", "MemoryUtilization"].filter((it) => resolutionOf(revision, it) < 60);
  if (highResolution.length > 0) task.highResolution = highResolution;
  return task;
}

/** What the service asks of the instances that its tasks run on. */
const placementOf = (service: Service, definition: TaskDefinition): PlacementRequest => ({
  cluster: service.cluster,
  definition,
  group: `service:${service.name}`,
  daemon: service.schedulingStrategy === "DAEMON",
  constraints: (service.echo.placementConstraints ?? []) as PlacementConstraint[],
  strategy: (service.echo.placementStrategy ?? []) as PlacementStrategy[],
});

/** AWS: the sentence about the instance that came closest (amazon-ecs-developer-guide, service-event-messages). */
function unplacedEvent(service: Service, closest: { instance: ContainerInstance; lack: Lack } | undefined): string {
  if (closest) {
    const reason = `The closest matching (container-instance ${closest.instance.id}) ${closest.lack.event}.`;
    return eventText.unplaced(service.name, reason);
  }
  if (service.capacityProviderStrategy) return eventText.emptyProvider(service.name);
  return eventText.unplaced(
    service.name,
    "The reason for failure is No Container Instances were found in your cluster.",
  );
}

/** How many tasks a DAEMON service wants: one for each ACTIVE instance that meets its constraints (amazon-ecs-developer-guide, ecs_services). */
function daemonCount(state: RegionState, service: Service): number {
  const definition = state.ecs.taskDefinitions[service.taskDefinition];
  if (!definition) return 0;
  const { constraints = [], ...request } = placementOf(service, definition);
  const memberOf = { ...request, constraints: constraints.filter((it) => it.type === "memberOf") };
  return usableInstances(state, service.cluster).filter((it) => !constraintBroken(state, it, memberOf)).length;
}

/** Whether the deployment configuration leaves no task to stop and no room for one more (amazon-ecs-developer-guide, service-event-messages-list). */
function isStuck(state: RegionState, service: Service, most: number): boolean {
  const fewest = Math.ceil((service.desiredCount * service.minimumHealthyPercent) / 100);
  const active = activeTasks(state, service);
  return hasOlderTasks(state, service) && most <= service.desiredCount && fewest >= active.length;
}

/** Writes an event about something that cannot be done, unless one was written a while ago. */
function tell(
  world: World,
  state: RegionState,
  service: Service,
  what: string,
  message: string,
  changes: Change[],
): void {
  const { scheduler } = service;
  if (scheduler.unplacedAt !== undefined && world.now < scheduler.unplacedAt + UNPLACED_AGAIN_SECONDS * SECOND) return;
  scheduler.unplacedAt = world.now;
  addServiceEvent(service, world.now, message, world);
  changes.push({ ...about(world, state, service), what, cause: message });
}

function stopTasks(world: World, state: RegionState, service: Service, changes: Change[]): void {
  const { scheduler } = service;
  delete scheduler.stopAt;
  const deployment = follow(world, service);
  const own = currentTasks(state, service);
  const isProtected = (it: Task) => (it.protectedUntil ?? 0) > world.now;
  const isUnhealthy = (it: Task) => unhealthyTarget(state, service, it) !== undefined;
  // Observed: the newest task goes first (testdata/aws/applicationautoscaling/scale_in.json). AWS: protected ones stay.
  const tooMany = Math.max(0, own.length - service.desiredCount);
  const stopping = own
    .filter((it) => !isProtected(it))
    // Simplified: those that fail their health checks before all others; AWS does not say.
    .sort((a, b) => Number(isUnhealthy(b)) - Number(isUnhealthy(a)))
    .slice(0, tooMany);
  if (stopping.length < tooMany) {
    scheduler.stopAt = world.now + LOOK_AGAIN_SECONDS * SECOND;
    const blocked = eventText.scaleInBlocked(service.name, deployment.id);
    if (own.filter(isProtected).length > service.desiredCount)
      tell(world, state, service, "unable to scale in", blocked, changes);
  }
  const older = activeTasks(state, service).filter((it) => !own.includes(it));
  if (older.length > 0) {
    // AWS: minimumHealthyPercent is rounded up (API_DeploymentConfiguration).
    const fewest = Math.ceil((service.desiredCount * service.minimumHealthyPercent) / 100);
    const serving = (it: Task) => isRunning(it) && isHealthy(state, service, it);
    const healthy = own.filter(serving).length + older.filter(serving).length - stopping.filter(serving).length;
    const free = older.filter((it) => !isProtected(it));
    const unready = free.filter((it) => !serving(it));
    const ready = free.filter(serving).slice(0, Math.max(0, healthy - fewest));
    stopping.push(...unready, ...ready);
    if (older.length > unready.length + ready.length) scheduler.stopAt = world.now + LOOK_AGAIN_SECONDS * SECOND;
  }
  for (const task of stopping) stopTask(world, state, task, scaling(deployment.id, `service ${service.name}`), changes);
  tellStopped(world, service, stopping);
  if (stopping.length > 0) delete scheduler.steadyAt;
  // The targets of what was stopped are deregistered first.
  const { scaleInSteadySeconds, scaleInStopSeconds } = world.parameters;
  scheduler.steadyAt ??= world.now + (scaleInSteadySeconds - scaleInStopSeconds) * SECOND;
}

/** AWS: tasks that ran and those that did not yet have an event each (testdata/aws/ecs/services.json, sequence 137). */
function tellStopped(world: World, service: Service, tasks: Task[]): void {
  const ran = tasks.filter((it) => it.lastStatus === "RUNNING");
  const pending = tasks.length - ran.length;
  if (pending > 0) addServiceEvent(service, world.now, eventText.stoppedPending(service.name, pending), world);
  if (ran.length > 0) addServiceEvent(service, world.now, eventText.stopped(service.name, ids(ran)), world);
}

function lookForSteadyState(world: World, state: RegionState, service: Service, changes: Change[]): void {
  const { scheduler } = service;
  delete scheduler.steadyAt;
  if (service.status === "DRAINING") {
    if (hasLiveTasks(state, service)) scheduler.steadyAt = world.now + LOOK_AGAIN_SECONDS * SECOND;
    else {
      service.status = "INACTIVE";
      service.inactiveAt = world.now;
      service.events = [];
      scheduler.unsteady = false;
      changes.push({ ...about(world, state, service), what: "inactive", cause: "time" });
    }
    return;
  }
  if (!isSteady(state, service)) {
    scheduler.steadyAt = world.now + LOOK_AGAIN_SECONDS * SECOND;
    return;
  }
  const deployment = follow(world, service);
  const failure = alarmOf(state, deployment);
  if (failure) {
    endDeployment(world, state, service, deployment, failure, changes);
    return;
  }
  if (deployment.rolloutState === "IN_PROGRESS") {
    deployment.rolloutState = "COMPLETED";
    deployment.rolloutStateReason = `ECS deployment ${deployment.id} completed.`;
    deployment.finishedAt ??= world.now;
    const replaced = service.deployments.slice(1);
    for (const it of replaced) if (it.rolledBackBy === deployment.id) it.finishedAt = world.now;
    if (replaced.length > 0)
      service.pastDeployments = [...replaced, ...(service.pastDeployments ?? [])].slice(0, limits.pastDeployments);
    service.deployments = [deployment];
    addServiceEvent(service, world.now, eventText.deploymentCompleted(service.name, deployment.id), world);
  }
  scheduler.unsteady = false;
  delete scheduler.unplacedAt;
  addServiceEvent(service, world.now, eventText.steady(service.name), world);
  changes.push({ ...about(world, state, service), what: "steady state", cause: "time" });
}

/** As many tasks as desired, all of the newest deployment, running and healthy. */
function isSteady(state: RegionState, service: Service): boolean {
  const { running, pending } = taskCounts(state, service, primary(service).id);
  return (
    running === service.desiredCount &&
    pending === 0 &&
    activeTasks(state, service).every((it) => isCurrent(state, service, it) && isHealthy(state, service, it))
  );
}

/** Ends a deployment that failed; with rollback the one that was complete before begins anew. */
function endDeployment(
  world: World,
  state: RegionState,
  service: Service,
  deployment: Deployment,
  failure: Failure,
  changes: Change[],
): void {
  const { cause } = failDeployment(world, service, deployment, failure);
  changes.push({ ...about(world, state, service), what: `deployment ${deployment.id} failed`, cause });
  if (rollsBack(service, deployment, failure) && rollBack(world, service, deployment, failure))
    schedule(world, state, service);
}

/** What StopServiceDeployment asked for, unless another deployment began meanwhile. */
function rollBackOnRequest(world: World, state: RegionState, service: Service, changes: Change[]): void {
  delete service.scheduler.rollbackAt;
  const deployment = primary(service);
  if (deployment.rollbackRequestedAt === undefined || deployment.rolloutState !== "IN_PROGRESS") return;
  endDeployment(world, state, service, deployment, "request", changes);
}

const revisionOf = (service: Service): DeploymentRevision => ({
  launchType: service.launchType,
  ...(service.capacityProviderStrategy && { capacityProviderStrategy: service.capacityProviderStrategy }),
  ...(service.echo.platformVersion !== undefined && { platformVersion: service.echo.platformVersion }),
  ...(service.echo.networkConfiguration !== undefined && { networkConfiguration: service.echo.networkConfiguration }),
  ...(service.echo.monitoring !== undefined && { monitoring: service.echo.monitoring }),
  loadBalancers: structuredClone(service.loadBalancers),
});

/** AWS: what tags a service's task gets (API_CreateService, `propagateTags` and `enableECSManagedTags`). */
function tagsOfTask(service: Service, definition: TaskDefinition): Tags {
  const { propagateTags, enableECSManagedTags } = service.echo;
  return {
    ...(propagateTags === "TASK_DEFINITION" && definition.tags),
    ...(propagateTags === "SERVICE" && service.tags),
    ...(enableECSManagedTags === true && {
      "aws:ecs:clusterName": service.cluster,
      "aws:ecs:serviceName": service.name,
    }),
  };
}

/**
 * Whether protected tasks are all that keeps a deployment from being complete. AWS: no more tasks can be protected then (amazon-ecs-developer-guide,
 * api_failures_messages, `DEPLOYMENT_BLOCKED`).
 */
export function isBlockedByProtection(world: World, state: RegionState, service: Service): boolean {
  if (service.status !== "ACTIVE" || primary(service).rolloutState !== "IN_PROGRESS") return false;
  const older = activeTasks(state, service).filter((it) => !isCurrent(state, service, it));
  const done = currentTasks(state, service).filter(isRunning).length >= service.desiredCount;
  return done && older.length > 0 && older.every((it) => (it.protectedUntil ?? 0) > world.now);
}

/** The deployment's desired count follows the service's when the scheduler acts. */
function follow(world: World, service: Service): Deployment {
  const deployment = primary(service);
  if (deployment.desiredCount !== service.desiredCount) deployment.updatedAt = world.now;
  deployment.desiredCount = service.desiredCount;
  return deployment;
}

function primary(service: Service): Deployment {
  const deployment = service.deployments[0];
  if (deployment?.status !== "PRIMARY") throw new Error(`${service.arn} has no PRIMARY deployment.`);
  return deployment;
}

/** Tasks of the service told to run, newest first. */
function activeTasks(state: RegionState, service: Service): Task[] {
  return Object.values(state.ecs.tasks)
    .filter((it) => it.service === service.name && it.cluster === service.cluster && it.desiredStatus === "RUNNING")
    .reverse()
    .sort((a, b) => b.createdAt - a.createdAt);
}

/** Of the newest deployment, and where it may stay: a task on a draining instance is replaced like one of an older deployment. */
const isCurrent = (state: RegionState, service: Service, task: Task): boolean =>
  task.startedBy === primary(service).id && !isOnDrainingInstance(state, task);

export const currentTasks = (state: RegionState, service: Service): Task[] =>
  activeTasks(state, service).filter((it) => isCurrent(state, service, it));

const hasOlderTasks = (state: RegionState, service: Service): boolean =>
  activeTasks(state, service).some((it) => !isCurrent(state, service, it));

const hasLiveTasks = (state: RegionState, service: Service): boolean =>
  Object.values(state.ecs.tasks).some(
    (it) => it.service === service.name && it.cluster === service.cluster && it.lastStatus !== "STOPPED",
  );

/** AWS: what a task says that its service stopped (testdata/aws/applicationautoscaling/scale_in.json). */
const scaling = (deploymentId: string, cause: string) =>
  ({
    stopCode: "ServiceSchedulerInitiated",
    reason: `Scaling activity initiated by (deployment ${deploymentId})`,
    cause,
  }) as const;

const isDue = (world: World, at: Millis | undefined): boolean => at !== undefined && at <= world.now;
const ids = (tasks: Task[]): string[] => tasks.map((it) => it.id);

const about = (world: World, state: RegionState, service: Service) =>
  ({ topic: "service", at: world.now, region: state.name, resource: `${service.cluster}/${service.name}` }) as const;
