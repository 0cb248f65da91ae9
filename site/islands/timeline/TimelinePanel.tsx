import { useState } from "preact/hooks";
import "./timeline.css";
import type { TimelineKind, TimelineView } from "../../../server/contract/index.ts";
import { ofAccount } from "../../client/account-state.ts";
import { formatAccountTime } from "../../client/format.ts";
import { useSessionState, writeState } from "../../client/session-state.ts";
import { showPanel } from "../../client/show-panel.ts";
import { useView } from "../../client/use-view.ts";

const KINDS: { kind: TimelineKind; label: string; one: string }[] = [
  { kind: "call", label: "API calls", one: "API call" },
  { kind: "alarm", label: "Alarms", one: "Alarm" },
  { kind: "activity", label: "Scaling activities", one: "Scaling" },
  { kind: "decision", label: "Decisions", one: "Decision" },
  { kind: "event", label: "Service events", one: "Event" },
  { kind: "task", label: "Tasks", one: "Task" },
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
    return (
      <div class="timeline">
        <p class={problem ? "timeline-empty" : "timeline-empty waiting"}>
          {problem ? `${problem.detail} ${problem.next}` : "Asking the account…"}
        </p>
      </div>
    );
  }
  const wanted = words.trim().toLowerCase();
  const entries = data.entries.filter(
    (it) =>
      !hidden.includes(it.kind) &&
      (wanted === "" || `${it.title} ${it.why ?? ""} ${it.detail} ${it.resource}`.toLowerCase().includes(wanted)),
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
      {entries.length === 0 && (
        <p class="timeline-empty">
          {data.entries.length === 0
            ? "Nothing happened in this account in the last hour."
            : "No entry passes the filter."}
        </p>
      )}
      <ol>
        {entries.map((it) => (
          <Row
            key={it.id}
            entry={it}
            opened={opened === it.id}
            onOpen={(open) => setOpened(open ? it.id : undefined)}
            onShow={() => {
              writeState(ofAccount("charts.edge"), Math.min(it.at + AFTER_MS, data.now));
              writeState(ofAccount("charts.pin"), it.at);
              showPanel("charts");
            }}
          />
        ))}
      </ol>
    </div>
  );
}

type RowProps = {
  entry: TimelineView["entries"][number];
  opened: boolean;
  onOpen: (open: boolean) => void;
  onShow: () => void;
};

function Row({ entry: { at, kind, title, why, detail }, opened, onOpen, onShow }: RowProps) {
  return (
    <li data-kind={kind}>
      <button
        type="button"
        class="link timeline-time"
        title="Show in the charts"
        aria-label={`${formatAccountTime(at)}, show in the charts`}
        onClick={onShow}
      >
        <time>{formatAccountTime(at)}</time>
      </button>
      <span class="timeline-kind">{KINDS.find((it) => it.kind === kind)!.one}</span>
      <div>
        <p>
          {title}{" "}
          {detail !== "" && (
            <button
              type="button"
              class="link"
              aria-expanded={opened}
              aria-label={`${opened ? "less" : "more"} about: ${title}`}
              onClick={() => onOpen(!opened)}
            >
              {opened ? "less" : "more"}
            </button>
          )}
        </p>
        {why !== undefined && <p class="timeline-why">{why}</p>}
        {opened && <pre>{readable(detail)}</pre>}
      </div>
    </li>
  );
}

/** A call's input is JSON in one line; everything else is a sentence of AWS's. */
function readable(detail: string): string {
  if (!detail.startsWith("{")) return detail;
  try {
    return JSON.stringify(JSON.parse(detail), null, 2);
  } catch {
    return detail;
  }
}
