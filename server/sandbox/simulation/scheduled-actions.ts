import type { Change } from "../world/change.ts";
import type { HeldBy, ScheduleTrigger } from "../world/decisions.ts";
import { randomUuid } from "../world/random.ts";
import type { ScalableTarget, ScheduledAction } from "../world/scaling.ts";
import type { Millis, RegionState, World } from "../world/world.ts";
import { addActivity, enforceBounds, serviceOf } from "./activities.ts";
import { noteDecision, situationOf } from "./decisions.ts";
import { nextRun, parseSchedule } from "./schedule-expression.ts";

const SECOND = 1_000;
/** The last instant that a date can tell: a rate of a billion years has no second run. */
const LAST_INSTANT = 8.64e15;

/*
 * AWS: the texts of the activity that changes the bounds, word for word (radkawar/stackd
 * testdata/aws/applicationautoscaling/activity_lifecycle.json and activity_suppression.json).
 */
const PENDING_UPDATE = "You already have a pending update to an Auto Scaling resource.";
/** The sentence with which RegisterScalableTarget refuses the same bounds; that a run says it too is by analogy. */
const CROSSED_BOUNDS = "Maximum capacity cannot be less than minimum capacity";

/** When an action that was put at `now` runs first: a recurring one also at its start time itself; undefined when never. */
export function firstRun(action: ScheduledAction, now: Millis): Millis | undefined {
  const recurring = !action.schedule.startsWith("at(");
  if (recurring && action.startAt !== undefined && action.startAt >= now) return within(action, action.startAt);
  return runAfter(action, now);
}

/** The earliest run that is due; Infinity when none is. */
export function nextScheduledActionAt(state: RegionState): Millis {
  let next = Number.POSITIVE_INFINITY;
  for (const id in state.scaling.targets) {
    const actions = state.scaling.targets[id]!.scheduledActions;
    for (const name in actions) next = Math.min(next, dueAt(actions[name]!));
  }
  return next;
}

/**
 * Runs the scheduled actions whose time has come; tells whether any had. AWS: runs of one target that are due together conflict:
 * one changes the bounds, the others fail and are tried again. Simplified: a loser is recorded as Failed once, and then they take
 * turns second by second in the order of their creation. A run that is due while scheduled scaling is suspended is skipped for good.
 */
export function runScheduledActions(world: World, state: RegionState, changes: Change[]): boolean {
  let ran = false;
  for (const id in state.scaling.targets) {
    const target = state.scaling.targets[id]!;
    const due = Object.values(target.scheduledActions ?? {}).filter((it) => dueAt(it) <= world.now);
    if (due.length === 0) continue;
    ran = true;
    due.sort((a, b) => dueAt(a) - dueAt(b));
    const retries = new Map(due.map((it) => [it, it.retryAt !== undefined && it.retryAt <= world.now]));
    for (const action of due) moveOn(action, world.now);
    if (serviceOf(state, id)?.status !== "ACTIVE") continue;
    if (target.suspended.scheduledScaling) {
      // AWS shows nothing of a run that was skipped; the record of decisions does.
      const by = { reason: "suspended", what: "scheduled scaling" } as const;
      for (const action of due) noteHeld(world, state, target, action, by, undefined, changes);
      continue;
    }
    const [winner, ...losers] = due;
    run(world, state, target, winner!, changes);
    for (const loser of losers) {
      if (!retries.get(loser)) {
        const activityId = record(world, state, target, loser, PENDING_UPDATE, changes);
        noteHeld(world, state, target, loser, { reason: "pending-update" }, activityId, changes);
      }
      loser.retryAt = world.now + SECOND;
    }
  }
  return ran;
}

/** Keeps why a run changed no desired count. */
function noteHeld(
  world: World,
  state: RegionState,
  target: ScalableTarget,
  action: ScheduledAction,
  by: HeldBy,
  activityId: string | undefined,
  changes: Change[],
): void {
  const decided = {
    trigger: triggerOf(action),
    outcome: { kind: "held", by } as const,
    ...(activityId !== undefined && { activityId }),
  };
  noteDecision(world, state, { ...situationOf(state, target), ...decided }, changes);
}

const triggerOf = ({ name, minCapacity, maxCapacity }: ScheduledAction): ScheduleTrigger => ({
  kind: "schedule",
  action: name,
  sets: {
    ...(minCapacity !== undefined && { min: minCapacity }),
    ...(maxCapacity !== undefined && { max: maxCapacity }),
  },
});

const dueAt = ({ nextAt, retryAt }: ScheduledAction): Millis =>
  Math.min(nextAt ?? Number.POSITIVE_INFINITY, retryAt ?? Number.POSITIVE_INFINITY);

/** Notes the run after this one. */
function moveOn(action: ScheduledAction, now: Millis): void {
  if (action.retryAt !== undefined && action.retryAt <= now) delete action.retryAt;
  if (action.nextAt === undefined || action.nextAt > now) return;
  const next = runAfter(action, now);
  if (next === undefined) delete action.nextAt;
  else action.nextAt = next;
}

/** The first run after an instant, on a whole second; the start time holds it back, the end time ends it. */
function runAfter(action: ScheduledAction, after: Millis): Millis | undefined {
  const { schedule, timezone = "UTC", from, startAt } = action;
  const floor = startAt === undefined ? after : Math.max(after, startAt - 1);
  const next = nextRun(parseSchedule(schedule), timezone, from, floor);
  return next === undefined ? undefined : within(action, next);
}

function within({ endAt }: ScheduledAction, at: Millis): Millis | undefined {
  if (at > (endAt ?? LAST_INSTANT)) return undefined;
  return Math.ceil(at / SECOND) * SECOND;
}

/** AWS: two activities, the bounds and, where the desired count lies outside of them, the desired count; cooldowns do not matter. */
function run(
  world: World,
  state: RegionState,
  target: ScalableTarget,
  action: ScheduledAction,
  changes: Change[],
): void {
  const { minCapacity = target.minCapacity, maxCapacity = target.maxCapacity } = action;
  if (maxCapacity < minCapacity) {
    const activityId = record(world, state, target, action, CROSSED_BOUNDS, changes);
    noteHeld(world, state, target, action, { reason: "crossed-bounds" }, activityId, changes);
    return;
  }
  target.minCapacity = minCapacity;
  target.maxCapacity = maxCapacity;
  const activityId = record(world, state, target, action, undefined, changes);
  if (!enforceBounds(world, state, target, changes, triggerOf(action)))
    noteHeld(world, state, target, action, { reason: "within-bounds" }, activityId, changes);
}

/** The activity of a run: successful, or failed for a reason. Returns its id. */
function record(
  world: World,
  state: RegionState,
  target: ScalableTarget,
  { name, minCapacity, maxCapacity }: ScheduledAction,
  failure: string | undefined,
  changes: Change[],
): string {
  const bounds = [
    ...(minCapacity === undefined ? [] : [`min capacity to ${minCapacity}`]),
    ...(maxCapacity === undefined ? [] : [`max capacity to ${maxCapacity}`]),
  ].join(" and ");
  const id = randomUuid(world);
  addActivity(world, state, {
    id,
    resourceId: target.resourceId,
    description: `Setting ${bounds}`,
    cause: `scheduled action name ${name} was triggered`,
    startedAt: world.now,
    endedAt: world.now,
    status: failure === undefined ? "Successful" : "Failed",
    statusMessage: failure === undefined ? `Successfully set ${bounds}` : `Failed to set ${bounds}. Reason: ${failure}`,
  });
  changes.push({
    topic: "scaling",
    at: world.now,
    region: state.name,
    resource: target.resourceId,
    what: failure === undefined ? `bounds set: ${bounds}` : `bounds not set: ${bounds}`,
    cause: `scheduled action ${name}`,
  });
  return id;
}
