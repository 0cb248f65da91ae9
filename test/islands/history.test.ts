import { expect, test } from "vitest";
import type { ChartsView } from "../../server/contract/index.ts";
import { continues, emptyHistory, valueAt, withAnswer } from "../../site/islands/charts/history.ts";
import { summary } from "../../site/islands/charts/summary.ts";
import { type Draft, rebased } from "../../site/islands/console/wizard/draft.ts";

/* What the charts and the wizard keep, without a page around it. Times are minutes of account time. */

const minutes = (n: number) => n * 60_000;

const answer = (now: number, part: Partial<ChartsView> = {}): ChartsView => ({
  now: minutes(now),
  service: { desired: 1, running: 1, pending: 0, createdAt: 0 },
  cpu: { at: [], average: [], tasks: [] },
  cpuUntil: null,
  target: 40,
  thresholds: [],
  activities: [],
  load: null,
  ...part,
});

const activity = (id: string, at: number, desired: number) => ({
  id,
  at: minutes(at),
  endedAt: minutes(at),
  status: "Successful",
  description: `Setting desired count to ${desired}.`,
  cause: "",
  desired,
});

test("a value holds from its instant until the next one, and there is none before the first", () => {
  expect(valueAt([10, 20], [1, 2], 9)).toBeUndefined();
  expect(valueAt([10, 20], [1, 2], 10)).toBe(1);
  expect(valueAt([10, 20], [1, 2], 19)).toBe(1);
  expect(valueAt([10, 20], [1, 2], 500)).toBe(2);
});

test("a summary tells the newest whole minute of CPU: the datapoint of a running minute stands at its start", () => {
  const history = withAnswer(
    emptyHistory("1"),
    answer(3, { cpu: { at: [minutes(1), minutes(2)], average: [30, 90], tasks: [1, 1] } }),
  );

  expect(summary(history, minutes(2.5))).toContain("CPU 30\u00a0% in the minute of 00:01, target 40\u00a0%");
  expect(summary(history, minutes(3))).toContain("CPU 90\u00a0% in the minute of 00:02");
});

test("a reading that says what the two before it said moves the end of the line, and adds nothing", () => {
  let history = emptyHistory("1");
  for (const now of [1, 1.1, 1.2, 1.3]) history = withAnswer(history, answer(now));

  expect(history.tasks).toEqual({ at: [minutes(1), minutes(1.3)], desired: [1, 1], running: [1, 1], pending: [0, 0] });
});

test("what happened while nobody looked is filled in from the scaling activities and CloudWatch's sample counts", () => {
  const before = withAnswer(emptyHistory("1"), answer(10));

  const { tasks } = withAnswer(
    before,
    answer(20, {
      service: { desired: 3, running: 3, pending: 0, createdAt: 0 },
      activities: [activity("a", 13.5, 3)],
      cpu: { at: [12, 13, 14, 15].map(minutes), average: [90, 90, 60, 50], tasks: [1, 1, 3, 3] },
    }),
  );

  expect(valueAt(tasks.at, tasks.desired, minutes(13))).toBe(1);
  expect(valueAt(tasks.at, tasks.desired, minutes(13.5))).toBe(3);
  expect(valueAt(tasks.at, tasks.running, minutes(14))).toBe(1);
  expect(valueAt(tasks.at, tasks.running, minutes(15))).toBe(3);
  expect(valueAt(tasks.at, tasks.running, minutes(20))).toBe(3);
});

test("the load's line goes on to the present after the load has stopped", () => {
  const columns = { failuresPerSecond: [0], latencyMsP50: [20], latencyMsP95: [30] };
  const running = withAnswer(
    emptyHistory("1"),
    answer(10, {
      load: {
        at: [minutes(9)],
        users: [600],
        rps: [60],
        ...columns,
        current: { users: 600, rps: 60, state: "running" },
      },
    }),
  );
  const none = { at: [], users: [], rps: [], failuresPerSecond: [], latencyMsP50: [], latencyMsP95: [] };

  const { load } = withAnswer(
    running,
    answer(40, { load: { ...none, current: { users: 0, rps: 0, state: "stopped" } } }),
  );

  expect(load.at).toEqual([9, 10, 40].map(minutes));
  expect(load.users).toEqual([600, 600, 0]);
});

test("a service of the same name made at another time has a history of its own", () => {
  const history = withAnswer(emptyHistory("1"), answer(10));
  const service = { desired: 1, running: 1, pending: 0 };

  expect(continues(history, answer(11))).toBe(true);
  expect(continues(history, answer(11, { service: { ...service, createdAt: minutes(5) } }))).toBe(false);
  expect(continues(history, answer(11, { service: null }))).toBe(true);
});

test("what nobody touched in the wizard follows the account, what was typed stays", () => {
  const before: Draft = {
    desired: "1",
    configured: false,
    min: "",
    max: "",
    policies: [],
    kept: [],
    removed: [],
    deletedAlarms: [],
  };
  const typed: Draft = { ...before, configured: true, max: "7" };
  const account: Draft = { ...before, configured: true, desired: "3", min: "1", max: "5" };

  expect(rebased(typed, before, account)).toEqual({ ...typed, desired: "3", min: "1", max: "7" });
});
