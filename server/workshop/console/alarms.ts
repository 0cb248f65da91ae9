import type { MetricAlarm, PutMetricAlarmCommandInput, Statistic } from "@aws-sdk/client-cloudwatch";
import type { AlarmForm, AlarmView } from "../../contract/index.ts";
import type { ServiceName } from "../scenario.ts";

/** What PutMetricAlarm takes; the actions are always there. */
export type AlarmInput = PutMetricAlarmCommandInput & { AlarmName: string; AlarmActions: string[] };
type OwnAlarm = AlarmForm & { choice: "own" };

/** AWS: the two metrics ECS sends for every service (amazon-ecs-developer-guide, cloudwatch-metrics). */
export const ownMetrics = ["CPUUtilization", "MemoryUtilization"];
export const statistics = ["Average", "Maximum", "Minimum", "Sum", "SampleCount"];
/** AWS: those of a fixed threshold (API_PutMetricAlarm). */
export const comparisons = [
  "GreaterThanOrEqualToThreshold",
  "GreaterThanThreshold",
  "LessThanOrEqualToThreshold",
  "LessThanThreshold",
];

/** Whether a step scaling policy can be measured by it: a fixed threshold, and not one of target tracking's own alarms. */
export const isChoosable = (alarm: MetricAlarm): boolean =>
  alarm.Threshold !== undefined &&
  comparisons.includes(alarm.ComparisonOperator!) &&
  !alarm.AlarmName!.startsWith("TargetTracking-");

/** Whether the wizard has a form for the alarm. */
export function isOwnAlarm(alarm: MetricAlarm, service: ServiceName): boolean {
  const { ClusterName, ServiceName, ...others } = Object.fromEntries(
    (alarm.Dimensions ?? []).map(({ Name, Value }) => [Name, Value]),
  );
  return (
    isChoosable(alarm) &&
    alarm.Namespace === "AWS/ECS" &&
    ownMetrics.includes(alarm.MetricName!) &&
    alarm.Statistic !== undefined &&
    ClusterName === service.cluster &&
    ServiceName === service.name &&
    Object.keys(others).length === 0
  );
}

/** `policyArn`: the policy beside which it is shown. */
export function alarmView(alarm: MetricAlarm, service: ServiceName, policyArn?: string): AlarmView {
  return {
    name: alarm.AlarmName!,
    state: alarm.StateValue ?? "",
    reason: alarm.StateReason ?? "",
    metric: alarm.MetricName ?? "metric math",
    statistic: alarm.Statistic ?? alarm.ExtendedStatistic ?? "",
    comparison: alarm.ComparisonOperator ?? "",
    threshold: alarm.Threshold ?? null,
    evaluationPeriods: alarm.EvaluationPeriods ?? 1,
    periodSeconds: alarm.Period ?? null,
    editable: isOwnAlarm(alarm, service),
    otherActions: actionsOf(alarm).filter((it) => it !== policyArn).length,
  };
}

export const actionsOf = ({ OKActions, AlarmActions, InsufficientDataActions }: MetricAlarm): string[] => [
  ...(OKActions ?? []),
  ...(AlarmActions ?? []),
  ...(InsufficientDataActions ?? []),
];

/** AWS: PutMetricAlarm replaces an alarm as a whole, so what is to stay has to be said again (API_PutMetricAlarm). */
export function inputOf(alarm: MetricAlarm): AlarmInput {
  const kept = {
    AlarmName: alarm.AlarmName!,
    AlarmDescription: alarm.AlarmDescription,
    ActionsEnabled: alarm.ActionsEnabled === false ? false : undefined,
    OKActions: some(alarm.OKActions),
    AlarmActions: alarm.AlarmActions ?? [],
    InsufficientDataActions: some(alarm.InsufficientDataActions),
    MetricName: alarm.MetricName,
    Namespace: alarm.Namespace,
    Statistic: alarm.Statistic,
    ExtendedStatistic: alarm.ExtendedStatistic,
    Dimensions: some(alarm.Dimensions),
    Period: alarm.Period,
    Unit: alarm.Unit,
    EvaluationPeriods: alarm.EvaluationPeriods,
    DatapointsToAlarm: alarm.DatapointsToAlarm,
    Threshold: alarm.Threshold,
    ComparisonOperator: alarm.ComparisonOperator,
    TreatMissingData: alarm.TreatMissingData,
    EvaluateLowSampleCountPercentile: alarm.EvaluateLowSampleCountPercentile,
    Metrics: some(alarm.Metrics),
  };
  const entries = Object.entries(kept).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as unknown as AlarmInput;
}

/** The alarm of a form over what the account holds of it: only what the form has is changed. */
export function ownAlarmInput(form: OwnAlarm, service: ServiceName, held: AlarmInput | undefined): AlarmInput {
  const said = {
    MetricName: form.metric,
    Statistic: form.statistic as Statistic,
    Period: form.periodSeconds,
    EvaluationPeriods: form.evaluationPeriods,
    Threshold: form.threshold,
    ComparisonOperator: form.comparison as "GreaterThanThreshold",
  };
  if (held) {
    // With another number of periods, how many of them have to break the threshold is no longer what was meant.
    const { DatapointsToAlarm: _, ...rest } = held;
    return { ...(held.EvaluationPeriods === form.evaluationPeriods ? held : rest), ...said };
  }
  return {
    AlarmName: form.name,
    AlarmActions: [],
    Namespace: "AWS/ECS",
    Dimensions: [
      { Name: "ClusterName", Value: service.cluster },
      { Name: "ServiceName", Value: service.name },
    ],
    ...said,
  };
}

const some = <T>(list: T[] | undefined): T[] | undefined => (list && list.length > 0 ? list : undefined);
