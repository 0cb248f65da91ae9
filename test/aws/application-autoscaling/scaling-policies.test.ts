import {
  DeleteScalingPolicyCommand,
  DescribeScalingPoliciesCommand,
  type PutScalingPolicyCommandInput,
} from "@aws-sdk/client-application-auto-scaling";
import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeTargetGroupsCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect, test } from "vitest";
import { ACCOUNT_ID, REGION, refusal } from "../sdk-account.ts";
import { CLUSTER, cpuMetric, POLICY, resource, SERVICE, workshop } from "../workshop.ts";

type Configuration = PutScalingPolicyCommandInput["TargetTrackingScalingPolicyConfiguration"];

const cpuAt = (TargetValue: number): Configuration => ({ TargetValue, PredefinedMetricSpecification: cpuMetric });

/** The workshop's service as a scalable target. */
async function registered() {
  const account = workshop();
  await account.register();
  const policies = async () =>
    (await account.scaling.send(new DescribeScalingPoliciesCommand({ ServiceNamespace: "ecs" }))).ScalingPolicies!;
  const alarms = async () => (await account.cloudwatch.send(new DescribeAlarmsCommand({}))).MetricAlarms!;
  /** `targetgroup/<name>/<id>` of the service's target group. */
  const group = async () =>
    (await account.elb.send(new DescribeTargetGroupsCommand({}))).TargetGroups![0]!.TargetGroupArn!.split(":").at(-1)!;
  return { ...account, policies, alarms, group };
}

test("a target-tracking policy comes with a high alarm at the target and a low one at nine tenths of it", async () => {
  const account = await registered();

  const { PolicyARN, Alarms } = await account.track(cpuAt(50));

  const uuid = account.region.scaling.targets[resource.ResourceId]!.uuid;
  expect(PolicyARN).toBe(
    `arn:aws:autoscaling:${REGION}:${ACCOUNT_ID}:scalingPolicy:${uuid}:resource/ecs/${resource.ResourceId}:policyName/${POLICY}`,
  );
  const [high, low] = await account.alarms();
  expect(Alarms).toEqual([high, low].map((it) => ({ AlarmName: it!.AlarmName, AlarmARN: it!.AlarmArn })));
  const createdBy = high!.AlarmActions![0]!.split(":createdBy/")[1];
  const now = new Date(account.world.now);
  const common = {
    ActionsEnabled: true,
    AlarmActions: [`${PolicyARN}:createdBy/${createdBy}`],
    AlarmConfigurationUpdatedTimestamp: now,
    AlarmDescription: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${PolicyARN}:createdBy/${createdBy}.`,
    Dimensions: [
      { Name: "ClusterName", Value: CLUSTER },
      { Name: "ServiceName", Value: SERVICE },
    ],
    InsufficientDataActions: [],
    MetricName: "CPUUtilization",
    Namespace: "AWS/ECS",
    OKActions: [],
    Period: 60,
    StateReason: "Unchecked: Initial alarm creation",
    StateTransitionedTimestamp: now,
    StateUpdatedTimestamp: now,
    StateValue: "INSUFFICIENT_DATA",
    Statistic: "Average",
    Unit: "Percent",
  };
  const uuidAtEnd = "-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$";
  expect(high).toEqual({
    ...common,
    AlarmName: expect.stringMatching(new RegExp(`^TargetTracking-${resource.ResourceId}-AlarmHigh${uuidAtEnd}`)),
    AlarmArn: `arn:aws:cloudwatch:${REGION}:${ACCOUNT_ID}:alarm:${high!.AlarmName}`,
    ComparisonOperator: "GreaterThanThreshold",
    EvaluationPeriods: 3,
    Threshold: 50,
  });
  expect(low).toEqual({
    ...common,
    AlarmName: expect.stringMatching(new RegExp(`^TargetTracking-${resource.ResourceId}-AlarmLow${uuidAtEnd}`)),
    AlarmArn: `arn:aws:cloudwatch:${REGION}:${ACCOUNT_ID}:alarm:${low!.AlarmName}`,
    ComparisonOperator: "LessThanThreshold",
    EvaluationPeriods: 15,
    Threshold: 45,
  });
});

test("a policy is answered with what was supplied and no defaults", async () => {
  const account = await registered();

  const { PolicyARN, Alarms } = await account.track({ ...cpuAt(40)!, ScaleOutCooldown: 30, ScaleInCooldown: 30 });
  await account.track(
    { TargetValue: 70, PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageMemoryUtilization" } },
    { PolicyName: "memory" },
  );

  const [cpu, memory] = await account.policies();
  expect(cpu).toEqual({
    ...resource,
    PolicyARN,
    PolicyName: POLICY,
    PolicyType: "TargetTrackingScaling",
    Alarms,
    CreationTime: new Date(account.world.now),
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 40,
      PredefinedMetricSpecification: cpuMetric,
      ScaleOutCooldown: 30,
      ScaleInCooldown: 30,
    },
  });
  expect(memory!.TargetTrackingScalingPolicyConfiguration).toEqual({
    TargetValue: 70,
    PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageMemoryUtilization" },
  });
});

test("an update replaces the alarms and the optional members, and keeps metric, ARN, creation time and maker", async () => {
  const account = await registered();
  const first = await account.track({ ...cpuAt(40)!, ScaleOutCooldown: 30, DisableScaleIn: true });
  const [before] = await account.alarms();
  const created = account.world.now;
  account.pass({ minutes: 1 });

  const second = await account.track({ TargetValue: 60 }, { PolicyType: undefined });

  const [policy] = await account.policies();
  const alarms = await account.alarms();
  expect(second.PolicyARN).toBe(first.PolicyARN);
  expect(policy).toMatchObject({ CreationTime: new Date(created), Alarms: second.Alarms });
  expect(policy!.TargetTrackingScalingPolicyConfiguration).toEqual({
    TargetValue: 60,
    PredefinedMetricSpecification: cpuMetric,
  });
  expect(first.Alarms).toHaveLength(1);
  expect(alarms.map((it) => it.Threshold)).toEqual([60, 54]);
  expect(alarms.map((it) => it.AlarmName)).not.toContain(before!.AlarmName);
  expect(alarms[0]!.AlarmActions).toEqual(before!.AlarmActions);
});

test("even the same policy again has new alarms", async () => {
  const account = await registered();
  const first = await account.track(cpuAt(40));

  const second = await account.track(cpuAt(40));

  expect(first.Alarms!.map((it) => it.AlarmName)).not.toEqual(second.Alarms!.map((it) => it.AlarmName));
  expect(await account.alarms()).toHaveLength(2);
});

test("a policy on requests per target watches the load balancer's sum", async () => {
  const account = await registered();
  const group = await account.group();
  const ResourceLabel = `app/containers-workshop-alb/0123456789abcdef/${group}`;

  await account.track({
    TargetValue: 100,
    PredefinedMetricSpecification: { PredefinedMetricType: "ALBRequestCountPerTarget", ResourceLabel },
  });

  expect(await account.alarms()).toMatchObject(
    [100, 90].map((Threshold) => ({
      Namespace: "AWS/ApplicationELB",
      MetricName: "RequestCountPerTarget",
      Statistic: "Sum",
      Unit: "None",
      Threshold,
      Dimensions: [
        { Name: "LoadBalancer", Value: "app/containers-workshop-alb/0123456789abcdef" },
        { Name: "TargetGroup", Value: group },
      ],
    })),
  );
});

test.each<[string, Configuration, string]>([
  [
    "two metrics",
    { ...cpuAt(50)!, CustomizedMetricSpecification: { MetricName: "m", Namespace: "N", Statistic: "Average" } },
    "Only one of PredefinedMetricSpecification or CustomizedMetricSpecification can be set for target tracking scaling.",
  ],
  [
    "a target group that is not the service's",
    {
      TargetValue: 50,
      PredefinedMetricSpecification: {
        PredefinedMetricType: "ALBRequestCountPerTarget",
        ResourceLabel: "app/a/1/targetgroup/t/2",
      },
    },
    `Target group targetgroup/t/2 is not attached to resource ${resource.ResourceId}`,
  ],
  [
    "a metric that is published every 20 seconds only where that was asked for",
    {
      TargetValue: 50,
      PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageCPUUtilizationHighResolution" },
    },
    "High-resolution metrics are not fully enabled on the ECS service.",
  ],
  ["a negative cooldown", { ...cpuAt(50)!, ScaleInCooldown: -1 }, "Cooldown must be nonnegative"],
  [
    "a target value too large for AWS",
    cpuAt(2e108),
    "For target tracking scaling, target value must be between '8.51592E-109' and '1.174271E108', but was '2.0E108'.",
  ],
])("PutScalingPolicy refuses %s", async (_, configuration, message) => {
  const account = await registered();

  expect(await refusal(account.track(configuration))).toEqual({ name: "ValidationException", message, status: 400 });
});

test("predictive scaling is refused with a sentence, in AWS's words where its configuration is missing", async () => {
  const account = await registered();
  const predictive = (PredictiveScalingPolicyConfiguration?: { MetricSpecifications: [] }) =>
    refusal(account.track(undefined, { PolicyType: "PredictiveScaling", PredictiveScalingPolicyConfiguration }));

  expect((await predictive()).message).toBe("You must specify PredictiveScalingConfiguration.");
  expect(await predictive({ MetricSpecifications: [] })).toMatchObject({
    name: "ValidationException",
    message: expect.stringMatching(/^This sandbox has no PredictiveScaling policies/),
  });
});

test("a tracking policy cannot become a step scaling one", async () => {
  const account = await registered();
  await account.track(cpuAt(40));

  const refused = await refusal(account.track(undefined, { PolicyType: "StepScaling" }));

  expect(refused.message).toBe("You cannot change a StepScaling policy to a non StepScaling policy, or vice versa.");
});

test("a policy on a metric of the caller's own echoes it and watches it, published or not", async () => {
  const account = await registered();
  const CustomizedMetricSpecification = {
    MetricName: "Orders",
    Namespace: "Shop",
    Dimensions: [{ Name: "Queue", Value: "web" }],
    Statistic: "Sum" as const,
    Unit: "Count",
  };

  await account.track({ TargetValue: 10, CustomizedMetricSpecification });

  const [policy] = await account.policies();
  expect(policy!.TargetTrackingScalingPolicyConfiguration).toEqual({ TargetValue: 10, CustomizedMetricSpecification });
  expect(await account.alarms()).toMatchObject(
    [10, 9].map((Threshold) => ({ ...CustomizedMetricSpecification, Threshold, Period: 60 })),
  );
});

test("a policy on metric math echoes it, and its alarms compute it", async () => {
  const account = await registered();
  const Metrics = [
    { Id: "backlog", Expression: "orders / tasks", Label: "per task" },
    {
      Id: "orders",
      MetricStat: { Metric: { Namespace: "Shop", MetricName: "Orders" }, Stat: "Sum" },
      ReturnData: false,
    },
    {
      Id: "tasks",
      MetricStat: {
        Metric: { Namespace: "Shop", MetricName: "Tasks", Dimensions: [{ Name: "Queue", Value: "web" }] },
        Stat: "Average",
        Unit: "Count",
      },
      ReturnData: false,
    },
  ];

  await account.track({ TargetValue: 10, CustomizedMetricSpecification: { Metrics } });

  const [policy] = await account.policies();
  expect(policy!.TargetTrackingScalingPolicyConfiguration).toEqual({
    TargetValue: 10,
    CustomizedMetricSpecification: { Metrics },
  });
  expect(Object.values(account.region.cloudwatch.alarms)).toMatchObject(
    [10, 9].map((threshold) => ({
      threshold,
      metrics: [
        { id: "backlog", expression: "orders / tasks", label: "per task" },
        { id: "orders", returnData: false, metric: { name: "Orders", periodSeconds: 60, statistic: "Sum" } },
        { id: "tasks", returnData: false, metric: { dimensions: [{ name: "Queue", value: "web" }], unit: "Count" } },
      ],
    })),
  );
});

const orders = { Metric: { Namespace: "Shop", MetricName: "Orders" }, Stat: "Sum" };

test.each<[string, NonNullable<NonNullable<Configuration>["CustomizedMetricSpecification"]>["Metrics"]]>([
  ["nothing", []],
  [
    "two results",
    [
      { Id: "a", MetricStat: orders },
      { Id: "b", MetricStat: orders },
    ],
  ],
  [
    "one id twice",
    [
      { Id: "a", MetricStat: orders },
      { Id: "a", MetricStat: orders, ReturnData: false },
    ],
  ],
  ["an id that is none", [{ Id: "A", MetricStat: orders }]],
  ["neither metric nor expression", [{ Id: "a" }]],
  ["an expression that is none", [{ Id: "a", Expression: "1 +" }]],
  ["a statistic that is none", [{ Id: "a", MetricStat: { ...orders, Stat: "Most" } }]],
])("metric math of %s is refused with a sentence", async (_, Metrics) => {
  const account = await registered();

  const refused = await refusal(account.track({ TargetValue: 1, CustomizedMetricSpecification: { Metrics } }));

  expect(refused.name).toBe("ValidationException");
  expect(refused.message).toMatch(/\w+.*\./);
});

test("a customized metric is kept by an update that names none, and gives way to a predefined one", async () => {
  const account = await registered();
  const metric = { MetricName: "Orders", Namespace: "Shop", Statistic: "Average" as const };
  await account.track({ TargetValue: 10, CustomizedMetricSpecification: metric });

  await account.track({ TargetValue: 20 });
  const [kept] = await account.policies();
  await account.track(cpuAt(30));
  const [changed] = await account.policies();

  expect(kept!.TargetTrackingScalingPolicyConfiguration).toEqual({
    TargetValue: 20,
    CustomizedMetricSpecification: metric,
  });
  expect(changed!.TargetTrackingScalingPolicyConfiguration).toEqual(cpuAt(30));
});

test.each<[string, NonNullable<Configuration>["CustomizedMetricSpecification"], string]>([
  [
    "a single metric beside metric math",
    { MetricName: "m", Metrics: [{ Id: "a", Expression: "1 + 1" }] },
    "The customized metric specification is not valid.",
  ],
  [
    "a statistic that is none",
    { MetricName: "m", Namespace: "N", Statistic: "Median" as "Sum" },
    "1 validation error detected: Value 'Median' at 'targetTrackingScalingPolicyConfiguration.customizedMetricSpecification.statistic' failed to satisfy constraint: Member must satisfy enum value set: [Average, Maximum, Minimum, SampleCount, Sum]",
  ],
])("PutScalingPolicy refuses %s", async (_, CustomizedMetricSpecification, message) => {
  const account = await registered();

  const refused = await refusal(account.track({ TargetValue: 1, CustomizedMetricSpecification }));

  expect(refused).toMatchObject({ name: "ValidationException", message });
});

test("two policies on one customized metric are one too many", async () => {
  const account = await registered();
  const CustomizedMetricSpecification = { MetricName: "m", Namespace: "N", Statistic: "Average" as const };
  await account.track({ TargetValue: 1, CustomizedMetricSpecification });

  const refused = await refusal(
    account.track({ TargetValue: 2, CustomizedMetricSpecification }, { PolicyName: "two" }),
  );

  expect(refused.message).toBe("Only one TargetTrackingScaling policy for a given metric specification is allowed.");
});

test("policies come ten to a page; a size of at most ten is not continued", async () => {
  const account = await registered();
  const group = await account.group();
  const names = Array.from({ length: 13 }, (_, n) => `p${String(n).padStart(2, "0")}`);
  for (const PolicyName of names) {
    const ResourceLabel = `app/${PolicyName}/1/${group}`;
    await account.track(
      {
        TargetValue: 100,
        PredefinedMetricSpecification: { PredefinedMetricType: "ALBRequestCountPerTarget", ResourceLabel },
      },
      { PolicyName },
    );
  }
  const page = async (input: { MaxResults?: number; NextToken?: string; PolicyNames?: string[] }) => {
    const answer = await account.scaling.send(
      new DescribeScalingPoliciesCommand({ ServiceNamespace: "ecs", ...input }),
    );
    return { names: answer.ScalingPolicies!.map((it) => it.PolicyName), token: answer.NextToken };
  };

  const first = await page({});
  expect(first.names).toEqual(names.slice(0, 10));
  expect(await page({ NextToken: first.token! })).toEqual({ names: names.slice(10), token: undefined });
  expect(await page({ MaxResults: 10 })).toEqual({ names: names.slice(0, 10), token: undefined });
  expect(await page({ MaxResults: 11 })).toEqual({ names: names.slice(0, 10), token: first.token });
  expect(await page({ MaxResults: 0 })).toEqual({ names: [], token: undefined });
  expect(await page({ PolicyNames: ["p03", "p01", "p03", "none"] })).toEqual({
    names: ["p03", "p01"],
    token: undefined,
  });
  expect((await refusal(page({ MaxResults: -1 }))).message).toBe("MaxResults cannot be less than 0");
});

test("a deleted policy takes its alarms with it, and is unknown afterwards", async () => {
  const account = await registered();
  await account.track(cpuAt(40));
  const remove = () => account.scaling.send(new DeleteScalingPolicyCommand({ ...resource, PolicyName: POLICY }));

  await remove();

  expect([await account.policies(), await account.alarms()]).toEqual([[], []]);
  expect(await refusal(remove())).toMatchObject({
    name: "ObjectNotFoundException",
    message: `No scaling policy found for service namespace: ecs, resource ID: ${resource.ResourceId}, scalable dimension: ecs:service:DesiredCount, policy name: ${POLICY}`,
  });
});

test.each(["toString", "!~ with spaces"])("a policy may be called %s", async (PolicyName) => {
  const account = await registered();

  const missing = await refusal(account.scaling.send(new DeleteScalingPolicyCommand({ ...resource, PolicyName })));
  await account.track(cpuAt(40), { PolicyName });

  expect(missing.name).toBe("ObjectNotFoundException");
  expect((await account.policies()).map((it) => it.PolicyName)).toEqual([PolicyName]);
});
