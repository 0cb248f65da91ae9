import {
  DeleteTaskDefinitionsCommand,
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { refusal } from "../sdk-account.ts";
import { fargate, taskDefinition } from "./fargate.ts";

test("an INACTIVE revision is deleted, others are failures with their reason", async () => {
  const { ecs } = await fargate();
  await ecs.send(new RegisterTaskDefinitionCommand(taskDefinition));
  await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: "td1:1" }));

  const { taskDefinitions, failures } = await ecs.send(
    new DeleteTaskDefinitionsCommand({ taskDefinitions: ["td1:1", "td1:2", "td1:9", "td1"] }),
  );

  const listed = await ecs.send(new ListTaskDefinitionsCommand({ status: "DELETE_IN_PROGRESS" }));
  const described = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: "td1:1" }));
  expect(taskDefinitions).toMatchObject([{ revision: 1, status: "DELETE_IN_PROGRESS" }]);
  expect(failures).toEqual([
    {
      arn: "td1:2",
      reason: "The specified task definition is still in ACTIVE status. Please deregister the target and try again.",
    },
    {
      arn: "td1:9",
      reason: "The specified task definition does not exist. Specify a valid account, family, revision and try again.",
    },
    {
      arn: "td1",
      reason: "The specified task definition identifier is invalid. Specify a valid name or ARN and try again.",
    },
  ]);
  expect(listed.taskDefinitionArns).toHaveLength(1);
  expect(described.taskDefinition?.status).toBe("DELETE_IN_PROGRESS");
});

test("a service goes on with a revision that is being deleted; deregistering it is refused", async () => {
  const { ecs, create, pass, region } = await fargate();
  await create({ desiredCount: 1 });
  await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: "td1:1" }));
  await ecs.send(new DeleteTaskDefinitionsCommand({ taskDefinitions: ["td1:1"] }));

  pass({ minutes: 3 });
  const again = await refusal(ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: "td1:1" })));

  expect(Object.values(region.ecs.tasks).map((it) => it.lastStatus)).toEqual(["RUNNING"]);
  expect(again).toEqual({
    name: "ClientException",
    message: "The task definition could not be deregistered because it is in the process of being deleted.",
    status: 400,
  });
});

test.each([
  ["SERVICE", [{ key: "of", value: "service" }]],
  ["TASK_DEFINITION", [{ key: "of", value: "definition" }]],
  ["NONE", []],
] as const)("propagateTags %s gives a service's tasks their tags, beside the managed ones", async (from, tags) => {
  const { ecs, create, pass, region } = await fargate();
  await ecs.send(new RegisterTaskDefinitionCommand({ ...taskDefinition, tags: [{ key: "of", value: "definition" }] }));

  const { service } = await create({
    desiredCount: 1,
    propagateTags: from,
    enableECSManagedTags: true,
    tags: [{ key: "of", value: "service" }],
  });
  pass({ minutes: 1 });

  const { tasks } = await ecs.send(
    new DescribeTasksCommand({ cluster: "c1", tasks: Object.keys(region.ecs.tasks), include: ["TAGS"] }),
  );
  expect(service).toMatchObject({ propagateTags: from, enableECSManagedTags: true });
  expect(tasks?.[0]?.tags).toEqual([
    ...tags,
    { key: "aws:ecs:clusterName", value: "c1" },
    { key: "aws:ecs:serviceName", value: "s1" },
  ]);
});
