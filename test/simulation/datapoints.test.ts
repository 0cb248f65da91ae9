import { expect, test } from "vitest";
import { noPoints, writePoint } from "../../server/sandbox/simulation/datapoints.ts";
import { newestPointAt, readPoints, seriesKey, statistic } from "../../server/sandbox/simulation/index.ts";
import type { Series } from "../../server/sandbox/world/cloudwatch.ts";
import { random } from "../../server/sandbox/world/random.ts";
import vectors from "../vectors/dynamics.json" with { type: "json" };
import { type Lab, lab, referenceParameters, resize, T0, until, users } from "./lab.ts";

type Vector = {
  name: string;
  datapoints: { level: number; taskStartedAtSecondOfMinute: number }[];
  expected: { atSecond: number; statistics?: Record<Shown, number> }[];
};
type Shown = "SampleCount" | "Average" | "Minimum" | "Maximum";
const vector = (name: string) => (vectors as unknown as Vector[]).find((it) => it.name === name)!;

function statisticsOf(it: Lab, name: string, minute: number): Record<Shown, number> {
  const series = it.state.cloudwatch.series[seriesKey("AWS/ECS", name, service)]!;
  const from = T0 + minute * 60_000;
  const points = readPoints(series, { from, until: from + 60_000, now: from + 600_000 });
  const shown = ["SampleCount", "Average", "Minimum", "Maximum"] as const;
  return Object.fromEntries(shown.map((one) => [one, statistic(points, 0, one)])) as Record<Shown, number>;
}

const service = [
  { name: "ClusterName", value: "shop" },
  { name: "ServiceName", value: "web" },
];
const balancer = { name: "LoadBalancer", value: "app/shop/0000000000000001" };
const group = { name: "TargetGroup", value: "targetgroup/web/0000000000000002" };

test("a series is found whatever the order of its dimensions", () => {
  expect(seriesKey("AWS/ECS", "CPUUtilization", [...service].reverse())).toBe(
    seriesKey("AWS/ECS", "CPUUtilization", service),
  );
});

test("a minute can be read 45 seconds after it closed, not before", () => {
  const it = lab({ parameters: referenceParameters });
  const read = () =>
    readPoints(cpu(it), { from: T0, until: it.world.now, now: it.world.now }).at.map((at) => at - T0 / 1000);

  until(it, "1:44");
  expect(read()).toEqual([]);
  until(it, "1:45");
  expect(read()).toEqual([0]);
  until(it, "2:45");
  expect(read()).toEqual([0, 60]);
});

test("SampleCount is the number of tasks, the extremes are those of 20-second observations", () => {
  const it = lab({ parameters: referenceParameters, tasks: 2 });

  // 125 / 10.03 = 12.46 requests a second on 2 x 31.25: 19.94 %, in the last 21 seconds of the minute.
  until(it, "0:38");
  users(it, 125);
  until(it, "2:45");

  const points = readPoints(cpu(it), { from: T0, until: it.world.now, now: it.world.now });
  const busy = (100 * (125 / 10.03)) / (2 * 31.25);
  expect(statistic(points, 0, "SampleCount")).toBe(2);
  expect(statistic(points, 0, "Average")).toBeCloseTo((39 * 0.2 + 21 * busy) / 60, 8);
  expect(statistic(points, 0, "Sum")).toBeCloseTo((2 * (39 * 0.2 + 21 * busy)) / 60, 8);
  expect(statistic(points, 0, "Minimum")).toBeCloseTo(0.2, 8);
  expect(statistic(points, 0, "Maximum")).toBeCloseTo(busy, 8);
});

test("the first, partial minute of a task contains zeros and counts 55 %", () => {
  const it = lab({ parameters: referenceParameters });

  resize(it, 2); // RUNNING at second 25
  until(it, "1:45");

  const points = readPoints(cpu(it), { from: T0, until: it.world.now, now: it.world.now });
  expect(statistic(points, 0, "SampleCount")).toBe(2);
  expect(statistic(points, 0, "Sum")).toBeCloseTo(0.2 + 0.55 * 0.2, 8);
  expect(statistic(points, 0, "Minimum")).toBe(0);
});

test("recorded: ecs-metric-publication-delay-60s, a minute that closed 36 s ago cannot be read, one that closed 55 s ago can", () => {
  const it = lab();
  const read = () =>
    readPoints(cpu(it), { from: T0, until: it.world.now, now: it.world.now }).at.map((at) => at - T0 / 1000);
  const [early, late] = vector("ecs-metric-publication-delay-60s").expected;

  until(it, `1:${early!.atSecond}`);
  expect(read()).toEqual([]);
  until(it, `1:${late!.atSecond}`);
  expect(read()).toEqual([0]);
});

test("recorded: ecs-metric-first-partial-minute, it holds zeros and 5/9 of the level, the next one the level alone", () => {
  const { datapoints, expected } = vector("ecs-metric-first-partial-minute");
  const startedAt = Math.ceil(datapoints[0]!.taskStartedAtSecondOfMinute);
  const it = lab({
    tasks: 0,
    memoryMiB: 512,
    parameters: { ...referenceParameters, createdToRunningSeconds: { ec2: 0, fargate: 27 }, firstMinuteFactor: 5 / 9 },
  });
  until(it, `0:${60 + startedAt - 14}`);
  resize(it, 1); // RUNNING 14 s later, at second 9 of minute 1
  until(it, "3:45");

  const [partial, whole] = [1, 2].map((minute) => statisticsOf(it, "MemoryUtilization", minute));
  // The sample application holds 34 MiB, the recorded one 107; what counts is the share of the level.
  const level = whole!.Maximum;
  expect(level).toBe((100 * 34) / 512);
  for (const [i, measured] of [partial!, whole!].entries()) {
    const recorded = expected[i]!.statistics!;
    expect(measured.SampleCount).toBe(recorded.SampleCount);
    for (const name of ["Minimum", "Maximum", "Average"] as const)
      expect(measured[name] / level, name).toBeCloseTo(recorded[name] / datapoints[0]!.level, 8);
  }
});

test("LiveTaskCount is one sample a minute, the number of running tasks", () => {
  const it = lab({ parameters: referenceParameters, tasks: 3 });

  until(it, "2:00");
  resize(it, 0);
  until(it, "6:00");

  expect(statisticsOf(it, "LiveTaskCount", 0)).toEqual({ SampleCount: 1, Average: 3, Minimum: 3, Maximum: 3 });
  expect(it.state.cloudwatch.series[seriesKey("AWS/ECS", "LiveTaskCount", service)]).toMatchObject({
    unit: "Count",
    minutes: { at: [T0 / 1000, T0 / 1000 + 60] },
  });
});

test("without a running task there is no datapoint", () => {
  const it = lab({ parameters: referenceParameters });

  resize(it, 0); // stops at second 6
  until(it, "5:00");

  expect(cpu(it).minutes.at).toEqual([T0 / 1000]);
});

test("a load balancer counts requests, their times and its hosts; idle it only says zero per target", () => {
  const it = lab({ parameters: referenceParameters, tasks: 2 });

  until(it, "0:59");
  users(it, 200);
  until(it, "2:00");

  const value = (name: string, dimensions: { name: string; value: string }[], minute: number) => {
    const series = it.state.cloudwatch.series[seriesKey("AWS/ApplicationELB", name, dimensions)]!;
    const from = T0 + minute * 60_000;
    return readPoints(series, { from, until: from + 60_000, now: from + 600_000 }).sum[0];
  };
  const requests = Math.round((60 * 200) / 10.03);
  expect(value("RequestCountPerTarget", [group], 0)).toBe(0);
  expect(value("RequestCount", [balancer], 0)).toBeUndefined();
  expect(value("RequestCount", [balancer], 1)).toBe(requests);
  expect(value("RequestCount", [balancer, group], 1)).toBe(requests);
  expect(value("RequestCountPerTarget", [group], 1)).toBe(requests / 2);
  expect(value("HTTPCode_Target_2XX_Count", [balancer, group], 1)).toBe(requests);
  expect(value("HealthyHostCount", [balancer, group], 1)).toBe(2 * 2);
  // Two samples a minute; in seconds, above the base of 30 ms each.
  expect(value("TargetResponseTime", [balancer, group], 1)).toBeGreaterThan(requests * 0.03);
});

test("reservation of a cluster is what its tasks reserve of its instances", () => {
  const it = lab({ tasks: 2, instances: [{ cpu: 1024, memoryMiB: 512 }] });

  until(it, "1:00");

  const value = (name: string) => it.state.cloudwatch.series[seriesKey("AWS/ECS", name, [service[0]!])]!.minutes.sum[0];
  expect(value("CPUReservation")).toBe(50);
  expect(value("MemoryReservation")).toBe(50);
  expect(value("CPUUtilization")).toBeCloseTo((0.2 * 512) / 1024, 8);
});

test("minutes are kept for a day, five-minute points for fifteen; a longer period joins them", () => {
  const series = filled(20 * 1440);
  const now = T0 + 20 * 86_400_000 + 105_000;

  const oldestMinute = series.minutes.at[0]!;
  const oldestFive = series.fiveMinutes.at[0]!;
  const end = T0 / 1000 + 20 * 86_400;
  expect(end - oldestMinute).toBeGreaterThanOrEqual(86_400 - 60);
  expect(end - oldestMinute).toBeLessThanOrEqual(86_400 + 3_600);
  expect(end - oldestFive).toBeGreaterThanOrEqual(15 * 86_400 - 300);
  expect(end - oldestFive).toBeLessThanOrEqual(15 * 86_400 + 3_600);

  const days = readPoints(series, {
    from: T0 + 6 * 86_400_000,
    until: T0 + 20 * 86_400_000,
    now,
    periodSeconds: 86_400,
  });
  expect(days.samples).toEqual(Array.from({ length: 14 }, () => 1440));
  expect(days.sum).toEqual(Array.from({ length: 14 }, () => 1440 * 3));
});

test("equal points in a row are kept as one and read as many, with gaps where nothing was written", () => {
  const cloudwatch = { series: {} as Record<string, Series>, alarms: {}, history: [] };
  const metric = { namespace: "N", name: "M", dimensions: [], unit: "Count", delaySeconds: 45 };
  const chance = { random: 11 };
  const written: number[][] = [];
  let sum = 1;
  for (let minute = 0; minute < 1_000; minute++) {
    if (random(chance) < 0.1) sum = Math.floor(3 * random(chance));
    if (random(chance) < 0.03) continue;
    writePoint(cloudwatch, metric, T0 / 1000 + minute * 60, { samples: 1, sum, min: sum, max: sum });
    written.push([T0 / 1000 + minute * 60, sum]);
  }
  const series = Object.values(cloudwatch.series)[0]!;
  const now = T0 + 2_000 * 60_000;

  const all = readPoints(series, { from: T0, until: now, now });
  expect(all.at.map((at, i) => [at, all.sum[i]])).toEqual(written);
  expect(series.minutes.at.length).toBeLessThan(written.length / 3);

  for (const [from, until] of [
    [100, 101],
    [333, 777],
    [0, 500],
  ] as const) {
    const query = { from: T0 + from * 60_000, until: T0 + until * 60_000, now };
    const part = readPoints(series, query);
    expect(part.at.map((at, i) => [at, part.sum[i]])).toEqual(
      written.filter(([at]) => at! * 1000 >= query.from && at! * 1000 < query.until),
    );
    const hours = readPoints(series, { ...query, periodSeconds: 3_600 });
    const inside = written.filter(([at]) => {
      const hour = at! - (at! % 3_600);
      return hour * 1000 >= query.from && hour * 1000 < query.until;
    });
    expect(hours.samples.reduce((all, one) => all + one, 0)).toBe(inside.length);
    expect(hours.sum.reduce((all, one) => all + one, 0)).toBe(inside.reduce((all, [, value]) => all + value!, 0));
  }
  expect(newestPointAt(series, now / 1000)).toBe(written.at(-1)![0]);
  // At the very instant at which minute 500 becomes readable.
  const then = T0 / 1000 + 501 * 60 + 45;
  expect(newestPointAt(series, then)).toBe(written.findLast(([at]) => at! <= T0 / 1000 + 500 * 60)![0]);
});

function filled(minutes: number): Series {
  const cloudwatch = { series: {} as Record<string, Series>, alarms: {}, history: [] };
  const metric = {
    namespace: "AWS/ECS",
    name: "CPUUtilization",
    dimensions: service,
    unit: "Percent",
    delaySeconds: 45,
  };
  for (let i = 0; i < minutes; i++)
    writePoint(cloudwatch, metric, T0 / 1000 + i * 60, { samples: 1, sum: 3, min: 3, max: 3 });
  return Object.values(cloudwatch.series)[0]!;
}

const cpu = (it: Lab): Series =>
  it.state.cloudwatch.series[seriesKey("AWS/ECS", "CPUUtilization", service)] ?? {
    namespace: "AWS/ECS",
    name: "CPUUtilization",
    dimensions: service,
    unit: "Percent",
    delaySeconds: 45,
    minutes: noPoints(),
    fiveMinutes: noPoints(),
  };
