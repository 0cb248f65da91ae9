import type { MetricDataQuery, PutMetricAlarmInput } from "@aws-sdk/client-cloudwatch";
import {
  type AlarmSettings,
  checkAlarmMetrics,
  isExtendedStatistic,
  MathProblem,
  putAlarm,
} from "../../simulation/index.ts";
import type { AlarmMetric } from "../../world/cloudwatch.ts";
import { length, oneOf, range } from "../constraints.ts";
import { entry } from "../entry.ts";
import { type Context, operation } from "../operation.ts";
import { alarmMembers, checkActions, checkName, checkRoom, newTags, usedByAnother } from "./alarm-settings.ts";
import { dimensionsOf } from "./dimensions.ts";
import { InvalidParameterValueException, ValidationException } from "./errors.ts";
import { isStatistic, STATISTICS } from "./statistics.ts";
import { UNITS } from "./units.ts";

/** AWS: seconds that period and evaluation periods may make together (CloudWatch service quotas). */
const EVALUATED_SECONDS_MAX = 86_400;

const OPERATORS = [
  "GreaterThanOrEqualToThreshold",
  "GreaterThanThreshold",
  "LessThanThreshold",
  "LessThanOrEqualToThreshold",
  "LessThanLowerOrGreaterThanUpperThreshold",
  "LessThanLowerThreshold",
  "GreaterThanUpperThreshold",
];
const TREATMENTS = ["breaching", "notBreaching", "ignore", "missing"];

/** Members of anomaly detection, PromQL and the like, which need what the sandbox does not have. */
const ABSENT = [
  "ThresholdMetricId",
  "EvaluationWindow",
  "WarmUpConfiguration",
  "EvaluationCriteria",
  "EvaluationInterval",
  "ActionConfiguration",
] as const;

/**
 * Creates or updates an alarm on a metric or on metric math. An update keeps state and tags (radkawar/stackd
 * testdata/aws/cloudwatch/alarm_controls.json, with the texts; those that are not recorded are our own).
 */
export const PutMetricAlarm = operation<PutMetricAlarmInput, Record<string, never>>({
  accepts: {
    ...alarmMembers,
    MetricName: length(1, 255),
    Namespace: length(1, 255),
    Statistic: oneOf(STATISTICS),
    Dimensions: length(0, 30),
    "Dimensions.Name": length(1, 255),
    "Dimensions.Value": length(1, 1024),
    Period: range(1),
    Unit: oneOf(UNITS),
    EvaluationPeriods: range(1),
    DatapointsToAlarm: range(1),
    ComparisonOperator: oneOf(OPERATORS),
    TreatMissingData: length(1, 255),
    EvaluateLowSampleCountPercentile: length(1, 255),
  },
  run(context) {
    const { world, state, input, changes } = context;
    checkName(input.AlarmName!);
    for (const member of ABSENT)
      if (input[member] !== undefined) throw new ValidationException(`This sandbox has no alarms with ${member}.`);
    const watched = input.Metrics?.length ? mathOf(context) : metricOf(input);
    checkRules(input, watched.periodSeconds);
    checkActions(input);
    const before = entry(state.cloudwatch.alarms, input.AlarmName!);
    // AWS: the tags of an update are not looked at (same recording).
    const tags = before ? before.tags : newTags(input.Tags);
    if (!before) checkRoom(state);
    if (entry(state.cloudwatch.compositeAlarms ?? {}, input.AlarmName!))
      throw new ValidationException(usedByAnother(input.AlarmName!));
    const settings: AlarmSettings = {
      name: input.AlarmName!,
      ...(input.AlarmDescription !== undefined && { description: input.AlarmDescription }),
      actionsEnabled: input.ActionsEnabled ?? true,
      okActions: input.OKActions ?? [],
      alarmActions: input.AlarmActions ?? [],
      insufficientDataActions: input.InsufficientDataActions ?? [],
      ...watched,
      evaluationPeriods: input.EvaluationPeriods!,
      ...(input.DatapointsToAlarm !== undefined && { datapointsToAlarm: input.DatapointsToAlarm }),
      threshold: input.Threshold!,
      comparisonOperator: input.ComparisonOperator!,
      ...(input.TreatMissingData !== undefined && { treatMissingData: input.TreatMissingData }),
      ...(input.EvaluateLowSampleCountPercentile !== undefined && {
        evaluateLowSampleCountPercentile: input.EvaluateLowSampleCountPercentile,
      }),
      tags,
    };
    putAlarm(world, state, settings, changes);
    return {};
  },
});

type Watched = Pick<
  AlarmSettings,
  "namespace" | "metricName" | "dimensions" | "statistic" | "extendedStatistic" | "periodSeconds" | "unit" | "metrics"
>;

function metricOf(input: PutMetricAlarmInput): Watched {
  const { MetricName, Namespace, Statistic, ExtendedStatistic, Period, Unit, Dimensions } = input;
  if (Statistic !== undefined && ExtendedStatistic !== undefined)
    throw new ValidationException(
      "PutMetricAlarm request can not be made with both Statistic and ExtendedStatistic parameters. Only one of them should be present",
    );
  if (ExtendedStatistic !== undefined && !isExtendedStatistic(ExtendedStatistic))
    throw new InvalidParameterValueException(
      `The value ${ExtendedStatistic} for parameter ExtendedStatistic is not supported.`,
    );
  for (const [name, value] of Object.entries({ MetricName, Namespace, Period }))
    if (value === undefined) throw new ValidationException(`An alarm on a metric needs ${name}.`);
  if (Statistic === undefined && ExtendedStatistic === undefined)
    throw new ValidationException("An alarm on a metric needs Statistic or ExtendedStatistic.");
  return {
    namespace: Namespace!,
    metricName: MetricName!,
    dimensions: dimensionsOf(Dimensions),
    ...(Statistic !== undefined && { statistic: Statistic }),
    ...(ExtendedStatistic !== undefined && { extendedStatistic: ExtendedStatistic }),
    periodSeconds: Period!,
    ...(Unit !== undefined && { unit: Unit }),
  };
}

function mathOf({ world, state, input, caller }: Context<PutMetricAlarmInput>): Watched {
  const queries = input.Metrics!;
  for (const member of ["MetricName", "Namespace", "Statistic", "ExtendedStatistic", "Period", "Unit"] as const)
    if (input[member] !== undefined)
      throw new ValidationException(`${member} should not be set if list of Metrics is set.`);
  if (input.Dimensions?.length)
    throw new ValidationException("Dimensions should not be set if list of Metrics is set.");
  for (const { AccountId } of queries)
    if (AccountId !== undefined && AccountId !== caller.accountId)
      throw new ValidationException("This sandbox reads metrics of its own account only.");
  if (new Set(queries.map(({ Id }) => Id)).size < queries.length)
    throw new ValidationException("The ids of Metrics have to be different.");
  const returning = queries.filter(({ ReturnData }) => ReturnData !== false);
  // AWS: exactly one is returned (API_PutMetricAlarm); its text is unknown.
  if (returning.length !== 1) throw new ValidationException("Exactly one of Metrics has to return data.");
  const metrics = queries.map(alarmMetric);
  const watched = metrics[queries.indexOf(returning[0]!)]!;
  const periods = metrics.flatMap(({ metric }) => metric?.periodSeconds ?? []);
  const periodSeconds = watched.periodSeconds ?? watched.metric?.periodSeconds ?? Math.min(...periods, 86_400);
  try {
    checkAlarmMetrics(world, state.cloudwatch, metrics);
  } catch (error) {
    if (error instanceof MathProblem)
      throw new ValidationException(`Error in expression '${watched.id}': ${error.message}`);
    throw error;
  }
  return { namespace: "", metricName: "", dimensions: [], metrics, periodSeconds };
}

function alarmMetric({ Id, Label, ReturnData, Expression, Period, MetricStat }: MetricDataQuery): AlarmMetric {
  if (!/^[a-z][a-zA-Z0-9_]*$/.test(Id!))
    throw new ValidationException(`The id '${Id}' of Metrics has to match ^[a-z][a-zA-Z0-9_]*$.`);
  if ((Expression === undefined) === (MetricStat === undefined))
    throw new ValidationException(`'${Id}' of Metrics needs either an Expression or a MetricStat.`);
  const given = {
    id: Id!,
    ...(Label !== undefined && { label: Label }),
    ...(ReturnData !== undefined && { returnData: ReturnData }),
  };
  if (Expression !== undefined)
    return { ...given, expression: Expression, ...(Period !== undefined && { periodSeconds: Period }) };
  const { Metric, Stat, Unit } = MetricStat!;
  if (!isStatistic(Stat!)) throw new ValidationException(`'${Stat}' of Metrics is not a valid statistic.`);
  if (!Metric?.Namespace || !Metric.MetricName)
    throw new ValidationException(`'${Id}' of Metrics needs Namespace and MetricName.`);
  return {
    ...given,
    metric: {
      namespace: Metric.Namespace,
      name: Metric.MetricName,
      dimensions: dimensionsOf(Metric.Dimensions),
      periodSeconds: MetricStat!.Period!,
      statistic: Stat!,
      ...(Unit !== undefined && { unit: Unit }),
    },
  };
}

function checkRules(input: PutMetricAlarmInput, periodSeconds: number): void {
  const { Threshold, EvaluationPeriods, DatapointsToAlarm, ComparisonOperator, TreatMissingData, Metrics } = input;
  const periods = [periodSeconds, ...(Metrics ?? []).flatMap((it) => it.Period ?? it.MetricStat?.Period ?? [])];
  // AWS: 10, 20, 30 or a multiple of 60 (API_PutMetricAlarm).
  for (const period of periods)
    if (![10, 20, 30].includes(period) && !(period > 0 && period % 60 === 0))
      throw new ValidationException("The period of an alarm has to be 10, 20, 30 or a multiple of 60 seconds.");
  if (ComparisonOperator!.includes("Lower") || ComparisonOperator!.includes("Upper"))
    throw new ValidationException(`This sandbox has no anomaly detection, which ${ComparisonOperator} needs.`);
  if (Threshold === undefined) throw new ValidationException("An alarm needs a Threshold.");
  if (!Number.isFinite(Threshold)) throw new ValidationException("The Threshold of an alarm has to be a number.");
  if (DatapointsToAlarm !== undefined && DatapointsToAlarm > EvaluationPeriods!)
    throw new ValidationException("DatapointsToAlarm must not be greater than EvaluationPeriods.");
  checkLowSampleCount(input);
  if (TreatMissingData !== undefined && !TREATMENTS.includes(TreatMissingData))
    throw new ValidationException(
      `Option ${TreatMissingData} is not supported. Supported options for parameter TreatMissingData are breaching, notBreaching, ignore and missing.`,
    );
  if (periodSeconds * EvaluationPeriods! > EVALUATED_SECONDS_MAX)
    throw new ValidationException(`Period times EvaluationPeriods must not exceed ${EVALUATED_SECONDS_MAX} seconds.`);
}

/** AWS: only for a percentile (API_PutMetricAlarm), whose sentence is ours; the first is CloudWatch's as getmoto/moto repeats it. */
function checkLowSampleCount({ EvaluateLowSampleCountPercentile: how, ExtendedStatistic }: PutMetricAlarmInput): void {
  if (how === undefined) return;
  if (how !== "evaluate" && how !== "ignore")
    throw new ValidationException(
      `Option ${how} is not supported. Supported options for parameter EvaluateLowSampleCountPercentile are evaluate and ignore.`,
    );
  if (!ExtendedStatistic?.startsWith("p"))
    throw new ValidationException("EvaluateLowSampleCountPercentile goes with a percentile in ExtendedStatistic only.");
}
