import { readMetric } from "../../server/sandbox/simulation/custom-metrics.ts";
import {
  advance,
  enforceBounds,
  firstRun,
  putAlarm,
  setTraffic,
  taskCounts,
} from "../../server/sandbox/simulation/index.ts";
import { isRunning } from "../../server/sandbox/simulation/tasks.ts";
import type { Change } from "../../server/sandbox/world/change.ts";
import type { AlarmState, MetricAlarm } from "../../server/sandbox/world/cloudwatch.ts";
import type { ScheduledAction } from "../../server/sandbox/world/scaling.ts";
import type { World } from "../../server/sandbox/world/world.ts";
import { seeded } from "../wire/generated-values.ts";
import { cpuPolicy, type Lab, newLab, policy, RESOURCE, scalableTarget, stepPolicy, T0, users } from "./lab.ts";

/*
 * A service that scales through a random hour or more: bounds, policies of every kind, schedules, suspension, load, all from one seed.
 * Only the scaler changes the desired count.
 */

const SECOND = 1_000;
const METRICS = ["CPUUtilization", "MemoryUtilization"];

export type Walk = Lab & { inputs: [second: number, input: (it: Lab) => void][]; endSecond: number };

/** What the seed makes of a service, and what it does to it. */
export function walkOf(seed: number, hours: number): Walk {
  const random = seeded(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const chance = (share: number) => random() < share;
  const min = below(4);
  const max = min + below(8);
  const highResolution = METRICS.filter(() => chance(0.5));
  const it = newLab({
    seed: below(2 ** 31),
    tasks: min + below(max - min + 1),
    launchType: chance(0.5) ? "FARGATE" : "EC2",
    ...(highResolution.length > 0 && { highResolution }),
    ...(chance(0.3) && { maximumPercent: 100, minimumHealthyPercent: 0 }),
  });
  const target = scalableTarget(it, min, max);
  const cooldowns = () => ({ scaleInCooldownSeconds: 10 * below(60), scaleOutCooldownSeconds: 10 * below(60) });
  const phases = () => ({ high: below(10), low: below(10) });

  if (chance(0.9)) policy(it, target, cpuPolicy({ targetValue: 5 + below(90), ...cooldowns() }), phases());
  for (const metric of highResolution) {
    const type = `ECSServiceAverage${metric.replace("Utilization", "")}UtilizationHighResolution`;
    const settings = { targetValue: 5 + below(60), disableScaleIn: chance(0.3), ...cooldowns() };
    if (chance(0.7)) policy(it, target, { ...settings, predefinedMetric: { type } }, phases(), type);
  }
  if (chance(0.4)) stepOnCpu(it, "more", "GreaterThanThreshold", 1 + below(4), below(600), chance(0.5) ? 20 : 60);
  if (chance(0.4)) stepOnCpu(it, "less", "LessThanThreshold", -1 - below(4), below(600), chance(0.5) ? 20 : 60);

  const inputs: Walk["inputs"] = [];
  const endSecond = hours * 3_600;
  for (let second = below(60); second < endSecond; second += 1 + below(900)) {
    const count = chance(0.3) ? 0 : below(1_500);
    const rate = 1 + below(200);
    const draw = random();
    if (draw < 0.6) inputs.push([second, (lab) => users(lab, count, rate)]);
    else if (draw < 0.7) inputs.push([second, (lab) => suspend(lab, below(8))]);
    else if (draw < 0.8) {
      const bounds = [below(4), 4 + below(6)] as const;
      inputs.push([second, (lab) => bound(lab, ...bounds)]);
    } else if (draw < 0.9) {
      const bounds = { minCapacity: below(4), maxCapacity: 4 + below(6) };
      inputs.push([second, (lab) => schedule(lab, second, bounds)]);
    } else
      inputs.push([
        second,
        (lab) => setTraffic(lab.world, lab.state, { rps: count / 10, until: lab.world.now + 60 * SECOND }, lab.changes),
      ]);
  }
  return { ...it, inputs, endSecond };
}

function stepOnCpu(
  it: Lab,
  name: string,
  comparisonOperator: string,
  change: number,
  cooldown: number,
  period: number,
) {
  const target = it.state.scaling.targets[RESOURCE]!;
  const steps = [change > 0 ? { lower: 0, adjustment: change } : { upper: 0, adjustment: change }];
  const made = stepPolicy(target, { adjustmentType: "ChangeInCapacity", steps, cooldownSeconds: cooldown }, name);
  putAlarm(
    it.world,
    it.state,
    {
      name,
      actionsEnabled: true,
      okActions: [],
      alarmActions: [made.arn],
      insufficientDataActions: [],
      namespace: "AWS/ECS",
      metricName: "CPUUtilization",
      dimensions: [
        { name: "ClusterName", value: "shop" },
        { name: "ServiceName", value: "web" },
      ],
      statistic: "Average",
      periodSeconds: period,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      threshold: change > 0 ? 60 : 10,
      comparisonOperator,
      tags: {},
    },
    it.changes,
  );
}

function suspend({ state }: Lab, bits: number): void {
  state.scaling.targets[RESOURCE]!.suspended = {
    dynamicScalingIn: (bits & 1) > 0,
    dynamicScalingOut: (bits & 2) > 0,
    scheduledScaling: (bits & 4) > 0,
  };
}

function bound({ world, state, changes }: Lab, min: number, max: number): void {
  const target = state.scaling.targets[RESOURCE]!;
  Object.assign(target, { minCapacity: min, maxCapacity: max });
  enforceBounds(world, state, target, changes);
}

function schedule({ world, state }: Lab, number: number, bounds: { minCapacity: number; maxCapacity: number }): void {
  const target = state.scaling.targets[RESOURCE]!;
  const name = `schedule ${number}`;
  const action: ScheduledAction = {
    name,
    arn: `arn of ${name}`,
    createdAt: world.now,
    schedule: "rate(7 minutes)",
    from: world.now,
    ...bounds,
  };
  const nextAt = firstRun(action, world.now);
  target.scheduledActions = { ...target.scheduledActions, [name]: { ...action, ...(nextAt && { nextAt }) } };
}

/** Lives a walk to its end; `pass` lets time go by between its inputs, as it likes. */
export function live(walk: Walk, pass: (it: Lab, until: number) => void): { world: World; changes: Change[] } {
  for (const [second, input] of [...walk.inputs, [walk.endSecond, () => {}] as Walk["inputs"][number]]) {
    pass(walk, T0 + second * SECOND);
    input(walk);
  }
  return { world: walk.world, changes: walk.changes };
}

export const inOneGo = (it: Lab, until: number): void => void it.changes.push(...advance(it.world, until));

/** Watches a walk second by second; `wrong` are sentences about what cannot be. */
export function watched(): { pass: (it: Lab, until: number) => void; wrong: string[]; finish: (it: Lab) => void } {
  const wrong: string[] = [];
  /** Seconds in which a task ran, and how many did. */
  const ran = new Map<number, number>();
  const say = (it: Lab, what: string) =>
    wrong.length < 20 && wrong.push(`second ${(it.world.now - T0) / 1000}: ${what}`);
  return {
    wrong,
    pass(it, until) {
      while (it.world.now + SECOND <= until) {
        it.changes.push(...advance(it.world, it.world.now + SECOND));
        const alive = Object.values(it.state.ecs.tasks).filter(isRunning).length;
        ran.set(it.world.now / 1000, alive);
        const { minCapacity, maxCapacity } = it.state.scaling.targets[RESOURCE]!;
        const { desiredCount } = it.service;
        if (desiredCount < minCapacity || desiredCount > maxCapacity)
          say(it, `desired ${desiredCount} is outside ${minCapacity} to ${maxCapacity}`);
        if (taskCounts(it.state, it.service).running !== alive) say(it, "runningCount is not the number of tasks");
        const open = it.state.scaling.activities.filter(({ status }) => status === "InProgress").length;
        if (open > 1) say(it, `${open} activities are in progress`);
        for (const alarm of Object.values(it.state.cloudwatch.alarms)) disagreement(it, alarm, say);
      }
    },
    /** What can only be said of the whole walk: every point has its tasks, every minute of a task its point. */
    finish(it) {
      for (const periodSeconds of [20, 60]) {
        const found = pointsOf(it, "CPUUtilization", periodSeconds, T0 - 600 * SECOND, it.world.now);
        for (const [at, { samples }] of found) {
          const seconds = Array.from({ length: 60 }, (_, i) => ran.get(at + i) ?? 0);
          if (at * SECOND < T0) continue;
          if (Math.max(...seconds) === 0) say(it, `a point of ${at - T0 / 1000} has no running task`);
          if (samples < 1) say(it, `a point of ${at - T0 / 1000} has no samples`);
        }
      }
      const minutes = pointsOf(it, "CPUUtilization", 60, T0, it.world.now);
      for (let at = T0 / 1000; at + 120 < it.world.now / 1000; at += 60)
        if (Math.min(...Array.from({ length: 60 }, (_, i) => ran.get(at + i) ?? 0)) > 0 && !minutes.has(at))
          say(it, `minute ${at - T0 / 1000} has running tasks and no point`);
    },
  };
}

type Points = Map<number, { samples: number; value: number }>;

function pointsOf({ state, world }: Lab, name: string, periodSeconds: number, from: number, until: number): Points {
  const dimensions = [
    { name: "ClusterName", value: "shop" },
    { name: "ServiceName", value: "web" },
  ];
  const metric = { namespace: "AWS/ECS", name, dimensions };
  const { points } = readMetric(state.cloudwatch, metric, "Percent", { from, until, now: world.now, periodSeconds });
  return new Map(points.map(({ at, samples, sum }) => [at, { samples, value: sum / samples }]));
}

/**
 * The documented rule, told anew from what can be read: of the newest N datapoints in the range M or more breach → ALARM; one does
 * not → OK; none is there → INSUFFICIENT_DATA. Fewer than N that all breach leave the rest open (a premature alarm).
 */
function disagreement(it: Lab, alarm: MetricAlarm, say: (it: Lab, what: string) => unknown): void {
  const second = it.world.now / 1000;
  const rhythm = alarm.periodSeconds < 60 ? 10 : 60;
  if (second % rhythm !== alarm.phaseSeconds) return;
  const { periodSeconds: period, evaluationPeriods: needed } = alarm;
  const newest = Math.floor((second - 10) / period) * period - period;
  const range = needed + (period < 60 ? 6 : 2);
  const from = (newest - (range - 1) * period) * SECOND;
  const points = [...pointsOf(it, alarm.metricName, period, from, (newest + period) * SECOND).entries()]
    .filter(([at]) => at * SECOND >= from && at <= newest)
    .sort(([a], [b]) => b - a)
    .slice(0, needed)
    .map(([, { value }]) => value);
  const above = alarm.comparisonOperator.startsWith("Greater");
  const breaching = points.filter((value) => (above ? value > alarm.threshold : value < alarm.threshold)).length;
  const expected: AlarmState | undefined =
    points.length === 0
      ? "INSUFFICIENT_DATA"
      : breaching >= (alarm.datapointsToAlarm ?? needed)
        ? "ALARM"
        : breaching < points.length
          ? "OK"
          : undefined;
  if (expected && alarm.state !== expected)
    say(it, `${alarm.name} is ${alarm.state}, its datapoints ${points.join(", ")} say ${expected}`);
}
