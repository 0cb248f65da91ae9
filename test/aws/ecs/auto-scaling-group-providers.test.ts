import {
  CreateCapacityProviderCommand,
  type CreateCapacityProviderCommandInput,
  CreateServiceCommand,
  DeleteCapacityProviderCommand,
  DescribeCapacityProvidersCommand,
  type DescribeCapacityProvidersCommandInput,
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListTagsForResourceCommand,
  ListTasksCommand,
  PutClusterCapacityProvidersCommand,
  RunTaskCommand,
  TagResourceCommand,
  UpdateCapacityProviderCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { ACCOUNT_ID, REGION, refusal } from "../sdk-account.ts";
import { CLUSTER, SERVICE, workshop } from "../workshop.ts";
import { fargate } from "./fargate.ts";

const groupArn = (name: string) =>
  `arn:aws:autoscaling:${REGION}:${ACCOUNT_ID}:autoScalingGroup:57ffcb94-11f0-4d6d-bf60-3bac50000000:autoScalingGroupName/${name}`;
const ARN = `arn:aws:ecs:${REGION}:${ACCOUNT_ID}:capacity-provider`;

function withProviders() {
  const account = workshop();
  const { ecs } = account;
  return {
    ...account,
    make: (name: string, input: Partial<CreateCapacityProviderCommandInput> = {}) =>
      ecs.send(
        new CreateCapacityProviderCommand({
          name,
          autoScalingGroupProvider: { autoScalingGroupArn: groupArn(name) },
          ...input,
        }),
      ),
    describe: (input: DescribeCapacityProvidersCommandInput = {}) =>
      ecs.send(new DescribeCapacityProvidersCommand(input)),
    put: (capacityProviders: string[], byDefault: string[] = []) =>
      ecs.send(
        new PutClusterCapacityProvidersCommand({
          cluster: CLUSTER,
          capacityProviders,
          defaultCapacityProviderStrategy: byDefault.map((capacityProvider) => ({ capacityProvider, weight: 1 })),
        }),
      ),
  };
}

test("a capacity provider of an Auto Scaling group has AWS's defaults, and is listed beside Fargate's", async () => {
  const { make, describe } = withProviders();

  const { capacityProvider } = await make("group-1", { tags: [{ key: "a", value: "b" }] });

  expect(capacityProvider).toEqual({
    capacityProviderArn: `${ARN}/group-1`,
    name: "group-1",
    status: "ACTIVE",
    autoScalingGroupProvider: {
      autoScalingGroupArn: groupArn("group-1"),
      managedScaling: {
        status: "DISABLED",
        targetCapacity: 100,
        minimumScalingStepSize: 1,
        maximumScalingStepSize: 10_000,
        instanceWarmupPeriod: 300,
      },
      managedTerminationProtection: "DISABLED",
      managedDraining: "ENABLED",
    },
    tags: [{ key: "a", value: "b" }],
    type: "EC2_AUTOSCALING",
  });
  const { capacityProviders, failures } = await describe();
  expect(capacityProviders?.map(({ name, type }) => [name, type])).toEqual([
    ["FARGATE", "FARGATE"],
    ["FARGATE_SPOT", "FARGATE_SPOT"],
    ["group-1", "EC2_AUTOSCALING"],
  ]);
  expect(failures).toEqual([]);
  expect(capacityProviders?.[2]?.tags).toEqual([]);
});

test("descriptions narrow by name, ARN and cluster, show tags, page, and tell what is missing", async () => {
  const { ecs, make, put, describe } = withProviders();
  await make("group-1");
  await make("group-2");
  await put(["group-2", "FARGATE"]);
  await ecs.send(new TagResourceCommand({ resourceArn: `${ARN}/group-1`, tags: [{ key: "team", value: "a" }] }));

  const named = await describe({ capacityProviders: ["group-1", `${ARN}/group-2`, "none"], include: ["TAGS"] });
  const ofCluster = await describe({ cluster: CLUSTER });
  const first = await describe({ maxResults: 3 });
  const rest = await describe({ maxResults: 3, nextToken: first.nextToken! });

  expect(named.capacityProviders?.map(({ name, tags }) => [name, tags])).toEqual([
    ["group-1", [{ key: "team", value: "a" }]],
    ["group-2", []],
  ]);
  expect(named.failures).toEqual([{ arn: `${ARN}/none`, reason: "MISSING" }]);
  expect(ofCluster.capacityProviders?.map(({ name }) => name)).toEqual(["FARGATE", "group-2"]);
  expect(rest.capacityProviders?.map(({ name }) => name)).toEqual(["group-2"]);
  expect((await ecs.send(new ListTagsForResourceCommand({ resourceArn: `${ARN}/group-1` }))).tags).toHaveLength(1);
  expect((await refusal(describe({ maxResults: 11 }))).name).toBe("InvalidParameterException");
});

test.each<[string, Partial<CreateCapacityProviderCommandInput>, string, string]>([
  [
    "fargate-1",
    {},
    "InvalidParameterException",
    'The specified capacity provider name is invalid. Up to 255 characters are allowed, including letters (upper and lowercase), numbers, underscores, and hyphens. The name cannot be prefixed with "aws", "ecs", or "fargate". Specify a valid name and try again.',
  ],
  [
    "group-1",
    {},
    "ClientException",
    "The specified capacity provider already exists. To change the configuration of an existing capacity provider, update the capacity provider.",
  ],
  [
    "group-2",
    { autoScalingGroupProvider: { autoScalingGroupArn: groupArn("group-1") } },
    "ClientException",
    "The specified Auto Scaling group ARN is already being used by another capacity provider. Specify a unique Auto Scaling group ARN and try again.",
  ],
  [
    "group-2",
    { autoScalingGroupProvider: { autoScalingGroupArn: groupArn("a"), managedScaling: { targetCapacity: 101 } } },
    "InvalidParameterException",
    "targetCapacity must be between 1 and 100.",
  ],
])("CreateCapacityProvider of %s with %j is refused", async (name, input, code, message) => {
  const { make } = withProviders();
  await make("group-1");

  expect(await refusal(make(name, input))).toEqual({ name: code, message, status: 400 });
});

test("an update changes what is given and leaves the rest", async () => {
  const { ecs, make, describe } = withProviders();
  await make("group-1");

  const { capacityProvider } = await ecs.send(
    new UpdateCapacityProviderCommand({
      name: "group-1",
      autoScalingGroupProvider: {
        managedScaling: { status: "ENABLED", targetCapacity: 80 },
        managedDraining: "DISABLED",
      },
    }),
  );

  expect(capacityProvider?.updateStatus).toBe("UPDATE_IN_PROGRESS");
  expect((await describe({ capacityProviders: ["group-1"] })).capacityProviders).toMatchObject([
    {
      updateStatus: "UPDATE_COMPLETE",
      autoScalingGroupProvider: {
        managedScaling: { status: "ENABLED", targetCapacity: 80, minimumScalingStepSize: 1 },
        managedDraining: "DISABLED",
        managedTerminationProtection: "DISABLED",
      },
    },
  ]);
});

test("one that a cluster has cannot be deleted and says why; then it can, and is INACTIVE", async () => {
  const { ecs, make, put, describe } = withProviders();
  await make("group-1");
  await put(["group-1"]);
  const remove = () => ecs.send(new DeleteCapacityProviderCommand({ capacityProvider: "group-1" }));

  const failed = await remove();
  await put([]);
  const deleted = await remove();
  const named = await describe({ capacityProviders: ["group-1"] });
  const again = await refusal(remove());
  const associated = await refusal(put(["group-1"]));
  const { capacityProvider: anew } = await make("group-1");

  expect(failed.capacityProvider).toMatchObject({
    status: "ACTIVE",
    updateStatus: "DELETE_FAILED",
    updateStatusReason: `The capacity provider cannot be deleted because it is associated with cluster: ${CLUSTER}. Remove the capacity provider from the cluster and try again.`,
  });
  expect(deleted.capacityProvider).toMatchObject({ status: "ACTIVE", updateStatus: "DELETE_IN_PROGRESS" });
  expect(named.capacityProviders).toMatchObject([{ status: "INACTIVE", updateStatus: "DELETE_COMPLETE" }]);
  expect((await describe()).capacityProviders?.filter(({ name }) => name === "group-1")).toHaveLength(1);
  expect(again).toEqual({
    name: "ClientException",
    message: "The specified capacity provider does not exist. Specify a valid name or ARN and try again.",
    status: 400,
  });
  expect(associated.message).toBe(
    "The specified capacity provider 'group-1' is not in an ACTIVE state. Specify a valid capacity provider and try again.",
  );
  expect(anew).toMatchObject({ status: "ACTIVE" });
  expect(anew).not.toHaveProperty("updateStatus");
});

test("Fargate's two can neither be changed nor deleted", async () => {
  const { ecs } = withProviders();

  expect((await refusal(ecs.send(new DeleteCapacityProviderCommand({ capacityProvider: "FARGATE" })))).name).toBe(
    "ClientException",
  );
  expect((await refusal(ecs.send(new UpdateCapacityProviderCommand({ name: "FARGATE_SPOT" })))).name).toBe(
    "ClientException",
  );
});

test("a group that is scaled for a cluster is attached to it", async () => {
  const { ecs, make, put } = withProviders();
  await make("group-1", {
    autoScalingGroupProvider: { autoScalingGroupArn: groupArn("g"), managedScaling: { status: "ENABLED" } },
  });
  await make("group-2");

  const { cluster } = await put(["group-1", "group-2"], ["group-1"]);
  const described = await ecs.send(new DescribeClustersCommand({ clusters: [CLUSTER], include: ["ATTACHMENTS"] }));

  expect(cluster).toMatchObject({
    capacityProviders: ["group-1", "group-2"],
    defaultCapacityProviderStrategy: [{ capacityProvider: "group-1", weight: 1, base: 0 }],
    attachmentsStatus: "UPDATE_IN_PROGRESS",
  });
  expect(described.clusters?.[0]).toMatchObject({
    attachmentsStatus: "UPDATE_COMPLETE",
    attachments: [
      {
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/),
        type: "as_policy",
        status: "ACTIVE",
        details: [
          { name: "capacityProviderName", value: "group-1" },
          { name: "scalingPolicyName", value: expect.stringMatching(/^ECSManagedAutoScalingPolicy-/) },
        ],
      },
    ],
  });
});

test("tasks of its strategy are placed on the cluster's instances and name their provider", async () => {
  const { ecs, make, put, pass } = withProviders();
  await make("group-1");
  await make("group-2");
  await put(["group-1", "group-2", "FARGATE"]);
  const capacityProviderStrategy = [
    { capacityProvider: "group-1", base: 1, weight: 1 },
    { capacityProvider: `${ARN}/group-2`, weight: 1 },
  ];

  const { service } = await ecs.send(
    new CreateServiceCommand({
      cluster: CLUSTER,
      serviceName: "s1",
      taskDefinition: "containers-workshop-ecs-task-def",
      desiredCount: 3,
      capacityProviderStrategy,
    }),
  );
  pass({ minutes: 2 });
  const { taskArns } = await ecs.send(new ListTasksCommand({ cluster: CLUSTER, serviceName: "s1" }));
  const { tasks } = await ecs.send(new DescribeTasksCommand({ cluster: CLUSTER, tasks: taskArns }));

  expect(service).toMatchObject({
    capacityProviderStrategy: [
      { capacityProvider: "group-1", base: 1, weight: 1 },
      { capacityProvider: "group-2", base: 0, weight: 1 },
    ],
  });
  expect(service).not.toHaveProperty("launchType");
  expect(tasks?.map((it) => [it.capacityProviderName, it.launchType, it.lastStatus]).sort()).toEqual([
    ["group-1", "EC2", "RUNNING"],
    ["group-1", "EC2", "RUNNING"],
    ["group-2", "EC2", "RUNNING"],
  ]);
  const mixed = await refusal(
    ecs.send(
      new RunTaskCommand({
        cluster: CLUSTER,
        taskDefinition: "containers-workshop-ecs-task-def",
        capacityProviderStrategy: [
          { capacityProvider: "group-1", weight: 1 },
          { capacityProvider: "FARGATE", weight: 1 },
        ],
      }),
    ),
  );
  expect(mixed.message).toBe(
    "A capacity provider strategy cannot contain a mix of capacity providers using Auto Scaling groups and Fargate providers. Specify one or the other and try again.",
  );
});

test("a service takes a strategy and goes back to its launch type with an empty one", async () => {
  const { ecs, make, put, pass } = withProviders();
  await make("group-1");
  await put(["group-1"]);
  const update = (strategy: string[]) =>
    ecs.send(
      new UpdateServiceCommand({
        cluster: CLUSTER,
        service: SERVICE,
        forceNewDeployment: true,
        capacityProviderStrategy: strategy.map((capacityProvider) => ({ capacityProvider, weight: 1 })),
      }),
    );

  const { service: taken } = await update(["group-1"]);
  pass({ minutes: 5 });
  const { service: back } = await update([]);
  pass({ minutes: 5 });

  expect(taken).toMatchObject({ capacityProviderStrategy: [{ capacityProvider: "group-1" }] });
  expect(back).toMatchObject({ launchType: "EC2" });
  expect(back).not.toHaveProperty("capacityProviderStrategy");
});

test("without a launch type to go back to, an empty strategy is refused", async () => {
  const { ecs, create } = await fargate();
  await ecs.send(
    new PutClusterCapacityProvidersCommand({
      cluster: "c1",
      capacityProviders: ["FARGATE"],
      defaultCapacityProviderStrategy: [],
    }),
  );
  await create({ launchType: undefined, capacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 1 }] });

  expect(
    await refusal(
      ecs.send(
        new UpdateServiceCommand({
          cluster: "c1",
          service: "s1",
          capacityProviderStrategy: [],
          forceNewDeployment: true,
        }),
      ),
    ),
  ).toEqual({
    name: "InvalidParameterException",
    message:
      "No launch type to fall back to for empty capacity provider strategy. Your service was not created with a launch type.",
    status: 400,
  });
});

test("a cluster without instances says that the provider has none", async () => {
  const { ecs, create, pass } = await fargate();
  await ecs.send(
    new CreateCapacityProviderCommand({
      name: "group-1",
      autoScalingGroupProvider: { autoScalingGroupArn: groupArn("g") },
    }),
  );
  await ecs.send(
    new PutClusterCapacityProvidersCommand({
      cluster: "c1",
      capacityProviders: ["group-1"],
      defaultCapacityProviderStrategy: [{ capacityProvider: "group-1", weight: 1 }],
    }),
  );
  await create({ launchType: undefined, desiredCount: 1 });
  pass({ minutes: 1 });

  const { services } = await ecs.send(new DescribeServicesCommand({ cluster: "c1", services: ["s1"] }));
  const run = await ecs.send(
    new RunTaskCommand({
      cluster: "c1",
      taskDefinition: "td1",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
    }),
  );

  expect(services?.[0]?.events?.[0]?.message).toBe(
    "(service s1) was unable to reach steady state. Reason: No Container Instances were found in your capacity provider.",
  );
  expect(run.failures).toMatchObject([{ reason: "EMPTY CAPACITY PROVIDER" }]);
});
