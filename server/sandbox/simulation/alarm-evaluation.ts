import type { AlarmState, MetricAlarm } from "../world/cloudwatch.ts";

/*
 * One evaluation of an alarm. AWS documents two tables of missing data (amazon-cloudwatch-user-guide, AlarmThatSendsEmail);
 * one rule reproduces them and all evaluations recorded in radkawar/stackd testdata/aws/cloudwatch/alarm_evaluation.json.
 */

/** Simplified: AWS looks at more periods than it needs; documented are 5 for 3 of 60 s, recorded 9 for 3 of 10 s. */
const EXTRA_PERIODS = 2;
const EXTRA_PERIODS_HIGH_RESOLUTION = 6;

/** A period of the alarm: `at` is its start in epoch seconds; without a value it is missing. */
export type Slot = { at: number; value?: number; samples?: number };

export type Evaluation = {
  state: AlarmState;
  /** The newest real datapoints, at most as many as evaluation periods, newest first. */
  real: Slot[];
  /** What decided, newest first; missing periods among them have no value. */
  decisive: Slot[];
  /** Periods without data that were filled as TreatMissingData says. */
  treatedMissing: number;
};

type Rule = Pick<
  MetricAlarm,
  | "periodSeconds"
  | "evaluationPeriods"
  | "datapointsToAlarm"
  | "treatMissingData"
  | "threshold"
  | "comparisonOperator"
  | "state"
  | "extendedStatistic"
  | "evaluateLowSampleCountPercentile"
>;

/** Evaluates at `now` (epoch seconds); `read` gives the datapoint of the period that starts at a second, if there is one. */
export function evaluateAlarm(
  alarm: Rule,
  now: number,
  cutoffSeconds: number,
  read: (start: number) => { value: number; samples?: number } | undefined,
): Evaluation {
  const period = alarm.periodSeconds;
  const needed = alarm.evaluationPeriods;
  const toAlarm = alarm.datapointsToAlarm ?? needed;
  const { newest, range } = evaluationWindow(alarm, now, cutoffSeconds);

  const real: Slot[] = [];
  const missing: Slot[] = [];
  for (let i = 0; i < range && real.length < needed; i++) {
    const at = newest - i * period;
    const point = read(at);
    if (point) real.push({ at, ...point });
    else missing.push({ at });
  }
  const breaching = real.filter((it) => breaches(alarm, it.value!));
  const good = real.filter((it) => !breaches(alarm, it.value!));
  const lacking = needed - real.length;
  const treatment = alarm.treatMissingData ?? "missing";
  const oldestAge = real.length > 0 ? (newest - real[real.length - 1]!.at) / period + 1 : 0;
  const counts = { breaching: breaching.length, good: good.length, lacking, toAlarm, oldestAge };
  const state = real.some((it) => hasTooFewSamples(alarm, it)) ? alarm.state : decide(alarm.state, treatment, counts);
  return {
    state,
    real,
    decisive: decisiveSlots(state, treatment, { breaching, good, missing, lacking, needed, toAlarm }),
    treatedMissing: treatment === "breaching" || treatment === "notBreaching" ? lacking : 0,
  };
}

/** Start of the newest period that an evaluation at `now` looks at, and how many periods it looks at in all. In seconds. */
export function evaluationWindow(
  { periodSeconds, evaluationPeriods }: Pick<Rule, "periodSeconds" | "evaluationPeriods">,
  now: number,
  cutoffSeconds: number,
): { newest: number; range: number } {
  const newest = Math.floor((now - cutoffSeconds) / periodSeconds) * periodSeconds - periodSeconds;
  const extra = periodSeconds < 60 ? EXTRA_PERIODS_HIGH_RESOLUTION : EXTRA_PERIODS;
  return { newest, range: evaluationPeriods + extra };
}

/**
 * AWS: with `ignore` an alarm on a percentile keeps its state while a datapoint has too few samples to be significant, 10 / (1 - p)
 * from p50 on and 10 / p below (amazon-cloudwatch-user-guide, "Percentile-based CloudWatch alarms and low data samples").
 */
function hasTooFewSamples(
  { extendedStatistic, evaluateLowSampleCountPercentile }: Rule,
  { samples = Number.POSITIVE_INFINITY }: Slot,
): boolean {
  if (evaluateLowSampleCountPercentile !== "ignore" || !extendedStatistic?.startsWith("p")) return false;
  const share = Number(extendedStatistic.slice(1)) / 100;
  return samples < 10 / (share >= 0.5 ? 1 - share : share);
}

type Counts = { breaching: number; good: number; lacking: number; toAlarm: number; oldestAge: number };

function decide(before: AlarmState, treatment: string, it: Counts): AlarmState {
  if (treatment === "breaching") return it.breaching + it.lacking >= it.toAlarm ? "ALARM" : "OK";
  if (treatment === "notBreaching") return it.breaching >= it.toAlarm ? "ALARM" : "OK";
  if (it.breaching + it.good === 0) return treatment === "missing" ? "INSUFFICIENT_DATA" : before;
  if (it.breaching >= it.toAlarm) return "ALARM";
  if (it.good >= 1) return "OK";
  // AWS: a premature alarm, a breach that has become so old that it would have raised the alarm had the rest breached too.
  if (treatment === "missing" && it.oldestAge >= it.toAlarm) return "ALARM";
  return before;
}

type Kinds = { breaching: Slot[]; good: Slot[]; missing: Slot[]; lacking: number; needed: number; toAlarm: number };

/** Real points of the deciding kind; where they are fewer than the minimum, the newest missing periods stand in. */
function decisiveSlots(state: AlarmState, treatment: string, it: Kinds): Slot[] {
  if (state === "INSUFFICIENT_DATA") return it.missing.slice(0, it.needed);
  const real = state === "ALARM" ? it.breaching : it.good;
  const minimum = state === "ALARM" ? it.toAlarm : it.needed - it.toAlarm + 1;
  // What is treated as the opposite kind cannot stand in.
  const opposite = state === "ALARM" ? "notBreaching" : "breaching";
  const fill = treatment === opposite ? 0 : Math.max(0, Math.min(minimum - real.length, it.lacking));
  return [...real, ...it.missing.slice(0, fill)].sort((a, b) => b.at - a.at);
}

/** Whether a value is on the alarm's side of its threshold. */
export function breaches(alarm: Pick<MetricAlarm, "comparisonOperator" | "threshold">, value: number): boolean {
  switch (alarm.comparisonOperator) {
    case "GreaterThanThreshold":
      return value > alarm.threshold;
    case "GreaterThanOrEqualToThreshold":
      return value >= alarm.threshold;
    case "LessThanThreshold":
      return value < alarm.threshold;
    default:
      return value <= alarm.threshold;
  }
}
