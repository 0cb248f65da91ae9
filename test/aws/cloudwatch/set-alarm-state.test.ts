import {
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  SetAlarmStateCommand,
  type StateValue,
} from "@aws-sdk/client-cloudwatch";
import { DescribeServicesCommand } from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { refusal } from "../sdk-account.ts";
import { CLUSTER, cpuMetric, SERVICE, workshop } from "../workshop.ts";

/** The workshop with its policy at 40 %, and its AlarmHigh. */
async function tracked() {
  const account = workshop();
  await account.register();
  const { Alarms } = await account.track({ TargetValue: 40, PredefinedMetricSpecification: cpuMetric });
  const AlarmName = Alarms![0]!.AlarmName!;
  const set = (state: string, data?: unknown) =>
    account.cloudwatch.send(
      new SetAlarmStateCommand({
        AlarmName,
        StateValue: state as StateValue,
        StateReason: "by hand",
        StateReasonData: typeof data === "object" ? JSON.stringify(data) : (data as string | undefined),
      }),
    );
  const desired = async () =>
    (await account.ecs.send(new DescribeServicesCommand({ cluster: CLUSTER, services: [SERVICE] }))).services![0]!
      .desiredCount;
  const history = async () =>
    (await account.cloudwatch.send(new DescribeAlarmHistoryCommand({ AlarmName }))).AlarmHistoryItems!;
  const signal = (ageSeconds: number, more: object = { recentDatapoints: [100, 100, 100] }) => ({
    version: "1.0",
    queryDate: new Date(account.world.now - ageSeconds * 1000).toISOString().replace("Z", "+0000"),
    threshold: 40,
    ...more,
  });
  return { ...account, AlarmName, set, desired, history, signal };
}

test("an alarm set by hand with fresh datapoints scales, and its history tells state and action", async () => {
  const { set, desired, history, signal, cloudwatch, AlarmName } = await tracked();
  const data = `{ "version" : "1.0", ${JSON.stringify(signal(0)).slice(1)}`;

  await set("ALARM", data);

  const { MetricAlarms } = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [AlarmName] }));
  expect(MetricAlarms).toMatchObject([{ StateValue: "ALARM", StateReason: "by hand", StateReasonData: data }]);
  expect(await desired()).toBe(3);
  const [action, update] = await history();
  expect(action!.HistorySummary).toBe(`Successfully executed action ${MetricAlarms![0]!.AlarmActions![0]}`);
  expect(update!.HistorySummary).toBe("Alarm updated from INSUFFICIENT_DATA to ALARM");
  expect(update!.HistoryData).toBe(
    `{"version":"1.0","oldState":{"stateValue":"INSUFFICIENT_DATA","stateReason":"Unchecked: Initial alarm creation"},"newState":{"stateValue":"ALARM","stateReason":"by hand","stateReasonData":${data}}}`,
  );
});

test.each<[string, (signal: (age: number, more?: object) => object) => object | undefined, string]>([
  ["without data", () => undefined, "Failed to execute AutoScaling action: StateReasonData must be provided."],
  [
    "without recent datapoints",
    (signal) => signal(0, {}),
    "Failed to execute AutoScaling action: Metric data points must be provided",
  ],
  [
    "with old data",
    (signal) => signal(30),
    "Skipping autoscaling action: Scaling deemed unsafe: Error parsing monitor data for ",
  ],
])("an alarm set by hand %s scales nothing and says why", async (_, data, error) => {
  const { set, desired, history, signal } = await tracked();

  await set("ALARM", data(signal));

  const [action] = await history();
  expect(JSON.parse(action!.HistoryData!)).toMatchObject({
    actionState: "Failed",
    error: expect.stringContaining(error),
  });
  expect(await desired()).toBe(1);
});

test("a state set by hand lasts until the next evaluation", async () => {
  const { set, pass, cloudwatch, AlarmName } = await tracked();
  await set("ALARM");

  pass({ minutes: 1 });

  const { MetricAlarms } = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [AlarmName] }));
  expect(MetricAlarms![0]!.StateValue).toBe("OK");
});

test("an unknown alarm, an unknown state and broken data are refused", async () => {
  const { set, cloudwatch } = await tracked();
  const missing = new SetAlarmStateCommand({ AlarmName: "missing", StateValue: "OK", StateReason: "" });

  expect(await refusal(cloudwatch.send(missing))).toMatchObject({ name: "ResourceNotFound", status: 404 });
  expect(await refusal(set("ALARM", '{"unfinished":'))).toMatchObject({ name: "InvalidFormatFault", status: 400 });
  expect((await refusal(set("INVALID"))).message).toBe(
    "1 validation error detected: Value 'INVALID' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]",
  );
});
