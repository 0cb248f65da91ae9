import { expect, test } from "vitest";
import { advance, firstRun } from "../../server/sandbox/simulation/index.ts";
import type { ScalableTarget, ScheduledAction } from "../../server/sandbox/world/scaling.ts";
import vectors from "../vectors/dynamics.json" with { type: "json" };
import { clock, type Lab, lab, referenceParameters, running, scalableTarget, T0, until } from "./lab.ts";

const seconds = (count: number) => T0 + count * 1000;

/** `at(…)` so many seconds after T0. */
const at = (second: number) => `at(${new Date(seconds(second)).toISOString().slice(0, 19)})`;

/** Gives the target a scheduled action, as a PutScheduledAction at this moment does. */
function schedule({ world }: Lab, target: ScalableTarget, settings: Partial<ScheduledAction>, name = "night"): void {
  const action: ScheduledAction = {
    name,
    arn: `arn of ${name}`,
    createdAt: world.now,
    schedule: at(60),
    from: settings.startAt ?? world.now,
    ...settings,
  };
  const nextAt = firstRun(action, world.now);
  target.scheduledActions = { ...target.scheduledActions, [name]: { ...action, ...(nextAt && { nextAt }) } };
}

const told = ({ state }: Lab) =>
  state.scaling.activities.map((one) => `${clock(one.startedAt)} ${one.description} ${one.status}`);

type Expected = { activity?: { description?: string; statusMessage?: string } };
const vector = (name: string) =>
  (vectors as unknown as { name: string; expected: Expected[] }[]).find((it) => it.name === name)!.expected;

test("recorded: a scheduled action sets the bounds, then the desired count, in two activities", () => {
  const [bounds, capacity] = vector("scheduled-min-1-max-2-from-zero");
  const it = lab({ launchType: "FARGATE", loadBalancer: false, tasks: 0, parameters: { startSpreadSeconds: 0 } });
  const target = scalableTarget(it, 0, 2);
  schedule(it, target, { minCapacity: 1, maxCapacity: 2 });

  until(it, "0:59");
  expect(told(it)).toEqual([]);
  until(it, "1:00");

  expect(target).toMatchObject({ minCapacity: 1, maxCapacity: 2 });
  expect(it.service.desiredCount).toBe(1);
  expect(it.state.scaling.activities).toMatchObject([
    {
      description: bounds!.activity!.description,
      cause: "scheduled action name night was triggered",
      status: "Successful",
      statusMessage: bounds!.activity!.statusMessage,
      startedAt: seconds(60),
      endedAt: seconds(60),
    },
    {
      description: capacity!.activity!.description,
      cause: "minimum capacity was set to 1",
      status: "InProgress",
    },
  ]);
  // Recorded: the task is created 3 s later, running after 29 s, the activity over after 35 s; the first look is at 32 s.
  until(it, "1:32");
  expect(running(it)).toBe(1);
  expect(it.state.scaling.activities[1]).toMatchObject({ status: "Successful", endedAt: seconds(92) });
  expect(target.scheduledActions!.night!.nextAt).toBeUndefined();
  // No cooldown follows.
  expect(target.scaleOut).toBeUndefined();
});

test("a desired count inside the new bounds stays", () => {
  const it = lab({ tasks: 3 });
  const target = scalableTarget(it, 1, 5);
  schedule(it, target, { minCapacity: 2 });

  until(it, "1:00");

  expect(told(it)).toEqual(["01:00 Setting min capacity to 2 Successful"]);
  expect(it.state.scaling.activities[0]!.statusMessage).toBe("Successfully set min capacity to 2");
  expect(target).toMatchObject({ minCapacity: 2, maxCapacity: 5 });
  expect(it.service.desiredCount).toBe(3);
});

test("a maximum below the desired count takes tasks away, all at once", () => {
  const it = lab({ tasks: 5, parameters: referenceParameters });
  const target = scalableTarget(it, 1, 5);
  schedule(it, target, { maxCapacity: 2 });

  until(it, "3:00");

  expect(told(it)).toEqual([
    "01:00 Setting max capacity to 2 Successful",
    "01:00 Setting desired count to 2. Successful",
  ]);
  expect(it.state.scaling.activities[1]!.cause).toBe("maximum capacity was set to 2");
  expect(running(it)).toBe(2);
});

test("one bound that would cross the other fails, and nothing changes", () => {
  const it = lab({ tasks: 2 });
  const target = scalableTarget(it, 1, 5);
  schedule(it, target, { minCapacity: 6 });

  until(it, "2:00");

  expect(it.state.scaling.activities).toMatchObject([
    {
      description: "Setting min capacity to 6",
      status: "Failed",
      statusMessage: expect.stringMatching(/^Failed to set min capacity to 6\. Reason: /),
    },
  ]);
  expect(target).toMatchObject({ minCapacity: 1, maxCapacity: 5 });
});

test("recorded: a run that is due while scheduled scaling is suspended is skipped for good", () => {
  expect(vector("scheduled-action-skipped-while-suspended").slice(1)).toMatchObject([
    { activity: null },
    {},
    { activity: null },
  ]);
  const it = lab({ tasks: 0 });
  const target = scalableTarget(it, 0, 2);
  schedule(it, target, { minCapacity: 1 });
  schedule(it, target, { schedule: "rate(2 minutes)", maxCapacity: 3 }, "often");
  target.suspended.scheduledScaling = true;

  until(it, "3:00");
  expect(told(it)).toEqual([]);
  target.suspended.scheduledScaling = false;
  until(it, "3:59");
  expect(told(it)).toEqual([]);
  expect(it.service.desiredCount).toBe(0);

  until(it, "4:00");
  expect(told(it)).toEqual(["04:00 Setting max capacity to 3 Successful"]);
});

test("recorded: of actions that are due together one runs, the others fail once and are tried again", () => {
  const [winner, loser] = vector("simultaneous-schedules-conflict");
  const it = lab({ tasks: 0 });
  const target = scalableTarget(it, 0, 2);
  const names = Array.from({ length: 52 }, (_, n) => `s${n}`);
  for (const name of names) schedule(it, target, { minCapacity: 0, maxCapacity: 4 }, name);

  until(it, "1:00");
  const { activities } = it.state.scaling;
  expect(activities.map((one) => one.status)).toEqual(["Successful", ...Array(51).fill("Failed")]);
  expect(activities[0]!.description).toBe(winner!.activity!.description);
  expect(activities[1]).toMatchObject({
    description: loser!.activity!.description,
    statusMessage: loser!.activity!.statusMessage,
  });
  until(it, "2:30");

  const causes = activities.filter((one) => one.status === "Successful").map((one) => one.cause);
  expect(causes).toEqual(names.map((name) => `scheduled action name ${name} was triggered`));
  expect(activities).toHaveLength(52 + 51);
});

test("a recurring action runs at its start time too, and never after its end time", () => {
  const it = lab({ tasks: 1 });
  const target = scalableTarget(it, 1, 5);
  schedule(it, target, {
    schedule: "cron(0/2 * * * ? *)",
    startAt: seconds(190),
    endAt: seconds(480),
    minCapacity: 1,
  });

  until(it, "20:00");

  expect(told(it).map((one) => one.slice(0, 5))).toEqual(["03:10", "04:00", "06:00", "08:00"]);
  expect(target.scheduledActions!.night!.nextAt).toBeUndefined();
});

test("a rate counts from its start time", () => {
  const it = lab({ tasks: 1 });
  const target = scalableTarget(it, 1, 5);
  schedule(it, target, { schedule: "rate(3 minutes)", startAt: seconds(50), minCapacity: 1 });

  until(it, "7:00");

  expect(told(it).map((one) => one.slice(0, 5))).toEqual(["00:50", "03:50", "06:50"]);
});

test("a one-time action before its start time never runs", () => {
  const it = lab({ tasks: 1 });
  const target = scalableTarget(it, 1, 5);
  schedule(it, target, { startAt: seconds(61), minCapacity: 2 });

  until(it, "5:00");

  expect(told(it)).toEqual([]);
});

test("a schedule in a time zone follows the clock there", () => {
  const it = lab({ tasks: 1 });
  const target = scalableTarget(it, 1, 5);
  // T0 is midnight in UTC, two in the morning in Berlin.
  schedule(it, target, { schedule: "cron(5 2 * * ? *)", timezone: "Europe/Berlin", minCapacity: 1 });

  until(it, "10:00");

  expect(told(it).map((one) => one.slice(0, 5))).toEqual(["05:00"]);
});

test("scheduled runs are the same however time is cut", () => {
  const history = (step: number) => {
    const it = lab({ tasks: 1, parameters: referenceParameters });
    const target = scalableTarget(it, 1, 5);
    schedule(it, target, { schedule: "rate(1 minute)", minCapacity: 3 }, "up");
    schedule(it, target, { schedule: "cron(*/3 * * * ? *)", maxCapacity: 3 }, "down");
    for (let second = step; second <= 600; second += step) advance(it.world, seconds(second));
    return it.world;
  };

  expect(history(1)).toEqual(history(600));
});

test("every run keeps why it moved the desired count, or why not, beside the activity that AWS shows", () => {
  const it = lab({ tasks: 2 });
  const target = scalableTarget(it, 1, 5);
  schedule(it, target, { schedule: at(60), minCapacity: 3 }, "up");
  schedule(it, target, { schedule: at(120), maxCapacity: 4 }, "lid");
  schedule(it, target, { schedule: at(120), maxCapacity: 5 }, "other lid");
  schedule(it, target, { schedule: at(180), maxCapacity: 2 }, "crossing");

  until(it, "4:00");

  const { activities, decisions } = it.state.scaling;
  const described = new Map(activities.map(({ id, description }) => [id, description]));
  expect(
    decisions!.map(({ at, trigger, outcome, activityId }) => [clock(at), trigger, outcome, described.get(activityId!)]),
  ).toEqual([
    [
      "01:00",
      { kind: "schedule", action: "up", sets: { min: 3 } },
      { kind: "scaled", from: 2, to: 3 },
      "Setting desired count to 3.",
    ],
    [
      "02:00",
      { kind: "schedule", action: "lid", sets: { max: 4 } },
      { kind: "held", by: { reason: "within-bounds" } },
      "Setting max capacity to 4",
    ],
    [
      "02:00",
      { kind: "schedule", action: "other lid", sets: { max: 5 } },
      { kind: "held", by: { reason: "pending-update" } },
      "Setting max capacity to 5",
    ],
    [
      "02:01",
      { kind: "schedule", action: "other lid", sets: { max: 5 } },
      { kind: "held", by: { reason: "within-bounds" } },
      "Setting max capacity to 5",
    ],
    [
      "03:00",
      { kind: "schedule", action: "crossing", sets: { max: 2 } },
      { kind: "held", by: { reason: "crossed-bounds" } },
      "Setting max capacity to 2",
    ],
  ]);
});
