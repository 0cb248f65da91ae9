import { limits } from "../../limits.ts";
import type { CloudWatchState, Columns, CustomSeries, Dimension } from "../world/cloudwatch.ts";
import type { Millis } from "../world/world.ts";
import { type Datapoint, readPeriod, readPoints, type Statistic, seriesKey } from "./datapoints.ts";

/*
 * Metrics that callers publish, and the one way to read any metric. Published points may come in any order and are readable at
 * once (Simplified: AWS says that it may take minutes, API_PutMetricData).
 */

const MINUTE_SECONDS = 60;

export type MetricName = { namespace: string; name: string; dimensions: Dimension[] };

/** Whether a caller may publish under this name and unit, or whether that would be one metric more than an account may have. */
export function hasRoomFor(cloudwatch: CloudWatchState, streams: { metric: MetricName; unit: string }[]): boolean {
  const custom = cloudwatch.custom ?? {};
  let count = 0;
  for (const key in custom) count += Object.keys(custom[key]!.units).length;
  const fresh = new Set<string>();
  for (const { metric, unit } of streams) {
    const key = seriesKey(metric.namespace, metric.name, metric.dimensions);
    if (!Object.hasOwn(custom, key) || !custom[key]!.units[unit]) fresh.add(`${key}|${unit}`);
  }
  return count + fresh.size <= limits.customMetrics;
}

/** Adds a published point to its second or minute; the oldest points go when there are too many. `at` in epoch seconds. */
export function publishPoint(
  cloudwatch: CloudWatchState,
  metric: MetricName,
  unit: string,
  at: number,
  point: Datapoint,
): void {
  cloudwatch.custom ??= {};
  const key = seriesKey(metric.namespace, metric.name, metric.dimensions);
  if (!Object.hasOwn(cloudwatch.custom, key)) cloudwatch.custom[key] = { ...metric, units: {} };
  const { units } = cloudwatch.custom[key]!;
  units[unit] ??= noColumns();
  const columns = units[unit];
  addPoint(columns, at, point);
  while (columns.at.length > limits.customPoints)
    for (const column of [columns.at, columns.samples, columns.sum, columns.min, columns.max]) column.shift();
}

export type MetricQuery = { from: Millis; until: Millis; now: Millis; periodSeconds: number };

/**
 * The points of a metric, one list per unit (or of the one asked for), oldest first. `from` is rounded down to its period.
 * A period shorter than what the sandbox itself publishes reads the points that there are (radkawar/stackd
 * testdata/aws/ecs/service_metrics.json).
 */
export function readUnits(
  cloudwatch: CloudWatchState,
  metric: MetricName,
  unit: string | undefined,
  { from, until, now, periodSeconds }: MetricQuery,
): { unit: string; points: Columns }[] {
  const key = seriesKey(metric.namespace, metric.name, metric.dimensions);
  const found: { unit: string; points: Columns }[] = [];
  const series = Object.hasOwn(cloudwatch.series, key) ? cloudwatch.series[key] : undefined;
  if (series && (unit === undefined || unit === series.unit)) {
    const length = Math.max(series.twentySeconds ? 20 : MINUTE_SECONDS, periodSeconds);
    const start = from - (from % (length * 1000));
    found.push({ unit: series.unit, points: readPoints(series, { from: start, until, now, periodSeconds: length }) });
  }
  const custom = customOf(cloudwatch, key);
  for (const own in custom?.units)
    if (unit === undefined || unit === own)
      found.push({ unit: own, points: periods(custom.units[own]!, from / 1000, until / 1000, periodSeconds) });
  return found;
}

/** The points of a metric in all its units together. */
export function readMetric(
  cloudwatch: CloudWatchState,
  metric: MetricName,
  unit: string | undefined,
  query: MetricQuery,
): Columns {
  const found = readUnits(cloudwatch, metric, unit, query);
  if (found.length === 1) return found[0]!.points;
  const all = noColumns();
  for (const { points } of found)
    for (let i = 0; i < points.at.length; i++) addPoint(all, points.at[i]!, at(points, i));
  return all;
}

/** A function that gives one statistic of the period that starts at a second, for alarms; `now` in epoch seconds. */
export function periodReader(
  cloudwatch: CloudWatchState,
  metric: MetricName,
  { unit, periodSeconds, statistic, now }: { unit?: string; periodSeconds: number; statistic: Statistic; now: number },
): (start: number) => { value: number; samples: number } | undefined {
  const key = seriesKey(metric.namespace, metric.name, metric.dimensions);
  const series = cloudwatch.series[key];
  if (series)
    return (start) =>
      unit === undefined || unit === series.unit ? readPeriod(series, start, periodSeconds, now, statistic) : undefined;
  const custom = customOf(cloudwatch, key);
  if (!custom) return () => undefined;
  return (start) => {
    const total: Datapoint = { samples: 0, sum: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };
    for (const own in custom.units) {
      if (unit !== undefined && unit !== own) continue;
      const columns = custom.units[own]!;
      for (let i = firstAtOrAfter(columns.at, start); columns.at[i]! < start + periodSeconds; i++)
        join(total, at(columns, i));
    }
    return total.samples > 0 ? { value: aggregateOf(total, statistic), samples: total.samples } : undefined;
  };
}

/** Start of the newest point of a published metric, in epoch seconds. */
export const newestPublished = (series: CustomSeries): number =>
  Math.max(...Object.values(series.units).map(({ at }) => at[at.length - 1] ?? 0));

const customOf = (cloudwatch: CloudWatchState, key: string): CustomSeries | undefined =>
  cloudwatch.custom && Object.hasOwn(cloudwatch.custom, key) ? cloudwatch.custom[key] : undefined;

function periods(columns: Columns, from: number, until: number, periodSeconds: number): Columns {
  const result = noColumns();
  for (let i = firstAtOrAfter(columns.at, from - (from % periodSeconds)); i < columns.at.length; i++) {
    const start = columns.at[i]! - (columns.at[i]! % periodSeconds);
    if (start >= until) break;
    addPoint(result, start, at(columns, i));
  }
  return result;
}

const noColumns = (): Columns => ({ at: [], samples: [], sum: [], min: [], max: [] });

const at = (columns: Columns, i: number): Datapoint => ({
  samples: columns.samples[i]!,
  sum: columns.sum[i]!,
  min: columns.min[i]!,
  max: columns.max[i]!,
});

/** Puts a point where its instant belongs, joined with the one that is there. */
function addPoint(columns: Columns, start: number, point: Datapoint): void {
  const i = firstAtOrAfter(columns.at, start);
  if (columns.at[i] !== start) {
    columns.at.splice(i, 0, start);
    columns.samples.splice(i, 0, point.samples);
    columns.sum.splice(i, 0, point.sum);
    columns.min.splice(i, 0, point.min);
    columns.max.splice(i, 0, point.max);
    return;
  }
  columns.samples[i]! += point.samples;
  columns.sum[i]! += point.sum;
  columns.min[i] = Math.min(columns.min[i]!, point.min);
  columns.max[i] = Math.max(columns.max[i]!, point.max);
}

function join(to: Datapoint, { samples, sum, min, max }: Datapoint): void {
  to.samples += samples;
  to.sum += sum;
  to.min = Math.min(to.min, min);
  to.max = Math.max(to.max, max);
}

function aggregateOf({ samples, sum, min, max }: Datapoint, statistic: Statistic): number {
  return { Average: sum / samples, Sum: sum, Minimum: min, Maximum: max, SampleCount: samples }[statistic];
}

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
