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
  [{ overrides: { cpu: "512" } }, "UnsupportedFeatureException", "This sandbox does not have overrides.cpu."],
])("RunTask with %j is refused", async (input, name, message) => {
  const { run } = withRun();

  expect(await refusal(run(input))).toEqual({ name, message, status: 400 });
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
