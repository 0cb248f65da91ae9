import {
  DescribeScalingActivitiesCommand,
  PutScalingPolicyCommand,
  type PutScalingPolicyCommandInput,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
  type RegisterScalableTargetCommandInput,
} from "@aws-sdk/client-application-auto-scaling";
import {
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import { DescribeServicesCommand, UpdateServiceCommand, type UpdateServiceCommandInput } from "@aws-sdk/client-ecs";
import { DescribeTargetGroupsCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect, test } from "vitest";
import { setLoad } from "../../../server/sandbox/simulation/index.ts";
import vectors from "../../vectors/dynamics.json" with { type: "json" };
import { sdkAccount } from "../sdk-account.ts";
import { CLUSTER, cpuMetric, resource, SERVICE } from "../workshop.ts";

/* How the workshop's service scales, seen by its SDK clients alone: what is set, what AWS then shows. */

type Tracking = NonNullable<PutScalingPolicyCommandInput["TargetTrackingScalingPolicyConfiguration"]>;
type Stepping = NonNullable<PutScalingPolicyCommandInput["StepScalingPolicyConfiguration"]>;

async function workshop(
  MinCapacity: number,
  MaxCapacity: number,
  more: Pick<RegisterScalableTargetCommandInput, "SuspendedState"> = {},
) {
  const account = sdkAccount({ state: "workshop" });
  const { ecs, scaling, cloudwatch, world, region, pass } = account;
  const begin = world.now;
  const register = (Min: number, Max: number, it: typeof more = {}) =>
    scaling.send(new RegisterScalableTargetCommand({ ...resource, MinCapacity: Min, MaxCapacity: Max, ...it }));
  await register(MinCapacity, MaxCapacity, more);
  const service = async () =>
    (await ecs.send(new DescribeServicesCommand({ cluster: CLUSTER, services: [SERVICE] }))).services![0]!;
  const activities = async () =>
    (await scaling.send(new DescribeScalingActivitiesCommand({ ...resource, IncludeNotScaledActivities: true })))
      .ScalingActivities!;
  return {
    ...account,
    register,
    service,
    desired: async () => (await service()).desiredCount,
    update: (it: Partial<UpdateServiceCommandInput>) =>
      ecs.send(new UpdateServiceCommand({ cluster: CLUSTER, service: SERVICE, ...it })),
    users: (users: number) => setLoad(world, region, { users, spawnRate: 1_000 }, []),
    track: (PolicyName: string, configuration: Tracking) =>
      scaling.send(
        new PutScalingPolicyCommand({
          ...resource,
          PolicyName,
          PolicyType: "TargetTrackingScaling",
          TargetTrackingScalingPolicyConfiguration: { ScaleInCooldown: 30, ScaleOutCooldown: 30, ...configuration },
        }),
      ),
    /** A step scaling policy, and an alarm on a metric of one's own that calls it. */
    step: async (configuration: Stepping, alarm: Partial<PutMetricAlarmCommandInput> = {}, PolicyName = "steps") => {
      const { PolicyARN } = await scaling.send(
        new PutScalingPolicyCommand({ ...resource, PolicyName, StepScalingPolicyConfiguration: configuration }),
      );
      await cloudwatch.send(
        new PutMetricAlarmCommand({
          AlarmName: PolicyName,
          Namespace: "Shop",
          MetricName: "Load",
          Statistic: "Average",
          Period: 60,
          EvaluationPeriods: 1,
          Threshold: 50,
          ComparisonOperator: "GreaterThanThreshold",
          AlarmActions: [PolicyARN!],
          ...alarm,
        }),
      );
      return PolicyName;
    },
    /** Sets an alarm to ALARM with one fresh datapoint, after OK: as its own evaluation would. */
    signal: async (AlarmName: string, value: number) => {
      await cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: "OK", StateReason: "" }));
      const StateReasonData = JSON.stringify({
        queryDate: new Date(world.now).toISOString().replace("Z", "+0000"),
        recentDatapoints: [value],
        threshold: region.cloudwatch.alarms[AlarmName]!.threshold,
      });
      await cloudwatch.send(
        new SetAlarmStateCommand({ AlarmName, StateValue: "ALARM", StateReason: "", StateReasonData }),
      );
    },
    publish: (Value: number, MetricName = "Load") =>
      cloudwatch.send(
        new PutMetricDataCommand({
          Namespace: "Shop",
          MetricData: [{ MetricName, Value, StorageResolution: 1, Timestamp: new Date(world.now) }],
        }),
      ),
    alarm: async (name: RegExp) =>
      (await cloudwatch.send(new DescribeAlarmsCommand({}))).MetricAlarms!.find((it) => name.test(it.AlarmName!))!,
    activities,
    /** Activities, oldest first, as `what status`, a reason for not scaling by its code. */
    told: async () =>
      (await activities())
        .reverse()
        .map((it) => (it.NotScaledReasons ? it.NotScaledReasons[0]!.Code! : `${it.Description} ${it.StatusCode}`)),
    at: (second: number) => pass({ seconds: second - (world.now - begin) / 1000 }),
    second: (instant: Date) => (instant.getTime() - begin) / 1000,
  };
}

test("an idle service of a policy on requests per target goes back to its minimum: idle is 0, not missing", async () => {
  const { elb, track, users, pass, desired, alarm } = await workshop(1, 5);
  const [group] = (await elb.send(new DescribeTargetGroupsCommand({}))).TargetGroups!;
  const balancer = group!.LoadBalancerArns![0]!.split("loadbalancer/")[1];
  const ResourceLabel = `${balancer}/${group!.TargetGroupArn!.split(":").at(-1)}`;
  await track("requests", {
    TargetValue: 600,
    PredefinedMetricSpecification: { PredefinedMetricType: "ALBRequestCountPerTarget", ResourceLabel },
  });

  users(200);
  pass({ minutes: 10 });
  expect(await desired()).toBeGreaterThan(1);
  users(0);
  pass({ minutes: 40 });

  expect(await desired()).toBe(1);
  expect((await alarm(/AlarmLow/)).StateReason).toMatch(
    /^Threshold Crossed: 15 datapoints were less than the threshold \(540\.0\)\..*\[0\.0 /,
  );
});

test("a policy on memory grows to its maximum: the sample application holds the same in every task", async () => {
  const { track, pass, told } = await workshop(1, 3);
  await track("memory", {
    TargetValue: 20,
    PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageMemoryUtilization" },
  });

  pass({ minutes: 10 });

  expect(await told()).toEqual([
    "Setting desired count to 2. Successful",
    "Setting desired count to 3. Successful",
    "AlreadyAtMaxCapacity",
  ]);
});

test("a desired count set by hand below the minimum stays until a scale-out lifts it; a scale-in leaves it", async () => {
  const { track, update, users, pass, desired, told } = await workshop(3, 6);
  pass({ minutes: 3 });
  await track("cpu", { TargetValue: 40, PredefinedMetricSpecification: cpuMetric });

  await update({ desiredCount: 1 });
  pass({ minutes: 30 });
  expect(await desired()).toBe(1);
  expect((await told()).at(-1)).toBe("AlreadyAtMinCapacity");
  users(150); // 48 % of one task: the formula asks for two
  pass({ minutes: 6 });

  expect(await desired()).toBeGreaterThanOrEqual(3);
  expect((await told())[2]).toBe("Setting desired count to 3. Successful");
});

test("a desired count set by hand above the maximum stays until a scale-in brings it there and goes on", async () => {
  const { track, update, users, pass, desired, told } = await workshop(1, 3);
  await track("cpu", { TargetValue: 1, PredefinedMetricSpecification: cpuMetric, DisableScaleIn: true });
  await update({ desiredCount: 5 });
  users(600);
  pass({ minutes: 10 });
  expect([await desired(), await told()]).toEqual([5, ["AlreadyAtMaxCapacity"]]);

  users(0);
  await track("cpu", { TargetValue: 40, PredefinedMetricSpecification: cpuMetric });
  pass({ minutes: 40 });

  expect(await told()).toEqual([
    "AlreadyAtMaxCapacity",
    "Setting desired count to 3. Successful",
    "Setting desired count to 2. Successful",
    "Setting desired count to 1. Successful",
    "AlreadyAtMinCapacity",
  ]);
});

test("while policies are suspended, schedules and bounds go on; a bound that comes meanwhile overrides the activity", async () => {
  const { scaling, register, pass, activities } = await workshop(1, 4, {
    SuspendedState: { DynamicScalingInSuspended: true, DynamicScalingOutSuspended: true },
  });
  await scaling.send(
    new PutScheduledActionCommand({
      ...resource,
      ScheduledActionName: "night",
      Schedule: "rate(1 minute)",
      ScalableTargetAction: { MinCapacity: 2 },
    }),
  );

  pass({ seconds: 61 });
  await register(3, 5);

  expect((await activities()).map((it) => [it.Cause, it.StatusCode, it.StatusMessage])).toEqual([
    [
      "minimum capacity was set to 3",
      "InProgress",
      "Successfully set desired count to 3. Waiting for change to be fulfilled by ecs.",
    ],
    [
      "minimum capacity was set to 2",
      "Overridden",
      "Successfully set desired count to 2. Found it was later changed to 3.",
    ],
    ["scheduled action name night was triggered", "Successful", "Successfully set min capacity to 2"],
  ]);
});

test("a one-sided schedule that fails is spent, later ones run: its next occurrence too", async () => {
  const { scaling, register, update, at, activities, world, second } = await workshop(0, 5);
  await update({ desiredCount: 2 });
  const instant = (seconds: number) => new Date(world.now + seconds * 1000);
  const schedule = (ScheduledActionName: string, Schedule: string, ScalableTargetAction: object) =>
    scaling.send(
      new PutScheduledActionCommand({
        ...resource,
        ScheduledActionName,
        Schedule,
        ScalableTargetAction,
        StartTime: instant(60),
      }),
    );
  await schedule("one-sided", "rate(5 minutes)", { MinCapacity: 4 });
  await schedule("later", `at(${instant(120).toISOString().slice(0, 19)})`, { MinCapacity: 4, MaxCapacity: 5 });
  await register(0, 3);

  at(700);

  const shown = (await activities()).reverse();
  expect(shown.map((it) => [second(it.StartTime!), it.Description, it.StatusCode])).toEqual([
    [60, "Setting min capacity to 4", "Failed"],
    [120, "Setting min capacity to 4 and max capacity to 5", "Successful"],
    [120, "Setting desired count to 4.", "Successful"],
    [360, "Setting min capacity to 4", "Successful"],
    [660, "Setting min capacity to 4", "Successful"],
  ]);
});

test("scale-in waits until every policy with scale-in agrees, and leaves what the neediest of them wants", async () => {
  const { track, update, publish, pass, desired, told } = await workshop(1, 5);
  await track("cpu", { TargetValue: 40, PredefinedMetricSpecification: cpuMetric });
  const orders = { Namespace: "Shop", MetricName: "Orders", Statistic: "Average" } as const;
  await track("orders", { TargetValue: 10, CustomizedMetricSpecification: orders });
  await update({ desiredCount: 4 });

  // CPU is idle from the start; of the orders there are too few points yet.
  pass({ minutes: 10 });
  expect(await told()).toEqual([]);
  for (let minute = 0; minute < 24; minute++) {
    await publish(6, "Orders");
    pass({ minutes: 1 });
  }

  // ceil(2 × 6 / 10) = 2: one task less would be too busy with orders, though CPU alone would go on to one.
  expect(await desired()).toBe(2);
  expect((await told()).slice(0, 2)).toEqual([
    "Setting desired count to 3. Successful",
    "Setting desired count to 2. Successful",
  ]);
});

test("a policy that may not scale in has no vote against it", async () => {
  const { track, update, pass, desired } = await workshop(1, 5);
  await track("cpu", { TargetValue: 40, PredefinedMetricSpecification: cpuMetric });
  const orders = { Namespace: "Shop", MetricName: "None", Statistic: "Average" } as const;
  await track("orders", { TargetValue: 10, CustomizedMetricSpecification: orders, DisableScaleIn: true });
  await update({ desiredCount: 3 });

  pass({ minutes: 10 });

  expect(await desired()).toBe(1);
});

test("recorded: step-percent-suspended-then-resumed, with an alarm of ten seconds on published data", async () => {
  type Row = { atSecond: number; tolerance: number; stateReason?: string; activity?: object | null };
  const { expected } = (vectors as unknown as { name: string; expected: Row[] }[]).find(
    (it) => it.name === "step-percent-suspended-then-resumed",
  )!;
  const suspended = { SuspendedState: { DynamicScalingOutSuspended: true } };
  const { step, publish, at, alarm, register, activities, region, told, second, desired } = await workshop(
    1,
    2,
    suspended,
  );
  await step(
    {
      AdjustmentType: "PercentChangeInCapacity",
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 10 }],
      Cooldown: 120,
      MetricAggregationType: "Average",
    },
    { Period: 10, DatapointsToAlarm: 1, TreatMissingData: "notBreaching" },
  );
  region.cloudwatch.alarms.steps!.phaseSeconds = 4;
  const publishUntil = async (end: number, from: number) => {
    for (let now = from; now < end; now += 8) {
      at(now);
      await publish(100);
    }
    at(end);
  };

  // The bucket from 20 to 30 closed 4 s before: it is not used yet.
  await publishUntil(34, 29);
  expect((await alarm(/steps/)).StateValue).not.toBe("ALARM");
  await publishUntil(44, 37);
  const { StateValue, StateReason } = await alarm(/steps/);
  expect(StateValue).toBe("ALARM");
  const recorded = expected.find((it) => it.stateReason)!.stateReason!;
  expect(StateReason!.replace("23/11/26 12:00:20", "00:20")).toBe(recorded);

  await publishUntil(102, 45);
  expect([await desired(), await told()]).toEqual([1, []]);
  await register(1, 2, { SuspendedState: { DynamicScalingOutSuspended: false } });
  await publishUntil(240, 103);

  const [notScaled, scaled] = await activities();
  expect(notScaled!.NotScaledReasons).toEqual([{ Code: "AlreadyAtDesiredCapacity", CurrentCapacity: 2 }]);
  expect([second(scaled!.StartTime!), second(notScaled!.StartTime!)]).toEqual([104, 114]);
  expect(await told()).toEqual(["Setting desired count to 2. Successful", "AlreadyAtDesiredCapacity"]);
});

/** A third party's fixture of the documented rules (radkawar/stackd, applicationautoscaling/testdata/runtime.json), at our polls. */
test("in a cooldown a larger step adds only what is more than was added; the credit grows, and ends with the cooldown", async () => {
  const { step, signal, at, desired } = await workshop(0, 10);
  const name = await step({
    AdjustmentType: "ChangeInCapacity",
    Cooldown: 300,
    StepAdjustments: [
      { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 1 },
      { MetricIntervalLowerBound: 10, ScalingAdjustment: 2 },
    ],
  });
  const seen: [second: number, value: number, desired: number][] = [
    [0, 55, 2], // a small breach
    [10, 55, 2], // again, before the task runs
    [33, 65, 3], // fulfilled at 32: a larger breach adds one more
    [66, 65, 3], // fulfilled at 65: the same breach adds nothing
    [364, 65, 3], // still in its cooldown
    [365, 65, 5], // 65 + 300
    [398, 65, 5], // fulfilled at 397: a window of its own
  ];

  for (const [second, value, count] of seen) {
    at(second);
    await signal(name, value);
    expect(await desired(), `second ${second}`).toBe(count);
  }
});

test("a deployment in progress keeps step scaling from taking tasks away, not from adding them", async () => {
  const { step, signal, update, at, desired, told } = await workshop(0, 10);
  await update({ desiredCount: 4 });
  at(120);
  const more = await step({
    AdjustmentType: "ChangeInCapacity",
    StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 2 }],
  });
  const less = await step(
    { AdjustmentType: "ChangeInCapacity", StepAdjustments: [{ MetricIntervalUpperBound: 0, ScalingAdjustment: -1 }] },
    { ComparisonOperator: "LessThanThreshold" },
    "less",
  );

  await update({ forceNewDeployment: true });
  await signal(less, 25);
  expect(await desired()).toBe(4);
  await signal(more, 75);
  expect(await desired()).toBe(6);
  at(900);
  await signal(less, 25);

  expect(await desired()).toBe(5);
  expect(await told()).toEqual([
    "TargetServicePutResourceAsUnscalable",
    "Setting desired count to 6. Successful",
    "Setting desired count to 5. InProgress",
  ]);
});

test("a percentage takes at least MinAdjustmentMagnitude tasks, never below the minimum", async () => {
  const { step, publish, update, pass, told } = await workshop(0, 20);
  await update({ desiredCount: 5 });
  pass({ minutes: 3 });
  await step(
    {
      AdjustmentType: "PercentChangeInCapacity",
      MinAdjustmentMagnitude: 2,
      Cooldown: 0,
      StepAdjustments: [{ MetricIntervalUpperBound: 0, ScalingAdjustment: -10 }],
    },
    { ComparisonOperator: "LessThanThreshold", TreatMissingData: "ignore" },
  );

  await publish(40);
  pass({ minutes: 6 });

  expect(await told()).toEqual([
    "Setting desired count to 3. Successful",
    "Setting desired count to 1. Successful",
    "Setting desired count to 0. Successful",
  ]);
});

test("a scale-in cooldown holds the next scale-in, and a scale-out ends it; activities end at their first check", async () => {
  const { step, signal, at, activities, second, region } = await workshop(1, 9);
  const more = await step({
    AdjustmentType: "ChangeInCapacity",
    Cooldown: 600,
    StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 2 }],
  });
  const less = await step(
    {
      AdjustmentType: "ChangeInCapacity",
      Cooldown: 600,
      StepAdjustments: [{ MetricIntervalUpperBound: 0, ScalingAdjustment: -1 }],
    },
    { ComparisonOperator: "LessThanThreshold" },
    "less",
  );
  await signal(more, 60); // 1 -> 3
  at(60);
  await signal(less, 40); // 3 -> 2
  at(120);
  await signal(less, 40); // held by its cooldown
  expect(Object.values(region.scaling.targets)[0]!.scaleIn).toBeDefined();
  at(640); // the cooldown of the scale-out, from 32, is over; that of the scale-in, from 92, is not
  await signal(more, 60); // 2 -> 4, and the scale-in cooldown is over with it
  at(680);
  await signal(less, 40); // 4 -> 3

  const shown = (await activities()).reverse();
  expect(shown.map((it) => `${second(it.StartTime!)} ${it.Description}`)).toEqual([
    "0 Setting desired count to 3.",
    "60 Setting desired count to 2.",
    "640 Setting desired count to 4.",
    "680 Setting desired count to 3.",
  ]);
  expect(shown.slice(0, 3).map((it) => second(it.EndTime!) - second(it.StartTime!))).toEqual([32, 32, 32]);
});

test("the PRIMARY deployment's updatedAt says every minute that the scheduler looked", async () => {
  const { service, pass, world } = await workshop(1, 5);
  const at = async () => (await service()).deployments![0]!.updatedAt!.getTime();
  const before = await at();

  pass({ minutes: 5 });

  expect((await at()) - before).toBe(300_000);
  expect(world.now - (await at())).toBeLessThan(60_000);
});

test("a cooldown of hours holds the next step, until its policy is put with a shorter one", async () => {
  const it = await workshop(1, 5);
  await it.track("cpu", { TargetValue: 40, PredefinedMetricSpecification: cpuMetric, ScaleOutCooldown: 30_000 });
  it.users(150);
  it.pass({ minutes: 15 });
  it.users(370);
  it.pass({ minutes: 20 });
  expect([await it.desired(), (await it.alarm(/AlarmHigh/)).StateValue]).toEqual([2, "ALARM"]);

  await it.track("cpu", { TargetValue: 40, PredefinedMetricSpecification: cpuMetric, ScaleOutCooldown: 60 });
  it.pass({ minutes: 3 });

  expect(await it.desired()).toBeGreaterThan(2);
});
