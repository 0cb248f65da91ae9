import type { ChartsView } from "../../../server/contract/index.ts";

/** What the charts have seen so far; grows with every answer, and survives a reload within the session. */
export type History = {
  accountId: string;
  /** When the service was made that is drawn here: after a reset it is another one, with a history of its own. */
  createdAt: number | null;
  now: number;
  /** Desired, running and pending tasks as they were read; the last entry is always the newest reading. */
  tasks: { at: number[]; desired: number[]; running: number[]; pending: number[] };
  cpu: ChartsView["cpu"];
  cpuUntil: number | null;
  target: number | null;
  thresholds: ChartsView["thresholds"];
  activities: ChartsView["activities"];
  load: Omit<NonNullable<ChartsView["load"]>, "current">;
};

/** Samples kept of each column: some hours at the default speed, a few hundred kilobytes. */
const KEPT = 4_000;
/** Scaling activities kept: more than anybody opens. */
const KEPT_ACTIVITIES = 200;

const MINUTE = 60_000;

export const emptyHistory = (accountId: string): History => ({
  accountId,
  createdAt: null,
  now: 0,
  tasks: { at: [], desired: [], running: [], pending: [] },
  cpu: { at: [], average: [], tasks: [] },
  cpuUntil: null,
  target: null,
  thresholds: [],
  activities: [],
  load: { at: [], users: [], rps: [], failuresPerSecond: [], latencyMsP50: [], latencyMsP95: [] },
});

/** From when the next answer has to reach back: datapoints and activities change for some minutes after their time. */
export const since = (history: History): number | undefined =>
  history.now === 0 ? undefined : history.now - 10 * MINUTE;

/** Whether the answer is about the service that the history has drawn so far. A service that is gone keeps its history on screen. */
export const continues = (history: History, { service }: ChartsView): boolean =>
  history.createdAt === null || service === null || service.createdAt === history.createdAt;

/** The history with one more answer in it. Columns are joined by time, the newer answer wins. */
export function withAnswer(history: History, view: ChartsView): History {
  const { now, service, load } = view;
  return {
    ...history,
    createdAt: service?.createdAt ?? history.createdAt,
    now,
    tasks: service
      ? extended(joined(history.tasks, unseenTasks(history.tasks, view)), {
          at: now,
          desired: service.desired,
          running: service.running,
          pending: service.pending,
        })
      : history.tasks,
    cpu: joined(history.cpu, view.cpu),
    cpuUntil: view.cpuUntil ?? history.cpuUntil,
    target: view.target,
    thresholds: view.thresholds,
    activities: [
      ...history.activities.filter((old) => !view.activities.some((it) => it.id === old.id)),
      ...view.activities,
    ].slice(-KEPT_ACTIVITIES),
    load: load ? withLiveLoad(history.load, load, now) : history.load,
  };
}

/** The load's columns of ten seconds each, ended by what it does at this moment. */
function withLiveLoad(
  old: History["load"],
  { current, ...columns }: NonNullable<ChartsView["load"]>,
  now: number,
): History["load"] {
  const load = joined(old, columns);
  const last = load.at.length - 1;
  if (last < 0) return load;
  return extended(load, {
    at: now,
    users: current.users,
    rps: current.rps,
    failuresPerSecond: current.users === 0 ? 0 : load.failuresPerSecond[last]!,
    latencyMsP50: load.latencyMsP50[last]!,
    latencyMsP95: load.latencyMsP95[last]!,
  });
}

/**
 * Task counts of a time in which nobody looked: CloudWatch's sample counts tell the running ones, the scaling activities the desired
 * ones. Empty where the last reading is less than a minute old.
 */
function unseenTasks(seen: History["tasks"], { now, service, cpu, activities }: ChartsView): History["tasks"] {
  const last = seen.at.length - 1;
  const after = last < 0 ? Number.NEGATIVE_INFINITY : seen.at[last]!;
  const empty = { at: [], desired: [], running: [], pending: [] };
  if (now - after <= MINUTE) return empty;

  const changes = activities.filter((it) => it.desired !== null);
  const at = [...new Set([...cpu.at, ...changes.map((it) => it.at)])]
    .filter((it) => it > after && it < now)
    .sort((a, b) => a - b);
  const before = last < 0 ? undefined : seen.desired[last]!;
  const first = before ?? cpu.tasks[0] ?? service!.desired;
  const desiredAt = (when: number) => changes.filter((it) => it.at > after && it.at <= when).at(-1)?.desired ?? first;
  // A minute's samples count every task that ran in it: that is how many there were at its end. One that began before the last reading
  // knows less than the reading.
  const runningAt = (when: number) => {
    const began = valueAt(cpu.at, cpu.at, when - MINUTE) ?? Number.NEGATIVE_INFINITY;
    const counted = began >= after ? valueAt(cpu.at, cpu.tasks, began) : seen.running[last];
    return counted ?? first;
  };
  return {
    at,
    desired: at.map(desiredAt),
    running: at.map(runningAt),
    pending: at.map(() => 0),
  };
}

type Columns = { at: number[]; [name: string]: number[] };

/** `old` up to the first instant of `fresh`, then `fresh`; at most `KEPT` entries. */
function joined<C extends Columns>(old: C, fresh: C): C {
  const first = fresh.at[0];
  if (first === undefined) return old;
  const keep = old.at.findIndex((at) => at >= first);
  const end = keep < 0 ? old.at.length : keep;
  return mapped(fresh, (values, name) => [...(old[name] ?? []).slice(0, end), ...values].slice(-KEPT));
}

/** The columns with one more reading. One that says what the two before it said only moves the end of the line. */
function extended<C extends Columns>(columns: C, reading: { [name in keyof C]: number }): C {
  const end = columns.at.length;
  const says = (row: number) =>
    Object.keys(columns).every((name) => name === "at" || columns[name]![row] === reading[name]);
  const keep = says(end - 1) && says(end - 2) ? end - 1 : end;
  return mapped(columns, (values, name) => [...values.slice(0, keep), reading[name]!].slice(-KEPT));
}

const mapped = <C extends Columns>(columns: C, change: (values: number[], name: string) => number[]): C =>
  Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, change(values, name)])) as C;

/** The value of a column at an instant: the last one not after it. */
export function valueAt(at: number[], values: number[], when: number): number | undefined {
  let low = 0;
  let high = at.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at[middle]! <= when) low = middle + 1;
    else high = middle;
  }
  return values[low - 1];
}
