import type { Millis } from "../world/world.ts";

/** A reading of a wall clock; months from 1. */
export type LocalTime = { year: number; month: number; day: number; hour: number; minute: number; second: number };

/** One formatter takes a millisecond to make. A few of the latest are kept. */
const clocks = new Map<string, Intl.DateTimeFormat>();
const CLOCKS_MAX = 100;

/** Whether AWS would know a time zone of this name: IANA's names, in their own upper and lower case (API_PutScheduledAction). */
export function isTimeZone(name: string): boolean {
  try {
    const known = clockOf(name).resolvedOptions().timeZone;
    return known === name || known.toLowerCase() !== name.toLowerCase();
  } catch {
    return false;
  }
}

/** What a clock in the time zone shows at an instant. */
export function localTimeOf(at: Millis, timeZone: string): LocalTime {
  if (timeZone === "UTC") return utcTimeOf(at);
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of clockOf(timeZone).formatToParts(at)) parts[type] = value;
  return {
    year: Number(parts.year),
    month: Number(parts.month),
    day: Number(parts.day),
    hour: Number(parts.hour),
    minute: Number(parts.minute),
    second: Number(parts.second),
  };
}

/**
 * When a clock in the time zone shows this. Of two such instants the first; a time that the clock jumps over counts as if it had
 * not jumped yet.
 */
export function instantOf(local: LocalTime, timeZone: string): Millis {
  const shown = asUtc(local);
  if (timeZone === "UTC") return shown;
  // A clock changes at most once from a day before to a day after.
  const [before, after] = [offsetAt(shown - DAY, timeZone), offsetAt(shown + DAY, timeZone)];
  const early = shown - Math.max(before, after);
  const late = shown - Math.min(before, after);
  const reads = (at: Millis) => asUtc(localTimeOf(at, timeZone)) === shown;
  if (reads(early)) return early;
  return reads(late) ? late : shown - before;
}

const DAY = 86_400_000;

/** How far a clock in the time zone is before UTC at an instant. */
export const offsetAt = (at: Millis, timeZone: string): Millis =>
  timeZone === "UTC" ? 0 : asUtc(localTimeOf(at, timeZone)) - Math.floor(at / 1_000) * 1_000;

function utcTimeOf(at: Millis): LocalTime {
  const date = new Date(at);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

/** The instant at which a clock in UTC shows this. */
export const asUtc = ({ year, month, day, hour, minute, second }: LocalTime): Millis =>
  Date.UTC(year, month - 1, day, hour, minute, second);

function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "gregory",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    if (clocks.size >= CLOCKS_MAX) clocks.clear();
    clocks.set(timeZone, clock);
  }
  return clock;
}
