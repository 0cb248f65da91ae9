import {
  DescribeServicesCommand,
  GetTaskProtectionCommand,
  RunTaskCommand,
  UpdateServiceCommand,
  UpdateTaskProtectionCommand,
  type UpdateTaskProtectionCommandInput,
} from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { refusal } from "../sdk-account.ts";
import { fargate, service } from "./fargate.ts";

async function twoTasks() {
  const account = await fargate();
  await account.create({ desiredCount: 2 });
  account.pass({ minutes: 3 });
  const ids = Object.keys(account.region.ecs.tasks);
  return {
    ...account,
    ids,
    protect: (input: Partial<UpdateTaskProtectionCommandInput> = {}) =>
      account.ecs.send(
        new UpdateTaskProtectionCommand({ cluster: "c1", tasks: ids, protectionEnabled: true, ...input }),
      ),
    scaleTo: (desiredCount: number) =>
      account.ecs.send(new UpdateServiceCommand({ cluster: "c1", service: "s1", desiredCount })),
    running: async () =>
      (await account.ecs.send(new DescribeServicesCommand({ cluster: "c1", services: ["s1"] }))).services![0]!
        .runningCount,
  };
}

test("a scale-in passes over protected tasks", async () => {
  const { ids, protect, scaleTo, pass, region } = await twoTasks();
  const newest = ids[1]!;

  await protect({ tasks: [newest] });
  await scaleTo(1);
  pass({ minutes: 1 });

  expect(ids.map((id) => region.ecs.tasks[id]!.desiredStatus)).toEqual(["STOPPED", "RUNNING"]);
});

test("while all are protected none stops; when the protection ends, one does", async () => {
  const { ecs, world, protect, scaleTo, running, pass } = await twoTasks();

  const { protectedTasks } = await protect({ expiresInMinutes: 10 });
  const end = world.now + 600_000;
  await scaleTo(1);
  pass({ minutes: 9 });
  const before = await running();
  pass({ minutes: 2 });

  expect(protectedTasks?.map((it) => [it.protectionEnabled, Number(it.expirationDate)])).toEqual([
    [true, end],
    [true, end],
  ]);
  expect([before, await running()]).toEqual([2, 1]);
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster: "c1", services: ["s1"] }));
  const { id } = services![0]!.deployments![0]!;
  expect(services![0]!.events!.map((it) => it.message)).toContain(
    `(service s1) was unable to reach steady state because task set (${id}) was unable to scale in. Reason: The number of protected tasks are more than the desired count of tasks.`,
  );
  const read = await ecs.send(new GetTaskProtectionCommand({ cluster: "c1" }));
  expect(read.protectedTasks).toEqual([]);
});

test("protection lasts two hours where nothing is said, and can be ended", async () => {
  const { ecs, world, ids, protect, scaleTo, running, pass } = await twoTasks();

  const { protectedTasks } = await protect();
  await scaleTo(1);
  pass({ minutes: 1 });
  const whileProtected = await running();
  const ended = await protect({ protectionEnabled: false });
  pass({ minutes: 1 });

  expect(Number(protectedTasks![0]!.expirationDate)).toBe(world.now + 118 * 60_000);
  expect(whileProtected).toBe(2);
  expect(ended.protectedTasks?.map((it) => [it.protectionEnabled, it.expirationDate])).toEqual([
    [false, undefined],
    [false, undefined],
  ]);
  expect(await running()).toBe(1);
  const stopped = await ecs.send(new GetTaskProtectionCommand({ cluster: "c1", tasks: ids }));
  expect(stopped.failures?.map(({ reason }) => reason)).toEqual(["TASK_NOT_VALID"]);
});

test("a deployment waits for protected tasks", async () => {
  const { ecs, protect, pass, region } = await twoTasks();
  const [first] = Object.values(region.ecs.tasks);
  await protect({ tasks: [first!.id], expiresInMinutes: 30 });

  await ecs.send(new UpdateServiceCommand({ cluster: "c1", service: "s1", forceNewDeployment: true }));
  pass({ minutes: 20 });
  const during = { status: first!.desiredStatus, state: region.ecs.services["c1/s1"]!.deployments[0]!.rolloutState };
  pass({ minutes: 20 });

  expect(during).toEqual({ status: "RUNNING", state: "IN_PROGRESS" });
  expect(first!.desiredStatus).toBe("STOPPED");
  expect(region.ecs.services["c1/s1"]!.deployments).toMatchObject([{ rolloutState: "COMPLETED" }]);
});

test("while protected tasks alone hold up a deployment, no more can be protected", async () => {
  const { ecs, protect, pass, region } = await twoTasks();
  const [first, second] = Object.values(region.ecs.tasks);
  await protect({ tasks: [first!.id] });
  await ecs.send(new UpdateServiceCommand({ cluster: "c1", service: "s1", forceNewDeployment: true }));

  const early = await protect({ tasks: [second!.id], expiresInMinutes: 1 });
  pass({ minutes: 10 });
  const fresh = Object.values(region.ecs.tasks).find((it) => it.lastStatus === "RUNNING" && it !== first)!;
  const late = await protect({ tasks: [fresh.id] });
  const ended = await protect({ tasks: [first!.id], protectionEnabled: false });

  expect(early.failures).toEqual([]);
  expect(late).toMatchObject({ protectedTasks: [], failures: [{ arn: fresh.arn, reason: "DEPLOYMENT_BLOCKED" }] });
  expect(ended.protectedTasks).toHaveLength(1);
});

test("a task without a service is no valid one, a missing one is missing, other lengths are refused", async () => {
  const { ecs, protect } = await twoTasks();
  const { tasks } = await ecs.send(
    new RunTaskCommand({
      cluster: "c1",
      taskDefinition: "td1",
      launchType: "FARGATE",
      networkConfiguration: service.networkConfiguration,
    }),
  );

  const { failures } = await protect({ tasks: [tasks![0]!.taskArn!, "0".repeat(32)] });

  expect(failures?.map(({ reason }) => reason)).toEqual(["TASK_NOT_VALID", "MISSING"]);
  expect((await refusal(protect({ expiresInMinutes: 2881 }))).name).toBe("InvalidParameterException");
  expect((await refusal(protect({ tasks: [] }))).message).toBe("Tasks cannot be empty.");
});
