import type { Load } from "../../contract/index.ts";

/** A row of Locust's statistics. */
export type Stats = Load["stats"][number];

/** Locust lists requests by name, and their sum after them. */
export function byName(stats: Stats[]): Stats[] {
  const named = stats.slice(0, -1).sort((a, b) => compare(a.name, b.name) || compare(a.method, b.method));
  return [...named, ...stats.slice(-1)];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
