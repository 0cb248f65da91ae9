import {
  DeleteScalingPolicyCommand,
  PutScalingPolicyCommand,
  type PutScalingPolicyCommandInput,
  RegisterScalableTargetCommand,
  type RegisterScalableTargetCommandInput,
} from "@aws-sdk/client-application-auto-scaling";
import { DeleteAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { CreateServiceCommand } from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { scalingPolicy } from "../../server/workshop/chapters/configuring-service-auto-scaling.ts";
import { checkStep } from "../../server/workshop/checking.ts";
import { alarmsOf } from "../../server/workshop/reading.ts";
import { workshopService } from "../../server/workshop/scenario.ts";
import { preparedAccount } from "./account.ts";
import { firstMiss, reference, type Shop, shop } from "./sandbox.ts";

const configuration = ["number-of-tasks", "scaling-policy", "see-the-configuration"];
const keys = {
  ServiceNamespace: "ecs",
  ResourceId: "service/containers-workshop-ecs-cluster/containers-workshop-ecs-service",
  ScalableDimension: "ecs:service:DesiredCount",
} as const;

const register = (it: Shop, more: Partial<RegisterScalableTargetCommandInput> = {}) =>
  it.account.aws.scaling.send(new RegisterScalableTargetCommand({ ...keys, MinCapacity: 1, MaxCapacity: 5, ...more }));

type Tracking = NonNullable<PutScalingPolicyCommandInput["TargetTrackingScalingPolicyConfiguration"]>;
const put = (it: Shop, more: Partial<Tracking> = {}, PolicyName = "my-own-name") =>
  it.account.aws.scaling.send(
    new PutScalingPolicyCommand({
      PolicyName,
      ...keys,
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 40,
        PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageCPUUtilization" },
        ScaleOutCooldown: 30,
        ScaleInCooldown: 30,
        ...more,
      },
    }),
  );

test.each(configuration)("%s says not yet at the start, and what is missing", async (step) => {
  const result = await shop().check(step);

  expect(result.status).toBe("fail");
  expect(firstMiss(result)!.why).toMatch(/^There is no (scalable target|scaling policy) .* in us-east-1 yet\. /);
});

test.each(configuration)("%s is done after the wizard with the values of the chapter", async (step) => {
  const it = shop();

  await it.update(reference);

  const result = await it.check(step);
  expect(firstMiss(result)).toBeUndefined();
  expect(result.status).toBe("pass");
  expect(result.checks.every(({ why }) => why.length > 0)).toBe(true);
});

test.each(configuration)("%s is done after SDK calls too, with a policy of another name", async (step) => {
  const it = shop();

  await register(it);
  await put(it);

  expect(firstMiss(await it.check(step))).toBeUndefined();
});

test.each(configuration)(
  "%s says in an empty account how to get the service back, or what is missing",
  async (step) => {
    const result = await shop({ state: "empty" }).check(step);

    expect(result.status).toBe("fail");
  },
);

test.each<[string, Partial<RegisterScalableTargetCommandInput>, string, RegExp]>([
  [
    "minimum and maximum are the same",
    { MinCapacity: 1, MaxCapacity: 1 },
    "maximum-number-of-tasks.no-room",
    /MaxCapacity is 1, expected 5\. Minimum and maximum are the same/,
  ],
  [
    "a maximum of 3",
    { MaxCapacity: 3 },
    "maximum-number-of-tasks.too-low",
    /MaxCapacity is 3, expected 5\. With a maximum of 3 the peak is cut off/,
  ],
  ["a maximum of 50", { MaxCapacity: 50 }, "maximum-number-of-tasks.not-yet", /MaxCapacity is 50, expected 5/],
  ["a minimum of 0", { MinCapacity: 0 }, "minimum-number-of-tasks.zero", /MinCapacity is 0, expected 1/],
  [
    "scale-out suspended",
    { SuspendedState: { DynamicScalingOutSuspended: true } },
    "scale-out-is-not-suspended.suspended",
    /stays as small as it is/,
  ],
  [
    "scale-in suspended",
    { SuspendedState: { DynamicScalingInSuspended: true } },
    "scale-in-is-not-suspended.suspended",
    /stays as large as it is/,
  ],
])("number-of-tasks recognises %s", async (_, target, key, why) => {
  const it = shop();

  await register(it, target);

  const miss = firstMiss(await it.check("number-of-tasks"))!;
  expect(miss.messageKey).toBe(`number-of-tasks.${key}`);
  expect(miss.why).toMatch(why);
});

test.each<[string, Partial<Tracking>, string, RegExp]>([
  [
    "memory",
    { PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageMemoryUtilization" } },
    "the-policy-tracks-the-service-s-average-cpu-utilisation.memory",
    /memory stays flat/,
  ],
  [
    "a target of 4",
    { TargetValue: 4 },
    "target-value.a-tenth",
    /TargetValue is 4, expected 40\. At 4 % the lightest load/,
  ],
  [
    "a target of 400",
    { TargetValue: 400 },
    "target-value.out-of-reach",
    /TargetValue is 400, expected 40\. A task of this service uses 100 % at most/,
  ],
  ["a target of 0.4", { TargetValue: 0.4 }, "target-value.fraction", /given in percent/],
  ["a target of 20", { TargetValue: 20 }, "target-value.too-low", /keeps more tasks than this load needs/],
  [
    "a cooldown in minutes",
    { ScaleOutCooldown: 1800 },
    "scale-out-cooldown-period.minutes",
    /given in seconds: 1800 is half an hour/,
  ],
  [
    "a scale-in cooldown of 300",
    { ScaleInCooldown: 300 },
    "scale-in-cooldown-period.not-yet",
    /ScaleInCooldown is 300, expected 30/,
  ],
  [
    "a cooldown left out",
    { ScaleOutCooldown: undefined },
    "scale-out-cooldown-period.default",
    /AWS takes 300 seconds/,
  ],
  [
    "scale-in disabled",
    { DisableScaleIn: true },
    "scale-in-is-enabled.disabled",
    /stays at five after the load has gone/,
  ],
])("scaling-policy recognises %s", async (_, policy, key, why) => {
  const it = shop();
  await register(it);

  await put(it, policy);

  const miss = firstMiss(await it.check("scaling-policy"))!;
  expect(miss.messageKey).toBe(`scaling-policy.${key}`);
  expect(miss.why).toMatch(why);
});

test("scaling-policy recognises a policy on another service", async () => {
  const it = shop();
  const { aws } = it.account;
  await aws.ecs.send(
    new CreateServiceCommand({
      cluster: workshopService.cluster,
      serviceName: "other",
      taskDefinition: "containers-workshop-ecs-task-def",
      desiredCount: 0,
    }),
  );
  const other = { ...keys, ResourceId: `service/${workshopService.cluster}/other` };
  await aws.scaling.send(new RegisterScalableTargetCommand({ ...other, MinCapacity: 0, MaxCapacity: 5 }));
  await aws.scaling.send(
    new PutScalingPolicyCommand({
      PolicyName: "mine",
      ...other,
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 40,
        PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageCPUUtilization" },
      },
    }),
  );

  const miss = firstMiss(await it.check("scaling-policy"))!;

  expect(miss.messageKey).toBe("scaling-policy.the-service-has-a-target-tracking-policy.other-service");
  expect(miss.why).toContain("mine belongs to service/containers-workshop-ecs-cluster/other");
});

test("scaling-policy recognises a step scaling policy", async () => {
  const account = preparedAccount({
    DescribeScalingPolicies: { ScalingPolicies: [{ PolicyName: "steps", PolicyType: "StepScaling" }] },
  });

  const miss = firstMiss(await checkStep(scalingPolicy as typeof scalingPolicy & { kind: "check" }, account))!;

  expect(miss.messageKey).toBe("scaling-policy.the-service-has-a-target-tracking-policy.other-type");
  expect(miss.why).toContain("steps is a StepScaling policy");
});

test("see-the-configuration misses an alarm that somebody deleted, and says how it comes back", async () => {
  const it = shop();
  await it.update(reference);
  const [high] = await alarmsOf({ aws: it.account.aws, service: workshopService });
  await it.account.aws.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: [high!.AlarmName!] }));

  const miss = firstMiss(await it.check("see-the-configuration"))!;

  expect(miss.id).toBe("alarmhigh-watches-for-too-much-load");
  expect(miss.why).toContain("Saving the policy once more makes both alarms anew.");
});

test("see-the-configuration recognises a policy with scale-in disabled by its missing AlarmLow", async () => {
  const it = shop();
  await register(it);
  await put(it, { DisableScaleIn: true });

  expect(firstMiss(await it.check("see-the-configuration"))!.messageKey).toBe(
    "see-the-configuration.alarmlow-watches-for-too-little-load.scale-in-disabled",
  );
});

test("a policy that is gone again is missed again", async () => {
  const it = shop();
  await it.update(reference);
  await it.account.aws.scaling.send(
    new DeleteScalingPolicyCommand({ PolicyName: reference.scaling!.policies[0]!.name, ...keys }),
  );

  expect((await it.check("scaling-policy")).status).toBe("fail");
  expect((await it.check("number-of-tasks")).status).toBe("pass");
});
