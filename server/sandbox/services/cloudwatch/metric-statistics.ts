import type {
  Datapoint,
  GetMetricStatisticsInput,
  GetMetricStatisticsOutput,
  StandardUnit,
} from "@aws-sdk/client-cloudwatch";
import { isExtendedStatistic, type Point, readUnits, statisticOf } from "../../simulation/index.ts";
import { hash } from "../../world/random.ts";
import { operation } from "../operation.ts";
import { dimensionsOf } from "./dimensions.ts";
import { InvalidParameterCombinationException, InvalidParameterValueException } from "./errors.ts";
import { isPeriod, STATISTICS } from "./statistics.ts";

/** AWS: datapoints of one answer (API_GetMetricStatistics). */
const DATAPOINTS_MAX = 1440;

/** One metric's statistics over a time range. As with AWS, the datapoints come in no order: a client has to sort them. */
export const GetMetricStatistics = operation<GetMetricStatisticsInput, GetMetricStatisticsOutput>({
  reads: true,
  run({ world, state, input }) {
    const period = input.Period!;
    const from = input.StartTime!.getTime();
    const until = input.EndTime!.getTime();
    checkRange(from, until, period);
    checkStatistics(input);

    const metric = { namespace: input.Namespace!, name: input.MetricName!, dimensions: dimensionsOf(input.Dimensions) };
    const query = { from, until, now: world.now, periodSeconds: period };
    return {
      Label: input.MetricName,
      Datapoints: readUnits(state.cloudwatch, metric, input.Unit, query).flatMap(({ unit, points }) =>
        unsorted(points).flatMap((point) => datapoint(point, input, unit as StandardUnit) ?? []),
      ),
    };
  },
});

/**
 * Texts recorded in testdata/aws/cloudwatch/metrics.json of radkawar/stackd and LocalStack's
 * tests/aws/services/cloudwatch/test_cloudwatch.snapshot.json; that of a period above a minute is ours.
 */
function checkRange(from: number, until: number, period: number): void {
  if (from >= until)
    throw new InvalidParameterValueException("The parameter StartTime must be less than the parameter EndTime.");
  if (!isPeriod(period))
    throw new InvalidParameterValueException(
      period < 60
        ? "The parameter Period must be a value in the set [1, 5, 10, 20, 30]."
        : "The parameter Period must be a multiple of 60.",
    );
  const requested = Math.floor((until - from) / 1000 / period);
  if (requested > DATAPOINTS_MAX)
    throw new InvalidParameterCombinationException(
      `You have requested up to ${requested} datapoints, which exceeds the limit of ${DATAPOINTS_MAX}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
}

/** AWS: one of the two is required, both may be there (API_GetMetricStatistics, same recording); the sentence about none is ours. */
function checkStatistics({ Statistics = [], ExtendedStatistics = [] }: GetMetricStatisticsInput): void {
  for (const [i, name] of Statistics.entries())
    if (!(STATISTICS as readonly string[]).includes(name))
      throw new InvalidParameterValueException(
        `The parameter Statistics.member.${i + 1}.<list element> must be a value in the set [${STATISTICS.join(", ")}].`,
      );
  for (const [i, name] of ExtendedStatistics.entries())
    if (!isExtendedStatistic(name))
      throw new InvalidParameterValueException(
        `The value ${name} for parameter ExtendedStatistics.member.${i + 1}.<list element> is not supported.`,
      );
  if (Statistics.length + ExtendedStatistics.length === 0)
    throw new InvalidParameterCombinationException(
      "At least one of the parameters Statistics and ExtendedStatistics must be specified.",
    );
}

/** Only the statistics asked for appear, and of those only what the point tells; without any there is no datapoint. */
function datapoint(
  point: Point,
  { Statistics = [], ExtendedStatistics = [] }: GetMetricStatisticsInput,
  unit: StandardUnit,
): Datapoint | undefined {
  const valuesOf = (names: string[]) =>
    names.flatMap((name): [string, number][] => {
      const value = statisticOf(point, name);
      return value === undefined ? [] : [[name, value]];
    });
  const [basic, extended] = [valuesOf(Statistics), valuesOf(ExtendedStatistics)];
  if (basic.length + extended.length === 0) return undefined;
  return {
    Timestamp: new Date(point.at * 1000),
    Unit: unit,
    ...Object.fromEntries(basic),
    ...(extended.length > 0 && { ExtendedStatistics: Object.fromEntries(extended) }),
  };
}

/** Observed: AWS answers in an order of its own (same recording). Ours is always the same one. */
function unsorted(points: Point[]): Point[] {
  const order = new Map(points.map((it) => [it, hash(String(it.at))]));
  return [...points].sort((a, b) => order.get(a)! - order.get(b)!);
}
