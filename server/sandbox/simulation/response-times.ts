import type { Series } from "../world/cloudwatch.ts";
import { type Bins, binOf, type Samples } from "./distribution.ts";

/** More bins than between a millisecond and a minute. */
const BINS_MAX = 200;

/**
 * The samples of a metric of the sandbox's own, with their distribution where it is known: that of response times is the latency
 * model's, a base that every request takes and an exponential rest (`latency.ts`). Simplified: one base and one mean per period.
 */
export function distributed({ name, namespace }: Series, it: Samples): Samples {
  if (name !== "TargetResponseTime" || namespace !== "AWS/ApplicationELB" || it.min <= 0) return it;
  const rest = it.sum / it.samples - it.min;
  const [first, last] = [binOf(it.min), binOf(it.max)];
  if (rest <= 0 || first === last || last - first > BINS_MAX) return it;
  const beyond = (bin: number) => Math.exp(-Math.max(0, 1.1 ** bin - it.min) / rest);
  const bins: Bins = [];
  for (let bin = first; bin <= last; bin++)
    bins.push([bin, it.samples * (beyond(bin) - (bin === last ? 0 : beyond(bin + 1)))]);
  return { ...it, bins };
}
