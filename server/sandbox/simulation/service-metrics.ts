import type { Change } from "../world/change.ts";
import type { Dimension } from "../world/cloudwatch.ts";
import type { Task, TaskMinute } from "../world/ecs.ts";
import type { Parameters } from "../world/parameters.ts";
import type { RegionState, World } from "../world/world.ts";
import { type Datapoint, type MetricToWrite, twentySecondsOf, writePoint, writeTwentySeconds } from "./datapoints.ts";
import { isRunning } from "./tasks.ts";

/*
 * What ECS publishes of a service. AWS: every task contributes one value, SampleCount is the number of tasks, Minimum and Maximum
 * are extremes of 20-second observations; without a running task there is no point (testdata/aws/ecs/service_metrics.json).
 */

/** AWS: ECS observes utilisation this often; a service may have these observations published (API_MonitoringConfiguration). */
export const OBSERVATION_SECONDS = 20;
/** Simplified: what the sample application holds, in whole MiB (AWS: usage without cache, truncated; testdata/aws/ecs/service_metrics.json). */
const APPLICATION_MEMORY_MIB = 34;

/** `short`: one of the tasks publishes every 20 seconds. */
type Sums = { cpu: Datapoint; memory: Datapoint; live: number; short: boolean; task: Task };

/** Ends the 20-second observation whose last second was just lived, and publishes it where services ask for that. */
export function closeObservations(world: World, state: RegionState, changes: Change[]): void {
  const services = new Map<string, Sums>();
  for (const id in state.ecs.tasks) {
    const task = state.ecs.tasks[id]!;
    const value = task.minute && finishObservation(task.minute);
    if (value === undefined || !task.highResolution || !task.service) continue;
    const { cpu, memory } = sumsOf(services, task);
    if (task.highResolution.includes("CPUUtilization")) add(cpu, value, value, value);
    const held = memoryPercent(task);
    if (task.highResolution.includes("MemoryUtilization")) add(memory, held, held, held);
  }
  if (services.size === 0) return;
  const at = world.now / 1000 + 1 - OBSERVATION_SECONDS;
  for (const { cpu, memory, task } of services.values()) {
    if (cpu.samples > 0) writeTwentySeconds(state.cloudwatch, metricOf(world, task, "CPUUtilization"), at, cpu);
    if (memory.samples > 0)
      writeTwentySeconds(state.cloudwatch, metricOf(world, task, "MemoryUtilization"), at, memory);
  }
  changes.push({
    topic: "metrics",
    at: world.now,
    region: state.name,
    resource: "AWS/ECS",
    what: `20-second datapoints of ${new Date(at * 1000).toISOString()} can be read`,
    cause: "time",
  });
}

/** Ends a 20-second observation, whole or cut short; undefined where nothing was observed. */
function finishObservation(minute: TaskMinute): number | undefined {
  if (minute.observationSeconds === 0) return undefined;
  const value = minute.observationSum / minute.observationSeconds;
  if (minute.observationMin < 0 || value < minute.observationMin) minute.observationMin = value;
  if (value > minute.observationMax) minute.observationMax = value;
  minute.observationSum = 0;
  minute.observationSeconds = 0;
  return value;
}

/**
 * Writes the minute that starts at `at` (epoch seconds). AWS: what was published every 20 seconds counts three times in it, so
 * that SampleCount is three times the number of tasks; LiveTaskCount is one sample a minute (same recording). Simplified:
 * LiveTaskCount counts what runs when the minute closes.
 */
export function closeServices(world: World, state: RegionState, at: number): void {
  const services = new Map<string, Sums>();
  for (const id in state.ecs.tasks) {
    const task = state.ecs.tasks[id]!;
    const { minute } = task;
    if (!minute || minute.seconds === 0 || !task.service) continue;
    const sums = sumsOf(services, task);
    if (isRunning(task)) sums.live++;
    const mean = minute.cpuPercentSum / minute.seconds;
    if (!task.highResolution?.includes("CPUUtilization"))
      contribute(sums.cpu, world.parameters, minute, mean, minute.observationMin, minute.observationMax);
    const memory = memoryPercent(task);
    if (!task.highResolution?.includes("MemoryUtilization"))
      contribute(sums.memory, world.parameters, minute, memory, memory, memory);
  }
  for (const { cpu, memory, live, short, task } of services.values()) {
    for (const [name, point] of [
      ["CPUUtilization", cpu],
      ["MemoryUtilization", memory],
    ] as const) {
      const metric = metricOf(world, task, name);
      if (short) join(point, twentySecondsOf(state.cloudwatch, metric, at));
      if (point.samples > 0) writePoint(state.cloudwatch, metric, at, point);
    }
    const count = { samples: 1, sum: live, min: live, max: live };
    if (live > 0) writePoint(state.cloudwatch, { ...metricOf(world, task, "LiveTaskCount"), unit: "Count" }, at, count);
  }
}

function sumsOf(services: Map<string, Sums>, task: Task): Sums {
  const key = `${task.cluster}/${task.service}`;
  let sums = services.get(key);
  if (!sums) {
    sums = { cpu: nothing(), memory: nothing(), live: 0, short: false, task };
    services.set(key, sums);
  }
  if (task.highResolution) sums.short = true;
  return sums;
}

function metricOf(world: World, task: Task, name: string): MetricToWrite {
  const dimensions: Dimension[] = [
    { name: "ClusterName", value: task.cluster },
    { name: "ServiceName", value: task.service! },
  ];
  return { namespace: "AWS/ECS", name, dimensions, unit: "Percent", delaySeconds: world.parameters.metricDelaySeconds };
}

/** A datapoint before its first contribution. */
export const nothing = (): Datapoint => ({ samples: 0, sum: 0, min: Number.POSITIVE_INFINITY, max: 0 });

/** Observed: the first, partial minute of a task contains zeros and counts about 55 % of its level. */
function contribute(to: Datapoint, parameters: Parameters, minute: TaskMinute, mean: number, min: number, max: number) {
  add(to, minute.partial ? mean * parameters.firstMinuteFactor : mean, minute.partial ? 0 : min, max);
}

function add(to: Datapoint, value: number, min: number, max: number): void {
  join(to, { samples: 1, sum: precise(value), min: precise(min), max: precise(max) });
}

function join(to: Datapoint, { samples, sum, min, max }: Datapoint): void {
  to.samples += samples;
  to.sum = precise(to.sum + sum);
  to.min = Math.min(to.min, min);
  to.max = Math.max(to.max, max);
}

/** Without the dust of sixty additions: 0.2, not 0.19999999999999982. */
const precise = (percent: number): number => Math.round(percent * 1e10) / 1e10;

/** MiB that a task's containers hold. */
export const memoryMiBOf = (task: Task): number => Math.min(APPLICATION_MEMORY_MIB, task.memoryMiB);

/** AWS: whole MiB used, of the task's memory (testdata/aws/ecs/service_metrics.json: 107 of 512 MiB are 20.8984375 %). */
const memoryPercent = (task: Task): number => (task.memoryMiB > 0 ? (100 * memoryMiBOf(task)) / task.memoryMiB : 0);
