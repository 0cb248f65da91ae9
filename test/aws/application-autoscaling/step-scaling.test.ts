import {
  DeleteScalingPolicyCommand,
  DescribeScalingActivitiesCommand,
  DescribeScalingPoliciesCommand,
  PutScalingPolicyCommand,
  type PutScalingPolicyCommandInput,
} from "@aws-sdk/client-application-auto-scaling";
import { DescribeAlarmsCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import { putAlarm } from "../../../server/sandbox/simulation/index.ts";
import { ACCOUNT_ID, REGION, refusal } from "../sdk-account.ts";
import { resource, SERVICE, workshop } from "../workshop.ts";

type Configuration = NonNullable<PutScalingPolicyCommandInput["StepScalingPolicyConfiguration"]>;
type Step = NonNullable<Configuration["StepAdjustments"]>[number];

const plusOne: Configuration = {
  AdjustmentType: "ChangeInCapacity",
  StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
};

/** The workshop's service as a scalable target of one to five tasks, with step scaling within reach. */
async function registered() {
  const account = workshop();
  await account.register();
  return {
    ...account,
    step: (configuration?: Configuration, input: Partial<PutScalingPolicyCommandInput> = {}) =>
      account.scaling.send(
        new PutScalingPolicyCommand({
          ...resource,
          PolicyName: "steps",
          StepScalingPolicyConfiguration: configuration,
          ...input,
        }),
      ),
    policies: async () =>
      (await account.scaling.send(new DescribeScalingPoliciesCommand({ ServiceNamespace: "ecs" }))).ScalingPolicies!,
    /** An alarm of the participant's own, which calls a policy when something is above 50. */
    alarm: (name: string, ...alarmActions: string[]) =>
      putAlarm(
        account.world,
        account.region,
        {
          name,
          actionsEnabled: true,
          okActions: [],
          alarmActions,
          insufficientDataActions: [],
          namespace: "Shop",
          metricName: "Orders",
          dimensions: [],
          statistic: "Average",
          periodSeconds: 60,
          evaluationPeriods: 1,
          threshold: 50,
          comparisonOperator: "GreaterThanThreshold",
          tags: {},
        },
        [],
      ),
    alarms: async () => (await account.cloudwatch.send(new DescribeAlarmsCommand({}))).MetricAlarms!,
  };
}

test("a step scaling policy has no alarms of its own, and echoes what was supplied", async () => {
  const account = await registered();
  const configuration: Configuration = {
    AdjustmentType: "PercentChangeInCapacity",
    StepAdjustments: [
      { MetricIntervalLowerBound: 10, ScalingAdjustment: 30 },
      { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 10 },
    ],
    MinAdjustmentMagnitude: 2,
    Cooldown: 60,
    MetricAggregationType: "Maximum",
  };

  const { PolicyARN, Alarms } = await account.step(configuration, { PolicyType: "StepScaling" });

  const uuid = account.region.scaling.targets[resource.ResourceId]!.uuid;
  expect(PolicyARN).toBe(
    `arn:aws:autoscaling:${REGION}:${ACCOUNT_ID}:scalingPolicy:${uuid}:resource/ecs/${resource.ResourceId}:policyName/steps`,
  );
  expect(Alarms).toEqual([]);
  expect(await account.alarms()).toEqual([]);
  expect(await account.policies()).toEqual([
    {
      PolicyARN,
      PolicyName: "steps",
      PolicyType: "StepScaling",
      ...resource,
      StepScalingPolicyConfiguration: configuration,
      Alarms: [],
      CreationTime: new Date(account.world.now),
    },
  ]);
});

test("an update without a configuration keeps it, an empty one takes cooldown and the like away", async () => {
  const account = await registered();
  const { PolicyARN } = await account.step({ ...plusOne, Cooldown: 60, MetricAggregationType: "Minimum" });
  const created = account.world.now;
  account.pass({ minutes: 1 });
  const after = async (configuration?: Configuration, input?: Partial<PutScalingPolicyCommandInput>) => {
    await account.step(configuration, input);
    const [policy] = await account.policies();
    expect(policy).toMatchObject({ PolicyARN, PolicyType: "StepScaling", CreationTime: new Date(created) });
    return policy!.StepScalingPolicyConfiguration;
  };

  expect(await after()).toEqual({ ...plusOne, Cooldown: 60, MetricAggregationType: "Minimum" });
  expect(await after({ Cooldown: 17 })).toEqual({ ...plusOne, Cooldown: 17 });
  expect(await after({}, { PolicyType: "StepScaling" })).toEqual(plusOne);
  expect(await after({ AdjustmentType: "ExactCapacity" })).toEqual({ ...plusOne, AdjustmentType: "ExactCapacity" });
});

test("alarms that name the policy's ARN belong to it, call it, and outlive it without the action", async () => {
  const account = await registered();
  const { PolicyARN } = await account.step(plusOne);
  account.alarm("busy", PolicyARN!, "arn:aws:sns:us-east-1:111122223333:topic");
  account.alarm("other", "arn:aws:sns:us-east-1:111122223333:topic");

  expect((await account.policies())[0]!.Alarms).toEqual([
    { AlarmName: "busy", AlarmARN: `arn:aws:cloudwatch:${REGION}:${ACCOUNT_ID}:alarm:busy` },
  ]);

  await account.cloudwatch.send(
    new SetAlarmStateCommand({
      AlarmName: "busy",
      StateValue: "ALARM",
      StateReason: "by hand",
      StateReasonData: JSON.stringify({
        recentDatapoints: [60],
        threshold: 50,
        queryDate: new Date(account.world.now).toISOString().replace("Z", "+0000"),
      }),
    }),
  );
  const { ScalingActivities } = await account.scaling.send(
    new DescribeScalingActivitiesCommand({ ServiceNamespace: "ecs" }),
  );
  expect(ScalingActivities).toMatchObject([
    {
      Description: "Setting desired count to 2.",
      Cause: "monitor alarm busy in state ALARM triggered policy steps",
      StatusCode: "InProgress",
    },
  ]);
  expect(Object.values(account.region.ecs.services).find((it) => it.name === SERVICE)!.desiredCount).toBe(2);

  await account.scaling.send(new DeleteScalingPolicyCommand({ ...resource, PolicyName: "steps" }));
  expect(await account.policies()).toEqual([]);
  expect((await account.alarms()).map((it) => [it.AlarmName, it.AlarmActions])).toEqual([
    ["busy", ["arn:aws:sns:us-east-1:111122223333:topic"]],
    ["other", ["arn:aws:sns:us-east-1:111122223333:topic"]],
  ]);
});

const steps = (...StepAdjustments: Step[]): Configuration => ({ AdjustmentType: "ChangeInCapacity", StepAdjustments });

test.each<[string, Configuration | undefined, string]>([
  ["no configuration", undefined, "StepScaling policy configuration must be specified"],
  ["no adjustment type", { StepAdjustments: plusOne.StepAdjustments }, "Adjustment type must be specified"],
  ["no steps", { AdjustmentType: "ChangeInCapacity" }, "There must be at least one step adjustment"],
  ["an empty list of steps", steps(), "There must be at least one step adjustment"],
  [
    "a step without bounds",
    steps({ ScalingAdjustment: 1 }),
    "Both lower and upper bounds of a step adjustment cannot be left unspecified",
  ],
  [
    "bounds the wrong way round",
    steps({ MetricIntervalLowerBound: 10, MetricIntervalUpperBound: 10, ScalingAdjustment: 1 }),
    "Lower bound must be less than upper bound for a step adjustment",
  ],
  [
    "two steps without a lower bound",
    steps(
      { MetricIntervalUpperBound: 0, ScalingAdjustment: 1 },
      { MetricIntervalUpperBound: -1, ScalingAdjustment: 1 },
    ),
    "At most one step adjustment may have an unspecified lower bound",
  ],
  [
    "two steps without an upper bound",
    steps({ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }, { MetricIntervalLowerBound: 1, ScalingAdjustment: 1 }),
    "At most one step adjustment may have an unspecified upper bound",
  ],
  [
    "a positive end",
    steps({ MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 1 }),
    "There must be a step adjustment with an unspecified upper bound when one step adjustment has a positive upper bound",
  ],
  [
    "a negative beginning",
    steps({ MetricIntervalLowerBound: -10, MetricIntervalUpperBound: 0, ScalingAdjustment: -1 }),
    "There must be a step adjustment with an unspecified lower bound when one step adjustment has a negative lower bound",
  ],
  [
    "an exact capacity below zero",
    { AdjustmentType: "ExactCapacity", StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: -1 }] },
    "Scaling adjustment cannot be less than 0 when adjustment type is ExactCapacity",
  ],
  [
    "a least change of another type",
    { ...plusOne, MinAdjustmentMagnitude: 1 },
    "Minimum adjustment magnitude is only allowed for adjustment type PercentChangeInCapacity",
  ],
  [
    "a type that is none",
    { ...plusOne, AdjustmentType: "Double" as "ExactCapacity" },
    "1 validation error detected: Value 'Double' at 'stepScalingPolicyConfiguration.adjustmentType' failed to satisfy constraint: Member must satisfy enum value set: [ChangeInCapacity, ExactCapacity, PercentChangeInCapacity]",
  ],
])("PutScalingPolicy refuses %s", async (_, configuration, message) => {
  const account = await registered();

  expect(await refusal(account.step(configuration))).toEqual({ name: "ValidationException", message, status: 400 });
});

test("a policy has at most twenty steps", async () => {
  const account = await registered();
  const of = (count: number) =>
    steps(
      ...Array.from({ length: count }, (_, n) => ({
        MetricIntervalLowerBound: n,
        ...(n < count - 1 && { MetricIntervalUpperBound: n + 1 }),
        ScalingAdjustment: n,
      })),
    );

  await account.step(of(20));
  expect(await refusal(account.step(of(21)))).toMatchObject({
    name: "LimitExceededException",
    message: "There can be at most 20 step adjustments per scaling policy",
  });
});

test("step and tracking policies live side by side; one does not become the other", async () => {
  const account = await registered();
  const cpu = { PredefinedMetricType: "ECSServiceAverageCPUUtilization" } as const;
  await account.step(plusOne);
  await account.track({ TargetValue: 50, PredefinedMetricSpecification: cpu }, { PolicyName: "cpu" });

  expect((await account.policies()).map((it) => [it.PolicyName, it.PolicyType])).toEqual([
    ["cpu", "TargetTrackingScaling"],
    ["steps", "StepScaling"],
  ]);
  const message = "You cannot change a StepScaling policy to a non StepScaling policy, or vice versa.";
  for (const change of [
    account.step(plusOne, { PolicyName: "cpu", PolicyType: "StepScaling" }),
    account.track({ TargetValue: 50, PredefinedMetricSpecification: cpu }, { PolicyName: "steps" }),
  ])
    expect((await refusal(change)).message).toBe(message);
});
