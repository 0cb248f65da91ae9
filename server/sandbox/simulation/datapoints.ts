import { limits } from "../../limits.ts";
import type { CloudWatchState, Columns, Dimension, Series } from "../world/cloudwatch.ts";
import type { Millis } from "../world/world.ts";

const MINUTE_SECONDS = 60;
const FIVE_MINUTES_SECONDS = 300;
/**
 * Simplified: AWS keeps 1-minute points for 15 days and 5-minute points for 63 (CloudWatch concepts, metrics retention); a
 * sandbox account keeps 24 hours and 15 days, so that it stays small.
 */
const MINUTES_KEPT_SECONDS = limits.minutePoints * MINUTE_SECONDS;
const FIVE_MINUTES_KEPT_SECONDS = limits.fiveMinutePoints * FIVE_MINUTES_SECONDS;
/** What is too old goes an hour at a time: taking one entry off the front of long columns every minute costs more than living it. */
const FORGET_SECONDS = 3_600;

export type Statistic = "Average" | "Sum" | "Minimum" | "Maximum" | "SampleCount";

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
export function statistic(columns: Columns, index: number, name: Statistic): number {
  switch (name) {
    case "Average":
      return columns.sum[index]! / columns.samples[index]!;
    case "Sum":
      return columns.sum[index]!;
    case "Minimum":
      return columns.min[index]!;
    case "Maximum":
      return columns.max[index]!;
    case "SampleCount":
      return columns.samples[index]!;
  }
}

/** All instants in epoch milliseconds; `from` belongs to the range, `until` does not. */
export type PointsQuery = {
  from: Millis;
  until: Millis;
  /** Points that CloudWatch would not have published by then are left out. */
  now: Millis;
  /** Length of a period, a multiple of 60; 60 when absent. Periods start at multiples of it. */
  periodSeconds?: number;
};

/** The points of a series that can be read now, oldest first, one entry per period with data; `at` in epoch seconds. */
export function readPoints(series: Series, { from, until, now, periodSeconds = MINUTE_SECONDS }: PointsQuery): Columns {
  const result = emptyColumns();
  const visibleUntil = now / 1000 - MINUTE_SECONDS - series.delaySeconds;
  const { minutes, fiveMinutes: five } = series;
  const firstMinute = minutes.at[0] ?? Number.POSITIVE_INFINITY;
  let minutesFrom = from / 1000 - ((from / 1000) % periodSeconds);
  if (periodSeconds % FIVE_MINUTES_SECONDS === 0) {
    // What is older than the minutes kept is read from five-minute points, up to the one that holds the first minute.
    for (let i = 0; i < five.at.length && five.at[i]! < firstMinute; i++) {
      const end = five.at[i]! + FIVE_MINUTES_SECONDS;
      if (end - MINUTE_SECONDS > visibleUntil) break;
      addIfInRange(result, five, i, from / 1000, until / 1000, periodSeconds);
      minutesFrom = Math.max(minutesFrom, end);
    }
  }
  for (let i = firstAtOrAfter(minutes.at, minutesFrom); i < minutes.at.length; i++) {
    if (minutes.at[i]! > visibleUntil) break;
    addIfInRange(result, minutes, i, from / 1000, until / 1000, periodSeconds);
  }
  return result;
}

/** Adds the point to the period it belongs to, when that period starts inside the range. */
function addIfInRange(to: Columns, points: Columns, i: number, from: number, until: number, periodSeconds: number) {
  const start = points.at[i]! - (points.at[i]! % periodSeconds);
  if (start >= from && start < until)
    addTo(to, start, points.samples[i]!, points.sum[i]!, points.min[i]!, points.max[i]!);
}

/** One period's aggregate, in `statistic`'s terms; undefined where no point of it can be read at `now` (epoch seconds). */
export function readPeriod(
  series: Series,
  start: number,
  periodSeconds: number,
  now: number,
  name: Statistic,
): { value: number; samples: number } | undefined {
  const points = series.minutes;
  const visibleUntil = now - MINUTE_SECONDS - series.delaySeconds;
  let samples = 0;
  let sum = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = firstAtOrAfter(points.at, start); i < points.at.length; i++) {
    if (points.at[i]! >= start + periodSeconds || points.at[i]! > visibleUntil) break;
    samples += points.samples[i]!;
    sum += points.sum[i]!;
    min = Math.min(min, points.min[i]!);
    max = Math.max(max, points.max[i]!);
  }
  if (samples === 0) return undefined;
  const values = { Average: sum / samples, Sum: sum, Minimum: min, Maximum: max, SampleCount: samples };
  return { value: values[name], samples };
}

/** One datapoint of a minute, before it is published. */
export type Datapoint = { samples: number; sum: number; min: number; max: number };

/** Appends the minute that starts at `at` (epoch seconds) to its series, which is made at its first point. */
export function writePoint(
  cloudwatch: CloudWatchState,
  metric: { namespace: string; name: string; dimensions: Dimension[]; unit: string; delaySeconds: number },
  at: number,
  point: Datapoint,
): void {
  const key = seriesKey(metric.namespace, metric.name, metric.dimensions);
  cloudwatch.series[key] ??= {
    namespace: metric.namespace,
    name: metric.name,
    dimensions: inNameOrder(metric.dimensions),
    unit: metric.unit,
    delaySeconds: metric.delaySeconds,
    minutes: emptyColumns(),
    fiveMinutes: emptyColumns(),
  };
  const { minutes, fiveMinutes } = cloudwatch.series[key];
  addTo(minutes, at, point.samples, point.sum, point.min, point.max);
  addTo(fiveMinutes, at - (at % FIVE_MINUTES_SECONDS), point.samples, point.sum, point.min, point.max);
  forgetBefore(minutes, at - MINUTES_KEPT_SECONDS);
  forgetBefore(fiveMinutes, at - FIVE_MINUTES_KEPT_SECONDS);
}

const emptyColumns = (): Columns => ({ at: [], samples: [], sum: [], min: [], max: [] });

/** Joins the point with the last period when it is the same one, else appends it. */
function addTo(columns: Columns, at: number, samples: number, sum: number, min: number, max: number): void {
  const last = columns.at.length - 1;
  if (columns.at[last] === at) {
    columns.samples[last]! += samples;
    columns.sum[last]! += sum;
    columns.min[last] = Math.min(columns.min[last]!, min);
    columns.max[last] = Math.max(columns.max[last]!, max);
    return;
  }
  columns.at.push(at);
  columns.samples.push(samples);
  columns.sum.push(sum);
  columns.min.push(min);
  columns.max.push(max);
}

function forgetBefore(columns: Columns, oldest: number): void {
  if (columns.at[0]! >= oldest - FORGET_SECONDS) return;
  const count = firstAtOrAfter(columns.at, oldest);
  for (const column of [columns.at, columns.samples, columns.sum, columns.min, columns.max]) column.splice(0, count);
}

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
