import type { ChartsView } from "../../../server/contract/index.ts";

/** What the charts have seen so far; grows with every answer, and survives a reload within the session. */
export type History = {
  accountId: string;
  now: number;
  /** Desired, running and pending tasks as they were read, one entry per change. */
  tasks: { at: number[]; desired: number[]; running: number[]; pending: number[] };
  cpu: ChartsView["cpu"];
  cpuUntil: number | null;
  target: number | null;
  thresholds: ChartsView["thresholds"];
  activities: ChartsView["activities"];
  load: Omit<NonNullable<ChartsView["load"]>, "current">;
  current: NonNullable<ChartsView["load"]>["current"] | null;
};

/** Samples kept of each column: some hours at the default speed, a few hundred kilobytes. */
const KEPT = 4_000;

const MINUTE = 60_000;

export const emptyHistory = (accountId: string): History => ({
  accountId,
  now: 0,
  tasks: { at: [], desired: [], running: [], pending: [] },
  cpu: { at: [], average: [], tasks: [] },
  cpuUntil: null,
  target: null,
  thresholds: [],
  activities: [],
  load: { at: [], users: [], rps: [], failuresPerSecond: [], latencyMsP50: [], latencyMsP95: [] },
  current: null,
});

/** From when the next answer has to reach back: datapoints and activities change for some minutes after their time. */
export const since = (history: History): number | undefined =>
  history.now === 0 ? undefined : history.now - 10 * MINUTE;

/** The history with one more answer in it. Columns are joined by time, the newer answer wins. */
export function withAnswer(history: History, view: ChartsView): History {
  const tasks = history.tasks.at.length === 0 ? earlierTasks(view) : history.tasks;
  const { service, load } = view;
  return {
    ...history,
    now: view.now,
    tasks: service
      ? joined(tasks, {
          at: [view.now],
          desired: [service.desired],
          running: [service.running],
          pending: [service.pending],
        })
      : tasks,
    cpu: joined(history.cpu, view.cpu),
    cpuUntil: view.cpuUntil,
    target: view.target,
    thresholds: view.thresholds,
    activities: [
      ...history.activities.filter((old) => !view.activities.some((it) => it.id === old.id)),
      ...view.activities,
    ],
    load: load ? joined(history.load, liveLoad(load, view.now)) : history.load,
    current: load?.current ?? null,
  };
}

/** The load's columns, ended by what it does at this moment. */
function liveLoad({ current, ...columns }: NonNullable<ChartsView["load"]>, now: number): History["load"] {
  if (columns.at.length === 0) return columns;
  const repeat = (values: number[]) => [...values, values.at(-1)!];
  return {
    at: [...columns.at, now],
    users: [...columns.users, current.users],
    rps: [...columns.rps, current.rps],
    failuresPerSecond: repeat(columns.failuresPerSecond),
    latencyMsP50: repeat(columns.latencyMsP50),
    latencyMsP95: repeat(columns.latencyMsP95),
  };
}

/** Task counts from before anybody looked: CloudWatch's sample counts tell the running ones, the scaling activities the desired ones. */
function earlierTasks({ cpu, activities, service }: ChartsView): History["tasks"] {
  const changes = activities.filter((activity) => activity.desired !== null);
  const desiredAt = (at: number) => {
    const before = changes.filter((activity) => activity.at <= at + MINUTE).at(-1);
    return before?.desired ?? cpu.tasks[0] ?? service?.desired ?? 0;
  };
  return {
    at: [...cpu.at],
    desired: cpu.at.map(desiredAt),
    running: [...cpu.tasks],
    pending: cpu.at.map(() => 0),
  };
}

type Columns = { at: number[]; [name: string]: number[] };

/** `old` up to the first instant of `fresh`, then `fresh`; at most `KEPT` entries. */
function joined<C extends Columns>(old: C, fresh: C): C {
  const first = fresh.at[0];
  if (first === undefined) return old;
  const keep = old.at.findIndex((at) => at >= first);
  const end = keep < 0 ? old.at.length : keep;
  const result: Columns = { at: [] };
  for (const name of Object.keys(fresh))
    result[name] = [...(old[name] ?? []).slice(0, end), ...fresh[name]!].slice(-KEPT);
  return result as C;
}

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
