import type { Load } from "../../contract/index.ts";
import { byName, type Stats } from "./rows.ts";

/*
 * Locust's tables, character for character: recorded from Locust 2.12.1 in terminals of 80 to 240 columns and in none, compared in
 * test/terminal/locust-formats.test.ts.
 */

/** Numbers take 80 columns; what is left is for names, up to 80 columns. Where there is no terminal it is all of them. */
const nameWidth = (columns: number | undefined): number =>
  columns === undefined ? 80 : Math.max(0, Math.min(columns - 80, 80));

/** Requests, failures, times and rates of every row: rates of now, or over the whole run. */
export function statsTable(stats: Stats[], columns: number | undefined, rates: "current" | "total"): string {
  const width = Math.max(0, nameWidth(columns) - 4);
  const line = rule([8, width, 7, 13, 7, 7, 7, 7, 8, 11]);
  const [named, all] = split(stats);
  const row = (it: Stats) => {
    const fails = `${it.num_failures}(${((100 * it.num_failures) / Math.max(1, it.num_requests)).toFixed(2)}%)`;
    const { avg_response_time: avg, min_response_time: min, max_response_time: max, median_response_time: med } = it;
    const [rps, failing] =
      rates === "current" ? [it.current_rps, it.current_fail_per_sec] : [it.total_rps, it.total_fail_per_sec];
    return [
      `${it.method.padEnd(8)} ${it.name.padEnd(width)} ${String(it.num_requests).padStart(7)} ${fails.padStart(12)} |`,
      `${whole(avg, 7)} ${whole(min, 7)} ${whole(max, 7)}${whole(med, 7)} |`,
      ` ${rps.toFixed(2).padStart(7)} ${failing.toFixed(2).padStart(11)}\n`,
    ].join("");
  };
  const head = [
    `${"Type".padEnd(8)} ${"Name".padEnd(width)} ${"# reqs".padStart(7)} ${"# fails".padStart(12)} |`,
    `${"Avg".padStart(7)} ${"Min".padStart(7)} ${"Max".padStart(7)}${"Med".padStart(7)} |`,
    ` ${"req/s".padStart(7)} ${"failures/s".padStart(11)}\n`,
  ].join("");
  return `${head}${line}${named.map(row).join("")}${line}${row(all)}\n`;
}

/** The response times below which shares of the requests stayed. */
export function percentileTable(stats: Stats[], columns: number | undefined): string {
  const width = nameWidth(columns);
  const line = rule([8, width, 8, ...Array<number>(11).fill(6)]);
  const cells = (first: string, others: string[]) =>
    `${first.padStart(8)} ${others.map((it) => it.padStart(6)).join(" ")}\n`;
  const row = (it: Stats) => {
    const [first, ...others] = Object.values(it.response_time_percentiles).map((ms) => whole(ms, 1));
    return `${it.method.padEnd(8)} ${it.name.padEnd(width)} ${cells(first!, [...others, String(it.num_requests)])}`;
  };
  const [named, all] = split(stats);
  const shares = Object.keys(all.response_time_percentiles);
  const head = `${"Type".padEnd(8)} ${"Name".padEnd(width)} ${cells(shares[0]!, [...shares.slice(1), "# reqs"])}`;
  const rows = all.num_requests > 0 ? `${named.map(row).join("")}${line}${row(all)}` : line;
  return `Response time percentiles (approximated)\n${head}${line}${rows}\n`;
}

/** What failed and how often; nothing where nothing did. */
export function errorReport(errors: Load["errors"], columns: number | undefined): string {
  if (errors.length === 0) return "";
  const line = rule([18, nameWidth(columns) + 61]);
  const row = (first: string, second: string) => `${first.padEnd(18)} ${second.padEnd(100)}\n`;
  const most = [...errors].sort((a, b) => b.occurrences - a.occurrences);
  const rows = most.map((it) => row(String(it.occurrences), `${it.method} ${it.name}: ${it.error}`));
  return `Error report\n${row("# occurrences", "Error")}${line}${rows.join("")}${line}\n`;
}

function split(stats: Stats[]): [Stats[], Stats] {
  const rows = byName(stats);
  return [rows.slice(0, -1), rows.at(-1)!];
}

const rule = (widths: number[]): string => `${widths.map((width) => "-".repeat(width)).join("|")}\n`;

const whole = (value: number, width: number): string => String(Math.trunc(value)).padStart(width);
