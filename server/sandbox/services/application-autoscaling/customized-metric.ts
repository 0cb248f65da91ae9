import type {
  CustomizedMetricSpecification,
  TargetTrackingMetricDataQuery,
} from "@aws-sdk/client-application-auto-scaling";
import { alarmMetrics, checkAlarmMetrics, MathProblem } from "../../simulation/index.ts";
import { scalingEnums } from "../../wire/enums.ts";
import type { CustomizedMetric, MetricQuery, SingleMetric } from "../../world/scaling.ts";
import type { Context } from "../operation.ts";
import { ValidationException } from "./errors.ts";
import { oneOfEnum } from "./resource.ts";
import { withoutAbsent } from "./without-absent.ts";

/** AWS: of CloudWatch (API_Metric, API_Dimension), in characters and dimensions. */
const NAME_MAX = 255;
const VALUE_MAX = 1024;
const DIMENSIONS_MAX = 30;
/** AWS: metrics and expressions of one alarm (API_PutMetricAlarm). */
const QUERIES_MAX = 10;

const path = "TargetTrackingScalingPolicyConfiguration.CustomizedMetricSpecification";

/** Constraints of the enum in a customized metric specification. */
export const acceptsCustomizedMetric = {
  [`${path}.Statistic`]: oneOfEnum(() => Object.values(scalingEnums().MetricStatistic)),
};

type Where = Pick<Context<unknown>, "world" | "state">;

/**
 * A metric of the caller's, or metric math over several, as it is kept and echoed. AWS takes whatever CloudWatch would, also a
 * metric that was never published (testdata/aws/applicationautoscaling/controls.json of radkawar/stackd).
 */
export function checkCustomizedMetric(it: CustomizedMetricSpecification, where: Where): CustomizedMetric {
  const { Metrics, ...single } = it;
  if (!Metrics) {
    // AWS's texts for these and all below are unknown.
    if (!single.Statistic) throw new ValidationException("A customized metric has a Statistic.");
    return withoutAbsent({ ...checkMetric(single), Statistic: single.Statistic, Unit: single.Unit });
  }
  // AWS: metric math or a single metric (badmintoncryer/cdk-preflight, pf-appautoscaling-customized-metric-exclusive).
  if (Object.values(single).some((value) => value !== undefined))
    throw new ValidationException("The customized metric specification is not valid.");
  const queries = Metrics.map(queryOf);
  checkQueries(queries, where);
  return { Metrics: queries };
}

type Named = Pick<CustomizedMetricSpecification, "MetricName" | "Namespace" | "Dimensions">;

function checkMetric({ MetricName, Namespace, Dimensions }: Named): Omit<SingleMetric, "Statistic"> {
  if (!MetricName || !Namespace) throw new ValidationException("A customized metric has a MetricName and a Namespace.");
  const dimensions = Dimensions?.map(({ Name, Value }) => ({ Name: Name!, Value: Value! }));
  if (dimensions && dimensions.length > DIMENSIONS_MAX)
    throw new ValidationException(`A customized metric has at most ${DIMENSIONS_MAX} dimensions.`);
  const names = [MetricName, Namespace, ...(dimensions ?? []).map((it) => it.Name)];
  if (names.some((it) => it.length > NAME_MAX) || dimensions?.some((it) => it.Value.length > VALUE_MAX))
    throw new ValidationException(
      `Names of a customized metric have at most ${NAME_MAX} characters, values of dimensions ${VALUE_MAX}.`,
    );
  return withoutAbsent({ MetricName, Namespace, Dimensions: dimensions });
}

function queryOf({ Id, Expression, MetricStat, Label, ReturnData }: TargetTrackingMetricDataQuery): MetricQuery {
  return withoutAbsent({
    Id: Id!,
    Expression,
    MetricStat:
      MetricStat &&
      withoutAbsent({
        Metric: checkMetric(MetricStat.Metric!),
        Stat: statisticOf(MetricStat.Stat!),
        Unit: MetricStat.Unit,
      }),
    Label,
    ReturnData,
  });
}

function statisticOf(text: string): SingleMetric["Statistic"] {
  const known = Object.values(scalingEnums().MetricStatistic).find((it) => it === text);
  if (!known) throw new ValidationException(`This sandbox has no statistic ${text} in metric math.`);
  return known;
}

function checkQueries(queries: MetricQuery[], { world, state }: Where): void {
  const refuse = (when: boolean, message: string) => {
    if (when) throw new ValidationException(message);
  };
  refuse(
    queries.length === 0 || queries.length > QUERIES_MAX,
    `Metric math of a scaling policy has 1 to ${QUERIES_MAX} metrics and expressions.`,
  );
  refuse(
    new Set(queries.map((it) => it.Id)).size < queries.length ||
      queries.some((it) => !/^[a-z][a-zA-Z0-9_]{0,254}$/.test(it.Id)),
    "The Ids of metric math differ, begin with a small letter, and have letters, digits and underscores only.",
  );
  refuse(
    queries.some((it) => (it.Expression === undefined) === (it.MetricStat === undefined)),
    "Each part of metric math has either an Expression or a MetricStat.",
  );
  refuse(
    queries.filter((it) => it.ReturnData !== false).length !== 1,
    "One part of metric math returns its data; the others have ReturnData false.",
  );
  try {
    checkAlarmMetrics(world, state.cloudwatch, alarmMetrics(queries));
  } catch (error) {
    throw error instanceof MathProblem ? new ValidationException(error.message) : error;
  }
}
