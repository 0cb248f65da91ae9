import { expect, test } from "vitest";
import { nextRun, parseSchedule } from "../../server/sandbox/simulation/schedule-expression.ts";
import { firstRun } from "../../server/sandbox/simulation/scheduled-actions.ts";
import { instantOf, isTimeZone } from "../../server/sandbox/simulation/time-zone.ts";
import type { ScheduledAction } from "../../server/sandbox/world/scaling.ts";

const never: ScheduledAction = { name: "never", arn: "arn", createdAt: 0, from: 0, schedule: "" };

/** When an expression runs next after an instant, as ISO text without milliseconds; undefined when never again. */
function next(expression: string, after: string, timeZone = "UTC"): string | undefined {
  const at = nextRun(parseSchedule(expression), timeZone, Date.parse(after), Date.parse(after));
  return at === undefined ? undefined : new Date(at).toISOString().replace(".000Z", "Z");
}

// 2026-11-24 is a Tuesday.
test.each([
  ["cron(0 12 * * ? *)", "2026-11-24T11:59:59Z", "2026-11-24T12:00:00Z"],
  ["cron(0 12 * * ? *)", "2026-11-24T12:00:00Z", "2026-11-25T12:00:00Z"],
  ["cron(0/15 * * * ? *)", "2026-11-24T12:46:00Z", "2026-11-24T13:00:00Z"],
  ["cron(*/20 8-10 * * ? *)", "2026-11-24T10:40:00Z", "2026-11-25T08:00:00Z"],
  ["cron(0 18 ? * MON-FRI *)", "2026-11-27T18:00:00Z", "2026-11-30T18:00:00Z"],
  ["cron(0 18 ? * 2,4 *)", "2026-11-24T18:00:00Z", "2026-11-25T18:00:00Z"],
  ["cron(0 0 ? * sat-sun *)", "2026-11-24T00:00:00Z", "2026-11-28T00:00:00Z"],
  ["cron(30 6 1 JAN,JUL ? *)", "2026-11-24T00:00:00Z", "2027-01-01T06:30:00Z"],
  ["cron(0 0 L * ? *)", "2027-02-01T00:00:00Z", "2027-02-28T00:00:00Z"],
  ["cron(0 0 29 2 ? *)", "2026-11-24T00:00:00Z", "2028-02-29T00:00:00Z"],
  // The 15th of November 2026 is a Sunday, the 1st of August 2026 a Saturday, the 31st of January 2027 a Sunday.
  ["cron(0 0 15W * ? *)", "2026-11-01T00:00:00Z", "2026-11-16T00:00:00Z"],
  ["cron(0 0 1W 8 ? 2026)", "2026-07-01T00:00:00Z", "2026-08-03T00:00:00Z"],
  ["cron(0 0 LW 1 ? 2027)", "2026-12-31T00:00:00Z", "2027-01-29T00:00:00Z"],
  ["cron(0 0 ? * 6L *)", "2026-11-01T00:00:00Z", "2026-11-27T00:00:00Z"],
  ["cron(0 0 ? * MON#3 *)", "2026-11-17T00:00:00Z", "2026-12-21T00:00:00Z"],
  ["cron(0 0 1 1 ? 2030-2032/2)", "2030-01-01T00:00:00Z", "2032-01-01T00:00:00Z"],
  ["cron(0 0 1 1 ? 2026)", "2026-11-24T00:00:00Z", undefined],
  ["cron(0 0 30 2 ? *)", "2026-11-24T00:00:00Z", undefined],
  // Seven fields are taken, and still no second but the first is meant.
  ["cron(30 0 12 * * ? *)", "2026-11-24T12:00:00Z", "2026-11-25T12:00:00Z"],
  ["at(2026-11-24T12:34:56)", "2026-11-24T12:34:55Z", "2026-11-24T12:34:56Z"],
  ["at(2001-01-01T00:00:00)", "2026-11-24T00:00:00Z", undefined],
  ["rate(5 minutes)", "2026-11-24T12:34:56Z", "2026-11-24T12:39:56Z"],
  ["rate(1 days)", "2026-11-24T12:34:56Z", "2026-11-25T12:34:56Z"],
])("%s after %s: %s", (expression, after, expected) => {
  expect(next(expression, after)).toBe(expected);
});

test.each([
  ["at(2026-11-24T12:00:00)", "America/New_York", "2026-11-24T00:00:00Z", "2026-11-24T17:00:00Z"],
  ["cron(0 9 * * ? *)", "Asia/Tokyo", "2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z"],
  ["cron(0 9 * * ? *)", "Asia/Tokyo", "2026-11-23T23:59:59Z", "2026-11-24T00:00:00Z"],
  // Berlin puts its clock back on 2026-10-25: eight in the evening is six in UTC before it and seven after it.
  ["cron(0 20 * * ? *)", "Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-24T18:00:00Z"],
  ["cron(0 20 * * ? *)", "Europe/Berlin", "2026-10-25T12:00:00Z", "2026-10-25T19:00:00Z"],
  // Half past two comes twice then: the first counts, and it runs once.
  ["cron(30 2 * * ? *)", "Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T00:30:00Z"],
  ["cron(30 2 * * ? *)", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"],
  // On 2027-03-28 half past two is left out: it runs at half past three, an hour after half past one.
  ["cron(30 2 * * ? *)", "Europe/Berlin", "2027-03-27T12:00:00Z", "2027-03-28T01:30:00Z"],
  ["cron(30 2 * * ? *)", "Europe/Berlin", "2027-03-28T01:00:00Z", "2027-03-28T01:30:00Z"],
])("%s in %s after %s: %s", (expression, timeZone, after, expected) => {
  expect(next(expression, after, timeZone)).toBe(expected);
});

test("a rate beyond all calendars has no next run that could be told", () => {
  expect(next("rate(5 days)", "2026-11-24T00:00:00Z")).toBe("2026-11-29T00:00:00Z");
  expect(firstRun({ ...never, schedule: "rate(99999999999999 days)" }, 0)).toBeUndefined();
  expect(firstRun({ ...never, schedule: `rate(${"9".repeat(400)} days)` }, 0)).toBeUndefined();
});

test("every hour of two days in which clocks change is met once", () => {
  for (const start of ["2026-10-24T12:00:00Z", "2027-03-27T12:00:00Z"]) {
    const runs: number[] = [];
    let after = Date.parse(start);
    while (after < Date.parse(start) + 86_400_000) {
      after = nextRun(parseSchedule("cron(0 * * * ? *)"), "Europe/Berlin", 0, after)!;
      runs.push(after);
    }
    expect(new Set(runs).size).toBe(runs.length);
    expect(runs).toEqual([...runs].sort((a, b) => a - b));
  }
});

test("an instant that a clock shows is found from what it shows", () => {
  const local = { year: 2026, month: 7, day: 1, hour: 0, minute: 30, second: 15 };

  expect(instantOf(local, "Asia/Kolkata")).toBe(Date.parse("2026-06-30T19:00:15Z"));
  expect(instantOf(local, "Pacific/Auckland")).toBe(Date.parse("2026-06-30T12:30:15Z"));
});

test.each([
  ["Europe/Berlin", true],
  ["UTC", true],
  ["US/Pacific", true],
  ["europe/berlin", false],
  ["Mars/Olympus", false],
  ["", false],
])("%s is a time zone: %s", (name, known) => {
  expect(isTimeZone(name)).toBe(known);
});

const SYNTAX =
  "Invalid schedule expression. Details: Schedule expressions must have the following syntax: rate(<number>\\s?(minutes?|hours?|days?)), cron(<cron_expression>) or at(yyyy-MM-dd'T'HH:mm:ss).";
const cron = (details: string) => `Invalid schedule expression. Details: Invalid CRON expression: ${details}`;
const at = (details: string) =>
  `Invalid schedule expression. Details: Invalid schedule at DateTime expression: ${details}`;

test.each([
  ["0 12 * * ? *", SYNTAX],
  ["rate(5 weeks)", SYNTAX],
  ["rate(-1 days)", SYNTAX],
  ["cron 0 12", SYNTAX],
  [
    "rate(0 minutes)",
    "Invalid schedule frequency. Run for '1970-01-01T00:00:00.000Z' and '1970-01-01T00:00:00.000Z' are less than 60 seconds apart",
  ],
  ["cron(0 1 * * ?)", cron("error at position 9, details: Unexpected end of expression.")],
  [
    "cron(0 1 * * * *)",
    cron("error at position 0, details: Specifying both a day-of-week AND a day-of-month parameter is not supported."),
  ],
  [
    "at(2099-02-30T00:00:00)",
    at('Cannot parse "2099-02-30T00:00:00": Value 30 for dayOfMonth must be in the range [1,28]'),
  ],
  [
    "at(2099-13-01T00:00:00)",
    at('Cannot parse "2099-13-01T00:00:00": Value 13 for monthOfYear must be in the range [1,12]'),
  ],
  ["at(2035-01-01T00:00:00Z)", at('Invalid format: "2035-01-01T00:00:00Z" is malformed at "Z"')],
  ["at(2035-01-01)", at('Invalid format: "2035-01-01" is too short')],
])("%s is refused in AWS's words", (expression, message) => {
  expect(() => parseSchedule(expression)).toThrow(message);
});

test.each([
  "cron(60 12 * * ? *)",
  "cron(0 24 * * ? *)",
  "cron(0 0 32 * ? *)",
  "cron(0 0 ? * 8 *)",
  "cron(0 0 ? * FOO *)",
  "cron(0 0 ? * ? *)",
  "cron(0/0 0 * * ? *)",
  "cron(0 0 * * ? 1969)",
  "cron(0 0 0 * * ? * *)",
  "cron(0 0 40W * ? *)",
])("%s is refused", (expression) => {
  expect(() => parseSchedule(expression)).toThrow(/^This sandbox cannot read/);
});
