import { limits } from "../../limits.ts";
import type { Change } from "../world/change.ts";
import type { ScalingDecision } from "../world/decisions.ts";
import type { ScalableTarget } from "../world/scaling.ts";
import type { RegionState, World } from "../world/world.ts";
import { taskCounts } from "./tasks.ts";

/** What a decision is taken from: the target's bounds and its service's counts, as they are now. */
export function situationOf(
  state: RegionState,
  { resourceId, minCapacity, maxCapacity }: ScalableTarget,
): Pick<ScalingDecision, "resourceId" | "running" | "desired" | "minCapacity" | "maxCapacity"> {
  const service = state.ecs.services[resourceId.slice("service/".length)];
  return {
    resourceId,
    running: service ? taskCounts(state, service).running : 0,
    desired: service?.desiredCount ?? 0,
    minCapacity,
    maxCapacity,
  };
}

/**
 * Keeps a decision. An alarm asks every minute, and several alarms take turns: what is declined again for the same reason, with
 * nothing but declining in between, is counted, with the datapoints of the last time, instead of being kept again.
 */
export function noteDecision(
  world: World,
  state: RegionState,
  decided: Omit<ScalingDecision, "id" | "at">,
  changes: Change[],
): void {
  state.scaling.decisions ??= [];
  const { decisions } = state.scaling;
  const before = sameAsBefore(decisions, decided);
  if (before) {
    before.trigger = decided.trigger;
    before.times = (before.times ?? 1) + 1;
    before.lastAt = world.now;
    return;
  }
  const sameSecond = decisions.filter((it) => it.at === world.now).length;
  decisions.push({ id: `${world.now}-${sameSecond}`, at: world.now, ...decided });
  if (decisions.length > limits.decisions) decisions.shift();
  // An activity has been told already.
  if (decided.activityId !== undefined) return;
  changes.push({
    topic: "scaling",
    at: world.now,
    region: state.name,
    resource: decided.resourceId,
    what: `decision: ${decided.outcome.kind}`,
    cause: decided.trigger.kind,
  });
}

type Decided = Omit<ScalingDecision, "id" | "at">;

/** The latest decision of the same source, where it is the same and only others were declined since. */
function sameAsBefore(decisions: ScalingDecision[], decided: Decided): ScalingDecision | undefined {
  if (decided.outcome.kind !== "held") return undefined;
  const source = sourceOf(decided);
  for (let i = decisions.length - 1; i >= 0; i--) {
    const it = decisions[i]!;
    if (it.outcome.kind !== "held") return undefined;
    if (sourceOf(it) === source) return gist(it) === gist(decided) ? it : undefined;
  }
  return undefined;
}

/** Who asked, and for which service. */
function sourceOf({ resourceId, trigger }: Decided): string {
  if (trigger.kind === "alarm") return `${resourceId} ${trigger.policy} ${trigger.alarm}`;
  return trigger.kind === "schedule" ? `${resourceId} ${trigger.action}` : resourceId;
}

/** What makes two decisions of one source the same: everything but the datapoints. */
function gist({ running, desired, minCapacity, maxCapacity, trigger, outcome }: Decided): string {
  const proposed = trigger.kind === "alarm" ? trigger.proposed : undefined;
  return JSON.stringify([running, desired, minCapacity, maxCapacity, proposed, outcome]);
}
