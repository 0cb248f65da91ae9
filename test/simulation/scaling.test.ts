import { expect, test } from "vitest";
import { limits } from "../../server/limits.ts";
import {
  createPolicyAlarms,
  deleteAlarm,
  enforceBounds,
  forgetScalableTarget,
  publishPoint,
  setAlarmState,
  startDeployment,
} from "../../server/sandbox/simulation/index.ts";
import type { MetricAlarm } from "../../server/sandbox/world/cloudwatch.ts";
import type { TrackingPolicy } from "../../server/sandbox/world/scaling.ts";
import vectors from "../vectors/dynamics.json" with { type: "json" };
import {
  clock,
  cpuPolicy,
  type Lab,
  lab,
  policy,
  RESOURCE,
  referenceParameters,
  resize,
  running,
  scalableTarget,
  T0,
  taskDefinition,
  until,
  users,
} from "./lab.ts";

const exact = { startSpreadSeconds: 0 };

test("a policy has two alarms: high at the target, low at nine tenths of it; without scale-in only the high one", () => {
  const it = lab();
  const target = scalableTarget(it, 1, 5);

  const { policy: both, high, low } = policy(it, target, cpuPolicy());
  const { low: none } = policy(it, target, cpuPolicy({ disableScaleIn: true }), undefined, "out only");

  const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
  expect(high.name).toMatch(new RegExp(`^TargetTracking-service/shop/web-AlarmHigh-${uuid}$`));
  expect(low!.name).toMatch(new RegExp(`^TargetTracking-service/shop/web-AlarmLow-${uuid}$`));
  expect(high).toMatchObject({
    description: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${both.arn}:createdBy/${both.createdBy}.`,
    alarmActions: [`${both.arn}:createdBy/${both.createdBy}`],
    state: "INSUFFICIENT_DATA",
    stateReason: "Unchecked: Initial alarm creation",
    metricName: "CPUUtilization",
    namespace: "AWS/ECS",
    statistic: "Average",
    unit: "Percent",
    periodSeconds: 60,
    evaluationPeriods: 3,
    threshold: 40,
    comparisonOperator: "GreaterThanThreshold",
  });
  expect(low).toMatchObject({ evaluationPeriods: 15, threshold: 36, comparisonOperator: "LessThanThreshold" });
  expect(none).toBeUndefined();
});

test("registering a target moves the desired count inside its bounds, with an activity that ends at its first check", () => {
  const it = lab({ parameters: exact });
  const target = scalableTarget(it, 2, 5);

  enforceBounds(it.world, it.state, target, it.changes);
  expect(it.service.desiredCount).toBe(2);
  expect(it.state.scaling.activities).toMatchObject([
    {
      resourceId: RESOURCE,
      description: "Setting desired count to 2.",
      cause: "minimum capacity was set to 2",
      status: "InProgress",
      statusMessage: "Successfully set desired count to 2. Waiting for change to be fulfilled by ecs.",
    },
  ]);
  until(it, "0:31");
  expect(it.state.scaling.activities[0]!.endedAt).toBeUndefined();
  until(it, "0:32");
  expect(it.state.scaling.activities[0]).toMatchObject({
    status: "Successful",
    statusMessage: "Successfully set desired count to 2. Change successfully fulfilled by ecs.",
    endedAt: T0 + 32_000,
  });
  // No cooldown follows: no policy asked.
  expect(target.scaleOut).toBeUndefined();

  target.minCapacity = 0;
  target.maxCapacity = 1;
  enforceBounds(it.world, it.state, target, it.changes);
  until(it, "2:00");
  expect(it.state.scaling.activities[1]).toMatchObject({
    cause: "maximum capacity was set to 1",
    status: "Successful",
  });
  expect(running(it)).toBe(1);
});

test("an activity whose tasks come late ends at its second check, one without room stays in progress", () => {
  const late = lab({ parameters: { ...exact, createdToRunningSeconds: { ec2: 20, fargate: 27 } } });
  enforceBounds(late.world, late.state, scalableTarget(late, 2, 5), late.changes);
  until(late, "2:00");
  expect(clock(late.state.scaling.activities[0]!.endedAt!)).toBe("01:04");

  const full = lab({ instances: [{ cpu: 256, memoryMiB: 983 }] });
  enforceBounds(full.world, full.state, scalableTarget(full, 2, 5), full.changes);
  // Observed on AWS for 1801.6 s.
  until(full, "30:01");
  expect(full.state.scaling.activities[0]).toMatchObject({ status: "InProgress" });
  expect(full.state.scaling.activities[0]!.endedAt).toBeUndefined();
});

test("a change by hand is no activity; it overrides the open one", () => {
  const it = lab({ instances: [{ cpu: 256, memoryMiB: 983 }] });
  const target = scalableTarget(it, 2, 5);
  enforceBounds(it.world, it.state, target, it.changes);
  const { id } = it.state.scaling.activities[0]!;

  until(it, "0:10");
  resize(it, 3);
  until(it, "1:00");

  expect(it.state.scaling.activities).toMatchObject([
    {
      id,
      status: "Overridden",
      statusMessage: "Successfully set desired count to 2. Found it was later changed to 3.",
      endedAt: T0 + 32_000,
    },
  ]);
  expect(target.openActivity).toBeUndefined();
});

test("an activity that a change by hand and then a new activity overtake names the count that it was changed to", () => {
  const it = lab({ instances: [{ cpu: 2048, memoryMiB: 8192 }] });
  const target = scalableTarget(it, 4, 5);
  enforceBounds(it.world, it.state, target, it.changes);
  resize(it, 3);

  enforceBounds(it.world, it.state, target, it.changes);

  expect(it.state.scaling.activities).toMatchObject([
    { status: "Overridden", statusMessage: "Successfully set desired count to 4. Found it was later changed to 3." },
    { description: "Setting desired count to 4.", status: "InProgress" },
  ]);
});

test("recorded: an activity that UpdateService overtakes ends as Overridden, under its own id", () => {
  const { expected } = (vectors as unknown as { name: string; expected: Overtaken[] }[]).find(
    (one) => one.name === "activity-overridden-by-UpdateService",
  )!;
  // No room for any task.
  const it = lab({ instances: [{ cpu: 10, memoryMiB: 10 }], tasks: 0 });
  enforceBounds(it.world, it.state, scalableTarget(it, 1, 5), it.changes);
  const { id } = it.state.scaling.activities[0]!;

  until(it, "0:07");
  resize(it, 2);
  until(it, "1:00");

  const { atSecond, tolerance, activity } = expected[1]!;
  const [overridden, ...more] = it.state.scaling.activities;
  expect(overridden).toMatchObject({
    id,
    description: activity!.description,
    status: activity!.status,
    statusMessage: activity!.statusMessage,
  });
  expect(Math.abs(overridden!.endedAt! - T0 - 7_000 - atSecond * 1_000)).toBeLessThanOrEqual(tolerance * 1_000);
  expect(more).toEqual([]);
});

type Overtaken = {
  atSecond: number;
  tolerance: number;
  activity?: { description: string; status: string; statusMessage: string };
};

test("a policy follows a metric that the participant publishes, and metric math over two", () => {
  const publish = (it: Lab, name: string, value: number, minute: number) =>
    publishPoint(it.state.cloudwatch, { namespace: "Shop", name, dimensions: [] }, "None", T0 / 1000 + minute * 60, {
      samples: 1,
      sum: value,
      min: value,
      max: value,
    });
  const orders = { Namespace: "Shop", MetricName: "Orders" };
  const queue = { Namespace: "Shop", MetricName: "Queue" };
  const math = [
    { Id: "each", Expression: "orders / queues" },
    { Id: "orders", MetricStat: { Metric: orders, Stat: "Average" as const }, ReturnData: false },
    { Id: "queues", MetricStat: { Metric: queue, Stat: "Average" as const }, ReturnData: false },
  ];
  for (const customizedMetric of [{ ...orders, Statistic: "Average" as const }, { Metrics: math }]) {
    const it = lab({ parameters: exact });
    policy(it, scalableTarget(it, 1, 5), { targetValue: 10, customizedMetric });
    for (const minute of [0, 1, 2]) {
      publish(it, "Orders", 25, minute);
      publish(it, "Queue", 1, minute);
    }

    until(it, "3:00");
    expect(it.service.desiredCount).toBe(1);
    until(it, "4:10");

    // ceil(1 * 25 / 10)
    expect(it.service.desiredCount).toBe(3);
  }
});

test("the cause of an activity names the alarm and the policy", () => {
  const it = overloaded();

  until(it, "9:30");

  const high = alarm(it, "High");
  expect(it.state.scaling.activities).toMatchObject([
    {
      description: "Setting desired count to 3.",
      cause: `monitor alarm ${high.name} in state ALARM triggered policy cpu`,
      startedAt: T0 + (9 * 60 + 5) * 1000,
    },
  ]);
  expect(
    it.state.cloudwatch.history.filter((one) => one.type === "Action").map((one) => [one.alarmName, one.summary]),
  ).toEqual([[high.name, `Successfully executed action ${high.alarmActions[0]}`]]);
});

test("a refused signal is recorded once in a row for each reason, a limit with its value", () => {
  const it = overloaded({ maxCapacity: 1 });

  until(it, "20:00");

  expect(it.state.scaling.activities).toMatchObject([
    {
      description: "Attempting to scale due to alarm triggered",
      status: "Failed",
      notScaled: [{ code: "AlreadyAtMaxCapacity", maxCapacity: 1 }],
      startedAt: T0 + (9 * 60 + 5) * 1000,
    },
  ]);
  expect(it.state.scaling.activities[0]!.endedAt).toBeUndefined();
  expect(it.state.scaling.activities[0]!.statusMessage).toBeUndefined();

  users(it, 0);
  until(it, "60:00");
  users(it, 600);
  until(it, "80:00");
  expect(it.state.scaling.activities.map((one) => one.notScaled?.[0]?.code)).toEqual([
    "AlreadyAtMaxCapacity",
    "AlreadyAtMinCapacity",
    "AlreadyAtMaxCapacity",
  ]);
});

test("while a change is in progress the answer is AlreadyAtDesiredCapacity, alone", () => {
  // Room for the first task only: the activity stays open, one running task goes on asking for three.
  const it = overloaded({ instances: [{ cpu: 256, memoryMiB: 983 }] });

  until(it, "12:00");

  expect(it.state.scaling.activities.slice(1)).toMatchObject([
    { status: "Successful", notScaled: [{ code: "AlreadyAtDesiredCapacity" }] },
  ]);
  expect(it.service.desiredCount).toBe(3);
});

test("suspended scaling leaves no record, and resumes without a new alarm", () => {
  const it = overloaded();
  const target = it.state.scaling.targets[RESOURCE]!;
  target.suspended.dynamicScalingOut = true;

  until(it, "12:00");
  expect(alarm(it, "High").state).toBe("ALARM");
  expect(it.state.scaling.activities).toEqual([]);

  target.suspended.dynamicScalingOut = false;
  until(it, "12:05");
  expect(it.state.scaling.activities).toMatchObject([{ description: "Setting desired count to 3." }]);
});

test("no scale-in while a deployment is in progress", () => {
  const it = lab({ parameters: referenceParameters, tasks: 2, instances: [{ cpu: 512, memoryMiB: 983 }] });
  policy(it, scalableTarget(it, 1, 5), cpuPolicy());
  it.state.ecs.taskDefinitions["web:2"] = taskDefinition(2, { cpuUnits: 1024, memoryMiB: 128, hostPort: 0 });

  startDeployment(it.world, it.state, it.service, "web:2", "test", it.changes); // finds no room, so it goes on and on
  until(it, "18:00");

  expect(alarm(it, "Low").state).toBe("ALARM");
  expect(it.state.scaling.activities).toMatchObject([
    { status: "Failed", notScaled: [{ code: "TargetServicePutResourceAsUnscalable" }] },
  ]);
  expect(it.service.desiredCount).toBe(2);
});

test("any policy may scale out, all must agree to scale in", () => {
  const it = lab({ parameters: referenceParameters, tasks: 2 });
  const target = scalableTarget(it, 1, 5);
  policy(it, target, cpuPolicy(), { high: 5, low: 5 });
  // The sample application holds more than a tenth of its memory: this policy always wants more than it has, up to its bound.
  const memory = cpuPolicy({ targetValue: 10, predefinedMetric: { type: "ECSServiceAverageMemoryUtilization" } });
  const { policy: onMemory } = policy(it, target, memory, { high: 20, low: 20 }, "memory");

  until(it, "5:00");
  expect(it.service.desiredCount).toBe(5);
  until(it, "60:00");
  expect(it.service.desiredCount).toBe(5);

  // Without a vote on scale-in it blocks no more.
  onMemory.targetTracking.disableScaleIn = true;
  for (const name of onMemory.alarms) deleteAlarm(it.world, it.state, name, it.changes);
  until(it, "90:00");
  expect(it.service.desiredCount).toBe(1);
});

test("a policy above nine tenths of its target is against scale-in, though the formula would let one task go", () => {
  const it = lab({ parameters: referenceParameters, tasks: 20, cpuUnits: 64 });
  const target = scalableTarget(it, 1, 20);
  policy(it, target, cpuPolicy());
  // 34 of 128 MiB are 26.56 %: not below 0.9 * 29 = 26.1, and 20 * 26.56 / 29 = 18.3.
  const memory = cpuPolicy({ targetValue: 29, predefinedMetric: { type: "ECSServiceAverageMemoryUtilization" } });
  policy(it, target, memory, { high: 20, low: 20 }, "memory");

  until(it, "30:00");

  expect(alarm(it, "Low").state).toBe("ALARM");
  expect(it.service.desiredCount).toBe(20);
});

test.each([
  // Three full minutes of load from 05:00 on; the third closes at 08:00 and can be read at 08:45.
  [44, "09:44"],
  [45, "08:45"],
  [50, "08:50"],
])("an alarm of second %i sees the third minute at %s", (phase, at) => {
  const it = overloaded();
  alarm(it, "High").phaseSeconds = phase;

  until(it, "10:00");

  expect(clock(alarm(it, "High").stateTransitionedAt)).toBe(at);
});

test("a policy whose metric has no data neither scales nor agrees to scale in", () => {
  const it = lab({ parameters: referenceParameters, tasks: 2 });
  const target = scalableTarget(it, 1, 5);
  policy(it, target, cpuPolicy());
  const custom = { Namespace: "Shop", MetricName: "Orders", Statistic: "Average" as const, Dimensions: [] };
  policy(it, target, { targetValue: 10, customizedMetric: custom }, undefined, "orders");

  until(it, "30:00");

  expect(it.service.desiredCount).toBe(2);
  expect(it.state.scaling.activities).toEqual([]);
});

test("an ALB request policy follows the requests per target", () => {
  const it = lab({ parameters: referenceParameters });
  const target = scalableTarget(it, 1, 5);
  const resourceLabel = "app/shop/0000000000000001/targetgroup/web/0000000000000002";
  policy(it, target, { targetValue: 600, predefinedMetric: { type: "ALBRequestCountPerTarget", resourceLabel } });

  // 200 users send 200 / 10.03 = 19.94 requests a second, 1196 a minute: 1196 / 600 needs two tasks. (A minute later the metric
  // still tells of one task, and the policy overshoots: that is the lesson of short cooldowns.)
  users(it, 200);
  until(it, "4:30");

  expect(it.service.desiredCount).toBe(2);
});

test("forgetting a target deletes its policies' alarms, leaves the desired count and the history", () => {
  const it = overloaded();
  until(it, "9:06");

  forgetScalableTarget(it.world, it.state, RESOURCE, it.changes);
  until(it, "30:00");

  expect(it.state.scaling.targets).toEqual({});
  expect(it.state.cloudwatch.alarms).toEqual({});
  expect(it.service.desiredCount).toBe(3);
  expect(it.state.scaling.activities).toMatchObject([{ status: "Successful" }]);
  expect(it.state.cloudwatch.history.at(-1)!.summary).toMatch(/^Alarm "TargetTracking-.*" deleted$/);
});

test("a policy put again and again pushes only older configurations out of the history, never what happened", () => {
  const it = overloaded();
  until(it, "9:06");
  const happened = () => it.state.cloudwatch.history.filter((item) => item.type !== "ConfigurationUpdate");
  const before = [...happened()];
  const target = it.state.scaling.targets[RESOURCE]!;

  for (let i = 0; i < 100; i++)
    createPolicyAlarms(it.world, it.state, target, target.policies.cpu as TrackingPolicy, it.changes);

  expect(before.length).toBeGreaterThan(1);
  expect(happened()).toEqual(before);
  expect(it.state.cloudwatch.history).toHaveLength(before.length + limits.alarmConfigurations);
  expect(it.state.cloudwatch.history.at(-1)!.summary).toMatch(/AlarmLow.* created$/);
});

type ByHand = {
  name: string;
  kind?: string;
  input: { StateReasonData: Record<string, unknown> };
  expected: { actionState: string; historySummary: string }[];
};
const byHand = (vectors as unknown as ByHand[]).filter((it) => it.kind === "setAlarmStateAction");

test.each(byHand)("an alarm set by hand: $name", ({ input, expected }) => {
  const it = lab();
  const { high, policy: cpu } = policy(it, scalableTarget(it, 1, 1), cpuPolicy());
  const at = (text: string) => {
    const age = Number(/^<now(?:-(\d+))?>$/.exec(text)?.[1] ?? 0);
    return new Date(it.world.now - age * 1000).toISOString().replace("Z", "+0000");
  };
  const reasonData = JSON.stringify(input.StateReasonData).replaceAll(/<now(-\d+)?>/g, at);

  setAlarmState(it.world, it.state, high, { state: "ALARM", reason: "by hand", reasonData }, it.changes);

  const item = it.state.cloudwatch.history.at(-1)!;
  const answer = expected[0]!;
  const text = answer.historySummary
    .replace("<alarm>", high.name)
    .replace("<policyArn>", `${cpu.arn}:createdBy/${cpu.createdBy}`);
  expect(item).toMatchObject({ type: "Action", summary: text, data: { actionState: answer.actionState } });
  expect(high.stateReasonData).toBe(reasonData);
  expect(it.state.scaling.activities.map((one) => one.notScaled)).toEqual(
    answer.actionState === "Succeeded" ? [[{ code: "AlreadyAtMaxCapacity", maxCapacity: 1 }]] : [],
  );
});

/** 600 users on one task from 05:00 on; the alarms are evaluated at :05. */
function overloaded(given: { maxCapacity?: number; instances?: { cpu: number; memoryMiB: number }[] } = {}): Lab {
  const it = lab({ parameters: referenceParameters, ...(given.instances && { instances: given.instances }) });
  policy(it, scalableTarget(it, 1, given.maxCapacity ?? 5), cpuPolicy());
  until(it, "4:59");
  users(it, 600);
  return it;
}

const alarm = ({ state }: Lab, kind: "High" | "Low"): MetricAlarm =>
  Object.values(state.cloudwatch.alarms).find((it) => it.name.includes(`-Alarm${kind}-`))!;
