import { useState } from "preact/hooks";
import { pattern, say } from "../../client/say.ts";
import "./timeline.css";
import type { TimelineKind, TimelineView } from "../../../server/contract/index.ts";
import { ofAccount } from "../../client/account-state.ts";
import { formatAccountTime } from "../../client/format.ts";
import { useSessionState, writeState } from "../../client/session-state.ts";
import { showPanel } from "../../client/show-panel.ts";
import { useView } from "../../client/use-view.ts";

const KINDS: { kind: TimelineKind; label: string; one: string }[] = [
  { kind: "call", label: pattern("API calls"), one: pattern("API call") },
  { kind: "alarm", label: pattern("Alarms"), one: pattern("Alarm") },
  { kind: "activity", label: pattern("Scaling activities"), one: pattern("Scaling") },
  { kind: "decision", label: pattern("Decisions"), one: pattern("Decision") },
  { kind: "event", label: pattern("Service events"), one: pattern("Event") },
  { kind: "task", label: pattern("Tasks"), one: pattern("Task") },
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
          {problem ? `${problem.detail} ${problem.next}` : say("Asking the account…")}
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
          <legend class="visually-hidden">{say("Kinds shown")}</legend>
          {KINDS.filter(({ kind }) => data.kinds.includes(kind)).map(({ kind, label }) => (
            <label key={kind} data-kind={kind}>
              <input type="checkbox" checked={!hidden.includes(kind)} onChange={() => toggle(kind)} />
              <span>{say(label)}</span>
            </label>
          ))}
        </fieldset>
        <label class="timeline-search">
          <span class="visually-hidden">{say("Only entries with these words")}</span>
          <input
            type="search"
            placeholder={say("Filter by words")}
            value={words}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        </label>
      </div>
      {!data.kinds.includes("call") && (
        <p class="timeline-empty">
          {say("This account does not tell which API calls were made; the list is without them.")}
        </p>
      )}
      {entries.length === 0 && (
        <p class="timeline-empty">
          {data.entries.length === 0
            ? say("Nothing happened in this account in the last hour.")
            : say("No entry passes the filter.")}
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

/** AWS's own words are English, whatever the language of the page: activities, service events, and the details of everything but decisions. */
function Row({ entry: { at, kind, title, why, detail }, opened, onOpen, onShow }: RowProps) {
  return (
    <li data-kind={kind}>
      <button
        type="button"
        class="link timeline-time"
        title={say("Show in the charts")}
        aria-label={say("{time}, show in the charts", { time: formatAccountTime(at) })}
        onClick={onShow}
      >
        <time>{formatAccountTime(at)}</time>
      </button>
      <span class="timeline-kind">{say(KINDS.find((it) => it.kind === kind)!.one)}</span>
      <div>
        <p>
          <span lang={kind === "activity" || kind === "event" ? "en" : undefined}>{title}</span>{" "}
          {detail !== "" && (
            <button
              type="button"
              class="link"
              aria-expanded={opened}
              aria-label={opened ? say("less about: {title}", { title }) : say("more about: {title}", { title })}
              onClick={() => onOpen(!opened)}
            >
              {opened ? say("less") : say("more")}
            </button>
          )}
        </p>
        {why !== undefined && <p class="timeline-why">{why}</p>}
        {opened && <pre lang={kind === "decision" ? undefined : "en"}>{readable(detail)}</pre>}
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
