import type { Load } from "../../../server/contract/index.ts";
import { count, formatAccountTime, formatNumber } from "../../client/format.ts";
import { DOTTED, LineChart } from "../charts/LineChart.tsx";
import { PointsTable } from "../charts/PointsTable.tsx";

const MINUTE = 60_000;
/** The charts reach back at most so far; the statistics are those of the whole run. */
const LONGEST = 30 * MINUTE;

/** Locust's three charts over account time, in a sentence and as a table too. */
export function RunCharts({ load }: { load: Load }) {
  const { history } = load;
  const startedAt = load.startedAt ?? 0;
  const to = Math.max(load.stoppedAt ?? (history.at.at(-1) ?? startedAt) + 10_000, startedAt + MINUTE);
  const shared = { unit: "", from: Math.max(startedAt, to - LONGEST), to };
  const { at } = history;
  const line = (label: string, color: string, values: number[]) => ({ label, color, at, values, stepped: true });
  return (
    <>
      <p class="load-summary">{summary(load)}</p>
      <figure>
        <figcaption>Total requests per second, since {formatAccountTime(startedAt)} of account time</figcaption>
        <LineChart
          {...shared}
          name="Total requests per second"
          height={130}
          atLeast={10}
          quantities={[
            { ...line("RPS", "--quantity-rps", history.rps), dashed: true },
            { ...line("failures/s", "--quantity-failures", history.failuresPerSecond), dashed: DOTTED },
          ]}
        />
      </figure>
      <figure>
        <figcaption>Response times (ms): half of the answers, and 95 % of them, came sooner</figcaption>
        <LineChart
          {...shared}
          name="Response times in milliseconds"
          height={130}
          atLeast={100}
          quantities={[
            { ...line("50%ile", "--quantity-latency", history.latencyMsP50), dashed: true },
            line("95%ile", "--quantity-latency", history.latencyMsP95),
          ]}
        />
      </figure>
      <figure>
        <figcaption>Number of users</figcaption>
        <LineChart
          {...shared}
          name="Number of users"
          height={110}
          atLeast={10}
          quantities={[line("users", "--quantity-users", history.users)]}
        />
      </figure>
      <HistoryTable history={history} />
    </>
  );
}

/** What the charts show at their right edge. */
function summary({ history, state }: Load): string {
  const last = history.at.length - (state === "stopped" ? 2 : 1);
  const at = history.at[last];
  if (at === undefined) return "The first ten seconds are not over yet.";
  const seconds = (ms: number) => `${formatNumber(ms / 1_000)} s`;
  return (
    `At ${formatAccountTime(at)}: ${count(history.users[last]!, "user")}, ${formatNumber(history.rps[last]!)} requests and ` +
    `${formatNumber(history.failuresPerSecond[last]!)} failures per second; half of the answers within ${seconds(history.latencyMsP50[last]!)}, ` +
    `95 % within ${seconds(history.latencyMsP95[last]!)}.`
  );
}

/** The charts' numbers, one row a minute, newest first. */
function HistoryTable({ history }: Pick<Load, "history">) {
  const kept = history.at.flatMap((at, i) => (i === 0 || at % MINUTE < 10_000 ? [i] : []));
  const column = (label: string, values: number[]) => ({ label, values: kept.map((i) => values[i]) });
  return (
    <PointsTable
      caption="Users, requests per second and response times per minute of account time"
      at={kept.map((i) => history.at[i]!)}
      columns={[
        column("Users", history.users),
        column("Requests/s", history.rps),
        column("Failures/s", history.failuresPerSecond),
        column("50%ile (ms)", history.latencyMsP50),
        column("95%ile (ms)", history.latencyMsP95),
      ]}
    />
  );
}
