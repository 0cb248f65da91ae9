import {
  DeleteScalingPolicyCommand,
  PutScalingPolicyCommand,
  type PutScalingPolicyCommandInput,
  RegisterScalableTargetCommand,
  type RegisterScalableTargetCommandInput,
} from "@aws-sdk/client-application-auto-scaling";
import { DeleteAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import { checkStep } from "../../server/workshop/checking.ts";
import { alarmsOf } from "../../server/workshop/reading.ts";
import { workshopService } from "../../server/workshop/scenario.ts";
import { preparedAccount } from "./account.ts";
import { firstMiss, reference, type Shop, shop, stepOf } from "./sandbox.ts";

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

test("see-the-configuration misses an alarm that somebody deleted, and says how it comes back", async () => {
  const it = shop();
  await it.update(reference);
  const [high] = await alarmsOf({ aws: it.account.aws, service: workshopService });
  await it.account.aws.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: [high!.AlarmName!] }));

  const miss = firstMiss(await it.check("see-the-configuration"))!;

  expect(miss.id).toBe("alarmhigh-watches-for-too-much-load");
  expect(miss.why).toContain("Saving the policy once more makes both alarms anew.");
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

test("what was configured in another Region is told where the account keeps its calls", async () => {
  const call = { at: 0, service: "application-autoscaling", principal: "", requestId: "", input: {} };
  const account = preparedAccount(
    { DescribeServices: { services: [{ status: "ACTIVE", desiredCount: 1, runningCount: 1 }] } },
    { calls: { list: async () => [{ ...call, operation: "RegisterScalableTarget", region: "eu-west-1" }] } },
  );

  const miss = firstMiss(await checkStep(stepOf("number-of-tasks"), account))!;

  expect(miss.messageKey).toBe("number-of-tasks.the-service-is-a-scalable-target.other-region");
  expect(miss.why).toContain("was configured in eu-west-1, but the service of this workshop runs in us-east-1");
});
