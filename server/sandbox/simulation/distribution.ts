/*
 * How single values are kept, so that percentiles can be told of them. CloudWatch answers percentiles that no sample has; bins
 * that each end 10 % above the one before, with geometric interpolation, give its recorded numbers to the last digit
 * (radkawar/stackd testdata/aws/cloudwatch/metrics.json and statistics.json).
 */

/** Samples by bin, in the order of their values: bin i holds values from 1.1^i on. Values below 0 are in none. */
export type Bins = [bin: number, count: number][];

/** What is known of the samples of a period. Without `bins`, only what their sums and extremes tell. */
export type Samples = { samples: number; sum: number; min: number; max: number; bins?: Bins };

const RATIO = 1.1;
/** Zero has no logarithm: a bin of its own, below all others. */
const ZERO = -8_000;
/** Observed: everything smaller shares this bin (extreme_bin_boundaries.json of the same recordings). */
const LOWEST = -7_000;

export const binOf = (value: number): number =>
  value === 0 ? ZERO : Math.max(LOWEST, Math.floor(Math.log(value) / Math.log(RATIO)));

/** Values with their counts, as bins. */
export function binned(values: readonly [value: number, count: number][]): Bins {
  const counts = new Map<number, number>();
  for (const [value, count] of values) if (value >= 0) add(counts, binOf(value), count);
  return sorted(counts);
}

/** The bins of two periods together; undefined where those of one are unknown. */
export function joined(a: Samples, b: Samples): Bins | undefined {
  const [one, other] = [binsOf(a), binsOf(b)];
  if (!one || !other) return undefined;
  const counts = new Map(one);
  for (const [bin, count] of other) add(counts, bin, count);
  return sorted(counts);
}

/**
 * AWS: of a statistic set percentiles are known where it stands for one value, once or many times (API_PutMetricData,
 * "Percentiles").
 */
export function binsOf({ samples, sum, min, max, bins }: Samples): Bins | undefined {
  if (bins) return bins;
  if (samples === 0) return [];
  const single = min === max && Math.abs(sum - min * samples) <= 1e-9 * Math.abs(sum);
  return single ? binned([[min, samples]]) : undefined;
}

export type Piece = { low: number; high: number; count: number };

/** The bins as ranges of values, cut off at the smallest and greatest sample. */
export const pieces = (bins: Bins, { min, max }: Samples): Piece[] =>
  bins
    .filter(([, count]) => count > 0)
    .map(([bin, count]) =>
      bin === ZERO
        ? { low: 0, high: 0, count }
        : { low: Math.max(min, RATIO ** bin), high: Math.min(max, RATIO ** (bin + 1)), count },
    );

function add(counts: Map<number, number>, bin: number, count: number): void {
  counts.set(bin, (counts.get(bin) ?? 0) + count);
}

const sorted = (counts: Map<number, number>): Bins => [...counts].sort(([a], [b]) => a - b);
