import { limits } from "../../limits.ts";
import type { CloudWatchState, CustomColumns, CustomSeries, Dimension } from "../world/cloudwatch.ts";
import type { Millis } from "../world/world.ts";
import { readPeriod, readPoints, seriesKey } from "./datapoints.ts";
import { joined, type Samples } from "./distribution.ts";
import { distributed } from "./response-times.ts";
import { type Statistic, statisticOf } from "./statistics.ts";

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
  point: Samples,
): void {
  cloudwatch.custom ??= {};
  const key = seriesKey(metric.namespace, metric.name, metric.dimensions);
  if (!Object.hasOwn(cloudwatch.custom, key)) cloudwatch.custom[key] = { ...metric, units: {} };
  const { units } = cloudwatch.custom[key]!;
  units[unit] ??= noColumns();
  const columns = units[unit];
  addPoint(columns, at, point);
  while (columns.at.length > limits.customPoints)
    for (const column of [columns.at, columns.samples, columns.sum, columns.min, columns.max, columns.bins ?? []])
      column.shift();
}

export type MetricQuery = { from: Millis; until: Millis; now: Millis; periodSeconds: number };

/**
 * The points of a metric, one list per unit (or of the one asked for), oldest first. `from` and `until` are rounded down to their
 * period (AWS: radkawar/stackd testdata/aws/cloudwatch/metrics.json, `unaligned-start` and `unaligned-end`).
 * A period shorter than what the sandbox itself publishes reads the points that there are (radkawar/stackd
 * testdata/aws/ecs/service_metrics.json).
 */
export function readUnits(
  cloudwatch: CloudWatchState,
  metric: MetricName,
  unit: string | undefined,
  { from, until, now, periodSeconds }: MetricQuery,
): UnitPoints[] {
  const key = seriesKey(metric.namespace, metric.name, metric.dimensions);
  const found: UnitPoints[] = [];
  const series = Object.hasOwn(cloudwatch.series, key) ? cloudwatch.series[key] : undefined;
  if (series && (unit === undefined || unit === series.unit)) {
    const length = Math.max(series.twentySeconds ? 20 : MINUTE_SECONDS, periodSeconds);
    const start = from - (from % (length * 1000));
    const end = until - (until % (length * 1000));
    const columns = readPoints(series, { from: start, until: end, now, periodSeconds: length });
    const points = columns.at.map((at, i) => ({ at, ...distributed(series, sampleAt(columns, i)) }));
    found.push({ unit: series.unit, points });
  }
  const custom = customOf(cloudwatch, key);
  const end = until / 1000 - ((until / 1000) % periodSeconds);
  for (const own in custom?.units)
    if (unit === undefined || unit === own)
      found.push({ unit: own, points: periods(custom.units[own]!, from / 1000, end, periodSeconds) });
  return found;
}

/** The samples of one period, which starts at `at` in epoch seconds. */
export type Point = Samples & { at: number };
type UnitPoints = { unit: string; points: Point[] };

/**
 * The points of a metric, with the units they are in. AWS: units are never added up; where a period has several, the first in
 * alphabetical order answers (radkawar/stackd testdata/aws/cloudwatch/metrics.json, `data-units`).
 */
export function readMetric(
  cloudwatch: CloudWatchState,
  metric: MetricName,
  unit: string | undefined,
  query: MetricQuery,
): { points: Point[]; units: string[] } {
  const found = readUnits(cloudwatch, metric, unit, query).filter(({ points }) => points.length > 0);
  found.sort((a, b) => (a.unit < b.unit ? -1 : 1));
  const byTime = new Map<number, Point>();
  for (const { points } of found) for (const point of points) if (!byTime.has(point.at)) byTime.set(point.at, point);
  const points = found.length === 1 ? found[0]!.points : [...byTime.values()].sort((a, b) => a.at - b.at);
  return { points, units: found.map((it) => it.unit) };
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
  const units = Object.keys(custom.units)
    .filter((own) => unit === undefined || unit === own)
    .sort();
  return (start) => {
    for (const own of units) {
      const [point] = periods(custom.units[own]!, start, start + periodSeconds, periodSeconds);
      const value = point && statisticOf(point, statistic);
      if (point && value !== undefined) return { value, samples: point.samples };
    }
    return undefined;
  };
}

/** Start of the newest point of a published metric, in epoch seconds. */
export const newestPublished = (series: CustomSeries): number =>
  Math.max(...Object.values(series.units).map(({ at }) => at[at.length - 1] ?? 0));

const customOf = (cloudwatch: CloudWatchState, key: string): CustomSeries | undefined =>
  cloudwatch.custom && Object.hasOwn(cloudwatch.custom, key) ? cloudwatch.custom[key] : undefined;

/** The points from `from` on, one per period; all in seconds. */
function periods(columns: CustomColumns, from: number, until: number, periodSeconds: number): Point[] {
  const result: Point[] = [];
  for (let i = firstAtOrAfter(columns.at, from - (from % periodSeconds)); i < columns.at.length; i++) {
    const at = columns.at[i]! - (columns.at[i]! % periodSeconds);
    if (at >= until) break;
    const point = sampleAt(columns, i);
    const last = result[result.length - 1];
    if (last?.at === at) result[result.length - 1] = { at, ...together(last, point) };
    else result.push({ at, ...point });
  }
  return result;
}

const noColumns = (): CustomColumns => ({ at: [], samples: [], sum: [], min: [], max: [] });

function sampleAt(columns: CustomColumns, i: number): Samples {
  const bins = columns.bins?.[i];
  return {
    samples: columns.samples[i]!,
    sum: columns.sum[i]!,
    min: columns.min[i]!,
    max: columns.max[i]!,
    ...(bins && { bins }),
  };
}

function together(a: Samples, b: Samples): Samples {
  const bins = a.min === b.min && a.max === b.max && a.min === a.max ? undefined : joined(a, b);
  return {
    samples: a.samples + b.samples,
    sum: a.sum + b.sum,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    ...(bins && { bins }),
  };
}

/** Puts a point where its instant belongs, joined with the one that is there. */
function addPoint(columns: CustomColumns, start: number, point: Samples): void {
  const i = firstAtOrAfter(columns.at, start);
  const isNew = columns.at[i] !== start;
  const whole = isNew ? point : together(sampleAt(columns, i), point);
  const replaced = isNew ? 0 : 1;
  columns.at.splice(i, replaced, start);
  columns.samples.splice(i, replaced, whole.samples);
  columns.sum.splice(i, replaced, whole.sum);
  columns.min.splice(i, replaced, whole.min);
  columns.max.splice(i, replaced, whole.max);
  if (whole.bins) columns.bins ??= columns.at.map(() => null);
  else if (!columns.bins) return;
  if (columns.bins.length === columns.at.length) columns.bins[i] = whole.bins ?? null;
  else columns.bins.splice(i, 0, whole.bins ?? null);
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
