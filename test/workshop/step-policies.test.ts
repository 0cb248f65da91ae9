import {
  DeleteScalingPolicyCommand,
  DeregisterScalableTargetCommand,
  DescribeScalingPoliciesCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";
import {
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
} from "@aws-sdk/client-cloudwatch";
import { UpdateServiceCommand } from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import type { PolicyForm, StepPolicyForm, UpdateForm } from "../../server/contract/index.ts";
import { Charts } from "../../server/workshop/charts.ts";
import { heldBy, planOf, serviceView } from "../../server/workshop/console.ts";
import { workshopService } from "../../server/workshop/scenario.ts";
import { timelineOf } from "../../server/workshop/timeline.ts";
import { readLine } from "./cli-lines.ts";
import { reference, type Shop, shop } from "./sandbox.ts";

const own: StepPolicyForm["alarm"] & { choice: "own" } = {
  choice: "own",
  name: "cpu-high",
  metric: "CPUUtilization",
  statistic: "Average",
  comparison: "GreaterThanThreshold",
  threshold: 60,
  evaluationPeriods: 1,
  periodSeconds: 60,
};
const out: StepPolicyForm = {
  type: "StepScaling",
  name: "scale-out",
  alarm: own,
  adjustmentType: "ChangeInCapacity",
  steps: [
    { lower: 60, upper: 80, adjustment: 1 },
    { lower: 80, upper: null, adjustment: 3 },
  ],
  cooldownSeconds: 60,
  minAdjustmentMagnitude: null,
};
const inward: StepPolicyForm = {
  ...out,
  name: "scale-in",
  alarm: { ...own, name: "cpu-low", comparison: "LessThanThreshold", threshold: 20 },
  adjustmentType: "PercentChangeInCapacity",
  steps: [{ lower: null, upper: 20, adjustment: -50 }],
  minAdjustmentMagnitude: 2,
};

const form = (policies: PolicyForm[], more: Partial<UpdateForm> = {}): UpdateForm => ({
  desiredCount: 1,
  scaling: { minCapacity: 1, maxCapacity: 5, policies },
  ...more,
});

const planFor = async (it: Shop, asked: UpdateForm) =>
  planOf(workshopService, asked, (await heldBy(it.account, workshopService, asked))!);
const alarmsIn = async (it: Shop) =>
  (await it.account.aws.cloudwatch.send(new DescribeAlarmsCommand({}))).MetricAlarms!;
const policiesIn = async (it: Shop) =>
  (await it.account.aws.scaling.send(new DescribeScalingPoliciesCommand({ ServiceNamespace: "ecs" }))).ScalingPolicies!;
const operations = (plan: { calls: { operation: string }[] }) => plan.calls.map(({ operation }) => operation);

test("a step scaling policy is made before the alarm that names it, and both are what the form said", async () => {
  const it = shop();

  const outcome = await it.update(form([out, inward]));

  expect(outcome.results.map(({ operation, error }) => [operation, error])).toEqual([
    ["RegisterScalableTarget", null],
    ["PutScalingPolicy", null],
    ["PutMetricAlarm", null],
    ["PutScalingPolicy", null],
    ["PutMetricAlarm", null],
  ]);
  const [scaleIn, scaleOut] = await policiesIn(it);
  expect(scaleOut!.StepScalingPolicyConfiguration).toEqual({
    AdjustmentType: "ChangeInCapacity",
    StepAdjustments: [
      { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 20, ScalingAdjustment: 1 },
      { MetricIntervalLowerBound: 20, ScalingAdjustment: 3 },
    ],
    Cooldown: 60,
  });
  expect(scaleIn!.StepScalingPolicyConfiguration).toEqual({
    AdjustmentType: "PercentChangeInCapacity",
    StepAdjustments: [{ MetricIntervalUpperBound: 0, ScalingAdjustment: -50 }],
    Cooldown: 60,
    MinAdjustmentMagnitude: 2,
  });
  expect(await alarmsIn(it)).toEqual([
    expect.objectContaining({
      AlarmName: "cpu-high",
      AlarmActions: [scaleOut!.PolicyARN],
      Namespace: "AWS/ECS",
      MetricName: "CPUUtilization",
      Statistic: "Average",
      Threshold: 60,
      ComparisonOperator: "GreaterThanThreshold",
      EvaluationPeriods: 1,
      Period: 60,
      Dimensions: [
        { Name: "ClusterName", Value: workshopService.cluster },
        { Name: "ServiceName", Value: workshopService.name },
      ],
    }),
    expect.objectContaining({ AlarmName: "cpu-low", AlarmActions: [scaleIn!.PolicyARN] }),
  ]);
});

test("what was made is what the wizard then shows, and updating with it again calls nothing", async () => {
  const it = shop();
  await it.update(form([out, inward]));

  const { scaling } = (await serviceView(it.account, workshopService, "auto-scaling"))!;
  const { type, name, alarm, ...step } = out;
  expect(scaling!.policies[1]).toMatchObject({
    name,
    type,
    editable: true,
    metric: "CPUUtilization",
    step,
    alarms: [
      { name: "cpu-high", threshold: 60, periodSeconds: 60, evaluationPeriods: 1, editable: true, otherActions: 0 },
    ],
  });
  expect((await it.update(form([out, inward]))).results).toEqual([]);
});

test("the wizard's policies scale the service, timeline and charts tell of their alarms", async () => {
  const it = shop();
  await it.update(form([out, inward]));

  it.load(600);
  it.pass({ minutes: 5 });

  const { entries } = await timelineOf(it.account);
  expect(entries.map(({ title }) => title)).toEqual(
    expect.arrayContaining(["cpu-high is ALARM.", "cpu-high triggered its scaling policy.", "cpu-low is OK."]),
  );
  expect((await serviceView(it.account, workshopService, "details"))!.service.desired).toBeGreaterThan(1);
  const { thresholds, target } = await new Charts().read(it.account);
  expect(thresholds.map(({ alarm, threshold }) => [alarm, threshold])).toEqual([
    ["cpu-high", 60],
    ["cpu-low", 20],
  ]);
  expect(target).toBeNull();
});

test("a changed threshold changes the alarm alone where the steps begin at it as before, and keeps the rest of the alarm", async () => {
  const it = shop();
  await it.update(form([out]));
  const [alarm] = await alarmsIn(it);
  const described: PutMetricAlarmCommandInput = {
    ...(alarm as PutMetricAlarmCommandInput),
    AlarmDescription: "mine",
    TreatMissingData: "notBreaching",
  };
  await it.account.aws.cloudwatch.send(new PutMetricAlarmCommand(described));

  const plan = await planFor(it, form([moved(out, 10)]));
  await it.update(form([moved(out, 10)]));

  expect(operations(plan)).toEqual(["PutMetricAlarm"]);
  expect(await alarmsIn(it)).toEqual([
    expect.objectContaining({
      Threshold: 70,
      AlarmDescription: "mine",
      TreatMissingData: "notBreaching",
      AlarmActions: alarm!.AlarmActions,
    }),
  ]);
});

test("an existing alarm is given the policy beside what it does already, and the one before is left without it", async () => {
  const it = shop();
  const topic = "arn:aws:sns:us-east-1:111122223333:topic";
  const [dimensions, metric] = [[{ Name: "Queue", Value: "q" }], { Namespace: "Custom", MetricName: "Backlog" }];
  await it.update(form([out]));
  await it.account.aws.cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: "backlog",
      ...metric,
      Dimensions: dimensions,
      Statistic: "Maximum",
      Period: 60,
      EvaluationPeriods: 2,
      DatapointsToAlarm: 1,
      Threshold: 100,
      ComparisonOperator: "GreaterThanThreshold",
      AlarmActions: [topic],
    }),
  );
  const other: StepPolicyForm = {
    ...out,
    alarm: { choice: "existing", name: "backlog" },
    steps: [{ lower: 100, upper: null, adjustment: 1 }],
  };

  await it.update(form([other]));

  const [policy] = await policiesIn(it);
  const [backlog, before] = await alarmsIn(it);
  expect(backlog).toMatchObject({
    AlarmName: "backlog",
    AlarmActions: [topic, policy!.PolicyARN],
    Dimensions: dimensions,
    DatapointsToAlarm: 1,
    ...metric,
  });
  expect(before).toMatchObject({ AlarmName: "cpu-high", AlarmActions: [] });
  expect((await it.update(form([other]))).results).toEqual([]);
});

test("a removed policy leaves its alarm, as AWS does, unless that is to go as well", async () => {
  const it = shop();
  await it.update(form([out, inward]));

  const leaving = await planFor(it, form([out]));
  const deleting = await planFor(it, form([out], { deletedAlarms: ["cpu-low"] }));
  await it.update(form([out], { deletedAlarms: ["cpu-low"] }));

  expect(operations(leaving)).toEqual(["DeleteScalingPolicy"]);
  expect(leaving.deletes).toEqual(["The scaling policy scale-in. AWS leaves cpu-low, which no longer calls it."]);
  expect(operations(deleting)).toEqual(["DeleteScalingPolicy", "DeleteAlarms"]);
  expect(deleting.deletes).toEqual(["The scaling policy scale-in.", "The alarm cpu-low."]);
  expect((await alarmsIn(it)).map(({ AlarmName }) => AlarmName)).toEqual(["cpu-high"]);
});

test("no scaling says which alarms AWS leaves, and takes them with it where asked to", async () => {
  const it = shop();
  await it.update(form([out]));
  const none: UpdateForm = { desiredCount: 1, scaling: null };

  const plan = await planFor(it, none);
  await it.update({ ...none, deletedAlarms: ["cpu-high"] });

  expect(plan.deletes.at(-1)).toBe("The scaling policy scale-out. AWS leaves cpu-high, which no longer calls it.");
  expect(await alarmsIn(it)).toEqual([]);
});

test("a renamed policy takes its alarm along", async () => {
  const it = shop();
  await it.update(form([out]));

  const outcome = await it.update(form([{ ...out, name: "grow" }]));

  expect(outcome.results.map(({ operation, error }) => [operation, error])).toEqual([
    ["DeleteScalingPolicy", null],
    ["PutScalingPolicy", null],
    ["PutMetricAlarm", null],
  ]);
  const [policy] = await policiesIn(it);
  expect((await alarmsIn(it))[0]!.AlarmActions).toEqual([policy!.PolicyARN]);
});

test("after a refused alarm the second press makes only the alarm", async () => {
  const it = shop();
  it.refuse("PutMetricAlarm");

  const first = await it.update(form([out]));
  const second = await it.update(form([out]));

  expect(first.results.map(({ status }) => status)).toEqual(["done", "done", "failed"]);
  expect(second.results.map(({ operation, status }) => [operation, status])).toEqual([["PutMetricAlarm", "done"]]);
});

test("a policy that two alarms call is kept as it is, and can be removed", async () => {
  const it = shop();
  await it.update(form([out]));
  const [alarm] = await alarmsIn(it);
  const second = { ...(alarm as PutMetricAlarmCommandInput), AlarmName: "cpu-higher", Threshold: 80 };
  await it.account.aws.cloudwatch.send(new PutMetricAlarmCommand(second));

  expect((await serviceView(it.account, workshopService, "auto-scaling"))!.scaling!.policies[0]).toMatchObject({
    editable: false,
    metric: "The metric of its alarm",
  });
  expect((await planFor(it, form([]))).calls).toEqual([]);
  const removing = form([]);
  removing.scaling!.removedPolicies = ["scale-out"];
  expect(operations(await planFor(it, removing))).toEqual(["DeleteScalingPolicy"]);
});

test("the lines at Review, run by bash one after the other, leave the account as Update Service does", async () => {
  const clicked = shop();
  const typed = shop();
  const steps: UpdateForm[] = [
    form([
      out,
      {
        ...inward,
        alarm: { ...own, name: "it's low", comparison: "LessThanThreshold", threshold: 20.5 },
        steps: [{ lower: null, upper: 20.5, adjustment: -50 }],
      },
    ]),
    { ...form([moved(out, -12.5), ...reference.scaling.policies], { deletedAlarms: ["it's low"] }), desiredCount: 2 },
    { desiredCount: 2, scaling: null },
  ];

  for (const step of steps) {
    const plan = await planFor(typed, step);
    await run(
      typed,
      plan.calls.map(({ cli }) => cli),
    );
    expect((await clicked.update(step)).complete).toBe(true);

    expect(typed.world).toEqual(clicked.world);
  }
});

type Refused = [what: string, policy: StepPolicyForm, field: string, message: string | RegExp];
const withSteps = (...steps: [number | null, number | null, number][]): StepPolicyForm => ({
  ...out,
  steps: steps.map(([lower, upper, adjustment]) => ({ lower, upper, adjustment })),
});
const withAlarm = (more: Partial<typeof own>): StepPolicyForm => ({ ...out, alarm: { ...own, ...more } });

test.each<Refused>([
  ["no step", { ...out, steps: [] }, "steps", "There must be at least one step adjustment"],
  [
    "a gap",
    withSteps([60, 70, 1], [75, null, 2]),
    "steps.1.lower",
    "Step adjustment intervals cannot have gaps between them",
  ],
  ["an overlap", withSteps([60, 70, 1], [65, null, 2]), "steps.1.lower", "Step adjustment intervals cannot overlap"],
  [
    "bounds the wrong way round",
    withSteps([70, 60, 1]),
    "steps.0.upper",
    "Lower bound must be less than upper bound for a step adjustment",
  ],
  [
    "no bounds",
    withSteps([null, null, 1]),
    "steps.0.lower",
    "Both lower and upper bounds of a step adjustment cannot be left unspecified",
  ],
  [
    "two steps without end",
    withSteps([60, null, 1], [80, null, 1]),
    "steps.1.upper",
    "At most one step adjustment may have an unspecified upper bound",
  ],
  [
    "an end above the threshold",
    withSteps([60, 80, 1]),
    "steps.0.upper",
    /^There must be a step adjustment with an unspecified upper bound when/,
  ],
  [
    "a beginning below the threshold",
    withSteps([50, null, 1]),
    "steps.0.lower",
    /^There must be a step adjustment with an unspecified lower bound when/,
  ],
  ["half a task", withSteps([60, null, 0.5]), "steps.0.adjustment", "An adjustment is a whole number."],
  [
    "an exact capacity below zero",
    { ...withSteps([60, null, -1]), adjustmentType: "ExactCapacity" },
    "steps.0.adjustment",
    "Scaling adjustment cannot be less than 0 when adjustment type is ExactCapacity",
  ],
  [
    "a least number with tasks",
    { ...out, minAdjustmentMagnitude: 2 },
    "minAdjustmentMagnitude",
    "Minimum adjustment magnitude is only allowed for adjustment type PercentChangeInCapacity",
  ],
  ["a negative cooldown", { ...out, cooldownSeconds: -1 }, "cooldownSeconds", "Cooldown must be nonnegative"],
  ["an alarm without a name", withAlarm({ name: " " }), "alarm.name", "Give the alarm a name."],
  [
    "a period of 90 seconds",
    withAlarm({ periodSeconds: 90 }),
    "alarm.periodSeconds",
    "A period is 10, 20, 30 or a multiple of 60 seconds long.",
  ],
  [
    "two days of periods",
    withAlarm({ evaluationPeriods: 48, periodSeconds: 3600 }),
    "alarm.periodSeconds",
    "The periods together cannot be longer than a day.",
  ],
  [
    "no period",
    withAlarm({ evaluationPeriods: 0 }),
    "alarm.evaluationPeriods",
    "The number of periods cannot be less than 1.",
  ],
  [
    "a metric of another kind",
    withAlarm({ metric: "Humidity" }),
    "alarm.metric",
    "Choose one of CPUUtilization, MemoryUtilization.",
  ],
  [
    "an alarm that is not there",
    { ...out, alarm: { choice: "existing", name: "nobody" } },
    "alarm.name",
    "The account has no metric alarm nobody.",
  ],
])("%s is refused at its field", async (_, policy, field, message) => {
  const { refusals, calls } = await planFor(shop(), form([policy]));

  expect(refusals).toEqual([{ field: `scaling.policies.0.${field}`, message: expect.stringMatching(message) }]);
  expect(calls).toEqual([]);
});

test("an alarm's name that is taken is refused before it would replace that alarm", async () => {
  const it = shop();
  await it.update(form([out]));

  const taken = await planFor(it, form([out, { ...inward, alarm: { ...own, name: "cpu-high" } }]));
  const twice = await planFor(
    it,
    form([
      { ...out, alarm: { ...own, name: "x" } },
      { ...inward, alarm: { ...own, name: "x" } },
    ]),
  );

  expect(taken.refusals.map(({ field }) => field)).toContain("scaling.policies.1.alarm.name");
  expect(twice.refusals.map(({ field }) => field)).toContain("scaling.policies.1.alarm.name");
});

test("neither type of policy can take the other's name", async () => {
  const it = shop();
  await it.update(form([out]));
  const [tracking] = reference.scaling.policies;

  const { refusals } = await planFor(it, form([{ ...tracking!, name: "scale-out" }]));

  expect(refusals).toEqual([
    {
      field: "scaling.policies.0.name",
      message: "You cannot change a StepScaling policy to a non StepScaling policy, or vice versa.",
    },
  ]);
});

/** The policy with its alarm's threshold and all its steps moved. */
const moved = (policy: StepPolicyForm, by: number): StepPolicyForm => ({
  ...policy,
  alarm: { ...own, threshold: own.threshold + by },
  steps: policy.steps.map((it) => ({
    ...it,
    lower: it.lower === null ? null : it.lower + by,
    upper: it.upper === null ? null : it.upper + by,
  })),
});

/** Runs lines of the AWS CLI in bash, one after the other, as somebody pastes them. */
async function run({ account: { aws } }: Shop, lines: string[]): Promise<void> {
  const members = [
    ["cluster", "service", "desiredCount", "ServiceNamespace", "ResourceId", "ScalableDimension", "MinCapacity"],
    ["MaxCapacity", "PolicyName", "PolicyType", "StepScalingPolicyConfiguration"],
    ["TargetTrackingScalingPolicyConfiguration", "AlarmName", "AlarmNames", "AlarmActions", "MetricName", "Namespace"],
    ["Statistic", "Dimensions", "Period", "EvaluationPeriods", "Threshold", "ComparisonOperator"],
  ].flat();
  let POLICY_ARN = "";
  for (const line of lines) {
    const { operation, input, query } = readLine(line, members, { POLICY_ARN });
    const answer = await send(aws, operation, input);
    if (query) POLICY_ARN = String((answer as Record<string, unknown>)[query]);
  }
}

function send(aws: Shop["account"]["aws"], operation: string, input: object): Promise<object> {
  const given = input as never;
  switch (operation) {
    case "update-service":
      return aws.ecs.send(new UpdateServiceCommand(given));
    case "register-scalable-target":
      return aws.scaling.send(new RegisterScalableTargetCommand(given));
    case "deregister-scalable-target":
      return aws.scaling.send(new DeregisterScalableTargetCommand(given));
    case "put-scaling-policy":
      return aws.scaling.send(new PutScalingPolicyCommand(given));
    case "delete-scaling-policy":
      return aws.scaling.send(new DeleteScalingPolicyCommand(given));
    case "put-metric-alarm":
      return aws.cloudwatch.send(new PutMetricAlarmCommand(given));
    case "delete-alarms":
      return aws.cloudwatch.send(new DeleteAlarmsCommand(given));
    default:
      throw new Error(`${operation} is no operation of the wizard.`);
  }
}
