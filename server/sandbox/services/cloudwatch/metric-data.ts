import type {
  GetMetricDataInput,
  GetMetricDataOutput,
  MessageData,
  MetricDataQuery,
  MetricDataResult,
} from "@aws-sdk/client-cloudwatch";
import {
  MathProblem,
  type MathQuery,
  metricMath,
  readExpression,
  readMetric,
  type TimeSeries,
  timeSeriesOf,
} from "../../simulation/index.ts";
import type { Millis, RegionState, World } from "../../world/world.ts";
import { oneOf, range } from "../constraints.ts";
import { type Caller, operation } from "../operation.ts";
import { dimensionsOf } from "./dimensions.ts";
import { dynamicLabel, zoneMinutes } from "./dynamic-labels.ts";
import { InvalidNextToken, InvalidParameterValueException, ValidationException } from "./errors.ts";
import { automaticLabels } from "./labels.ts";
import { isPeriod, isStatistic } from "./statistics.ts";

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
    const expressions = expressionsOf(queries);
    const skip = input.NextToken === undefined ? 0 : skipped(input.NextToken);
    const from = input.StartTime!.getTime();
    const until = input.EndTime!.getTime();
    // AWS: recorded for GetMetricStatistics; here by analogy.
    if (from >= until)
      throw new InvalidParameterValueException("The parameter StartTime must be less than the parameter EndTime.");

    const question = { world, state, queries, expressions, from, until, caller };
    const series = answers(question);
    const zone = zoneMinutes(input.LabelOptions?.Timezone);
    const results = queries
      .filter(({ ReturnData }) => ReturnData !== false)
      .flatMap((query): MetricDataResult[] => {
        if (isForeign(query, caller.accountId)) {
          const answer = { Id: query.Id, Label: query.Label ?? query.MetricStat?.Metric?.MetricName ?? query.Id };
          return [{ ...answer, Timestamps: [], Values: [], StatusCode: "Forbidden", Messages: [FOREIGN] }];
        }
        const units = unitsMessage(question, query);
        return inExpression(query.Id!, () => series(query.Id!)).map((found) => ({
          Id: query.Id,
          Label: labelOf(query, found, { caller, now: world.now, zoneMinutes: zone }),
          Timestamps: [...found.points.keys()].map((at) => new Date(at * 1000)),
          Values: [...found.points.values()],
          StatusCode: "Complete",
          ...((units || found.dropped) && { Messages: units ?? [DROPPED] }),
        }));
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

/** Recorded: metrics.json, `data-wrong-account`. */
const FOREIGN = {
  Code: "Forbidden",
  Value: "Access denied when getting data - please check that this account and the requested metric account are linked",
};

/** Quoted by people who met it (grafana/grafana issue 78608). */
const DROPPED = {
  Code: "ArithmeticError",
  Value: "One or more data-points have been dropped due to non-numeric values (NaN, -Infinite, +Infinite)",
};

/** A label of the request may have dynamic parts. A list of series keeps the labels of its series unless it has such parts. */
function labelOf(
  query: MetricDataQuery,
  series: TimeSeries,
  around: Omit<Parameters<typeof dynamicLabel>[2], "query">,
): string {
  return query.Label?.includes("${") ? dynamicLabel(query.Label, series, { query, ...around }) : series.label;
}

function checkQueries(queries: MetricDataQuery[]): void {
  // AWS: at most 500 queries (API_GetMetricData); its text is unknown.
  if (queries.length > QUERIES_MAX)
    throw new ValidationException(`GetMetricData takes at most ${QUERIES_MAX} queries.`);
  for (const [i, query] of queries.entries()) checkQuery(query, `MetricDataQueries.member.${i + 1}`);
  if (new Set(queries.map(({ Id }) => Id)).size < queries.length)
    throw new ValidationException("The values for parameter id in MetricDataQueries are not unique.");
}

function checkQuery({ Id, Expression, MetricStat, Period: Own }: MetricDataQuery, at: string): void {
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
  // AWS: 1, 5, 10, 20, 30 or a multiple of 60 (API_MetricDataQuery); its text is unknown.
  if (Own !== undefined && !isPeriod(Own))
    throw new ValidationException(`${at}.Period must be 1, 5, 10, 20, 30 or a multiple of 60.`);
  if (!MetricStat) return;
  const { Stat, Period } = MetricStat;
  if (!isStatistic(Stat!))
    throw new ValidationException(`The value for parameter ${at}.MetricStat.Stat is not a valid statistic.`);
  // AWS: 1, 5, 10, 20, 30 or a multiple of 60 (API_MetricStat); its text is unknown.
  if (!isPeriod(Period!))
    throw new ValidationException(`${at}.MetricStat.Period must be 1, 5, 10, 20, 30 or a multiple of 60.`);
}

/** AWS's sentence around what is wrong with an expression. */
function inExpression<Result>(id: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof MathProblem) throw new ValidationException(`Error in expression '${id}': ${error.message}`);
    throw error;
  }
}

const isForeign = ({ AccountId }: MetricDataQuery, own: string): boolean =>
  AccountId !== undefined && AccountId !== own;

function expressionsOf(queries: MetricDataQuery[]): Map<string, MathQuery> {
  const found = new Map<string, MathQuery>();
  for (const { Id, Expression, Label, Period } of queries) {
    if (Expression === undefined) continue;
    const expression = inExpression(Id!, () => readExpression(Expression));
    const periodSeconds = Period === undefined ? {} : { periodSeconds: Period };
    found.set(Id!, { id: Id!, label: fixed(Label) ?? Id!, expression, ...periodSeconds });
  }
  return found;
}

/** A label without dynamic parts: the one that those may quote as `${LABEL}` is never itself dynamic. */
const fixed = (label: string | undefined) => (label?.includes("${") ? undefined : label);

type Question = {
  world: World;
  state: RegionState;
  queries: MetricDataQuery[];
  expressions: Map<string, MathQuery>;
  from: Millis;
  until: Millis;
  caller: Caller;
};

/** A function that gives the series of a query; a metric without data, or with another unit, has an empty one. */
function answers(question: Question): (id: string) => TimeSeries[] {
  const { world, state, queries, expressions, from, until, caller } = question;
  const automatic = automaticLabels(queries);
  const metrics = new Map<string, TimeSeries>();
  for (const query of queries) {
    if (!query.MetricStat || isForeign(query, caller.accountId)) continue;
    const { metric, unit, range } = asked(question, query);
    const label = fixed(query.Label) ?? automatic(query);
    const more = { ...range, ...(unit !== undefined && { unit }), statistic: query.MetricStat.Stat!, label };
    metrics.set(query.Id!, timeSeriesOf(state.cloudwatch, metric, more));
  }
  return metricMath(metrics, expressions, { from: from / 1000, until: Math.min(until, world.now) / 1000 });
}

function asked({ world, from, until }: Question, { MetricStat }: MetricDataQuery) {
  const { Metric, Period, Unit } = MetricStat!;
  return {
    metric: { namespace: Metric!.Namespace!, name: Metric!.MetricName!, dimensions: dimensionsOf(Metric!.Dimensions) },
    unit: Unit as string | undefined,
    range: { from, until, now: world.now, periodSeconds: Period! },
  };
}

/** AWS tells where one metric has several units and the request names none (recorded: metrics.json, `data-units`). */
function unitsMessage(question: Question, query: MetricDataQuery): MessageData[] | undefined {
  if (!query.MetricStat) return undefined;
  const { metric, unit, range } = asked(question, query);
  const { units } = readMetric(question.state.cloudwatch, metric, unit, range);
  return units.length > 1
    ? [{ Code: "MultipleUnits", Value: `Multiple units returned: '[${units.join(", ")}]'` }]
    : undefined;
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
