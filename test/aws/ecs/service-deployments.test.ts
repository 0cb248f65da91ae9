import {
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  ListServiceDeploymentsCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  StopTaskCommand,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
} from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { ACCOUNT_ID, REGION, refusal } from "../sdk-account.ts";
import { fargate, taskDefinition } from "./fargate.ts";

const ARN = `arn:aws:ecs:${REGION}:${ACCOUNT_ID}`;

async function withService(breaker?: { enable: boolean; rollback: boolean }) {
  const account = await fargate();
  const { ecs, create, pass } = account;
  await create({
    desiredCount: 1,
    ...(breaker && { deploymentConfiguration: { deploymentCircuitBreaker: breaker } }),
  });
  pass({ minutes: 3 });
  await ecs.send(new RegisterTaskDefinitionCommand(taskDefinition));
  return {
    ...account,
    update: (input: Partial<UpdateServiceCommandInput>) =>
      ecs.send(new UpdateServiceCommand({ cluster: "c1", service: "s1", ...input })),
    list: async () =>
      (await ecs.send(new ListServiceDeploymentsCommand({ cluster: "c1", service: "s1" }))).serviceDeployments!,
    describe: async (arn: string) =>
      (await ecs.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] }))).serviceDeployments![0]!,
    service: async () =>
      (await ecs.send(new DescribeServicesCommand({ cluster: "c1", services: ["s1"] }))).services![0]!,
    /** Stops the tasks of the newest deployment before they run, as often as said. */
    stopBeforeRunning: async (times: number) => {
      for (let stopped = 0, tries = 0; stopped < times && tries < 100; tries++) {
        pass({ minutes: 1 / 12 });
        const { services } = await ecs.send(new DescribeServicesCommand({ cluster: "c1", services: ["s1"] }));
        const startedBy = services![0]!.deployments![0]!.id!;
        const { taskArns } = await ecs.send(new ListTasksCommand({ cluster: "c1", startedBy }));
        for (const task of taskArns!) await ecs.send(new StopTaskCommand({ cluster: "c1", task }));
        stopped += taskArns!.length;
      }
    },
  };
}

test("a deployment is IN_PROGRESS, then SUCCESSFUL, and knows what it replaced", async () => {
  const { update, list, describe, service, pass } = await withService();
  const [first] = await list();

  const { service: updated } = await update({ taskDefinition: "td1:2" });
  const during = await describe((await service()).currentServiceDeployment!);
  pass({ minutes: 5 });

  const [newest, oldest] = await list();
  const after = await describe(newest!.serviceDeploymentArn!);
  expect(updated).not.toHaveProperty("currentServiceDeployment");
  expect(during).toMatchObject({
    status: "IN_PROGRESS",
    sourceServiceRevisions: [{ arn: first!.targetServiceRevisionArn, runningTaskCount: 1 }],
    targetServiceRevision: { requestedTaskCount: 1, runningTaskCount: 0 },
    deploymentCircuitBreaker: { status: "DISABLED" },
  });
  expect(during.finishedAt).toBeUndefined();
  expect([newest!.status, oldest!.status]).toEqual(["SUCCESSFUL", "SUCCESSFUL"]);
  expect(oldest!.serviceDeploymentArn).toBe(first!.serviceDeploymentArn);
  expect(after.targetServiceRevision).toMatchObject({ runningTaskCount: 1 });
  expect(+after.finishedAt!).toBeGreaterThan(+after.createdAt!);
  expect((await service()).deployments).toHaveLength(1);
});

test("a deployment that another one overtakes is STOPPED; the list knows statuses and pages", async () => {
  const { ecs, update, list, pass } = await withService();
  await update({ forceNewDeployment: true });
  pass({ minutes: 1 / 12 });

  await update({ forceNewDeployment: true });

  const page = await ecs.send(new ListServiceDeploymentsCommand({ cluster: "c1", service: "s1", maxResults: 2 }));
  const rest = await ecs.send(
    new ListServiceDeploymentsCommand({ cluster: "c1", service: "s1", maxResults: 2, nextToken: page.nextToken! }),
  );
  const stopped = await ecs.send(
    new ListServiceDeploymentsCommand({ cluster: "c1", service: "s1", status: ["STOPPED"] }),
  );
  expect((await list()).map(({ status }) => status)).toEqual(["IN_PROGRESS", "STOPPED", "SUCCESSFUL"]);
  expect([page.serviceDeployments?.length, rest.serviceDeployments?.length]).toEqual([2, 1]);
  expect(stopped.serviceDeployments).toHaveLength(1);
});

test("the circuit breaker fails a deployment whose third task did not start, and rolls back", async () => {
  const { update, list, describe, service, stopBeforeRunning, pass } = await withService({
    enable: true,
    rollback: true,
  });
  const before = (await service()).deployments![0]!;

  const { service: updated } = await update({ taskDefinition: "td1:2" });
  const bad = updated!.deployments![0]!.id!;
  const arn = (await service()).currentServiceDeployment!;
  await stopBeforeRunning(3);
  pass({ minutes: 1 / 6 });
  const [rollback, failed] = (await service()).deployments!;
  const [events, deployment] = [(await service()).events!, await describe(arn)];
  pass({ minutes: 5 });

  expect(failed).toMatchObject({
    id: bad,
    status: "ACTIVE",
    failedTasks: 3,
    rolloutState: "FAILED",
    rolloutStateReason: "ECS deployment circuit breaker: tasks failed to start.",
  });
  expect(rollback).toMatchObject({
    status: "PRIMARY",
    taskDefinition: `${ARN}:task-definition/td1:1`,
    rolloutStateReason: `ECS deployment circuit breaker: rolling back to deploymentId ${before.id}.`,
  });
  expect(events.slice(0, 2).map(({ message }) => message)).toEqual([
    `(service s1) rolling back to deployment ${before.id}.`,
    `(service s1) (deployment ${bad}) deployment failed: tasks failed to start.`,
  ]);
  expect(deployment).toMatchObject({
    status: "ROLLBACK_IN_PROGRESS",
    deploymentCircuitBreaker: { status: "TRIGGERED", failureCount: 3, threshold: 3 },
  });
  expect((await list()).map(({ status }) => status)).toEqual(["ROLLBACK_SUCCESSFUL", "SUCCESSFUL"]);
  expect(await service()).toMatchObject({ runningCount: 1, taskDefinition: `${ARN}:task-definition/td1:1` });
});

test("without rollback a failed deployment starts no more tasks, and the old ones stay", async () => {
  const { update, list, service, stopBeforeRunning, pass } = await withService({ enable: true, rollback: false });

  await update({ taskDefinition: "td1:2" });
  await stopBeforeRunning(3);
  pass({ minutes: 30 });

  expect((await service()).deployments).toMatchObject([
    { status: "PRIMARY", rolloutState: "FAILED", runningCount: 0, pendingCount: 0 },
    { status: "ACTIVE", rolloutState: "COMPLETED", runningCount: 1 },
  ]);
  expect((await list())[0]!.status).toBe("STOPPED");
});

test("without the breaker failures are counted and tasks go on being started", async () => {
  const { update, service, stopBeforeRunning, pass } = await withService();

  await update({ taskDefinition: "td1:2" });
  await stopBeforeRunning(4);
  const failing = (await service()).deployments![0]!;
  pass({ minutes: 5 });

  expect(failing).toMatchObject({ failedTasks: 4, rolloutState: "IN_PROGRESS" });
  expect((await service()).deployments).toMatchObject([{ failedTasks: 0, rolloutState: "COMPLETED" }]);
});

test("a revision says what its deployment is made of, also after the service has changed", async () => {
  const { ecs, update, service, pass } = await withService();
  const [{ arn: old }] = (await service()).currentServiceRevisions as [{ arn: string }];
  await update({
    taskDefinition: "td1:2",
    networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-2"] } },
  });
  pass({ minutes: 5 });
  const [{ arn: current }] = (await service()).currentServiceRevisions as [{ arn: string }];

  const { serviceRevisions, failures } = await ecs.send(
    new DescribeServiceRevisionsCommand({ serviceRevisionArns: [old, current] }),
  );

  const network = (subnet: string) => ({ awsvpcConfiguration: { subnets: [subnet] } });
  expect(failures).toEqual([]);
  expect(serviceRevisions).toMatchObject([
    {
      serviceRevisionArn: old,
      serviceArn: `${ARN}:service/c1/s1`,
      clusterArn: `${ARN}:cluster/c1`,
      taskDefinition: `${ARN}:task-definition/td1:1`,
      launchType: "FARGATE",
      containerImages: [{ containerName: "app", image: "busybox" }],
      guardDutyEnabled: false,
      networkConfiguration: network("subnet-1"),
    },
    { taskDefinition: `${ARN}:task-definition/td1:2`, networkConfiguration: network("subnet-2") },
  ]);
});

test("missing revisions are failures, as often as they are asked for", async () => {
  const { ecs } = await withService();
  const arn = `${ARN}:service-revision/c1/s1/1`;

  const answer = await ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns: [arn, arn] }));

  expect(answer.failures).toEqual(Array(2).fill({ arn, reason: "MISSING" }));
});

test.each([
  [[], "InvalidParameterException", "The Service ARN provided is invalid."],
  [["not-an-arn"], "InvalidParameterException", "The Service ARN provided is invalid."],
  [
    Array(21).fill(`${ARN}:service-revision/c1/s1/1`),
    "InvalidParameterException",
    "Service Revision ARN count cannot exceed 20",
  ],
  [
    [`${ARN}:service-revision/c1/s1/1`, `${ARN}:service-revision/c1/absent/1`],
    "InvalidParameterException",
    "Cross service requests are not allowed. All requested service revisions must be for a single service",
  ],
  [[`${ARN}:service-revision/c1/s1/abc`], "InvalidParameterException", "The ServiceRevision ARN is invalid."],
  [
    [`arn:aws:ecs:us-west-2:${ACCOUNT_ID}:service-revision/c1/s1/1`],
    "InvalidParameterException",
    "The ServiceRevision ARN is invalid.",
  ],
  [[`${ARN}:service-revision/c1/absent/1`], "ServiceNotFoundException", "Service not found."],
  [[`${ARN}:service-revision/none/s1/1`], "ClusterNotFoundException", "The referenced cluster was inactive."],
])("DescribeServiceRevisions of %j is refused as recorded", async (serviceRevisionArns, name, message) => {
  const { ecs } = await withService();

  expect(await refusal(ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns })))).toEqual({
    name,
    message,
    status: 400,
  });
});
