import {
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  ListTaskDefinitionFamiliesCommand,
  ListTaskDefinitionsCommand,
  type ListTaskDefinitionsCommandInput,
  paginateListTaskDefinitions,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
} from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { limits } from "../../../server/limits.ts";
import { ACCOUNT_ID, REGION, refusal, sdkAccount } from "../sdk-account.ts";
import { taskDefinition } from "./fargate.ts";

const arn = (name: string) => `arn:aws:ecs:${REGION}:${ACCOUNT_ID}:task-definition/${name}`;

function withRegister() {
  const account = sdkAccount();
  const register = (input: Partial<RegisterTaskDefinitionCommandInput> = {}) =>
    account.ecs.send(new RegisterTaskDefinitionCommand({ ...taskDefinition, ...input }));
  return {
    ...account,
    register,
    list: async (input: ListTaskDefinitionsCommandInput = {}) =>
      (await account.ecs.send(new ListTaskDefinitionsCommand(input))).taskDefinitionArns?.map((it) =>
        it.split("/").pop(),
      ),
  };
}

test("a registered definition comes back with AWS's defaults", async () => {
  const { register, world } = withRegister();

  const { taskDefinition: it } = await register();

  expect(it).toEqual({
    taskDefinitionArn: arn("td1:1"),
    family: "td1",
    revision: 1,
    status: "ACTIVE",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    compatibilities: ["EC2", "MANAGED_INSTANCES", "FARGATE"],
    cpu: "256",
    memory: "512",
    containerDefinitions: [
      {
        name: "app",
        image: "busybox",
        cpu: 0,
        portMappings: [],
        essential: true,
        environment: [],
        mountPoints: [],
        volumesFrom: [],
        systemControls: [],
      },
    ],
    volumes: [],
    placementConstraints: [],
    requiresAttributes: [
      { name: "com.amazonaws.ecs.capability.docker-remote-api.1.18" },
      { name: "ecs.capability.task-eni" },
    ],
    registeredAt: new Date(world.now),
    registeredBy: `arn:aws:iam::${ACCOUNT_ID}:user/participant`,
  });
});

test("without a network mode the answer has none, ports are dynamic, everything given comes back", async () => {
  const { register } = withRegister();
  const given = {
    name: "app",
    image: "busybox",
    memory: 128,
    memoryReservation: 64,
    portMappings: [{ containerPort: 80 }],
    environment: [{ name: "A", value: "1" }],
    command: ["sleep", "60"],
    dockerLabels: { a: "b" },
  };

  const { taskDefinition: it } = await register({
    networkMode: undefined,
    requiresCompatibilities: undefined,
    cpu: ".25 vCPU",
    memory: "0.5GB",
    containerDefinitions: [given],
    volumes: [{ name: "data", host: { sourcePath: "/data" } }],
  });

  expect(it).not.toHaveProperty("networkMode");
  expect(it).toMatchObject({
    cpu: "256",
    memory: "512",
    compatibilities: ["EXTERNAL", "EC2"],
    volumes: [{ name: "data", host: { sourcePath: "/data" } }],
    containerDefinitions: [{ ...given, portMappings: [{ containerPort: 80, hostPort: 0, protocol: "tcp" }] }],
  });
});

test("what a definition needs of its instance is listed, health checks and volumes get AWS's defaults", async () => {
  const { register } = withRegister();

  const { taskDefinition: it } = await register({
    executionRoleArn: `arn:aws:iam::${ACCOUNT_ID}:role/execution`,
    taskRoleArn: `arn:aws:iam::${ACCOUNT_ID}:role/task`,
    runtimePlatform: { cpuArchitecture: "X86_64", operatingSystemFamily: "LINUX" },
    volumes: [{ name: "data" }],
    containerDefinitions: [
      {
        name: "app",
        image: `${ACCOUNT_ID}.dkr.ecr.us-east-1.amazonaws.com/app:1`,
        logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "g", "awslogs-region": "us-east-1" } },
        secrets: [{ name: "A", valueFrom: "arn:aws:ssm:us-east-1:111122223333:parameter/a" }],
        mountPoints: [{ sourceVolume: "data", containerPath: "/data" }],
        healthCheck: { command: ["CMD", "true"] },
        portMappings: [{ containerPortRange: "80-90" }],
      },
    ],
  });

  expect(it?.requiresAttributes?.map(({ name }) => name?.replace("com.amazonaws.", ""))).toEqual([
    "ecs.capability.container-health-check",
    "ecs.capability.logging-driver.awslogs",
    "ecs.capability.execution-role-awslogs",
    "ecs.capability.ecr-auth",
    "ecs.capability.docker-remote-api.1.19",
    "ecs.capability.execution-role-ecr-pull",
    "ecs.capability.secrets.ssm.environment-variables",
    "ecs.capability.task-iam-role",
    "ecs.capability.docker-remote-api.1.18",
    "ecs.capability.task-eni",
  ]);
  expect(it).toMatchObject({
    compatibilities: ["EC2", "FARGATE", "MANAGED_INSTANCES"],
    volumes: [{ name: "data", host: {} }],
    containerDefinitions: [
      {
        healthCheck: { command: ["CMD", "true"], interval: 30, timeout: 5, retries: 3 },
        portMappings: [{ containerPortRange: "80-90", protocol: "tcp" }],
      },
    ],
  });
});

test("in awsvpc mode a port's host port is the container's", async () => {
  const { register } = withRegister();
  const ports = (hostPort?: number) => ({
    containerDefinitions: [{ name: "app", image: "busybox", portMappings: [{ containerPort: 80, hostPort }] }],
  });

  const { taskDefinition: it } = await register(ports());

  expect(it?.containerDefinitions?.[0]?.portMappings).toEqual([{ containerPort: 80, hostPort: 80, protocol: "tcp" }]);
  expect(await refusal(register(ports(8080)))).toMatchObject({
    name: "ClientException",
    message: "When networkMode=awsvpc, the host ports and container ports in port mappings must match.",
  });
});

test("a family's name means its latest ACTIVE revision, and revisions are never used again", async () => {
  const { ecs, register } = withRegister();
  const describe = (name: string) => ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: name }));
  await register();
  await register();
  const deregistered = await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: arn("td1:2") }));

  const latest = await describe("td1");
  const inactive = await describe("td1:2");
  const next = await register();

  expect(deregistered.taskDefinition).toMatchObject({ revision: 2, status: "INACTIVE" });
  expect(latest.taskDefinition?.revision).toBe(1);
  expect(inactive.taskDefinition).toMatchObject({ revision: 2, status: "INACTIVE" });
  expect(next.taskDefinition?.revision).toBe(3);
});

test("tags are shown when asked for", async () => {
  const { ecs, register } = withRegister();
  const tags = [{ key: "a", value: "b" }];

  const registered = await register({ tags });
  const plain = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: "td1" }));
  const asked = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: "td1", include: ["TAGS"] }));

  expect([registered.tags, plain.tags, asked.tags]).toEqual([tags, [], tags]);
});

test("lists go by family and revision, up or down, and by status", async () => {
  const { ecs, register, list } = withRegister();
  for (let i = 0; i < 11; i++) await register();
  await register({ family: "td0" });
  await register({ family: "td1-more" });
  await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: "td0:1" }));

  const pages = [];
  for await (const it of paginateListTaskDefinitions({ client: ecs, pageSize: 5 }, { sort: "DESC" }))
    pages.push(it.taskDefinitionArns?.map((it) => it.split("/").pop()));
  const families = async (input: object) => (await ecs.send(new ListTaskDefinitionFamiliesCommand(input))).families;

  const revisions = Array.from({ length: 11 }, (_, i) => `td1:${i + 1}`);
  expect(await list({ familyPrefix: "td1" })).toEqual(revisions);
  expect(await list({ status: "INACTIVE" })).toEqual(["td0:1"]);
  expect(pages.map((it) => it?.length)).toEqual([5, 5, 2]);
  expect(pages.flat()).toEqual(["td1-more:1", ...revisions.toReversed()]);
  expect(await families({})).toEqual(["td0", "td1", "td1-more"]);
  expect(await families({ status: "ACTIVE", familyPrefix: "td1" })).toEqual(["td1", "td1-more"]);
  expect(await families({ status: "INACTIVE" })).toEqual(["td0"]);
});

test("a full account forgets INACTIVE revisions that nothing uses, else refuses one more", async () => {
  const { ecs, register, list } = withRegister();
  for (let i = 0; i < limits.taskDefinitionRevisions; i++) await register();

  const refused = await refusal(register());
  await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: "td1:1" }));
  const { taskDefinition: next } = await register();

  expect(refused.name).toBe("LimitExceededException");
  expect(next?.revision).toBe(limits.taskDefinitionRevisions + 1);
  expect(await list({ status: "INACTIVE" })).toEqual([]);
});

const app = { name: "app", image: "busybox" };
test.each<[Partial<RegisterTaskDefinitionCommandInput>, string]>([
  [{ containerDefinitions: [] }, "Container list cannot be empty."],
  [{ containerDefinitions: [{ image: "busybox" }] }, "Container.name should not be null or empty."],
  [{ containerDefinitions: [{ name: "app" }] }, "Container.image should not be null or empty."],
  [
    { containerDefinitions: [{ name: "app", image: "i".repeat(256), memory: 1 }] },
    "Container.image can have at most 255 characters.",
  ],
  [{ containerDefinitions: [{ ...app, essential: false }] }, "Task definition doesn't have any essential container."],
  [
    { requiresCompatibilities: [], networkMode: "bridge", memory: undefined, containerDefinitions: [app] },
    "Invalid setting for container 'app'. At least one of 'memory' or 'memoryReservation' must be specified.",
  ],
  [{ networkMode: "bridge" }, "Fargate only supports network mode ‘awsvpc’."],
  [{ cpu: undefined }, "Fargate requires that 'cpu' be defined at the task level."],
  [
    { memory: undefined, containerDefinitions: [{ ...app, memory: 64 }] },
    "Fargate requires that 'memory' be defined at the task level.",
  ],
  [
    { memory: "4096" },
    "No Fargate configuration exists for given values: 256 CPU, 4096 memory. See the Amazon ECS documentation for the valid values.",
  ],
  [
    { containerDefinitions: [{ ...app, memory: 600 }] },
    "The 'memory' setting for container 'app' is greater than for the task.",
  ],
  [
    {
      containerDefinitions: [
        { ...app, cpu: 200 },
        { ...app, name: "b", cpu: 100 },
      ],
    },
    "The sum of all container 'cpu' values cannot be greater than the task-level 'cpu' value.",
  ],
  [{ containerDefinitions: [app, app] }, "Container names must be unique within a task definition."],
  [
    { containerDefinitions: [{ ...app, privileged: true }] },
    "Fargate requires that the 'privileged' setting be 'false'.",
  ],
  [{ ipcMode: "host" }, "Fargate compatible task definitions do not support ipcMode"],
  [
    { volumes: [{ name: "data", host: { sourcePath: "/data" } }] },
    "Fargate compatible task definitions do not support sourcePath",
  ],
  [
    { placementConstraints: [{ type: "memberOf", expression: "attribute:a exists" }] },
    "Fargate compatible task definitions do not support constraints",
  ],
  [
    { containerDefinitions: [{ ...app, image: "111122223333.dkr.ecr.us-east-1.amazonaws.com/app:1" }] },
    "Fargate requires task definition to have execution role ARN to support ECR images.",
  ],
  [
    { containerDefinitions: [{ ...app, logConfiguration: { logDriver: "awslogs", options: {} } }] },
    "Fargate requires task definition to have execution role ARN to support log driver awslogs.",
  ],
  [
    {
      executionRoleArn: "tasks",
      containerDefinitions: [{ ...app, logConfiguration: { logDriver: "awslogs", options: {} } }],
    },
    "Log driver awslogs requires options: awslogs-region, awslogs-group",
  ],
  [
    { containerDefinitions: [{ ...app, logConfiguration: { logDriver: "journald" } }] },
    "journald is not a valid log driver. Must be one of [awslogs,splunk,awsfirelens]",
  ],
  [
    { containerDefinitions: [app, { ...app, name: "b", dependsOn: [{ containerName: "app", condition: "SUCCESS" }] }] },
    "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container",
  ],
  [
    { containerDefinitions: [app, { ...app, name: "b", dependsOn: [{ containerName: "app", condition: "HEALTHY" }] }] },
    "A dependency container with HEALTHY condition must have health check configured",
  ],
  [
    {
      containerDefinitions: [
        { ...app, dependsOn: [{ containerName: "b", condition: "START" }] },
        { ...app, name: "b", dependsOn: [{ containerName: "app", condition: "START" }] },
      ],
    },
    "Container dependsOn contains a cycle",
  ],
  [{ containerDefinitions: [{ ...app, mountPoints: [{ sourceVolume: "v" }] }] }, "Unknown volume 'v'."],
  [{ containerDefinitions: [{ ...app, links: ["b"] }] }, "Links are not supported when networkMode=awsvpc."],
  [
    { containerDefinitions: [{ ...app, secrets: [{ name: "A", valueFrom: "b" }] }] },
    "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
  ],
  [
    { containerDefinitions: [{ ...app, portMappings: [{ containerPortRange: "90-80" }] }] },
    "Invalid 'containerPortRange' setting",
  ],
  [{ taskRoleArn: "arn:aws:iam::111122223333:user/x" }, "Role is not valid"],
  [{ ephemeralStorage: { sizeInGiB: 20 } }, "Ephemeral storage has 21 to 200 GiB."],
  [{ tags: [{ key: "a" }] }, "Tag value can not be null."],
  [{ cpu: "a lot" }, "Invalid 'cpu' setting for task."],
  [{ memory: "1 vCPU" }, "Invalid 'memory' setting for task."],
])("RegisterTaskDefinition with %j is refused", async (input, message) => {
  const { register } = withRegister();

  expect(await refusal(register(input))).toEqual({ name: "ClientException", message, status: 400 });
});

test("what is not there cannot be described or deregistered", async () => {
  const { ecs, register } = withRegister();
  await register();
  const describe = (taskDefinition: string) => refusal(ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition })));
  const missing = { name: "ClientException", message: "Unable to describe task definition.", status: 400 };

  for (const it of ["none", "td1:2", "constructor", arn("none:1")]) expect(await describe(it), it).toEqual(missing);
  expect(await refusal(ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: "td1" })))).toMatchObject({
    name: "InvalidParameterException",
  });
});
