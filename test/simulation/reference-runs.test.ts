import { expect, test } from "vitest";
import { currentEvaluation, valuesOf } from "../../server/sandbox/simulation/alarms.ts";
import { readPoints, seriesKey, statistic } from "../../server/sandbox/simulation/index.ts";
import { isCooling } from "../../server/sandbox/simulation/target-tracking.ts";
import type { MetricAlarm } from "../../server/sandbox/world/cloudwatch.ts";
import type { ScalableTarget } from "../../server/sandbox/world/scaling.ts";
import {
  clock,
  cpuPolicy,
  type Lab,
  lab,
  policy,
  referenceParameters,
  running,
  scalableTarget,
  T0,
  until,
  users,
} from "./lab.ts";

/*
 * Two runs worked out by hand from the rules: target 40, 1 to 5 tasks, cooldowns 30/30, both alarms evaluated at second :05,
 * users from 05:00 to 35:00. In parentheses after a transition the decisive points, newest first; raw is the ceiling before
 * credit, gradual limit and bounds.
 */

test("600 users: one task becomes three and five, and goes back one by one", () => {
  const run = reference({ users: 600, minutes: 60 });

  expect(run.log).toEqual([
    "02:05 AlarmHigh INSUFFICIENT_DATA -> OK (0.2)",
    "07:05 AlarmLow INSUFFICIENT_DATA -> OK (100.0)",
    "09:05 AlarmHigh OK -> ALARM (100.0, 100.0, 100.0)",
    "09:05 desired 1 -> 3  (running 1, mean 100.0, raw 3)",
    "09:30 running 3",
    '09:37 activity "Setting desired count to 3." Successful',
    "10:05 desired 3 -> 5  (running 3, mean 100.0, raw 8, cooldown credit 2)",
    "10:30 running 5",
    '10:37 activity "Setting desired count to 5." Successful',
    "11:05 not scaled: AlreadyAtMaxCapacity",
    "12:05 AlarmHigh ALARM -> OK (39.1)",
    "51:05 AlarmLow OK -> ALARM (0.2, 0.2, 0.2, 0.2, 0.2, …)",
    "51:05 desired 5 -> 4  (running 5, mean 0.2, raw 1)",
    "51:11 running 4",
    '51:37 activity "Setting desired count to 4." Successful',
    "52:05 (no action: scale-in cooldown until 52:07)",
    "53:05 desired 4 -> 3  (running 4, mean 0.2, raw 1)",
    "53:11 running 3",
    '53:37 activity "Setting desired count to 3." Successful',
    "54:05 (no action: scale-in cooldown until 54:07)",
    "55:05 desired 3 -> 2  (running 3, mean 0.2, raw 1)",
    "55:11 running 2",
    '55:37 activity "Setting desired count to 2." Successful',
    "56:05 (no action: scale-in cooldown until 56:07)",
    "57:05 desired 2 -> 1  (running 2, mean 0.2, raw 1)",
    "57:11 running 1",
    '57:37 activity "Setting desired count to 1." Successful',
    "58:05 not scaled: AlreadyAtMinCapacity",
  ]);
  expect(run.datapoints).toEqual([
    ...repeat("0.20", 5),
    ...repeat("100.00", 4),
    "50.70",
    "39.05",
    ...repeat("38.29", 24),
    ...repeat("0.20", 25),
  ]);
});

test("300 users: five tasks are too many, two are too few", () => {
  const run = reference({ users: 300, minutes: 60 });

  expect(run.log).toEqual([
    "02:05 AlarmHigh INSUFFICIENT_DATA -> OK (0.2)",
    "07:05 AlarmLow INSUFFICIENT_DATA -> OK (95.7)",
    "09:05 AlarmHigh OK -> ALARM (95.7, 95.7, 95.7)",
    "09:05 desired 1 -> 3  (running 1, mean 95.7, raw 3)",
    "09:30 running 3",
    '09:37 activity "Setting desired count to 3." Successful',
    "10:05 desired 3 -> 5  (running 3, mean 95.7, raw 8, cooldown credit 2)",
    "10:30 running 5",
    '10:37 activity "Setting desired count to 5." Successful',
    "11:05 AlarmHigh ALARM -> OK (33.0)",
    "25:05 AlarmLow OK -> ALARM (19.1, 19.1, 19.1, 19.1, 19.1, …)",
    "25:05 desired 5 -> 4  (running 5, mean 20.1, raw 3)",
    "25:11 running 4",
    '25:37 activity "Setting desired count to 4." Successful',
    "26:05 (no action: scale-in cooldown until 26:07)",
    "27:05 desired 4 -> 3  (running 4, mean 19.4, raw 2)",
    "27:11 running 3",
    '27:37 activity "Setting desired count to 3." Successful',
    "28:05 (no action: scale-in cooldown until 28:07)",
    "29:05 desired 3 -> 2  (running 3, mean 20.3, raw 2)",
    "29:11 running 2",
    '29:37 activity "Setting desired count to 2." Successful',
    "30:05 (no action: scale-in cooldown until 30:07)",
    "31:05 AlarmLow ALARM -> OK (40.6)",
    "33:05 AlarmHigh OK -> ALARM (47.9, 47.9, 40.6)",
    "33:05 desired 2 -> 3  (running 2, mean 45.4, raw 3)",
    "33:30 running 3",
    '33:37 activity "Setting desired count to 3." Successful',
    "34:05 (no action: in cooldown, raw 4 - credit = 3)",
    "35:05 AlarmHigh ALARM -> OK (32.4)",
    "49:05 AlarmLow OK -> ALARM (0.2, 0.2, 0.2, 0.2, 0.2, …)",
    "49:05 desired 3 -> 2  (running 3, mean 4.5, raw 1)",
    "49:11 running 2",
    '49:37 activity "Setting desired count to 2." Successful',
    "50:05 (no action: scale-in cooldown until 50:07)",
    "51:05 desired 2 -> 1  (running 2, mean 0.2, raw 1)",
    "51:11 running 1",
    '51:37 activity "Setting desired count to 1." Successful',
    "52:05 not scaled: AlreadyAtMinCapacity",
  ]);
  expect(run.datapoints).toEqual([
    ...repeat("0.20", 5),
    ...repeat("95.71", 4),
    ...["32.97", "19.53"],
    ...repeat("19.14", 14),
    ...["22.27", "23.93", "28.81", "31.90", "40.59"],
    ...repeat("47.86", 3),
    ...["32.44", "31.90"],
    ...repeat("0.20", 25),
  ]);
});

test("without the gradual limit, all four tasks go in one scale-in", () => {
  const run = reference({ users: 600, minutes: 53, scaleInShare: 1 });

  expect(run.log.slice(run.log.indexOf("12:05 AlarmHigh ALARM -> OK (39.1)") + 1)).toEqual([
    "51:05 AlarmLow OK -> ALARM (0.2, 0.2, 0.2, 0.2, 0.2, …)",
    "51:05 desired 5 -> 1  (running 5, mean 0.2, raw 1)",
    "51:11 running 1",
    '51:37 activity "Setting desired count to 1." Successful',
    "52:05 not scaled: AlreadyAtMinCapacity",
  ]);
});

const repeat = (value: string, times: number): string[] => Array.from({ length: times }, () => value);

/** Lives the run second by second and writes it down in the notation of the reference. */
function reference(given: { users: number; minutes: number; scaleInShare?: number }): {
  log: string[];
  datapoints: string[];
} {
  const it = lab({ parameters: { ...referenceParameters, scaleInShare: given.scaleInShare ?? 0.2 } });
  const target = scalableTarget(it, 1, 5);
  const { high, low } = policy(it, target, cpuPolicy());
  const log: string[] = [];
  let tasks = running(it);
  for (let second = 1; second <= given.minutes * 60; second++) {
    if (second === 5 * 60) users(it, given.users);
    if (second === 35 * 60) users(it, 0);
    it.changes.length = 0;
    const credit = target.scaleOut && isCooling(target.scaleOut, it.world.now + 1000) ? target.scaleOut : undefined;
    until(it, `0:${second}`);
    for (const line of linesOf(it, target, [high, low!], credit && credit.to - credit.from))
      log.push(`${clock(it.world.now)} ${line}`);
    if (running(it) !== tasks) log.push(`${clock(it.world.now)} running ${running(it)}`);
    tasks = running(it);
  }
  const dimensions = [
    { name: "ClusterName", value: "shop" },
    { name: "ServiceName", value: "web" },
  ];
  const series = it.state.cloudwatch.series[seriesKey("AWS/ECS", "CPUUtilization", dimensions)]!;
  const { now } = it.world;
  // An hour later the last minute, too, can be read.
  const points = readPoints(series, { from: T0, until: now, now: now + 3_600_000 });
  return { log, datapoints: points.sum.map((_, i) => statistic(points, i, "Average").toFixed(2)) };
}

function linesOf(it: Lab, target: ScalableTarget, alarms: MetricAlarm[], credit: number | undefined): string[] {
  const lines: string[] = [];
  for (const { topic, resource, what } of it.changes) {
    if (topic === "alarms" && what.includes("->")) {
      const alarm = it.state.cloudwatch.alarms[resource]!;
      const points = JSON.parse(alarm.stateReasonData!).evaluatedDatapoints.map((point: { value: number }) =>
        point.value.toFixed(1),
      );
      const shown = points.length > 5 ? [...points.slice(0, 5), "…"] : points;
      lines.push(`${kind(alarm)} ${what} (${shown.join(", ")})`);
    }
    if (topic === "service" && what.startsWith("desired")) {
      const alarm = alarms.find((one) => one.state === "ALARM")!;
      const { mean, raw } = ask(it, alarm);
      const credited = credit === undefined ? "" : `, cooldown credit ${credit}`;
      lines.push(
        `${what}  (running ${running(it)}, mean ${mean.toFixed(1)}, raw ${raw}${kind(alarm) === "AlarmHigh" ? credited : ""})`,
      );
    }
    if (topic === "scaling" && !/^(Setting|decision)/.test(what)) lines.push(what);
  }
  // Signals that a cooldown swallows leave no activity.
  const silent = !it.changes.some(
    ({ topic, what }) => topic === "alarms" || (topic === "scaling" && !what.startsWith("decision")),
  );
  for (const alarm of alarms) {
    if (!silent || alarm.state !== "ALARM" || (it.world.now / 1000) % 60 !== alarm.phaseSeconds) continue;
    const cooling = kind(alarm) === "AlarmHigh" ? target.scaleOut : target.scaleIn;
    if (!isCooling(cooling, it.world.now)) continue;
    const until = clock(cooling!.endedAt + cooling!.cooldownSeconds * 1000);
    const { raw } = ask(it, alarm);
    if (kind(alarm) === "AlarmLow") lines.push(`(no action: scale-in cooldown until ${until})`);
    else lines.push(`(no action: in cooldown, raw ${raw} - credit = ${raw - (cooling!.to - cooling!.from)})`);
  }
  return lines;
}

/** What the formula asks for at this second, before anything limits it. */
function ask(it: Lab, alarm: MetricAlarm): { mean: number; raw: number } {
  const points = valuesOf(currentEvaluation(it.world, it.state, alarm));
  const mean = points.reduce((sum, value) => sum + value, 0) / points.length;
  return { mean, raw: Math.ceil((running(it) * mean) / 40 - 1e-9) };
}

const kind = (alarm: MetricAlarm): string => (alarm.name.includes("-AlarmHigh-") ? "AlarmHigh" : "AlarmLow");
