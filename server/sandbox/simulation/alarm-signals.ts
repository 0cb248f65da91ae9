import type { Change } from "../world/change.ts";
import type { AlarmState, MetricAlarm } from "../world/cloudwatch.ts";
import type { RegionState, World } from "../world/world.ts";
import { addActionHistory, setState } from "./alarms.ts";
import { applyPolicies, policyOf } from "./policies.ts";

/** Observed: data 5.7 s old was taken, 15.6 s old was refused (radkawar/stackd testdata/aws/applicationautoscaling/alarm_signals.json). */
const FRESH_MS = 10_000;

/**
 * Sets an alarm by hand until its next evaluation, and lets its Auto Scaling actions act on the given data. The same state again
 * changes nothing.
 */
export function setAlarmState(
  world: World,
  state: RegionState,
  alarm: MetricAlarm,
  to: { state: AlarmState; reason: string; reasonData?: string | undefined },
  changes: Change[],
): void {
  if (alarm.state === to.state) return;
  setState(world, state, alarm, to.state, to.reason, to.reasonData, "call SetAlarmState", changes);
  if (to.state !== "ALARM" || !alarm.actionsEnabled) return;
  const recent = recentDatapoints(world, alarm, to.reasonData);
  if (Array.isArray(recent)) {
    applyPolicies(world, state, [{ alarm, recent, transition: true }], changes);
    return;
  }
  for (const action of alarm.alarmActions)
    if (policyOf(state, action)) addActionHistory(world, state, alarm, action, recent);
}

/** The datapoints of hand-made data, or why Auto Scaling does not take it, word for word (same recording). */
function recentDatapoints(world: World, alarm: MetricAlarm, reasonData: string | undefined): number[] | string {
  if (reasonData === undefined) return "Failed to execute AutoScaling action: StateReasonData must be provided.";
  const given = JSON.parse(reasonData) as {
    recentDatapoints?: unknown;
    threshold?: unknown;
    queryDate?: unknown;
  } | null;
  const points = given?.recentDatapoints;
  if (!Array.isArray(points)) return "Failed to execute AutoScaling action: Metric data points must be provided";
  const queriedAt = Date.parse(String(given?.queryDate).replace("+0000", "Z"));
  if (typeof given?.threshold !== "number" || !(Math.abs(world.now - queriedAt) <= FRESH_MS))
    return `Skipping autoscaling action: Scaling deemed unsafe: Error parsing monitor data for ${alarm.name}: Monitor data may be null, have an outdated query timestamp, or contain parsing errors`;
  return points.filter((it) => typeof it === "number");
}
