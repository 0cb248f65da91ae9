import {
  type Attribute,
  DeleteAttributesCommand,
  DescribeContainerInstancesCommand,
  ListAttributesCommand,
  PutAttributesCommand,
} from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { refusal } from "../sdk-account.ts";
import { CLUSTER, workshop } from "../workshop.ts";

function withInstance() {
  const account = workshop();
  const [instance] = Object.values(account.region.ecs.containerInstances);
  const { id, arn } = instance!;
  const target = { targetType: "container-instance", targetId: id } as const;
  return {
    ...account,
    id,
    arn,
    target,
    put: (...attributes: Attribute[]) => account.ecs.send(new PutAttributesCommand({ cluster: CLUSTER, attributes })),
    list: async (input: { attributeName?: string; attributeValue?: string } = {}) =>
      (
        await account.ecs.send(
          new ListAttributesCommand({ cluster: CLUSTER, targetType: "container-instance", ...input }),
        )
      ).attributes!,
  };
}

test("custom attributes are put, shown, listed and deleted", async () => {
  const { ecs, id, arn, target, put, list } = withInstance();

  const { attributes } = await put({ name: "stack", value: "blue", ...target }, { name: "gpu", ...target });
  const { containerInstances } = await ecs.send(
    new DescribeContainerInstancesCommand({ cluster: CLUSTER, containerInstances: [id] }),
  );
  const listed = await list({ attributeName: "stack", attributeValue: "blue" });
  await ecs.send(new DeleteAttributesCommand({ cluster: CLUSTER, attributes: [{ name: "stack", ...target }] }));

  const blue = { name: "stack", value: "blue", targetType: "container-instance", targetId: arn };
  expect(attributes).toEqual([blue, { name: "gpu", targetType: "container-instance", targetId: arn }]);
  expect(containerInstances?.[0]?.attributes?.slice(4)).toEqual([{ name: "stack", value: "blue" }, { name: "gpu" }]);
  expect(listed).toEqual([blue]);
  expect(await list({ attributeName: "stack" })).toEqual([]);
  expect(await list({ attributeName: "gpu" })).toHaveLength(1);
});

test("the attributes of Amazon ECS itself are listed and cannot be put", async () => {
  const { target, put, list } = withInstance();

  const zones = await list({ attributeName: "ecs.availability-zone" });
  const refused = await refusal(put({ name: "ecs.os-type", value: "windows", ...target }));

  expect(zones.map(({ value }) => value).sort()).toEqual(["us-east-1a", "us-east-1b"]);
  expect(refused.name).toBe("InvalidParameterException");
});

test("an eleventh attribute and a target that is not there are refused", async () => {
  const { target, put } = withInstance();
  await put(...Array.from({ length: 10 }, (_, i) => ({ name: `a${i}`, ...target })));

  expect((await refusal(put({ name: "a10", ...target }))).name).toBe("AttributeLimitExceededException");
  expect((await refusal(put({ name: "a", ...target, targetId: "0".repeat(32) }))).name).toBe("TargetNotFoundException");
});
