import { useState } from "preact/hooks";
import { english, say } from "../../client/say.ts";
import "./load.css";
import type { Load, LoadSetting, Problem } from "../../../server/contract/index.ts";
import { problemOf, send } from "../../client/api.ts";
import { formatAccountTime, formatNumber } from "../../client/format.ts";
import { useSessionState } from "../../client/session-state.ts";
import { useAccount } from "../../client/use-account.ts";
import { useView } from "../../client/use-view.ts";
import { Tabs } from "../tabs/Tabs.tsx";
import { Downloads } from "./Downloads.tsx";
import { Failures } from "./Failures.tsx";
import { OwnMachine } from "./OwnMachine.tsx";
import { RunCharts } from "./RunCharts.tsx";
import { Settings } from "./Settings.tsx";
import { Statistics } from "./Statistics.tsx";

const TABS = [
  { id: "statistics", label: english("Statistics") },
  { id: "charts", label: english("Charts") },
  { id: "failures", label: english("Failures") },
  { id: "download", label: english("Download data") },
] as const;
type Tab = (typeof TABS)[number]["id"];

/** The load generator, in Locust's manner; where the account has none, the way to one's own. */
export default function LoadPanel() {
  const { data, problem, refresh } = useView<Load>("/api/account/load", ["account", "load"]);
  const { account } = useAccount();
  const [trouble, setTrouble] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const [tab, setTab] = useSessionState<Tab>("load.tab", "statistics");
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

  if (!data && problem?.type.endsWith("not-available"))
    return (
      <div class="load">
        <h2>{say("Load generator")}</h2>
        <OwnMachine host={undefined} />
      </div>
    );
  return (
    <div class="load">
      <header class="load-head">
        <h2>{say("Load generator")}</h2>
        <p class="load-state" data-state={data?.state ?? "ready"} role="status">
          {data ? stateText(data) : say("Ready")}
        </p>
        {data && running && <Now load={data} />}
      </header>
      <Settings load={data} running={running} busy={busy} put={put} />
      {(trouble ?? (data ? undefined : problem)) && <Trouble problem={(trouble ?? problem)!} />}
      {data && data.state !== "ready" && (
        <Tabs lang="en" label={say("Load test")} tabs={[...TABS]} current={tab} onSelect={setTab}>
          {tab === "statistics" && <Statistics stats={data.stats} />}
          {tab === "charts" && <RunCharts load={data} />}
          {tab === "failures" && <Failures errors={data.errors} />}
          {tab === "download" && <Downloads />}
        </Tabs>
      )}
      {data?.state === "ready" && (
        <p class="load-empty">
          {say(
            "Nothing is running. A user asks for the page, waits 5 to 15 seconds, and asks again: 600 users are about 60 requests per second.",
          )}
        </p>
      )}
      {account && (
        <details class="load-own">
          <summary>{say("With Locust on your own machine")}</summary>
          <OwnMachine host={account.appUrl} />
        </details>
      )}
    </div>
  );
}

function stateText(load: Load): string {
  if (load.state === "ready") return say("Ready");
  if (load.state === "spawning")
    return say("Spawning: {now} of {n, plural, one {# user} other {# users}}", {
      now: formatNumber(load.user_count),
      n: load.users,
    });
  if (load.state === "running")
    return say("Running: {n, plural, one {# user} other {# users}}", { n: load.user_count });
  return say("Stopped");
}

/** The figures that Locust shows in its head: what is sent now, what of it all failed, and when it ends. */
function Now({ load }: { load: Load }) {
  return (
    <p class="load-now">
      <span>
        <b>{formatNumber(load.total_rps)}</b> RPS
      </span>
      <span>
        <b>{formatNumber(load.fail_ratio * 100)} %</b> {say("failures")}
      </span>
      {load.endsAt !== null && <span>{say("stops at {time}", { time: formatAccountTime(load.endsAt) })}</span>}
    </p>
  );
}

function Trouble({ problem }: { problem: Problem }) {
  return (
    <p class="load-trouble" role="alert">
      <b>{problem.title}</b> {problem.detail} {problem.next}
    </p>
  );
}
