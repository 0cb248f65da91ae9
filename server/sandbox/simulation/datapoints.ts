import { limits } from "../../limits.ts";
import type { CloudWatchState, Columns, Dimension, Runs, Series } from "../world/cloudwatch.ts";
import type { Millis } from "../world/world.ts";
import { distributed } from "./response-times.ts";
import { type BasicStatistic, type Statistic, statisticOf } from "./statistics.ts";

const MINUTE_SECONDS = 60;
const FIVE_MINUTES_SECONDS = 300;
/**
 * Simplified: AWS keeps 1-minute points for 15 days and 5-minute points for 63 (CloudWatch concepts, metrics retention); a
 * sandbox account keeps 24 hours and 15 days, so that it stays small.
 */
const MINUTES_KEPT_SECONDS = limits.minutePoints * MINUTE_SECONDS;
const FIVE_MINUTES_KEPT_SECONDS = limits.fiveMinutePoints * FIVE_MINUTES_SECONDS;
const TWENTY_SECONDS = 20;
const TWENTY_SECONDS_KEPT_SECONDS = limits.twentySecondPoints * TWENTY_SECONDS;
/** What is too old goes an hour at a time: taking one entry off the front of long columns every minute costs more than living it. */
const FORGET_SECONDS = 3_600;

/** The key of a series in `CloudWatchState.series`: dimensions match exactly, in any order. */
export function seriesKey(namespace: string, name: string, dimensions: Dimension[]): string {
  let key = `${namespace}|${name}`;
  for (const it of inNameOrder(dimensions)) key += `|${it.name}=${it.value}`;
  return key;
}

function inNameOrder(dimensions: Dimension[]): Dimension[] {
  for (let i = 1; i < dimensions.length; i++)
    if (dimensions[i - 1]!.name > dimensions[i]!.name)
      return [...dimensions].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return dimensions;
}

/** One statistic of the point at `index` of the columns. */
export const statistic = (columns: Columns, index: number, name: BasicStatistic): number =>
  statisticOf(pointAt(columns, index), name)!;

/** All instants in epoch milliseconds; `from` belongs to the range, `until` does not. */
export type PointsQuery = {
  from: Millis;
  until: Millis;
  /** Points that CloudWatch would not have published by then are left out. */
  now: Millis;
  /** Length of a period, 60 when absent. Periods start at multiples of it; one below 60 reads points as they were published. */
  periodSeconds?: number;
};

/** The points of a series that can be read now, oldest first, one entry per period with data; `at` in epoch seconds. */
export function readPoints(series: Series, { from, until, now, periodSeconds = MINUTE_SECONDS }: PointsQuery): Columns {
  const result: Columns = { at: [], samples: [], sum: [], min: [], max: [] };
  const newest = newestReadable(series, now / 1000);
  if (periodSeconds < MINUTE_SECONDS) return readShortPeriods(series, from / 1000, until / 1000, periodSeconds, newest);
  const firstMinute = series.minutes.at[0] ?? Number.POSITIVE_INFINITY;
  const [start, end] = [from / 1000, until / 1000];
  let minutesFrom = start - (start % periodSeconds);
  const add = (points: Runs, i: number, at: number) => {
    const period = at - (at % periodSeconds);
    if (period >= start && period < end) addTo(result, period, pointAt(points, i));
  };
  if (periodSeconds % FIVE_MINUTES_SECONDS === 0) {
    // What is older than the minutes kept is read from five-minute points, up to the one that holds the first minute.
    const last = Math.min(firstMinute - 1, newest + MINUTE_SECONDS - FIVE_MINUTES_SECONDS);
    eachPeriod(series.fiveMinutes, FIVE_MINUTES_SECONDS, Number.NEGATIVE_INFINITY, last, (i, at) => {
      add(series.fiveMinutes, i, at);
      minutesFrom = Math.max(minutesFrom, at + FIVE_MINUTES_SECONDS);
    });
  }
  eachPeriod(series.minutes, MINUTE_SECONDS, minutesFrom, newest, (i, at) => add(series.minutes, i, at));
  const { twentySeconds } = series;
  if (twentySeconds)
    eachPeriod(twentySeconds, TWENTY_SECONDS, Math.max(minutesFrom, unreadableFrom(newest)), end, (i, at) =>
      add(twentySeconds, i, at),
    );
  return result;
}

/**
 * Points of periods under a minute: what was published every 20 seconds, and of other minutes their one point (AWS:
 * testdata/aws/ecs/service_metrics.json). A minute in which both were published is read from the former alone.
 */
function readShortPeriods(
  series: Series,
  from: number,
  until: number,
  periodSeconds: number,
  newestMinute: number,
): Columns {
  const points: [at: number, point: Datapoint][] = [];
  const short = new Set<number>();
  const { minutes, twentySeconds } = series;
  if (twentySeconds)
    eachPeriod(twentySeconds, TWENTY_SECONDS, from - MINUTE_SECONDS, until + MINUTE_SECONDS, (i, at) => {
      short.add(at - (at % MINUTE_SECONDS));
      points.push([at, pointAt(twentySeconds, i)]);
    });
  eachPeriod(minutes, MINUTE_SECONDS, from, Math.min(until, newestMinute), (i, at) => {
    if (!short.has(at)) points.push([at, pointAt(minutes, i)]);
  });
  points.sort(([a], [b]) => a - b);
  const result: Columns = { at: [], samples: [], sum: [], min: [], max: [] };
  for (const [at, point] of points) {
    const period = at - (at % Math.max(periodSeconds, TWENTY_SECONDS));
    if (period >= from && period < until) addTo(result, period, point);
  }
  return result;
}

/** One period's aggregate, in `statistic`'s terms; undefined where no point of it can be read at `now` (epoch seconds). */
export function readPeriod(
  series: Series,
  start: number,
  periodSeconds: number,
  now: number,
  name: Statistic,
): { value: number; samples: number } | undefined {
  let samples = 0;
  let sum = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  const add = (points: Runs, length: number, from: number, to: number) =>
    eachPeriod(points, length, from, to, (i) => {
      samples += points.samples[i]!;
      sum += points.sum[i]!;
      min = Math.min(min, points.min[i]!);
      max = Math.max(max, points.max[i]!);
    });
  const last = start + periodSeconds - 1;
  const newest = newestReadable(series, now);
  const { minutes, twentySeconds } = series;
  const short = periodSeconds < MINUTE_SECONDS;
  if (twentySeconds) add(twentySeconds, TWENTY_SECONDS, short ? start : Math.max(start, unreadableFrom(newest)), last);
  if (!short || (samples === 0 && !hasTwentySecondsIn(series, start)))
    add(minutes, MINUTE_SECONDS, start, Math.min(last, newest));
  if (samples === 0) return undefined;
  const value = statisticOf(distributed(series, { samples, sum, min, max }), name);
  return value === undefined ? undefined : { value, samples };
}

/** Whether the minute that starts at `minute` was published every 20 seconds, at least in part: then it has no point of its own. */
function hasTwentySecondsIn({ twentySeconds }: Series, minute: number): boolean {
  let found = false;
  if (twentySeconds)
    eachPeriod(twentySeconds, TWENTY_SECONDS, minute, minute + MINUTE_SECONDS - 1, () => {
      found = true;
    });
  return found;
}

/** Start of the newest period with data that can be read at `now`, both in epoch seconds; undefined where there is none. */
export function newestPointAt(series: Series, now: number): number | undefined {
  const newest = newestReadable(series, now);
  const { twentySeconds } = series;
  const last = twentySeconds ? twentySeconds.at.length - 1 : -1;
  if (twentySeconds && last >= 0) {
    const at = lastOf(twentySeconds, last, TWENTY_SECONDS);
    if (at >= unreadableFrom(newest)) return at;
  }
  for (const [points, period] of [
    [series.minutes, MINUTE_SECONDS],
    [series.fiveMinutes, FIVE_MINUTES_SECONDS],
  ] as const) {
    const i = points.at.findLastIndex((it) => it <= newest);
    if (i >= 0) return Math.min(lastOf(points, i, period), newest - ((newest - points.at[i]!) % period));
  }
  return undefined;
}

/** Start of the newest minute that CloudWatch would have published at `now`, both in epoch seconds. */
const newestReadable = (series: Series, now: number): number => now - MINUTE_SECONDS - series.delaySeconds;

/** Start of the first minute whose point cannot be read yet: of this one and later ones only 20-second points can. */
const unreadableFrom = (newest: number): number =>
  newest - (((newest % MINUTE_SECONDS) + MINUTE_SECONDS) % MINUTE_SECONDS) + MINUTE_SECONDS;

/** Start of the last period of an entry. */
const lastOf = (points: Runs, i: number, periodSeconds: number): number =>
  points.at[i]! + (points.count[i]! - 1) * periodSeconds;

/** Visits every period that starts in [from, last], oldest first, with the entry it belongs to. All in seconds. */
function eachPeriod(
  points: Runs,
  periodSeconds: number,
  from: number,
  last: number,
  visit: (i: number, at: number) => void,
): void {
  let i = Math.max(0, firstAtOrAfter(points.at, from) - 1); // the entry before may reach into the range
  for (; i < points.at.length && points.at[i]! <= last; i++) {
    const first = points.at[i]!;
    const skipped = Math.max(0, Math.ceil((from - first) / periodSeconds));
    const end = Math.min(last, lastOf(points, i, periodSeconds));
    for (let at = first + skipped * periodSeconds; at <= end; at += periodSeconds) visit(i, at);
  }
}

const pointAt = (points: Columns, i: number): Datapoint => ({
  samples: points.samples[i]!,
  sum: points.sum[i]!,
  min: points.min[i]!,
  max: points.max[i]!,
});

/** One datapoint of a minute, before it is published. */
export type Datapoint = { samples: number; sum: number; min: number; max: number };

export type MetricToWrite = {
  namespace: string;
  name: string;
  dimensions: Dimension[];
  unit: string;
  delaySeconds: number;
};

/** Appends the minute that starts at `at` (epoch seconds) to its series, which is made at its first point. */
export function writePoint(cloudwatch: CloudWatchState, metric: MetricToWrite, at: number, point: Datapoint): void {
  const { minutes, fiveMinutes } = seriesOf(cloudwatch, metric);
  keep(minutes, at, point, MINUTE_SECONDS);
  keep(fiveMinutes, at - (at % FIVE_MINUTES_SECONDS), point, FIVE_MINUTES_SECONDS);
  forgetBefore(minutes, at - MINUTES_KEPT_SECONDS, MINUTE_SECONDS);
  forgetBefore(fiveMinutes, at - FIVE_MINUTES_KEPT_SECONDS, FIVE_MINUTES_SECONDS);
}

/** Appends the 20 seconds that start at `at` (epoch seconds). The minute that holds them is written when it closes. */
export function writeTwentySeconds(
  cloudwatch: CloudWatchState,
  metric: MetricToWrite,
  at: number,
  point: Datapoint,
): void {
  const series = seriesOf(cloudwatch, metric);
  series.twentySeconds ??= noPoints();
  keep(series.twentySeconds, at, point, TWENTY_SECONDS);
  forgetBefore(series.twentySeconds, at - TWENTY_SECONDS_KEPT_SECONDS, TWENTY_SECONDS);
}

/** The 20-second points of a minute as one, without samples where there is none. */
export function twentySecondsOf(cloudwatch: CloudWatchState, metric: MetricToWrite, minute: number): Datapoint {
  const sum: Datapoint = { samples: 0, sum: 0, min: Number.POSITIVE_INFINITY, max: 0 };
  const points = cloudwatch.series[seriesKey(metric.namespace, metric.name, metric.dimensions)]?.twentySeconds;
  if (points)
    eachPeriod(points, TWENTY_SECONDS, minute, minute + MINUTE_SECONDS - 1, (i) => {
      sum.samples += points.samples[i]!;
      sum.sum += points.sum[i]!;
      sum.min = Math.min(sum.min, points.min[i]!);
      sum.max = Math.max(sum.max, points.max[i]!);
    });
  return sum;
}

function seriesOf(cloudwatch: CloudWatchState, metric: MetricToWrite): Series {
  const key = seriesKey(metric.namespace, metric.name, metric.dimensions);
  cloudwatch.series[key] ??= {
    namespace: metric.namespace,
    name: metric.name,
    dimensions: inNameOrder(metric.dimensions),
    unit: metric.unit,
    delaySeconds: metric.delaySeconds,
    minutes: noPoints(),
    fiveMinutes: noPoints(),
  };
  return cloudwatch.series[key];
}

/** A series' points before its first. */
export const noPoints = (): Runs => ({ at: [], count: [], samples: [], sum: [], min: [], max: [] });

/** Adds a point to its period. When a new period begins, the one before is complete and joins an equal neighbour. */
function keep(points: Runs, at: number, point: Datapoint, periodSeconds: number): void {
  if (points.at[points.at.length - 1] !== at) joinLast(points, periodSeconds);
  if (addTo(points, at, point)) points.count.push(1);
}

/** Joins the newest entry with the one before it where that one's next period would be the same point. */
function joinLast(points: Runs, periodSeconds: number): void {
  const last = points.at.length - 1;
  const before = last - 1;
  if (before < 0 || points.at[last] !== lastOf(points, before, periodSeconds) + periodSeconds) return;
  const { samples, sum, min, max } = points;
  if (samples[last] !== samples[before] || sum[last] !== sum[before]) return;
  if (min[last] !== min[before] || max[last] !== max[before]) return;
  points.count[before]! += 1;
  for (const column of columnsOf(points)) column.pop();
}

/** Joins the point with the last period when it is the same one, else appends it and says so. */
function addTo(columns: Columns, at: number, { samples, sum, min, max }: Datapoint): boolean {
  const last = columns.at.length - 1;
  if (columns.at[last] === at) {
    columns.samples[last]! += samples;
    columns.sum[last]! += sum;
    columns.min[last] = Math.min(columns.min[last]!, min);
    columns.max[last] = Math.max(columns.max[last]!, max);
    return false;
  }
  columns.at.push(at);
  columns.samples.push(samples);
  columns.sum.push(sum);
  columns.min.push(min);
  columns.max.push(max);
  return true;
}

function forgetBefore(points: Runs, oldest: number, periodSeconds: number): void {
  if (points.at[0]! >= oldest - FORGET_SECONDS) return;
  let gone = 0;
  while (lastOf(points, gone, periodSeconds) < oldest) gone++;
  for (const column of columnsOf(points)) column.splice(0, gone);
  const periods = Math.max(0, Math.ceil((oldest - points.at[0]!) / periodSeconds));
  points.at[0]! += periods * periodSeconds;
  points.count[0]! -= periods;
}

const columnsOf = (points: Runs): number[][] => [
  points.at,
  points.count,
  points.samples,
  points.sum,
  points.min,
  points.max,
];

/** Index of the first entry at or after `value`; the length when there is none. */
function firstAtOrAfter(sorted: number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
