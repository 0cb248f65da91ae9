import { MathProblem } from "./math-expression.ts";
import { choose, fill } from "./math-gaps.ts";
import { instantsOf } from "./math-operators.ts";
import {
  type Computation,
  eachSeries,
  grid,
  listOf,
  made,
  mapped,
  numberOf,
  oneSeries,
  periodOf,
  seriesOf,
  type TimeSeries,
  type Value,
  works,
} from "./math-values.ts";

export type MathFunction = (math: Computation, args: Value[]) => Value;

/** The words that functions take: how to fill gaps, what to sort by and in which direction. An id begins with a small letter. */
export const WORDS = new Set(["REPEAT", "LINEAR", "ASC", "DESC", "AVG", "MIN", "MAX", "SUM"]);

/** Each by AWS's name; what it does is told in amazon-cloudwatch-user-guide, using-metric-math. */
export const FUNCTIONS: Record<string, MathFunction> = {
  ABS: each(Math.abs),
  CEIL: each(Math.ceil),
  FLOOR: each(Math.floor),
  LOG: each(Math.log),
  LOG10: each(Math.log10),
  AVG: aggregate((values, count) => sum(values) / count),
  STDDEV: aggregate(deviation),
  SUM: aggregate(sum),
  MIN: aggregate(least),
  MAX: aggregate(greatest),
  DATAPOINT_COUNT: aggregate((values) => values.length),
  RATE: stepping((value, at, before) => before && (value - before[1]) / (at - before[0])),
  DIFF: stepping((value, _, before) => before && value - before[1]),
  DIFF_TIME: stepping((_, at, before) => before && at - before[0]),
  RUNNING_SUM: stepping((value, _, before, last) => (before ? last! : 0) + value),
  PERIOD: (math, args) => {
    const series = oneSeries(only(args));
    if (![...math.metrics.values()].includes(series)) throw new MathProblem("PERIOD takes the id of a metric.");
    return series.periodSeconds;
  },
  TIME_SERIES: (math, args) => {
    const value = numberOf(only(args));
    const instants = grid(math, periodOf(math));
    return made(
      empty(math),
      instants.map((at) => [at, value]),
    );
  },
  METRICS: metrics,
  METRIC_COUNT: (_, args) => listOf(only(args)).length,
  FIRST: (math, args) => listOf(only(args))[0] ?? empty(math),
  LAST: (math, args) => listOf(only(args)).at(-1) ?? empty(math),
  REMOVE_EMPTY: (_, args) => listOf(only(args)).filter(({ points }) => points.size > 0),
  SORT: sorted,
  SLICE: sliced,
  MINUTE: calendar((at) => at.getUTCMinutes()),
  HOUR: calendar((at) => at.getUTCHours()),
  /** AWS: 1 is Monday. */
  DAY: calendar((at) => at.getUTCDay() || 7),
  DATE: calendar((at) => at.getUTCDate()),
  MONTH: calendar((at) => at.getUTCMonth() + 1),
  YEAR: calendar((at) => at.getUTCFullYear()),
  EPOCH: calendar((at) => at.getTime() / 1000),
  FILL: fill,
  IF: choose,
};

const empty = (math: Computation): TimeSeries => ({ label: "", periodSeconds: periodOf(math), points: new Map() });

function only(args: Value[]): Value {
  if (args.length !== 1) throw new MathProblem("The function takes one argument.");
  return args[0]!;
}

function each(change: (value: number) => number): MathFunction {
  return (math, args) => mapped(math, only(args), change);
}

/**
 * AWS: of one series a number, of several a series. `count` is how many values there would be without gaps; AWS divides by it, as
 * it takes missing values for 0.
 */
function aggregate(of: (values: number[], count: number) => number): MathFunction {
  return (math, args) => {
    const value = only(args);
    const all = seriesOf(value);
    for (const it of all) works(math, it.points.size);
    if (!Array.isArray(value)) {
      const { points, periodSeconds } = all[0]!;
      const count = Math.max(points.size, grid(math, periodSeconds).length);
      return of([...points.values()], count);
    }
    return made(
      all[0] ?? empty(math),
      instantsOf(all).map((at) => {
        const values = all.flatMap(({ points }) => points.get(at) ?? []);
        return [at, of(values, all.length)];
      }),
    );
  };
}

function sum(values: number[]): number {
  return values.reduce((total, it) => total + it, 0);
}

function least(values: number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function greatest(values: number[]): number {
  return values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}

function deviation(values: number[], count: number): number {
  const mean = sum(values) / count;
  const missing = (count - values.length) * mean ** 2;
  return Math.sqrt((sum(values.map((it) => (it - mean) ** 2)) + missing) / count);
}

/** A function of a series that looks at the point before and at its own result there; undefined leaves the point out. */
function stepping(
  step: (
    value: number,
    at: number,
    before: [at: number, value: number] | undefined,
    last: number | undefined,
  ) => number | undefined,
): MathFunction {
  return (math, args) =>
    eachSeries(math, only(args), (series) => {
      let before: [number, number] | undefined;
      let last: number | undefined;
      const entries = [...series.points].map(([at, value]): [number, number | undefined] => {
        last = step(value, at, before, last);
        before = [at, value];
        return [at, last];
      });
      return made(series, entries);
    });
}

/** AWS: a series without gaps, in the period and range of the one that is given. */
function calendar(read: (at: Date) => number): MathFunction {
  return (math, args) =>
    eachSeries(math, only(args), (series) =>
      made(
        series,
        grid(math, series.periodSeconds).map((at) => [at, read(new Date(at * 1000))]),
      ),
    );
}

/** All metrics of the request, or those whose id contains a text. */
function metrics(math: Computation, [part, ...more]: Value[]): TimeSeries[] {
  if (more.length > 0 || (part !== undefined && typeof part !== "string"))
    throw new MathProblem("METRICS takes one text, or nothing.");
  return [...math.metrics].filter(([id]) => part === undefined || id.includes(part)).map(([, it]) => it);
}

const RANKS = new Map<unknown, (values: number[]) => number>([
  ["AVG", (values) => sum(values) / values.length],
  ["SUM", sum],
  ["MIN", least],
  ["MAX", greatest],
]);

/** A series without points is the last in either direction; AWS does not say. */
function sorted(_: Computation, [list, by, order, most, ...more]: Value[]): TimeSeries[] {
  const rank = RANKS.get(by);
  if (list === undefined || !rank || (order !== "ASC" && order !== "DESC") || more.length > 0)
    throw new MathProblem("SORT takes a list, one of AVG, MIN, MAX or SUM, ASC or DESC, and perhaps how many.");
  const direction = order === "ASC" ? 1 : -1;
  const all = listOf(list).map((series) => ({ series, rank: rank([...series.points.values()]) }));
  const full = all.filter(({ series }) => series.points.size > 0).sort((a, b) => direction * (a.rank - b.rank));
  const gaps = all.filter(({ series }) => series.points.size === 0);
  return [...full, ...gaps].map(({ series }) => series).slice(0, most === undefined ? undefined : index(most));
}

/** AWS: from the first number on, counted from 0, up to the second, which does not belong to it. */
function sliced(_: Computation, [list, from, until, ...more]: Value[]): TimeSeries[] {
  if (list === undefined || from === undefined || more.length > 0)
    throw new MathProblem("SLICE takes a list, where it begins, and perhaps where it ends.");
  return listOf(list).slice(index(from), until === undefined ? undefined : index(until));
}

function index(value: Value): number {
  const number = numberOf(value);
  if (!Number.isInteger(number) || number < 0) throw new MathProblem("A whole number from 0 on is needed.");
  return number;
}
