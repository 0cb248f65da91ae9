import { expect, test } from "vitest";
import { setAlarmState, startDeployment } from "../../server/sandbox/simulation/index.ts";
import { applyPolicies } from "../../server/sandbox/simulation/policies.ts";
import { aggregate, matchingStep, steppedCapacity } from "../../server/sandbox/simulation/step-scaling.ts";
import type { StepScaling } from "../../server/sandbox/world/scaling.ts";
import vectors from "../vectors/dynamics.json" with { type: "json" };
import {
  alarmOn,
  type Lab,
  lab,
  policy,
  RESOURCE,
  referenceParameters,
  resize,
  running,
  scalableTarget,
  signal,
  stepPolicy,
  T0,
  taskDefinition,
  until,
} from "./lab.ts";

type Expected = {
  atSecond: number;
  tolerance: number;
  desired?: number;
  signal?: string;
  activity?: {
    status?: string;
    description?: string;
    notScaledReasons?: { Code: string; CurrentCapacity?: number }[];
  } | null;
};

/** A dynamic vector's expectations by its name. */
const vector = (name: string) =>
  (vectors as unknown as { name: string; expected: Expected[] }[]).find((it) => it.name === name)!.expected;

const change = (adjustment: number, more: Partial<StepScaling> = {}): StepScaling => ({
  adjustmentType: "ChangeInCapacity",
  steps: [adjustment > 0 ? { lower: 0, adjustment } : { upper: 0, adjustment }],
  ...more,
});

const exactly = (adjustment: number): StepScaling => ({
  adjustmentType: "ExactCapacity",
  steps: [{ lower: 0, adjustment }],
});

/** The documented example: threshold 50; nothing for the first ten, then 10 and 30 percent. */
const documented: StepScaling = {
  adjustmentType: "PercentChangeInCapacity",
  steps: [
    { lower: 0, upper: 10, adjustment: 0 },
    { lower: 10, upper: 20, adjustment: 10 },
    { lower: 20, adjustment: 30 },
    { lower: -10, upper: 0, adjustment: 0 },
    { lower: -20, upper: -10, adjustment: -10 },
    { upper: -20, adjustment: -30 },
  ],
};

test.each([
  [50, "GreaterThanThreshold", 10, 10],
  [59.9, "GreaterThanThreshold", 10, 10],
  [60, "GreaterThanThreshold", 10, 11],
  [69.9, "GreaterThanOrEqualToThreshold", 10, 11],
  [70, "GreaterThanThreshold", 11, 14],
  [40, "LessThanThreshold", 10, 9],
  [40.1, "LessThanThreshold", 10, 10],
  [30.1, "LessThanThreshold", 10, 9],
  [30, "LessThanOrEqualToThreshold", 10, 7],
])("AWS's example of steps: a metric of %d, %s, makes of %i tasks %i", (metric, operator, tasks, expected) => {
  const step = matchingStep(documented.steps, metric - 50, operator)!;

  expect(steppedCapacity(tasks, step, documented)).toBe(expected);
});

test("a breach between no bounds has no step", () => {
  expect(matchingStep([{ lower: 5, adjustment: 1 }], 4.9, "GreaterThanThreshold")).toBeUndefined();
  expect(matchingStep([{ upper: -5, adjustment: -1 }], -4.9, "LessThanThreshold")).toBeUndefined();
});

/** AWS: 12.7 becomes 12, 0.67 becomes 1, -0.58 becomes -1, -6.67 becomes -6 (API_PutScalingPolicy of EC2 Auto Scaling tells the same rule). */
test.each([
  [127, 10, undefined, 127 + 12],
  [67, 1, undefined, 67 + 1],
  [58, -1, undefined, 58 - 1],
  [667, -1, undefined, 667 - 6],
  [4, 25, 2, 6],
  [4, -25, 2, 2],
  [0, 50, undefined, 0],
])("of %i tasks %i percent, at least %s: %i", (tasks, percent, least, expected) => {
  const policy: StepScaling = { ...documented, ...(least !== undefined && { minAdjustmentMagnitude: least }) };

  expect(steppedCapacity(tasks, { adjustment: percent }, policy)).toBe(expected);
});

test("the recent datapoints count as their mean, or their extreme where the policy says so", () => {
  expect(aggregate([10, 20, 60])).toBe(30);
  expect(aggregate([10, 20, 60], "Maximum")).toBe(60);
  expect(aggregate([10, 20, 60], "Minimum")).toBe(10);
  expect(aggregate([])).toBeUndefined();
});

/** Ten tasks' room, one running; what policies were asked and did. */
function stepped(minCapacity: number, maxCapacity: number, tasks = 1) {
  const it = lab({ parameters: referenceParameters, tasks });
  return { it, target: scalableTarget(it, minCapacity, maxCapacity) };
}

const told = ({ state }: Lab) =>
  state.scaling.activities.map((one) => one.notScaled?.[0] ?? `${one.description} ${one.status}`);

test("an alarm that names a step policy adds the tasks of the matching step, and its history says so", () => {
  const { it, target } = stepped(1, 5);
  const steps = [
    { lower: 0, upper: 10, adjustment: 1 },
    { lower: 10, adjustment: 3 },
  ];
  const step = stepPolicy(target, { adjustmentType: "ChangeInCapacity", steps });
  const alarm = alarmOn(it, step);
  const reasonData = JSON.stringify({
    recentDatapoints: [70],
    threshold: 50,
    queryDate: new Date(it.world.now).toISOString(),
  });

  setAlarmState(it.world, it.state, alarm, { state: "ALARM", reason: "by hand", reasonData }, it.changes);

  expect(it.service.desiredCount).toBe(4);
  expect(it.state.scaling.activities).toMatchObject([
    {
      description: "Setting desired count to 4.",
      cause: "monitor alarm calls step in state ALARM triggered policy step",
      status: "InProgress",
    },
  ]);
  expect(it.state.cloudwatch.history.at(-1)!.summary).toBe(`Successfully executed action ${step.arn}`);
  until(it, "0:32");
  expect(told(it)).toEqual(["Setting desired count to 4. Successful"]);
});

test("without a step for the breach nothing happens, and the alarm's history tells why", () => {
  const { it, target } = stepped(1, 5);
  const step = stepPolicy(target, change(-1));
  const alarm = alarmOn(it, step);

  applyPolicies(it.world, it.state, [{ alarm, recent: [60], transition: true }], it.changes);

  expect(it.state.scaling.activities).toEqual([]);
  expect(it.state.cloudwatch.history.at(-1)).toMatchObject({
    type: "Action",
    summary:
      "Failed to execute AutoScaling action: No step adjustment found for metric value [60.0] and breach threshold 50.0",
    data: { actionState: "Failed" },
  });
});

test("the documented scale-out credit: in a cooldown only what is more than the last addition is added", () => {
  const { it, target } = stepped(1, 10);
  const steps = [
    { lower: 0, upper: 10, adjustment: 1 },
    { lower: 10, adjustment: 2 },
  ];
  const alarm = alarmOn(it, stepPolicy(target, { adjustmentType: "ChangeInCapacity", steps, cooldownSeconds: 300 }));

  signal(it, alarm, 55);
  expect(it.service.desiredCount).toBe(2);
  until(it, "0:10");
  signal(it, alarm, 55);
  expect(it.service.desiredCount).toBe(2);
  // Fulfilled at its first look, second 32; the larger breach adds one more, not two.
  until(it, "0:33");
  signal(it, alarm, 65);
  expect(it.service.desiredCount).toBe(3);
  // Fulfilled at second 65; the same breach adds nothing until second 365.
  until(it, "1:06");
  signal(it, alarm, 65);
  until(it, "6:04");
  signal(it, alarm, 65);
  expect(it.service.desiredCount).toBe(3);
  until(it, "6:05");
  signal(it, alarm, 65);
  expect(it.service.desiredCount).toBe(5);
  expect(told(it)).toEqual([
    "Setting desired count to 2. Successful",
    { code: "AlreadyAtDesiredCapacity", currentCapacity: 2 },
    "Setting desired count to 3. Successful",
    "Setting desired count to 5. InProgress",
  ]);
});

test("a step that gives no cooldown has five minutes", () => {
  const { it, target } = stepped(1, 5);
  const alarm = alarmOn(it, stepPolicy(target, change(1)));

  signal(it, alarm, 60);
  until(it, "0:32");

  expect(target.scaleOut).toMatchObject({ endedAt: T0 + 32_000, cooldownSeconds: 300, from: 1, to: 2 });
});

test("a step takes as many tasks away as it says, asks no tracking policy, and waits for a deployment", () => {
  const { it, target } = stepped(1, 10, 8);
  // A tracking policy without data would be against scale-in.
  const customizedMetric = { Namespace: "Shop", MetricName: "None", Statistic: "Average" as const };
  policy(it, target, { targetValue: 10, customizedMetric });
  const alarm = alarmOn(it, stepPolicy(target, change(-5)), { comparisonOperator: "LessThanThreshold" });
  it.state.ecs.taskDefinitions["web:2"] = taskDefinition(2, { cpuUnits: 256, memoryMiB: 128, hostPort: 0 });
  startDeployment(it.world, it.state, it.service, "web:2", "test", it.changes);

  signal(it, alarm, 40);
  expect(it.service.desiredCount).toBe(8);
  until(it, "20:00");
  signal(it, alarm, 40);

  expect(it.service.desiredCount).toBe(3);
  expect(told(it)).toEqual([
    { code: "TargetServicePutResourceAsUnscalable" },
    "Setting desired count to 3. InProgress",
  ]);
});

test("of policies that ask in the same second the largest capacity wins, and adding wins over taking away", () => {
  const { it, target } = stepped(1, 10, 4);
  const tenths = alarmOn(it, stepPolicy(target, change(3), "plus three"));
  const double = alarmOn(
    it,
    stepPolicy(
      target,
      { adjustmentType: "PercentChangeInCapacity", steps: [{ lower: 0, adjustment: 100 }] },
      "plus 100 percent",
    ),
  );
  const less = alarmOn(it, stepPolicy(target, change(-1), "minus one"), { comparisonOperator: "LessThanThreshold" });
  const asking = [
    { alarm: less, recent: [40], transition: false },
    { alarm: tenths, recent: [60], transition: false },
    { alarm: double, recent: [60], transition: false },
  ];

  applyPolicies(it.world, it.state, asking, it.changes);

  expect(it.state.scaling.activities).toMatchObject([
    { description: "Setting desired count to 8.", cause: expect.stringContaining("triggered policy plus 100 percent") },
  ]);
});

test("suspended in one direction, a step policy acts in the other", () => {
  const { it, target } = stepped(1, 5, 3);
  const more = alarmOn(it, stepPolicy(target, change(1), "more"));
  const less = alarmOn(it, stepPolicy(target, change(-1), "less"), { comparisonOperator: "LessThanThreshold" });
  target.suspended.dynamicScalingIn = true;

  signal(it, less, 40);
  expect(told(it)).toEqual([]);
  signal(it, more, 60);

  expect(told(it)).toEqual(["Setting desired count to 4. InProgress"]);
});

test("recorded: an exact capacity that is desired though not running is not scaled, told once with the desired count", () => {
  const [first, again] = vector("exact-capacity-equal-desired-not-running");
  // No room for any task.
  const it = lab({ instances: [{ cpu: 10, memoryMiB: 10 }], tasks: 0 });
  resize(it, 3);
  const alarm = alarmOn(it, stepPolicy(scalableTarget(it, 0, 5), exactly(3)));

  signal(it, alarm, 60);
  until(it, "0:45");
  signal(it, alarm, 60);

  expect(running(it)).toBe(0);
  expect(it.state.scaling.activities).toMatchObject([
    { status: "Successful", notScaled: [{ code: first!.activity!.notScaledReasons![0]!.Code, currentCapacity: 3 }] },
  ]);
  expect(again!.activity).toBeNull();
});

test("recorded: the same reason is not stored twice in a row, whichever policy asked", () => {
  const { it, target } = stepped(0, 0, 0);
  const [a, b] = ["A", "B"].map((name) => alarmOn(it, stepPolicy(target, change(1), name)));
  const less = alarmOn(it, stepPolicy(target, change(-1), "in"), { comparisonOperator: "LessThanThreshold" });
  const exact = alarmOn(it, stepPolicy(target, exactly(0), "exact"));
  const senders: Record<string, () => void> = {
    "scale-out policy A": () => signal(it, a!, 60),
    "scale-out policy A again": () => signal(it, a!, 60),
    "scale-out policy B": () => signal(it, b!, 60),
    "scale-in policy": () => signal(it, less, 40),
    "ExactCapacity equal to desired": () => signal(it, exact, 60),
    "same again, also after MaxCapacity 0 to 2, also after deregister+register": () => {
      signal(it, exact, 60);
      target.maxCapacity = 2;
      signal(it, exact, 60);
      const again = scalableTarget(it, 0, 2);
      signal(it, alarmOn(it, stepPolicy(again, exactly(0), "exact"), { name: "new" }), 60);
    },
  };

  for (const { signal: sender, activity } of vector("not-scaled-deduplication")) {
    const before = it.state.scaling.activities.length;
    senders[sender!]!();
    const codes = it.state.scaling.activities.slice(before).map((one) => one.notScaled?.[0]?.code);
    expect(codes).toEqual((activity?.notScaledReasons ?? []).map((one) => one.Code));
  }
  expect(told(it)).toEqual([
    { code: "AlreadyAtMaxCapacity", maxCapacity: 0 },
    { code: "AlreadyAtMinCapacity", minCapacity: 0 },
    { code: "AlreadyAtMaxCapacity", maxCapacity: 0 },
    { code: "AlreadyAtDesiredCapacity", currentCapacity: 0 },
  ]);
});

test("recorded: ten percent of one task is one, a suspension leaves no record, the next repeat after it scales", () => {
  // Recorded on Fargate; the task was RUNNING 35 s after the request, just too late for the first look.
  const it = lab({
    launchType: "FARGATE",
    loadBalancer: false,
    parameters: { startSpreadSeconds: 0, createdToRunningSeconds: { ec2: 5, fargate: 30 } },
  });
  const target = scalableTarget(it, 1, 2);
  const percent: StepScaling = {
    adjustmentType: "PercentChangeInCapacity",
    steps: [{ lower: 0, adjustment: 10 }],
    cooldownSeconds: 120,
    metricAggregationType: "Average",
  };
  const alarm = alarmOn(it, stepPolicy(target, percent));
  const repeats = (from: number, to: number) => {
    for (let second = from; second <= to; second += 10) {
      until(it, `0:${second}`);
      signal(it, alarm, 100);
    }
  };
  target.suspended.dynamicScalingOut = true;

  repeats(44, 94);
  expect(told(it)).toEqual([]);
  until(it, "0:102");
  target.suspended.dynamicScalingOut = false;
  repeats(104, 104);
  expect(it.service.desiredCount).toBe(2);
  repeats(114, 234);

  expect(it.state.scaling.activities).toMatchObject([
    {
      description: "Setting desired count to 2.",
      cause: "monitor alarm calls step in state ALARM triggered policy step",
      status: "Successful",
    },
    {
      description: "Attempting to scale due to alarm triggered",
      status: "Successful",
      notScaled: [{ code: "AlreadyAtDesiredCapacity", currentCapacity: 2 }],
    },
  ]);
  const [scaled, notScaled] = it.state.scaling.activities;
  const at = (instant: number) => (instant - T0) / 1000;
  const recorded = vector("step-percent-suspended-then-resumed").filter((one) => one.activity);
  const [start, repeat, end] = recorded.map(({ atSecond, tolerance }) => [atSecond, tolerance + 1] as const);
  // The repeats of these seconds are whole ones: up to a second beside the recorded instants.
  expect(Math.abs(at(scaled!.startedAt) - start![0])).toBeLessThanOrEqual(start![1]);
  expect(Math.abs(at(notScaled!.startedAt) - repeat![0])).toBeLessThanOrEqual(repeat![1]);
  expect(Math.abs(at(scaled!.endedAt!) - end![0])).toBeLessThanOrEqual(end![1]);
});

test("recorded: an alarm that names the policy of a deleted service does nothing, and its history says nothing", () => {
  const { it, target } = stepped(0, 2, 0);
  const step = stepPolicy(target, change(1));
  const alarm = alarmOn(it, step);
  const history = it.state.cloudwatch.history.length;

  it.service.status = "INACTIVE";
  delete it.state.scaling.targets[RESOURCE];
  applyPolicies(it.world, it.state, [{ alarm, recent: [60], transition: true }], it.changes);

  expect(it.state.scaling.activities).toEqual([]);
  expect(it.state.cloudwatch.history).toHaveLength(history);
  expect(vector("deleted-service-alarm-action-ignored")[1]!.activity).toBeNull();
});
