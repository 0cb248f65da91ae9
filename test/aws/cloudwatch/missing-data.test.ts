import {
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import { drawn, missingDataTables, treatments } from "../../support/missing-data.ts";
import { sdkAccount } from "../sdk-account.ts";

/* The tables of missing data, and a lone breach that grows old, seen by the SDK: published data, alarms, their states. */

const NOW = Date.UTC(2026, 10, 23, 12);
const STATES = ["OK", "ALARM", "INSUFFICIENT_DATA"] as const;

test.each(missingDataTables)("%i of 3 over %s becomes %s, %s, %s, %s", async (toAlarm, datapoints, ...expected) => {
  const { cloudwatch, region, pass } = sdkAccount({ now: NOW });
  for (const [second, Value] of drawn(datapoints))
    await cloudwatch.send(
      new PutMetricDataCommand({
        Namespace: "Shop",
        MetricData: [{ MetricName: "Load", Value, Timestamp: new Date(NOW + (second - 300) * 1000) }],
      }),
    );
  for (const TreatMissingData of treatments)
    for (const StateValue of STATES) {
      const AlarmName = `${TreatMissingData} ${StateValue}`;
      await cloudwatch.send(
        new PutMetricAlarmCommand({
          AlarmName,
          Namespace: "Shop",
          MetricName: "Load",
          Statistic: "Average",
          Period: 60,
          EvaluationPeriods: 3,
          DatapointsToAlarm: toAlarm,
          Threshold: 50,
          ComparisonOperator: "GreaterThanThreshold",
          TreatMissingData,
        }),
      );
      await cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: "" }));
      // An alarm's second is AWS's own choice: here the last of the five minutes is old enough.
      region.cloudwatch.alarms[AlarmName]!.phaseSeconds = 15;
    }

  pass({ seconds: 15 });

  const { MetricAlarms } = await cloudwatch.send(new DescribeAlarmsCommand({}));
  const after = new Map(MetricAlarms!.map((it) => [it.AlarmName, it.StateValue]));
  for (const [i, treatment] of treatments.entries())
    for (const before of STATES)
      expect(after.get(`${treatment} ${before}`), `${treatment}, before ${before}`).toBe(
        expected[i] === "keep" ? before : expected[i],
      );
});

test("a breach and then nothing raises the alarm two periods later, and leaves it when it is out of range", async () => {
  const { cloudwatch, region, pass, world } = sdkAccount({ now: NOW });
  const metric = { Namespace: "Shop", MetricName: "Load" };
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      ...metric,
      AlarmName: "lone breach",
      Statistic: "Average",
      Period: 10,
      EvaluationPeriods: 3,
      Threshold: 50,
      ComparisonOperator: "GreaterThanThreshold",
    }),
  );
  region.cloudwatch.alarms["lone breach"]!.phaseSeconds = 5;
  const Timestamp = new Date(world.now);
  await cloudwatch.send(
    new PutMetricDataCommand({
      Namespace: "Shop",
      MetricData: [{ MetricName: "Load", Value: 100, Timestamp, StorageResolution: 1 }],
    }),
  );
  const states: string[] = [];

  for (let second = 5; second <= 135; second += 10) {
    pass({ seconds: second === 5 ? 5 : 10 });
    const { MetricAlarms } = await cloudwatch.send(new DescribeAlarmsCommand({}));
    const state = MetricAlarms![0]!.StateValue!;
    if (state !== states.at(-1)?.split(" ")[1]) states.push(`${second} ${state}`);
  }

  // Usable from 25 on (it ended at 10, and 10 s have passed); nine periods of ten seconds are looked at.
  expect(states).toEqual(["5 INSUFFICIENT_DATA", "45 ALARM", "115 INSUFFICIENT_DATA"]);
});
