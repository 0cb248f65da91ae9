import {
  DeleteClusterCommand,
  ListTagsForResourceCommand,
  type Tag,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { ACCOUNT_ID, REGION, refusal } from "../sdk-account.ts";
import { CLUSTER, SERVICE, workshop } from "../workshop.ts";
import { fargate } from "./fargate.ts";

const arn = `arn:aws:ecs:${REGION}:${ACCOUNT_ID}`;

test("every kind of resource can be tagged, and untagged again", async () => {
  const { ecs, region } = workshop();
  const resources = [
    `${arn}:cluster/${CLUSTER}`,
    `${arn}:service/${CLUSTER}/${SERVICE}`,
    `${arn}:task-definition/containers-workshop-ecs-task-def:1`,
    Object.values(region.ecs.tasks)[0]!.arn,
    Object.values(region.ecs.containerInstances)[0]!.arn,
  ];

  for (const resourceArn of resources) {
    const list = async () => (await ecs.send(new ListTagsForResourceCommand({ resourceArn }))).tags;
    const tag = (tags: Tag[]) => ecs.send(new TagResourceCommand({ resourceArn, tags }));
    await tag([
      { key: "team", value: "a" },
      { key: "stage", value: "test" },
    ]);
    await tag([{ key: "team", value: "b" }]);
    const tagged = await list();
    await ecs.send(new UntagResourceCommand({ resourceArn, tagKeys: ["stage", "none"] }));

    expect(tagged, resourceArn).toEqual([
      { key: "stage", value: "test" },
      { key: "team", value: "b" },
    ]);
    expect(await list(), resourceArn).toEqual([{ key: "team", value: "b" }]);
  }
});

test.each<[string, Tag[]]>([
  ["an empty key", [{ key: "", value: "a" }]],
  ["a key of 129 characters", [{ key: "k".repeat(129), value: "a" }]],
  ["a value of 257 characters", [{ key: "k", value: "v".repeat(257) }]],
  ["a key of AWS's own", [{ key: "aws:team", value: "a" }]],
  [
    "a key that is given twice",
    [
      { key: "a", value: "1" },
      { key: "a", value: "2" },
    ],
  ],
  ["51 tags", Array.from({ length: 51 }, (_, i) => ({ key: `k${i}`, value: "" }))],
  ["a key that JavaScript keeps for itself", [{ key: "__proto__", value: "a" }]],
])("%s is refused", async (_, tags) => {
  const { ecs } = workshop();

  expect(
    await refusal(ecs.send(new TagResourceCommand({ resourceArn: `${arn}:cluster/${CLUSTER}`, tags }))),
  ).toMatchObject({
    name: "InvalidParameterException",
  });
});

test("a tag without a value is refused as recorded, and tags nothing", async () => {
  const { ecs } = workshop();
  const resourceArn = `${arn}:cluster/${CLUSTER}`;

  const refused = await refusal(
    ecs.send(new TagResourceCommand({ resourceArn, tags: [{ key: "a", value: "b" }, { key: "empty" }] })),
  );

  expect(refused).toEqual({ name: "InvalidParameterException", message: "Tag value can not be null.", status: 400 });
  expect((await ecs.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual([]);
});

test("what is not there, is deleted, or has an ARN of another kind cannot be tagged", async () => {
  const { ecs } = await fargate();
  await ecs.send(new DeleteClusterCommand({ cluster: "c1" }));
  const list = async (resourceArn: string) =>
    (await refusal(ecs.send(new ListTagsForResourceCommand({ resourceArn })))).message;

  expect(await list(`${arn}:cluster/c1`)).toBe(
    "The specified cluster is inactive. Specify an active cluster and try again.",
  );
  expect(await list(`${arn}:cluster/none`)).toBe("The specified cluster does not exist.");
  expect(await list(`${arn}:service/s1`)).toBe("Long arn format must be used for tagging operations");
  expect(await list(`${arn}:task-definition/none:1`)).toBe("Unable to describe task definition.");
  expect(await list("c1")).toBe("Invalid identifier: c1");
});
