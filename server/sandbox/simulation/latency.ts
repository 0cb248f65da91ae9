/*
 * How long requests take. Simplified: M/M/1 processor sharing per task (queueing theory), so that beyond a fixed base the time
 * in the system is exponential: median = base + 0.69 of the rest, p95 = base + 3 times the rest. Modelled numbers, no promise.
 */

const FIRST_BOUND_MS = 2;
const RATIO = 1.2;
const BUCKETS = 58;

/** AWS: an Application Load Balancer gives up after its idle timeout, 60 s by default (API_LoadBalancerAttribute). */
export const TIMEOUT_MS = 60_000;

/** Upper bounds of the latency buckets in milliseconds: each 1.2 times the one before, from 2 ms to over 60 s. */
export const LATENCY_BOUNDS_MS: readonly number[] = Array.from(
  { length: BUCKETS },
  (_, i) => FIRST_BOUND_MS * RATIO ** i,
);

/** Latency of requests: a base that every request takes, and an exponential rest with this mean; cut off at the timeout. */
export type Latency = { baseMs: number; restMs: number };

/** The latency below which this share of the requests stays, at most the timeout. */
export const quantileMs = ({ baseMs, restMs }: Latency, share: number): number =>
  Math.min(TIMEOUT_MS, baseMs - restMs * Math.log(1 - share));

/** The share of requests that are slower than the timeout. */
export const shareBeyondTimeout = ({ baseMs, restMs }: Latency): number =>
  restMs <= 0 || baseMs >= TIMEOUT_MS ? (baseMs >= TIMEOUT_MS ? 1 : 0) : Math.exp(-(TIMEOUT_MS - baseMs) / restMs);

/** The mean with everything beyond the timeout counted as the timeout. */
export const meanMs = (latency: Latency): number =>
  Math.min(TIMEOUT_MS, latency.baseMs + latency.restMs * (1 - shareBeyondTimeout(latency)));

/** The share of requests that falls into each bucket; the shares add up to 1. */
export function bucketShares({ baseMs, restMs }: Latency): number[] {
  const below = (ms: number) => (ms <= baseMs ? 0 : restMs <= 0 ? 1 : 1 - Math.exp(-(ms - baseMs) / restMs));
  let before = 0;
  return LATENCY_BOUNDS_MS.map((bound, i) => {
    const until = i === BUCKETS - 1 ? 1 : below(bound);
    const share = until - before;
    before = until;
    return share;
  });
}

/** The latency below which `share` of the counted requests stayed, straight within its bucket; undefined without requests. */
export function percentileMs(buckets: readonly number[], share: number): number | undefined {
  const total = buckets.reduce((sum, it) => sum + it, 0);
  if (total === 0) return undefined;
  let before = 0;
  for (let i = 0; i < buckets.length; i++) {
    const count = buckets[i]!;
    if (count > 0 && before + count >= total * share) {
      const low = i === 0 ? 0 : LATENCY_BOUNDS_MS[i - 1]!;
      return Math.min(TIMEOUT_MS, low + ((total * share - before) / count) * (LATENCY_BOUNDS_MS[i]! - low));
    }
    before += count;
  }
  return TIMEOUT_MS;
}
