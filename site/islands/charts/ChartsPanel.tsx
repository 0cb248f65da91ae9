import { useId, useRef, useState } from "preact/hooks";
import { pattern, say } from "../../client/say.ts";
import "./charts.css";
import type { AnswersView } from "../../../server/contract/index.ts";
import { formatAccountTime } from "../../client/format.ts";
import { useSessionState } from "../../client/session-state.ts";
import { useAccountState } from "../../client/use-account.ts";
import { useView } from "../../client/use-view.ts";
import { Activities } from "./Activities.tsx";
import type { History } from "./history.ts";
import { LineChart, MIXED } from "./LineChart.tsx";
import { MinuteTable } from "./MinuteTable.tsx";
import { predictedIn } from "./predicted.ts";
import { summary } from "./summary.ts";
import { useHistory } from "./use-history.ts";

const MINUTE = 60_000;
const RANGES = [
  { label: "15 min", ms: 15 * MINUTE },
  { label: "30 min", ms: 30 * MINUTE },
  { label: "1 h", ms: 60 * MINUTE },
  { label: "3 h", ms: 180 * MINUTE },
];

/** A prediction is dotted, in CSS pixels: what is desired is dashed. */
const DOTS = [2, 4];

/** Load, CPU and tasks on one axis of account time. */
export default function ChartsPanel() {
  const { history, problem } = useHistory();
  return (
    <div class="charts">
      {history ? (
        <Charts history={history} />
      ) : (
        <p class={problem ? "charts-empty" : "charts-empty waiting"}>
          {problem ? `${problem.detail} ${problem.next}` : say("Asking the account…")}
        </p>
      )}
    </div>
  );
}

function Charts({ history }: { history: History }) {
  const [range, setRange] = useSessionState("charts.range", 30 * MINUTE);
  /** Account time at the right edge; null follows the account. */
  const [edge, setEdge] = useAccountState<number | null>("charts.edge", null);
  /** The instant that another panel led to; it is drawn as a line, and told in the summary. */
  const [pin, setPin] = useAccountState<number | null>("charts.pin", null);
  const [opened, setOpened] = useState<string>();
  const rangeName = useId();
  const list = useRef<HTMLDivElement>(null);

  const { data: answers } = useView<AnswersView>("/api/answers", ["progress", "load", "account"]);

  const { tasks, cpu, load, now } = history;
  const first = Math.min(cpu.at[0] ?? now, load.at[0] ?? now);
  const earliest = Math.min(first + range, now);
  const to = edge === null ? now : Math.min(Math.max(edge, earliest), now);
  const from = to - range;
  const activities = history.activities.filter((it) => it.at >= from && it.at <= to);
  const pinned = pin !== null && pin >= from && pin <= to ? pin : undefined;
  const predicted = predictedIn(answers, from, to);
  const told = summary(history, pinned ?? to, predicted);

  const move = (next: number | null) => {
    setEdge(next);
    setPin(null);
  };
  const open = (id: string) => {
    setOpened(id);
    list.current?.scrollIntoView({ block: "nearest" });
  };
  const shared = {
    from,
    to,
    pin: pinned,
    marks: activities.map((it) => ({
      id: it.id,
      at: it.at,
      label: it.description,
      short: it.desired === null ? "?" : String(it.desired),
    })),
  };
  return (
    <>
      <div class="charts-tools">
        <fieldset>
          <legend class="visually-hidden">{say("Time shown")}</legend>
          {RANGES.map(({ label, ms }) => (
            <label key={ms}>
              <input type="radio" name={rangeName} checked={range === ms} onChange={() => setRange(ms)} />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
        <label class="charts-scrub">
          <span>
            {say("until")} <time>{formatAccountTime(to)}</time>
          </span>
          <input
            type="range"
            min={earliest}
            max={now}
            step={range / 60}
            value={to}
            disabled={earliest === now}
            aria-valuetext={edge === null ? say("now, following") : told}
            onInput={(event) => {
              const value = Number(event.currentTarget.value);
              move(value >= now - range / 60 ? null : value);
            }}
          />
        </label>
        <button
          class="button charts-follow"
          type="button"
          aria-pressed={edge === null}
          onClick={() => move(edge === null ? now : null)}
        >
          {say("Follow")}
        </button>
      </div>
      <p class="charts-summary">{told}</p>

      <figure>
        <figcaption>{say("Load")}</figcaption>
        <LineChart
          {...shared}
          name={say("Load")}
          unit=""
          height={130}
          atLeast={10}
          quantities={[
            { label: say("users"), color: "--quantity-users", at: load.at, values: load.users, stepped: true },
            {
              label: say("requests/s"),
              color: "--quantity-rps",
              at: load.at,
              values: load.rps,
              stepped: true,
              dashed: true,
            },
          ]}
        />
      </figure>
      <figure>
        <figcaption>
          {say("CPUUtilization of the service, average")}{" "}
          <span>{say("one datapoint per minute, as CloudWatch has it")}</span>
        </figcaption>
        <LineChart
          {...shared}
          name={say("CPUUtilization of the service")}
          unit=" %"
          height={170}
          atLeast={100}
          headroom={1.18}
          quantities={[{ label: "CPU", color: "--quantity-cpu", at: cpu.at, values: cpu.average }]}
          levels={history.thresholds.map(({ alarm, comparison, threshold, state }) => ({
            label: `${alarmName(alarm)} ${COMPARISONS[comparison] ? say(COMPARISONS[comparison]) : comparison} ${threshold} %: ${state}`,
            value: threshold,
            color: state === "ALARM" ? "--trouble" : "--quantity-target",
          }))}
          unknown={
            history.cpuUntil === null
              ? undefined
              : { from: history.cpuUntil + MINUTE, to: now, label: say("not published yet") }
          }
        />
      </figure>
      <figure>
        <figcaption>
          {say("Tasks")}{" "}
          {activities.length > 0 && <span>{say("each → is a scaling activity: the desired count it set")}</span>}
        </figcaption>
        <LineChart
          {...shared}
          onMark={open}
          name={say("Tasks")}
          unit=""
          height={150}
          atLeast={5}
          quantities={[
            ...(predicted
              ? [
                  {
                    label: say("you predicted"),
                    color: "--ink",
                    at: predicted.at,
                    values: predicted.tasks,
                    stepped: true,
                    dashed: DOTS,
                  },
                ]
              : []),
            {
              label: say("pending"),
              color: "--quantity-pending",
              at: tasks.at,
              values: tasks.pending,
              stepped: true,
              dashed: MIXED,
            },
            { label: say("running"), color: "--quantity-running", at: tasks.at, values: tasks.running, stepped: true },
            {
              label: say("desired"),
              color: "--quantity-desired",
              at: tasks.at,
              values: tasks.desired,
              stepped: true,
              dashed: true,
            },
          ]}
        />
      </figure>
      <div ref={list}>
        <Activities shown={activities} opened={opened} onOpen={setOpened} />
      </div>
      <MinuteTable history={history} predicted={predicted} from={from} to={to} />
    </>
  );
}

/** Target tracking's alarms by what they watch for, `AlarmHigh`; others have names that people gave them. */
const alarmName = (name: string): string =>
  /^TargetTracking-.*-(Alarm(?:High|Low))-[^-]*(?:-[^-]*){4}$/.exec(name)?.[1] ?? name;

const COMPARISONS: Record<string, string> = {
  GreaterThanOrEqualToThreshold: pattern("at or above"),
  GreaterThanThreshold: pattern("above"),
  LessThanOrEqualToThreshold: pattern("at or below"),
  LessThanThreshold: pattern("below"),
};
