import { MathProblem } from "./math-expression.ts";

/*
 * Values of metric math (amazon-cloudwatch-user-guide, using-metric-math): numbers (S), time series (TS), lists of them (TS[]), and
 * the words and texts that some functions take.
 */

/** A metric over time: values by the start of their period in epoch seconds, oldest first. */
export type TimeSeries = {
  label: string;
  periodSeconds: number;
  points: Map<number, number>;
  /** Points were left out because their value is no finite number. */
  dropped?: boolean;
};

export type Value = number | string | TimeSeries | TimeSeries[];

/** What the functions of one computation know and share. */
export type Computation = {
  /** The metrics of the request by id. */
  metrics: Map<string, TimeSeries>;
  /** Epoch seconds; `from` belongs to it, `until` does not. */
  range: { from: number; until: number };
  /** Of the expression that is computed, where it has one. */
  period: number | undefined;
  work: number;
};

/** Datapoints touched by one request: enough for a hundred metrics of a day, no more than can be computed in passing. */
const WORK_MAX = 2_000_000;
/** AWS: an expression without a period of its own takes that of its metrics; one without metrics a minute (Simplified). */
const PERIOD_SECONDS = 60;

export function works(math: Computation, count: number): void {
  math.work += count;
  if (math.work > WORK_MAX) throw new MathProblem("This is more computation than the sandbox does in one request.");
}

export function periodOf(math: Computation): number {
  if (math.period !== undefined) return math.period;
  const own = [...math.metrics.values()].map((it) => it.periodSeconds);
  return own.length > 0 ? Math.min(...own) : PERIOD_SECONDS;
}

/** The starts of the whole periods in the range. */
export function grid(math: Computation, period: number): number[] {
  const { from, until } = math.range;
  works(math, Math.max(0, (until - from) / period));
  const instants: number[] = [];
  for (let at = from - (from % period); at < until - (until % period); at += period) instants.push(at);
  return instants;
}

/** Time series of a value that has to be one, or several. */
export function seriesOf(value: Value): TimeSeries[] {
  if (typeof value === "number" || typeof value === "string")
    throw new MathProblem("A time series is needed where a number or text is.");
  return Array.isArray(value) ? value : [value];
}

export function oneSeries(value: Value): TimeSeries {
  if (Array.isArray(value)) throw new MathProblem("One time series is needed where a list is.");
  return seriesOf(value)[0]!;
}

export function listOf(value: Value): TimeSeries[] {
  if (!Array.isArray(value)) throw new MathProblem("A list of time series is needed, such as METRICS() or [m1, m2].");
  return value;
}

export function numberOf(value: Value): number {
  if (typeof value !== "number") throw new MathProblem("A number is needed where a time series or text is.");
  return value;
}

/** A series like another one with other points; undefined is no point, and AWS drops what is not a finite number. */
export function made(from: TimeSeries, entries: Iterable<[number, number | undefined]>): TimeSeries {
  const points = new Map<number, number>();
  let dropped = from.dropped === true;
  for (const [at, value] of entries) {
    if (value === undefined) continue;
    if (Number.isFinite(value)) points.set(at, value);
    else dropped = true;
  }
  const { label, periodSeconds } = from;
  return { label, periodSeconds, points, ...(dropped && { dropped }) };
}

/** A function of series, on one or on each of a list. */
export function eachSeries(math: Computation, value: Value, change: (series: TimeSeries) => TimeSeries): Value {
  const all = seriesOf(value).map((it) => {
    works(math, it.points.size);
    return change(it);
  });
  return Array.isArray(value) ? all : all[0]!;
}

/** A function of single values, on numbers, series and lists alike. */
export function mapped(math: Computation, value: Value, change: (value: number) => number): Value {
  if (typeof value === "number") return change(value);
  return eachSeries(math, value, (it) =>
    made(
      it,
      [...it.points].map(([at, own]) => [at, change(own)]),
    ),
  );
}
