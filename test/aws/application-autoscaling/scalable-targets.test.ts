import {
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  DescribeScalingActivitiesCommand,
  DescribeScalingPoliciesCommand,
  ListTagsForResourceCommand,
  type RegisterScalableTargetCommandInput,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeServicesCommand } from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { ACCOUNT_ID, REGION, refusal } from "../sdk-account.ts";
import { CLUSTER, cpuMetric, resource, SERVICE, workshop } from "../workshop.ts";

test("a registered service is a scalable target with the linked role, whatever role was named", async () => {
  const account = workshop();

  const { ScalableTargetARN } = await account.register({
    MinCapacity: 1,
    MaxCapacity: 5,
    RoleARN: `arn:aws:iam::${ACCOUNT_ID}:role/another`,
  });

  const { ScalableTargets } = await account.scaling.send(
    new DescribeScalableTargetsCommand({ ServiceNamespace: "ecs" }),
  );
  expect(ScalableTargets).toEqual([
    {
      ...resource,
      MinCapacity: 1,
      MaxCapacity: 5,
      RoleARN: `arn:aws:iam::${ACCOUNT_ID}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
      CreationTime: new Date(account.world.now),
      SuspendedState: {
        DynamicScalingInSuspended: false,
        DynamicScalingOutSuspended: false,
        ScheduledScalingSuspended: false,
      },
      ScalableTargetARN,
    },
  ]);
});

test("registering again changes only what is given, and keeps ARN and creation time", async () => {
  const account = workshop();
  const first = await account.register();
  const created = account.world.now;
  account.pass({ minutes: 1 });

  const second = await account.register({ MaxCapacity: 4, SuspendedState: { DynamicScalingInSuspended: true } });
  const third = await account.register({ SuspendedState: {} });

  const { ScalableTargets } = await account.scaling.send(
    new DescribeScalableTargetsCommand({
      ServiceNamespace: "ecs",
      ResourceIds: [resource.ResourceId, "service/none/none"],
    }),
  );
  expect([second.ScalableTargetARN, third.ScalableTargetARN]).toEqual([
    first.ScalableTargetARN,
    first.ScalableTargetARN,
  ]);
  expect(ScalableTargets).toMatchObject([
    {
      MinCapacity: 1,
      MaxCapacity: 4,
      CreationTime: new Date(created),
      SuspendedState: {
        DynamicScalingInSuspended: true,
        DynamicScalingOutSuspended: false,
        ScheduledScalingSuspended: false,
      },
    },
  ]);
});

test("a minimum above the desired count scales out, with an activity that ends when the tasks run", async () => {
  const account = workshop();

  await account.register({ MinCapacity: 2, MaxCapacity: 5 });

  const started = account.world.now;
  const activities = () => account.scaling.send(new DescribeScalingActivitiesCommand(resource));
  const { services } = await account.ecs.send(new DescribeServicesCommand({ cluster: CLUSTER, services: [SERVICE] }));
  expect(services?.[0]?.desiredCount).toBe(2);
  expect((await activities()).ScalingActivities).toEqual([
    {
      ...resource,
      ActivityId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      Description: "Setting desired count to 2.",
      Cause: "minimum capacity was set to 2",
      StartTime: new Date(started),
      StatusCode: "InProgress",
      StatusMessage: "Successfully set desired count to 2. Waiting for change to be fulfilled by ecs.",
    },
  ]);

  account.pass({ minutes: 3 });
  expect((await activities()).ScalingActivities).toMatchObject([
    {
      StatusCode: "Successful",
      StatusMessage: "Successfully set desired count to 2. Change successfully fulfilled by ecs.",
      EndTime: expect.any(Date),
    },
  ]);
});

test("bounds around the desired count change nothing and leave no activity", async () => {
  const account = workshop();

  await account.register();

  const { ScalingActivities } = await account.scaling.send(new DescribeScalingActivitiesCommand(resource));
  expect(ScalingActivities).toEqual([]);
});

test.each<[string, Partial<RegisterScalableTargetCommandInput>, string, string]>([
  [
    "a negative minimum",
    { MinCapacity: -1, MaxCapacity: 1 },
    "ValidationException",
    "Minimum capacity cannot be less than 0",
  ],
  [
    "a maximum below the minimum",
    { MinCapacity: 3, MaxCapacity: 2 },
    "ValidationException",
    "Maximum capacity cannot be less than minimum capacity",
  ],
  [
    "a service that does not exist",
    { ResourceId: `service/${CLUSTER}/none`, MinCapacity: 1, MaxCapacity: 2 },
    "ValidationException",
    `ECS service doesn't exist: service/${CLUSTER}/none`,
  ],
  [
    "an ARN as resource id",
    { ResourceId: `arn:aws:ecs:${REGION}:${ACCOUNT_ID}:service/${CLUSTER}/${SERVICE}`, MinCapacity: 1, MaxCapacity: 2 },
    "ValidationException",
    "Unsupported service namespace, resource type or scalable dimension",
  ],
])("registration refuses %s", async (_, input, name, message) => {
  const account = workshop();

  expect(await refusal(account.register(input))).toEqual({ name, message, status: 400 });
});

test("registration refuses a dimension in small letters with the list of those there are", async () => {
  const account = workshop();

  const { name, message } = await refusal(
    account.register({ ScalableDimension: "ecs:service:desiredCount" as never, MinCapacity: 1, MaxCapacity: 2 }),
  );

  const [, values] =
    /^1 validation error detected: Value 'ecs:service:desiredCount' at 'scalableDimension' failed to satisfy constraint: Member must satisfy enum value set: \[(.*)\]$/.exec(
      message,
    )!;
  expect(name).toBe("ValidationException");
  expect(values!.split(", ")).toHaveLength(24);
  expect(values).toMatch(/^cassandra:table:WriteCapacityUnits, dynamodb:index:ReadCapacityUnits, /);
});

test("deregistering takes policies and alarms along, not the desired count; afterwards the target is unknown", async () => {
  const account = workshop();
  await account.register({ MinCapacity: 2, MaxCapacity: 5 });
  await account.track({ TargetValue: 40, PredefinedMetricSpecification: cpuMetric });

  await account.scaling.send(new DeregisterScalableTargetCommand(resource));

  const { ScalingPolicies } = await account.scaling.send(
    new DescribeScalingPoliciesCommand({ ServiceNamespace: "ecs" }),
  );
  const { ScalingActivities } = await account.scaling.send(new DescribeScalingActivitiesCommand(resource));
  const { services } = await account.ecs.send(new DescribeServicesCommand({ cluster: CLUSTER, services: [SERVICE] }));
  const { MetricAlarms } = await account.cloudwatch.send(new DescribeAlarmsCommand({}));
  expect({
    ScalingPolicies,
    MetricAlarms,
    activities: ScalingActivities?.length,
    desired: services?.[0]?.desiredCount,
  }).toEqual({
    ScalingPolicies: [],
    MetricAlarms: [],
    activities: 1,
    desired: 2,
  });
  expect(await refusal(account.scaling.send(new DeregisterScalableTargetCommand(resource)))).toMatchObject({
    name: "ObjectNotFoundException",
    message: `No scalable target found for service namespace: ecs, resource ID: ${resource.ResourceId}, scalable dimension: ecs:service:DesiredCount`,
  });
});

test("a target that is registered anew has another ARN", async () => {
  const account = workshop();
  const first = await account.register();
  await account.scaling.send(new DeregisterScalableTargetCommand(resource));

  const second = await account.register();

  expect(second.ScalableTargetARN).not.toBe(first.ScalableTargetARN);
});

test("a scalable target carries tags from its registration on", async () => {
  const account = workshop();
  const { ScalableTargetARN: ResourceARN } = await account.register({
    MinCapacity: 1,
    MaxCapacity: 5,
    Tags: { team: "a", stage: "test" },
  });

  await account.scaling.send(new TagResourceCommand({ ResourceARN, Tags: { team: "b", cost: "1" } }));
  await account.scaling.send(new UntagResourceCommand({ ResourceARN, TagKeys: ["stage", "unknown"] }));

  const { Tags } = await account.scaling.send(new ListTagsForResourceCommand({ ResourceARN }));
  expect(Tags).toEqual({ team: "b", cost: "1" });
});

test("tags belong to a target that exists, at most fifty", async () => {
  const account = workshop();
  const { ScalableTargetARN: ResourceARN } = await account.register();
  const tags = Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`key${n}`, ""]));

  const tooMany = await refusal(account.scaling.send(new TagResourceCommand({ ResourceARN, Tags: tags })));
  const missing = await refusal(
    account.scaling.send(new ListTagsForResourceCommand({ ResourceARN: ResourceARN!.replace(/.{4}$/, "0000") })),
  );

  expect(tooMany.name).toBe("TooManyTagsException");
  expect(missing).toMatchObject({ name: "ResourceNotFoundException", status: 404 });
});
