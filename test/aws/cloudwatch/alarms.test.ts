import {
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  type DescribeAlarmHistoryCommandInput,
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandInput,
  DescribeAlarmsForMetricCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import { refusal } from "../sdk-account.ts";
import { CLUSTER, cpuMetric, SERVICE, workshop } from "../workshop.ts";

/** The workshop with its policy, so with two alarms. */
async function tracked() {
  const account = workshop();
  await account.register();
  const { Alarms } = await account.track({ TargetValue: 40, PredefinedMetricSpecification: cpuMetric });
  const [high, low] = Alarms!.map((it) => it.AlarmName!);
  const describe = (input: DescribeAlarmsCommandInput = {}) =>
    account.cloudwatch.send(new DescribeAlarmsCommand(input));
  const names = async (input?: DescribeAlarmsCommandInput) =>
    (await describe(input)).MetricAlarms!.map((it) => it.AlarmName);
  const history = async (input: DescribeAlarmHistoryCommandInput = {}) =>
    account.cloudwatch.send(new DescribeAlarmHistoryCommand(input));
  return { ...account, high: high!, low: low!, arn: Alarms![0]!.AlarmARN!, describe, names, history };
}

test("alarms are found by name, prefix, state and action", async () => {
  const { names, high, low, describe } = await tracked();
  const action = (await describe()).MetricAlarms![0]!.AlarmActions![0]!;

  expect(await names()).toEqual([high, low]);
  expect(await names({ AlarmNames: [low, "missing", "constructor", high] })).toEqual([high, low]);
  expect(await names({ AlarmNamePrefix: "TargetTracking-" })).toEqual([high, low]);
  expect(await names({ AlarmNamePrefix: low.slice(0, -1) })).toEqual([low]);
  expect(await names({ StateValue: "ALARM" })).toEqual([]);
  expect(await names({ ActionPrefix: action.slice(0, 40) })).toEqual([high, low]);
  expect(await names({ ActionPrefix: "arn:aws:sns" })).toEqual([]);
  expect(await names({ AlarmTypes: ["CompositeAlarm"] })).toEqual([]);
});

test("alarms come in pages", async () => {
  const { describe, high, low } = await tracked();

  const first = await describe({ MaxRecords: 1 });
  const second = await describe({ MaxRecords: 1, NextToken: first.NextToken });

  expect([first, second].map((it) => it.MetricAlarms!.map((alarm) => alarm.AlarmName))).toEqual([[high], [low]]);
  expect(second.NextToken).toBeUndefined();
  expect((await refusal(describe({ NextToken: "garbage" }))).name).toBe("InvalidNextToken");
});

test("an hour of idle service brings AlarmHigh to OK and AlarmLow to ALARM, written in the history with reasons", async () => {
  const { describe, history, pass, high, low } = await tracked();

  pass({ minutes: 2 });

  const { MetricAlarms } = await describe();
  expect(MetricAlarms!.map((it) => [it.AlarmName, it.StateValue])).toEqual([
    [high, "OK"],
    [low, "ALARM"],
  ]);
  const { AlarmHistoryItems } = await history({ AlarmName: low, HistoryItemType: "StateUpdate" });
  expect(AlarmHistoryItems).toMatchObject([
    {
      AlarmName: low,
      AlarmType: "MetricAlarm",
      HistoryItemType: "StateUpdate",
      HistorySummary: "Alarm updated from INSUFFICIENT_DATA to ALARM",
    },
  ]);
  const data = JSON.parse(AlarmHistoryItems![0]!.HistoryData!);
  expect(data.oldState).toMatchObject({
    stateValue: "INSUFFICIENT_DATA",
    stateReason: "Unchecked: Initial alarm creation",
  });
  expect(data.newState.stateReason).toMatch(
    /^Threshold Crossed: 15 datapoints were less than the threshold \(36\.0\)\. The most recent datapoints which crossed the threshold: \[/,
  );
  expect(data.newState.stateReason).toBe(MetricAlarms![1]!.StateReason);
  expect(data.newState.stateReasonData).toEqual(JSON.parse(MetricAlarms![1]!.StateReasonData!));
});

test("the history survives the alarm, newest first or oldest first, in pages", async () => {
  const { cloudwatch, history, high, low } = await tracked();
  const all = await history();
  await cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: [high, "missing", "constructor", low, high] }));
  const summaries = async (input: DescribeAlarmHistoryCommandInput) =>
    (await history(input)).AlarmHistoryItems!.map((it) => it.HistorySummary);

  expect(all.AlarmHistoryItems).toHaveLength(2);
  expect(await summaries({ AlarmName: high })).toEqual([`Alarm "${high}" deleted`, `Alarm "${high}" created`]);
  expect(await summaries({ AlarmName: high, ScanBy: "TimestampAscending" })).toEqual([
    `Alarm "${high}" created`,
    `Alarm "${high}" deleted`,
  ]);
  const paged: (string | undefined)[] = [];
  let NextToken: string | undefined;
  do {
    const page = await history({ MaxRecords: 3, NextToken });
    paged.push(...page.AlarmHistoryItems!.map((it) => it.HistorySummary));
    NextToken = page.NextToken;
  } while (NextToken);
  expect(paged).toEqual(await summaries({}));
  expect(paged).toHaveLength(4);
  expect(await refusal(history({ AlarmName: high, NextToken: "invalid-token" }))).toMatchObject({
    name: "InvalidNextToken",
    message: "Invalid NextToken : invalid-token",
  });
});

test("actions are switched off and on again, each time with a history item; names that do not exist are passed over", async () => {
  const { cloudwatch, describe, history, high } = await tracked();
  const enabled = async () => (await describe({ AlarmNames: [high] })).MetricAlarms![0]!.ActionsEnabled;

  await cloudwatch.send(new DisableAlarmActionsCommand({ AlarmNames: [high, "missing"] }));
  expect(await enabled()).toBe(false);
  await cloudwatch.send(new EnableAlarmActionsCommand({ AlarmNames: [high, "missing"] }));
  expect(await enabled()).toBe(true);
  await cloudwatch.send(new EnableAlarmActionsCommand({ AlarmNames: [high] }));

  const { AlarmHistoryItems } = await history({ AlarmName: high });
  expect(AlarmHistoryItems!.map((it) => it.HistorySummary)).toEqual([
    `Alarm "${high}" updated`,
    `Alarm "${high}" updated`,
    `Alarm "${high}" created`,
  ]);
});

test("the alarms of one metric are those with exactly its dimensions", async () => {
  const { cloudwatch, high, low } = await tracked();
  const of = async (...Dimensions: { Name: string; Value: string }[]) => {
    const metric = { Namespace: "AWS/ECS", MetricName: "CPUUtilization", Dimensions };
    return (await cloudwatch.send(new DescribeAlarmsForMetricCommand(metric))).MetricAlarms!.map((it) => it.AlarmName);
  };
  const cluster = { Name: "ClusterName", Value: CLUSTER };

  expect(await of({ Name: "ServiceName", Value: SERVICE }, cluster)).toEqual([high, low]);
  expect(await of(cluster)).toEqual([]);
});

test("alarms carry tags", async () => {
  const { cloudwatch, arn } = await tracked();
  const tag = (...keys: string[]) =>
    cloudwatch.send(new TagResourceCommand({ ResourceARN: arn, Tags: keys.map((Key) => ({ Key, Value: "v" })) }));
  const tags = async () =>
    (await cloudwatch.send(new ListTagsForResourceCommand({ ResourceARN: arn }))).Tags!.map((it) => it.Key);

  await tag("a", "b");
  await cloudwatch.send(new UntagResourceCommand({ ResourceARN: arn, TagKeys: ["a", "never-present"] }));

  expect(await tags()).toEqual(["b"]);
  expect(await refusal(tag("ok", "AWS:x"))).toMatchObject({
    message: 'The provided tag keys must not start with any case of "aws:"',
    status: 403,
  });
  expect((await refusal(tag(...Array.from({ length: 50 }, (_, n) => `key${n}`)))).message).toBe(
    "The resultant tag set must not have more than 50 user tags.",
  );
  expect(await tags()).toEqual(["b"]);
});
