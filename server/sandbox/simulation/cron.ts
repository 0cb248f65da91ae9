/*
 * The calendar of a cron expression: minutes, hours, day of month, month, day of week, year
 * (application-auto-scaling-user-guide, scheduled-scaling-using-cron-expressions).
 */

/** A date; months from 1. A day beyond the end of its month is one of the next. */
export type Day = { year: number; month: number; day: number };

export type CronCalendar = {
  minutes: number[];
  hours: number[];
  months: number[];
  years: number[];
  /** Whether a day of a month that has so many days is meant; weekdays from 1, Sunday. */
  isDay(day: number, weekday: number, daysInMonth: number): boolean;
};

/** AWS: years that an expression can name. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

type Field = { name: string; min: number; max: number; names?: string[] };

const MINUTE: Field = { name: "minutes", min: 0, max: 59 };
const HOUR: Field = { name: "hours", min: 0, max: 23 };
const DAY_OF_MONTH: Field = { name: "day of month", min: 1, max: 31 };
const MONTH: Field = { name: "month", min: 1, max: 12, names: MONTHS };
const DAY_OF_WEEK: Field = { name: "day of week", min: 1, max: 7, names: WEEKDAYS };
const YEAR: Field = { name: "year", min: FIRST_YEAR, max: LAST_YEAR };

/**
 * Reads what stands in the parentheses of `cron(…)`. AWS: six fields; seven are seconds before them, which are checked and not
 * kept to (testdata/aws/applicationautoscaling/controls.json of radkawar/stackd).
 */
export function parseCron(text: string, problem: (text: string) => Error): CronCalendar {
  const invalid = (position: number, details: string) =>
    problem(
      `Invalid schedule expression. Details: Invalid CRON expression: error at position ${position}, details: ${details}`,
    );
  const fields = text.trim().toUpperCase().split(/\s+/);
  if (fields.length < 6) throw invalid(text.length, "Unexpected end of expression.");
  // The rest in our own words: AWS's are not recorded.
  const cannotRead = (what: string, value: string) =>
    problem(`This sandbox cannot read the ${what} of the cron expression: ${value}`);
  if (fields.length > 7) throw cannotRead("end", fields.slice(7).join(" "));
  const numbers = (value: string, field: Field) => {
    const found = numbersOf(value, field);
    if (!found) throw cannotRead(field.name, value);
    return found;
  };
  if (fields.length === 7) numbers(fields.shift()!, { ...MINUTE, name: "seconds" });
  const [minute, hour, dayOfMonth, month, dayOfWeek, year] = fields as [string, string, string, string, string, string];
  if (dayOfMonth !== "?" && dayOfWeek !== "?")
    throw invalid(0, "Specifying both a day-of-week AND a day-of-month parameter is not supported.");
  if (dayOfMonth === dayOfWeek) throw cannotRead("days", "one of day of month and day of week has to be given.");
  return {
    minutes: numbers(minute, MINUTE),
    hours: numbers(hour, HOUR),
    months: numbers(month, MONTH),
    years: numbers(year, YEAR),
    isDay:
      dayOfWeek === "?"
        ? anyOf(dayOfMonth, (it) => monthDay(it) ?? plain(numbers(it, DAY_OF_MONTH), (day) => day))
        : anyOf(dayOfWeek, (it) => weekDay(it) ?? plain(numbers(it, DAY_OF_WEEK), (_, weekday) => weekday)),
  };
}

/** The first day of the calendar that is not before a date; undefined when no more comes. */
export function nextDay(calendar: CronCalendar, from: Day): Day | undefined {
  for (const year of calendar.years) {
    if (year < from.year) continue;
    for (const month of calendar.months) {
      if (year === from.year && month < from.month) continue;
      const days = daysIn(year, month);
      for (let day = year === from.year && month === from.month ? from.day : 1; day <= days; day++)
        if (calendar.isDay(day, weekdayOf(year, month, day), days)) return { year, month, day };
    }
  }
  return undefined;
}

type IsDay = CronCalendar["isDay"];

function anyOf(text: string, read: (item: string) => IsDay): IsDay {
  const rules = text.split(",").map(read);
  return (...day) => rules.some((rule) => rule(...day));
}

function plain(numbers: number[], pick: (day: number, weekday: number) => number): IsDay {
  const wanted = new Set(numbers);
  return (day, weekday) => wanted.has(pick(day, weekday));
}

/** `L` is the month's last day, `15W` the weekday nearest to the 15th in the same month. */
function monthDay(text: string): IsDay | undefined {
  if (text === "L") return (day, _, days) => day === days;
  const [, date] = /^(\d\d?|L)W$/.exec(text) ?? [];
  if (!date || (date !== "L" && (Number(date) < 1 || Number(date) > 31))) return undefined;
  return (day, weekday, days) => {
    const wanted = date === "L" ? days : Number(date);
    // What weekday the wanted date is, from 1, Sunday.
    const on = ((((weekday - 1 + wanted - day) % 7) + 7) % 7) + 1;
    const saturday = wanted === 1 ? 2 : -1;
    const sunday = wanted === days ? -2 : 1;
    return wanted <= days && day === wanted + (on === 7 ? saturday : on === 1 ? sunday : 0);
  };
}

/** `L` is Saturday, `6L` the month's last Friday, `2#3` its third Monday. */
function weekDay(text: string): IsDay | undefined {
  if (text === "L") return (_, weekday) => weekday === 7;
  const [, name, ordinal] = /^([A-Z1-7]+)(L|#[1-5])$/.exec(text) ?? [];
  const wanted = name === undefined ? undefined : numberOf(name, DAY_OF_WEEK);
  if (wanted === undefined) return undefined;
  if (ordinal === "L") return (day, weekday, days) => weekday === wanted && day > days - 7;
  return (day, weekday) => weekday === wanted && Math.ceil(day / 7) === Number(ordinal!.slice(1));
}

/** The numbers of `*`, `7`, `MON-FRI`, `0/15`, `10-20/2` and lists of these, rising; undefined for anything else. */
function numbersOf(text: string, field: Field): number[] | undefined {
  const found = new Set<number>();
  for (const item of text.split(",")) {
    const [, first, last, step] = /^(\*|[A-Z0-9]+)(?:-([A-Z0-9]+))?(?:\/(\d+))?$/.exec(item) ?? [];
    if (first === undefined || (first === "*" && last !== undefined) || step === "0") return undefined;
    const low = first === "*" ? field.min : numberOf(first, field);
    const open = first === "*" || (last === undefined && step !== undefined);
    const high = open ? field.max : last === undefined ? low : numberOf(last, field);
    if (low === undefined || high === undefined) return undefined;
    // FRI-MON goes over the end of the week.
    const size = high < low ? field.max - field.min + 1 : 0;
    for (let n = low; n <= high + size; n += Number(step ?? 1)) found.add(n > field.max ? n - size : n);
  }
  return [...found].sort((a, b) => a - b);
}

function numberOf(text: string, { names, min, max }: Field): number | undefined {
  const value = /^\d+$/.test(text) ? Number(text) : names?.includes(text) ? names.indexOf(text) + 1 : undefined;
  return value !== undefined && value >= min && value <= max ? value : undefined;
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

const weekdayOf = (year: number, month: number, day: number): number =>
  new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
