// biome-ignore-all lint/suspicious/noTemplateCurlyInString: dynamic labels are written like that
import { GetMetricDataCommand, type MetricDataQuery, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import { ACCOUNT_ID, REGION, refusal, sdkAccount } from "../sdk-account.ts";

const NOON = Date.UTC(2026, 10, 23, 12);
const MINUTE = 60_000;

type Asked = { name?: string; stat?: string; period?: number; namespace?: string; dimensions?: Record<string, string> };

const query = ({ name = "m", stat = "Sum", period = 60, namespace = "Shop", dimensions = {} }: Asked, i: number) => ({
  Id: `q${i}`,
  MetricStat: {
    Metric: {
      Namespace: namespace,
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: period,
    Stat: stat,
  },
});

async function shop() {
  const account = sdkAccount({ now: NOON + 10 * MINUTE });
  for (const [i, Value] of [4, 9, 2].entries())
    await account.cloudwatch.send(
      new PutMetricDataCommand({
        Namespace: "Shop",
        MetricData: [
          {
            MetricName: "m",
            Value,
            Timestamp: new Date(NOON + i * MINUTE),
            Dimensions: [{ Name: "Zone", Value: "a" }],
          },
        ],
      }),
    );
  const labels = async (queries: MetricDataQuery[], options = {}) =>
    (
      await account.cloudwatch.send(
        new GetMetricDataCommand({
          MetricDataQueries: queries,
          StartTime: new Date(NOON),
          EndTime: new Date(NOON + 10 * MINUTE),
          ...options,
        }),
      )
    ).MetricDataResults!.map((it) => it.Label);
  return { ...account, labels };
}

/** Recorded: radkawar/stackd testdata/aws/cloudwatch/metric_labels.json. */
const recorded: [what: string, metrics: (Asked & Partial<MetricDataQuery>)[], labels: string[]][] = [
  ["one metric", [{ stat: "p50", dimensions: { Zone: "a" } }], ["m"]],
  ["names and statistics", [{ name: "a", stat: "SampleCount" }, { name: "b" }], ["a", "b"]],
  ["statistics of one metric", [{}, { stat: "Average" }], ["m Sum", "m Average"]],
  ["periods of one metric", [{}, { period: 120 }], ["m 60", "m 120"]],
  ["a label of the other's own", [{}, { stat: "Average", Label: "named" }], ["m", "named"]],
  ["a hidden other", [{}, { stat: "Average", ReturnData: false }], ["m"]],
  ["a dimension that one of them lacks", [{}, { stat: "Average", dimensions: { D: "x" } }], ["m", "x"]],
  ["namespaces", [{}, { namespace: "Elsewhere" }], ["Shop", "Elsewhere"]],
  ["namespaces and names", [{}, { namespace: "Elsewhere", name: "n" }], ["Shop m", "Elsewhere n"]],
  ["statistics of one of them", [{}, { stat: "Average" }, { name: "n" }], ["m Sum", "m Average", "n"]],
  [
    "one dimension of two",
    [{ dimensions: { Zone: "a", Common: "c" } }, { dimensions: { Zone: "b", Common: "c" } }],
    ["a", "b"],
  ],
  ["names and dimensions", [{ dimensions: { Zone: "a" } }, { name: "n", dimensions: { Zone: "b" } }], ["a m", "b n"]],
  [
    "dimensions in any order",
    [{ dimensions: { Z: "z1", A: "a1" } }, { dimensions: { A: "a2", Z: "z2" } }],
    ["a1 z1", "a2 z2"],
  ],
];

test.each(recorded)("a label tells apart: %s", async (_, metrics, expected) => {
  const { labels } = await shop();

  const queries = metrics.map(({ Label, ReturnData, ...asked }, i) => ({
    ...query(asked, i),
    ...(Label !== undefined && { Label }),
    ...(ReturnData !== undefined && { ReturnData }),
  }));

  expect(await labels(queries)).toEqual(expected);
});

const dynamic: [label: string, becomes: string][] = [
  ["${LABEL} up to ${MAX}", "m up to 9"],
  ["${MIN}, ${AVG}, ${SUM}, ${DATAPOINT_COUNT}", "2, 5, 15, 3"],
  ["${FIRST} to ${LAST}: ${FIRST_LAST_RANGE}", "4 to 2: -2"],
  ["${MIN_MAX_RANGE} in ${MIN_MAX_TIME_RANGE} of ${FIRST_LAST_TIME_RANGE}", "7 in 60s of 120s"],
  ["${MAX_TIME}", "2026-11-23 12:01:00"],
  ["${LAST_TIME_RELATIVE} ago", "480s ago"],
  ["${PROP('MetricName')} in ${PROP('Dim.Zone')} ${PROP('Dim.Other')}", "m in a --"],
  ["${PROP('Namespace')}/${PROP('Stat')}/${PROP('Period')}", "Shop/Sum/60"],
  ["${PROP('AccountId')} ${PROP('Region')}", `${ACCOUNT_ID} ${REGION}`],
  ["${WHATEVER} costs $5 {x}", "${WHATEVER} costs $5 {x}"],
];

test.each(dynamic)("the dynamic label %s becomes %s", async (Label, becomes) => {
  const { labels } = await shop();

  expect(await labels([{ ...query({ dimensions: { Zone: "a" } }, 0), Label }])).toEqual([becomes]);
});

test("a metric without data has dashes, an expression the values it computes", async () => {
  const { labels } = await shop();

  expect(
    await labels([
      { ...query({ dimensions: { Zone: "a" } }, 0), ReturnData: false },
      { Id: "e", Expression: "q0 * 2", Label: "${LABEL}: ${MAX} ${PROP('MetricName')}" },
      { ...query({ name: "nothing" }, 1), Label: "${LABEL} ${MAX} ${MAX_TIME} ${AVG} ${DATAPOINT_COUNT}" },
    ]),
  ).toEqual(["e: 18 --", "nothing -- -- -- 0"]);
});

test("instants in labels are in the time zone asked for", async () => {
  const { labels } = await shop();
  const asked = [{ ...query({ dimensions: { Zone: "a" } }, 0), Label: "${FIRST_TIME}" }];

  expect(await labels(asked, { LabelOptions: { Timezone: "+0130" } })).toEqual(["2026-11-23 13:30:00"]);
  expect(await labels(asked, { LabelOptions: { Timezone: "-0500" } })).toEqual(["2026-11-23 07:00:00"]);
  expect((await refusal(labels(asked, { LabelOptions: { Timezone: "CET" } }))).message).toContain("Timezone");
});
