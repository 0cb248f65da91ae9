import {
  CreateServiceCommand,
  type CreateServiceCommandInput,
  DeleteServiceCommand,
  DescribeServicesCommand,
  ListTasksCommand,
  UpdateContainerInstancesStateCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { refusal } from "../sdk-account.ts";
import { CLUSTER, workshop } from "../workshop.ts";

async function withDaemon() {
  const account = workshop();
  const { ecs, region, pass } = account;
  const { service } = await ecs.send(
    new CreateServiceCommand({
      cluster: CLUSTER,
      serviceName: "agent",
      taskDefinition: "containers-workshop-ecs-task-def",
      schedulingStrategy: "DAEMON",
    }),
  );
  pass({ minutes: 2 });
  const instances = Object.keys(region.ecs.containerInstances);
  return {
    ...account,
    created: service!,
    setState: (status: "ACTIVE" | "DRAINING") =>
      ecs.send(
        new UpdateContainerInstancesStateCommand({ cluster: CLUSTER, containerInstances: [instances[0]!], status }),
      ),
    daemon: async () =>
      (await ecs.send(new DescribeServicesCommand({ cluster: CLUSTER, services: ["agent"] }))).services![0]!,
    perInstance: async () =>
      Promise.all(
        instances.map(async (containerInstance) => {
          const listed = await ecs.send(
            new ListTasksCommand({ cluster: CLUSTER, containerInstance, serviceName: "agent" }),
          );
          return listed.taskArns!.length;
        }),
      ),
  };
}

test("a daemon runs one task on every ACTIVE instance", async () => {
  const { created, daemon, perInstance } = await withDaemon();

  expect(created).toMatchObject({
    schedulingStrategy: "DAEMON",
    launchType: "EC2",
    deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 },
  });
  expect(await daemon()).toMatchObject({
    desiredCount: 2,
    runningCount: 2,
    deployments: [{ rolloutState: "COMPLETED" }],
  });
  expect(await perInstance()).toEqual([1, 1]);
});

test("it leaves an instance that drains and comes back with it", async () => {
  const { setState, daemon, perInstance, pass } = await withDaemon();

  await setState("DRAINING");
  pass({ minutes: 3 });
  const drained = [await perInstance(), (await daemon()).desiredCount];
  await setState("ACTIVE");
  pass({ minutes: 3 });

  expect(drained).toEqual([[0, 1], 1]);
  expect(await perInstance()).toEqual([1, 1]);
});

test("a new deployment replaces its tasks, one on each instance", async () => {
  const { ecs, daemon, perInstance, pass } = await withDaemon();

  await ecs.send(new UpdateServiceCommand({ cluster: CLUSTER, service: "agent", forceNewDeployment: true }));
  pass({ minutes: 5 });

  expect(await perInstance()).toEqual([1, 1]);
  expect((await daemon()).deployments).toMatchObject([{ rolloutState: "COMPLETED", runningCount: 2 }]);
});

test("its count cannot be set, and it is deleted without force", async () => {
  const { ecs } = await withDaemon();

  const refused = await refusal(
    ecs.send(new UpdateServiceCommand({ cluster: CLUSTER, service: "agent", desiredCount: 3 })),
  );
  const { service } = await ecs.send(new DeleteServiceCommand({ cluster: CLUSTER, service: "agent" }));

  expect(refused.message).toBe(
    "The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again",
  );
  expect(service).toMatchObject({ status: "DRAINING", desiredCount: 0, runningCount: 0 });
});

test.each<
  [
    Pick<CreateServiceCommandInput, "placementStrategy" | "deploymentConfiguration" | "availabilityZoneRebalancing">,
    string,
  ]
>([
  [
    { placementStrategy: [{ type: "random" }] },
    "The daemon scheduling strategy does not support placement strategies.",
  ],
  [
    { deploymentConfiguration: { maximumPercent: 150 } },
    "The daemon scheduling strategy does not support values above 100 for maximumPercent.",
  ],
  [{ availabilityZoneRebalancing: "ENABLED" }, "Availability Zone Rebalancing does not support DAEMON services."],
])("a daemon with %j is refused, new and changed", async (input, message) => {
  const { ecs } = await withDaemon();

  const refused = await Promise.all([
    refusal(
      ecs.send(
        new CreateServiceCommand({
          cluster: CLUSTER,
          serviceName: "another",
          taskDefinition: "containers-workshop-ecs-task-def",
          schedulingStrategy: "DAEMON",
          ...input,
        }),
      ),
    ),
    refusal(ecs.send(new UpdateServiceCommand({ cluster: CLUSTER, service: "agent", ...input }))),
  ]);

  const expected = { name: "InvalidParameterException", message, status: 400 };
  expect(refused).toEqual([expected, expected]);
});
