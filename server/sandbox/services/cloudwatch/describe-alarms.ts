import type {
  ComparisonOperator,
  DescribeAlarmsForMetricInput,
  DescribeAlarmsForMetricOutput,
  DescribeAlarmsInput,
  DescribeAlarmsOutput,
  MetricAlarm as MetricAlarmAnswer,
  StandardUnit,
} from "@aws-sdk/client-cloudwatch";
import { seriesKey } from "../../simulation/index.ts";
import type { MetricAlarm } from "../../world/cloudwatch.ts";
import { length, oneOf, range } from "../constraints.ts";
import { entry } from "../entry.ts";
import { operation } from "../operation.ts";
import { page } from "../paging.ts";
import { dimensionsAnswer, dimensionsOf } from "./dimensions.ts";
import { InvalidNextToken } from "./errors.ts";
import { STATES } from "./set-alarm-state.ts";

/** AWS: also the default (API_DescribeAlarms). */
const PAGE_MAX = 100;

/**
 * Metric alarms in name order (radkawar/stackd testdata/aws/cloudwatch/alarm_controls.json). The sandbox has neither composite
 * nor log alarms; their lists are always there, as AWS always sends them.
 */
export const DescribeAlarms = operation<DescribeAlarmsInput, DescribeAlarmsOutput>({
  reads: true,
  accepts: {
    AlarmNamePrefix: length(1, 255),
    ActionPrefix: length(1, 1024),
    StateValue: oneOf(STATES),
    MaxRecords: range(1, PAGE_MAX),
  },
  run({ state, input }) {
    const { alarms } = state.cloudwatch;
    const wanted = !input.AlarmTypes?.length || input.AlarmTypes.includes("MetricAlarm");
    // Parents and children are relations of composite alarms: nothing here has any.
    const related = input.ParentsOfAlarmName !== undefined || input.ChildrenOfAlarmName !== undefined;
    const names =
      !wanted || related
        ? []
        : (input.AlarmNames?.length ? [...new Set(input.AlarmNames)] : Object.keys(alarms)).sort();
    const { NextToken, MaxRecords, ...question } = input;
    const { rows, nextToken } = page(
      names.flatMap((name) => entry(alarms, name) ?? []).filter((alarm) => matches(alarm, input)),
      ({ name }) => name,
      {
        question: ["DescribeAlarms", question],
        size: MaxRecords ?? PAGE_MAX,
        token: NextToken,
        refuse: () => new InvalidNextToken(""),
      },
    );
    return { MetricAlarms: rows.map(metricAlarm), CompositeAlarms: [], LogAlarms: [], NextToken: nextToken };
  },
});

/** Alarms on exactly this metric: same dimensions, and the same statistic, period and unit where given. */
export const DescribeAlarmsForMetric = operation<DescribeAlarmsForMetricInput, DescribeAlarmsForMetricOutput>({
  reads: true,
  run({ state, input }) {
    const key = seriesKey(input.Namespace!, input.MetricName!, dimensionsOf(input.Dimensions));
    const found = Object.values(state.cloudwatch.alarms).filter(
      (it) =>
        seriesKey(it.namespace, it.metricName, it.dimensions) === key &&
        (input.Statistic === undefined || it.statistic === input.Statistic) &&
        input.ExtendedStatistic === undefined &&
        (input.Period === undefined || it.periodSeconds === input.Period) &&
        (input.Unit === undefined || it.unit === input.Unit),
    );
    return { MetricAlarms: found.map(metricAlarm) };
  },
});

function matches(alarm: MetricAlarm, { AlarmNamePrefix, ActionPrefix, StateValue }: DescribeAlarmsInput): boolean {
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
    MetricName: it.metricName,
    Namespace: it.namespace,
    Statistic: it.statistic,
    Dimensions: dimensionsAnswer(it.dimensions),
    Period: it.periodSeconds,
    Unit: it.unit as StandardUnit | undefined,
    EvaluationPeriods: it.evaluationPeriods,
    DatapointsToAlarm: it.datapointsToAlarm,
    Threshold: it.threshold,
    ComparisonOperator: it.comparisonOperator as ComparisonOperator,
    TreatMissingData: it.treatMissingData,
  };
}
