import {
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  type MetricDataQuery,
  type MetricDatum,
  PutMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import { refusal, sdkAccount } from "../sdk-account.ts";

const MINUTE = 60_000;

function publisher() {
  const account = sdkAccount();
  const { now } = account.world;
  const ago = (minutes: number) => new Date(now - minutes * MINUTE);
  return {
    ...account,
    ago,
    put: (...MetricData: MetricDatum[]) =>
      account.cloudwatch.send(new PutMetricDataCommand({ Namespace: "Shop", MetricData })),
    statistics: async (MetricName: string, Period = 60) =>
      (
        await account.cloudwatch.send(
          new GetMetricStatisticsCommand({
            Namespace: "Shop",
            MetricName,
            Period,
            StartTime: ago(10),
            EndTime: ago(-1),
            Statistics: ["SampleCount", "Sum", "Minimum", "Maximum", "Average"],
          }),
        )
      ).Datapoints!.sort((a, b) => a.Timestamp!.getTime() - b.Timestamp!.getTime()),
    math: async (...queries: MetricDataQuery[]) =>
      (
        await account.cloudwatch.send(
          new GetMetricDataCommand({
            MetricDataQueries: queries,
            StartTime: ago(5),
            EndTime: ago(0),
            ScanBy: "TimestampAscending",
          }),
        )
      ).MetricDataResults!,
  };
}

const metric = (Id: string, MetricName = Id, Period = 60): MetricDataQuery => ({
  Id,
  MetricStat: { Metric: { Namespace: "Shop", MetricName }, Period, Stat: "Sum" },
  ReturnData: false,
});

test("published values can be read at once, joined by their minute", async () => {
  const { put, statistics, ago } = publisher();

  await put({ MetricName: "orders", Value: 3, Timestamp: ago(2), Unit: "Count" });
  await put({ MetricName: "orders", Values: [1, 8], Counts: [2, 1], Timestamp: ago(2), Unit: "Count" });

  expect(await statistics("orders")).toEqual([
    { Timestamp: ago(2), Unit: "Count", SampleCount: 4, Sum: 13, Minimum: 1, Maximum: 8, Average: 3.25 },
  ]);
});

test("a statistic set counts as what it sums up, values without counts once each", async () => {
  const { put, statistics, ago } = publisher();

  await put(
    { MetricName: "m", StatisticValues: { SampleCount: 10, Sum: 50, Minimum: 2, Maximum: 9 }, Timestamp: ago(3) },
    { MetricName: "m", Values: [4, 6], Timestamp: ago(1) },
  );

  expect((await statistics("m")).map(({ SampleCount, Sum, Average }) => [SampleCount, Sum, Average])).toEqual([
    [10, 50, 5],
    [2, 10, 5],
  ]);
});

test("high-resolution points keep their second, others the start of their minute", async () => {
  const { put, statistics, ago, world } = publisher();
  const at = (second: number) => new Date(ago(3).getTime() + second * 1000);

  for (const second of [41, 12, 18])
    await put({ MetricName: "m", Value: 1, Timestamp: at(second), StorageResolution: 1 });
  await put({ MetricName: "slow", Value: 1, Timestamp: at(41) });

  expect((await statistics("m", 10)).map(({ Timestamp, Sum }) => [Timestamp, Sum])).toEqual([
    [at(10), 2],
    [at(40), 1],
  ]);
  expect((await statistics("m", 60)).map(({ Sum }) => Sum)).toEqual([3]);
  expect((await statistics("slow", 10)).map(({ Timestamp }) => Timestamp)).toEqual([at(0)]);
  expect(JSON.parse(JSON.stringify(world))).toEqual(world);
});

test("a published metric is listed", async () => {
  const { put, cloudwatch } = publisher();
  const Dimensions = [
    { Name: "B", Value: "two" },
    { Name: "A", Value: "one" },
  ];

  await put({ MetricName: "m", Value: 1, Dimensions });

  const { Metrics } = await cloudwatch.send(new ListMetricsCommand({ Namespace: "Shop", RecentlyActive: "PT3H" }));
  expect(Metrics).toEqual([{ Namespace: "Shop", MetricName: "m", Dimensions: [...Dimensions].reverse() }]);
});

test("two units of a metric are two streams, never added up", async () => {
  const { put, statistics, math, ago } = publisher();

  await put({ MetricName: "m", Value: 1, Unit: "Seconds", Timestamp: ago(1) });
  await put({ MetricName: "m", Value: 5, Unit: "Bytes", Timestamp: ago(1) });

  expect((await statistics("m")).map(({ Unit, Sum }) => `${Sum} ${Unit}`).sort()).toEqual(["1 Seconds", "5 Bytes"]);
  const [all] = await math({ ...metric("m"), ReturnData: true });
  expect(all).toMatchObject({
    Values: [5],
    Messages: [{ Code: "MultipleUnits", Value: "Multiple units returned: '[Bytes, Seconds]'" }],
  });
});

const set = { SampleCount: 2, Sum: 3, Minimum: 1, Maximum: 2 };
/** Recorded: radkawar/stackd testdata/aws/cloudwatch/metrics.json, `admission-…` and `timestamp-…`. */
const refused: [what: string, datum: MetricDatum, code: string, message: string][] = [
  [
    "values and counts of different size",
    { MetricName: "m", Values: [1, 2], Counts: [1] },
    "InvalidParameterValueException",
    "The parameters MetricData.member.1.Values and MetricData.member.1.Counts must be of the same size.",
  ],
  [
    "a number that is none",
    { MetricName: "m", Value: Number.NaN },
    "InvalidParameterValueException",
    "The value NaN for parameter MetricData.member.1.Value is invalid.",
  ],
  [
    "a number beyond 2^360",
    { MetricName: "m", Value: 4.6970851655476665e108 },
    "InvalidParameterValueException",
    "The value 4.6970851655476665E108 for parameter MetricData.member.1.Value is invalid.",
  ],
  [
    "an instant too long ago",
    { MetricName: "m", Value: 1, Timestamp: new Date(Date.UTC(2026, 9, 1)) },
    "InvalidParameterValueException",
    "The parameter MetricData.member.1.Timestamp must specify a time within the past two weeks.",
  ],
  [
    "an instant too far ahead",
    { MetricName: "m", Value: 1, Timestamp: new Date(Date.UTC(2026, 10, 23, 15)) },
    "InvalidParameterValueException",
    "The parameter MetricData.member.1.Timestamp must specify a time no more than two hours in the future.",
  ],
  [
    "nothing at all",
    { MetricName: "m" },
    "InvalidParameterCombinationException",
    "At least one of the parameters must be specified.",
  ],
  [
    "a value and a statistic set",
    { MetricName: "m", Value: 1, StatisticValues: set },
    "InvalidParameterCombinationException",
    "The parameters MetricData.member.1.Value and MetricData.member.1.StatisticValues are mutually exclusive and you have specified both.",
  ],
  [
    "counts of no values",
    { MetricName: "m", Counts: [1] },
    "InvalidParameterCombinationException",
    "The parameter values must appears when the counts parameter is specified.",
  ],
  [
    "a negative count",
    { MetricName: "m", Values: [1], Counts: [-1] },
    "InvalidParameterValueException",
    "The parameter MetricData.member.1.Counts must contain only values greater than 0.",
  ],
  [
    "a statistic set of no samples",
    { MetricName: "m", StatisticValues: { ...set, SampleCount: 0 } },
    "InvalidParameterValueException",
    "The parameter MetricData.member.1.StatisticValues.SampleCount must be greater than 0.",
  ],
  [
    "a minimum above the maximum",
    { MetricName: "m", StatisticValues: { ...set, Minimum: 3 } },
    "InvalidParameterValueException",
    "The parameter MetricData.member.1.StatisticValues.Maximum must be greater than MetricData.member.1.StatisticValues.Minimum.",
  ],
  [
    "a resolution of two seconds",
    { MetricName: "m", Value: 1, StorageResolution: 2 },
    "InvalidParameterValueException",
    "The parameter MetricData.member.1.StorageResolution must be a value in the set [ 1, 60 ].",
  ],
  [
    "a dimension twice",
    {
      MetricName: "m",
      Value: 1,
      Dimensions: [
        { Name: "A", Value: "1" },
        { Name: "A", Value: "2" },
      ],
    },
    "InvalidParameterValueException",
    "No metric may specify the same dimension name twice.",
  ],
];

test.each(refused)("PutMetricData refuses %s", async (_, datum, name, message) => {
  expect(await refusal(publisher().put(datum))).toEqual({ name, message, status: 400 });
});

test("what PutMetricData takes although it looks wrong", async () => {
  const { put, statistics, cloudwatch, ago } = publisher();
  const at = (minutes: number) => ({ MetricName: "m", Timestamp: ago(minutes) });

  await put({ ...at(4), Values: [1], StatisticValues: { SampleCount: 1, Sum: 2, Minimum: 2, Maximum: 2 } });
  await put({ ...at(3), Values: [1, 2], Counts: [0, 1] });
  await put({ ...at(2), StatisticValues: { SampleCount: 2, Sum: 100, Minimum: 1, Maximum: 2 } });
  await cloudwatch.send(new PutMetricDataCommand({ Namespace: ":Shop", MetricData: [{ MetricName: "m", Value: 1 }] }));

  expect((await statistics("m")).map((it) => [it.SampleCount, it.Average, it.Minimum, it.Maximum])).toEqual([
    [1, 2, 2, 2],
    [1, 2, 1, 2],
    [2, 50, 1, 2],
  ]);
});

test("metrics of an entity are metrics; strictness has to be said, and strict means a known type", async () => {
  const { cloudwatch, statistics, ago } = publisher();
  const put = (Type: string, StrictEntityValidation?: boolean, more = {}) =>
    cloudwatch.send(
      new PutMetricDataCommand({
        Namespace: "Shop",
        EntityMetricData: [
          {
            Entity: { KeyAttributes: { Type, Name: "e" } },
            MetricData: [{ MetricName: "m", Value: 1, Timestamp: ago(2), ...more }],
          },
        ],
        StrictEntityValidation,
      }),
    );

  expect((await refusal(put("Service"))).message).toBe(
    "Field StrictEntityValidation is required when setting EntityMetricData",
  );
  expect((await refusal(put("Rubbish", true))).message).toBe("InvalidTypeValue: Unknown entity type");
  expect((await refusal(put("Rubbish", false, { Values: [2] }))).message).toBe(
    "The parameters EntityMetricData.member.1.MetricData.member.1.Value and EntityMetricData.member.1.MetricData.member.1.Values are mutually exclusive and you have specified both.",
  );
  await put("Rubbish", false);
  await put("Service", true);
  expect((await statistics("m")).map(({ Sum }) => Sum)).toEqual([2]);
  expect((await refusal(cloudwatch.send(new PutMetricDataCommand({ Namespace: "Shop" })))).message).toBe(
    "At least one MetricDatum object must be present in the request.",
  );
});

test("AWS's own namespaces are not the caller's, and the number of metrics has an end", async () => {
  const { cloudwatch, put } = publisher();
  const own = cloudwatch.send(
    new PutMetricDataCommand({ Namespace: "AWS/ECS", MetricData: [{ MetricName: "m", Value: 1 }] }),
  );

  expect((await refusal(own)).message).toBe("The value AWS/ for parameter Namespace is invalid.");
  const many = Array.from({ length: 51 }, (_, i) => ({ MetricName: `m${i}`, Value: 1 }));
  expect((await refusal(put(...many))).name).toBe("LimitExceededFault");
  await put(...many.slice(1));
});

/** m is 10, 20, -, 40, 50 and n is 2, 0, 5, 4, - over five minutes, oldest first. */
async function twoMetrics() {
  const account = publisher();
  for (const [name, values] of Object.entries({ m: [10, 20, undefined, 40, 50], n: [2, 0, 5, 4, undefined] }))
    for (const [i, Value] of values.entries())
      if (Value !== undefined) await account.put({ MetricName: name, Value, Timestamp: account.ago(5 - i) });
  const compute = async (Expression: string, id = "e") => {
    const results = await account.math(metric("m"), metric("n"), { Id: id, Expression });
    return results.map(({ Timestamps, Values }) =>
      [5, 4, 3, 2, 1].map((minutes) => {
        const at = Timestamps!.findIndex((it) => it.getTime() === account.ago(minutes).getTime());
        return at < 0 ? "-" : Values![at];
      }),
    );
  };
  return { ...account, compute };
}

const expressions: [expression: string, ...results: (number | "-")[][]][] = [
  ["m + n * 2", [14, 20, 10, 48, 50]],
  ["(m + n) * 2", [24, 40, 10, 88, 100]],
  ["m / n", [5, "-", 0, 10, "-"]],
  ["-m ^ 2", [-100, -400, "-", -1600, -2500]],
  ["m - AVG(m)", [-14, -4, "-", 16, 26]],
  ["m - SUM(m) / DATAPOINT_COUNT(m)", [-20, -10, "-", 10, 20]],
  ["m / PERIOD(m)", [10 / 60, 20 / 60, "-", 40 / 60, 50 / 60]],
  ["100 / [m, n]", [10, 5, "-", 2.5, 2], [50, "-", 20, 25, "-"]],
  ["SUM(-[m, n])", [-12, -20, -5, -44, -50]],
  ["[m, n] / n", [5, "-", 0, 10, "-"], [1, "-", 1, 1, "-"]],
  ["m < n", [0, 0, 1, 0, 0]],
  ["m >= 40", [0, 0, "-", 1, 1]],
  ["m > 15 AND n > 3", [0, 0, 0, 1, 0]],
  ["m > 15 || n == 5", [0, 1, 1, 1, 1]],
  ["m > 15 OR n != 5 && m", [1, 1, 0, 1, 1]],
  ["FILL(m, 0)", [10, 20, 0, 40, 50]],
  ["FILL(m, n)", [10, 20, 5, 40, 50]],
  ["FILL(m, MIN(m))", [10, 20, 10, 40, 50]],
  ["FILL(m, REPEAT)", [10, 20, 20, 40, 50]],
  ["FILL(m, LINEAR)", [10, 20, 30, 40, 50]],
  ["FILL(METRICS(), REPEAT)", [10, 20, 20, 40, 50], [2, 0, 5, 4, 4]],
  ["IF(m > 15 && m != 40, m, 0)", [0, 20, "-", 0, 50]],
  ["IF(m >= 40, m)", ["-", "-", "-", 40, 50]],
  ["IF(n, m, 7)", [10, 7, 0, 40, "-"]],
  ["IF(n, 5, m)", [5, 20, 5, 5, "-"]],
  ["IF(n, m, n)", [10, 0, 0, 40, "-"]],
  ["IF(MAX(m) > 45, n)", [2, 0, 5, 4, "-"]],
  ["IF(MAX(m) > 55, n)", ["-", "-", "-", "-", "-"]],
  ["IF(FIRST(SORT(METRICS(), AVG, DESC)) > 15, 1, 0)", [0, 1, "-", 1, 1]],
  ["SUM(METRICS())", [12, 20, 5, 44, 50]],
  ['SUM([METRICS("m"), METRICS("n")])', [12, 20, 5, 44, 50]],
  ['SUM(METRICS("n"))', [2, 0, 5, 4, "-"]],
  ["MAX([m, n])", [10, 20, 5, 40, 50]],
  ["MIN(METRICS()) + MAX(n)", [7, 5, 10, 9, 55]],
  ["AVG(METRICS())", [6, 10, 2.5, 22, 25]],
  ["STDDEV([m, n])", [4, 10, 2.5, 18, 25]],
  ["DATAPOINT_COUNT(METRICS())", [2, 2, 1, 2, 1]],
  ["m / METRIC_COUNT(METRICS())", [5, 10, "-", 20, 25]],
  ["MIN(ABS([-m, n]))", [2, 0, 5, 4, 50]],
  ["CEIL(m / 15) - FLOOR(m / 15)", [1, 1, "-", 1, 1]],
  ["RATE(m)", ["-", 10 / 60, "-", 20 / 120, 10 / 60]],
  ["RATE(METRICS()) * 60", ["-", 10, "-", 10, 10], ["-", -2, 5, -1, "-"]],
  ["DIFF(m) / DIFF_TIME(m)", ["-", 10 / 60, "-", 20 / 120, 10 / 60]],
  ["RUNNING_SUM(m)", [10, 30, "-", 70, 120]],
  ["METRICS() + 1", [11, 21, "-", 41, 51], [3, 1, 6, 5, "-"]],
  ["SORT(METRICS(), SUM, ASC)", [2, 0, 5, 4, "-"], [10, 20, "-", 40, 50]],
  ["SORT(METRICS(), MAX, DESC, 1)", [10, 20, "-", 40, 50]],
  ["SLICE(SORT(METRICS(), MIN, DESC), 1)", [2, 0, 5, 4, "-"]],
  ["SLICE(METRICS(), 0, 1)", [10, 20, "-", 40, 50]],
  ["LAST(METRICS())", [2, 0, 5, 4, "-"]],
  ["REMOVE_EMPTY([m, IF(m < 0, m)])", [10, 20, "-", 40, 50]],
  ["TIME_SERIES(7)", [7, 7, 7, 7, 7]],
  ["TIME_SERIES(MAX(m))", [50, 50, 50, 50, 50]],
];

test.each(expressions)("metric math: %s", async (expression, ...results) => {
  const { compute } = await twoMetrics();

  expect(await compute(expression)).toEqual(results);
});

test("functions of time have no gaps, and days begin with Monday", async () => {
  const { compute, ago } = await twoMetrics();
  const times = [5, 4, 3, 2, 1].map(ago);
  const expected = {
    MINUTE: times.map((it) => it.getUTCMinutes()),
    HOUR: times.map((it) => it.getUTCHours()),
    DAY: times.map((it) => it.getUTCDay() || 7),
    DATE: times.map((it) => it.getUTCDate()),
    MONTH: times.map((it) => it.getUTCMonth() + 1),
    YEAR: times.map((it) => it.getUTCFullYear()),
    EPOCH: times.map((it) => it.getTime() / 1000),
  };

  for (const [name, values] of Object.entries(expected)) expect(await compute(`${name}(m)`), name).toEqual([values]);
});

test("points that are no finite number are left out, and the answer says so", async () => {
  const { math } = await twoMetrics();

  const results = await math(metric("m"), metric("n"), { Id: "e", Expression: "m / n" });

  expect(results[0]).toMatchObject({
    StatusCode: "Complete",
    Messages: [
      {
        Code: "ArithmeticError",
        Value: "One or more data-points have been dropped due to non-numeric values (NaN, -Infinite, +Infinite)",
      },
    ],
  });
});

test("an expression may use another one", async () => {
  const { math, ago } = await twoMetrics();

  const results = await math(
    metric("m"),
    { Id: "double", Expression: "m * 2", ReturnData: false },
    { Id: "more", Expression: "double + 1", Label: "twice and one" },
  );

  expect(results).toEqual([
    {
      Id: "more",
      Label: "twice and one",
      StatusCode: "Complete",
      Timestamps: [ago(5), ago(4), ago(2), ago(1)],
      Values: [21, 41, 81, 101],
    },
  ]);
});

const problems: [expression: string, message: RegExp][] = [
  ["NOT_A_FUNCTION(m)", /^Error in expression 'e': Function 'NOT_A_FUNCTION' not found$/],
  ["m +", /the end/],
  ["m $ n", /'\$'/],
  ["x + 1", /no query with the id 'x'/],
  ["e + 1", /depends on itself/],
  ["AVG(m)", /single number/],
  ["SEARCH('x', 'Sum', 60)", /does not have the function SEARCH/],
  [`${"(".repeat(60)}m${")".repeat(60)}`, /levels deep/],
  [`m${"+m".repeat(1100)}`, /characters/],
  ["METRICS(m)", /one text/],
  ["PERIOD(m + 1)", /id of a metric/],
  ["METRIC_COUNT(m)", /list of time series/],
  ["METRICS() + METRICS()", /Two lists/],
  ["SORT(METRICS(), MEDIAN, ASC)", /id 'MEDIAN'/],
  ["SORT(METRICS(), 'constructor', ASC)", /SORT takes/],
  ["SLICE(METRICS(), -1)", /whole number/],
  ["IF(METRICS(), 1, 0)", /One time series/],
  ["AVG()", /one argument/],
  ["m AND OR n", /where a value was expected/],
];

test.each(problems)("metric math is refused: %s", async (expression, message) => {
  const { compute } = await twoMetrics();

  const answer = await refusal(compute(expression));

  expect([answer.name, answer.status]).toEqual(["ValidationException", 400]);
  expect(answer.message).toMatch(message);
});
