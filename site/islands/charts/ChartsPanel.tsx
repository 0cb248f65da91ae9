import { useEffect, useRef, useState } from "preact/hooks";
import "./charts.css";
import { formatAccountTime } from "../../client/format.ts";
import { useSessionState } from "../../client/session-state.ts";
import { type History, valueAt } from "./history.ts";
import { LineChart } from "./LineChart.tsx";
import { useHistory } from "./use-history.ts";

const MINUTE = 60_000;
const RANGES = [
  { label: "15 min", ms: 15 * MINUTE },
  { label: "30 min", ms: 30 * MINUTE },
  { label: "1 h", ms: 60 * MINUTE },
  { label: "3 h", ms: 180 * MINUTE },
];

/** Load, CPU and tasks on one axis of account time. */
export default function ChartsPanel() {
  const { history, problem } = useHistory();
  const [range, setRange] = useSessionState("charts.range", 30 * MINUTE);
  /** Account time at the right edge; null follows the account. */
  const [edge, setEdge] = useSessionState<number | null>("charts.edge", null);
  const [opened, setOpened] = useState<string>();

  return (
    <div class="charts">
      {problem && !history && (
        <p class="charts-empty">
          {problem.detail} {problem.next}
        </p>
      )}
      {!problem && !history && <p class="charts-empty">Asking the account…</p>}
      {history && (
        <Drawn
          history={history}
          range={range}
          setRange={setRange}
          edge={edge}
          setEdge={setEdge}
          opened={opened}
          setOpened={setOpened}
        />
      )}
    </div>
  );
}

type DrawnProps = {
  history: History;
  range: number;
  setRange: (ms: number) => void;
  edge: number | null;
  setEdge: (at: number | null) => void;
  opened: string | undefined;
  setOpened: (id: string | undefined) => void;
};

function Drawn({ history, range, setRange, edge, setEdge, opened, setOpened }: DrawnProps) {
  const to = edge ?? history.now;
  const from = to - range;
  const first = Math.min(history.cpu.at[0] ?? history.now, history.load.at[0] ?? history.now);
  const { tasks, cpu, load } = history;
  const activities = history.activities.filter((it) => it.at >= from && it.at <= to);
  const marks = activities.map((it) => ({ id: it.id, at: it.at, label: it.description }));
  const unknownFrom = history.cpuUntil === null ? undefined : history.cpuUntil + MINUTE;
  const shared = { from, to, marks };
  return (
    <>
      <div class="charts-tools">
        <fieldset>
          <legend class="visually-hidden">Time shown</legend>
          {RANGES.map(({ label, ms }) => (
            <label key={ms}>
              <input type="radio" name="charts-range" checked={range === ms} onChange={() => setRange(ms)} />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
        <label class="charts-scrub">
          <span>
            until <time>{formatAccountTime(to)}</time>
          </span>
          <input
            type="range"
            min={Math.min(first + range, history.now)}
            max={history.now}
            step={10_000}
            value={to}
            aria-valuetext={formatAccountTime(to)}
            onInput={(event) => {
              const value = Number(event.currentTarget.value);
              setEdge(value >= history.now - 10_000 ? null : value);
            }}
          />
        </label>
        <button class="button" type="button" disabled={edge === null} onClick={() => setEdge(null)}>
          {edge === null ? "Following" : "Follow"}
        </button>
      </div>
      <p class="charts-summary">{summary(history, to)}</p>
      <Announcer history={history} />

      <figure>
        <figcaption>Load</figcaption>
        <LineChart
          {...shared}
          title="Load"
          unit=""
          height={150}
          atLeast={10}
          quantities={[
            { label: "users", color: "--quantity-users", at: load.at, values: load.users, stepped: true },
            { label: "requests/s", color: "--quantity-rps", at: load.at, values: load.rps, stepped: true },
          ]}
        />
      </figure>
      <figure>
        <figcaption>
          CPUUtilization of the service, average <span>one datapoint per minute, as CloudWatch has it</span>
        </figcaption>
        <LineChart
          {...shared}
          title="CPU"
          unit=" %"
          height={170}
          atLeast={100}
          quantities={[{ label: "CPU", color: "--quantity-cpu", at: cpu.at, values: cpu.average }]}
          levels={history.thresholds.map((it) => ({
            label: `${it.comparison === "GreaterThanThreshold" ? "AlarmHigh above" : "AlarmLow below"} ${it.threshold} %`,
            value: it.threshold,
            color: it.state === "ALARM" ? "--accent" : "--ink-soft",
          }))}
          unknown={
            unknownFrom === undefined ? undefined : { from: unknownFrom, to: history.now, label: "not published yet" }
          }
        />
      </figure>
      <figure>
        <figcaption>Tasks</figcaption>
        <LineChart
          {...shared}
          title="Tasks"
          unit=""
          height={150}
          atLeast={5}
          quantities={[
            {
              label: "desired",
              color: "--quantity-desired",
              at: tasks.at,
              values: tasks.desired,
              stepped: true,
              dashed: true,
            },
            { label: "running", color: "--quantity-running", at: tasks.at, values: tasks.running, stepped: true },
            { label: "pending", color: "--quantity-pending", at: tasks.at, values: tasks.pending, stepped: true },
          ]}
        />
      </figure>

      {activities.length > 0 && (
        <ol class="charts-marks" aria-label="Scaling activities in this time">
          {activities.map((it) => (
            <li key={it.id}>
              <button
                class="button"
                type="button"
                aria-expanded={opened === it.id}
                onClick={() => setOpened(opened === it.id ? undefined : it.id)}
              >
                <time>{formatAccountTime(it.at)}</time> {it.description} <i>{it.status}</i>
              </button>
              {opened === it.id && <p>{it.cause}</p>}
            </li>
          ))}
        </ol>
      )}
      <MinuteTable history={history} from={from} to={to} />
    </>
  );
}

/** What the charts show at one instant, in a sentence. */
function summary({ tasks, cpu, load, target }: History, at: number): string {
  const users = valueAt(load.at, load.users, at);
  const rps = valueAt(load.at, load.rps, at);
  const percent = valueAt(cpu.at, cpu.average, at);
  const running = valueAt(tasks.at, tasks.running, at);
  const desired = valueAt(tasks.at, tasks.desired, at);
  const parts = [
    users === undefined ? "no load so far" : `${users} users, ${round(rps ?? 0)} requests per second`,
    percent === undefined
      ? "no CPU datapoint yet"
      : `CPU ${round(percent)} % in the last published minute${target === null ? "" : ` against a target of ${target} %`}`,
    running === undefined ? "no service" : `${running} of ${desired} desired tasks running`,
  ];
  return `At ${formatAccountTime(at)}: ${parts.join("; ")}.`;
}

/** Says a finished change of capacity once, politely; never a datapoint. */
function Announcer({ history }: { history: History }) {
  const known = useRef(new Set(history.activities.map((it) => it.id)));
  const [said, setSaid] = useState("");
  useEffect(() => {
    const fresh = history.activities.filter((it) => it.desired !== null && !known.current.has(it.id));
    for (const it of history.activities) known.current.add(it.id);
    const last = fresh.at(-1);
    if (last) setSaid(`${last.description} ${last.cause}`);
  }, [history.activities]);
  return (
    <p class="visually-hidden" role="status">
      {said}
    </p>
  );
}

function MinuteTable({ history, from, to }: { history: History; from: number; to: number }) {
  const minutes = [];
  for (let at = Math.ceil(from / MINUTE) * MINUTE; at <= to; at += MINUTE) minutes.push(at);
  const { cpu, load, tasks } = history;
  const cell = (value: number | undefined) => (value === undefined ? "–" : round(value));
  return (
    <details class="charts-table">
      <summary>The same as a table</summary>
      <table>
        <caption class="visually-hidden">Load, CPU and tasks per minute of account time, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Minute</th>
            <th scope="col">Users</th>
            <th scope="col">Requests/s</th>
            <th scope="col">CPU %</th>
            <th scope="col">Desired</th>
            <th scope="col">Running</th>
          </tr>
        </thead>
        <tbody>
          {minutes.reverse().map((at) => (
            <tr key={at}>
              <th scope="row">{formatAccountTime(at).slice(0, 5)}</th>
              <td>{cell(valueAt(load.at, load.users, at))}</td>
              <td>{cell(valueAt(load.at, load.rps, at))}</td>
              <td>{cell(cpu.average[cpu.at.indexOf(at)])}</td>
              <td>{cell(valueAt(tasks.at, tasks.desired, at))}</td>
              <td>{cell(valueAt(tasks.at, tasks.running, at))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

const round = (value: number) => (Math.abs(value) < 10 ? Math.round(value * 10) / 10 : Math.round(value));
