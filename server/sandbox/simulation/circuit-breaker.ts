import type { Deployment, Service, Task } from "../world/ecs.ts";

/** AWS: a threshold in percent of the desired count lies between 3 and 200 failures (amazon-ecs-developer-guide, deployment-circuit-breaker). */
const BOUNDED_MIN = 3;
const BOUNDED_MAX = 200;

type Breaker = {
  enable?: boolean;
  rollback?: boolean;
  resetOnHealthyTask?: boolean;
  thresholdConfiguration?: { type: string; value: number };
};

/** The service's deployment circuit breaker; off where nothing is said. */
export const breakerOf = (service: Service): Breaker =>
  (service.echo.deploymentConfiguration as { deploymentCircuitBreaker?: Breaker } | undefined)
    ?.deploymentCircuitBreaker ?? {};

/** Failures in a row after which a deployment fails. */
export function breakerThreshold(service: Service): number {
  const { type, value } = breakerOf(service).thresholdConfiguration ?? { type: "BOUNDED_PERCENT", value: 50 };
  if (type === "COUNT") return value;
  const share = Math.max(1, Math.ceil((service.desiredCount * value) / 100));
  return type === "BOUNDED_PERCENT" ? Math.min(BOUNDED_MAX, Math.max(BOUNDED_MIN, share)) : share;
}

/** Whether so many tasks of a deployment in progress failed that its breaker opens. */
export const breakerTripped = (service: Service, deployment: Deployment): boolean =>
  deployment.rolloutState === "IN_PROGRESS" &&
  breakerOf(service).enable === true &&
  deployment.failedTasks >= breakerThreshold(service);

/**
 * AWS: a task that does not come to RUNNING is a failed one (API_Deployment, `failedTasks`). In the sandbox images always can be pulled and
 * processes always start, so such tasks are those that somebody stops, or whose instance is taken away, before they run.
 */
export function countFailure(service: Service, task: Task): void {
  const deployment = service.deployments.find((it) => it.id === task.startedBy);
  if (deployment) deployment.failedTasks++;
}

/** AWS: failures count in a row: one healthy task begins the count anew, unless `resetOnHealthyTask` is false. */
export function forgetFailures(service: Service | undefined, task: Task): void {
  const deployment = service?.deployments.find((it) => it.id === task.startedBy);
  if (deployment && service && breakerOf(service).resetOnHealthyTask !== false) deployment.failedTasks = 0;
}
