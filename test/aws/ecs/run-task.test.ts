import { DescribeTasksCommand, RunTaskCommand, type RunTaskCommandInput } from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { refusal } from "../sdk-account.ts";
import { CLUSTER, workshop } from "../workshop.ts";
import { fargate } from "./fargate.ts";

const FAMILY = "containers-workshop-ecs-task-def";

function withRun() {
  const account = workshop();
  return {
    ...account,
    run: (input: Partial<RunTaskCommandInput> = {}) =>
      account.ecs.send(new RunTaskCommand({ cluster: CLUSTER, taskDefinition: FAMILY, ...input })),
  };
}

test("a task without a service runs with what its caller says", async () => {
  const { ecs, run, pass } = withRun();
  const overrides = { containerOverrides: [{ name: "containers-workshop-app", command: ["ls"] }] };

  const { tasks } = await run({ startedBy: "me", tags: [{ key: "a", value: "b" }], overrides });
  pass({ minutes: 1 });

  const described = await ecs.send(
    new DescribeTasksCommand({ cluster: CLUSTER, tasks: [tasks![0]!.taskArn!], include: ["TAGS"] }),
  );
  expect(tasks).toMatchObject([{ group: `family:${FAMILY}`, startedBy: "me", lastStatus: "PENDING", overrides }]);
  expect(described.tasks).toMatchObject([{ lastStatus: "RUNNING", tags: [{ key: "a", value: "b" }], overrides }]);
});

test("what finds no room fails with the resource that is short, the rest runs", async () => {
  const { run } = withRun();

  const { tasks, failures } = await run({ count: 10 });

  expect(tasks).toHaveLength(7); // two instances hold eight of them, the service has one
  expect(failures?.map(({ reason }) => reason)).toEqual(Array(3).fill("RESOURCE:CPU"));
});

test("the same token gives the same tasks, with another request it conflicts", async () => {
  const { run } = withRun();
  const first = await run({ clientToken: "tok-1" });

  const again = await run({ clientToken: "tok-1" });
  const conflict = await run({ clientToken: "tok-1", count: 2 }).catch((error) => error);

  expect(again.tasks?.map(({ taskArn }) => taskArn)).toEqual(first.tasks?.map(({ taskArn }) => taskArn));
  expect(conflict).toMatchObject({
    name: "ConflictException",
    resourceIds: first.tasks?.map(({ taskArn }) => taskArn),
  });
});

test("a cluster without instances cannot run a task on EC2, on Fargate it can", async () => {
  const { ecs } = await fargate();
  const run = (input: Partial<RunTaskCommandInput>) =>
    ecs.send(
      new RunTaskCommand({
        cluster: "c1",
        taskDefinition: "td1",
        networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
        ...input,
      }),
    );

  const onEc2 = await refusal(run({}));
  const { tasks } = await run({ launchType: "FARGATE" });

  expect(onEc2.message).toBe("No Container Instances were found in your cluster.");
  expect(tasks).toMatchObject([{ lastStatus: "PROVISIONING", launchType: "FARGATE" }]);
});

test.each<[Partial<RunTaskCommandInput>, string, string]>([
  [{ taskDefinition: "none" }, "ClientException", "TaskDefinition not found."],
  [{ cluster: "none" }, "ClusterNotFoundException", "Cluster not found."],
  [{ count: 11 }, "InvalidParameterException", "Count must be between 1 and 10."],
  [
    { overrides: { containerOverrides: [{ name: "web" }] } },
    "InvalidParameterException",
    "Override for container named web is not a container in the TaskDefinition.",
  ],
  [
    { overrides: { inferenceAcceleratorOverrides: [{ deviceName: "a", deviceType: "b" }] } },
    "UnsupportedFeatureException",
    "This sandbox does not have overrides.inferenceAcceleratorOverrides.",
  ],
])("RunTask with %j is refused", async (input, name, message) => {
  const { run } = withRun();

  expect(await refusal(run(input))).toEqual({ name, message, status: 400 });
});

test("overrides of cpu and memory are what a task reserves and shows", async () => {
  const { run } = withRun();

  const big = await run({ overrides: { cpu: "512", memory: "0.25 GB" } });
  const container = { name: "containers-workshop-app", memory: 200, cpu: 10 };
  const other = await run({ overrides: { containerOverrides: [container] } });
  const tooBig = await run({ overrides: { memory: "1024" } });

  expect(big.tasks).toMatchObject([{ cpu: "512", memory: "256", overrides: { cpu: "512", memory: "0.25 GB" } }]);
  expect(other.tasks).toMatchObject([
    {
      memory: "200",
      containers: [{ cpu: "10", memory: "200" }],
      overrides: { containerOverrides: [container], inferenceAcceleratorOverrides: [] },
    },
  ]);
  expect(tooBig.failures).toMatchObject([{ reason: "RESOURCE:MEMORY" }]);
});

test("on Fargate they must make one of its sizes, and storage can be overridden too", async () => {
  const { ecs } = await fargate();
  const run = (overrides: RunTaskCommandInput["overrides"]) =>
    ecs.send(
      new RunTaskCommand({
        cluster: "c1",
        taskDefinition: "td1",
        launchType: "FARGATE",
        networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
        overrides,
      }),
    );

  const refused = await refusal(run({ memory: "4096" }));
  const { tasks } = await run({ cpu: "1 vCPU", memory: "4 GB", ephemeralStorage: { sizeInGiB: 30 } });
  const tooSmall = await refusal(run({ ephemeralStorage: { sizeInGiB: 20 } }));

  expect(refused).toEqual({
    name: "ClientException",
    message:
      "No Fargate configuration exists for given values: 256 CPU, 4096 memory. See the Amazon ECS documentation for the valid values.",
    status: 400,
  });
  expect(tasks).toMatchObject([{ cpu: "1024", memory: "4096", ephemeralStorage: { sizeInGiB: 30 } }]);
  expect(tooSmall.name).toBe("InvalidParameterException");
});

test("overrides and group end where AWS or the sandbox ends them", async () => {
  const { run } = withRun();
  const overrides = (length: number) => ({
    containerOverrides: [{ name: "containers-workshop-app", environment: [{ name: "a", value: "x".repeat(length) }] }],
  });

  expect((await run({ overrides: overrides(8_000) })).tasks).toHaveLength(1);
  expect(await refusal(run({ overrides: overrides(8_200) }))).toMatchObject({ name: "InvalidParameterException" });
  expect(await refusal(run({ group: "g".repeat(256) }))).toMatchObject({ name: "InvalidParameterException" });
});
