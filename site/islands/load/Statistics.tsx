import type { Load } from "../../../server/contract/index.ts";
import { formatNumber } from "../../client/format.ts";
import { say } from "../../client/say.ts";

/** The columns of Locust's statistics, with what each shows of a row. */
const COLUMNS: { label: string; value: (row: Load["stats"][number]) => number }[] = [
  { label: "# Requests", value: (row) => row.num_requests },
  { label: "# Fails", value: (row) => row.num_failures },
  { label: "Median (ms)", value: (row) => row.median_response_time },
  { label: "95%ile (ms)", value: (row) => row.response_time_percentiles["95%"] },
  { label: "99%ile (ms)", value: (row) => row.response_time_percentiles["99%"] },
  { label: "Average (ms)", value: (row) => row.avg_response_time },
  { label: "Min (ms)", value: (row) => row.min_response_time },
  { label: "Max (ms)", value: (row) => row.max_response_time },
  { label: "Average size (bytes)", value: (row) => row.avg_content_length },
  { label: "Current RPS", value: (row) => row.current_rps },
  { label: "Current Failures/s", value: (row) => row.current_fail_per_sec },
];

/** What a run has done so far, in Locust's table. */
export function Statistics({ stats }: Pick<Load, "stats">) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="load-table" aria-label={say("Statistics")} tabIndex={0}>
      <table>
        <caption class="visually-hidden">{say("Statistics per request, times in milliseconds")}</caption>
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
          {stats.map((row) => (
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
  );
}
