import type {
  GetMetricDataInput,
  GetMetricDataOutput,
  MetricDataQuery,
  MetricDataResult,
  MetricStat,
} from "@aws-sdk/client-cloudwatch";
import { readPoints, type Statistic, seriesKey, statistic } from "../../simulation/index.ts";
import type { RegionState, World } from "../../world/world.ts";
import { oneOf, range } from "../constraints.ts";
import { operation } from "../operation.ts";
import { dimensionsOf } from "./dimensions.ts";
import { InvalidNextToken, InvalidParameterValueException, ValidationException } from "./errors.ts";
import { checkExpression } from "./expressions.ts";
import { labels } from "./labels.ts";
import {
  isExtendedStatistic,
  isPeriod,
  isStatistic,
  readablePeriodSeconds,
  WITHOUT_PERCENTILES,
} from "./statistics.ts";

/** AWS: queries of one request, and datapoints of one answer, which is also the default (API_GetMetricData). */
const QUERIES_MAX = 500;
const DATAPOINTS_MAX = 100_800;

/** Several metrics at once, sorted by time. Texts recorded in testdata/aws/cloudwatch/metrics.json of radkawar/stackd. */
export const GetMetricData = operation<GetMetricDataInput, GetMetricDataOutput>({
  reads: true,
  accepts: {
    ScanBy: oneOf(["TimestampDescending", "TimestampAscending"]),
    // AWS: at most 100,800 (API_GetMetricData); what it says of less than 1 is unknown.
    MaxDatapoints: range(1, DATAPOINTS_MAX),
  },
  run({ world, state, caller, input }) {
    const queries = input.MetricDataQueries!;
    checkQueries(queries);
    const skip = input.NextToken === undefined ? 0 : skipped(input.NextToken);
    const from = input.StartTime!.getTime();
    const until = input.EndTime!.getTime();
    // AWS: recorded for GetMetricStatistics; here by analogy.
    if (from >= until)
      throw new InvalidParameterValueException("The parameter StartTime must be less than the parameter EndTime.");

    const labelOf = labels(queries);
    const results = queries
      .filter(({ ReturnData }) => ReturnData !== false)
      .map((query): MetricDataResult => {
        const answer = { Id: query.Id, Label: labelOf(query) };
        if (query.AccountId !== undefined && query.AccountId !== caller.accountId)
          return { ...answer, Timestamps: [], Values: [], StatusCode: "Forbidden", Messages: [FOREIGN] };
        return { ...answer, ...valuesOf(world, state, query.MetricStat!, from, until), StatusCode: "Complete" };
      });
    if (input.ScanBy !== "TimestampAscending")
      for (const { Timestamps, Values } of results) {
        Timestamps!.reverse();
        Values!.reverse();
      }
    const NextToken = cut(results, skip, input.MaxDatapoints ?? DATAPOINTS_MAX);
    return { MetricDataResults: results, NextToken, Messages: [] };
  },
});

/** AWS: StatusCode Forbidden and a message; its text is our own. */
const FOREIGN = { Code: "Forbidden", Value: "This sandbox reads metrics of its own account only." };

function checkQueries(queries: MetricDataQuery[]): void {
  // AWS: at most 500 queries (API_GetMetricData); its text is unknown.
  if (queries.length > QUERIES_MAX)
    throw new ValidationException(`GetMetricData takes at most ${QUERIES_MAX} queries.`);
  for (const [i, query] of queries.entries()) checkQuery(query, `MetricDataQueries.member.${i + 1}`);
  if (new Set(queries.map(({ Id }) => Id)).size < queries.length)
    throw new ValidationException("The values for parameter id in MetricDataQueries are not unique.");
  for (const { Id, Expression } of queries) if (Expression !== undefined) checkExpression(Id!, Expression);
}

function checkQuery({ Id, Expression, MetricStat }: MetricDataQuery, at: string): void {
  if (!/^[a-z][a-zA-Z0-9_]*$/.test(Id!))
    throw new ValidationException(
      `The value for parameter ${at}.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
    );
  if (Expression !== undefined && MetricStat)
    throw new ValidationException(
      `The parameters ${at}.Expression and ${at}.MetricStat are mutually exclusive and you have specified both.`,
    );
  // AWS: one of the two is required (API_MetricDataQuery); its text is unknown.
  if (Expression === undefined && !MetricStat)
    throw new ValidationException(`Either ${at}.MetricStat or ${at}.Expression is needed.`);
  if (!MetricStat) return;
  const { Stat, Period } = MetricStat;
  if (!isStatistic(Stat!))
    throw new ValidationException(
      isExtendedStatistic(Stat!)
        ? WITHOUT_PERCENTILES
        : `The value for parameter ${at}.MetricStat.Stat is not a valid statistic.`,
    );
  // AWS: 1, 5, 10, 20, 30 or a multiple of 60 (API_MetricStat); its text is unknown.
  if (!isPeriod(Period!))
    throw new ValidationException(`${at}.MetricStat.Period must be 1, 5, 10, 20, 30 or a multiple of 60.`);
}

/** Values oldest first. A metric without data, or with another unit, has none. */
function valuesOf(
  world: World,
  state: RegionState,
  { Metric, Period, Stat, Unit }: MetricStat,
  from: number,
  until: number,
) {
  const key = seriesKey(Metric!.Namespace!, Metric!.MetricName!, dimensionsOf(Metric!.Dimensions));
  const series = state.cloudwatch.series[key];
  if (!series || (Unit !== undefined && Unit !== series.unit)) return { Timestamps: [], Values: [] };
  const periodSeconds = readablePeriodSeconds(Period!);
  const start = from - (from % (periodSeconds * 1000));
  const points = readPoints(series, { from: start, until, now: world.now, periodSeconds });
  return {
    Timestamps: points.at.map((at) => new Date(at * 1000)),
    Values: points.at.map((_, i) => statistic(points, i, Stat as Statistic)),
  };
}

/** Leaves of all results together only the datapoints after `skip`, at most `size`; tells where the next page begins. */
function cut(results: MetricDataResult[], skip: number, size: number): string | undefined {
  const end = skip + size;
  let before = 0;
  for (const result of results) {
    const count = result.Values!.length;
    const slice = (list: unknown[]) => list.slice(Math.max(0, skip - before), Math.max(0, end - before));
    if (before < skip || before + count > end) {
      result.Values = slice(result.Values!) as number[];
      result.Timestamps = slice(result.Timestamps!) as Date[];
      if (before + count > end) result.StatusCode = "PartialData";
    }
    before += count;
  }
  return before > end ? `${TOKEN}${end}` : undefined;
}

const TOKEN = "after-";

function skipped(token: string): number {
  const count = token.startsWith(TOKEN) ? Number(token.slice(TOKEN.length)) : Number.NaN;
  if (!Number.isSafeInteger(count) || count < 1) throw new InvalidNextToken("");
  return count;
}
