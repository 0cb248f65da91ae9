import { useState } from "preact/hooks";
import "./timeline.css";
import type { TimelineKind, TimelineView } from "../../../server/contract/index.ts";
import { formatAccountTime } from "../../client/format.ts";
import { useSessionState, writeState } from "../../client/session-state.ts";
import { showPanel } from "../../client/show-panel.ts";
import { useView } from "../../client/use-view.ts";

const KINDS: { kind: TimelineKind; label: string }[] = [
  { kind: "call", label: "API calls" },
  { kind: "alarm", label: "Alarms" },
  { kind: "activity", label: "Scaling activities" },
  { kind: "event", label: "Service events" },
  { kind: "task", label: "Tasks" },
];

/** How far right of an entry the charts are moved, so that what followed it is on screen too. */
const AFTER_MS = 10 * 60_000;

/** Everything that happened in the account, in one list in account time, newest first. */
export default function TimelinePanel() {
  const { data, problem } = useView<TimelineView>("/api/timeline", [
    "service",
    "tasks",
    "scaling",
    "alarms",
    "account",
  ]);
  const [hidden, setHidden] = useSessionState<TimelineKind[]>("timeline.hidden", []);
  const [words, setWords] = useSessionState("timeline.words", "");
  const [opened, setOpened] = useState<string>();

  if (!data) {
    return <p class="timeline-empty">{problem ? `${problem.detail} ${problem.next}` : "Asking the account…"}</p>;
  }
  const wanted = words.trim().toLowerCase();
  const entries = data.entries.filter(
    (it) =>
      !hidden.includes(it.kind) &&
      (wanted === "" || `${it.title} ${it.detail} ${it.resource}`.toLowerCase().includes(wanted)),
  );
  const toggle = (kind: TimelineKind) =>
    setHidden(hidden.includes(kind) ? hidden.filter((it) => it !== kind) : [...hidden, kind]);

  return (
    <div class="timeline">
      <div class="timeline-tools">
        <fieldset>
          <legend class="visually-hidden">Kinds shown</legend>
          {KINDS.filter(({ kind }) => data.kinds.includes(kind)).map(({ kind, label }) => (
            <label key={kind} data-kind={kind}>
              <input type="checkbox" checked={!hidden.includes(kind)} onChange={() => toggle(kind)} />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
        <label class="timeline-search">
          <span class="visually-hidden">Only entries with these words</span>
          <input
            type="search"
            placeholder="Filter by words"
            value={words}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        </label>
      </div>
      {!data.kinds.includes("call") && (
        <p class="timeline-empty">This account does not tell which API calls were made; the list is without them.</p>
      )}
      {entries.length === 0 && <p class="timeline-empty">Nothing to show: change the filter, or do something.</p>}
      <ol>
        {entries.map((it) => (
          <li key={it.id} data-kind={it.kind}>
            <button
              type="button"
              class="timeline-time"
              title="Show in the charts"
              aria-label={`${formatAccountTime(it.at)}, show in the charts`}
              onClick={() => {
                writeState("charts.edge", Math.min(it.at + AFTER_MS, data.now));
                showPanel("charts");
              }}
            >
              <time>{formatAccountTime(it.at)}</time>
            </button>
            <div>
              <p>
                <span class="timeline-kind">{KINDS.find(({ kind }) => kind === it.kind)!.label}</span> {it.title}
              </p>
              {it.detail !== "" && (
                <>
                  <button
                    type="button"
                    class="link"
                    aria-expanded={opened === it.id}
                    onClick={() => setOpened(opened === it.id ? undefined : it.id)}
                  >
                    {opened === it.id ? "less" : "more"}
                  </button>
                  {opened === it.id && <pre>{it.detail}</pre>}
                </>
              )}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}
