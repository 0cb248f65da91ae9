import {
  DescribeScalingActivitiesCommand,
  type DescribeScalingActivitiesCommandInput,
} from "@aws-sdk/client-application-auto-scaling";
import { expect, test } from "vitest";
import type { ScalingActivity } from "../../../server/sandbox/world/scaling.ts";
import { refusal, sdkAccount } from "../sdk-account.ts";

const START = Date.UTC(2026, 10, 23, 10);

/** One activity a second for `service/c/s`; every fifth is one that did not scale. */
function withActivities(count: number) {
  const account = sdkAccount();
  account.region.scaling.activities = Array.from({ length: count }, (_, n): ScalingActivity => {
    const common = { id: `a${n}`, resourceId: "service/c/s", startedAt: START + n * 1000 };
    return n % 5 === 4
      ? {
          ...common,
          description: "Attempting to scale due to alarm triggered",
          cause: "monitor alarm A in state ALARM triggered policy P",
          status: "Failed",
          notScaled: [{ code: "AlreadyAtMaxCapacity", maxCapacity: 5 }],
        }
      : {
          ...common,
          description: `Setting desired count to ${n}.`,
          cause: `minimum capacity was set to ${n}`,
          endedAt: common.startedAt + 32_000,
          status: "Successful",
          statusMessage: `Successfully set desired count to ${n}. Change successfully fulfilled by ecs.`,
        };
  });
  const page = async (input: Partial<DescribeScalingActivitiesCommandInput> = {}) => {
    const answer = await account.scaling.send(
      new DescribeScalingActivitiesCommand({ ServiceNamespace: "ecs", ResourceId: "service/c/s", ...input }),
    );
    return {
      ids: answer.ScalingActivities!.map((it) => it.ActivityId),
      token: answer.NextToken,
      all: answer.ScalingActivities!,
    };
  };
  return { ...account, page };
}

test("activities come newest first, those that did not scale only when asked for", async () => {
  const { page } = withActivities(6);

  const scaled = await page();
  const all = await page({ IncludeNotScaledActivities: true });

  expect(scaled.ids).toEqual(["a5", "a3", "a2", "a1", "a0"]);
  expect(all.ids).toEqual(["a5", "a4", "a3", "a2", "a1", "a0"]);
  expect(all.all[1]).toEqual({
    ActivityId: "a4",
    ServiceNamespace: "ecs",
    ResourceId: "service/c/s",
    ScalableDimension: "ecs:service:DesiredCount",
    Description: "Attempting to scale due to alarm triggered",
    Cause: "monitor alarm A in state ALARM triggered policy P",
    StartTime: new Date(START + 4000),
    StatusCode: "Failed",
    NotScaledReasons: [{ Code: "AlreadyAtMaxCapacity", MaxCapacity: 5 }],
  });
});

test("a token goes on with the resource it belongs to, also when the not-scaled ones are turned on", async () => {
  const { page } = withActivities(75);
  const first = await page();

  const rest = await page({ NextToken: first.token });
  const withNotScaled = await page({ NextToken: first.token, IncludeNotScaledActivities: true });

  expect(first.ids).toHaveLength(50);
  expect([...first.ids, ...rest.ids]).toEqual((await pages(page)).filter((id) => Number(id!.slice(1)) % 5 !== 4));
  expect(withNotScaled.ids[0]).toBe(`a${Number(first.ids.at(-1)!.slice(1)) - 1}`);
  expect(await refusal(page({ NextToken: first.token, ResourceId: "service/c/other" }))).toEqual({
    name: "InvalidNextTokenException",
    message: "The NextToken value is not valid",
    status: 400,
  });
});

/** Every id, not-scaled ones too, page by page. */
async function pages(page: ReturnType<typeof withActivities>["page"]): Promise<(string | undefined)[]> {
  const ids: (string | undefined)[] = [];
  let NextToken: string | undefined;
  do {
    const answer = await page({ NextToken, IncludeNotScaledActivities: true });
    ids.push(...answer.ids);
    NextToken = answer.token;
  } while (NextToken);
  return ids;
}

test.each([0, -1])("MaxResults %i answers an empty list", async (MaxResults) => {
  const { page } = withActivities(3);

  expect(await page({ MaxResults })).toMatchObject({ ids: [], token: undefined });
});

test("without a resource all of the Region are listed; a dimension needs one", async () => {
  const { page } = withActivities(2);

  expect((await page({ ResourceId: undefined })).ids).toEqual(["a1", "a0"]);
  expect(await refusal(page({ ResourceId: undefined, ScalableDimension: "ecs:service:DesiredCount" }))).toMatchObject({
    name: "ValidationException",
    message: "Scalable dimension cannot be provided without a resource ID.",
  });
});
