import type { Change } from "../world/change.ts";
import type { Dimension } from "../world/cloudwatch.ts";
import type { Task } from "../world/ecs.ts";
import type { LoadBalancer, TargetGroup } from "../world/elb.ts";
import type { RegionState, World } from "../world/world.ts";
import { type Datapoint, writePoint } from "./datapoints.ts";
import { closeServices, memoryMiBOf, nothing } from "./service-metrics.ts";
import { entryPoint, vcpus } from "./traffic.ts";

const MINUTE_SECONDS = 60;
const UNITS_PER_VCPU = 1_024;
/** Observed: reports of the load balancer's nodes per idle minute, 4 or 5 (testdata/aws/elbv2/metrics_scaling_native.json). */
const REQUEST_COUNT_REPORTS = 5;
/** Observed: HealthyHostCount has two samples a minute (same recording). */
const HOST_COUNT_REPORTS = 2;

/** Closes the minute whose last second was just lived: its datapoints are queued, readable after the publication delay. */
export function closeMinute(world: World, state: RegionState): void {
  const at = world.now / 1000 + 1 - MINUTE_SECONDS;
  const write = writer(world, state, at);
  closeServices(world, state, at);
  closeClusters(state, write);
  closeLoadBalancers(state, write);
  for (const id in state.ecs.tasks) closeTask(state.ecs.tasks[id]!);
  delete state.load.minute;
}

/** Tells that the minute before is readable now. */
export function tellDatapoints(world: World, state: RegionState, changes: Change[]): void {
  const minute = new Date(world.now - (MINUTE_SECONDS + world.parameters.metricDelaySeconds) * 1000).toISOString();
  changes.push({
    topic: "metrics",
    at: world.now,
    region: state.name,
    resource: "AWS/ECS",
    what: `datapoints of ${minute} can be read`,
    cause: "time",
  });
}

type Write = (namespace: string, name: string, dimensions: Dimension[], unit: string, point: Datapoint) => void;

function writer(world: World, state: RegionState, at: number): Write {
  const { metricDelaySeconds } = world.parameters;
  return (namespace, name, dimensions, unit, point) =>
    writePoint(state.cloudwatch, { namespace, name, dimensions, unit, delaySeconds: metricDelaySeconds }, at, point);
}

/**
 * AWS: metrics of a cluster exist only where it has container instances; utilisation and reservation are shares of what they
 * registered (amazon-ecs-developer-guide, cloudwatch-metrics). One sample per instance.
 */
function closeClusters(state: RegionState, write: Write): void {
  const clusters = new Map<string, { [K in "cpuUsed" | "cpuReserved" | "memoryUsed" | "memoryReserved"]: Datapoint }>();
  for (const instance of Object.values(state.ecs.containerInstances)) {
    let [cpuUsed, cpuReserved, memoryUsed, memoryReserved] = [0, 0, 0, 0];
    for (const id in state.ecs.tasks) {
      const task = state.ecs.tasks[id]!;
      if (task.containerInstance !== instance.id) continue;
      if (task.minute) cpuUsed += ((task.minute.cpuPercentSum / 100) * vcpus(task) * UNITS_PER_VCPU) / MINUTE_SECONDS;
      if (task.lastStatus === "STOPPED") continue;
      cpuReserved += task.cpuUnits;
      memoryReserved += task.memoryMiB;
      if (task.startedAt !== undefined) memoryUsed += memoryMiBOf(task);
    }
    let sums = clusters.get(instance.cluster);
    if (!sums) {
      sums = { cpuUsed: nothing(), cpuReserved: nothing(), memoryUsed: nothing(), memoryReserved: nothing() };
      clusters.set(instance.cluster, sums);
    }
    sample(sums.cpuUsed, Math.min(100, (100 * cpuUsed) / instance.cpu));
    sample(sums.cpuReserved, (100 * cpuReserved) / instance.cpu);
    sample(sums.memoryUsed, (100 * memoryUsed) / instance.memoryMiB);
    sample(sums.memoryReserved, (100 * memoryReserved) / instance.memoryMiB);
  }
  for (const [cluster, sums] of clusters) {
    const dimensions = [{ name: "ClusterName", value: cluster }];
    write("AWS/ECS", "CPUUtilization", dimensions, "Percent", sums.cpuUsed);
    write("AWS/ECS", "MemoryUtilization", dimensions, "Percent", sums.memoryUsed);
    write("AWS/ECS", "CPUReservation", dimensions, "Percent", sums.cpuReserved);
    write("AWS/ECS", "MemoryReservation", dimensions, "Percent", sums.memoryReserved);
  }
}

function sample(to: Datapoint, value: number): void {
  to.samples++;
  to.sum += value;
  to.min = Math.min(to.min, value);
  to.max = Math.max(to.max, value);
}

/**
 * AWS: counts are absent while no requests flow, RequestCountPerTarget alone is then 0 (testdata/aws/elbv2,
 * metrics_scaling_native). Simplified: no series per Availability Zone.
 */
function closeLoadBalancers(state: RegionState, write: Write): void {
  const namespace = "AWS/ApplicationELB";
  const entry = entryPoint(state);
  const { minute } = state.load;
  for (const group of Object.values(state.elb.targetGroups)) {
    const loadBalancer = state.elb.loadBalancers[group.loadBalancerArns[0] ?? ""];
    if (!loadBalancer) continue;
    const [balancer, target] = [balancerDimension(loadBalancer), groupDimension(group)];
    const targets = Object.values(group.targets).filter((it) => it.state !== "draining");
    const healthy = targets.filter((it) => it.state === "healthy").length;
    const hosts = (count: number) => ({
      samples: HOST_COUNT_REPORTS,
      sum: count * HOST_COUNT_REPORTS,
      min: count,
      max: count,
    });
    write(namespace, "HealthyHostCount", [balancer, target], "Count", hosts(healthy));
    write(namespace, "UnHealthyHostCount", [balancer, target], "Count", hosts(targets.length - healthy));

    const requests = entry?.group === group ? Math.round(minute?.requests ?? 0) : 0;
    // AWS: only Sum means something here, Minimum and Maximum stay 0 (same recording).
    const perTarget = { samples: REQUEST_COUNT_REPORTS, sum: requests / Math.max(1, healthy), min: 0, max: 0 };
    write(namespace, "RequestCountPerTarget", [target], "None", perTarget);
    write(namespace, "RequestCountPerTarget", [balancer, target], "None", perTarget);
    if (requests === 0 || !minute) continue;

    const timeouts = Math.min(requests, Math.round(minute.elb504));
    const times = {
      samples: requests,
      sum: seconds((minute.latencyMsSum / minute.requests) * requests),
      min: seconds(minute.latencyMsMin),
      max: seconds(minute.latencyMsMax),
    };
    for (const dimensions of [[balancer], [balancer, target]]) {
      write(namespace, "RequestCount", dimensions, "Count", counted(requests));
      write(namespace, "TargetResponseTime", dimensions, "Seconds", times);
      if (requests > timeouts)
        write(namespace, "HTTPCode_Target_2XX_Count", dimensions, "Count", counted(requests - timeouts));
    }
  }
  if (!entry || !minute) return;
  const balancer = [balancerDimension(entry.loadBalancer)];
  const [refused, timedOut] = [Math.round(minute.elb503), Math.round(minute.elb504)];
  if (refused > 0) write(namespace, "HTTPCode_ELB_503_Count", balancer, "Count", counted(refused));
  if (timedOut > 0) write(namespace, "HTTPCode_ELB_504_Count", balancer, "Count", counted(timedOut));
  if (refused + timedOut > 0)
    write(namespace, "HTTPCode_ELB_5XX_Count", balancer, "Count", counted(refused + timedOut));
}

/** Milliseconds as seconds, to the microsecond. */
const seconds = (ms: number): number => Math.round(ms * 1000) / 1e6;

/** AWS: of a request count only Sum is of use; Minimum, Maximum and Average all answer 1. */
const counted = (count: number): Datapoint => ({ samples: count, sum: count, min: 1, max: 1 });

/** AWS: the part of the ARN after `loadbalancer/`, and from `targetgroup/` on (ALB user guide, CloudWatch metrics). */
const balancerDimension = ({ arn }: LoadBalancer): Dimension => ({
  name: "LoadBalancer",
  value: arn.slice(arn.indexOf("loadbalancer/") + "loadbalancer/".length),
});
const groupDimension = ({ arn }: TargetGroup): Dimension => ({
  name: "TargetGroup",
  value: arn.slice(arn.indexOf("targetgroup/")),
});

/** Begins a task's next minute in place: the flow holds on to it. A task that was told to stop has none. */
function closeTask(task: Task): void {
  const { minute } = task;
  if (!minute) return;
  if (task.desiredStatus === "STOPPED") {
    delete task.minute;
    return;
  }
  minute.seconds = 0;
  minute.cpuPercentSum = 0;
  minute.observationSum = 0;
  minute.observationSeconds = 0;
  minute.observationMin = -1;
  minute.observationMax = -1;
  minute.partial = false;
}
