import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  PutClusterCapacityProvidersCommand,
  RunTaskCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { refusal } from "../sdk-account.ts";
import { fargate, service } from "./fargate.ts";

const strategy = [
  { capacityProvider: "FARGATE", weight: 1, base: 1 },
  { capacityProvider: "FARGATE_SPOT", weight: 3, base: 0 },
];

async function withProviders() {
  const account = await fargate();
  await account.ecs.send(
    new PutClusterCapacityProvidersCommand({
      cluster: "c1",
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      defaultCapacityProviderStrategy: [],
    }),
  );
  const providers = async () => {
    const { taskArns } = await account.ecs.send(new ListTasksCommand({ cluster: "c1" }));
    const { tasks } = await account.ecs.send(new DescribeTasksCommand({ cluster: "c1", tasks: taskArns }));
    return tasks!.map((it) => it.capacityProviderName).sort();
  };
  return { ...account, providers };
}

test("a service's tasks follow its strategy: the base first, then by weight", async () => {
  const { create, pass, providers } = await withProviders();

  const created = await create({ launchType: undefined, capacityProviderStrategy: strategy, desiredCount: 9 });
  pass({ minutes: 1 });

  expect(created.service?.deployments?.[0]).toMatchObject({ capacityProviderStrategy: strategy });
  expect(created.service).not.toHaveProperty("launchType");
  // One for the base, then 2 and 6.
  expect(await providers()).toEqual([...Array(3).fill("FARGATE"), ...Array(6).fill("FARGATE_SPOT")]);
});

test("tasks of RunTask follow a strategy too", async () => {
  const { ecs, providers } = await withProviders();

  const { tasks } = await ecs.send(
    new RunTaskCommand({
      cluster: "c1",
      taskDefinition: "td1",
      count: 5,
      capacityProviderStrategy: strategy,
      networkConfiguration: service.networkConfiguration,
    }),
  );

  expect(tasks?.map(({ launchType }) => launchType)).toEqual(Array(5).fill("FARGATE"));
  expect(await providers()).toEqual([...Array(2).fill("FARGATE"), ...Array(3).fill("FARGATE_SPOT")]);
});

test("another strategy of a service needs a new deployment", async () => {
  const { create, ecs, pass, providers } = await withProviders();
  await create({ desiredCount: 1 });
  pass({ minutes: 2 });
  const update = (forceNewDeployment: boolean) =>
    ecs.send(
      new UpdateServiceCommand({
        cluster: "c1",
        service: "s1",
        capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
        forceNewDeployment,
      }),
    );

  const refused = await refusal(update(false));
  await update(true);
  pass({ minutes: 5 });

  const { services } = await ecs.send(new DescribeServicesCommand({ cluster: "c1", services: ["s1"] }));
  expect(refused.message).toMatch(/you must force a new deployment\.$/);
  expect(services?.[0]).toMatchObject({
    runningCount: 1,
    capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 1, base: 0 }],
    deployments: [{ rolloutState: "COMPLETED" }],
  });
  expect(await providers()).toEqual(["FARGATE_SPOT"]);
});

test.each([
  [
    { launchType: "FARGATE" as const, capacityProviderStrategy: strategy },
    "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
  ],
  [
    { launchType: undefined, capacityProviderStrategy: [{ capacityProvider: "mine" }] },
    "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster or specify a valid capacity provider and try again.",
  ],
  [
    { launchType: undefined, capacityProviderStrategy: strategy.map((it) => ({ ...it, weight: 0 })) },
    "There are no capacity providers in the capacity provider strategy with a weight value greater than zero.",
  ],
  [
    { launchType: undefined, capacityProviderStrategy: strategy.map((it) => ({ ...it, base: 1 })) },
    "There are multiple capacity providers in the specified capacity provider strategy with a base value defined.",
  ],
])("CreateService with %j is refused", async (input, message) => {
  const { create } = await withProviders();

  expect(await refusal(create(input))).toEqual({ name: "InvalidParameterException", message, status: 400 });
});
