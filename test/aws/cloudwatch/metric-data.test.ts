import { GetMetricDataCommand, type GetMetricDataCommandInput, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import { writePoint } from "../../../server/sandbox/simulation/datapoints.ts";
import { refusal, sdkAccount } from "../sdk-account.ts";
import { CLUSTER, SERVICE, workshop } from "../workshop.ts";

const NOON = Date.UTC(2026, 10, 23, 12);
const MINUTE = 60_000;

/** `Average` of a metric with one task's or two tasks' values per minute from noon on, published at once. */
function withMinutes(values: number[][], { dimensions = [] as { name: string; value: string }[], name = "m" } = {}) {
  const account = sdkAccount({ now: NOON + 10 * MINUTE });
  const metric = { namespace: "N", name, dimensions, unit: "Percent", delaySeconds: 0 };
  for (const [minute, of] of values.entries()) {
    const sum = of.reduce((a, b) => a + b, 0);
    const point = { samples: of.length, sum, min: Math.min(...of), max: Math.max(...of) };
    writePoint(account.region.cloudwatch, metric, NOON / 1000 + minute * 60, point);
  }
  const read = (queries: MetricDataQuery[], input: Partial<GetMetricDataCommandInput> = {}) =>
    account.cloudwatch.send(
      new GetMetricDataCommand({
        MetricDataQueries: queries,
        StartTime: new Date(NOON),
        EndTime: new Date(NOON + 10 * MINUTE),
        ScanBy: "TimestampAscending",
        ...input,
      }),
    );
  return { ...account, read };
}

const stat = (Stat: string, Period = 60, MetricName = "m"): MetricDataQuery => ({
  Id: `${Stat.toLowerCase()}${Period}`,
  MetricStat: { Metric: { Namespace: "N", MetricName }, Period, Stat },
});

test("a longer period is made of the sums and samples of its minutes", async () => {
  const { read } = withMinutes([[10], [20, 60], [30, 30], [40], [50], [1]]);

  const { MetricDataResults } = await read(
    ["Average", "Sum", "Minimum", "Maximum", "SampleCount"].map((it) => stat(it, 300)),
  );

  const at = [new Date(NOON), new Date(NOON + 5 * MINUTE)];
  expect(MetricDataResults).toEqual(
    [
      ["Average", [240 / 7, 1]],
      ["Sum", [240, 1]],
      ["Minimum", [10, 1]],
      ["Maximum", [60, 1]],
      ["SampleCount", [7, 1]],
    ].map(([name, Values]) => ({
      Id: `${String(name).toLowerCase()}300`,
      Label: `m ${name}`,
      Timestamps: at,
      Values,
      StatusCode: "Complete",
    })),
  );
});

test("values come newest first unless asked otherwise; the end of the range does not belong to it", async () => {
  const { read } = withMinutes([[1], [2], [3]]);

  const { MetricDataResults, Messages } = await read([stat("Sum")], {
    ScanBy: undefined,
    EndTime: new Date(NOON + 2 * MINUTE),
  });

  expect({ MetricDataResults, Messages }).toEqual({
    MetricDataResults: [
      {
        Id: "sum60",
        Label: "m",
        Timestamps: [new Date(NOON + MINUTE), new Date(NOON)],
        Values: [2, 1],
        StatusCode: "Complete",
      },
    ],
    Messages: [],
  });
});

test("a minute of the service's CPU can be read between 36 and 55 seconds after it has closed, not earlier", async () => {
  const account = workshop();
  const newest = async () => {
    const { MetricDataResults } = await account.cloudwatch.send(
      new GetMetricDataCommand({
        MetricDataQueries: [
          {
            Id: "cpu",
            MetricStat: {
              Metric: {
                Namespace: "AWS/ECS",
                MetricName: "CPUUtilization",
                Dimensions: [
                  { Name: "ServiceName", Value: SERVICE },
                  { Name: "ClusterName", Value: CLUSTER },
                ],
              },
              Period: 60,
              Stat: "SampleCount",
            },
          },
        ],
        StartTime: new Date(account.world.now - 60 * MINUTE),
        EndTime: new Date(account.world.now + MINUTE),
      }),
    );
    const { Timestamps, Values } = MetricDataResults![0]!;
    return { at: Timestamps![0]!.getTime(), tasks: Values![0] };
  };
  const minute = account.world.now - (account.world.now % MINUTE);
  const closed = (seconds: number) =>
    account.pass({ minutes: (minute + MINUTE + seconds * 1000 - account.world.now) / MINUTE });

  closed(36);
  expect(await newest()).toEqual({ at: minute - MINUTE, tasks: 1 });
  closed(55);
  expect(await newest()).toEqual({ at: minute, tasks: 1 });
});

test("ReturnData false leaves a result out; another unit has no data; another account's is forbidden", async () => {
  const { read } = withMinutes([[1]]);
  const bytes = { ...stat("Sum"), Id: "bytes", MetricStat: { ...stat("Sum").MetricStat!, Unit: "Bytes" as const } };

  const { MetricDataResults } = await read([
    { ...stat("Average"), ReturnData: false },
    bytes,
    { ...stat("Maximum"), AccountId: "999999999999" },
  ]);

  expect(MetricDataResults).toMatchObject([
    { Id: "bytes", Values: [], StatusCode: "Complete" },
    {
      Id: "maximum60",
      Label: "m",
      Values: [],
      StatusCode: "Forbidden",
      Messages: [
        {
          Code: "Forbidden",
          Value:
            "Access denied when getting data - please check that this account and the requested metric account are linked",
        },
      ],
    },
  ]);
});

test("MaxDatapoints cuts the answer into pages that together hold every value once", async () => {
  const { read } = withMinutes([[1], [2], [3]]);
  const pages: { values: number[][]; status: (string | undefined)[] }[] = [];
  let NextToken: string | undefined;

  do {
    const answer = await read([stat("Sum"), stat("Maximum")], { MaxDatapoints: 4, NextToken });
    pages.push({
      values: answer.MetricDataResults!.map((it) => it.Values!),
      status: answer.MetricDataResults!.map((it) => it.StatusCode),
    });
    NextToken = answer.NextToken;
  } while (NextToken);

  expect(pages).toEqual([
    { values: [[1, 2, 3], [1]], status: ["Complete", "PartialData"] },
    { values: [[], [2, 3]], status: ["Complete", "Complete"] },
  ]);
  expect(await refusal(read([stat("Sum")], { NextToken: "bad" }))).toMatchObject({
    name: "InvalidNextToken",
    status: 400,
  });
});

test.each<[string, MetricDataQuery[], RegExp | string]>([
  [
    "two queries of one id",
    [stat("Sum"), stat("Sum")],
    "The values for parameter id in MetricDataQueries are not unique.",
  ],
  [
    "a percentile beyond 100",
    [{ ...stat("p101"), Id: "p" }],
    "The value for parameter MetricDataQueries.member.1.MetricStat.Stat is not a valid statistic.",
  ],
])("GetMetricData refuses %s", async (_, queries, message) => {
  const { read } = withMinutes([[1]]);

  const refused = await refusal(read(queries));

  expect(refused.status).toBe(400);
  expect(refused.message).toMatch(message);
});

test.each([0, -1, 100_801])(
  "a page of %s datapoints is refused, not answered with a token that leads nowhere",
  async (size) => {
    const { read } = withMinutes([[1], [2]]);

    expect(await refusal(read([stat("Sum")], { MaxDatapoints: size }))).toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("'maxDatapoints' failed to satisfy constraint"),
      status: 400,
    });
  },
);
