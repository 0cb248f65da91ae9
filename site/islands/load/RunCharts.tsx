import type { Load } from "../../../server/contract/index.ts";
import { formatAccountTime, formatNumber } from "../../client/format.ts";
import { say } from "../../client/say.ts";
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
        <figcaption>
          {say("Total requests per second, since {time} of account time", { time: formatAccountTime(startedAt) })}
        </figcaption>
        <LineChart
          {...shared}
          name={say("Total requests per second")}
          height={130}
          atLeast={10}
          quantities={[
            { ...line("RPS", "--quantity-rps", history.rps), dashed: true },
            { ...line(say("failures/s"), "--quantity-failures", history.failuresPerSecond), dashed: DOTTED },
          ]}
        />
      </figure>
      <figure>
        <figcaption>{say("Response times (ms): half of the answers, and 95 % of them, came sooner")}</figcaption>
        <LineChart
          {...shared}
          name={say("Response times in milliseconds")}
          height={130}
          atLeast={100}
          quantities={[
            { ...line("50%ile", "--quantity-latency", history.latencyMsP50), dashed: true },
            line("95%ile", "--quantity-latency", history.latencyMsP95),
          ]}
        />
      </figure>
      <figure>
        <figcaption>{say("Number of users")}</figcaption>
        <LineChart
          {...shared}
          name={say("Number of users")}
          height={110}
          atLeast={10}
          quantities={[line(say("users"), "--quantity-users", history.users)]}
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
  if (at === undefined) return say("The first ten seconds are not over yet.");
  const seconds = (ms: number) => `${formatNumber(ms / 1_000)} s`;
  return say(
    "At {time}: {n, plural, one {# user} other {# users}}, {rps} requests and {failures} failures per second; half of the answers within {p50}, 95 % within {p95}.",
    {
      time: formatAccountTime(at),
      n: history.users[last]!,
      rps: formatNumber(history.rps[last]!),
      failures: formatNumber(history.failuresPerSecond[last]!),
      p50: seconds(history.latencyMsP50[last]!),
      p95: seconds(history.latencyMsP95[last]!),
    },
  );
}

/** The charts' numbers, one row a minute, newest first. */
function HistoryTable({ history }: Pick<Load, "history">) {
  const kept = history.at.flatMap((at, i) => (i === 0 || at % MINUTE < 10_000 ? [i] : []));
  const column = (label: string, values: number[]) => ({ label, values: kept.map((i) => values[i]) });
  return (
    <PointsTable
      caption={say("Users, requests per second and response times per minute of account time")}
      at={kept.map((i) => history.at[i]!)}
      columns={[
        column(say("Users"), history.users),
        column(say("Requests/s"), history.rps),
        column(say("Failures/s"), history.failuresPerSecond),
        column("50%ile (ms)", history.latencyMsP50),
        column("95%ile (ms)", history.latencyMsP95),
      ]}
    />
  );
}
