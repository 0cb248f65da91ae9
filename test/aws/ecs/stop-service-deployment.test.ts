import { PutMetricAlarmCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import {
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  ListServiceDeploymentsCommand,
  RegisterTaskDefinitionCommand,
  StopServiceDeploymentCommand,
  type StopServiceDeploymentCommandInput,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
} from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { ACCOUNT_ID, REGION, refusal } from "../sdk-account.ts";
import { fargate, taskDefinition } from "./fargate.ts";

const SECOND = 1 / 60;

async function withService(input: Partial<UpdateServiceCommandInput> = {}) {
  const account = await fargate();
  const { ecs, create, pass } = account;
  await create({ desiredCount: 1, deploymentConfiguration: input.deploymentConfiguration });
  pass({ minutes: 3 });
  await ecs.send(new RegisterTaskDefinitionCommand(taskDefinition));
  const service = async () =>
    (await ecs.send(new DescribeServicesCommand({ cluster: "c1", services: ["s1"] }))).services![0]!;
  return {
    ...account,
    service,
    /** Begins a deployment of the second revision, and gives its ARN. */
    deploy: async () => {
      await ecs.send(new UpdateServiceCommand({ cluster: "c1", service: "s1", taskDefinition: "td1:2" }));
      return (await service()).currentServiceDeployment!;
    },
    stop: (serviceDeploymentArn: string, more: Partial<StopServiceDeploymentCommandInput> = {}) =>
      ecs.send(new StopServiceDeploymentCommand({ serviceDeploymentArn, ...more })),
    deployment: async (arn: string) =>
      (await ecs.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] }))).serviceDeployments![0]!,
    latest: async () =>
      (await ecs.send(new ListServiceDeploymentsCommand({ cluster: "c1", service: "s1" }))).serviceDeployments![0]!
        .serviceDeploymentArn!,
  };
}

test("a deployment that is stopped is rolled back, also without the circuit breaker", async () => {
  const { deploy, stop, deployment, service, pass } = await withService();
  const arn = await deploy();

  const answer = await stop(arn);
  const requested = (await deployment(arn)).status;
  pass({ minutes: SECOND });
  const [during, rolling] = [await deployment(arn), await service()];
  const again = await stop(arn);
  pass({ minutes: 5 });

  expect(answer).toMatchObject({ serviceDeploymentArn: arn });
  expect(requested).toBe("ROLLBACK_REQUESTED");
  expect(during).toMatchObject({ status: "ROLLBACK_IN_PROGRESS", rollback: { startedAt: expect.any(Date) } });
  expect(rolling.deployments?.map(({ status, rolloutState }) => [status, rolloutState])).toEqual([
    ["PRIMARY", "IN_PROGRESS"],
    ["ACTIVE", "FAILED"],
  ]);
  expect(again).toMatchObject({ serviceDeploymentArn: arn });
  expect((await deployment(arn)).status).toBe("ROLLBACK_SUCCESSFUL");
  expect(await service()).toMatchObject({
    taskDefinition: expect.stringMatching(/td1:1$/),
    runningCount: 1,
    deployments: [{ rolloutState: "COMPLETED" }],
  });
});

test("what is complete, has nothing to go back to, or is not there cannot be stopped", async () => {
  const { create, stop, latest, ecs } = await withService();
  await create({ serviceName: "s2" });
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster: "c1", services: ["s2"] }));
  const none = `arn:aws:ecs:${REGION}:${ACCOUNT_ID}:service-deployment/c1/s1/none`;
  const name = async (arn: string, more: Partial<StopServiceDeploymentCommandInput> = {}) =>
    (await refusal(stop(arn, more))).name;

  expect(await name(await latest())).toBe("ConflictException");
  expect(await name(services![0]!.currentServiceDeployment!)).toBe("ConflictException");
  expect(await name(none)).toBe("ServiceDeploymentNotFoundException");
  expect(await name("c1/s1")).toBe("InvalidParameterException");
  expect(await name(await latest(), { stopType: "ABORT" })).toBe("InvalidParameterException");
  expect(
    (
      await refusal(
        ecs.send(new StopServiceDeploymentCommand({ serviceDeploymentArn: none, stopType: "X" as "ABORT" })),
      )
    ).message,
  ).toBe("stopType should be one of [ABORT,ROLLBACK]");
});

async function withAlarm(rollback: boolean) {
  const account = await withService({
    deploymentConfiguration: { alarms: { alarmNames: ["errors"], enable: true, rollback } },
  });
  await account.cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: "errors",
      Namespace: "Shop",
      MetricName: "Errors",
      Statistic: "Sum",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: "GreaterThanThreshold",
      TreatMissingData: "ignore",
    }),
  );
  const set = (StateValue: "ALARM" | "OK") =>
    account.cloudwatch.send(new SetAlarmStateCommand({ AlarmName: "errors", StateValue, StateReason: "test" }));
  await set("OK");
  return { ...account, set };
}

test("an alarm that goes into ALARM fails a deployment and rolls it back", async () => {
  const { set, deploy, deployment, service, pass } = await withAlarm(true);
  const arn = await deploy();
  const monitoring = (await deployment(arn)).alarms;
  pass({ minutes: 10 * SECOND });

  await set("ALARM");
  pass({ minutes: 5 });

  expect(monitoring).toEqual({ status: "MONITORING", alarmNames: ["errors"] });
  expect(await deployment(arn)).toMatchObject({
    status: "ROLLBACK_SUCCESSFUL",
    alarms: { status: "TRIGGERED", alarmNames: ["errors"], triggeredAlarmNames: ["errors"] },
  });
  expect((await service()).taskDefinition).toMatch(/td1:1$/);
});

test("without rollback an alarm stops the deployment where it is", async () => {
  const { set, deploy, deployment, service, pass } = await withAlarm(false);
  const arn = await deploy();
  pass({ minutes: 10 * SECOND });

  await set("ALARM");
  pass({ minutes: 5 });

  expect((await deployment(arn)).status).toBe("STOPPED");
  expect((await service()).deployments?.[0]).toMatchObject({ status: "PRIMARY", rolloutState: "FAILED" });
});

test("an alarm that is in ALARM when a deployment begins does not stop it, so that a fault can be mended", async () => {
  const { set, deploy, deployment, pass } = await withAlarm(true);
  await set("ALARM");

  const arn = await deploy();
  pass({ minutes: 5 });

  expect(await deployment(arn)).toMatchObject({ status: "SUCCESSFUL", alarms: { status: "DISABLED" } });
});
