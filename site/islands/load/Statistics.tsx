import type { Load } from "../../../server/contract/index.ts";
import { formatNumber } from "../../client/format.ts";
import { english, say } from "../../client/say.ts";

/** The columns of Locust's statistics, with what each shows of a row. */
const COLUMNS: { label: string; value: (row: Load["stats"][number]) => number }[] = [
  { label: english("# Requests"), value: (row) => row.num_requests },
  { label: english("# Fails"), value: (row) => row.num_failures },
  { label: english("Median (ms)"), value: (row) => row.median_response_time },
  { label: english("95%ile (ms)"), value: (row) => row.response_time_percentiles["95%"] },
  { label: english("99%ile (ms)"), value: (row) => row.response_time_percentiles["99%"] },
  { label: english("Average (ms)"), value: (row) => row.avg_response_time },
  { label: english("Min (ms)"), value: (row) => row.min_response_time },
  { label: english("Max (ms)"), value: (row) => row.max_response_time },
  { label: english("Average size (bytes)"), value: (row) => row.avg_content_length },
  { label: english("Current RPS"), value: (row) => row.current_rps },
  { label: english("Current Failures/s"), value: (row) => row.current_fail_per_sec },
];

/** What a run has done so far, in Locust's table. */
export function Statistics({ stats }: Pick<Load, "stats">) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="load-table" aria-label={say("Statistics")} tabIndex={0}>
      <table>
        <caption class="visually-hidden">{say("Statistics per request, times in milliseconds")}</caption>
        <thead lang="en">
          <tr>
            {["Type", "Name", ...COLUMNS.map((it) => it.label)].map((label, i) => (
              <th key={label} scope="col" class={i > 1 ? "number" : undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody lang="en">
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
