import { limits } from "../../limits.ts";
import type { Change } from "../world/change.ts";
import type { AlarmHistoryItem, AlarmMetric, AlarmState, MetricAlarm } from "../world/cloudwatch.ts";
import { hash } from "../world/random.ts";
import type { Json, Millis, RegionState, World } from "../world/world.ts";
import { type Evaluation, evaluateAlarm } from "./alarm-evaluation.ts";
import { readerOf } from "./alarm-metrics.ts";
import { alarmDate, INITIAL_REASON, stateReason, stateReasonData } from "./alarm-reasons.ts";
import { evaluateCompositeAlarms } from "./composite-alarms.ts";

const SECOND = 1_000;
/** AWS: alarms are evaluated every minute, with periods under a minute every ten seconds (testdata/aws/cloudwatch/alarm_evaluation.json). */
const EVALUATION_SECONDS = 60;
const EVALUATION_SECONDS_HIGH_RESOLUTION = 10;
/** Simplified: AWS documents no length of the alarm history; six weeks like the scaling activities. */
const HISTORY_KEPT_MS = limits.activitiesMs;

/** What a caller decides about an alarm; the rest is its state. */
export type AlarmSettings = Omit<
  MetricAlarm,
  | "arn"
  | "state"
  | "stateReason"
  | "stateReasonData"
  | "stateUpdatedAt"
  | "stateTransitionedAt"
  | "configurationUpdatedAt"
  | "phaseSeconds"
>;

/**
 * Creates an alarm, or changes one of that name: a new one starts in INSUFFICIENT_DATA, a changed one keeps its state
 * (AWS: testdata/aws/cloudwatch/alarm_controls.json). An identical change changes nothing.
 */
export function putAlarm(world: World, state: RegionState, settings: AlarmSettings, changes: Change[]): MetricAlarm {
  const arn = `arn:aws:cloudwatch:${state.name}:${world.accountId}:alarm:${settings.name}`;
  const { alarms } = state.cloudwatch;
  const before = Object.hasOwn(alarms, settings.name) ? alarms[settings.name] : undefined;
  const rhythm = settings.periodSeconds < 60 ? EVALUATION_SECONDS_HIGH_RESOLUTION : EVALUATION_SECONDS;
  if (before) {
    const after: MetricAlarm = {
      ...settings,
      tags: before.tags,
      arn,
      state: before.state,
      stateReason: before.stateReason,
      ...(before.stateReasonData !== undefined && { stateReasonData: before.stateReasonData }),
      stateUpdatedAt: before.stateUpdatedAt,
      stateTransitionedAt: before.stateTransitionedAt,
      configurationUpdatedAt: world.now,
      phaseSeconds: hash(arn) % rhythm,
    };
    const [old, changed] = [describe(before), describe(after)];
    const fields = Object.keys({ ...old, ...changed }).filter((it) => !same(old[it], changed[it]));
    if (fields.every((it) => it === "alarmConfigurationUpdatedTimestamp")) return before;
    state.cloudwatch.alarms[settings.name] = after;
    const originalUpdatedFields = Object.fromEntries(fields.map((it) => [it, old[it] ?? null]));
    const data = { version: "1.0", type: "Update", updatedAlarm: changed, originalUpdatedFields };
    addHistory(world, state, settings.name, "ConfigurationUpdate", `Alarm "${settings.name}" updated`, data);
    changes.push(change(world, state, settings.name, "updated", "configuration"));
    return after;
  }
  const alarm: MetricAlarm = {
    ...settings,
    arn,
    state: "INSUFFICIENT_DATA",
    stateReason: INITIAL_REASON,
    stateUpdatedAt: world.now,
    stateTransitionedAt: world.now,
    configurationUpdatedAt: world.now,
    // Observed: every alarm has its own fixed second, unrelated to its creation (testdata/aws/applicationautoscaling/scaling.json).
    phaseSeconds: hash(arn) % rhythm,
  };
  state.cloudwatch.alarms[alarm.name] = alarm;
  const data = { version: "1.0", type: "Create", createdAlarm: describe(alarm) };
  addHistory(world, state, alarm.name, "ConfigurationUpdate", `Alarm "${alarm.name}" created`, data);
  changes.push(change(world, state, alarm.name, "created", "configuration"));
  return alarm;
}

/** Deletes an alarm; a name that is missing is no error (AWS: testdata/aws/cloudwatch/alarm_controls.json). Its history stays. */
export function deleteAlarm(world: World, state: RegionState, name: string, changes: Change[]): void {
  const alarm = state.cloudwatch.alarms[name];
  if (!alarm) return;
  delete state.cloudwatch.alarms[name];
  const data = { version: "1.0", type: "Delete", deletedAlarm: describe(alarm) };
  addHistory(world, state, name, "ConfigurationUpdate", `Alarm "${name}" deleted`, data);
  changes.push(change(world, state, name, "deleted", "configuration"));
}

/** An alarm that is in ALARM at its evaluation: its Auto Scaling actions are executed then, every time. */
export type Signal = {
  alarm: MetricAlarm;
  /** The recent datapoints, which is all that a policy reads of the metric (testdata/aws/applicationautoscaling/alarm_signals.json). */
  recent: number[];
  transition: boolean;
};

/**
 * Evaluates the alarms whose second this is, in the order of their creation (High before Low), and returns those that are in
 * ALARM. AWS: Auto Scaling actions are repeated at every evaluation, only the first of them is written to the history.
 */
export function evaluateAlarms(world: World, state: RegionState, changes: Change[]): Signal[] {
  const signals: Signal[] = [];
  const second = world.now / SECOND;
  for (const name in state.cloudwatch.alarms) {
    const alarm = state.cloudwatch.alarms[name]!;
    if (second % rhythmOf(alarm) !== alarm.phaseSeconds) continue;
    const evaluation = currentEvaluation(world, state, alarm);
    const transition = evaluation.state !== alarm.state;
    if (transition) {
      const reasonData = stateReasonData(alarm, evaluation, world.now);
      const reason = stateReason(alarm, evaluation);
      setState(world, state, alarm, evaluation.state, reason, reasonData, "time", changes);
    }
    if (alarm.state === "ALARM" && alarm.actionsEnabled && alarm.alarmActions.length > 0)
      signals.push({ alarm, recent: valuesOf(evaluation), transition });
  }
  return signals;
}

/** The values of an evaluation's real datapoints. */
export const valuesOf = (evaluation: Evaluation): number[] => evaluation.real.map((it) => it.value!);

/** What an alarm would say now. */
export function currentEvaluation(world: World, state: RegionState, alarm: MetricAlarm): Evaluation {
  const now = world.now / SECOND;
  return evaluateAlarm(alarm, now, world.parameters.evaluationCutoffSeconds, readerOf(world, state.cloudwatch, alarm));
}

/** The next second after now at which an alarm is evaluated; Infinity when there is none. */
export function nextEvaluationAt(world: World, state: RegionState): Millis {
  const second = world.now / SECOND;
  let next = Number.POSITIVE_INFINITY;
  for (const name in state.cloudwatch.alarms) {
    const alarm = state.cloudwatch.alarms[name]!;
    const rhythm = rhythmOf(alarm);
    const wait = (alarm.phaseSeconds - (second % rhythm) + rhythm) % rhythm || rhythm;
    if (second + wait < next) next = second + wait;
  }
  return next * SECOND;
}

const rhythmOf = (alarm: MetricAlarm): number =>
  alarm.periodSeconds < 60 ? EVALUATION_SECONDS_HIGH_RESOLUTION : EVALUATION_SECONDS;

/** Changes an alarm's state and writes that to its history. The reason's data is kept byte for byte. */
export function setState(
  world: World,
  state: RegionState,
  alarm: MetricAlarm,
  to: AlarmState,
  reason: string,
  reasonData: string | undefined,
  cause: string,
  changes: Change[],
): void {
  const from = alarm.state;
  const oldState = stateData(alarm);
  alarm.state = to;
  alarm.stateReason = reason;
  if (reasonData === undefined) delete alarm.stateReasonData;
  else alarm.stateReasonData = reasonData;
  alarm.stateUpdatedAt = world.now;
  alarm.stateTransitionedAt = world.now;
  const data = { version: "1.0", oldState, newState: stateData(alarm) };
  addHistory(world, state, alarm.name, "StateUpdate", `Alarm updated from ${from} to ${to}`, data);
  changes.push(change(world, state, alarm.name, `${from} -> ${to}`, cause));
  evaluateCompositeAlarms(world, state, [alarm.name], changes);
}

/** An alarm's state as its history tells it. */
export const stateData = (alarm: Pick<MetricAlarm, "state" | "stateReason" | "stateReasonData">): Json => ({
  stateValue: alarm.state,
  stateReason: alarm.stateReason,
  ...(alarm.stateReasonData !== undefined && { stateReasonData: alarm.stateReasonData }),
});

/** Notes what became of an alarm's action. AWS: testdata/aws/cloudwatch/alarm_controls.json and alarm_signals.json. */
export function addActionHistory(
  world: World,
  state: RegionState,
  alarm: MetricAlarm,
  actionArn: string,
  failure?: string,
): void {
  addHistory(world, state, alarm.name, "Action", failure ?? `Successfully executed action ${actionArn}`, {
    actionState: failure === undefined ? "Succeeded" : "Failed",
    stateUpdateTimestamp: alarm.stateUpdatedAt,
    notificationResource: actionArn,
    publishedMessage: null,
    error: failure ?? null,
    muteWindowEndTimestamp: null,
  });
}

/** Notes what happened to an alarm. */
export function addHistory(
  world: World,
  state: RegionState,
  alarmName: string,
  type: AlarmHistoryItem["type"],
  summary: string,
  data: Json,
  alarmType?: AlarmHistoryItem["alarmType"],
): void {
  const { history } = state.cloudwatch;
  history.push({ alarmName, ...(alarmType && { alarmType }), at: world.now, type, summary, data });
  if (type === "ConfigurationUpdate") forgetConfigurations(history);
  while (history.length > limits.alarmHistory || history[0]!.at < world.now - HISTORY_KEPT_MS) history.shift();
}

/** Takes the oldest configuration away when there are too many, so that they do not push out what happened since. */
function forgetConfigurations(history: AlarmHistoryItem[]): void {
  let count = 0;
  for (const item of history) if (item.type === "ConfigurationUpdate") count++;
  if (count > limits.alarmConfigurations)
    history.splice(
      history.findIndex((item) => item.type === "ConfigurationUpdate"),
      1,
    );
}

/** An alarm as its history tells it: camelCase, `okactions`, dimensions value first (same recording). */
function describe(alarm: MetricAlarm): Record<string, Json> {
  return {
    ...(alarm.description !== undefined && { alarmDescription: alarm.description }),
    threshold: alarm.threshold,
    ...(alarm.metrics ? { metrics: describeMetrics(alarm.metrics) } : { namespace: alarm.namespace }),
    stateValue: alarm.state,
    dimensions: alarm.dimensions.map(({ name, value }) => ({ value, name })),
    okactions: alarm.okActions,
    alarmActions: alarm.alarmActions,
    insufficientDataActions: alarm.insufficientDataActions,
    evaluationPeriods: alarm.evaluationPeriods,
    ...(alarm.datapointsToAlarm !== undefined && { datapointsToAlarm: alarm.datapointsToAlarm }),
    comparisonOperator: alarm.comparisonOperator,
    ...(!alarm.metrics && { metricName: alarm.metricName, period: alarm.periodSeconds }),
    ...(alarm.unit !== undefined && { unit: alarm.unit }),
    ...(alarm.treatMissingData !== undefined && { treatMissingData: alarm.treatMissingData }),
    ...(alarm.evaluateLowSampleCountPercentile !== undefined && {
      evaluateLowSampleCountPercentile: alarm.evaluateLowSampleCountPercentile,
    }),
    alarmName: alarm.name,
    alarmArn: alarm.arn,
    ...(!alarm.metrics && { extendedStatistic: alarm.extendedStatistic ?? alarm.statistic?.toUpperCase() ?? null }),
    actionsEnabled: alarm.actionsEnabled,
    stateUpdatedTimestamp: alarmDate(alarm.stateUpdatedAt),
    alarmConfigurationUpdatedTimestamp: alarmDate(alarm.configurationUpdatedAt),
  };
}

/** AWS: testdata/aws/cloudwatch/alarm_query_admission.json. */
const describeMetrics = (metrics: AlarmMetric[]): Json =>
  metrics.map((it) => ({
    id: it.id,
    ...(it.expression !== undefined && { expression: it.expression }),
    ...(it.metric && {
      metricStat: {
        metric: {
          dimensions: it.metric.dimensions.map(({ name, value }) => ({ value, name })),
          metricName: it.metric.name,
          namespace: it.metric.namespace,
        },
        period: it.metric.periodSeconds,
        stat: it.metric.statistic,
        ...(it.metric.unit !== undefined && { unit: it.metric.unit }),
      },
    }),
    ...(it.label !== undefined && { label: it.label }),
    ...(it.returnData !== undefined && { returnData: it.returnData }),
    ...(it.periodSeconds !== undefined && { period: it.periodSeconds }),
  }));

const same = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A change of alarms. */
export const change = (world: World, state: RegionState, resource: string, what: string, cause: string): Change => ({
  topic: "alarms",
  at: world.now,
  region: state.name,
  resource,
  what,
  cause,
});
