import { binsOf, type Piece, pieces, type Samples } from "./distribution.ts";

/*
 * Statistics of the samples of a period: the five that sums and extremes give, and those that need single values (percentiles,
 * trimmed means, counts and sums, winsorized means, percentile ranks; amazon-cloudwatch-user-guide, Statistics-definitions).
 */

export type BasicStatistic = "Average" | "Sum" | "Minimum" | "Maximum" | "SampleCount";

/** A statistic by AWS's name: a basic one, or one such as `p90`, `tm95`, `TC(2:10)`, `PR(:300)` or `IQM`. */
export type Statistic = string;

const BASIC: Record<BasicStatistic, (it: Samples) => number> = {
  Average: ({ sum, samples }) => sum / samples,
  Sum: ({ sum }) => sum,
  Minimum: ({ min }) => min,
  Maximum: ({ max }) => max,
  SampleCount: ({ samples }) => samples,
};

type Kind = "p" | "TM" | "TC" | "TS" | "WM" | "PR";
/** Bounds in percent of the samples or, else, in the metric's unit. */
type Extended = { kind: Kind; low: number; high: number; percent: boolean };

/** AWS: at most ten decimals (recorded, statistics.json). */
const NUMBER = String.raw`(\d+(?:\.\d{0,10})?|\.\d{1,10})`;
const SHORT = new RegExp(`^(p|tm|tc|ts|wm)${NUMBER}$`);
const LONG = new RegExp(`^(TM|TC|TS|WM|PR)\\(${NUMBER}?(%?):${NUMBER}?(%?)\\)$`);

const known = new Map<string, Extended | undefined>();

/** Whether that is a statistic that needs single values. */
export const isExtendedStatistic = (name: string): boolean => extendedOf(name) !== undefined;

function extendedOf(name: string): Extended | undefined {
  if (known.has(name)) return known.get(name);
  if (known.size > 1_000) known.clear(); // names come from outside
  const found = parse(name);
  known.set(name, found);
  return found;
}

function parse(name: string): Extended | undefined {
  if (name === "IQM") return { kind: "TM", low: 25, high: 75, percent: true };
  const [, short, limit] = SHORT.exec(name) ?? [];
  if (short) {
    const high = Number(limit);
    if (high > 100 || (short !== "p" && high === 0)) return undefined;
    return { kind: short === "p" ? "p" : (short.toUpperCase() as Kind), low: 0, high, percent: true };
  }
  const [, kind, from, fromSign, to, toSign] = LONG.exec(name) ?? [];
  if (!kind || (from === undefined && to === undefined)) return undefined;
  const signs = [from !== undefined ? fromSign : undefined, to !== undefined ? toSign : undefined];
  const percent = signs.includes("%");
  if ((percent && signs.includes("")) || (percent && kind === "PR") || (from === undefined && fromSign))
    return undefined;
  if (to === undefined && toSign) return undefined;
  const low = from === undefined ? (percent ? 0 : Number.NEGATIVE_INFINITY) : Number(from);
  const high = to === undefined ? (percent ? 100 : Number.POSITIVE_INFINITY) : Number(to);
  return low > high || (percent && high > 100) ? undefined : { kind: kind as Kind, low, high, percent };
}

/** A statistic of the samples; undefined where they do not tell it, or for a name that is none. */
export function statisticOf(it: Samples, name: Statistic): number | undefined {
  if (Object.hasOwn(BASIC, name)) return BASIC[name as BasicStatistic](it);
  const extended = extendedOf(name);
  return extended && extendedStatistic(it, extended);
}

/** AWS: the extremes are always known; what lies between them only of values that are not negative (recorded, metrics.json). */
function extendedStatistic(it: Samples, { kind, low, high, percent }: Extended): number | undefined {
  if (kind === "p" && (high === 0 || high === 100)) return high === 0 ? it.min : it.max;
  const bins = it.min < 0 ? undefined : binsOf(it);
  if (!bins || it.samples < 1) return undefined;
  const all = pieces(bins, it);
  if (kind === "p") return percentile(all, it, high);
  if (kind === "PR") return ((below(all, high) - below(all, low)) / it.samples) * 100;
  const [from, to] = percent
    ? [(low / 100) * it.samples, (high / 100) * it.samples]
    : [below(all, low), below(all, high)];
  return trimmed(kind, all, it, from, to);
}

function percentile(all: Piece[], { min, max, samples }: Samples, percent: number): number | undefined {
  const wanted = (percent / 100) * samples;
  let before = 0;
  for (const { low, high, count } of all) {
    if (wanted <= before + count) {
      const value = low === high ? low : Math.exp(Math.log(low) + Math.log(high / low) * ((wanted - before) / count));
      return Math.max(min, Math.min(max, value));
    }
    before += count;
  }
  return undefined;
}

/** How many samples lie at or below a value, straight within its bin. */
const below = (all: Piece[], value: number): number =>
  all.reduce((sum, { low, high, count }) => {
    if (value >= high) return sum + count;
    return value > low ? sum + (count * (value - low)) / (high - low) : sum;
  }, 0);

/**
 * Mean, count or sum of the samples between two ranks; a winsorized mean puts the edges in the place of what lies outside.
 * Observed: a whole bin stands for its geometric middle, the first and the last one for the middle of what is left of them.
 */
function trimmed(
  kind: Kind,
  all: Piece[],
  { samples, min, max }: Samples,
  from: number,
  to: number,
): number | undefined {
  if (kind === "TC") return to - from;
  const kept: (Piece & { left: number; right: number })[] = [];
  let before = 0;
  for (const { low, high, count } of all) {
    const [first, last] = [Math.max(before, from), Math.min(before + count, to)];
    const at = (rank: number) => low + ((high - low) * (rank - before)) / count;
    if (last > first) kept.push({ low, high, count: last - first, left: at(first), right: at(last) });
    before += count;
  }
  const total = kept.reduce((sum, { low, high, count, left, right }, i) => {
    const inner = i > 0 && i < kept.length - 1;
    return sum + count * (inner ? Math.sqrt(low * high) : (left + right) / 2);
  }, 0);
  if (kind === "TS") return total;
  if (kind === "TM") return to > from ? total / (to - from) : undefined;
  const edges = [kept[0]?.high ?? min, kept.at(-1)?.high ?? max] as const;
  return (total + from * edges[0] + (samples - to) * edges[1]) / samples;
}
