import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { Load } from "../../contract/index.ts";
import { expectThat, type Wait } from "../expectation.ts";
import { misconceptions } from "../misconceptions.ts";
import {
  alarmHistoryOf,
  alarmsOf,
  cpuMetric,
  cpuRecordOf,
  deletedAlarmsOf,
  healthyTargetsOf,
  metricsOf,
  type Points,
  scalingPoliciesOf,
  serviceOf,
} from "../reading.ts";
import { datapointsToAlarm, scenario, transfer } from "../scenario.ts";
import { type Looking, step } from "../step.ts";
import { clockTime, percent } from "../words.ts";
import { deletedByHand, saveAgain } from "./configuring-service-auto-scaling.ts";

const MINUTE = 60_000;

export const sendLoad = step("send-load", async (looking) => {
  const cpu = await cpuRecordOf(looking, looking.now, (points) => points.values.some(isAbove));
  const first = cpu.values.findIndex(isAbove);
  const highest = cpu.values.length > 0 ? percent(Math.max(...cpu.values)) : undefined;
  const load = first < 0 ? await looking.load?.read() : undefined;
  const service = isRunning(load) ? (await serviceOf(looking)).found : undefined;
  const healthy = service ? ((await healthyTargetsOf(looking, service)) ?? service.runningCount ?? 0) : undefined;
  return [
    expectThat("CPU utilisation passed the target")
      .of(cpuMetric(looking, cpu), "Average", highest)
      .isAbove(scenario.targetValue)
      .since(cpu.at[first])
      .recognise(misconceptions.noHealthyTask, () => healthy === 0)
      .recognise(misconceptions.loadTooSmall, () => isRunning(load) && load.users < scenario.users)
      .recognise(misconceptions.noDatapoints)
      .because("As long as it stays below, there is no reason to add tasks.")
      .otherwise("Start {asked} users in the load panel; CloudWatch shows a minute about a minute after it has ended.")
      .with({
        users: load?.users,
        asked: scenario.users,
        running: service?.runningCount,
        desired: service?.desiredCount,
      })
      .pendingFor(healthy === 0 ? undefined : publication(load, cpu, looking.now))
      .hint("start-load"),
  ];
});

/** Load runs, and the minutes in which it ran are not published yet. */
function publication(load: Load | undefined, cpu: Points, now: number): Wait | undefined {
  if (!isRunning(load)) return undefined;
  const newest = cpu.at.at(-1);
  // The first whole minute under load, and the two minutes it may take until CloudWatch has it.
  const firstWhole = Math.ceil((load.startedAt ?? now) / MINUTE) * MINUTE;
  if (newest !== undefined && newest >= firstWhole) return undefined;
  return {
    awaiting:
      "Load is running since {started}. Its first whole minute is that of {firstWhole}; CloudWatch publishes it about a minute after it has ended. {newest, select, null {No datapoint is there yet.} other {The newest datapoint is of {newest}.}}",
    since: load.startedAt ?? undefined,
    values: {
      started: clockTime(load.startedAt ?? now),
      firstWhole: clockTime(firstWhole),
      newest: newest === undefined ? null : clockTime(newest),
    },
  };
}

export const alarmHigh = step("alarm-high", async (looking) => {
  const history = await alarmHistoryOf(looking, { type: "StateUpdate" });
  const rang = history.findLast(
    (item) => item.AlarmName!.includes("-AlarmHigh-") && item.HistorySummary?.endsWith(" to ALARM"),
  );
  const { alarms, cpu } = rang ? { alarms: [], cpu: undefined } : await whereItStands(looking);
  const high = alarms.find((it) => it.AlarmName!.includes("-AlarmHigh-"));
  const threshold = high?.Threshold ?? scenario.targetValue;
  const [policies, deleted] =
    rang || high ? [[], []] : await Promise.all([scalingPoliciesOf(looking), deletedAlarmsOf(looking)]);
  const tracks = policies.some(({ PolicyType }) => PolicyType === "TargetTrackingScaling");
  const gone = deletedByHand(deleted, "AlarmHigh");
  const resource = {
    kind: "Alarm",
    name: rang?.AlarmName ?? high?.AlarmName ?? "AlarmHigh of the scaling policy",
    region: looking.region,
    found: rang ?? high,
  };
  return [
    expectThat("AlarmHigh went to ALARM")
      .of(resource, "StateValue", rang ? "ALARM" : high?.StateValue)
      .is("ALARM")
      .since(rang?.Timestamp?.getTime())
      .recognise(misconceptions.alarmDeletedByHand, (it) => it === null && tracks && gone !== undefined)
      .recognise(misconceptions.policyDeleted, (it) => it === null && !tracks && gone !== undefined)
      .recognise(misconceptions.noPolicyNoAlarm, (it) => it === null && !tracks)
      .recognise(misconceptions.thresholdOutOfReach, () => (high?.Threshold ?? 0) > 100)
      .because(
        "It needs {needed} datapoints in a row above {threshold} %; {seen, plural, =0 {there are none yet} other {the newest are {latest}}}.",
      )
      .with({ needed: datapointsToAlarm.high, threshold, ...latest(cpu), ...gone })
      .otherwise(tracks ? saveAgain : "Start the load, and keep it running.")
      .pendingFor(high && cpu ? untilItRings(high, cpu) : undefined)
      .hint("alarm-high"),
  ];
});

/** AlarmHigh has datapoints above its threshold at the end of the record, and has not rung yet. */
export function untilItRings(high: MetricAlarm, cpu: Points): Wait | undefined {
  const above = trailing(cpu, (it) => it > high.Threshold!);
  if (above === 0) return undefined;
  const enough = above >= datapointsToAlarm.high;
  return {
    key: enough ? "pending-evaluation" : "impatience",
    awaiting: enough
      ? "The datapoints are there; the alarm looks at them once a minute."
      : "AlarmHigh needs {needed} datapoints in a row above {threshold} %, and has {datapoints}. Each takes a minute to fill and about another to be published.",
    since: cpu.at.at(-above),
    values: { needed: datapointsToAlarm.high, threshold: high.Threshold!, datapoints: above },
  };
}

/** The task done alone: another load, on one task, so that it is busy and not full. Of the last day, minute by minute. */
export const anotherLoad = step("another-load", async (looking) => {
  const [cpu, samples] = await metricsOf(
    looking,
    [
      { metric: "CPUUtilization", statistic: "Average" },
      { metric: "CPUUtilization", statistic: "SampleCount" },
    ],
    { from: looking.now - 1440 * MINUTE, until: looking.now + MINUTE },
  );
  const { least, most, minutes } = transfer.cpu;
  const isBetween = (i: number) => cpu!.values[i]! >= least && cpu!.values[i]! <= most;
  let [longest, row, shared, since]: (number | undefined)[] = [0, 0, undefined, undefined];
  for (const i of cpu!.values.keys()) {
    if (isBetween(i) && samples!.values[i]! > 1) shared = samples!.values[i];
    row = isBetween(i) && samples!.values[i] === 1 ? row! + 1 : 0;
    if (row > longest!) [longest, since] = [row, cpu!.at[i - row + 1]];
  }
  const load = longest! < minutes ? await looking.load?.read() : undefined;
  return [
    expectThat("One task was busy and not full")
      .of(cpuMetric(looking, cpu!), "minutes in a row between {least} and {most} % with one task", longest)
      .isAtLeast(minutes)
      .since(longest! >= minutes ? since : undefined)
      .recognise(misconceptions.severalShareIt, () => shared !== undefined)
      .with({ least, most, tasks: shared })
      .because("A request costs 8 milliseconds of CPU, and a task has a quarter of a CPU.")
      .otherwise("Work out how many users that is, as the chapter did for six hundred, and start them on one task.")
      .pendingFor(publication(load, cpu!, looking.now))
      .hint("another-load"),
  ];
});

/** The alarms and the CPU utilisation of the last half hour. */
export async function whereItStands(looking: Looking) {
  const [alarms, [cpu]] = await Promise.all([
    alarmsOf(looking),
    metricsOf(looking, [{ metric: "CPUUtilization", statistic: "Average" }], {
      from: looking.now - 30 * MINUTE,
      until: looking.now + MINUTE,
    }),
  ]);
  return { alarms, cpu: cpu! };
}

/** How many of the newest datapoints are so, without a break. */
export function trailing({ values }: Points, isSo: (value: number) => boolean): number {
  return values.length - 1 - values.findLastIndex((value) => !isSo(value));
}

const isAbove = (value: number): boolean => value > scenario.targetValue;

/** Whether users send requests now. */
export const isRunning = (load: Load | undefined): load is Load =>
  load !== undefined && (load.state === "running" || load.state === "spawning");

/** The newest datapoints, as many as AlarmHigh looks at. */
function latest(cpu: Points | undefined): { seen: number; latest: string } {
  const newest = cpu?.values.slice(-datapointsToAlarm.high) ?? [];
  return { seen: newest.length, latest: newest.map((it) => `${percent(it)} %`).join(", ") };
}
