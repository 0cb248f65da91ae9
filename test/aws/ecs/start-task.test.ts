import {
  DescribeTasksCommand,
  ExecuteCommandCommand,
  ListServicesByNamespaceCommand,
  StartTaskCommand,
  type StartTaskCommandInput,
} from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { refusal, sdkAccount } from "../sdk-account.ts";
import { CLUSTER, workshop } from "../workshop.ts";

function withStart() {
  const account = workshop();
  const instances = Object.keys(account.region.ecs.containerInstances);
  return {
    ...account,
    instances,
    start: (input: Partial<StartTaskCommandInput> = {}) =>
      account.ecs.send(
        new StartTaskCommand({
          cluster: CLUSTER,
          taskDefinition: "containers-workshop-ecs-task-def",
          containerInstances: instances,
          ...input,
        }),
      ),
  };
}

test("one task starts on each instance that is named", async () => {
  const { ecs, instances, start, pass } = withStart();

  const { tasks, failures } = await start({ startedBy: "me", enableECSManagedTags: true });
  pass({ minutes: 1 });

  const described = await ecs.send(
    new DescribeTasksCommand({ cluster: CLUSTER, tasks: tasks!.map((it) => it.taskArn!), include: ["TAGS"] }),
  );
  expect(failures).toEqual([]);
  expect(tasks?.map((it) => it.containerInstanceArn?.split("/").pop())).toEqual(instances);
  expect(described.tasks).toMatchObject(
    Array(2).fill({ lastStatus: "RUNNING", startedBy: "me", tags: [{ key: "aws:ecs:clusterName", value: CLUSTER }] }),
  );
});

test("what has no room and what is missing fails, the rest starts", async () => {
  const { instances, start } = withStart();
  for (let i = 0; i < 3; i++) await start({ containerInstances: [instances[0]!] });
  for (let i = 0; i < 2; i++) await start({ containerInstances: [instances[1]!] });

  const { tasks, failures } = await start({ containerInstances: [...instances, "0".repeat(32)] });
  const again = await start();

  expect(tasks!.length + failures!.length).toBe(3);
  expect(failures?.map(({ reason }) => reason)).toContain("MISSING");
  expect(again.failures?.map(({ reason }) => reason)).toContain("RESOURCE:CPU");
});

test("execute command is refused in the words of AWS: off, or nobody answers", async () => {
  const { ecs, start, pass } = withStart();
  const off = await start();
  const on = await start({ enableExecuteCommand: true });
  pass({ minutes: 1 });
  const run = (task: string) =>
    ecs.send(new ExecuteCommandCommand({ cluster: CLUSTER, task, command: "sh", interactive: true }));

  expect(on.tasks?.[0]?.enableExecuteCommand).toBe(true);
  expect(await refusal(run(off.tasks![0]!.taskArn!))).toEqual({
    name: "InvalidParameterException",
    message:
      "The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. Wait and try again or run a new task with execute command enabled and try again.",
    status: 400,
  });
  expect(await refusal(run(on.tasks![0]!.taskArn!))).toEqual({
    name: "TargetNotConnectedException",
    message: "The execute command failed due to an internal error. Try again later.",
    status: 400,
  });
});

test("there are no namespaces", async () => {
  const { ecs } = sdkAccount();

  expect((await refusal(ecs.send(new ListServicesByNamespaceCommand({ namespace: "shop" })))).name).toBe(
    "NamespaceNotFoundException",
  );
});
