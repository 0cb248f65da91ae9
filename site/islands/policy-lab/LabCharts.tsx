import { say } from "../../client/say.ts";
import { valueAt } from "../charts/history.ts";
import { LineChart, type Mark, type Quantity } from "../charts/LineChart.tsx";
import { PointsTable } from "../charts/PointsTable.tsx";
import { dashOf } from "./looks.ts";
import type { Run } from "./run.ts";
import { type Settings, START } from "./settings.ts";
import { words } from "./words.ts";

const MINUTE = 60_000;
/** Rows of a table: a long run is told every few minutes. */
const ROWS = 60;

type Props = {
  letters: string[];
  names: string[];
  settings: Settings[];
  runs: (Run | undefined)[];
  minutes: number;
  marks: Mark[];
  onMark: (id: string) => void;
};

/** The curves of all variants on one time axis, and their numbers as tables. */
export function LabCharts({ letters, names, settings, runs, minutes, marks, onMark }: Props) {
  const shared = { from: START, to: START + minutes * MINUTE, unit: "" };
  // A variant whose first run is on its way has a line without points: the charts keep their shape.
  const lines = (of: (run: Run) => Pick<Quantity, "at" | "values">): Quantity[] =>
    runs.map((run, i) => {
      const { token, dash } = dashOf(i);
      const points = run ? of(run) : { at: [], values: [] };
      return { label: letters[i]!, color: token, stepped: true, ...points, ...(dash && { dashed: dash }) };
    });
  const users = runs.find((it) => it !== undefined);
  return (
    <>
      <figure>
        <figcaption>{say(words.charts.users)}</figcaption>
        <LineChart
          {...shared}
          name={say(words.charts.users)}
          height={90}
          atLeast={10}
          quantities={[
            {
              label: say("users"),
              color: "--quantity-users",
              at: users?.at ?? [],
              values: users?.users ?? [],
              stepped: true,
            },
          ]}
        />
      </figure>
      <figure>
        <figcaption>{say(words.charts.tasks)}</figcaption>
        <LineChart
          {...shared}
          name={say(words.charts.tasks)}
          marks={marks}
          onMark={onMark}
          height={190}
          atLeast={5}
          quantities={lines((run) => ({ at: run.at, values: run.running }))}
        />
      </figure>
      <figure>
        <figcaption>
          {say(words.charts.cpu)} <span>{say(words.charts.cpuNote)}</span>
        </figcaption>
        <LineChart
          {...shared}
          name={say(words.charts.cpu)}
          height={190}
          atLeast={100}
          headroom={1.1}
          levels={targetsOf(letters, settings)}
          quantities={lines((run) => ({ at: run.cpu.at, values: run.cpu.percent }))}
        />
      </figure>
      <figure>
        <figcaption>
          {say(words.charts.latency)} <span>{say(words.charts.latencyNote)}</span>
        </figcaption>
        <LineChart
          {...shared}
          name={say(words.charts.latency)}
          height={150}
          atLeast={0.5}
          quantities={lines((run) => ({ at: run.at, values: run.latencyMsP95.map(inSeconds) }))}
        />
      </figure>
      {runs.map(
        (run, i) =>
          run && (
            <PointsTable
              key={letters[i]}
              title={say("{name} as a table", { name: names[i]! })}
              caption={say("{name} as a table", { name: names[i]! })}
              {...rowsOf(run, minutes)}
            />
          ),
      )}
    </>
  );
}

const inSeconds = (ms: number | null): number | null => (ms === null ? null : Math.round(ms) / 1_000);

/** The CPU targets, variants with the same one together. */
function targetsOf(letters: string[], settings: Settings[]) {
  const groups = new Map<number, number[]>();
  for (const [i, it] of settings.entries()) {
    const value = it.policy === "cpu" ? it.cpuTarget : it.policy === "step" ? it.outThreshold : undefined;
    if (value !== undefined) groups.set(value, [...(groups.get(value) ?? []), i]);
  }
  return [...groups].map(([value, of]) => ({
    label: `${of.map((i) => letters[i]).join(", ")}: ${value} %`,
    value,
    color: "--quantity-target",
  }));
}

function rowsOf(run: Run, minutes: number) {
  const every = Math.max(1, Math.ceil(minutes / ROWS));
  const at = Array.from({ length: Math.floor(minutes / every) + 1 }, (_, i) => START + i * every * MINUTE);
  const column = (label: string, times: number[], values: (number | null)[]) => ({
    label: say(label),
    values: at.map((when) => valueAt(times, values as number[], when) ?? undefined),
  });
  const { columns } = words;
  return {
    at,
    columns: [
      column(columns.users, run.at, run.users),
      column(columns.cpu, run.cpu.at, run.cpu.percent),
      column(columns.desired, run.at, run.desired),
      column(columns.running, run.at, run.running),
      column(columns.p50, run.at, run.latencyMsP50.map(inSeconds)),
      column(columns.p95, run.at, run.latencyMsP95.map(inSeconds)),
    ],
  };
}
