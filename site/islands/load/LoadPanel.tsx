import { useState } from "preact/hooks";
import "./load.css";
import type { Load, LoadSetting, Problem } from "../../../server/contract/index.ts";
import { problemOf, send } from "../../client/api.ts";
import { count, formatNumber } from "../../client/format.ts";
import { useSessionState } from "../../client/session-state.ts";
import { useView } from "../../client/use-view.ts";
import { Statistics } from "./Statistics.tsx";

/** Users of one load test, and users started per second: the server's limits. */
const MAX_USERS = 20_000;
const MAX_SPAWN_RATE = 1_000;

/** The load generator, in Locust's manner. */
export default function LoadPanel() {
  const { data, problem, refresh } = useView<Load>("/api/account/load", ["account", "load"]);
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
  const start = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const wanted = Number(users);
    const rate = Number(spawnRate);
    const refused = {
      ...(Number.isInteger(wanted) && wanted >= 1 && wanted <= MAX_USERS
        ? {}
        : { users: `A whole number from 1 to ${formatNumber(MAX_USERS)}.` }),
      ...(rate >= 0.1 && rate <= MAX_SPAWN_RATE
        ? {}
        : { spawnRate: `A number from 0.1 to ${formatNumber(MAX_SPAWN_RATE)}.` }),
    };
    setRefusals(refused);
    if (Object.keys(refused).length === 0) void put({ users: wanted, spawnRate: rate });
    else requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid]")?.focus());
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
        <Figure
          label="Number of users"
          inputMode="numeric"
          value={users}
          refusal={refusals.users}
          onInput={(value) => {
            setUsers(value);
            setRefusals(({ users: _, ...others }) => others);
          }}
        />
        <Figure
          label="Spawn rate"
          unit="users a second"
          inputMode="decimal"
          value={spawnRate}
          refusal={refusals.spawnRate}
          onInput={(value) => {
            setSpawnRate(value);
            setRefusals(({ spawnRate: _, ...others }) => others);
          }}
        />
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
  if (load.state === "spawning") return `Spawning: ${formatNumber(load.user_count)} of ${count(load.users, "user")}`;
  if (load.state === "running") return `Running: ${count(load.user_count, "user")}`;
  return "Stopped";
}

type FigureProps = {
  label: string;
  unit?: string;
  inputMode: "numeric" | "decimal";
  value: string;
  refusal: string | undefined;
  onInput: (value: string) => void;
};

/** A labelled field for one figure; a refusal stands under it and is read with it. */
function Figure({ label, unit, inputMode, value, refusal, onInput }: FigureProps) {
  const id = `load-${label.toLowerCase().replaceAll(" ", "-")}`;
  return (
    <div class="load-field">
      <label for={id}>
        {label} {unit && <span>({unit})</span>}
      </label>
      <input
        id={id}
        inputMode={inputMode}
        autocomplete="off"
        value={value}
        aria-invalid={refusal ? true : undefined}
        aria-describedby={`${id}-refusal`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <small id={`${id}-refusal`} aria-live="polite">
        {refusal}
      </small>
    </div>
  );
}

function Trouble({ problem }: { problem: Problem }) {
  return (
    <p class="load-trouble" role="alert">
      <b>{problem.title}</b> {problem.detail} {problem.next}
    </p>
  );
}
