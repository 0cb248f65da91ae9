import type { Load, LoadMoment } from "../../contract/index.ts";
import { byName, type Stats } from "./rows.ts";

/*
 * Locust's CSV files, column for column and in Python's way to write numbers: recorded from Locust 2.12.1 (--csv), compared in
 * test/terminal/locust-formats.test.ts.
 */

const SHARES = ["50%", "66%", "75%", "80%", "90%", "95%", "98%", "99%", "99.9%", "99.99%", "100%"] as const;

const STATS_COLUMNS = [
  ...["Type", "Name", "Request Count", "Failure Count", "Median Response Time", "Average Response Time"],
  ...["Min Response Time", "Max Response Time", "Average Content Size", "Requests/s", "Failures/s", ...SHARES],
];
const HISTORY_COLUMNS = [
  ...["Timestamp", "User Count", "Type", "Name", "Requests/s", "Failures/s", ...SHARES],
  ...["Total Request Count", "Total Failure Count", "Total Median Response Time", "Total Average Response Time"],
  ...["Total Min Response Time", "Total Max Response Time", "Total Average Content Size"],
];

/** `_stats.csv`: a row per request and the sum, as they are now. */
export const statsCsv = (stats: Stats[]): string => csv([STATS_COLUMNS, ...byName(stats).map(statsRow)]);

function statsRow(row: Stats): string[] {
  const none = row.num_requests === 0;
  return [
    row.method,
    row.name,
    String(row.num_requests),
    String(row.num_failures),
    String(row.median_response_time),
    float(row.avg_response_time),
    none ? "0" : float(row.min_response_time),
    none ? "0" : float(row.max_response_time),
    none ? "0" : float(row.avg_content_length),
    float(row.total_rps),
    float(row.total_fail_per_sec),
    ...SHARES.map((share) => (none ? "N/A" : String(row.response_time_percentiles[share]))),
  ];
}

/** `_failures.csv`: a row per request and error. */
export const failuresCsv = (errors: Load["errors"]): string =>
  csv([
    ["Method", "Name", "Error", "Occurrences"],
    ...errors.map((it) => [it.method, it.name, it.error, String(it.occurrences)]),
  ]);

/** `_exceptions.csv`: only its columns. A locustfile is read here, not run, so that nothing in it can throw. */
export const exceptionsCsv = (): string => csv([["Count", "Message", "Traceback", "Nodes"]]);

/** `_stats_history.csv`: a row per moment, of all requests together or of those with one name. */
export const historyCsv = (moments: (LoadMoment & { method?: string; name?: string })[]): string =>
  csv([HISTORY_COLUMNS, ...moments.map(historyRow)]);

function historyRow(it: LoadMoment & { method?: string; name?: string }): string[] {
  const none = it.requests === 0;
  return [
    String(Math.floor(it.at / 1_000)),
    String(it.users),
    it.method ?? "",
    it.name ?? "Aggregated",
    it.rps.toFixed(6),
    it.failuresPerSecond.toFixed(6),
    ...SHARES.map((share) => (none ? "N/A" : String(responseTime(it, Number.parseFloat(share) / 100)))),
    String(it.requests),
    String(it.failures),
    String(it.totalMsP50),
    float(it.totalMsMean),
    none ? "0" : float(it.totalMsMin),
    none ? "0" : float(it.totalMsMax),
    none ? "0" : float(it.bytesMean),
  ];
}

/** The load balancer's patience (60 s): no answer takes longer. */
const LONGEST_MS = 60_000;

/** The response time of so large a share of the requests of a moment. The sandbox's latencies are a base and an exponential rest, so two percentiles tell all. */
function responseTime({ latencyMsP50, latencyMsP95, rps }: LoadMoment, share: number): number {
  const restMs =
    latencyMsP95 < LONGEST_MS
      ? (latencyMsP95 - latencyMsP50) / Math.LN10
      : latencyMsP50 < LONGEST_MS
        ? latencyMsP50 / Math.LN2
        : 0;
  // The slowest of so many requests is in the middle of the last of as many equal shares.
  const below = share < 1 ? share : 1 - 1 / (2 * Math.max(1, rps * 10));
  const ms = latencyMsP50 - restMs * (Math.log(1 - below) + Math.LN2);
  return Math.min(LONGEST_MS, Math.max(0, Math.round(ms)));
}

/** A number as Python writes a float. */
const float = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));

const csv = (rows: string[][]): string => rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join("");

const quoted = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
