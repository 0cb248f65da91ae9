import type { Millis } from "../world/world.ts";
import { type CronCalendar, nextDay, parseCron } from "./cron.ts";
import { asUtc, instantOf, type LocalTime, localTimeOf, offsetAt } from "./time-zone.ts";

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
/** More than any clock is put forward at once. */
const LONGEST_JUMP = 180 * MINUTE;
const UNITS: Record<string, Millis> = { minute: MINUTE, hour: 60 * MINUTE, day: DAY };

/** When a scheduled action runs (application-auto-scaling-user-guide, scheduled-scaling-using-cron-expressions). */
export type Schedule =
  | { kind: "at"; local: LocalTime }
  | { kind: "rate"; everyMs: Millis }
  | { kind: "cron"; calendar: CronCalendar };

/** Says in AWS's words, where they are known, why an expression is none. */
export class ScheduleProblem extends Error {}

/** Reads `at(yyyy-mm-ddThh:mm:ss)`, `rate(5 minutes)` or `cron(0 8 * * ? *)`; throws a `ScheduleProblem`. */
export function parseSchedule(expression: string): Schedule {
  const [, kind, body] = /^(at|rate|cron)\((.*)\)$/.exec(expression) ?? [];
  if (kind === "at") return { kind, local: parseAt(body!) };
  if (kind === "cron") return { kind, calendar: parseCron(body!, (text) => new ScheduleProblem(text)) };
  const [, count, unit] = /^(\d+)\s?(minute|hour|day)s?$/.exec(body ?? "") ?? [];
  if (kind === "rate" && unit) return { kind, everyMs: rate(Number(count) * UNITS[unit]!) };
  // AWS: word for word in public reports of CDK users.
  throw new ScheduleProblem(
    "Invalid schedule expression. Details: Schedule expressions must have the following syntax: rate(<number>\\s?(minutes?|hours?|days?)), cron(<cron_expression>) or at(yyyy-MM-dd'T'HH:mm:ss).",
  );
}

/** AWS: recorded for `rate(0 days)` (testdata/aws/applicationautoscaling/controls.json of radkawar/stackd). */
function rate(everyMs: Millis): Millis {
  if (everyMs >= MINUTE) return everyMs;
  throw new ScheduleProblem(
    "Invalid schedule frequency. Run for '1970-01-01T00:00:00.000Z' and '1970-01-01T00:00:00.000Z' are less than 60 seconds apart",
  );
}

/** The parts of an `at(…)` with the names and the ranges in which Joda-Time, AWS's calendar, refuses them. */
const AT_PARTS = [
  ["year", 0, 9999],
  ["monthOfYear", 1, 12],
  ["dayOfMonth", 1, 31],
  ["hourOfDay", 0, 23],
  ["minuteOfHour", 0, 59],
  ["secondOfMinute", 0, 59],
] as const;

/** AWS: recorded for a day that its month does not have (same recording); the others in the words of Joda-Time's own source. */
function parseAt(text: string): LocalTime {
  const invalid = (details: string) =>
    new ScheduleProblem(`Invalid schedule expression. Details: Invalid schedule at DateTime expression: ${details}`);
  const [, ...digits] = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})$/.exec(text) ?? [];
  if (digits.length === 0) throw invalid(malformed(text));
  const values = digits.map(Number);
  for (const [i, [name, min, max]] of AT_PARTS.entries()) {
    const most = name === "dayOfMonth" ? new Date(Date.UTC(values[0]!, values[1]!, 0)).getUTCDate() : max;
    if (values[i]! < min || values[i]! > most)
      throw invalid(`Cannot parse "${text}": Value ${values[i]} for ${name} must be in the range [${min},${most}]`);
  }
  const [year, month, day, hour, minute, second] = values as [number, number, number, number, number, number];
  return { year, month, day, hour, minute, second };
}

/** A digit for every 0; anything else as it is. */
const AT_FORM = "0000-00-00T00:00:00";

function malformed(text: string): string {
  let good = 0;
  while (good < AT_FORM.length && fits(text[good], AT_FORM[good]!)) good++;
  if (good >= text.length) return `Invalid format: "${text}" is too short`;
  return `Invalid format: "${text}"${good === 0 ? "" : ` is malformed at "${text.slice(good)}"`}`;
}

const fits = (char: string | undefined, form: string): boolean =>
  char !== undefined && (form === "0" ? /\d/.test(char) : char === form);

/**
 * The first run after an instant; undefined when there is none. A rate counts from `from`; the others are read in the time zone.
 * A local time that a clock change leaves out is as much later as the clock jumped, one that comes twice is the first of the two.
 */
export function nextRun(schedule: Schedule, timeZone: string, from: Millis, after: Millis): Millis | undefined {
  switch (schedule.kind) {
    case "at": {
      const at = instantOf(schedule.local, timeZone);
      return at > after ? at : undefined;
    }
    case "rate": {
      const passed = Math.max(0, Math.floor((after - from) / schedule.everyMs));
      return from + (passed + 1) * schedule.everyMs;
    }
    case "cron":
      return nextCron(schedule.calendar, timeZone, after);
  }
}

function nextCron(calendar: CronCalendar, timeZone: string, after: Millis): Millis | undefined {
  const now = localTimeOf(after, timeZone);
  const offset = offsetAt(after, timeZone);
  // Local times that are over need no look, unless the clock has just jumped over some of them.
  const over = after - (offset === offsetAt(after - DAY, timeZone) ? 0 : LONGEST_JUMP);
  let day = nextDay(calendar, { year: now.year, month: now.month, day: now.day });
  while (day) {
    for (const hour of calendar.hours)
      for (const minute of calendar.minutes) {
        const local = { ...day, hour, minute, second: 0 };
        if (asUtc(local) - offset <= over) continue;
        const at = instantOf(local, timeZone);
        if (at > after) return at;
      }
    day = nextDay(calendar, { ...day, day: day.day + 1 });
  }
  return undefined;
}
