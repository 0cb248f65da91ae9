import { DescribeScalableTargetsCommand } from "@aws-sdk/client-application-auto-scaling";
import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import {
  CreateServiceCommand,
  type CreateServiceCommandInput,
  DeleteServiceCommand,
  DescribeServicesCommand,
  ListServicesCommand,
  paginateListServices,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { limits } from "../../../server/limits.ts";
import { ACCOUNT_ID, REGION, refusal } from "../sdk-account.ts";
import { CLUSTER, cpuMetric, SERVICE, workshop } from "../workshop.ts";
import { fargate } from "./fargate.ts";

const arn = `arn:aws:ecs:${REGION}:${ACCOUNT_ID}`;

test("a new Fargate service has AWS's defaults and a deployment in progress", async () => {
  const { create, world } = await fargate();

  const { service } = await create();

  const id = service?.deployments?.[0]?.id;
  const now = new Date(world.now);
  const networkConfiguration = {
    awsvpcConfiguration: { subnets: ["subnet-1"], securityGroups: ["sg-1"], assignPublicIp: "DISABLED" },
  };
  expect(id).toMatch(/^ecs-svc\/[0-9]{1,20}$/);
  expect(service).toEqual({
    serviceArn: `${arn}:service/c1/s1`,
    serviceName: "s1",
    clusterArn: `${arn}:cluster/c1`,
    loadBalancers: [],
    serviceRegistries: [],
    status: "ACTIVE",
    desiredCount: 0,
    runningCount: 0,
    pendingCount: 0,
    launchType: "FARGATE",
    platformVersion: "LATEST",
    platformFamily: "Linux",
    taskDefinition: `${arn}:task-definition/td1:1`,
    deploymentConfiguration: {
      deploymentCircuitBreaker: {
        enable: false,
        rollback: false,
        resetOnHealthyTask: true,
        thresholdConfiguration: { type: "BOUNDED_PERCENT", value: 50 },
      },
      maximumPercent: 200,
      minimumHealthyPercent: 100,
      strategy: "ROLLING",
      bakeTimeInMinutes: 0,
    },
    deployments: [
      {
        id,
        status: "PRIMARY",
        taskDefinition: `${arn}:task-definition/td1:1`,
        desiredCount: 0,
        pendingCount: 0,
        runningCount: 0,
        failedTasks: 0,
        createdAt: now,
        updatedAt: now,
        launchType: "FARGATE",
        platformVersion: "1.4.0",
        platformFamily: "Linux",
        networkConfiguration,
        rolloutState: "IN_PROGRESS",
        rolloutStateReason: `ECS deployment ${id} in progress.`,
      },
    ],
    roleArn: `arn:aws:iam::${ACCOUNT_ID}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
    events: [],
    createdAt: now,
    currentServiceRevisions: [
      {
        arn: `${arn}:service-revision/c1/s1/${id?.slice("ecs-svc/".length)}`,
        requestedTaskCount: 0,
        runningTaskCount: 0,
        pendingTaskCount: 0,
      },
    ],
    placementConstraints: [],
    placementStrategy: [],
    networkConfiguration,
    healthCheckGracePeriodSeconds: 0,
    schedulingStrategy: "REPLICA",
    deploymentController: { type: "ECS" },
    createdBy: `arn:aws:iam::${ACCOUNT_ID}:user/participant`,
    enableECSManagedTags: false,
    propagateTags: "NONE",
    enableExecuteCommand: false,
    availabilityZoneRebalancing: "ENABLED",
    resourceManagementType: "CUSTOMER",
  });
});

test("DescribeServices alone names the deployment that runs", async () => {
  const { create, ecs } = await fargate();
  const { service: created } = await create({ tags: [{ key: "a", value: "1" }] });

  const { services } = await ecs.send(new DescribeServicesCommand({ cluster: "c1", services: ["s1"] }));

  expect(created?.tags).toEqual([{ key: "a", value: "1" }]);
  expect(created).not.toHaveProperty("currentServiceDeployment");
  expect(services?.[0]?.currentServiceDeployment).toMatch(
    new RegExp(`^${arn}:service-deployment/c1/s1/[A-Za-z0-9_-]{21}$`),
  );
});

test("tasks that are stopped before they run have an event of their own", async () => {
  const { create, ecs, pass } = await fargate();
  await create({ desiredCount: 2 });
  pass({ minutes: 1 / 12 });

  await ecs.send(new UpdateServiceCommand({ cluster: "c1", service: "s1", desiredCount: 0 }));
  pass({ minutes: 1 });

  const { services } = await ecs.send(new DescribeServicesCommand({ cluster: "c1", services: ["s1"] }));
  expect(services?.[0]?.events?.map(({ message }) => message)).toContain("(service s1) stopped 2 pending tasks.");
});

test("a deployment without tasks completes, and a service may not rebalance where nothing more may run", async () => {
  const { create, ecs, pass } = await fargate();
  await create({ deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 0 } });
  pass({ minutes: 1 });

  const { services } = await ecs.send(new DescribeServicesCommand({ cluster: "c1", services: ["s1"] }));

  expect(services?.[0]).toMatchObject({
    availabilityZoneRebalancing: "DISABLED",
    deployments: [{ rolloutState: "COMPLETED" }],
    events: [
      { message: "(service s1) has reached a steady state." },
      { message: expect.stringMatching(/^\(service s1\) \(deployment ecs-svc\/[0-9]+\) deployment completed\.$/) },
    ],
  });
  expect(services?.[0]).not.toHaveProperty("currentServiceDeployment");
});

test("the same token gives the same service, without changing its tags", async () => {
  const { create, region } = await fargate();
  const first = await create({ clientToken: "tok-1", tags: [{ key: "a", value: "1" }] });

  const again = await create({ clientToken: "tok-1", tags: [{ key: "a", value: "2" }] });
  const another = await create({ clientToken: "tok-1", serviceName: "s2" });

  expect(again.service).toEqual(first.service);
  expect(another.service?.serviceName).toBe("s2");
  expect(Object.keys(region.ecs.services)).toEqual(["c1/s1", "c1/s2"]);
});

test("names and ARNs find the same service once; what is missing is a failure", async () => {
  const { ecs } = workshop();
  const services = [
    SERVICE,
    `${arn}:service/${CLUSTER}/${SERVICE}`,
    `${arn}:service/${SERVICE}`,
    "none",
    "constructor",
  ];

  const answer = await ecs.send(new DescribeServicesCommand({ cluster: `${arn}:cluster/${CLUSTER}`, services }));

  expect(answer.services?.map(({ serviceName, tags }) => ({ serviceName, tags }))).toEqual([
    { serviceName: SERVICE, tags: undefined },
  ]);
  expect(answer.failures).toEqual([
    { arn: `${arn}:service/${CLUSTER}/none`, reason: "MISSING" },
    { arn: `${arn}:service/${CLUSTER}/constructor`, reason: "MISSING" },
  ]);
});

test.each([
  [{ cluster: "none", services: ["s1"] }, "ClusterNotFoundException", "Cluster not found."],
  [{ cluster: CLUSTER, services: [] }, "InvalidParameterException", "Services cannot be empty."],
  [
    { cluster: CLUSTER, services: ["s1"], include: ["EVENTS" as "TAGS"] },
    "InvalidParameterException",
    "include should be one of [TAGS]",
  ],
  [
    { cluster: CLUSTER, services: [`${arn}:service/other/s1`] },
    "InvalidParameterException",
    `Invalid identifier: Identifier is for cluster other. Your cluster is ${CLUSTER}`,
  ],
  [
    { cluster: CLUSTER, services: [`${arn}:cluster/${CLUSTER}`] },
    "InvalidParameterException",
    "Unsupported resource type: cluster",
  ],
])("DescribeServices of %j is refused", async (input, name, message) => {
  const { ecs } = workshop();

  expect(await refusal(ecs.send(new DescribeServicesCommand(input)))).toEqual({ name, message, status: 400 });
});

test.each<[Partial<CreateServiceCommandInput>, string, string]>([
  [{ taskDefinition: "none" }, "ClientException", "TaskDefinition not found."],
  [{ taskDefinition: undefined }, "InvalidParameterException", "TaskDefinition can not be blank."],
  [{ desiredCount: undefined }, "InvalidParameterException", "DesiredCount is missing"],
  [
    { launchType: "WEIRD" as "EC2" },
    "InvalidParameterException",
    "launch type should be one of [EC2,FARGATE,EXTERNAL,FMI,MANAGED_INSTANCES]",
  ],
  [
    { deploymentConfiguration: { maximumPercent: 99 } },
    "InvalidParameterException",
    "maximumPercent must be at least 100",
  ],
  [
    { deploymentConfiguration: { maximumPercent: 201 } },
    "InvalidParameterException",
    "maximumPercent must be at most 200",
  ],
  [
    { deploymentConfiguration: { minimumHealthyPercent: -1 } },
    "InvalidParameterException",
    "minimumHealthyPercent must be at least 0",
  ],
  [
    { deploymentConfiguration: { minimumHealthyPercent: 101 } },
    "InvalidParameterException",
    "minimumHealthyPercent must be at most 100",
  ],
  [
    { availabilityZoneRebalancing: "ENABLED", deploymentConfiguration: { maximumPercent: 100 } },
    "InvalidParameterException",
    "Availability Zone Rebalancing does not support maximumPercent <= 100 % as deployment configuration.",
  ],
  [
    { healthCheckGracePeriodSeconds: -1 },
    "InvalidParameterException",
    "healthCheckGracePeriodSeconds must be at least 0",
  ],
  [
    { propagateTags: "ALL" as "NONE" },
    "InvalidParameterException",
    "propagateTags should be one of [TASK_DEFINITION,SERVICE,NONE]",
  ],
  [
    { placementStrategy: [{ type: "spread", field: "instanceId" }] },
    "InvalidParameterException",
    "Placement strategies are not supported with FARGATE launch type.",
  ],
  [
    { launchType: "EC2", platformVersion: "LATEST" },
    "InvalidParameterException",
    "The platform version must be null when specifying an EC2 launch type.",
  ],
])("CreateService with %j is refused in AWS's words", async (input, name, message) => {
  const { create } = await fargate();

  expect(await refusal(create(input))).toEqual({ name, message, status: 400 });
});

test("Service Connect that is off is accepted and shown", async () => {
  const { create } = await fargate();

  const { service } = await create({ serviceConnectConfiguration: { enabled: false } });

  expect(service?.deployments).toMatchObject([{ serviceConnectConfiguration: { enabled: false } }]);
});

test.each<Partial<CreateServiceCommandInput>>([
  { serviceRegistries: [{ registryArn: "arn:aws:servicediscovery:us-east-1:111122223333:service/srv-1" }] },
  { serviceConnectConfiguration: { enabled: true } },
  { deploymentController: { type: "CODE_DEPLOY" } },
  { deploymentConfiguration: { strategy: "BLUE_GREEN" } },
])("CreateService with %j is refused, because the sandbox cannot do it", async (input) => {
  const { create } = await fargate();

  expect(await refusal(create(input))).toMatchObject({
    name: "UnsupportedFeatureException",
    message: expect.stringMatching(/^This sandbox does not have /),
  });
});

test("a load balancer needs a container, its port, and a target group that a load balancer uses", async () => {
  const { ecs, region } = workshop();
  const targetGroupArn = Object.keys(region.elb.targetGroups)[0]!;
  const create = (loadBalancer: object) =>
    ecs.send(
      new CreateServiceCommand({
        cluster: CLUSTER,
        serviceName: "second",
        taskDefinition: "containers-workshop-ecs-task-def",
        desiredCount: 1,
        loadBalancers: [
          { targetGroupArn, containerName: "containers-workshop-app", containerPort: 80, ...loadBalancer },
        ],
      }),
    );

  const refused = await Promise.all([
    refusal(create({ containerName: "web" })),
    refusal(create({ containerPort: 81 })),
    refusal(create({ targetGroupArn: "arn:none" })),
  ]);
  const { service } = await create({});

  expect(refused.map(({ message }) => message)).toEqual([
    "The container web does not exist in the task definition.",
    "The container containers-workshop-app did not have a container port 81 defined.",
    "The target group with targetGroupArn arn:none does not have an associated load balancer.",
  ]);
  expect(service).toMatchObject({
    launchType: "EC2",
    loadBalancers: [{ targetGroupArn, containerName: "containers-workshop-app", containerPort: 80 }],
  });
});

test("lists hold a cluster's services by launch type, page by page", async () => {
  const { create, ecs } = await fargate();
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: "ec2",
      containerDefinitions: [{ name: "app", image: "busybox", memory: 64 }],
    }),
  );
  for (const serviceName of ["s3", "s1", "s2"]) await create({ serviceName });
  await create({ serviceName: "s4", taskDefinition: "ec2", launchType: "EC2", networkConfiguration: undefined });

  const pages = [];
  for await (const it of paginateListServices({ client: ecs, pageSize: 2 }, { cluster: "c1", launchType: "FARGATE" }))
    pages.push(it.serviceArns?.map((it) => it.split("/").pop()));
  const { nextToken } = await ecs.send(new ListServicesCommand({ cluster: "c1", maxResults: 1 }));
  const ofOther = await refusal(ecs.send(new ListServicesCommand({ cluster: "c1", launchType: "EC2", nextToken })));
  const tooMany = await refusal(ecs.send(new ListServicesCommand({ cluster: "c1", maxResults: 101 })));

  expect(pages).toEqual([["s1", "s2"], ["s3"]]);
  expect(ofOther.name).toBe("InvalidParameterException");
  expect(tooMany.message).toBe("Max results can not be greater than 100");
});

test("a deleted service is DRAINING, then INACTIVE, then MISSING; its scaling goes at once", async () => {
  const { ecs, scaling, cloudwatch, register, track, pass } = workshop();
  await register();
  await track({ TargetValue: 40, PredefinedMetricSpecification: cpuMetric });
  const status = async () => {
    const it = await ecs.send(new DescribeServicesCommand({ cluster: CLUSTER, services: [SERVICE] }));
    return it.services?.[0]?.status ?? it.failures?.[0]?.reason;
  };

  const { service } = await ecs.send(new DeleteServiceCommand({ cluster: CLUSTER, service: SERVICE, force: true }));
  const draining = await status();
  const targets = await scaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace: "ecs" }));
  const alarms = await cloudwatch.send(new DescribeAlarmsCommand({}));
  pass({ minutes: 15 });
  const inactive = await status();
  pass({ minutes: 61 });

  expect(service).toMatchObject({ status: "DRAINING", desiredCount: 0 });
  expect(draining).toBe("DRAINING");
  expect([targets.ScalableTargets, alarms.MetricAlarms]).toEqual([[], []]);
  expect(inactive).toBe("INACTIVE");
  expect(await status()).toBe("MISSING");
});

test("more services and tasks than the sandbox can hold are refused by a limit", async () => {
  const { create, ecs, pass } = await fargate();

  const tasks = await refusal(create({ desiredCount: limits.tasksPerService + 1 }));
  for (let i = 0; i < limits.services; i++) await create({ serviceName: `s${i}` });
  const services = await refusal(create({ serviceName: "more" }));
  await ecs.send(new DeleteServiceCommand({ cluster: "c1", service: "s7" }));
  const draining = await refusal(create({ serviceName: "more" }));
  pass({ minutes: 1 });

  expect([tasks.name, services.name, draining.name]).toEqual(Array(3).fill("LimitExceededException"));
  expect((await create({ serviceName: "more" })).service).toMatchObject({ status: "ACTIVE" });
});
