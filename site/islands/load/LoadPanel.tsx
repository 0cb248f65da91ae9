import { useState } from "preact/hooks";
import "./load.css";
import type { Load, LoadSetting, Problem } from "../../../server/contract/index.ts";
import { problemOf, send } from "../../client/api.ts";
import { formatAccountTime } from "../../client/format.ts";
import { useSessionState } from "../../client/session-state.ts";
import { useView } from "../../client/use-view.ts";
import { LineChart } from "../charts/LineChart.tsx";

/** Users of one load test, and users started per second: the server's limits. */
const MAX_USERS = 20_000;
const MAX_SPAWN_RATE = 1_000;

/** The load generator, in Locust's manner. */
export default function LoadPanel() {
  const { data, problem, refresh } = useView<Load>("/api/account/load", ["load"]);
  const [users, setUsers] = useSessionState("load.users", "600");
  const [spawnRate, setSpawnRate] = useSessionState("load.spawn-rate", "50");
  const [refusals, setRefusals] = useState<{ users?: string; spawnRate?: string }>({});
  const [trouble, setTrouble] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const running = data?.state === "spawning" || data?.state === "running";

  const put = async (setting: LoadSetting) => {
    setBusy(true);
    try {
      await send<Load>("PUT", "/api/account/load", setting);
      setTrouble(undefined);
      await refresh();
    } catch (error) {
      setTrouble(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  const start = (event: Event) => {
    event.preventDefault();
    const wanted = Number(users);
    const rate = Number(spawnRate);
    const refused = {
      ...(Number.isInteger(wanted) && wanted >= 1 && wanted <= MAX_USERS
        ? {}
        : { users: `A whole number from 1 to ${MAX_USERS.toLocaleString("en-US")}.` }),
      ...(rate >= 0.1 && rate <= MAX_SPAWN_RATE
        ? {}
        : { spawnRate: `A number from 0.1 to ${MAX_SPAWN_RATE.toLocaleString("en-US")}.` }),
    };
    setRefusals(refused);
    if (Object.keys(refused).length === 0) void put({ users: wanted, spawnRate: rate });
  };

  return (
    <div class="load">
      <header class="load-head">
        <h2>Load generator</h2>
        <p class="load-state" data-state={data?.state ?? "ready"} role="status">
          {data ? stateText(data) : "Ready"}
        </p>
      </header>
      <form class="load-form" onSubmit={start} noValidate>
        <label class={refusals.users ? "refused" : undefined}>
          <span>Number of users</span>
          <input
            inputMode="numeric"
            autocomplete="off"
            value={users}
            aria-invalid={refusals.users ? true : undefined}
            aria-describedby="load-users-refusal"
            onInput={(event) => setUsers(event.currentTarget.value)}
          />
          <small id="load-users-refusal" aria-live="polite">
            {refusals.users}
          </small>
        </label>
        <label class={refusals.spawnRate ? "refused" : undefined}>
          <span>Spawn rate (users started per second)</span>
          <input
            inputMode="decimal"
            autocomplete="off"
            value={spawnRate}
            aria-invalid={refusals.spawnRate ? true : undefined}
            aria-describedby="load-rate-refusal"
            onInput={(event) => setSpawnRate(event.currentTarget.value)}
          />
          <small id="load-rate-refusal" aria-live="polite">
            {refusals.spawnRate}
          </small>
        </label>
        <div class="load-host">
          <span>Host</span>
          <code>{data?.host || "the load balancer of your account"}</code>
        </div>
        <div class="load-actions">
          <button type="submit" class="button button-primary" disabled={busy}>
            {running ? "Update" : "Start swarming"}
          </button>
          <button
            class="button"
            type="button"
            disabled={busy || !running}
            onClick={() => put({ users: 0, spawnRate: 1 })}
          >
            Stop
          </button>
        </div>
      </form>
      {(trouble ?? (data ? undefined : problem)) && <Trouble problem={(trouble ?? problem)!} />}
      {data && data.state !== "ready" && <Statistics load={data} />}
      {data?.state === "ready" && (
        <p class="load-empty">
          Nothing is running. A user asks for the page, waits 5 to 15 seconds, and asks again: 600 users are about 60
          requests per second.
        </p>
      )}
    </div>
  );
}

function stateText(load: Load): string {
  if (load.state === "ready") return "Ready";
  if (load.state === "spawning") return `Spawning: ${load.user_count} of ${load.users} users`;
  if (load.state === "running") return `Running: ${load.user_count} users`;
  return "Stopped";
}

function Trouble({ problem }: { problem: Problem }) {
  return (
    <p class="load-trouble" role="alert">
      <b>{problem.title}</b> {problem.detail} {problem.next}
    </p>
  );
}

const COLUMNS = [
  "Type",
  "Name",
  "# Requests",
  "# Fails",
  "Median (ms)",
  "Average (ms)",
  "Min (ms)",
  "Max (ms)",
  "Average size (bytes)",
  "Current RPS",
  "Current failures/s",
];

function Statistics({ load }: { load: Load }) {
  const { history } = load;
  const to = load.stoppedAt ?? Math.max(history.at.at(-1) ?? 0, load.startedAt ?? 0) + 10_000;
  const from = Math.max(load.startedAt ?? to - 60_000, to - 30 * 60_000);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section class="load-table" aria-label="Statistics" tabIndex={0}>
        <table>
          <caption class="visually-hidden">Statistics per request, times in milliseconds</caption>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {load.stats.map((row) => (
              <tr key={`${row.method} ${row.name}`}>
                <td>{row.method}</td>
                <th scope="row">{row.name}</th>
                {[
                  row.num_requests,
                  row.num_failures,
                  row.median_response_time,
                  row.avg_response_time,
                  row.min_response_time,
                  row.max_response_time,
                  row.avg_content_length,
                  row.current_rps,
                  row.current_fail_per_sec,
                ].map((value, i) => (
                  <td key={COLUMNS[i + 2]} class="number">
                    {shown(value)}
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
              <b>{it.occurrences.toLocaleString("en-US")}</b> {it.method} {it.name}: {it.error}
            </li>
          ))}
        </ul>
      )}
      <figure>
        <figcaption>
          Users and requests per second, since {load.startedAt === null ? "–" : formatAccountTime(load.startedAt)} of
          account time
        </figcaption>
        <LineChart
          title="Users and requests per second"
          unit=""
          height={150}
          atLeast={10}
          from={from}
          to={to}
          quantities={[
            { label: "users", color: "--quantity-users", at: history.at, values: history.users, stepped: true },
            { label: "requests/s", color: "--quantity-rps", at: history.at, values: history.rps, stepped: true },
          ]}
        />
      </figure>
      <figure>
        <figcaption>Response time in milliseconds, as the model has it</figcaption>
        <LineChart
          title="Response time"
          unit=" ms"
          height={130}
          atLeast={100}
          from={from}
          to={to}
          quantities={[
            { label: "median", color: "--quantity-rps", at: history.at, values: history.latencyMsP50 },
            { label: "95 %", color: "--quantity-latency", at: history.at, values: history.latencyMsP95 },
          ]}
        />
      </figure>
      <details class="load-history">
        <summary>The same as a table</summary>
        <HistoryTable load={load} />
      </details>
    </>
  );
}

/** One row a minute, newest first. */
function HistoryTable({ load: { history } }: { load: Load }) {
  const rows = history.at.map((at, i) => ({ at, i })).filter(({ at }, n) => n === 0 || at % 60_000 < 10_000);
  return (
    <table>
      <caption class="visually-hidden">
        Users, requests per second and response times per minute of account time
      </caption>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Users</th>
          <th scope="col">Requests/s</th>
          <th scope="col">Failures/s</th>
          <th scope="col">Median ms</th>
          <th scope="col">95 % ms</th>
        </tr>
      </thead>
      <tbody>
        {rows.reverse().map(({ at, i }) => (
          <tr key={at}>
            <th scope="row">{formatAccountTime(at)}</th>
            <td>{shown(history.users[i]!)}</td>
            <td>{shown(history.rps[i]!)}</td>
            <td>{shown(history.failuresPerSecond[i]!)}</td>
            <td>{shown(history.latencyMsP50[i]!)}</td>
            <td>{shown(history.latencyMsP95[i]!)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const shown = (value: number) => (value < 10 ? Math.round(value * 10) / 10 : Math.round(value)).toLocaleString("en-US");
