import {
  DescribeAlarmsCommand,
  DescribeAlarmsForMetricCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  type MetricDatum,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import { setLoad } from "../../../server/sandbox/simulation/index.ts";
import { refusal, sdkAccount } from "../sdk-account.ts";

const MINUTE = 60_000;

function shop() {
  const account = sdkAccount();
  const { now } = account.world;
  const ago = (minutes: number) => new Date(now - minutes * MINUTE);
  const range = { StartTime: ago(10), EndTime: ago(0) };
  return {
    ...account,
    ago,
    put: (...data: MetricDatum[]) =>
      account.cloudwatch.send(
        new PutMetricDataCommand({
          Namespace: "Shop",
          MetricData: data.map((it) => ({ Timestamp: ago(5), ...it })),
        }),
      ),
    /** The extended statistics of a metric's only datapoint. */
    statistics: async (MetricName: string, ...ExtendedStatistics: string[]) => {
      const asked = { Namespace: "Shop", MetricName, Period: 60, ExtendedStatistics, ...range };
      const { Datapoints } = await account.cloudwatch.send(new GetMetricStatisticsCommand(asked));
      return Datapoints![0]?.ExtendedStatistics;
    },
    data: async (MetricName: string, Stat: string) => {
      const MetricStat = { Metric: { Namespace: "Shop", MetricName }, Period: 60, Stat };
      const { MetricDataResults } = await account.cloudwatch.send(
        new GetMetricDataCommand({ MetricDataQueries: [{ Id: "m", MetricStat }], ...range }),
      );
      return MetricDataResults![0]!.Values;
    },
  };
}

/** Recorded: radkawar/stackd testdata/aws/cloudwatch/metrics.json, `percentiles-…` and `extended-trimmed-statistics`. */
const recorded: [what: string, datum: MetricDatum, statistics: Record<string, number>][] = [
  [
    "weighted values",
    { MetricName: "m", Values: [2, 10], Counts: [2, 3] },
    { p0: 2, p100: 10, p90: 9.974797183077614, p50: 9.874619498547638 },
  ],
  [
    "trimmed and winsorized weighted values",
    { MetricName: "m", Values: [2, 10], Counts: [2, 3] },
    {
      tm90: 6.427655324937657,
      wm90: 6.784889792443892,
      tc90: 4.5,
      ts90: 28.924448962219458,
      "PR(2:10)": 100,
      IQM: 7.5604922241921155,
    },
  ],
  [
    "fractional counts",
    { MetricName: "m", Values: [2, 10], Counts: [0.5, 1.5] },
    { p0: 2, p100: 10, p90: 9.979832659876456, p50: 9.8995692015674 },
  ],
  [
    "a value that counts nothing",
    { MetricName: "m", Values: [1, 2], Counts: [0, 1] },
    { p0: 1, p100: 2, p50: 1.974192037264866 },
  ],
  [
    "a statistic set of one value",
    { MetricName: "m", StatisticValues: { SampleCount: 3, Sum: 21, Minimum: 7, Maximum: 7 } },
    { p0: 7, p100: 7, p90: 7, p50: 7 },
  ],
  [
    "a statistic set of several: its extremes alone",
    { MetricName: "m", StatisticValues: { SampleCount: 3, Sum: 15, Minimum: 1, Maximum: 9 } },
    { p0: 1, p100: 9 },
  ],
  ["negative values: their extremes alone", { MetricName: "m", Values: [-1, 3] }, { p0: -1, p100: 3 }],
];

test.each(recorded)("GetMetricStatistics knows of %s", async (_, datum, expected) => {
  const { put, statistics } = shop();
  await put(datum);

  const asked = "p50" in expected || !("tm90" in expected) ? ["p0", "p50", "p90", "p100"] : Object.keys(expected);
  const found = (await statistics("m", ...asked))!;

  const wanted = Object.keys(expected);
  expect(
    Object.keys(found)
      .filter((it) => wanted.includes(it))
      .sort(),
  ).toEqual(wanted.sort());
  for (const [name, value] of Object.entries(expected)) expect(found[name], name).toBeCloseTo(value, 12);
});

test("values of several requests are one distribution; basic and extended statistics come together", async () => {
  const { put, cloudwatch, ago } = shop();
  for (const Value of [10, 2, 10, 2, 10]) await put({ MetricName: "m", Value });

  const { Datapoints } = await cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: "Shop",
      MetricName: "m",
      Period: 60,
      StartTime: ago(10),
      EndTime: ago(0),
      Statistics: ["Sum"],
      ExtendedStatistics: ["p50"],
    }),
  );

  expect(Datapoints).toEqual([
    { Timestamp: ago(5), Unit: "None", Sum: 34, ExtendedStatistics: { p50: 9.874619498547638 } },
  ]);
});

test("a statistic set among single values hides what lies between the extremes", async () => {
  const { put, statistics } = shop();
  await put({ MetricName: "m", Values: [2, 10] });
  await put({ MetricName: "m", StatisticValues: { SampleCount: 3, Sum: 15, Minimum: 1, Maximum: 9 } });

  expect(await statistics("m", "p0", "p50", "p100")).toEqual({ p0: 1, p100: 10 });
});

test("GetMetricData answers them like any statistic, and none where there is none", async () => {
  const { put, data } = shop();
  await put({ MetricName: "m", Values: [2, 10], Counts: [2, 3] }, { MetricName: "negative", Values: [-1, 3] });

  expect(await data("m", "p90")).toEqual([9.974797183077614]);
  expect(await data("m", "tm90")).toEqual([6.427655324937657]);
  expect(await data("m", "TM(:90%)")).toEqual([6.427655324937657]);
  expect(await data("negative", "p90")).toEqual([]);
});

test.each(["p101", "p-1", "p0.12345678901", "tm0", "PR(1%:2%)", "PR(:)", "TC(1:2%)", "TM(9%:1%)", "iqm", "p"])(
  "%s is no statistic",
  async (name) => {
    const { statistics } = shop();

    expect((await refusal(statistics("m", name))).message).toBe(
      `The value ${name} for parameter ExtendedStatistics.member.1.<list element> is not supported.`,
    );
  },
);

test("response times have the percentiles of the latency that the sandbox models", async () => {
  const account = sdkAccount({ state: "workshop" });
  setLoad(account.world, account.region, { users: 200, spawnRate: 200 }, []);
  account.pass({ minutes: 10 });
  const { now } = account.world;
  const [balancer] = Object.keys(account.region.elb.loadBalancers);
  const { Datapoints } = await account.cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: "AWS/ApplicationELB",
      MetricName: "TargetResponseTime",
      Dimensions: [{ Name: "LoadBalancer", Value: balancer!.split(":loadbalancer/")[1] }],
      Period: 60,
      StartTime: new Date(now - 5 * MINUTE),
      EndTime: new Date(now),
      Statistics: ["Average", "Minimum", "Maximum"],
      ExtendedStatistics: ["p50", "p99"],
    }),
  );

  const { Average, Minimum, Maximum, ExtendedStatistics } = Datapoints![0]!;
  const { p50, p99 } = ExtendedStatistics!;
  // Exponential beyond the base: the median is below the mean.
  expect(p50).toBeGreaterThan(Minimum!);
  expect(p50).toBeLessThan(Average!);
  expect(p99).toBeGreaterThan(Average!);
  expect(p99).toBeLessThanOrEqual(Maximum!);
});

const alarm = {
  AlarmName: "slow",
  Namespace: "Shop",
  MetricName: "m",
  ExtendedStatistic: "p90",
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 9,
  ComparisonOperator: "GreaterThanThreshold",
} as const;

test("an alarm on a percentile is told as it was made, and evaluated", async () => {
  const { put, cloudwatch, pass } = shop();
  await cloudwatch.send(new PutMetricAlarmCommand({ ...alarm, EvaluateLowSampleCountPercentile: "evaluate" }));
  const described = async () => (await cloudwatch.send(new DescribeAlarmsCommand({}))).MetricAlarms![0]!;

  expect(await described()).toMatchObject({ ExtendedStatistic: "p90", EvaluateLowSampleCountPercentile: "evaluate" });
  expect(await described()).not.toHaveProperty("Statistic");
  await put({ MetricName: "m", Values: [2, 10], Counts: [2, 3], Timestamp: new Date(Date.UTC(2026, 10, 23, 12)) });
  pass({ minutes: 3 });

  const { StateValue, StateReason, StateReasonData } = await described();
  expect(StateValue).toBe("ALARM");
  expect(StateReason).toContain("[9.974797183077614 (23/11/26 12:00:00)]");
  expect(JSON.parse(StateReasonData!)).toMatchObject({ statistic: "p90" });
  const find = (ExtendedStatistic: string) =>
    cloudwatch.send(new DescribeAlarmsForMetricCommand({ Namespace: "Shop", MetricName: "m", ExtendedStatistic }));
  expect((await find("p90")).MetricAlarms).toHaveLength(1);
  expect((await find("p50")).MetricAlarms).toHaveLength(0);
});

test("with few samples an alarm on a percentile may keep its state: p90 needs a hundred", async () => {
  const { put, cloudwatch, pass, world } = shop();
  await cloudwatch.send(new PutMetricAlarmCommand({ ...alarm, EvaluateLowSampleCountPercentile: "ignore" }));
  const state = async () => (await cloudwatch.send(new DescribeAlarmsCommand({}))).MetricAlarms![0]!.StateValue;
  const publish = (count: number) =>
    put({ MetricName: "m", Values: [2, 10], Counts: [count / 2, count / 2], Timestamp: new Date(world.now) });

  await publish(98);
  pass({ minutes: 2 });
  expect(await state()).toBe("INSUFFICIENT_DATA");
  await publish(102);
  pass({ minutes: 2 });
  expect(await state()).toBe("ALARM");
});
