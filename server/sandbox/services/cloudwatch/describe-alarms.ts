import type {
  ComparisonOperator,
  CompositeAlarm as CompositeAlarmAnswer,
  DescribeAlarmsForMetricInput,
  DescribeAlarmsForMetricOutput,
  DescribeAlarmsInput,
  DescribeAlarmsOutput,
  MetricAlarm as MetricAlarmAnswer,
  MetricDataQuery,
  StandardUnit,
} from "@aws-sdk/client-cloudwatch";
import { childrenOf, parentsOf, seriesKey } from "../../simulation/index.ts";
import type { AlarmMetric, CompositeAlarm, MetricAlarm } from "../../world/cloudwatch.ts";
import type { RegionState } from "../../world/world.ts";
import { length, oneOf, range } from "../constraints.ts";
import { entry } from "../entry.ts";
import { operation } from "../operation.ts";
import { page } from "../paging.ts";
import { dimensionsAnswer, dimensionsOf } from "./dimensions.ts";
import { InvalidNextToken, ValidationException } from "./errors.ts";
import { STATES } from "./set-alarm-state.ts";

/** AWS: also the default (API_DescribeAlarms). */
const PAGE_MAX = 100;

/**
 * Alarms in name order, composite ones only where AlarmTypes names them (radkawar/stackd
 * testdata/aws/cloudwatch/alarm_controls.json). The three lists are always there; the sandbox has no log alarms.
 */
export const DescribeAlarms = operation<DescribeAlarmsInput, DescribeAlarmsOutput>({
  reads: true,
  accepts: {
    AlarmNames: length(0, 100),
    AlarmNamePrefix: length(1, 255),
    ActionPrefix: length(1, 1024),
    StateValue: oneOf(STATES),
    MaxRecords: range(1, PAGE_MAX),
  },
  run({ state, input }) {
    const { NextToken, MaxRecords, ...question } = input;
    const { rows, nextToken } = page(found(state, question), ({ key }) => key, {
      question: ["DescribeAlarms", question],
      size: MaxRecords ?? PAGE_MAX,
      token: NextToken,
      refuse: () => new InvalidNextToken(""),
    });
    return {
      MetricAlarms: rows.flatMap(({ metric }) => metric ?? []),
      CompositeAlarms: rows.flatMap(({ composite }) => composite ?? []),
      LogAlarms: [],
      NextToken: nextToken,
    };
  },
});

/** One alarm of an answer; metric alarms sort before composite ones. */
type Row = { key: string; metric?: MetricAlarmAnswer; composite?: CompositeAlarmAnswer };

const metricRow = (it: MetricAlarm): Row => ({ key: `0 ${it.name}`, metric: metricAlarm(it) });
const compositeRow = (it: CompositeAlarm): Row => ({ key: `1 ${it.name}`, composite: compositeAlarm(it) });

function found(state: RegionState, input: DescribeAlarmsInput): Row[] {
  const { alarms, compositeAlarms = {} } = state.cloudwatch;
  if (input.ChildrenOfAlarmName !== undefined || input.ParentsOfAlarmName !== undefined) return relatives(state, input);
  const types = input.AlarmTypes?.length ? input.AlarmTypes : ["MetricAlarm"];
  const pick = <Alarm extends MetricAlarm | CompositeAlarm>(all: Record<string, Alarm>): Alarm[] => {
    const names = input.AlarmNames?.length ? [...new Set(input.AlarmNames)] : Object.keys(all);
    return names
      .sort()
      .flatMap((name) => entry(all, name) ?? [])
      .filter((alarm) => matches(alarm, input));
  };
  return [
    ...(types.includes("MetricAlarm") ? pick(alarms).map(metricRow) : []),
    ...(types.includes("CompositeAlarm") ? pick(compositeAlarms).map(compositeRow) : []),
  ];
}

/** AWS: of children their name, ARN and state, of parents name and ARN; no other filter goes with it (API_DescribeAlarms). */
function relatives(state: RegionState, input: DescribeAlarmsInput): Row[] {
  const { ChildrenOfAlarmName, ParentsOfAlarmName, ...others } = input;
  if (Object.values(others).some((it) => it !== undefined) || (ChildrenOfAlarmName && ParentsOfAlarmName))
    throw new ValidationException(
      "ChildrenOfAlarmName and ParentsOfAlarmName go with no other parameter than MaxRecords and NextToken.",
    );
  const { alarms, compositeAlarms = {} } = state.cloudwatch;
  if (ParentsOfAlarmName !== undefined)
    return parentsOf(state, ParentsOfAlarmName)
      .map(({ name, arn }) => ({ key: `1 ${name}`, composite: { AlarmName: name, AlarmArn: arn } }))
      .sort(byKey);
  const parent = entry(compositeAlarms, ChildrenOfAlarmName!);
  return (parent ? childrenOf(parent) : [])
    .flatMap((name): Row[] => {
      const [metric, composite] = [entry(alarms, name), entry(compositeAlarms, name)];
      if (metric) return [{ key: `0 ${name}`, metric: childAnswer(metric) }];
      return composite ? [{ key: `1 ${name}`, composite: childAnswer(composite) }] : [];
    })
    .sort(byKey);
}

const byKey = (a: Row, b: Row) => (a.key < b.key ? -1 : 1);

const childAnswer = (it: MetricAlarm | CompositeAlarm) => ({
  AlarmName: it.name,
  AlarmArn: it.arn,
  StateValue: it.state,
  StateUpdatedTimestamp: new Date(it.stateUpdatedAt),
});

/** Alarms on exactly this metric: same dimensions, and the same statistic, period and unit where given. */
export const DescribeAlarmsForMetric = operation<DescribeAlarmsForMetricInput, DescribeAlarmsForMetricOutput>({
  reads: true,
  run({ state, input }) {
    const key = seriesKey(input.Namespace!, input.MetricName!, dimensionsOf(input.Dimensions));
    const found = Object.values(state.cloudwatch.alarms).filter(
      (it) =>
        !it.metrics &&
        seriesKey(it.namespace, it.metricName, it.dimensions) === key &&
        (input.Statistic === undefined || it.statistic === input.Statistic) &&
        (input.ExtendedStatistic === undefined || it.extendedStatistic === input.ExtendedStatistic) &&
        (input.Period === undefined || it.periodSeconds === input.Period) &&
        (input.Unit === undefined || it.unit === input.Unit),
    );
    return { MetricAlarms: found.map(metricAlarm) };
  },
});

function matches(
  alarm: MetricAlarm | CompositeAlarm,
  { AlarmNamePrefix, ActionPrefix, StateValue }: DescribeAlarmsInput,
): boolean {
  return (
    (AlarmNamePrefix === undefined || alarm.name.startsWith(AlarmNamePrefix)) &&
    (StateValue === undefined || alarm.state === StateValue) &&
    (ActionPrefix === undefined ||
      [alarm.alarmActions, alarm.okActions, alarm.insufficientDataActions].some((actions) =>
        actions.some((action) => action.startsWith(ActionPrefix)),
      ))
  );
}

/** An alarm as AWS answers it: members that were not set are absent, the lists always there. */
function metricAlarm(it: MetricAlarm): MetricAlarmAnswer {
  return {
    AlarmName: it.name,
    AlarmArn: it.arn,
    AlarmDescription: it.description,
    AlarmConfigurationUpdatedTimestamp: new Date(it.configurationUpdatedAt),
    ActionsEnabled: it.actionsEnabled,
    OKActions: it.okActions,
    AlarmActions: it.alarmActions,
    InsufficientDataActions: it.insufficientDataActions,
    StateValue: it.state,
    StateReason: it.stateReason,
    StateReasonData: it.stateReasonData,
    StateUpdatedTimestamp: new Date(it.stateUpdatedAt),
    StateTransitionedTimestamp: new Date(it.stateTransitionedAt),
    ...(it.metrics
      ? { Metrics: it.metrics.map(metricQuery) }
      : {
          MetricName: it.metricName,
          Namespace: it.namespace,
          Statistic: it.statistic,
          ExtendedStatistic: it.extendedStatistic,
          Period: it.periodSeconds,
        }),
    Dimensions: dimensionsAnswer(it.dimensions),
    Unit: it.unit as StandardUnit | undefined,
    EvaluationPeriods: it.evaluationPeriods,
    DatapointsToAlarm: it.datapointsToAlarm,
    Threshold: it.threshold,
    ComparisonOperator: it.comparisonOperator as ComparisonOperator,
    TreatMissingData: it.treatMissingData,
    EvaluateLowSampleCountPercentile: it.evaluateLowSampleCountPercentile,
  };
}

/** A metric or expression of an alarm on metric math, as it was given. */
function metricQuery({ id, label, returnData, expression, periodSeconds, metric }: AlarmMetric): MetricDataQuery {
  const answer = { Id: id, Label: label, ReturnData: returnData };
  if (!metric) return { ...answer, Expression: expression, Period: periodSeconds };
  const { namespace, name, dimensions, statistic, unit } = metric;
  return {
    ...answer,
    MetricStat: {
      Metric: { Namespace: namespace, MetricName: name, Dimensions: dimensionsAnswer(dimensions) },
      Period: metric.periodSeconds,
      Stat: statistic,
      Unit: unit as StandardUnit | undefined,
    },
  };
}

function compositeAlarm(it: CompositeAlarm): CompositeAlarmAnswer {
  return {
    AlarmName: it.name,
    AlarmArn: it.arn,
    AlarmDescription: it.description,
    AlarmConfigurationUpdatedTimestamp: new Date(it.configurationUpdatedAt),
    AlarmRule: it.rule,
    ActionsEnabled: it.actionsEnabled,
    OKActions: it.okActions,
    AlarmActions: it.alarmActions,
    InsufficientDataActions: it.insufficientDataActions,
    StateValue: it.state,
    StateReason: it.stateReason,
    StateReasonData: it.stateReasonData,
    StateUpdatedTimestamp: new Date(it.stateUpdatedAt),
    StateTransitionedTimestamp: new Date(it.stateTransitionedAt),
  };
}
