import {
  advance,
  createPolicyAlarms,
  putAlarm,
  setDesiredCount,
  setLoad,
  startDeployment,
  taskCounts,
} from "../../server/sandbox/simulation/index.ts";
import { applyPolicies } from "../../server/sandbox/simulation/policies.ts";
import type { Change } from "../../server/sandbox/world/change.ts";
import type { MetricAlarm } from "../../server/sandbox/world/cloudwatch.ts";
import type { Service, TaskDefinition } from "../../server/sandbox/world/ecs.ts";
import type { TargetGroup } from "../../server/sandbox/world/elb.ts";
import { newWorld, regionState } from "../../server/sandbox/world/new-world.ts";
import type { Parameters } from "../../server/sandbox/world/parameters.ts";
import type {
  ScalableTarget,
  StepPolicy,
  StepScaling,
  TargetTracking,
  TrackingPolicy,
} from "../../server/sandbox/world/scaling.ts";
import type { RegionState, World } from "../../server/sandbox/world/world.ts";

/** Midnight: times in these tests are minutes and seconds from here. */
export const T0 = Date.UTC(2026, 8, 17);
export const RESOURCE = "service/shop/web";

/** The parameters of the reference runs: a task is RUNNING, registered and serving 25 s after the request, all at once. */
export const referenceParameters: Partial<Parameters> = {
  startDelaySeconds: { ec2: 14, fargate: 5 },
  createdToRunningSeconds: { ec2: 11, fargate: 27 },
  startToRegisteredSeconds: { ec2: 11, fargate: 45 },
  registeredToHealthySeconds: 0,
  startSpreadSeconds: 0,
};

export type Lab = { world: World; state: RegionState; service: Service; changes: Change[] };

export type LabOptions = {
  tasks?: number;
  seed?: number;
  parameters?: Partial<Parameters>;
  cpuUnits?: number;
  memoryMiB?: number;
  /** CPU units and MiB of each container instance, one per entry. */
  instances?: { cpu: number; memoryMiB: number }[];
  hostPort?: number;
  launchType?: "EC2" | "FARGATE";
  loadBalancer?: boolean;
  maximumPercent?: number;
  minimumHealthyPercent?: number;
  /** Metrics that the service publishes every 20 seconds. */
  highResolution?: string[];
};

/** A service `web` in cluster `shop` whose tasks are running and steady at T0, with no datapoints before it. */
export function lab(options: LabOptions = {}): Lab {
  const it = newLab(options);
  advance(it.world, T0);
  it.state.cloudwatch.series = {};
  return it;
}

/** The same, at the moment its first deployment has just begun, ten minutes before T0. */
export function newLab({
  tasks = 1,
  seed = 1,
  parameters,
  cpuUnits = 256,
  memoryMiB = 128,
  instances = [{ cpu: 4096, memoryMiB: 4096 }],
  hostPort = 0,
  launchType = "EC2",
  loadBalancer = true,
  maximumPercent = 200,
  minimumHealthyPercent = 100,
  highResolution,
}: LabOptions = {}): Lab {
  const now = T0 - 600_000;
  const world = newWorld({ accountId: "111122223333", seed, now, wallNow: now, ...(parameters && { parameters }) });
  const state = regionState(world, "us-east-1");
  const arn = "arn:aws:ecs:us-east-1:111122223333";
  state.ecs.clusters.shop = {
    name: "shop",
    arn: `${arn}:cluster/shop`,
    status: "ACTIVE",
    createdAt: now,
    echo: {},
    tags: {},
  };
  for (const [i, size] of instances.entries()) addInstance(state, i, size);
  const definition = taskDefinition(1, { cpuUnits, memoryMiB, hostPort, awsvpc: launchType === "FARGATE" });
  state.ecs.taskDefinitions["web:1"] = definition;
  const service: Service = {
    name: "web",
    arn: `${arn}:service/shop/web`,
    cluster: "shop",
    status: "ACTIVE",
    createdAt: now,
    desiredCount: tasks,
    taskDefinition: "web:1",
    launchType,
    schedulingStrategy: "REPLICA",
    createdBy: "arn:aws:iam::111122223333:user/participant",
    loadBalancers: loadBalancer
      ? [{ targetGroupArn: addLoadBalancer(state).arn, containerName: "app", containerPort: 80 }]
      : [],
    minimumHealthyPercent,
    maximumPercent,
    healthCheckGracePeriodSeconds: 0,
    deployments: [],
    events: [],
    scheduler: { unsteady: false },
    echo: highResolution
      ? { monitoring: { metricConfigurations: [{ metricNames: highResolution, resolutionSeconds: 20 }] } }
      : {},
    tags: {},
  };
  state.ecs.services["shop/web"] = service;
  const changes: Change[] = [];
  startDeployment(world, state, service, "web:1", "test", changes);
  return { world, state, service, changes };
}

export function addInstance(state: RegionState, number: number, size: { cpu: number; memoryMiB: number }): string {
  const id = String(number).padStart(32, "0");
  state.ecs.containerInstances[id] = {
    id,
    arn: `arn:aws:ecs:us-east-1:111122223333:container-instance/shop/${id}`,
    cluster: "shop",
    ec2InstanceId: `i-${id.slice(15)}`,
    instanceType: "t2.micro",
    availabilityZone: number % 2 === 0 ? "us-east-1a" : "us-east-1b",
    status: "ACTIVE",
    agentConnected: true,
    registeredAt: T0,
    ...size,
    version: 1,
    tags: {},
  };
  return id;
}

export function taskDefinition(
  revision: number,
  {
    cpuUnits,
    memoryMiB,
    hostPort,
    awsvpc,
  }: { cpuUnits: number; memoryMiB: number; hostPort: number; awsvpc?: boolean },
): TaskDefinition {
  return {
    arn: `arn:aws:ecs:us-east-1:111122223333:task-definition/web:${revision}`,
    family: "web",
    revision,
    status: "ACTIVE",
    registeredAt: T0,
    registeredBy: "test",
    networkMode: awsvpc ? "awsvpc" : "bridge",
    cpuUnits,
    memoryMiB,
    containers: [
      {
        name: "app",
        image: "app:latest",
        cpu: 0,
        essential: true,
        portMappings: [{ containerPort: 80, hostPort, protocol: "tcp" }],
        echo: {},
      },
    ],
    echo: {},
    tags: {},
  };
}

function addLoadBalancer(state: RegionState): TargetGroup {
  const prefix = "arn:aws:elasticloadbalancing:us-east-1:111122223333";
  const arn = `${prefix}:loadbalancer/app/shop/0000000000000001`;
  state.elb.loadBalancers[arn] = {
    arn,
    name: "shop",
    dnsName: "shop-1.us-east-1.elb.amazonaws.com",
    canonicalHostedZoneId: "Z",
    createdAt: T0,
    scheme: "internet-facing",
    vpcId: "vpc-1",
    availabilityZones: [],
    securityGroups: [],
    tags: {},
  };
  const group: TargetGroup = {
    arn: `${prefix}:targetgroup/web/0000000000000002`,
    name: "web",
    protocol: "HTTP",
    port: 80,
    vpcId: "vpc-1",
    targetType: "instance",
    healthCheck: {
      path: "/",
      intervalSeconds: 30,
      timeoutSeconds: 5,
      healthyThreshold: 5,
      unhealthyThreshold: 2,
      matcher: "200",
    },
    loadBalancerArns: [arn],
    attributes: { "deregistration_delay.timeout_seconds": "60" },
    targets: {},
    tags: {},
  };
  state.elb.targetGroups[group.arn] = group;
  const listener = `${prefix}:listener/app/shop/0000000000000001/0000000000000003`;
  state.elb.listeners[listener] = {
    arn: listener,
    loadBalancerArn: arn,
    port: 80,
    protocol: "HTTP",
    targetGroupArn: group.arn,
  };
  return group;
}

export const targetGroup = (state: RegionState): TargetGroup => Object.values(state.elb.targetGroups)[0]!;

/** Makes the service a scalable target. */
export function scalableTarget({ world, state }: Lab, minCapacity: number, maxCapacity: number): ScalableTarget {
  const target: ScalableTarget = {
    resourceId: RESOURCE,
    uuid: "247ededc-ff95-4b14-828f-c1599d6d9efb",
    arn: "arn:aws:application-autoscaling:us-east-1:111122223333:scalable-target/0ec5247ededcff954b14828fc1599d6d9efb",
    roleArn: "role",
    minCapacity,
    maxCapacity,
    createdAt: world.now,
    suspended: { dynamicScalingIn: false, dynamicScalingOut: false, scheduledScaling: false },
    policies: {},
    tags: {},
  };
  state.scaling.targets[RESOURCE] = target;
  return target;
}

/** Gives the target a policy; its alarms are evaluated at these seconds of the minute. */
export function policy(
  { world, state, changes }: Lab,
  target: ScalableTarget,
  targetTracking: TargetTracking,
  phases: { high: number; low?: number } = { high: 5, low: 5 },
  name = "cpu",
): { policy: TrackingPolicy; high: MetricAlarm; low: MetricAlarm | undefined } {
  const it: TrackingPolicy = {
    name,
    arn: `arn:aws:autoscaling:us-east-1:111122223333:scalingPolicy:${target.uuid}:resource/ecs/${RESOURCE}:policyName/${name}`,
    createdBy: "9f0a2a5c-1b1b-4b8e-8f5e-2b1d6d3c4e5f",
    createdAt: world.now,
    type: "TargetTrackingScaling",
    targetTracking,
    alarms: [],
  };
  target.policies[name] = it;
  const [high, low] = createPolicyAlarms(world, state, target, it, changes);
  high!.phaseSeconds = phases.high;
  if (low) low.phaseSeconds = phases.low ?? phases.high;
  return { policy: it, high: high!, low };
}

export const cpuPolicy = (settings: Partial<TargetTracking> = {}): TargetTracking => ({
  targetValue: 40,
  predefinedMetric: { type: "ECSServiceAverageCPUUtilization" },
  scaleOutCooldownSeconds: 30,
  scaleInCooldownSeconds: 30,
  ...settings,
});

/** Lets time pass until so many minutes and seconds after T0. */
export function until(it: Lab, minutesAndSeconds: string): void {
  const [minutes, seconds] = minutesAndSeconds.split(":").map(Number) as [number, number];
  it.changes.push(...advance(it.world, T0 + (minutes * 60 + seconds) * 1000));
}

export const users = (it: Lab, count: number, spawnRate = count): void =>
  setLoad(it.world, it.state, { users: count, spawnRate }, it.changes);

export const resize = (it: Lab, count: number): void =>
  setDesiredCount(it.world, it.state, it.service, count, "test", it.changes);

export const running = (it: Lab): number => taskCounts(it.state, it.service).running;

/** `mm:ss` from T0. */
export function clock(at: number): string {
  const seconds = Math.round((at - T0) / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}

/** The service's events from T0 on, oldest first, ids shortened to what the tests care about. */
export const eventLog = ({ service }: Lab): string[] =>
  service.events
    .filter((it) => it.at >= T0)
    .reverse()
    .map(
      (it) =>
        `${clock(it.at)} ${it.message.replaceAll(/[0-9a-f]{32}/g, "…").replaceAll(/ecs-svc\/\d{19}/g, "ecs-svc/N")}`,
    );

/** Gives the target a step scaling policy. */
export function stepPolicy(target: ScalableTarget, stepScaling: StepScaling, name = "step"): StepPolicy {
  const it: StepPolicy = {
    name,
    arn: `arn:aws:autoscaling:us-east-1:111122223333:scalingPolicy:${target.uuid}:resource/ecs/${RESOURCE}:policyName/${name}`,
    createdAt: target.createdAt,
    type: "StepScaling",
    stepScaling,
  };
  target.policies[name] = it;
  return it;
}

/** An alarm of somebody's own that calls a policy: on a threshold of 50, evaluated when a test says so. */
export const alarmOn = (
  { world, state, changes }: Lab,
  policy: StepPolicy,
  settings: { name?: string; comparisonOperator?: string; metricName?: string } = {},
): MetricAlarm =>
  putAlarm(
    world,
    state,
    {
      name: `calls ${policy.name}`,
      actionsEnabled: true,
      okActions: [],
      alarmActions: [policy.arn],
      insufficientDataActions: [],
      namespace: "Shop",
      metricName: "Orders",
      dimensions: [],
      statistic: "Average",
      periodSeconds: 60,
      evaluationPeriods: 1,
      threshold: 50,
      comparisonOperator: "GreaterThanThreshold",
      tags: {},
      ...settings,
    },
    changes,
  );

/** Lets an alarm in ALARM say these values now, as one of its periodic repeats does. */
export const signal = ({ world, state, changes }: Lab, alarm: MetricAlarm, ...recent: number[]): void =>
  applyPolicies(world, state, [{ alarm, recent, transition: false }], changes);
