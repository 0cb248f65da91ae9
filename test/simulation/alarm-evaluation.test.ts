import { expect, test } from "vitest";
import { type Evaluation, evaluateAlarm } from "../../server/sandbox/simulation/alarm-evaluation.ts";
import { recentDatapoints, stateReason, stateReasonData } from "../../server/sandbox/simulation/alarm-reasons.ts";
import type { AlarmState, MetricAlarm } from "../../server/sandbox/world/cloudwatch.ts";
import { drawn, missingDataTables as tables, treatments } from "../support/missing-data.ts";
import vectors from "../vectors/dynamics.json" with { type: "json" };

type Bucket = { bucket: number; value: number };
type Recorded = {
  name: string;
  kind?: string;
  now: number;
  priorState: AlarmState;
  alarm: Record<string, unknown>;
  datapoints: Bucket[] | string;
  expected: {
    alarm: AlarmState;
    stateReason: string;
    recentDatapoints: number[];
    evaluatedDatapoints: (number | string)[];
  }[];
};

const evaluations = (vectors as unknown as Recorded[]).filter((it) => it.kind === "alarmEvaluation");
const recordings = evaluations.filter((it) => typeof it.datapoints !== "string");

const CUTOFF_SECONDS = 10;

test.each(recordings)("$name is answered as AWS answered it", ({ alarm, now, priorState, datapoints, expected }) => {
  const it = alarmOf({ ...alarm, state: priorState });
  const points = new Map((datapoints as Bucket[]).map(({ bucket, value }) => [bucket, value]));

  const evaluation = evaluate(it, now, points);

  const answer = expected[0]!;
  expect({
    alarm: evaluation.state,
    stateReason: inBucketSeconds(stateReason(it, evaluation)),
    recentDatapoints: recentDatapoints(it, evaluation.real),
    evaluatedDatapoints: evaluation.decisive.map((slot) => (slot.value === undefined ? `missing ${slot.at}` : slot.at)),
  }).toEqual({
    alarm: answer.alarm,
    stateReason: answer.stateReason,
    recentDatapoints: answer.recentDatapoints,
    evaluatedDatapoints: answer.evaluatedDatapoints,
  });
});

test("the recordings are there", () => {
  expect(recordings.length).toBe(12);
});

test.each(tables)("%i of 3 over %s becomes %s, %s, %s, %s", (toAlarm, datapoints, ...expected) => {
  const got = treatments.map((treatMissingData, i) =>
    (["OK", "ALARM", "INSUFFICIENT_DATA"] as const).map((state) => {
      const it = alarmOf({
        Period: 60,
        EvaluationPeriods: 3,
        DatapointsToAlarm: toAlarm,
        TreatMissingData: treatMissingData,
        state,
      });
      const after = evaluate(it, 5 * 60 + CUTOFF_SECONDS, drawn(datapoints)).state;
      return expected[i] === "keep" && after === state ? "keep" : after;
    }),
  );

  expect(got).toEqual(expected.map((it) => [it, it, it]));
});

test("every row that the vectors take from the tables is one of these", () => {
  const rows = evaluations.filter((it) => typeof it.datapoints === "string");

  for (const { alarm, datapoints, expected } of rows) {
    const [, , ...states] = tables.find(([m, row]) => m === alarm.DatapointsToAlarm && row === datapoints)!;
    const { missing, ignore, breaching, notBreaching } = expected[0] as unknown as Record<string, string>;
    expect(states).toEqual([missing, ignore, breaching, notBreaching]);
  }
  expect(rows.length).toBe(5);
});

test("a fresh alarm is OK after one good datapoint", () => {
  const low = alarmOf({ EvaluationPeriods: 15, Threshold: 45, ComparisonOperator: "LessThanThreshold" });

  const evaluation = evaluate(low, 70, new Map([[0, 100]]));

  expect(evaluation.state).toBe("OK");
  expect(stateReason(low, evaluation)).toBe(
    "Threshold Crossed: 1 datapoint [100.0 (01/01/70 00:00:00)] was not less than the threshold (45.0).",
  );
});

test("a fresh alarm whose few datapoints all breach waits until it has enough of them", () => {
  const low = alarmOf({ EvaluationPeriods: 15, Threshold: 45, ComparisonOperator: "LessThanThreshold" });
  const idle = (count: number) => new Map(Array.from({ length: count }, (_, i) => [i * 60, 0.0119]));

  expect(evaluate(low, 14 * 60 + CUTOFF_SECONDS, idle(14)).state).toBe("INSUFFICIENT_DATA");
  const full = evaluate(low, 15 * 60 + CUTOFF_SECONDS, idle(15));

  expect(full.state).toBe("ALARM");
  expect(stateReason(low, full)).toBe(
    "Threshold Crossed: 15 datapoints were less than the threshold (45.0). The most recent datapoints which crossed the threshold: [" +
      "0.0119 (01/01/70 00:14:00), 0.0119 (01/01/70 00:13:00), 0.0119 (01/01/70 00:12:00), 0.0119 (01/01/70 00:11:00), 0.0119 (01/01/70 00:10:00)].",
  );
});

test("a fresh alarm without any data keeps its first state, one that treats missing data as breaching does not", () => {
  const none = new Map<number, number>();

  expect(evaluate(alarmOf({ TreatMissingData: "missing" }), 600, none).state).toBe("INSUFFICIENT_DATA");
  expect(evaluate(alarmOf({ TreatMissingData: "ignore" }), 600, none).state).toBe("INSUFFICIENT_DATA");
  expect(evaluate(alarmOf({ TreatMissingData: "breaching" }), 600, none).state).toBe("ALARM");
});

test("a period that ended less than ten seconds ago is not looked at", () => {
  const high = alarmOf({ EvaluationPeriods: 1, state: "OK" });
  const points = new Map([[0, 100]]);

  expect(evaluate(high, 69, points).state).toBe("INSUFFICIENT_DATA");
  expect(evaluate(high, 70, points).state).toBe("ALARM");
});

test("three breaching minutes are listed newest first, and told as data", () => {
  const high = alarmOf({ EvaluationPeriods: 3, Threshold: 40, state: "OK", unit: "Percent" });
  const at = Date.UTC(2026, 8, 17, 7, 39) / 1000;

  const points = new Map([
    [at, 97],
    [at + 60, 98.7],
    [at + 120, 99.1],
  ]);

  expect(evaluate(high, at + 185, points).state).toBe("OK"); // the third minute closed five seconds ago: too young
  const later = evaluate(high, at + 190, points);

  expect(later.state).toBe("ALARM");
  expect(stateReason(high, later)).toBe(
    "Threshold Crossed: 3 datapoints [99.1 (17/09/26 07:41:00), 98.7 (17/09/26 07:40:00), 97.0 (17/09/26 07:39:00)] were greater than the threshold (40.0).",
  );
  expect(stateReasonData(high, later, (at + 190) * 1000)).toBe(
    '{"version":"1.0","queryDate":"2026-09-17T07:42:10.000+0000","startDate":"2026-09-17T07:39:00.000+0000","unit":"Percent","statistic":"Average","period":60,' +
      '"recentDatapoints":[97.0,98.7,99.1],"threshold":40.0,"evaluatedDatapoints":[{"timestamp":"2026-09-17T07:41:00.000+0000","sampleCount":1.0,"value":99.1},' +
      '{"timestamp":"2026-09-17T07:40:00.000+0000","sampleCount":1.0,"value":98.7},{"timestamp":"2026-09-17T07:39:00.000+0000","sampleCount":1.0,"value":97.0}]}',
  );
});

function evaluate(alarm: MetricAlarm, now: number, points: Map<number, number>): Evaluation {
  return evaluateAlarm(alarm, now, CUTOFF_SECONDS, (start) =>
    points.has(start) ? { value: points.get(start)!, samples: 1 } : undefined,
  );
}

/** Dates of 1970 as the seconds that the recordings use. */
const inBucketSeconds = (reason: string): string =>
  reason.replaceAll(
    /\((\d\d\/\d\d\/\d\d) (\d\d):(\d\d):(\d\d)\)/g,
    (_all, _date, h, m, s) => `(${+h * 3600 + +m * 60 + +s})`,
  );

function alarmOf(given: Record<string, unknown>): MetricAlarm {
  return {
    name: "alarm",
    arn: "arn",
    actionsEnabled: true,
    okActions: [],
    alarmActions: [],
    insufficientDataActions: [],
    namespace: "AWS/ECS",
    metricName: "CPUUtilization",
    dimensions: [],
    statistic: "Average",
    ...(given.unit !== undefined && { unit: given.unit as string }),
    periodSeconds: (given.Period as number) ?? 60,
    evaluationPeriods: (given.EvaluationPeriods as number) ?? 3,
    ...(given.DatapointsToAlarm !== undefined && { datapointsToAlarm: given.DatapointsToAlarm as number }),
    threshold: (given.Threshold as number) ?? 50,
    comparisonOperator: (given.ComparisonOperator as string) ?? "GreaterThanThreshold",
    ...(given.TreatMissingData !== undefined && { treatMissingData: given.TreatMissingData as string }),
    state: (given.state as AlarmState) ?? "INSUFFICIENT_DATA",
    stateReason: "",
    stateUpdatedAt: 0,
    stateTransitionedAt: 0,
    configurationUpdatedAt: 0,
    phaseSeconds: 0,
    tags: {},
  };
}
