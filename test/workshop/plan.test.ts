import { expect, test } from "vitest";
import type { PolicyForm, TrackingPolicyForm, UpdateForm } from "../../server/contract/index.ts";
import type { Held } from "../../server/workshop/console/held.ts";
import { planOf } from "../../server/workshop/console/plan.ts";

const service = { cluster: "c", name: "s" };
const keys = { ServiceNamespace: "ecs", ResourceId: "service/c/s", ScalableDimension: "ecs:service:DesiredCount" };

const cpu: TrackingPolicyForm = {
  type: "TargetTrackingScaling",
  name: "cpu",
  metric: "ECSServiceAverageCPUUtilization",
  targetValue: 40,
  scaleOutCooldownSeconds: 30,
  scaleInCooldownSeconds: 30,
  disableScaleIn: false,
};
const memory: TrackingPolicyForm = { ...cpu, name: "memory", metric: "ECSServiceAverageMemoryUtilization" };
const form = (...policies: PolicyForm[]): UpdateForm => ({
  desiredCount: 1,
  scaling: { minCapacity: 1, maxCapacity: 5, policies },
});

const tracking = (name: string, metric: string, more = {}): Held["policies"][number] => ({
  PolicyARN: `arn:${name}`,
  PolicyName: name,
  ServiceNamespace: "ecs",
  ResourceId: "service/c/s",
  ScalableDimension: "ecs:service:DesiredCount",
  PolicyType: "TargetTrackingScaling",
  CreationTime: new Date(0),
  TargetTrackingScalingPolicyConfiguration: {
    TargetValue: 40,
    PredefinedMetricSpecification: { PredefinedMetricType: metric as "ECSServiceAverageCPUUtilization" },
    ScaleOutCooldown: 30,
    ScaleInCooldown: 30,
    ...more,
  },
});
const steps = (name: string): Held["policies"][number] => ({
  ...tracking(name, ""),
  PolicyType: "StepScaling",
  TargetTrackingScalingPolicyConfiguration: undefined,
});

/** Two alarms call it: the wizard has no form for that. */
const calledTwice = (name: string) => ({
  ...steps(name),
  Alarms: [
    { AlarmName: "one", AlarmARN: "arn:one" },
    { AlarmName: "two", AlarmARN: "arn:two" },
  ],
});

const held = (more: Partial<Held> = {}): Held => ({
  service: { serviceName: "s", desiredCount: 1 },
  target: undefined,
  policies: [],
  alarms: [],
  resourceLabel: undefined,
  ...more,
});
const bounds = { minCapacity: 1, maxCapacity: 5 };
const calls = (plan: ReturnType<typeof planOf>) => plan.calls.map(({ operation, input }) => [operation, input]);

test("a service without scaling gets a target first and its policy then", () => {
  const plan = planOf(service, form(cpu), held());

  expect(calls(plan)).toEqual([
    ["RegisterScalableTarget", { ...keys, MinCapacity: 1, MaxCapacity: 5 }],
    [
      "PutScalingPolicy",
      {
        PolicyName: "cpu",
        ...keys,
        PolicyType: "TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 40,
          PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageCPUUtilization" },
          ScaleOutCooldown: 30,
          ScaleInCooldown: 30,
        },
      },
    ],
  ]);
  expect(plan.deletes).toEqual([]);
  expect(plan.refusals).toEqual([]);
});

test("what the account already holds needs no call", () => {
  const plan = planOf(service, form(cpu), held({ target: bounds, policies: [tracking("cpu", cpu.metric)] }));

  expect(plan).toEqual({ calls: [], deletes: [], refusals: [] });
});

test("a changed number of tasks, bound and policy make three calls in this order", () => {
  const plan = planOf(
    service,
    { ...form({ ...cpu, targetValue: 50 }), desiredCount: 2 },
    held({ target: { minCapacity: 1, maxCapacity: 4 }, policies: [tracking("cpu", cpu.metric)] }),
  );

  expect(plan.calls.map(({ operation }) => operation)).toEqual([
    "UpdateService",
    "RegisterScalableTarget",
    "PutScalingPolicy",
  ]);
  expect(plan.calls[0]!.input).toEqual({ cluster: "c", service: "s", desiredCount: 2 });
});

test("a cooldown that is left out is left out of the call, and differs from 300", () => {
  const plan = planOf(
    service,
    form({ ...cpu, scaleOutCooldownSeconds: null }),
    held({ target: bounds, policies: [tracking("cpu", cpu.metric, { ScaleOutCooldown: 300 })] }),
  );

  expect(plan.calls).toHaveLength(1);
  expect(plan.calls[0]!.input).not.toHaveProperty("TargetTrackingScalingPolicyConfiguration.ScaleOutCooldown");
});

test("a removed policy is deleted, and the plan says so", () => {
  const plan = planOf(
    service,
    form(cpu),
    held({ target: bounds, policies: [tracking("cpu", cpu.metric), tracking("old", memory.metric)] }),
  );

  expect(calls(plan)).toEqual([["DeleteScalingPolicy", { PolicyName: "old", ...keys }]]);
  expect(plan.deletes).toEqual(["The scaling policy old and its alarms."]);
});

test("policies for which the wizard has no form are kept", () => {
  const plan = planOf(
    service,
    form(),
    held({ target: bounds, policies: [calledTwice("steps"), tracking("custom", "")] }),
  );

  expect(plan).toEqual({ calls: [], deletes: [], refusals: [] });
});

test("two policies that exchange their metrics both go before they are made again", () => {
  const policies = [tracking("cpu", cpu.metric), tracking("memory", memory.metric)];

  const plan = planOf(
    service,
    form({ ...cpu, metric: memory.metric }, { ...memory, metric: cpu.metric }),
    held({ target: bounds, policies }),
  );

  expect(
    plan.calls.map(({ operation, input }) => `${operation} ${(input as { PolicyName: string }).PolicyName}`),
  ).toEqual([
    "DeleteScalingPolicy cpu",
    "DeleteScalingPolicy memory",
    "PutScalingPolicy cpu",
    "PutScalingPolicy memory",
  ]);
});

test("no scaling deregisters the target after saying everything that this deletes", () => {
  const plan = planOf(
    service,
    { desiredCount: 1, scaling: null },
    held({ target: bounds, policies: [tracking("cpu", cpu.metric), steps("steps")] }),
  );

  expect(calls(plan)).toEqual([["DeregisterScalableTarget", keys]]);
  expect(plan.deletes).toEqual([
    "The scalable target service/c/s, from 1 to 5 tasks.",
    "The scaling policy cpu and its alarms.",
    "The scaling policy steps.",
  ]);
});

test("no scaling where there is none needs no call", () => {
  expect(planOf(service, { desiredCount: 1, scaling: null }, held()).calls).toEqual([]);
});

test("requests per target are counted at the service's own target group", () => {
  const plan = planOf(
    service,
    form({ ...cpu, metric: "ALBRequestCountPerTarget" }),
    held({ target: bounds, resourceLabel: "app/lb/1/targetgroup/tg/2" }),
  );

  expect(plan.calls[0]!.input).toHaveProperty(
    "TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification",
    {
      PredefinedMetricType: "ALBRequestCountPerTarget",
      ResourceLabel: "app/lb/1/targetgroup/tg/2",
    },
  );
});

const refused = (it: UpdateForm, account = held()) => planOf(service, it, account).refusals;
const withPolicy = (more: Partial<TrackingPolicyForm>) => form({ ...cpu, ...more });
const withScaling = (more: object): UpdateForm => ({ desiredCount: 1, scaling: { ...bounds, policies: [], ...more } });

test.each([
  [
    "a desired number that is no whole number",
    { ...form(), desiredCount: 1.5 },
    "desiredCount",
    "The desired number of tasks is a whole number.",
  ],
  [
    "a negative desired number",
    { desiredCount: -1, scaling: null },
    "desiredCount",
    "The desired number of tasks cannot be less than 0.",
  ],
  [
    "a desired number above the maximum",
    { ...form(), desiredCount: 6 },
    "desiredCount",
    /between the minimum, 1, and the maximum, 5/,
  ],
  [
    "a desired number below the minimum",
    { ...form(), desiredCount: 0 },
    "desiredCount",
    /between the minimum, 1, and the maximum, 5/,
  ],
  [
    "a negative minimum",
    withScaling({ minCapacity: -1 }),
    "scaling.minCapacity",
    "Minimum capacity cannot be less than 0",
  ],
  [
    "a maximum below the minimum",
    withScaling({ minCapacity: 3, maxCapacity: 2 }),
    "scaling.maxCapacity",
    "Maximum capacity cannot be less than minimum capacity",
  ],
  ["a policy without a name", withPolicy({ name: "" }), "scaling.policies.0.name", "Give the policy a name."],
  [
    "a name of 257 characters",
    withPolicy({ name: "x".repeat(257) }),
    "scaling.policies.0.name",
    "A policy name has at most 256 characters.",
  ],
  ["a name with an accent", withPolicy({ name: "política" }), "scaling.policies.0.name", /printable ASCII/],
  [
    "an unknown metric",
    withPolicy({ metric: "Humidity" }),
    "scaling.policies.0.metric",
    /^Choose one of ECSServiceAverageCPUUtilization/,
  ],
  [
    "requests without a load balancer",
    withPolicy({ metric: "ALBRequestCountPerTarget" }),
    "scaling.policies.0.metric",
    /not behind a load balancer/,
  ],
  [
    "a target of zero",
    withPolicy({ targetValue: 0 }),
    "scaling.policies.0.targetValue",
    "For target tracking scaling, target value must be between '8.51592E-109' and '1.174271E108', but was '0.0'.",
  ],
  [
    "a negative cooldown",
    withPolicy({ scaleInCooldownSeconds: -1 }),
    "scaling.policies.0.scaleInCooldownSeconds",
    "Cooldown must be nonnegative",
  ],
  [
    "a cooldown of half a second",
    withPolicy({ scaleOutCooldownSeconds: 0.5 }),
    "scaling.policies.0.scaleOutCooldownSeconds",
    "A cooldown is a whole number of seconds.",
  ],
  ["the same name twice", form(cpu, { ...memory, name: "cpu" }), "scaling.policies.1.name", /same name/],
  [
    "the same metric twice",
    form(cpu, { ...memory, metric: cpu.metric }),
    "scaling.policies.1.metric",
    "Only one TargetTrackingScaling policy for a given metric specification is allowed.",
  ],
])("%s is refused at its field", (_, it, field, message) => {
  expect(refused(it)).toEqual([{ field, message: expect.stringMatching(message) }]);
});

test("a name that a step scaling policy has is refused in AWS's words", () => {
  expect(refused(withPolicy({ name: "steps" }), held({ policies: [steps("steps")] }))).toEqual([
    {
      field: "scaling.policies.0.name",
      message: "You cannot change a StepScaling policy to a non StepScaling policy, or vice versa.",
    },
  ]);
});

test("a refused form makes no calls", () => {
  expect(planOf(service, withPolicy({ targetValue: -1 }), held()).calls).toEqual([]);
});
