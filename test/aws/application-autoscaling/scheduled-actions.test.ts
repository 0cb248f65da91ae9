import {
  DeleteScheduledActionCommand,
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  DescribeScalingActivitiesCommand,
  DescribeScheduledActionsCommand,
  type DescribeScheduledActionsCommandInput,
  GetPredictiveScalingForecastCommand,
  PutScheduledActionCommand,
  type PutScheduledActionCommandInput,
} from "@aws-sdk/client-application-auto-scaling";
import { expect, test } from "vitest";
import { ACCOUNT_ID, REGION, refusal } from "../sdk-account.ts";
import { resource, workshop } from "../workshop.ts";

const noon = Date.UTC(2026, 10, 23, 12);
const minute = 60_000;

/** The workshop's service as a scalable target of one to five tasks, with scheduled actions within reach. */
async function registered() {
  const account = workshop();
  await account.register();
  return {
    ...account,
    put: (input: Partial<PutScheduledActionCommandInput> = {}) =>
      account.scaling.send(
        new PutScheduledActionCommand({
          ...resource,
          ScheduledActionName: "night",
          Schedule: "cron(0 22 * * ? *)",
          ScalableTargetAction: { MinCapacity: 2, MaxCapacity: 4 },
          ...input,
        }),
      ),
    actions: async (input: Partial<DescribeScheduledActionsCommandInput> = {}) =>
      account.scaling.send(new DescribeScheduledActionsCommand({ ServiceNamespace: "ecs", ...input })),
    remove: (ScheduledActionName = "night") =>
      account.scaling.send(new DeleteScheduledActionCommand({ ...resource, ScheduledActionName })),
  };
}

test("a scheduled action echoes what was supplied, with the target's UUID in its ARN", async () => {
  const account = await registered();
  const StartTime = new Date(noon + 60 * minute);
  const EndTime = new Date(noon + 600 * minute);

  await account.put({ Timezone: "Europe/Berlin", StartTime, EndTime });
  await account.put({ ScheduledActionName: "day", Schedule: "rate(1 days)", ScalableTargetAction: { MaxCapacity: 9 } });

  const uuid = account.region.scaling.targets[resource.ResourceId]!.uuid;
  const arn = `arn:aws:autoscaling:${REGION}:${ACCOUNT_ID}:scheduledAction:${uuid}:resource/ecs/${resource.ResourceId}:scheduledActionName`;
  expect((await account.actions()).ScheduledActions).toEqual([
    {
      ScheduledActionName: "day",
      ScheduledActionARN: `${arn}/day`,
      ...resource,
      Schedule: "rate(1 days)",
      ScalableTargetAction: { MaxCapacity: 9 },
      CreationTime: new Date(account.world.now),
    },
    {
      ScheduledActionName: "night",
      ScheduledActionARN: `${arn}/night`,
      ...resource,
      Schedule: "cron(0 22 * * ? *)",
      Timezone: "Europe/Berlin",
      StartTime,
      EndTime,
      ScalableTargetAction: { MinCapacity: 2, MaxCapacity: 4 },
      CreationTime: new Date(account.world.now),
    },
  ]);
});

test("an update keeps what is left out, but start and end time, and the creation time always", async () => {
  const account = await registered();
  const created = account.world.now;
  await account.put({ Timezone: "Asia/Tokyo", StartTime: new Date(noon), EndTime: new Date(noon + minute) });
  account.pass({ minutes: 1 });

  await account.put({ Schedule: "rate(2 hours)", ScalableTargetAction: undefined });
  await account.put({ Schedule: undefined, ScalableTargetAction: { MinCapacity: 3 } });

  const [action] = (await account.actions()).ScheduledActions!;
  expect(action).toMatchObject({
    Schedule: "rate(2 hours)",
    Timezone: "Asia/Tokyo",
    ScalableTargetAction: { MinCapacity: 3 },
    CreationTime: new Date(created),
  });
  expect(action).not.toHaveProperty("StartTime");
  expect(action).not.toHaveProperty("EndTime");
});

test("when its time comes the bounds change, then the desired count, told newest first", async () => {
  const account = await registered();
  await account.put({ Schedule: "at(2026-11-23T12:05:00)" });

  account.pass({ minutes: 5 });

  const { ScalableTargets } = await account.scaling.send(
    new DescribeScalableTargetsCommand({ ServiceNamespace: "ecs" }),
  );
  const { ScalingActivities } = await account.scaling.send(
    new DescribeScalingActivitiesCommand({ ServiceNamespace: "ecs" }),
  );
  const due = new Date(noon + 5 * minute);
  expect(ScalableTargets).toMatchObject([{ MinCapacity: 2, MaxCapacity: 4 }]);
  expect(ScalingActivities).toMatchObject([
    {
      Description: "Setting desired count to 2.",
      Cause: "minimum capacity was set to 2",
      StatusCode: "InProgress",
      StartTime: due,
    },
    {
      Description: "Setting min capacity to 2 and max capacity to 4",
      Cause: "scheduled action name night was triggered",
      StatusCode: "Successful",
      StatusMessage: "Successfully set min capacity to 2 and max capacity to 4",
      StartTime: due,
      EndTime: due,
    },
  ]);
  expect((await account.actions()).ScheduledActions).toHaveLength(1);
});

test("a deleted action runs no more; one that is missing is told with the target's UUID", async () => {
  const account = await registered();
  await account.put({ Schedule: "rate(1 minute)" });

  await account.remove();
  account.pass({ minutes: 3 });

  const uuid = account.region.scaling.targets[resource.ResourceId]!.uuid;
  expect((await account.actions()).ScheduledActions).toEqual([]);
  expect(account.region.scaling.activities).toEqual([]);
  expect(await refusal(account.remove("toString"))).toEqual({
    name: "ObjectNotFoundException",
    message: `No scheduled action found for service namespace: ecs, scalable target ID: ${uuid}, scheduled action name: toString`,
    status: 400,
  });
});

test("deregistering a target takes its scheduled actions with it", async () => {
  const account = await registered();
  await account.put();

  await account.scaling.send(new DeregisterScalableTargetCommand(resource));

  expect((await account.actions()).ScheduledActions).toEqual([]);
  expect((await refusal(account.put())).message).toBe(
    `No scalable target registered for service namespace: ecs, resource ID: ${resource.ResourceId}, scalable dimension: ecs:service:DesiredCount`,
  );
});

test.each<[string, Partial<PutScheduledActionCommandInput>, string]>([
  ["no bounds", { ScalableTargetAction: undefined }, "ScalableTargetAction must be set"],
  [
    "empty bounds",
    { ScalableTargetAction: {} },
    "At least one of minimum capacity and maximum capacity should be provided",
  ],
  ["a negative minimum", { ScalableTargetAction: { MinCapacity: -1 } }, "Minimum capacity cannot be less than 0"],
  [
    "bounds that cross",
    { ScalableTargetAction: { MinCapacity: 3, MaxCapacity: 2 } },
    "Maximum capacity cannot be less than minimum capacity",
  ],
  [
    "an end that is the start",
    { StartTime: new Date(noon), EndTime: new Date(noon) },
    "StartTime must be before EndTime",
  ],
  ["a time zone that is none", { Timezone: "Mars/Olympus" }, "Invalid schedule timezone: Mars/Olympus"],
  [
    "a schedule that is none",
    { Schedule: "0 22 * * ? *" },
    "Invalid schedule expression. Details: Schedule expressions must have the following syntax: rate(<number>\\s?(minutes?|hours?|days?)), cron(<cron_expression>) or at(yyyy-MM-dd'T'HH:mm:ss).",
  ],
])("PutScheduledAction refuses %s", async (_, input, message) => {
  const account = await registered();

  expect(await refusal(account.put(input))).toEqual({ name: "ValidationException", message, status: 400 });
});

test.each(["a:b", "a/b", "a|b", " a", "a ", "a\tb", ""])(
  "an action cannot be called %j",
  async (ScheduledActionName) => {
    const account = await registered();

    const { name, message } = await refusal(account.put({ ScheduledActionName }));

    expect(name).toBe("ValidationException");
    expect(message).toMatch(/^1 validation error detected: Value '.*' at 'scheduledActionName' failed to satisfy/s);
  },
);

test.each(["a", "a b", "Nacht é", "toString"])("an action may be called %j", async (ScheduledActionName) => {
  const account = await registered();

  await account.put({ ScheduledActionName });

  expect((await account.actions()).ScheduledActions!.map((it) => it.ScheduledActionName)).toEqual([
    ScheduledActionName,
  ]);
});

test("actions come fifty to a page, named ones in the order asked for; a target has at most two hundred", async () => {
  const account = await registered();
  const names = Array.from({ length: 200 }, (_, n) => `s${String(n).padStart(3, "0")}`);
  for (const ScheduledActionName of names) await account.put({ ScheduledActionName });
  const page = async (input: Partial<DescribeScheduledActionsCommandInput>) => {
    const { ScheduledActions, NextToken } = await account.actions(input);
    return { names: ScheduledActions!.map((it) => it.ScheduledActionName), token: NextToken };
  };

  const first = await page({});
  expect(first).toEqual({ names: names.slice(0, 50), token: expect.any(String) });
  expect((await page({ NextToken: first.token })).names).toEqual(names.slice(50, 100));
  expect(await page({ MaxResults: 50 })).toEqual({ names: names.slice(0, 50), token: undefined });
  expect((await page({ ScheduledActionNames: ["s003", "s001", "s003"], ...resource })).names).toEqual(["s003", "s001"]);
  expect((await refusal(page({ MaxResults: -1 }))).message).toBe("MaxResults cannot be less than 0");
  expect((await refusal(page({ NextToken: "x" }))).message).toBe("The NextToken value is not valid");
  expect((await refusal(page({ ScalableDimension: resource.ScalableDimension }))).message).toBe(
    "Scalable dimension cannot be provided without a resource ID.",
  );
  expect((await refusal(account.put({ ScheduledActionName: "one more" }))).name).toBe("LimitExceededException");
});

test("there is no forecast, and a sentence says why", async () => {
  const account = await registered();
  const ask = new GetPredictiveScalingForecastCommand({
    ...resource,
    PolicyName: "p",
    StartTime: new Date(noon),
    EndTime: new Date(noon + minute),
  });

  const { name, message } = await refusal(account.scaling.send(ask));

  expect(name).toBe("ValidationException");
  expect(message).toMatch(/^This sandbox has no PredictiveScaling policies/);
});
