import { expect, test } from "vitest";
import { periodReader, readUnits } from "../../server/sandbox/simulation/custom-metrics.ts";
import { seriesKey, startDeployment } from "../../server/sandbox/simulation/index.ts";
import {
  cpuPolicy,
  type Lab,
  lab,
  policy,
  referenceParameters,
  resize,
  scalableTarget,
  T0,
  until,
  users,
} from "./lab.ts";

const dimensions = [
  { name: "ClusterName", value: "shop" },
  { name: "ServiceName", value: "web" },
];
const both = ["CPUUtilization", "MemoryUtilization"];

/** `second: SampleCount × Average`, from T0. */
function points(it: Lab, periodSeconds: number, name = "CPUUtilization", until = it.world.now): string[] {
  const query = { from: T0, until, now: it.world.now, periodSeconds };
  const [found] = readUnits(it.state.cloudwatch, { namespace: "AWS/ECS", name, dimensions }, "Percent", query);
  const all = found?.points ?? [];
  return all.map(
    ({ at, samples, sum }) => `${at - T0 / 1000}: ${samples} × ${Math.round((100 * sum) / samples) / 100}`,
  );
}

test("20-second points can be read as soon as they are over, minutes of them count three times the tasks", () => {
  const it = lab({ parameters: referenceParameters, tasks: 2, highResolution: both });

  until(it, "0:18");
  expect(points(it, 20)).toEqual([]);
  until(it, "0:20");
  expect(points(it, 20)).toEqual(["0: 2 × 0.2"]);
  until(it, "1:00");
  expect(points(it, 20)).toEqual(["0: 2 × 0.2", "20: 2 × 0.2", "40: 2 × 0.2"]);
  expect(points(it, 60)).toEqual(["0: 6 × 0.2"]);

  // A minute that is still open says what there is of it, to those who ask for the whole of it.
  until(it, "1:40");
  expect(points(it, 60)).toEqual(["0: 6 × 0.2"]);
  expect(points(it, 60, "CPUUtilization", T0 + 120_000)).toEqual(["0: 6 × 0.2", "60: 4 × 0.2"]);
  until(it, "10:00");
  expect(points(it, 300)).toEqual(["0: 30 × 0.2", "300: 30 × 0.2"]);
  expect(points(it, 60, "MemoryUtilization")[0]).toBe("0: 6 × 26.56");
});

test("each 20-second point is the mean of its own seconds; a minute is the mean of its three", () => {
  const it = lab({ parameters: referenceParameters, highResolution: both });

  until(it, "0:39");
  users(it, 150); // 150 / 10.03 / 31.25 are 47.86 %
  until(it, "1:00");

  expect(points(it, 20)).toEqual(["0: 1 × 0.2", "20: 1 × 0.2", "40: 1 × 47.86"]);
  expect(points(it, 60)).toEqual(["0: 3 × 16.09"]);
});

test("a shorter period reads the points there are: 20 seconds apart, or a minute where a service publishes no more", () => {
  const fast = lab({ parameters: referenceParameters, highResolution: ["CPUUtilization"] });
  until(fast, "3:00");

  expect(points(fast, 10)).toEqual(points(fast, 20));
  expect(points(fast, 20)).toHaveLength(9);
  expect(points(fast, 30).slice(0, 3)).toEqual(["0: 2 × 0.2", "30: 1 × 0.2", "60: 2 × 0.2"]);
  // Memory is published once a minute, and late.
  expect(points(fast, 20, "MemoryUtilization")).toEqual(["0: 1 × 26.56", "60: 1 × 26.56"]);
});

test("20-second points are kept for three hours, their minutes stay", () => {
  const it = lab({ parameters: referenceParameters, highResolution: both });

  until(it, "600:00");

  const { twentySeconds, minutes } = it.state.cloudwatch.series[seriesKey("AWS/ECS", "CPUUtilization", dimensions)]!;
  const kept = (T0 + 600 * 60_000) / 1000 - twentySeconds!.at[0]!;
  expect(kept).toBeGreaterThanOrEqual(3 * 3_600);
  expect(kept).toBeLessThanOrEqual(4 * 3_600);
  expect(minutes.at[0]).toBe(T0 / 1000);
  expect(points(it, 60)).toHaveLength(600);
});

test("an alarm of 20 seconds takes no minute for its first 20 seconds where a task began later in it", () => {
  const it = lab({ parameters: referenceParameters, tasks: 0, highResolution: both });
  resize(it, 1); // RUNNING at second 25
  until(it, "3:00");

  const metric = { namespace: "AWS/ECS", name: "CPUUtilization", dimensions };
  const query = { periodSeconds: 20, statistic: "Average", now: it.world.now / 1000 } as const;
  const read = periodReader(it.state.cloudwatch, metric, query);

  expect([0, 20, 40, 60].map((second) => read(T0 / 1000 + second)?.value)).toEqual([undefined, 0.2, 0.2, 0.2]);
});

test("while tasks of two deployments run, each publishes as its own deployment says", () => {
  const it = lab({ parameters: referenceParameters, tasks: 2 });
  it.service.echo.monitoring = { metricConfigurations: [{ metricNames: both, resolutionSeconds: 20 }] };

  startDeployment(it.world, it.state, it.service, "web:1", "test", it.changes); // two new tasks run at second 25
  until(it, "2:00");

  expect(points(it, 20).slice(0, 2)).toEqual(["20: 2 × 0.2", "40: 2 × 0.2"]);
  // Two old tasks count once in the minute, two new ones in each of their 20-second points.
  until(it, "2:45");
  expect(points(it, 60, "CPUUtilization", T0 + 60_000)).toEqual(["0: 6 × 0.2"]);
});

test("a standard policy keeps its alarms of a minute, one of high resolution has 3 and 30 periods of 20 seconds", () => {
  const it = lab({ highResolution: both });
  const target = scalableTarget(it, 1, 5);
  const high = (type: string) => ({ ...cpuPolicy(), predefinedMetric: { type } });

  const standard = policy(it, target, cpuPolicy());
  const cpu = policy(it, target, high("ECSServiceAverageCPUUtilizationHighResolution"), undefined, "cpu20");
  const memory = policy(it, target, high("ECSServiceAverageMemoryUtilizationHighResolution"), undefined, "memory20");

  expect([standard.high, standard.low]).toMatchObject([
    { periodSeconds: 60, evaluationPeriods: 3 },
    { periodSeconds: 60, evaluationPeriods: 15 },
  ]);
  expect([cpu.high, cpu.low, memory.high, memory.low]).toMatchObject([
    { metricName: "CPUUtilization", periodSeconds: 20, evaluationPeriods: 3, threshold: 40, unit: "Percent" },
    { metricName: "CPUUtilization", periodSeconds: 20, evaluationPeriods: 30, threshold: 36 },
    { metricName: "MemoryUtilization", periodSeconds: 20, evaluationPeriods: 3 },
    { metricName: "MemoryUtilization", periodSeconds: 20, evaluationPeriods: 30 },
  ]);
});

test("with 20-second metrics a service scales out a minute and a half after the load, not four to six", () => {
  const it = lab({ parameters: referenceParameters, highResolution: both });
  const predefinedMetric = { type: "ECSServiceAverageCPUUtilizationHighResolution" };
  policy(it, scalableTarget(it, 1, 5), { ...cpuPolicy(), predefinedMetric }, { high: 5, low: 5 });

  until(it, "4:59");
  users(it, 600);
  until(it, "6:14");
  expect(it.service.desiredCount).toBe(1);
  until(it, "6:15"); // the third point closed at 06:00 and is used from ten seconds later on, at the next second of the alarm

  expect(it.service.desiredCount).toBe(3);
});

test("an alarm of 20 seconds asks again every ten seconds", () => {
  const it = lab({ parameters: referenceParameters, highResolution: both, tasks: 5 });
  const predefinedMetric = { type: "ECSServiceAverageCPUUtilizationHighResolution" };
  policy(it, scalableTarget(it, 1, 5), { ...cpuPolicy({ targetValue: 10 }), predefinedMetric }, { high: 3, low: 3 });
  users(it, 600);

  until(it, "10:00");

  const { times, at, lastAt } = it.state.scaling.decisions![0]!;
  expect(((lastAt! - at) / 1000) % 10).toBe(0);
  expect(times).toBe((lastAt! - at) / 10_000 + 1);
});

test("a service that publishes every 20 seconds lives the same history however time is cut", () => {
  const history = (step: number) => {
    const it = lab({ parameters: referenceParameters, highResolution: both });
    const predefinedMetric = { type: "ECSServiceAverageCPUUtilizationHighResolution" };
    policy(it, scalableTarget(it, 1, 5), { ...cpuPolicy(), predefinedMetric }, { high: 5, low: 7 });
    users(it, 450, 3);
    for (let second = step; second <= 2_700; second += step) {
      until(it, `0:${second}`);
      if (second === 1_350) resize(it, 2);
    }
    return { changes: it.changes, world: it.world };
  };

  expect(history(1)).toStrictEqual(history(1_350));
});
