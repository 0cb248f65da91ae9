import type { Change } from "../world/change.ts";
import type { Service, Task } from "../world/ecs.ts";
import type { RegionState, World } from "../world/world.ts";
import { addServiceEvent, eventText } from "./service-events.ts";
import { currentTasks, LOOK_AGAIN_SECONDS, mostTasks } from "./service-scheduler.ts";
import { graceEndsAt, isHealthy, isToBeReplaced, unhealthyTarget } from "./targets.ts";
import { isRunning, stopUnhealthyTasks } from "./tasks.ts";

const SECOND = 1_000;

/**
 * Replaces the tasks that fail the health checks of a load balancer. AWS: a replacement is started first, as far as maximumPercent
 * lets it; once it is healthy the unhealthy task goes, and where it is unhealthy too, one of both goes, so that the desired count is
 * kept. Where maximumPercent leaves no room, unhealthy tasks are stopped one by one first, down to minimumHealthyPercent
 * (amazon-ecs-developer-guide, ecs_services). Simplified: of several the oldest goes, where AWS takes one at random.
 */
export function replaceUnhealthyTasks(world: World, state: RegionState, changes: Change[]): void {
  for (const key of Object.keys(state.ecs.services)) {
    const service = state.ecs.services[key]!;
    const { replaceAt } = service.scheduler;
    if (service.status !== "ACTIVE" || replaceAt === undefined || replaceAt > world.now) continue;
    delete service.scheduler.replaceAt;
    replaceIn(world, state, service, changes);
  }
}

function replaceIn(world: World, state: RegionState, service: Service, changes: Change[]): void {
  const { scheduler, desiredCount } = service;
  const tasks = currentTasks(state, service);
  const failing = tasks.filter((it) => unhealthyTarget(state, service, it)).reverse();
  if (failing.length === 0) return;
  scheduler.unsteady = true;
  scheduler.steadyAt ??= world.now + LOOK_AGAIN_SECONDS * SECOND;
  const unhealthy = failing.filter((it) => isToBeReplaced(world, state, service, it));
  const graced = failing.filter((it) => !unhealthy.includes(it)).map((it) => graceEndsAt(service, it));
  if (graced.length > 0) scheduler.replaceAt = Math.min(...graced);
  for (const task of unhealthy) tellUnhealthy(world, state, service, task, changes);
  if (unhealthy.length === 0) return;

  const judged = tasks.filter((it) => isRunning(it) && (failing.includes(it) || isHealthy(state, service, it)));
  const surplus = judged.length - desiredCount;
  const room = mostTasks(service) - tasks.length;
  const startDelay = world.parameters.startDelaySeconds[service.launchType === "FARGATE" ? "fargate" : "ec2"] * SECOND;
  const fewest = Math.ceil((desiredCount * service.minimumHealthyPercent) / 100);
  const first = room <= 0 && tasks.length <= desiredCount && judged.length > fewest ? 1 : 0;
  const stopping = unhealthy.slice(0, Math.max(surplus, first));
  if (stopping.length > 0) stopUnhealthyTasks(world, state, service, stopping, changes);
  if (stopping.length > 0 && stopping.length < unhealthy.length)
    scheduler.replaceAt = world.now + LOOK_AGAIN_SECONDS * SECOND;
  scheduler.startAt ??= world.now + startDelay;
}

/** AWS: one event for each task, with the port and the words of its target's health (a public incident log with ECS events). */
function tellUnhealthy(world: World, state: RegionState, service: Service, task: Task, changes: Change[]): void {
  if (task.toldUnhealthy) return;
  task.toldUnhealthy = true;
  const { group, target } = unhealthyTarget(state, service, task)!;
  const reason = target.failure?.description ?? "Health checks failed";
  const message = eventText.unhealthy(service.name, target.port, group.arn, reason);
  addServiceEvent(service, world.now, message, world);
  const resource = `${service.cluster}/${service.name}`;
  changes.push({
    topic: "service",
    at: world.now,
    region: state.name,
    resource,
    what: "task unhealthy",
    cause: "time",
  });
}
