import type { Target, TargetGroup } from "../world/elb.ts";
import type { Millis, World } from "../world/world.ts";

const SECOND = 1_000;

/** Why a target fails its health checks, in the words of API_TargetHealth. */
export type HealthFailure = { reason: string; description: string };

/** AWS: nothing can be connected to (elb application user guide, target-group-health-checks, reason codes). */
const NOTHING_ANSWERS: HealthFailure = { reason: "Target.FailedHealthChecks", description: "Health checks failed" };

/**
 * What the sample application answers at a path. Simplified: its page at every path but one. It has no `/healthz`, as many
 * applications have none that somebody's health check asks for.
 */
export const applicationStatus = (path: string): number => (path === "/healthz" ? 404 : 200);

/** What a target's health checks fail for; undefined when they pass. */
export function healthFailure({ healthCheck }: TargetGroup, target: Target): HealthFailure | undefined {
  // Behind an address that is no task of the sandbox nothing answers, and a task listens at its own port alone.
  if (target.taskId === undefined) return NOTHING_ANSWERS;
  if (healthCheck.port !== undefined && healthCheck.port !== String(target.port)) return NOTHING_ANSWERS;
  const status = applicationStatus(healthCheck.path);
  if (matches(healthCheck.matcher, status)) return undefined;
  return {
    reason: "Target.ResponseCodeMismatch",
    description: `Health checks failed with these codes: [${status}]`,
  };
}

/** AWS: codes and ranges, such as `200,202` or `200-299` (API_Matcher). */
const matches = (matcher: string, status: number): boolean =>
  matcher.split(",").some((it) => {
    const [from, to = from] = it.split("-").map(Number);
    return status >= from! && status <= to!;
  });

/**
 * Plans what a fresh target becomes: healthy with its first passing check, unhealthy with so many failing ones in a row as the
 * threshold says (elb application user guide, target-group-health-checks).
 */
export function planFirstVerdict(world: World, group: TargetGroup, target: Target): void {
  target.next = verdictAt(group, target, firstCheckAt(world, target));
}

/** A changed health check counts anew from its next check on; a target whose registration is in progress is not checked yet. */
export function checkAnew(world: World, group: TargetGroup): void {
  for (const target of Object.values(group.targets)) {
    if (target.state === "draining" || target.next?.state === "initial" || group.loadBalancerArns.length === 0)
      continue;
    target.next = verdictAt(group, target, nextCheckAt(world, group, target));
    if (target.next.state === target.state) delete target.next;
  }
}

/** The state that checks from this one on lead to, and when they have led to it. */
function verdictAt(group: TargetGroup, target: Target, check: Millis): NonNullable<Target["next"]> {
  const { intervalSeconds, healthyThreshold, unhealthyThreshold } = group.healthCheck;
  const fails = healthFailure(group, target) !== undefined;
  // AWS: a fresh target needs one passing check, one that was unhealthy as many as the threshold says.
  const checks = fails ? unhealthyThreshold : target.state === "initial" ? 1 : healthyThreshold;
  return { state: fails ? "unhealthy" : "healthy", at: check + (checks - 1) * intervalSeconds * SECOND };
}

const firstCheckAt = ({ parameters }: World, { registeredAt }: Target): Millis =>
  registeredAt + parameters.registeredToHealthySeconds * SECOND;

/** Checks come at a fixed interval from the first one on. */
function nextCheckAt(world: World, { healthCheck }: TargetGroup, target: Target): Millis {
  const [first, interval] = [firstCheckAt(world, target), healthCheck.intervalSeconds * SECOND];
  return world.now < first ? first : first + (Math.floor((world.now - first) / interval) + 1) * interval;
}
