import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { exceptionsCsv, failuresCsv, historyCsv, statsCsv } from "../../server/terminal/locust/csv.ts";
import type { Stats } from "../../server/terminal/locust/rows.ts";
import { errorReport, percentileTable, statsTable } from "../../server/terminal/locust/tables.ts";

/* Locust wrote it, we read the numbers out of it, and write them again. */

const recorded = (name: string) => readFileSync(path.join(import.meta.dirname, "recorded", name), "utf8");

const ROW = /^(\S*)\s+(\S.*?)\s+(\d+)\s+(\d+)\([\d.]+%\) \|\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+) \|\s+([\d.]+)\s+([\d.]+)$/;
const SHARES = ["50%", "66%", "75%", "80%", "90%", "95%", "98%", "99%", "99.9%", "99.99%", "100%"];
const ERROR = /^(\d+)\s+(\S+) (.+): (HTTPError\(.*\))\s*$/;

/** The rows of recorded tables: the first is that of the statistics, the second that of the percentiles. */
function rowsIn(text: string): {
  stats: Stats[];
  errors: { method: string; name: string; error: string; occurrences: number }[];
} {
  const lines = text.split("\n");
  const percentiles = lines.slice(lines.findIndex((it) => it.startsWith("Response time percentiles")));
  const stats = lines.flatMap((line) => {
    const [, method, name, requests, fails, avg, min, max, med, rps, failing] = ROW.exec(line) ?? [];
    if (name === undefined) return [];
    const begins = `${method!.padEnd(8)} ${name}`;
    const times = percentiles
      .find((it) => it.startsWith(begins))!
      .slice(begins.length)
      .trim()
      .split(/\s+/)
      .map(Number);
    return [
      {
        method: method!,
        name,
        safe_name: name,
        num_requests: Number(requests),
        num_failures: Number(fails),
        avg_response_time: Number(avg),
        min_response_time: Number(min),
        max_response_time: Number(max),
        median_response_time: Number(med),
        current_rps: 0,
        current_fail_per_sec: 0,
        total_rps: Number(rps),
        total_fail_per_sec: Number(failing),
        avg_content_length: 0,
        response_time_percentiles: Object.fromEntries(SHARES.map((share, i) => [share, times[i]!])),
      } as Stats,
    ];
  });
  const errors = lines.flatMap((line) => {
    const [, occurrences, method, name, error] = ERROR.exec(line) ?? [];
    return error ? [{ method: method!, name: name!, error, occurrences: Number(occurrences) }] : [];
  });
  return { stats, errors };
}

test.each([
  ["80 columns", "locust-tables-80-columns.txt", 80],
  ["100 columns", "locust-tables-100-columns.txt", 100],
  ["120 columns", "locust-tables-120-columns.txt", 120],
  ["no terminal", "locust-tables-no-terminal.txt", undefined],
])("the tables at the end of a run, in %s, are Locust's to the character", (_, file, columns) => {
  const text = recorded(file);
  const { stats, errors } = rowsIn(text);

  expect(stats).toHaveLength(4);
  expect(statsTable(stats, columns, "total") + percentileTable(stats, columns) + errorReport(errors, columns)).toBe(
    text,
  );
});

test("before the first request there is only the sum, and no percentiles", () => {
  const none = Object.fromEntries(SHARES.map((share) => [share, 0]));
  const sum = { ...rowsIn(recorded("locust-tables-no-terminal.txt")).stats.at(-1)!, response_time_percentiles: none };
  const empty = { num_requests: 0, num_failures: 0, avg_response_time: 0, min_response_time: 0, max_response_time: 0 };
  const stats = [{ ...sum, ...empty, median_response_time: 0, total_rps: 0, total_fail_per_sec: 0 } as Stats];
  const line = `${"-".repeat(8)}|${"-".repeat(76)}|-------|-------------|-------|-------|-------|-------|--------|-----------`;

  expect(statsTable(stats, undefined, "current").split("\n").slice(1)).toEqual([
    line,
    line,
    `         Aggregated${" ".repeat(73)}0     0(0.00%) |      0       0       0      0 |    0.00        0.00`,
    "",
    "",
  ]);
  expect(percentileTable(stats, undefined).split("\n").slice(2)).toEqual([
    expect.stringMatching(/^-+\|-/),
    expect.stringMatching(/^-+\|-/),
    "",
    "",
  ]);
  expect(errorReport([], undefined)).toBe("");
});

/** A CSV file as its cells. */
const cells = (text: string) =>
  text.split("\r\n").map((line) => line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)!.map((it) => it.replace(/,$/, "")));
const plain = (cell: string) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);

test("the file of statistics is Locust's: columns, order, quotation marks and numbers", () => {
  const text = recorded("locust_stats.csv");
  const stats = cells(text)
    .slice(1, -1)
    .map((row) => {
      const [method, name, requests, failures, median, avg, min, max, size, rps, failing, ...times] = row.map(plain);
      return {
        method: method!,
        name: name!,
        safe_name: name!,
        num_requests: Number(requests),
        num_failures: Number(failures),
        median_response_time: Number(median),
        avg_response_time: Number(avg),
        min_response_time: Number(min),
        max_response_time: Number(max),
        avg_content_length: Number(size),
        total_rps: Number(rps),
        total_fail_per_sec: Number(failing),
        current_rps: 0,
        current_fail_per_sec: 0,
        response_time_percentiles: Object.fromEntries(SHARES.map((share, i) => [share, Number(times[i])])),
      } as Stats;
    });

  expect(stats).toHaveLength(4);
  expect(statsCsv(stats)).toBe(text);
});

test("the file of failures and that of exceptions are Locust's", () => {
  const text = recorded("locust_failures.csv");
  const errors = cells(text)
    .slice(1, -1)
    .map((row) => row.map(plain))
    .map(([method, name, error, times]) => ({
      method: method!,
      name: name!,
      error: error!,
      occurrences: Number(times),
    }));

  expect(errors).toHaveLength(2);
  expect(failuresCsv(errors)).toBe(text);
  expect(exceptionsCsv()).toBe(recorded("locust_exceptions.csv"));
});

test("the file of the history has Locust's columns, and rows of one kind with them", () => {
  const text = recorded("locust_stats_history.csv");
  const rows = cells(text)
    .slice(1, -1)
    .map((row) => row.map(plain));
  const moments = rows.map((row) => ({
    at: Number(row[0]) * 1_000,
    users: Number(row[1]),
    method: row[2]!,
    name: row[3]!,
    rps: Number(row[4]),
    failuresPerSecond: Number(row[5]),
    latencyMsP50: Number(row[6]) || 0,
    latencyMsP95: Number(row[11]) || 0,
    requests: Number(row[17]),
    failures: Number(row[18]),
    totalMsP50: Number(row[19]),
    totalMsMean: Number(row[20]),
    totalMsMin: Number(row[21]),
    totalMsMax: Number(row[22]),
    bytesMean: Number(row[23]),
  }));

  const ours = cells(historyCsv(moments)).slice(0, -1);
  const theirs = cells(text).slice(0, -1);
  // Of the percentiles between the median and the 95th only the model's are known here.
  const known = (row: string[]) => row.filter((_, i) => i < 7 || i === 11 || i >= 17);
  expect(ours[0]).toEqual(theirs[0]);
  expect(ours.map(known)).toEqual(theirs.map(known));
  expect(ours[1]).toEqual(theirs[1]);
  for (const row of ours) expect(row).toHaveLength(theirs[0]!.length);
});
