import {
  DeregisterContainerInstanceCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListContainerInstancesCommand,
  ListTasksCommand,
  RunTaskCommand,
  UpdateContainerInstancesStateCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { refusal } from "../sdk-account.ts";
import { CLUSTER, SERVICE, workshop } from "../workshop.ts";

function withInstances() {
  const account = workshop();
  const { ecs, region } = account;
  const [task] = Object.values(region.ecs.tasks);
  const busy = task!.containerInstance!;
  const idle = Object.keys(region.ecs.containerInstances).find((it) => it !== busy)!;
  return {
    ...account,
    busy,
    idle,
    task: task!,
    setState: (id: string, status: "ACTIVE" | "DRAINING") =>
      ecs.send(new UpdateContainerInstancesStateCommand({ cluster: CLUSTER, containerInstances: [id], status })),
    running: async (containerInstance: string) =>
      (await ecs.send(new ListTasksCommand({ cluster: CLUSTER, containerInstance }))).taskArns!.length,
    service: async () =>
      (await ecs.send(new DescribeServicesCommand({ cluster: CLUSTER, services: [SERVICE] }))).services![0]!,
  };
}

test("a draining instance gives its tasks away, and none is missing meanwhile", async () => {
  const { busy, idle, setState, running, service, pass } = withInstances();

  const { containerInstances, failures } = await setState(busy, "DRAINING");
  const counts = [];
  for (let i = 0; i < 12; i++) {
    pass({ minutes: 0.25 });
    counts.push((await service()).runningCount);
  }

  expect(containerInstances).toMatchObject([{ status: "DRAINING", runningTasksCount: 1 }]);
  expect(failures).toEqual([]);
  // minimumHealthyPercent is 100.
  expect(Math.min(...(counts as number[]))).toBe(1);
  expect([await running(busy), await running(idle)]).toEqual([0, 1]);
  expect((await service()).deployments).toHaveLength(1);
});

test("a draining instance gets no new tasks until it is ACTIVE again", async () => {
  const { ecs, idle, setState, running, pass } = withInstances();

  await setState(idle, "DRAINING");
  await ecs.send(new UpdateServiceCommand({ cluster: CLUSTER, service: SERVICE, desiredCount: 4 }));
  pass({ minutes: 2 });
  const whileDraining = await running(idle);
  await setState(idle, "ACTIVE");
  await ecs.send(new UpdateServiceCommand({ cluster: CLUSTER, service: SERVICE, desiredCount: 6 }));
  pass({ minutes: 2 });

  expect(whileDraining).toBe(0);
  expect(await running(idle)).toBe(2);
});

test("a task without a service stays on a draining instance", async () => {
  const { ecs, busy, idle, setState, running, pass } = withInstances();
  await setState(busy, "DRAINING");
  pass({ minutes: 3 });
  await ecs.send(new RunTaskCommand({ cluster: CLUSTER, taskDefinition: "containers-workshop-ecs-task-def" }));

  await setState(busy, "ACTIVE");
  await setState(idle, "DRAINING");
  pass({ minutes: 5 });

  expect([await running(busy), await running(idle)]).toEqual([1, 1]);
});

test("an instance with tasks leaves by force only, and its tasks start elsewhere", async () => {
  const { ecs, busy, idle, task, running, pass } = withInstances();
  const deregister = (force: boolean) =>
    ecs.send(new DeregisterContainerInstanceCommand({ cluster: CLUSTER, containerInstance: busy, force }));

  const refused = await refusal(deregister(false));
  const { containerInstance } = await deregister(true);
  pass({ minutes: 5 });

  const { tasks } = await ecs.send(new DescribeTasksCommand({ cluster: CLUSTER, tasks: [task.id] }));
  const listed = await ecs.send(new ListContainerInstancesCommand({ cluster: CLUSTER }));
  expect(refused).toEqual({
    name: "InvalidParameterException",
    message: "Found running tasks on the instance.",
    status: 400,
  });
  expect(containerInstance).toMatchObject({ status: "INACTIVE", agentConnected: false });
  expect(tasks).toMatchObject([
    { lastStatus: "STOPPED", stoppedReason: "Container instance deregistration forced by user" },
  ]);
  expect(listed.containerInstanceArns).toHaveLength(1);
  expect(await running(idle)).toBe(1);
});

test("what is missing fails, another status is refused", async () => {
  const { setState } = withInstances();

  const { failures } = await setState("0".repeat(32), "DRAINING");
  const refused = await refusal(setState("0".repeat(32), "STOPPED" as "ACTIVE"));

  expect(failures).toMatchObject([{ reason: "MISSING" }]);
  expect(refused.message).toBe("Container instance status should be one of [ACTIVE,DRAINING]");
});
