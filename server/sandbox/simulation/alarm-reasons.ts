import type { MetricAlarm } from "../world/cloudwatch.ts";
import type { Millis } from "../world/world.ts";
import type { Evaluation, Slot } from "./alarm-evaluation.ts";
import { javaDouble } from "./java-double.ts";

/*
 * AWS: the texts of an alarm's state, word for word (radkawar/stackd testdata/aws/cloudwatch/alarm_evaluation.json,
 * testdata/aws/applicationautoscaling/scaling.json and scale_in.json; LocalStack tests/aws/services/cloudwatch snapshots).
 */

export const INITIAL_REASON = "Unchecked: Initial alarm creation";

/** Observed: 15 and 30 points are not all listed, 3 are; where the change lies is a guess. */
const LISTED_POINTS = 5;

/** `StateReason` of an alarm that has just changed to the evaluation's state. */
export function stateReason(alarm: MetricAlarm, evaluation: Evaluation): string {
  const { state, decisive, treatedMissing } = evaluation;
  const needed = alarm.evaluationPeriods;
  if (state === "INSUFFICIENT_DATA")
    return `Insufficient Data: ${plural(needed, "datapoint was", "datapoints were")} unknown.`;

  const points = decisive.filter((it) => it.value !== undefined);
  const treatment = alarm.treatMissingData === "breaching" ? "Breaching" : "NonBreaching";
  const treated = `${plural(treatedMissing, "missing datapoint was", "missing datapoints were")} treated as [${treatment}]`;
  if (points.length === 0)
    return `Threshold Crossed: no datapoints were received for ${plural(needed, "period", "periods")} and ${treated}.`;

  const verb = points.length === 1 ? "was" : "were";
  const not = state === "ALARM" ? "" : " not";
  const compared = `${verb}${not} ${comparison(alarm)} the threshold (${javaDouble(alarm.threshold)})`;
  const missing = treatedMissing > 0 ? ` and ${treated}` : "";
  const minimum = minimumText(alarm, state);
  if (points.length > LISTED_POINTS) {
    const newest = list(points.slice(0, LISTED_POINTS));
    return `Threshold Crossed: ${counted(alarm, points)} ${compared}${missing}${minimum}. The most recent datapoints which crossed the threshold: ${newest}.`;
  }
  return `Threshold Crossed: ${counted(alarm, points)} ${list(points)} ${compared}${missing}${minimum}.`;
}

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** AWS: the long form where DatapointsToAlarm is set, the short one else. */
const counted = (alarm: MetricAlarm, points: Slot[]) =>
  alarm.datapointsToAlarm === undefined
    ? plural(points.length, "datapoint", "datapoints")
    : `${points.length} out of the last ${alarm.evaluationPeriods} datapoints`;

function minimumText(alarm: MetricAlarm, state: Evaluation["state"]): string {
  const toAlarm = alarm.datapointsToAlarm;
  if (toAlarm === undefined) return "";
  const [minimum, transition] =
    state === "ALARM" ? [toAlarm, "OK -> ALARM"] : [alarm.evaluationPeriods - toAlarm + 1, "ALARM -> OK"];
  return ` (minimum ${plural(minimum, "datapoint", "datapoints")} for ${transition} transition)`;
}

function comparison({ comparisonOperator }: MetricAlarm): string {
  switch (comparisonOperator) {
    case "GreaterThanThreshold":
      return "greater than";
    case "GreaterThanOrEqualToThreshold":
      return "greater than or equal to";
    case "LessThanThreshold":
      return "less than";
    default:
      return "less than or equal to";
  }
}

const list = (points: Slot[]) => `[${points.map((it) => `${javaDouble(it.value!)} (${shortDate(it.at)})`).join(", ")}]`;

/** `17/09/26 01:44:00`, UTC. */
function shortDate(atSeconds: number): string {
  const iso = new Date(atSeconds * 1000).toISOString();
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(2, 4)} ${iso.slice(11, 19)}`;
}

/** `2026-09-17T07:42:04.645+0000`, the way alarms write instants. */
export const alarmDate = (at: Millis): string => `${new Date(at).toISOString().slice(0, -1)}+0000`;

/** `StateReasonData`: JSON as text, members in the recorded order. */
export function stateReasonData(alarm: MetricAlarm, evaluation: Evaluation, now: Millis): string {
  const { real, decisive } = evaluation;
  const oldest = real[real.length - 1];
  const members = [
    `"version":"1.0"`,
    `"queryDate":"${alarmDate(now)}"`,
    oldest && `"startDate":"${alarmDate(oldest.at * 1000)}"`,
    alarm.unit && `"unit":${JSON.stringify(alarm.unit)}`,
    (alarm.extendedStatistic ?? alarm.statistic) && `"statistic":"${alarm.extendedStatistic ?? alarm.statistic}"`,
    `"period":${alarm.periodSeconds}`,
    `"recentDatapoints":[${recentDatapoints(alarm, real)
      .map((it) => (it === null ? "null" : javaDouble(it)))
      .join(",")}]`,
    `"threshold":${javaDouble(alarm.threshold)}`,
    `"evaluatedDatapoints":[${decisive.map(evaluated).join(",")}]`,
  ];
  return `{${members.filter(Boolean).join(",")}}`;
}

const evaluated = ({ at, value, samples }: Slot): string =>
  value === undefined
    ? `{"timestamp":"${alarmDate(at * 1000)}"}`
    : `{"timestamp":"${alarmDate(at * 1000)}",${samples === undefined ? "" : `"sampleCount":${javaDouble(samples)},`}"value":${javaDouble(value)}}`;

/** The real datapoints oldest first, with null for the gaps between them. */
export function recentDatapoints(alarm: Pick<MetricAlarm, "periodSeconds">, real: Slot[]): (number | null)[] {
  const recent: (number | null)[] = [];
  for (let i = real.length - 1; i >= 0; i--) {
    const { at, value } = real[i]!;
    const older = real[i + 1];
    if (older) for (let gap = older.at + alarm.periodSeconds; gap < at; gap += alarm.periodSeconds) recent.push(null);
    recent.push(value!);
  }
  return recent;
}
