import { expect, test } from "vitest";
import { limits } from "../../server/limits.ts";
import { enforceBounds } from "../../server/sandbox/simulation/index.ts";
import { applyPolicies } from "../../server/sandbox/simulation/policies.ts";
import type { AlarmTrigger } from "../../server/sandbox/world/decisions.ts";
import {
  alarmOn,
  cpuPolicy,
  type Lab,
  lab,
  policy,
  RESOURCE,
  resize,
  scalableTarget,
  signal,
  stepPolicy,
  T0,
  until,
} from "./lab.ts";

const decisions = ({ state }: Lab) => state.scaling.decisions ?? [];
const latest = (it: Lab) => decisions(it).at(-1)!;
const heldBy = (it: Lab) => {
  const { outcome } = latest(it);
  return outcome.kind === "held" ? outcome.by : undefined;
};

/** A service with a CPU target of 40 %. */
function tracked(tasks: number, [min, max]: [number, number], settings = {}) {
  const it = lab({ tasks });
  const target = scalableTarget(it, min, max);
  return { ...it, target, ...policy(it, target, cpuPolicy(settings)) };
}

test("a scale-out keeps the datapoints, the M-of-N rule, the formula's numbers and the activity that AWS shows", () => {
  const it = tracked(1, [1, 5]);

  signal(it, it.high, 99, 98, 97);

  expect(decisions(it)).toEqual([
    {
      id: `${T0}-0`,
      at: T0,
      resourceId: RESOURCE,
      running: 1,
      desired: 1,
      minCapacity: 1,
      maxCapacity: 5,
      trigger: {
        kind: "alarm",
        policy: "cpu",
        alarm: it.high.name,
        metric: "CPUUtilization",
        unit: "Percent",
        comparison: "GreaterThanThreshold",
        threshold: 40,
        periodSeconds: 60,
        evaluationPeriods: 3,
        datapointsToAlarm: 3,
        datapoints: [97, 98, 99],
        metricValue: 98,
        rule: { kind: "tracking", targetValue: 40 },
        proposed: 3,
      },
      outcome: { kind: "scaled", from: 1, to: 3 },
      activityId: it.state.scaling.activities.at(-1)!.id,
    },
  ]);
});

test("at the maximum the same answer is counted, with the datapoints of the last time, and AWS's activity is named by the first", () => {
  const it = tracked(5, [1, 5]);

  signal(it, it.high, 90, 90, 90);
  until(it, "1:00");
  signal(it, it.high, 91, 90, 90);

  expect(decisions(it)).toHaveLength(1);
  expect(latest(it)).toMatchObject({
    at: T0,
    lastAt: T0 + 60_000,
    times: 2,
    trigger: { datapoints: [90, 90, 91], proposed: 12 },
    outcome: { kind: "held", by: { reason: "at-maximum" } },
    activityId: it.state.scaling.activities.at(-1)!.id,
  });
  expect(it.state.scaling.activities).toHaveLength(1);
});

test("a scale-in that goes by steps tells both what the formula asks for and how far it goes", () => {
  const it = tracked(5, [1, 5]);

  signal(it, it.low!, ...Array(15).fill(8));

  expect((latest(it).trigger as AlarmTrigger).datapoints).toHaveLength(15);
  expect(latest(it)).toMatchObject({
    trigger: { proposed: 1, gradual: 4 },
    outcome: { kind: "scaled", from: 5, to: 4 },
  });
});

test("what is declined without a word of AWS's keeps its reason too", () => {
  const it = tracked(2, [1, 5]);

  it.target.suspended.dynamicScalingOut = true;
  signal(it, it.high, 90, 90, 90);
  expect(heldBy(it)).toEqual({ reason: "suspended", what: "scale-out" });

  it.target.suspended.dynamicScalingOut = false;
  signal(it, it.high, 30, 30, 50);
  expect(heldBy(it)).toEqual({ reason: "not-breaching" });

  it.target.scaleIn = { endedAt: T0 - 10_000, cooldownSeconds: 30, from: 3, to: 2 };
  signal(it, it.low!, 10, 10);
  expect(heldBy(it)).toEqual({ reason: "cooldown", direction: "in", until: T0 + 20_000 });

  it.target.scaleOut = { endedAt: T0 - 10_000, cooldownSeconds: 30, from: 1, to: 2 };
  signal(it, it.high, 50, 50, 50);
  expect(heldBy(it)).toEqual({ reason: "cooldown", direction: "out", until: T0 + 20_000, credited: 1 });

  expect(it.state.scaling.activities).toEqual([]);
});

test("in a cooldown a larger scale-out happens, and the decision names the credit", () => {
  const it = tracked(2, [1, 9]);
  it.target.scaleOut = { endedAt: T0 - 10_000, cooldownSeconds: 30, from: 1, to: 2 };

  signal(it, it.high, 100, 100, 100);

  expect(latest(it)).toMatchObject({
    trigger: { proposed: 5 },
    outcome: { kind: "scaled", from: 2, to: 4, credited: 1 },
  });
});

test("while an activity is in progress the decision says where it leads", () => {
  const it = tracked(1, [1, 5]);
  signal(it, it.high, 98, 98, 98);

  until(it, "0:01");
  signal(it, it.high, 98, 98, 98);

  expect(heldBy(it)).toEqual({ reason: "activity", to: 3 });
});

test("a policy that does not agree to scale in is named, and so is one that asks for more", () => {
  const it = tracked(2, [1, 9]);
  const memory = policy(
    it,
    it.target,
    { targetValue: 50, predefinedMetric: { type: "ECSServiceAverageMemoryUtilization" } },
    undefined,
    "memory",
  );

  signal(it, it.low!, 5, 5);
  expect(heldBy(it)).toEqual({ reason: "other-policy", policy: memory.policy.name });

  const alarms = [it.high, memory.high].map((alarm, i) => ({ alarm, recent: [50 + 50 * i], transition: false }));
  applyPolicies(it.world, it.state, alarms, it.changes);
  expect(decisions(it).slice(-2)).toMatchObject([
    {
      trigger: { policy: "cpu", proposed: 3 },
      outcome: { by: { reason: "larger-proposal", policy: "memory", proposed: 4 } },
    },
    { trigger: { policy: "memory" }, outcome: { kind: "scaled", from: 2, to: 4 } },
  ]);
});

test("the policy that wants to keep most is named where all agree to scale in", () => {
  const it = tracked(4, [1, 9]);
  const memory = policy(
    it,
    it.target,
    { targetValue: 30, predefinedMetric: { type: "ECSServiceAverageMemoryUtilization" } },
    undefined,
    "memory",
  );
  until(it, "20:00"); // 34 of 128 MiB are 26.6 %: below 27, and 4 × 26.6 / 30 wants all four

  expect(memory.low!.state).toBe("ALARM");
  expect(
    decisions(it)
      .filter(({ trigger }) => (trigger as AlarmTrigger).policy === "cpu")
      .at(-1),
  ).toMatchObject({
    trigger: { proposed: 1, keeps: { policy: "memory", capacity: 4 } },
    outcome: { kind: "held", by: { reason: "at-desired" } },
  });
});

test("two alarms that take turns in being declined are counted each, not kept minute by minute", () => {
  const it = tracked(5, [1, 5]);
  const other = alarmOn(
    it,
    stepPolicy(it.target, { adjustmentType: "ChangeInCapacity", steps: [{ lower: 0, adjustment: 1 }] }),
  );

  for (const minute of [1, 2, 3]) {
    signal(it, it.high, 90, 90, 90);
    signal(it, other, 60);
    until(it, `${minute}:00`);
  }

  expect(decisions(it).map(({ times, trigger }) => [(trigger as AlarmTrigger).policy, times])).toEqual([
    ["cpu", 3],
    ["step", 3],
  ]);
});

test("an alarm on metric math is told by its label, else by its expression", () => {
  const named = (Label?: string) => {
    const it = lab({ tasks: 1 });
    const orders = { Namespace: "Shop", MetricName: "Orders" };
    const Metrics = [
      { Id: "each", Expression: "orders / 2", ...(Label !== undefined && { Label }) },
      { Id: "orders", MetricStat: { Metric: orders, Stat: "Average" as const }, ReturnData: false },
    ];
    const { high } = policy(it, scalableTarget(it, 1, 5), { targetValue: 10, customizedMetric: { Metrics } });
    signal(it, high, 20);
    return (latest(it).trigger as AlarmTrigger).metric;
  };

  expect([named("Orders per clerk"), named()]).toEqual(["Orders per clerk", "orders / 2"]);
});

test("an idle metric of 0 asks for no task, and is plain JSON", () => {
  const it = tracked(1, [1, 5]);

  signal(it, it.low!, 0, 0);

  expect((latest(it).trigger as AlarmTrigger).proposed).toBe(0);
  expect(JSON.parse(JSON.stringify(it.world))).toStrictEqual(it.world);
});

test("a step tells its bounds and adjustment, and a breach without a step is told as well", () => {
  const it = lab({ tasks: 2 });
  const target = scalableTarget(it, 1, 9);
  const steps = stepPolicy(target, {
    adjustmentType: "ChangeInCapacity",
    steps: [{ lower: 10, upper: 20, adjustment: 2 }],
  });
  const alarm = alarmOn(it, steps);

  signal(it, alarm, 55);
  expect(heldBy(it)).toEqual({ reason: "no-step" });

  signal(it, alarm, 65);
  expect(latest(it)).toMatchObject({
    trigger: {
      rule: { kind: "step", adjustmentType: "ChangeInCapacity", adjustment: 2, lower: 10, upper: 20 },
      metricValue: 65,
      proposed: 4,
    },
    outcome: { kind: "scaled", from: 2, to: 4 },
  });
});

test("bounds that move the desired count are a decision as well", () => {
  const it = tracked(1, [2, 5]);

  enforceBounds(it.world, it.state, it.target, it.changes);

  expect(latest(it)).toMatchObject({
    desired: 1,
    minCapacity: 2,
    trigger: { kind: "bounds" },
    outcome: { kind: "scaled", from: 1, to: 2 },
    activityId: it.target.openActivity,
  });
});

test("only so many are kept, the newest", () => {
  const it = tracked(5, [1, 5]);

  for (let i = 0; i <= limits.decisions; i++) {
    it.target.maxCapacity = 5 - (i % 2);
    signal(it, it.high, 90 + i / 100, 90, 90);
  }

  expect(decisions(it)).toHaveLength(limits.decisions);
  expect((latest(it).trigger as AlarmTrigger).datapoints).toEqual([90, 90, 91]);
  expect(new Set(decisions(it).map(({ id }) => id)).size).toBe(limits.decisions);
});

test("a world without decisions has none until there is one, and stays plain JSON", () => {
  const it = tracked(1, [1, 5]);
  expect(it.state.scaling).not.toHaveProperty("decisions");

  signal(it, it.high, 98, 98, 98);
  resize(it, 1);

  expect(JSON.parse(JSON.stringify(it.world))).toStrictEqual(it.world);
});
