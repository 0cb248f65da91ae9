import { expect, test } from "vitest";
import { limits } from "../../server/limits.ts";
import { deleteServiceTasks, startDeployment, stopTask, taskCounts } from "../../server/sandbox/simulation/index.ts";
import {
  addInstance,
  clock,
  eventLog,
  lab,
  newLab,
  resize,
  running,
  T0,
  targetGroup,
  taskDefinition,
  until,
} from "./lab.ts";

const GROUP = "arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/0000000000000002";
const exact = { startSpreadSeconds: 0 };

test("a new task starts, registers, becomes healthy, and the service reaches a steady state", () => {
  const it = lab({ parameters: exact });
  const tasks = () => Object.values(it.state.ecs.tasks).map((task) => task.lastStatus);
  const targets = () => Object.values(targetGroup(it.state).targets).map((target) => target.state);

  resize(it, 2);
  expect(it.service.desiredCount).toBe(2);
  expect(it.service.deployments[0]!.desiredCount).toBe(1);
  until(it, "0:14");
  expect(tasks()).toEqual(["RUNNING", "PENDING"]);
  expect(taskCounts(it.state, it.service)).toEqual({ running: 1, pending: 1 });
  expect(it.service.deployments[0]!.desiredCount).toBe(2);
  until(it, "0:19");
  expect(tasks()).toEqual(["RUNNING", "RUNNING"]);
  expect(targets()).toEqual(["healthy"]);
  until(it, "0:25");
  expect(targets()).toEqual(["healthy", "initial"]);
  until(it, "0:35");
  expect(targets()).toEqual(["healthy", "healthy"]);
  until(it, "1:00");

  // 14 s to the start, 11 s more to the registration, 12 s more to the steady state: the workshop's own event list.
  expect(eventLog(it)).toEqual([
    "00:14 (service web) has started 1 tasks: (task …).",
    `00:25 (service web) registered 1 targets in (target-group ${GROUP})`,
    "00:37 (service web) has reached a steady state.",
  ]);
});

test("a scale-in stops the newest task: it counts no more, drains, and is STOPPED at last", () => {
  const it = lab({ parameters: exact });
  resize(it, 2);
  until(it, "2:00");
  const [oldest, newest] = Object.values(it.state.ecs.tasks);
  it.service.events = [];

  resize(it, 1);
  until(it, "2:05");
  expect(running(it)).toBe(2);
  until(it, "2:06");
  expect(running(it)).toBe(1);
  expect(oldest!.desiredStatus).toBe("RUNNING");
  expect(newest).toMatchObject({
    desiredStatus: "STOPPED",
    lastStatus: "RUNNING",
    stopCode: "ServiceSchedulerInitiated",
    stoppedReason: `Scaling activity initiated by (deployment ${it.service.deployments[0]!.id})`,
  });
  until(it, "2:16");
  expect(Object.values(targetGroup(it.state).targets).map((target) => target.state)).toEqual(["healthy", "draining"]);
  // The target group's deregistration delay is 60 seconds.
  until(it, "3:15");
  expect(Object.values(targetGroup(it.state).targets)).toHaveLength(2);
  expect(newest!.lastStatus).toBe("DEACTIVATING");
  until(it, "3:16");
  expect(Object.values(targetGroup(it.state).targets)).toHaveLength(1);
  expect(newest!.lastStatus).toBe("STOPPING");
  until(it, "5:00");
  expect(newest).toMatchObject({ lastStatus: "STOPPED", exitCode: 0 });
  expect(newest!.next).toBeUndefined();

  expect(eventLog(it)).toEqual([
    "02:06 (service web) has stopped 1 running tasks: (task …).",
    `02:16 (service web) deregistered 1 targets in (target-group ${GROUP})`,
    "02:16 (service web, taskSet ecs-svc/N) has begun draining connections on 1 tasks.",
    "02:16 (service web) has reached a steady state.",
  ]);
});

test.each([
  // The network interface goes after the process.
  ["FARGATE", "00:45"],
  ["EC2", "00:18"],
] as const)(
  "without a load balancer a stopped task on %s ends after 18 seconds and is STOPPED at %s",
  (launchType, at) => {
    const it = lab({ parameters: exact, launchType, loadBalancer: false, tasks: 2 });

    resize(it, 1);
    until(it, "0:18");
    const ended = Object.values(it.state.ecs.tasks).filter((task) => task.exitCode === 0);
    until(it, "1:00");

    const stopped = Object.values(it.state.ecs.tasks).filter((task) => task.stoppedAt !== undefined);
    expect(stopped).toEqual(ended);
    expect(stopped.map((task) => [clock(task.executionStoppedAt!), clock(task.stoppedAt!)])).toEqual([["00:18", at]]);
    expect(eventLog(it)).toEqual([
      "00:06 (service web) has stopped 1 running tasks: (task …).",
      "00:16 (service web) has reached a steady state.",
    ]);
  },
);

test("a stopped task can be described for an hour", () => {
  const it = lab({ parameters: exact, loadBalancer: false, tasks: 2 });

  resize(it, 1);
  until(it, "60:17");
  expect(Object.keys(it.state.ecs.tasks)).toHaveLength(2);
  until(it, "60:18");

  expect(Object.keys(it.state.ecs.tasks)).toHaveLength(1);
});

test("a Fargate task passes PROVISIONING and PENDING and runs 27 seconds after its creation", () => {
  const it = lab({ parameters: exact, launchType: "FARGATE", loadBalancer: false });

  resize(it, 2);
  const seen: string[] = [];
  for (let second = 1; second <= 40; second++) {
    until(it, `0:${second}`);
    const status = Object.values(it.state.ecs.tasks)[1]?.lastStatus;
    if (status && !seen.at(-1)?.endsWith(status)) seen.push(`${clock(it.world.now)} ${status}`);
  }

  expect(seen).toEqual(["00:05 PROVISIONING", "00:11 PENDING", "00:32 RUNNING"]);
  expect(Object.values(it.state.ecs.tasks)[1]!.containerInstance).toBeUndefined();
});

test("tasks go to the zone with the fewest of them", () => {
  const micro = { cpu: 1024, memoryMiB: 983 };
  const it = lab({ tasks: 4, instances: [micro, micro] });

  const zones = Object.values(it.state.ecs.tasks).map((task) => task.availabilityZone);

  expect(zones.sort()).toEqual(["us-east-1a", "us-east-1a", "us-east-1b", "us-east-1b"]);
});

test("what finds no room is told once, is not repeated at every try, and starts when there is room again", () => {
  // 1,024 units hold four tasks of 256.
  const it = lab({ parameters: exact, instances: [{ cpu: 1024, memoryMiB: 983 }] });

  resize(it, 6);
  until(it, "2:00");
  expect(running(it)).toBe(4);
  const unplaced = it.service.events.filter((event) => event.message.includes("unable to place"));
  expect(unplaced.map((event) => event.message)).toEqual([
    "(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 00000000000000000000000000000000) has insufficient CPU units available. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
  ]);
  expect(it.service.events[0]!.message).not.toContain("steady");

  addInstance(it.state, 1, { cpu: 1024, memoryMiB: 983 });
  until(it, "4:00");
  expect(running(it)).toBe(6);
  expect(it.service.events[0]!.message).toBe("(service web) has reached a steady state.");
});

test.each([
  [{ cpuUnits: 0, memoryMiB: 512 }, {}, "has insufficient memory available"],
  [{ cpuUnits: 0, memoryMiB: 64 }, { hostPort: 8080 }, "is already using a port required by your task"],
])("a second task of %j %j finds no room: %s", (size, port, lack) => {
  const it = lab({ ...size, ...port, instances: [{ cpu: 1024, memoryMiB: 983 }] });

  resize(it, 2);
  until(it, "1:00");

  expect(running(it)).toBe(1);
  expect(it.service.events[0]!.message).toContain(`(container-instance ${"0".repeat(32)}) ${lack}.`);
});

test("a cluster without container instances says so", () => {
  const it = newLab({ instances: [] });

  until(it, "0:00");

  expect(it.service.events[0]!.message).toBe(
    "(service web) was unable to place a task because no container instance met all of its requirements. The reason for failure is No Container Instances were found in your cluster. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
  );
});

test("a draining task holds its room until it is STOPPED", () => {
  const it = lab({ parameters: exact, tasks: 4, instances: [{ cpu: 1024, memoryMiB: 983 }] });

  resize(it, 3);
  until(it, "0:20");
  resize(it, 4);
  until(it, "1:00");
  expect(running(it)).toBe(3);
  expect(it.service.events[0]!.message).toContain("unable to place a task");
  until(it, "4:00");

  expect(running(it)).toBe(4);
});

test("a task that a person stops is replaced", () => {
  const it = lab({ parameters: exact });
  const [task] = Object.values(it.state.ecs.tasks);

  stopTask(
    it.world,
    it.state,
    task!,
    { stopCode: "UserInitiated", reason: "I wanted to see", cause: "call StopTask" },
    it.changes,
  );
  expect(running(it)).toBe(0);
  until(it, "2:00");

  expect(running(it)).toBe(1);
  expect(task).toMatchObject({ stopCode: "UserInitiated", stoppedReason: "I wanted to see" });
  expect(eventLog(it).at(-1)).toMatch("has reached a steady state.");
});

test("a change of desired count makes no deployment, a new task definition does, and replaces every task", () => {
  const it = lab({ parameters: exact, tasks: 2 });
  const before = it.service.deployments[0]!.id;
  it.state.ecs.taskDefinitions["web:2"] = taskDefinition(2, { cpuUnits: 512, memoryMiB: 128, hostPort: 0 });

  const deployment = startDeployment(it.world, it.state, it.service, "web:2", "test", it.changes);
  expect(it.service.deployments.map(({ id, status, rolloutState }) => [id === before, status, rolloutState])).toEqual([
    [false, "PRIMARY", "IN_PROGRESS"],
    [true, "ACTIVE", "COMPLETED"],
  ]);
  let fewest = 2;
  for (let second = 1; second <= 240; second++) {
    until(it, `0:${second}`);
    fewest = Math.min(fewest, running(it));
  }

  // minimumHealthyPercent is 100.
  expect(fewest).toBe(2);
  expect(it.service.deployments).toMatchObject([{ id: deployment.id, status: "PRIMARY", rolloutState: "COMPLETED" }]);
  const alive = Object.values(it.state.ecs.tasks).filter((task) => task.desiredStatus === "RUNNING");
  expect(alive.map((task) => task.taskDefinition)).toEqual(["web:2", "web:2"]);
  expect(
    eventLog(it)
      .slice(-2)
      .map((line) => line.slice(6)),
  ).toEqual([
    "(service web) (deployment ecs-svc/N) deployment completed.",
    "(service web) has reached a steady state.",
  ]);
});

test("with room for one more task only, a deployment replaces tasks one after the other", () => {
  const it = lab({ parameters: exact, tasks: 2, maximumPercent: 100, minimumHealthyPercent: 50 });
  it.state.ecs.taskDefinitions["web:2"] = taskDefinition(2, { cpuUnits: 256, memoryMiB: 128, hostPort: 0 });

  startDeployment(it.world, it.state, it.service, "web:2", "test", it.changes);
  const counts = new Set<number>();
  for (let second = 1; second <= 600; second++) {
    until(it, `0:${second}`);
    counts.add(running(it));
  }

  expect([...counts].sort()).toEqual([1, 2]);
  expect(it.service.deployments).toMatchObject([{ status: "PRIMARY", rolloutState: "COMPLETED" }]);
});

test("the first deployment of no tasks is complete after 14 seconds", () => {
  const it = newLab({ tasks: 0 });

  until(it, "0:00");

  const told = it.service.events.map((event) => [
    (event.at - (T0 - 600_000)) / 1000,
    event.message.replace(/ecs-svc\/\d+/, "N"),
  ]);
  expect(told).toEqual([
    [14, "(service web) has reached a steady state."],
    [14, "(service web) (deployment N) deployment completed."],
  ]);
});

test("a deleted service drains, is INACTIVE without events, and is forgotten an hour later", () => {
  const it = lab({ parameters: exact });

  deleteServiceTasks(it.world, it.state, it.service, "call DeleteService", it.changes);
  expect(it.service).toMatchObject({ status: "DRAINING", desiredCount: 0 });
  expect(running(it)).toBe(0);
  until(it, "5:00");
  expect(it.service).toMatchObject({ status: "INACTIVE", events: [] });
  until(it, "70:00");

  expect(it.state.ecs.services).toEqual({});
});

test("no desired count, however large, starts more tasks than the account may run", () => {
  const it = lab({ parameters: exact, launchType: "FARGATE", loadBalancer: false });

  resize(it, 5_000);
  until(it, "3:00");

  expect(running(it)).toBe(limits.tasksPerService);
  expect(it.service.events[0]!.message).toBe(
    "(service web) was unable to place a task. Reason: You've reached the limit on the number of vCPUs you can run concurrently.",
  );
});
