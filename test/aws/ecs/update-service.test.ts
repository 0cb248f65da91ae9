import {
  DeregisterTaskDefinitionCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
} from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { refusal } from "../sdk-account.ts";
import { CLUSTER, SERVICE, workshop } from "../workshop.ts";
import { fargate, taskDefinition } from "./fargate.ts";

function withUpdate() {
  const account = workshop();
  return {
    ...account,
    update: (input: Partial<UpdateServiceCommandInput>) =>
      account.ecs.send(new UpdateServiceCommand({ cluster: CLUSTER, service: SERVICE, ...input })),
    service: async () => {
      const { services } = await account.ecs.send(
        new DescribeServicesCommand({ cluster: CLUSTER, services: [SERVICE] }),
      );
      return services![0]!;
    },
  };
}

test("a higher desired count starts tasks within the deployment there is", async () => {
  const { update, service, pass } = withUpdate();
  const before = await service();

  const updated = await update({ desiredCount: 3 });
  pass({ minutes: 3 });

  const after = await service();
  expect(updated.service).toMatchObject({ desiredCount: 3, runningCount: 1 });
  expect(updated.service).not.toHaveProperty("tags");
  expect(after).toMatchObject({ desiredCount: 3, runningCount: 3, pendingCount: 0 });
  expect(after.deployments?.map(({ id, rolloutState, runningCount }) => ({ id, rolloutState, runningCount }))).toEqual([
    { id: before.deployments?.[0]?.id, rolloutState: "COMPLETED", runningCount: 3 },
  ]);
  expect(after.events?.[0]?.message).toBe(`(service ${SERVICE}) has reached a steady state.`);
});

test("a new revision begins a deployment whose tasks replace the old ones", async () => {
  const { ecs, update, service, pass } = withUpdate();
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: "containers-workshop-ecs-task-def",
      networkMode: "bridge",
      cpu: "256",
      containerDefinitions: [
        { name: "containers-workshop-app", image: "app:2", memory: 128, portMappings: [{ containerPort: 80 }] },
      ],
    }),
  );

  const { service: updated } = await update({ taskDefinition: "containers-workshop-ecs-task-def" });
  pass({ minutes: 15 });

  const { taskArns } = await ecs.send(new ListTasksCommand({ cluster: CLUSTER, serviceName: SERVICE }));
  const { tasks } = await ecs.send(new DescribeTasksCommand({ cluster: CLUSTER, tasks: taskArns }));
  expect(updated?.deployments?.map(({ status, taskDefinition }) => [status, taskDefinition?.split("/").pop()])).toEqual(
    [
      ["PRIMARY", "containers-workshop-ecs-task-def:2"],
      ["ACTIVE", "containers-workshop-ecs-task-def:1"],
    ],
  );
  expect(await service()).toMatchObject({ runningCount: 1, deployments: [{ rolloutState: "COMPLETED" }] });
  expect(tasks?.map(({ containers }) => containers?.[0]?.image)).toEqual(["app:2"]);
});

test("settings change without a deployment, a new network or force begins one", async () => {
  const { create, ecs } = await fargate();
  await create();
  const update = async (input: Partial<UpdateServiceCommandInput>) =>
    (await ecs.send(new UpdateServiceCommand({ cluster: "c1", service: "s1", ...input }))).service!;

  const settings = await update({
    healthCheckGracePeriodSeconds: 30,
    availabilityZoneRebalancing: "DISABLED",
    deploymentConfiguration: { maximumPercent: 100, deploymentCircuitBreaker: { enable: true, rollback: true } },
  });
  const network = await update({ networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-2"] } } });
  const forced = await update({ forceNewDeployment: true });

  expect(settings).toMatchObject({
    healthCheckGracePeriodSeconds: 30,
    availabilityZoneRebalancing: "DISABLED",
    deploymentConfiguration: {
      maximumPercent: 100,
      minimumHealthyPercent: 100,
      deploymentCircuitBreaker: {
        enable: true,
        rollback: true,
        resetOnHealthyTask: true,
        thresholdConfiguration: { type: "BOUNDED_PERCENT", value: 50 },
      },
    },
  });
  expect([settings, network, forced].map((it) => it.deployments?.length)).toEqual([1, 2, 3]);
});

test("a deployment that may neither stop nor start a task says so", async () => {
  const { ecs, create, pass } = await fargate();
  await create({
    desiredCount: 2,
    deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 100 },
  });
  pass({ minutes: 3 });

  await ecs.send(new UpdateServiceCommand({ cluster: "c1", service: "s1", forceNewDeployment: true }));
  pass({ minutes: 3 });

  const { services } = await ecs.send(new DescribeServicesCommand({ cluster: "c1", services: ["s1"] }));
  expect(services![0]).toMatchObject({
    events: [
      {
        message:
          "(service s1) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.",
      },
      {},
      {},
      {},
    ],
    deployments: [{ rolloutState: "IN_PROGRESS" }, { runningCount: 2 }],
  });
});

test("a service scales on after its task definition was deregistered, but cannot be given to it anew", async () => {
  const { create, ecs, pass } = await fargate();
  await create({ desiredCount: 1 });
  await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: "td1:1" }));

  await ecs.send(new UpdateServiceCommand({ cluster: "c1", service: "s1", desiredCount: 2 }));
  pass({ minutes: 3 });

  const { services } = await ecs.send(new DescribeServicesCommand({ cluster: "c1", services: ["s1"] }));
  const again = await refusal(
    ecs.send(new UpdateServiceCommand({ cluster: "c1", service: "s1", taskDefinition: "td1:1" })),
  );
  expect(services?.[0]?.runningCount).toBe(2);
  expect(again).toEqual({ name: "ClientException", message: "TaskDefinition is inactive", status: 400 });
});

test("an update that changes nothing is accepted and changes nothing", async () => {
  const { update, service } = withUpdate();
  const before = await service();

  await update({ desiredCount: 1, taskDefinition: "containers-workshop-ecs-task-def:1" });

  expect(await service()).toEqual(before);
});

test.each<[Partial<UpdateServiceCommandInput>, string, string]>([
  [{ cluster: "none" }, "ClusterNotFoundException", "Cluster not found."],
  [{ service: "none" }, "ServiceNotFoundException", "Service not found."],
  [{ taskDefinition: "none" }, "ClientException", "TaskDefinition not found."],
  [
    {
      deploymentConfiguration: {
        deploymentCircuitBreaker: {
          enable: true,
          rollback: false,
          thresholdConfiguration: { type: "BOUNDED_PERCENT", value: 101 },
        },
      },
    },
    "InvalidParameterException",
    "Invalid deployment circuit breaker threshold value.",
  ],
  [
    { networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } } },
    "InvalidParameterException",
    "Network Configuration is not valid for the given networkMode of this task definition.",
  ],
])("UpdateService with %j is refused", async (input, name, message) => {
  const { update } = withUpdate();

  expect(await refusal(update(input))).toEqual({ name, message, status: 400 });
});

test("a service behind a load balancer cannot lose its container or port", async () => {
  const { ecs, update } = withUpdate();
  await ecs.send(
    new RegisterTaskDefinitionCommand({ ...taskDefinition, networkMode: "bridge", requiresCompatibilities: [] }),
  );

  expect(await refusal(update({ taskDefinition: "td1" }))).toMatchObject({
    message: "The container containers-workshop-app does not exist in the task definition.",
  });
});
