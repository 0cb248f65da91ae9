import { useState } from "preact/hooks";
import type { Load } from "../../../server/contract/index.ts";
import { formatAccountTime, formatNumber } from "../../client/format.ts";
import { LineChart } from "../charts/LineChart.tsx";

const MINUTE = 60_000;
/** The charts reach back at most so far; the numbers are those of the whole run. */
const LONGEST = 30 * MINUTE;

/** The columns of Locust's statistics, with what each shows of a row. */
const COLUMNS: { label: string; value: (row: Load["stats"][number]) => number }[] = [
  { label: "# Requests", value: (row) => row.num_requests },
  { label: "# Fails", value: (row) => row.num_failures },
  { label: "Median (ms)", value: (row) => row.median_response_time },
  { label: "Average (ms)", value: (row) => row.avg_response_time },
  { label: "Min (ms)", value: (row) => row.min_response_time },
  { label: "Max (ms)", value: (row) => row.max_response_time },
  { label: "Average size (bytes)", value: (row) => row.avg_content_length },
  { label: "Current RPS", value: (row) => row.current_rps },
  { label: "Current failures/s", value: (row) => row.current_fail_per_sec },
];

/** What a run has done so far, in Locust's table, its charts, and the charts as a table. */
export function Statistics({ load }: { load: Load }) {
  const { history } = load;
  const startedAt = load.startedAt ?? 0;
  const to = Math.max(load.stoppedAt ?? (history.at.at(-1) ?? startedAt) + 10_000, startedAt + MINUTE);
  const shared = { unit: "", from: Math.max(startedAt, to - LONGEST), to };
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section class="load-table" aria-label="Statistics" tabIndex={0}>
        <table>
          <caption class="visually-hidden">Statistics per request, times in milliseconds</caption>
          <thead>
            <tr>
              {["Type", "Name", ...COLUMNS.map((it) => it.label)].map((label, i) => (
                <th key={label} scope="col" class={i > 1 ? "number" : undefined}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {load.stats.map((row) => (
              <tr key={`${row.method} ${row.name}`}>
                <td>{row.method}</td>
                <th scope="row">{row.name}</th>
                {COLUMNS.map(({ label, value }) => (
                  <td key={label} class="number" data-label={label}>
                    {formatNumber(value(row))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {load.errors.length > 0 && (
        <ul class="load-errors" aria-label="Failures">
          {load.errors.map((it) => (
            <li key={it.error}>
              <b>{formatNumber(it.occurrences)} ×</b> {it.method} {it.name}: {it.error}
            </li>
          ))}
        </ul>
      )}
      <figure>
        <figcaption>Users and requests per second, since {formatAccountTime(startedAt)} of account time</figcaption>
        <LineChart
          {...shared}
          height={150}
          atLeast={10}
          quantities={[
            { label: "users", color: "--quantity-users", at: history.at, values: history.users, stepped: true },
            { label: "requests/s", color: "--quantity-rps", at: history.at, values: history.rps, stepped: true },
          ]}
        />
      </figure>
      <figure>
        <figcaption>Response time in milliseconds: half of the answers, and 95 % of them, came sooner</figcaption>
        <LineChart
          {...shared}
          height={130}
          atLeast={100}
          quantities={[
            {
              label: "median",
              color: "--quantity-latency",
              at: history.at,
              values: history.latencyMsP50,
              stepped: true,
              dashed: true,
            },
            {
              label: "95%ile",
              color: "--quantity-latency",
              at: history.at,
              values: history.latencyMsP95,
              stepped: true,
            },
          ]}
        />
      </figure>
      <HistoryTable history={history} />
    </>
  );
}

/** The charts' numbers, one row a minute, newest first. */
function HistoryTable({ history }: Pick<Load, "history">) {
  const [open, setOpen] = useState(false);
  const columns: { label: string; values: number[] }[] = [
    { label: "Users", values: history.users },
    { label: "Requests/s", values: history.rps },
    { label: "Failures/s", values: history.failuresPerSecond },
    { label: "Median (ms)", values: history.latencyMsP50 },
    { label: "95%ile (ms)", values: history.latencyMsP95 },
  ];
  const rows = history.at.map((at, i) => ({ at, i })).filter(({ at }, n) => n === 0 || at % MINUTE < 10_000);
  return (
    <details class="load-history" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The same as a table</summary>
      {open && (
        <table>
          <caption class="visually-hidden">
            Users, requests per second and response times per minute of account time
          </caption>
          <thead>
            <tr>
              <th scope="col">Time</th>
              {columns.map(({ label }) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.reverse().map(({ at, i }) => (
              <tr key={at}>
                <th scope="row">{formatAccountTime(at)}</th>
                {columns.map(({ label, values }) => (
                  <td key={label}>{formatNumber(values[i]!)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
