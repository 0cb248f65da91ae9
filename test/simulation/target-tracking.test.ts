import { expect, test } from "vitest";
import {
  type Decision,
  decide,
  type Situation,
  trackedCapacity,
} from "../../server/sandbox/simulation/target-tracking.ts";
import type { Cooling } from "../../server/sandbox/world/scaling.ts";
import vectors from "../vectors/dynamics.json" with { type: "json" };

const ceilTable = (
  vectors as unknown as { name: string; expected: { running: number; metric: number; desired: number }[] }[]
).find((it) => it.name === "ceil-table-T40-max5")!.expected;

/** Target 40, at most 5 tasks; what the formula says, without the gradual limit. */
const worked = [
  [1, 41, 2],
  [1, 80, 2],
  [1, 81, 3],
  [1, 100, 3],
  [2, 100, 5],
  [3, 70, 5],
  [3, 54, 5],
  [3, 53, 4],
  [2, 30, 2],
  [2, 19, 1],
  [5, 35, 5],
  [5, 31, 4],
  [5, 8, 1],
  ...ceilTable.map((it) => [it.running, it.metric, it.desired] as const),
] as const;

test.each(worked)("%i running tasks at %d percent become %i", (running, metric, desired) => {
  const decision = decide(
    situation({
      direction: metric > 40 ? "out" : "in",
      proposed: trackedCapacity(running, metric, 40),
      running,
      desired: running,
    }),
  );

  expect(decision).toEqual(
    desired === running
      ? { kind: "not-scaled", code: running === 5 && metric > 40 ? "AlreadyAtMaxCapacity" : "AlreadyAtDesiredCapacity" }
      : { kind: "scale", to: desired, from: running },
  );
});

test("a whole quotient is not rounded up: three tasks at 40.00000000000001 % of a target of 40 stay three", () => {
  expect(trackedCapacity(3, 40.000000000000014, 40)).toBe(3);
});

test("with no running task, a metric above its target asks for one", () => {
  expect(trackedCapacity(0, 100, 40)).toBe(1);
});

/*
 * Cooldown of 300 s, breaches small and large add one and two tasks to the running ones: the documented example of a credited
 * scale-out, worked through second by second.
 */
const first: Cooling = { endedAt: 20_000, cooldownSeconds: 300, from: 1, to: 2 };
const second: Cooling = { endedAt: 30_000, cooldownSeconds: 300, from: 1, to: 3 };
const credit: [at: number, situation: Partial<Situation>, expected: Decision][] = [
  [0, { running: 1, desired: 1, proposed: 1 + 1 }, { kind: "scale", to: 2, from: 1 }],
  [
    10,
    { running: 1, desired: 2, proposed: 1 + 1, inProgress: true },
    { kind: "not-scaled", code: "AlreadyAtDesiredCapacity" },
  ],
  [21, { running: 2, desired: 2, proposed: 2 + 2, scaleOut: first }, { kind: "scale", to: 3, from: 1 }],
  [31, { running: 3, desired: 3, proposed: 3 + 2, scaleOut: second }, { kind: "nothing" }],
  [329, { running: 3, desired: 3, proposed: 3 + 2, scaleOut: second }, { kind: "nothing" }],
  [330, { running: 3, desired: 3, proposed: 3 + 2, scaleOut: second }, { kind: "scale", to: 5, from: 3 }],
];

test.each(credit)("scale-out credit at second %i", (at, given, expected) => {
  expect(decide(situation({ direction: "out", maxCapacity: 10, now: at * 1000, ...given }))).toEqual(expected);
});

test("a scale-in cooldown blocks scale-in without a record, and no scale-out", () => {
  const scaleIn: Cooling = { endedAt: 0, cooldownSeconds: 30, from: 5, to: 4 };

  expect(decide(situation({ direction: "in", running: 4, desired: 4, proposed: 1, scaleIn, now: 29_000 }))).toEqual({
    kind: "nothing",
  });
  expect(decide(situation({ direction: "in", running: 4, desired: 4, proposed: 1, scaleIn, now: 30_000 }))).toEqual({
    kind: "scale",
    to: 1,
    from: 4,
  });
  expect(decide(situation({ direction: "out", running: 4, desired: 4, proposed: 5, scaleIn, now: 1_000 }))).toEqual({
    kind: "scale",
    to: 5,
    from: 4,
  });
});

test("at the limit of its direction a target says so, also during a cooldown, unless a change is in progress", () => {
  const scaleIn: Cooling = { endedAt: 0, cooldownSeconds: 30, from: 2, to: 1 };

  expect(decide(situation({ direction: "out", running: 5, desired: 5, proposed: 8 }))).toEqual({
    kind: "not-scaled",
    code: "AlreadyAtMaxCapacity",
  });
  expect(decide(situation({ direction: "in", running: 1, desired: 1, proposed: 1, scaleIn, now: 1_000 }))).toEqual({
    kind: "not-scaled",
    code: "AlreadyAtMinCapacity",
  });
  expect(decide(situation({ direction: "out", running: 3, desired: 5, proposed: 8, inProgress: true }))).toEqual({
    kind: "not-scaled",
    code: "AlreadyAtDesiredCapacity",
  });
});

test("a gradual scale-in takes a fifth of the running tasks, at least one", () => {
  const gradual = (running: number) =>
    decide(situation({ direction: "in", running, desired: running, proposed: 1, maxCapacity: 20, scaleInShare: 0.2 }));

  expect([2, 5, 10, 20].map(gradual)).toEqual([
    { kind: "scale", to: 1, from: 2 },
    { kind: "scale", to: 4, from: 5 },
    { kind: "scale", to: 8, from: 10 },
    { kind: "scale", to: 16, from: 20 },
  ]);
});

function situation(given: Partial<Situation>): Situation {
  return {
    direction: "out",
    proposed: 1,
    running: 1,
    desired: 1,
    minCapacity: 1,
    maxCapacity: 5,
    inProgress: false,
    scaleInShare: 1,
    now: 0,
    ...given,
  };
}
