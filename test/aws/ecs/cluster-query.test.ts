import {
  ListContainerInstancesCommand,
  PutAttributesCommand,
  RunTaskCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { refusal } from "../sdk-account.ts";
import { CLUSTER, SERVICE, workshop } from "../workshop.ts";

/** The two instances of the workshop by their zones' letters; the first has a custom attribute. Answers with the letters that a filter finds. */
async function withInstances() {
  const account = workshop();
  const { ecs, region } = account;
  const instances = Object.values(region.ecs.containerInstances);
  const letter = (arn: string) => instances.find((it) => it.arn === arn)!.availabilityZone.slice(-1);
  await ecs.send(
    new PutAttributesCommand({
      cluster: CLUSTER,
      attributes: [
        { name: "stack", value: "production", targetId: instances[0]!.arn },
        { name: "marked", targetId: instances[0]!.arn },
      ],
    }),
  );
  const find = async (filter: string) => {
    const { containerInstanceArns } = await ecs.send(new ListContainerInstancesCommand({ cluster: CLUSTER, filter }));
    return containerInstanceArns!.map(letter).sort().join("");
  };
  return { ...account, instances, find };
}

test.each([
  ["attribute:ecs.instance-type == t2.micro", "ab"],
  ["attribute:ecs.instance-type equals t2.small", ""],
  ["attribute:ecs.availability-zone in [us-east-1a, us-east-1c]", "a"],
  ["attribute:ecs.availability-zone !in ['us-east-1a']", "b"],
  ["attribute:ecs.availability-zone not_in [us-east-1a]", "b"],
  ["attribute:ecs.instance-type =~ t2.* and attribute:ecs.availability-zone != us-east-1b", "a"],
  ["attribute:ecs.instance-type matches t2.(micro|small)", "ab"],
  ["(attribute:ecs.instance-type =~ t[23].m[a-z]{4})", "ab"],
  ["attribute:ecs.instance-type =~ t2", ""],
  ["attribute:ecs.availability-zone !~ .*a", "b"],
  ["attribute:stack exists", "a"],
  ["attribute:marked exists", "a"],
  ["attribute:stack !exists", "b"],
  ["attribute:stack not_exists || attribute:stack == production", "ab"],
  ["attribute:stack != production", "b"],
  ["not(attribute:stack == production)", "b"],
  ["!(attribute:stack == production) && agentConnected == true", "b"],
  ["agentConnected != true", ""],
  ["agentVersion < 1.14.5", ""],
  ["agentVersion >= 1.9.0", "ab"],
  ["registeredAt < 2018-02-13", ""],
  ["registeredAt > 2018-06-18T22:28:28+00:00", "ab"],
  ["(attribute:stack == x or attribute:stack == production) and runningTasksCount >= 0", "a"],
])("the filter %j finds the instances in the zones %j", async (filter, zones) => {
  const { find } = await withInstances();

  expect(await find(filter)).toBe(zones);
});

test("an instance is found by its id, by how many tasks it runs, and by their groups", async () => {
  const { ecs, find, instances, pass } = await withInstances();
  await ecs.send(new UpdateServiceCommand({ cluster: CLUSTER, service: SERVICE, desiredCount: 0 }));
  pass({ minutes: 3 });
  await ecs.send(
    new RunTaskCommand({
      cluster: CLUSTER,
      taskDefinition: "containers-workshop-ecs-task-def",
      group: "databases",
      placementConstraints: [{ type: "memberOf", expression: "attribute:stack == production" }],
    }),
  );
  pass({ minutes: 1 });

  expect(await find(`ec2InstanceId in ['${instances[1]!.ec2InstanceId}', 'i-0']`)).toBe("b");
  expect(await find("runningTasksCount == 1")).toBe("a");
  expect(await find("task:group == databases")).toBe("a");
  expect(await find("not(task:group == databases)")).toBe("b");
});

test.each([
  "attribute:stack",
  "attribute:stack ==",
  "stack == production",
  "attribute:stack in production",
  "(attribute:stack exists",
  "attribute:stack exists)",
  "agentVersion in [1.2.3]",
  "ec2InstanceId > i-1",
  "registeredAt > yesterday",
  "runningTasksCount == few",
  "attribute:stack =~ (?=x)",
  "attribute:stack =~ a**",
  `attribute:stack == ${"x".repeat(2_000)}`,
])("the filter %j is refused with a sentence", async (filter) => {
  const { ecs } = await withInstances();

  expect(await refusal(ecs.send(new ListContainerInstancesCommand({ cluster: CLUSTER, filter })))).toMatchObject({
    name: "InvalidParameterException",
    message: expect.stringMatching(/^The cluster query expression is not valid: .+\.$/),
  });
});

test("a regular expression that other engines try for years is answered at once", async () => {
  const { ecs, find, instances } = await withInstances();
  await ecs.send(
    new PutAttributesCommand({
      cluster: CLUSTER,
      attributes: [{ name: "long", value: "a".repeat(128), targetId: instances[0]!.arn }],
    }),
  );

  expect(await find("attribute:long =~ (a+)+b")).toBe("");
  expect(await find(`attribute:long =~ ${"a*".repeat(200)}b`)).toBe("");
});
