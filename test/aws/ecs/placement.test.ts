import {
  CreateServiceCommand,
  type CreateServiceCommandInput,
  DescribeServicesCommand,
  DescribeTasksCommand,
  PutAttributesCommand,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  type RunTaskCommandInput,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { refusal } from "../sdk-account.ts";
import { CLUSTER, workshop } from "../workshop.ts";

const FAMILY = "containers-workshop-ecs-task-def";

async function withPlacement() {
  const account = workshop();
  const { ecs, region, pass } = account;
  const [a, b] = Object.values(region.ecs.containerInstances);
  await ecs.send(
    new UpdateServiceCommand({ cluster: CLUSTER, service: "containers-workshop-ecs-service", desiredCount: 0 }),
  );
  pass({ minutes: 3 });
  await ecs.send(
    new PutAttributesCommand({ cluster: CLUSTER, attributes: [{ name: "rack", value: "1", targetId: b!.arn }] }),
  );
  /** How many tasks of a group each of the two instances has. */
  const perInstance = (group: string) =>
    [a, b].map(
      (instance) =>
        Object.values(region.ecs.tasks).filter(
          (it) => it.group === group && it.containerInstance === instance!.id && it.desiredStatus === "RUNNING",
        ).length,
    );
  return {
    ...account,
    b: b!,
    perInstance,
    run: (input: Partial<RunTaskCommandInput>) =>
      ecs.send(new RunTaskCommand({ cluster: CLUSTER, taskDefinition: FAMILY, ...input })),
    create: async (input: Partial<CreateServiceCommandInput>) => {
      const { service } = await ecs.send(
        new CreateServiceCommand({
          cluster: CLUSTER,
          serviceName: "s1",
          taskDefinition: FAMILY,
          desiredCount: 2,
          ...input,
        }),
      );
      pass({ minutes: 2 });
      return service!;
    },
    service: async () =>
      (await ecs.send(new DescribeServicesCommand({ cluster: CLUSTER, services: ["s1"] }))).services![0]!,
  };
}

test("tasks go to instances that are members of what their constraint says", async () => {
  const { create, perInstance } = await withPlacement();
  const placementConstraints = [{ type: "memberOf" as const, expression: "attribute:rack == 1" }];

  const service = await create({ placementConstraints });

  expect(service.placementConstraints).toEqual(placementConstraints);
  expect(perInstance("service:s1")).toEqual([0, 2]);
});

test("a service whose constraint no instance meets says so, and goes on when one does", async () => {
  const { create, service, ecs, perInstance, pass } = await withPlacement();

  await create({ placementConstraints: [{ type: "memberOf", expression: "attribute:rack == 9" }] });
  const [event] = (await service()).events!;
  await ecs.send(
    new UpdateServiceCommand({
      cluster: CLUSTER,
      service: "s1",
      placementConstraints: [{ type: "memberOf", expression: "attribute:rack !exists" }],
    }),
  );
  pass({ minutes: 2 });

  expect(event!.message).toMatch(
    /^\(service s1\) was unable to place a task because no container instance met all of its requirements\. The closest matching \(container-instance [0-9a-f]{32}\) encountered error "MemberOf placement constraint unsatisfied\."\. For more information,/,
  );
  expect(perInstance("service:s1")).toEqual([2, 0]);
});

test("distinctInstance keeps the tasks of a group apart", async () => {
  const { run, perInstance } = await withPlacement();

  const { tasks, failures } = await run({
    count: 3,
    group: "apart",
    placementConstraints: [{ type: "distinctInstance" }],
  });

  expect(tasks).toHaveLength(2);
  expect(perInstance("apart")).toEqual([1, 1]);
  expect(failures).toMatchObject([{ reason: "DistinctInstance placement constraint unsatisfied." }]);
});

test("a task definition's own constraint counts for every task of it", async () => {
  const { ecs, run, perInstance } = await withPlacement();
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: "on-rack",
      containerDefinitions: [{ name: "app", image: "busybox", memory: 64 }],
      placementConstraints: [{ type: "memberOf", expression: "attribute:rack exists" }],
    }),
  );

  await run({ taskDefinition: "on-rack", count: 3 });

  expect(perInstance("family:on-rack")).toEqual([0, 3]);
});

test("binpack fills one instance before the next, spread counts by any attribute, random is drawn", async () => {
  const { run, perInstance } = await withPlacement();

  await run({ count: 4, group: "packed", placementStrategy: [{ type: "binpack", field: "memory" }] });
  await run({ count: 4, group: "spread", placementStrategy: [{ type: "spread", field: "attribute:rack" }] });
  const random = await run({ count: 1, group: "random", placementStrategy: [{ type: "random" }] });

  expect(perInstance("packed")).toEqual([4, 0]);
  // The first instance is full.
  expect(perInstance("spread")).toEqual([0, 4]);
  expect(random.failures).toMatchObject([{ reason: "RESOURCE:CPU" }]);
});

test("a daemon runs where its constraint holds only", async () => {
  const { create, service, perInstance } = await withPlacement();

  await create({
    schedulingStrategy: "DAEMON",
    desiredCount: undefined,
    placementConstraints: [{ type: "memberOf", expression: "attribute:rack == 1" }],
  });

  expect(await service()).toMatchObject({ desiredCount: 1, runningCount: 1 });
  expect(perInstance("service:s1")).toEqual([0, 1]);
});

test("fixed ports, each by its protocol, and reserved ones are taken once on an instance", async () => {
  const { ecs, run } = await withPlacement();
  const register = (family: string, ...ports: [number, "tcp" | "udp"][]) =>
    ecs.send(
      new RegisterTaskDefinitionCommand({
        family,
        containerDefinitions: [
          {
            name: "app",
            image: "busybox",
            memory: 64,
            portMappings: ports.map(([hostPort, protocol]) => ({ containerPort: 80, hostPort, protocol })),
          },
        ],
      }),
    );
  await register("web", [8080, "tcp"], [9090, "tcp"]);
  await register("second-port", [9090, "tcp"]);
  await register("udp", [9090, "udp"]);
  await register("ssh", [22, "tcp"]);
  const reasons = async (taskDefinition: string, count: number) =>
    (await run({ taskDefinition, count })).failures?.map(({ reason }) => reason);

  expect(await reasons("web", 3)).toEqual(["RESOURCE:PORTS"]);
  expect(await reasons("second-port", 1)).toEqual(["RESOURCE:PORTS"]);
  expect(await reasons("udp", 2)).toEqual([]);
  expect(await reasons("ssh", 1)).toEqual(["RESOURCE:PORTS"]);
});

test("each of several dynamic ports gets one of its own", async () => {
  const { ecs, run, pass } = await withPlacement();
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: "two-ports",
      containerDefinitions: [
        { name: "app", image: "busybox", memory: 64, portMappings: [{ containerPort: 80 }, { containerPort: 81 }] },
      ],
    }),
  );

  const { tasks } = await run({ taskDefinition: "two-ports" });
  pass({ minutes: 1 });

  const described = await ecs.send(new DescribeTasksCommand({ cluster: CLUSTER, tasks: [tasks![0]!.taskArn!] }));
  expect(described.tasks![0]!.containers![0]!.networkBindings).toMatchObject([
    { containerPort: 80, hostPort: 32768 },
    { containerPort: 81, hostPort: 32769 },
  ]);
});

test("a t2.micro has a network interface for one task in awsvpc mode", async () => {
  const { ecs, run } = await withPlacement();
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: "own-address",
      networkMode: "awsvpc",
      containerDefinitions: [{ name: "app", image: "busybox", memory: 64 }],
    }),
  );

  const { tasks, failures } = await run({
    taskDefinition: "own-address",
    count: 3,
    networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
  });

  expect(tasks).toHaveLength(2);
  expect(failures).toMatchObject([{ reason: "RESOURCE:ENI" }]);
});

test.each<Partial<CreateServiceCommandInput>>([
  { placementConstraints: [{ type: "memberOf" }] },
  { placementConstraints: [{ type: "distinctInstance", expression: "agentConnected == true" }] },
  { placementConstraints: [{ type: "near" as "memberOf" }] },
  { placementConstraints: Array(11).fill({ type: "distinctInstance" }) },
  { placementStrategy: [{ type: "spread" }] },
  { placementStrategy: [{ type: "binpack", field: "disk" }] },
  { placementStrategy: [{ type: "random", field: "cpu" }] },
  { placementStrategy: Array(6).fill({ type: "random" }) },
])("CreateService with %j is refused", async (input) => {
  const { create } = await withPlacement();

  expect(await refusal(create(input))).toMatchObject({ name: "InvalidParameterException", status: 400 });
});
