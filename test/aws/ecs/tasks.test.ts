import {
  DescribeTasksCommand,
  ListTasksCommand,
  type ListTasksCommandInput,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  StopTaskCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { ACCOUNT_ID, REGION, refusal } from "../sdk-account.ts";
import { CLUSTER, SERVICE, workshop } from "../workshop.ts";
import { fargate } from "./fargate.ts";

const arn = `arn:aws:ecs:${REGION}:${ACCOUNT_ID}`;

function withTasks() {
  const account = workshop();
  return {
    ...account,
    list: async (input: Partial<ListTasksCommandInput> = {}) =>
      (await account.ecs.send(new ListTasksCommand({ cluster: CLUSTER, ...input }))).taskArns!,
    task: async (task: string) =>
      (await account.ecs.send(new DescribeTasksCommand({ cluster: CLUSTER, tasks: [task] }))).tasks![0]!,
  };
}

test("a running task on an instance shows where it runs and which port it has", async () => {
  const { list, task, region } = withTasks();

  const [taskArn] = await list();
  const it = await task(taskArn!);

  const id = taskArn!.split("/").pop()!;
  const instance = region.ecs.containerInstances[region.ecs.tasks[id]!.containerInstance!]!;
  expect(it).toMatchObject({
    taskArn: `${arn}:task/${CLUSTER}/${id}`,
    clusterArn: `${arn}:cluster/${CLUSTER}`,
    taskDefinitionArn: `${arn}:task-definition/containers-workshop-ecs-task-def:1`,
    containerInstanceArn: instance.arn,
    availabilityZone: instance.availabilityZone,
    group: `service:${SERVICE}`,
    startedBy: expect.stringMatching(/^ecs-svc\/[0-9]+$/),
    launchType: "EC2",
    lastStatus: "RUNNING",
    desiredStatus: "RUNNING",
    connectivity: "CONNECTED",
    healthStatus: "UNKNOWN",
    cpu: "256",
    memory: "128",
    attachments: [],
    tags: [],
    overrides: { containerOverrides: [{ name: "containers-workshop-app" }], inferenceAcceleratorOverrides: [] },
    containers: [
      {
        containerArn: expect.stringMatching(new RegExp(`^${arn}:container/${CLUSTER}/${id}/[0-9a-f-]{36}$`)),
        name: "containers-workshop-app",
        lastStatus: "RUNNING",
        networkBindings: [{ bindIP: "0.0.0.0", containerPort: 80, hostPort: 32768, protocol: "tcp" }],
        cpu: "0",
        memory: "128",
      },
    ],
  });
  expect(it).not.toHaveProperty("platformVersion");
});

test("a Fargate task has a network interface, which is gone with it", async () => {
  const { create, ecs, pass } = await fargate();
  await create({ desiredCount: 1 });
  pass({ minutes: 3 });
  const { taskArns } = await ecs.send(new ListTasksCommand({ cluster: "c1" }));
  const describe = async () =>
    (await ecs.send(new DescribeTasksCommand({ cluster: "c1", tasks: taskArns }))).tasks![0]!;

  const running = await describe();
  await ecs.send(new UpdateServiceCommand({ cluster: "c1", service: "s1", desiredCount: 0 }));
  pass({ minutes: 3 });
  const stopped = await describe();

  expect(running).toMatchObject({
    platformVersion: "1.4.0",
    platformFamily: "Linux",
    cpu: "256",
    memory: "512",
    ephemeralStorage: { sizeInGiB: 20 },
    attributes: [{ name: "ecs.cpu-architecture", value: "x86_64" }],
    attachments: [{ type: "ElasticNetworkInterface", status: "ATTACHED" }],
    containers: [{ networkBindings: [], networkInterfaces: [{ attachmentId: running.attachments![0]!.id }] }],
  });
  expect(stopped).toMatchObject({
    lastStatus: "STOPPED",
    attachments: [{ status: "DELETED" }],
    containers: [{ lastStatus: "STOPPED", exitCode: 0 }],
    stopCode: "ServiceSchedulerInitiated",
  });
});

test("a task in awsvpc mode on an instance gets its network interface first and loses it last", async () => {
  const { ecs, task, pass } = withTasks();
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: "own-address",
      networkMode: "awsvpc",
      containerDefinitions: [{ name: "app", image: "busybox", memory: 64 }],
    }),
  );
  const run = await ecs.send(
    new RunTaskCommand({
      cluster: CLUSTER,
      taskDefinition: "own-address",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
    }),
  );
  const taskArn = run.tasks![0]!.taskArn!;
  const path: string[] = [];
  const watch = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      const it = await task(taskArn);
      const { lastStatus, exitCode } = it.containers![0]!;
      const seen = `${it.lastStatus}, container ${lastStatus} ${exitCode ?? ""}, ${it.attachments![0]!.status}`;
      if (path.at(-1) !== seen) path.push(seen);
      pass({ minutes: 1 / 60 });
    }
  };

  await watch(20);
  await ecs.send(new StopTaskCommand({ cluster: CLUSTER, task: taskArn }));
  await watch(60);

  expect(path).toEqual([
    "PROVISIONING, container PENDING , ATTACHED",
    "PENDING, container PENDING , ATTACHED",
    "RUNNING, container RUNNING , ATTACHED",
    "STOPPING, container RUNNING , ATTACHED",
    "DEPROVISIONING, container STOPPED 0, ATTACHED",
    "STOPPED, container STOPPED 0, DELETED",
  ]);
});

test("a stopped task keeps the caller's reason, its service starts another", async () => {
  const { ecs, list, task, pass } = withTasks();
  const [first] = await list();

  await ecs.send(new StopTaskCommand({ cluster: CLUSTER, task: first! }));
  const again = await ecs.send(new StopTaskCommand({ cluster: CLUSTER, task: first!, reason: "too late" }));
  pass({ minutes: 10 });

  const running = await list();
  expect(again.task).toMatchObject({ desiredStatus: "STOPPED", stoppedReason: "Task stopped by user" });
  expect(await list({ desiredStatus: "STOPPED" })).toEqual([first]);
  expect(running).toHaveLength(1);
  expect(running).not.toContain(first);
  expect(await task(first!)).toMatchObject({ lastStatus: "STOPPED", stopCode: "UserInitiated" });
});

test("lists narrow by service, family, launch type, instance and who started", async () => {
  const { list, region } = withTasks();
  const [id] = Object.keys(region.ecs.tasks);
  const { startedBy, containerInstance } = region.ecs.tasks[id!]!;
  const other = Object.keys(region.ecs.containerInstances).find((it) => it !== containerInstance);

  const finding: Partial<ListTasksCommandInput>[] = [
    { serviceName: SERVICE },
    { serviceName: `${arn}:service/${CLUSTER}/${SERVICE}` },
    { family: "containers-workshop-ecs-task-def" },
    { launchType: "EC2" },
    { startedBy },
    { containerInstance },
  ];
  const missing: Partial<ListTasksCommandInput>[] = [
    { family: "containers-workshop-ecs-task" },
    { launchType: "FARGATE" },
    { startedBy: "nobody" },
    { containerInstance: other },
    { desiredStatus: "STOPPED" },
    { desiredStatus: "PENDING" },
  ];

  for (const it of finding) expect(await list(it), JSON.stringify(it)).toEqual([`${arn}:task/${CLUSTER}/${id}`]);
  for (const it of missing) expect(await list(it), JSON.stringify(it)).toEqual([]);
});

test("tasks that are missing are failures, each once; other mistakes are refused", async () => {
  const { ecs } = workshop();
  const id = "0".repeat(32);

  const { tasks, failures } = await ecs.send(
    new DescribeTasksCommand({ cluster: CLUSTER, tasks: [id, `${arn}:task/${CLUSTER}/${id}`] }),
  );
  const refused = await Promise.all([
    refusal(ecs.send(new DescribeTasksCommand({ cluster: CLUSTER, tasks: [] }))),
    refusal(ecs.send(new StopTaskCommand({ cluster: CLUSTER, task: id }))),
    refusal(ecs.send(new ListTasksCommand({ cluster: CLUSTER, serviceName: "none" }))),
    refusal(ecs.send(new ListTasksCommand({}))),
  ]);

  expect(tasks).toEqual([]);
  expect(failures).toEqual([{ arn: `${arn}:task/${CLUSTER}/${id}`, reason: "MISSING" }]);
  expect(refused.map(({ name, message }) => `${name}: ${message}`)).toEqual([
    "InvalidParameterException: Tasks cannot be empty.",
    "InvalidParameterException: The referenced task was not found.",
    "ServiceNotFoundException: Service not found.",
    "ClusterNotFoundException: Cluster not found.",
  ]);
});
