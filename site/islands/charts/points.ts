import { formatAccountTime, formatNumber } from "../../client/format.ts";
import { valueAt } from "./history.ts";
import type { Quantity } from "./LineChart.tsx";

/** The instants between `from` and `to` at which one of the quantities has a value, each once, in order. */
export function instantsOf(quantities: Quantity[], from: number, to: number): number[] {
  const all = new Set<number>();
  for (const { at, values } of quantities) {
    for (let i = 0; i < at.length; i++) {
      if (at[i]! >= from && at[i]! <= to && values[i] !== null) all.add(at[i]!);
    }
  }
  return [...all].sort((a, b) => a - b);
}

/** `10:05:00: users 600, requests/s 96`. What has no value at this instant is left out. */
export function readingAt(quantities: Quantity[], unit: string, when: number): string {
  const told = quantities.flatMap(({ label, at, values, stepped }) => {
    const value = stepped ? valueAt(at, values as number[], when) : values[at.indexOf(when)];
    return value === undefined || value === null ? [] : [`${label} ${formatNumber(value)}${unit}`];
  });
  return `${formatAccountTime(when)}: ${told.join(", ")}`;
}

/** The instant of `all` that is nearest to `when`. */
export function nearest(all: number[], when: number): number | undefined {
  let best: number | undefined;
  for (const at of all) if (best === undefined || Math.abs(at - when) < Math.abs(best - when)) best = at;
  return best;
}
