const SECONDS: Record<string, number> = { "": 1, s: 1, m: 60, h: 3_600, d: 86_400 };

/** Seconds of a length of time as coreutils reads it: `30`, `1.5m`, `2h`, `infinity`. Undefined where it is none. */
export function secondsOf(text: string | undefined): number | undefined {
  if (text === "infinity" || text === "inf") return Number.POSITIVE_INFINITY;
  const [, count, unit] = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text ?? "") ?? [];
  return count === undefined ? undefined : Number(count) * SECONDS[unit ?? ""]!;
}
