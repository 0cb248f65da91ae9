import type { Deployment, Service } from "../world/ecs.ts";
import type { RegionState, World } from "../world/world.ts";
import { breakerOf } from "./circuit-breaker.ts";
import { addServiceEvent, eventText } from "./service-events.ts";

/** What ends a deployment before it is complete: the circuit breaker, a CloudWatch alarm, or StopServiceDeployment. */
export type Failure = "breaker" | "alarm" | "request";

/**
 * The words of each. AWS: those of the circuit breaker (amazon-ecs-developer-guide, deployment-circuit-breaker). The conditions of the others are
 * documented (deployment-alarm-failure, stop-service-deployment), their words are ours.
 */
const WORDS: Record<Failure, { cause: string; event: string; reason: string; rollingBack: string }> = {
  breaker: {
    cause: "deployment circuit breaker",
    event: "tasks failed to start",
    reason: "ECS deployment circuit breaker: tasks failed to start.",
    rollingBack: "ECS deployment circuit breaker: rolling back to deploymentId",
  },
  alarm: {
    cause: "deployment alarm",
    event: "alarm detected",
    reason: "ECS deployment alarms: an alarm went into the ALARM state.",
    rollingBack: "ECS deployment alarms: rolling back to deploymentId",
  },
  request: {
    cause: "call StopServiceDeployment",
    event: "stopped by StopServiceDeployment",
    reason: "ECS deployment stopped by StopServiceDeployment.",
    rollingBack: "ECS deployment stopped: rolling back to deploymentId",
  },
};

/** Marks a deployment as failed and tells so: it starts no more tasks. */
export function failDeployment(
  world: World,
  service: Service,
  deployment: Deployment,
  failure: Failure,
): { cause: string } {
  const { cause, event, reason } = WORDS[failure];
  deployment.rolloutState = "FAILED";
  deployment.rolloutStateReason = reason;
  deployment.finishedAt = world.now;
  deployment.updatedAt = world.now;
  service.scheduler.unsteady = false;
  addServiceEvent(service, world.now, eventText.deploymentFailed(service.name, deployment.id, event), world);
  return { cause };
}

/** Whether a failure asks for a rollback. AWS: StopServiceDeployment always does (API_StopServiceDeployment). */
export function rollsBack(service: Service, deployment: Deployment, failure: Failure): boolean {
  if (failure === "request") return true;
  return failure === "alarm" ? deployment.alarms?.rollback === true : breakerOf(service).rollback === true;
}

/** The deployment that a rollback returns to. AWS: one that is COMPLETED (amazon-ecs-developer-guide, deployment-failure-detection). */
export const rollbackTarget = (service: Service, deployment: Deployment): Deployment | undefined =>
  service.deployments.find((it) => it !== deployment && it.rolloutState === "COMPLETED");

/**
 * Makes the deployment that was complete before PRIMARY again, with its task definition, network, load balancers, strategy, and the tasks it
 * still has; false where there is none. Simplified: whether AWS gives it a new id is not documented; it keeps its own here.
 */
export function rollBack(world: World, service: Service, deployment: Deployment, failure: Failure): boolean {
  const before = rollbackTarget(service, deployment);
  if (!before) return false;
  addServiceEvent(service, world.now, eventText.rollingBack(service.name, before.id), world);
  restore(service, before);
  service.taskDefinition = before.taskDefinition;
  service.deployments = [before, ...service.deployments.filter((it) => it !== before)];
  deployment.status = "ACTIVE";
  deployment.rolledBackBy = before.id;
  before.status = "PRIMARY";
  before.rolloutState = "IN_PROGRESS";
  before.rolloutStateReason = `${WORDS[failure].rollingBack} ${before.id}.`;
  before.updatedAt = world.now;
  return true;
}

/** Gives a service back what an older deployment was made of. */
function restore(service: Service, { revision }: Deployment): void {
  if (!revision) return;
  service.launchType = revision.launchType;
  service.loadBalancers = structuredClone(revision.loadBalancers);
  delete service.capacityProviderStrategy;
  if (revision.capacityProviderStrategy) service.capacityProviderStrategy = revision.capacityProviderStrategy;
  for (const name of ["platformVersion", "networkConfiguration", "monitoring"] as const) {
    delete service.echo[name];
    if (revision[name] !== undefined) service.echo[name] = revision[name];
  }
}

/**
 * The alarms that a new deployment is watched by. AWS: where one is in ALARM when the deployment begins, none is looked at for its whole duration,
 * so that a failed deployment can be mended (amazon-ecs-developer-guide, deployment-alarm-failure).
 */
export function deploymentAlarms(state: RegionState, service: Service): Pick<Deployment, "alarms"> {
  const { alarms } = (service.echo.deploymentConfiguration ?? {}) as {
    alarms?: { alarmNames?: string[]; enable?: boolean; rollback?: boolean };
  };
  if (!alarms?.enable) return {};
  const names = alarms.alarmNames ?? [];
  return {
    alarms: { names, rollback: alarms.rollback === true, ignored: names.some((it) => isInAlarm(state, it)) },
  };
}

/** Whether an alarm fails a deployment in progress; keeps which. Simplified: there is no bake time after the last task. */
export function alarmOf(state: RegionState, { alarms, rolloutState }: Deployment): Failure | undefined {
  if (!alarms || alarms.ignored || rolloutState !== "IN_PROGRESS") return undefined;
  const triggered = alarms.names.filter((it) => isInAlarm(state, it));
  if (triggered.length === 0) return undefined;
  alarms.triggered = triggered;
  return "alarm";
}

function isInAlarm({ cloudwatch }: RegionState, name: string): boolean {
  const alarm = Object.hasOwn(cloudwatch.alarms, name) ? cloudwatch.alarms[name] : undefined;
  const composite = Object.hasOwn(cloudwatch.compositeAlarms ?? {}, name) && cloudwatch.compositeAlarms![name];
  return (alarm ?? (composite || undefined))?.state === "ALARM";
}
