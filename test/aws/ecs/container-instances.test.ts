import {
  DescribeCapacityProvidersCommand,
  DescribeContainerInstancesCommand,
  ListContainerInstancesCommand,
  type Resource,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { ACCOUNT_ID, REGION, refusal, sdkAccount } from "../sdk-account.ts";
import { CLUSTER, SERVICE, workshop } from "../workshop.ts";

/** CPU and memory of a list of resources, and how many TCP ports are taken. */
const summary = (resources: Resource[] | undefined) => ({
  cpu: resources?.find(({ name }) => name === "CPU")?.integerValue,
  memory: resources?.find(({ name }) => name === "MEMORY")?.integerValue,
  ports: resources?.find(({ name }) => name === "PORTS")?.stringSetValue,
});
const RESERVED = ["22", "2376", "2375", "51678", "51679"];

test("two t2.micro in two zones hold what their tasks leave", async () => {
  const { ecs, pass } = workshop();
  await ecs.send(new UpdateServiceCommand({ cluster: CLUSTER, service: SERVICE, desiredCount: 3 }));
  pass({ minutes: 3 });

  const { containerInstanceArns } = await ecs.send(new ListContainerInstancesCommand({ cluster: CLUSTER }));
  const { containerInstances, failures } = await ecs.send(
    new DescribeContainerInstancesCommand({ cluster: CLUSTER, containerInstances: containerInstanceArns! }),
  );

  const byTasks = containerInstances!.toSorted((a, b) => b.runningTasksCount! - a.runningTasksCount!);
  expect(failures).toEqual([]);
  expect(containerInstances!.map((it) => it.attributes?.[0]?.value).sort()).toEqual(["us-east-1a", "us-east-1b"]);
  expect(byTasks.map((it) => [it.status, it.agentConnected, it.runningTasksCount, it.pendingTasksCount])).toEqual([
    ["ACTIVE", true, 2, 0],
    ["ACTIVE", true, 1, 0],
  ]);
  expect(byTasks.map((it) => summary(it.remainingResources))).toEqual([
    { cpu: 1024 - 512, memory: 983 - 256, ports: [...RESERVED, "32768", "32769"] },
    { cpu: 1024 - 256, memory: 983 - 128, ports: [...RESERVED, "32768"] },
  ]);
  expect(byTasks.map((it) => summary(it.registeredResources))).toEqual(
    Array(2).fill({ cpu: 1024, memory: 983, ports: RESERVED }),
  );
});

test("missing instances are failures, an empty question is refused", async () => {
  const { ecs } = workshop();
  const id = "0".repeat(32);

  const { failures } = await ecs.send(
    new DescribeContainerInstancesCommand({ cluster: CLUSTER, containerInstances: [id] }),
  );
  const draining = await ecs.send(new ListContainerInstancesCommand({ cluster: CLUSTER, status: "DRAINING" }));
  const empty = await refusal(
    ecs.send(new DescribeContainerInstancesCommand({ cluster: CLUSTER, containerInstances: [] })),
  );

  expect(failures).toEqual([
    { arn: `arn:aws:ecs:${REGION}:${ACCOUNT_ID}:container-instance/${CLUSTER}/${id}`, reason: "MISSING" },
  ]);
  expect(draining.containerInstanceArns).toEqual([]);
  expect(empty.message).toBe("Container Instances cannot be empty.");
});

test("every account has Fargate's two capacity providers", async () => {
  const { ecs } = sdkAccount();

  const all = await ecs.send(new DescribeCapacityProvidersCommand({}));
  const some = await ecs.send(new DescribeCapacityProvidersCommand({ capacityProviders: ["FARGATE", "mine"] }));

  expect(all.capacityProviders?.map(({ name, status }) => [name, status])).toEqual([
    ["FARGATE", "ACTIVE"],
    ["FARGATE_SPOT", "ACTIVE"],
  ]);
  expect(some.capacityProviders?.map(({ name }) => name)).toEqual(["FARGATE"]);
  expect(some.failures?.map(({ reason }) => reason)).toEqual(["MISSING"]);
});
