import {
  GetMetricStatisticsCommand,
  type GetMetricStatisticsCommandInput,
  ListMetricsCommand,
} from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import { ACCOUNT_ID, refusal } from "../sdk-account.ts";
import { CLUSTER, SERVICE, workshop } from "../workshop.ts";

const MINUTE = 60_000;
const dimensions = [
  { Name: "ClusterName", Value: CLUSTER },
  { Name: "ServiceName", Value: SERVICE },
];

function withCpu() {
  const account = workshop();
  const { now } = account.world;
  const read = (input: Partial<GetMetricStatisticsCommandInput>) =>
    account.cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace: "AWS/ECS",
        MetricName: "CPUUtilization",
        Dimensions: dimensions,
        Period: 60,
        StartTime: new Date(now - 30 * MINUTE),
        EndTime: new Date(now),
        Statistics: ["Average"],
        ...input,
      }),
    );
  return { ...account, read, now };
}

test("only the statistics asked for appear, once per minute of the range, in no order", async () => {
  const { read, now } = withCpu();

  const { Label, Datapoints } = await read({ Statistics: ["Average", "SampleCount"] });

  const times = Datapoints!.map((it) => it.Timestamp!.getTime());
  const sorted = [...times].sort((a, b) => a - b);
  expect(Label).toBe("CPUUtilization");
  expect(new Set(Datapoints!.map((it) => Object.keys(it).sort().join()))).toEqual(
    new Set(["Average,SampleCount,Timestamp,Unit"]),
  );
  expect(times).not.toEqual(sorted);
  expect(sorted).toEqual(Array.from(sorted, (_, i) => sorted[0]! + i * MINUTE));
  expect(sorted[0]).toBe(now - 30 * MINUTE);
});

test("every dimension has to match: the cluster's own metric is another one", async () => {
  const { read } = withCpu();

  const answers = await Promise.all([
    read({}),
    read({ Dimensions: [...dimensions].reverse() }),
    read({ Dimensions: [dimensions[1]!] }),
    read({ Unit: "Bytes" }),
  ]);

  expect(answers.map((it) => it.Datapoints!.length > 0)).toEqual([true, true, false, false]);
});

test.each<[string, Partial<GetMetricStatisticsCommandInput>, string, string]>([
  [
    "a day in seconds",
    { Period: 1, StartTime: new Date("2026-11-22T00:00:00Z"), EndTime: new Date("2026-11-23T00:00:00Z") },
    "InvalidParameterCombinationException",
    "You have requested up to 86400 datapoints, which exceeds the limit of 1440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.",
  ],
  [
    "a range that ends where it starts",
    { StartTime: new Date("2026-11-23T00:00:00Z"), EndTime: new Date("2026-11-23T00:00:00Z") },
    "InvalidParameterValueException",
    "The parameter StartTime must be less than the parameter EndTime.",
  ],
  [
    "a period of seven seconds",
    { Period: 7 },
    "InvalidParameterValueException",
    "The parameter Period must be a value in the set [1, 5, 10, 20, 30].",
  ],
  [
    "a statistic that is none",
    { Statistics: ["Median" as "Sum"] },
    "InvalidParameterValueException",
    "The parameter Statistics.member.1.<list element> must be a value in the set [SampleCount, Average, Sum, Minimum, Maximum].",
  ],
  [
    "an extended statistic that is none",
    { ExtendedStatistics: ["p50", "PR(-1:0)"] },
    "InvalidParameterValueException",
    "The value PR(-1:0) for parameter ExtendedStatistics.member.2.<list element> is not supported.",
  ],
  [
    "no statistic at all",
    { Statistics: undefined },
    "InvalidParameterCombinationException",
    "At least one of the parameters Statistics and ExtendedStatistics must be specified.",
  ],
])("GetMetricStatistics refuses %s", async (_, input, name, message) => {
  const { read } = withCpu();

  expect(await refusal(read(input))).toEqual({ name, message, status: 400 });
});

test("a period that is no multiple of a minute is refused", async () => {
  const { read } = withCpu();

  expect((await refusal(read({ Period: 90 }))).name).toBe("InvalidParameterValueException");
});

test("a range begins and ends at whole periods, rounded down", async () => {
  const { read, now } = withCpu();
  const minute = now - 30 * MINUTE;
  const times = async (from: number, until: number) =>
    (await read({ StartTime: new Date(from), EndTime: new Date(until) })).Datapoints!.map((it) =>
      it.Timestamp!.getTime(),
    );

  expect(await times(minute + 1000, minute + MINUTE)).toEqual([minute]);
  expect(await times(minute, minute + MINUTE + 1000)).toEqual([minute]);
});

test("an account that watches no other has its own metrics alone, and says whose they are when asked", async () => {
  const { cloudwatch } = withCpu();
  const list = (input: object) => cloudwatch.send(new ListMetricsCommand({ Namespace: "AWS/ECS", ...input }));

  const own = await list({ IncludeLinkedAccounts: true, OwningAccount: ACCOUNT_ID });
  expect(own.OwningAccounts).toEqual(own.Metrics!.map(() => ACCOUNT_ID));
  expect(own.Metrics!.length).toBeGreaterThan(0);
  expect(await list({ IncludeLinkedAccounts: true, OwningAccount: "999988887777" })).toMatchObject({
    Metrics: [],
    OwningAccounts: [],
  });
  expect(await list({})).not.toHaveProperty("OwningAccounts");
});

test("ListMetrics finds metrics by some of their dimensions, those without recent datapoints not as active", async () => {
  const { cloudwatch, region, now } = withCpu();
  const list = async (input = {}) =>
    (await cloudwatch.send(new ListMetricsCommand({ Namespace: "AWS/ECS", ...input }))).Metrics!.filter(
      (it) => it.MetricName === "CPUUtilization",
    );
  const ofService = { Namespace: "AWS/ECS", MetricName: "CPUUtilization", Dimensions: dimensions };

  expect(await list({ Dimensions: [{ Name: "ServiceName" }] })).toEqual([ofService]);
  expect(await list({ Dimensions: [{ Name: "ServiceName", Value: "another" }] })).toEqual([]);
  expect(await list({ Dimensions: [dimensions[0]] })).toContainEqual({ ...ofService, Dimensions: [dimensions[0]] });
  expect(await list({ RecentlyActive: "PT3H", Dimensions: dimensions })).toEqual([ofService]);

  for (const series of Object.values(region.cloudwatch.series))
    for (const columns of [series.minutes, series.fiveMinutes]) columns.at = columns.at.map((at) => at - 4 * 3600);
  expect(now).toBeGreaterThan(0);
  expect(await list({ RecentlyActive: "PT3H", Dimensions: dimensions })).toEqual([]);
  expect(await list({ Dimensions: dimensions })).toEqual([ofService]);
});
