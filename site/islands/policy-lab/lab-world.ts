import {
  CLUSTER_AGE,
  createPolicyAlarms,
  enforceBounds,
  liveWorkshopService,
  names,
  putAlarm,
  WORKSHOP_REGION,
} from "../../../server/sandbox/simulation/index.ts";
import type { Change } from "../../../server/sandbox/world/change.ts";
import type { MetricAlarm } from "../../../server/sandbox/world/cloudwatch.ts";
import { newWorld } from "../../../server/sandbox/world/new-world.ts";
import { randomUuid } from "../../../server/sandbox/world/random.ts";
import type { ScalableTarget, StepPolicy, StepScaling, TrackingPolicy } from "../../../server/sandbox/world/scaling.ts";
import type { RegionState, World } from "../../../server/sandbox/world/world.ts";
import type { Settings } from "./settings.ts";

/** The same for every run, so that variants differ by their settings alone. */
export const SEED = 7;
const ACCOUNT = "123456789012";
const RESOURCE = `service/${names.cluster}/${names.service}`;
const POLICY = "containers-workshop-ecs-scaling-policy";

/** As in the sandbox: a task is RUNNING so many seconds before it is registered with the target group. */
const RUNNING_BEFORE_REGISTERED = 6;
/** CPU units of a t2.micro. */
const INSTANCE_CPU = 1024;
/** As in the workshop, where five tasks have eight places: a task that drains keeps its place for a while. */
const PLACES_PER_TASK = 8 / 5;

/** A run's world; `high` is the alarm that asks for more tasks. */
export type LabWorld = {
  world: World;
  state: RegionState;
  target: ScalableTarget;
  high: MetricAlarm;
  changes: Change[];
};

/** The workshop's service at `now` (epoch milliseconds), with the policy of these settings just made. */
export function labWorld(settings: Settings, now: number): LabWorld {
  const { createdToRunningSeconds, startToRegisteredSeconds } = startOf(settings);
  const world = newWorld({
    accountId: ACCOUNT,
    seed: SEED,
    now: now - CLUSTER_AGE,
    wallNow: now,
    parameters: {
      createdToRunningSeconds,
      startToRegisteredSeconds,
      scaleInShare: settings.scaleIn === "direct" ? 1 : 0.2,
    },
  });
  const cpuUnits = Number(settings.taskCpu);
  const instances = Math.max(2, Math.ceil((settings.maxCapacity * PLACES_PER_TASK * cpuUnits) / INSTANCE_CPU));
  liveWorkshopService(world, now, { serviceRole: "ecsServiceRole", cpuUnits, instances });
  const state = world.regions[WORKSHOP_REGION]!;
  const changes: Change[] = [];
  const target = scalableTarget(world, settings);
  state.scaling.targets[RESOURCE] = target;
  enforceBounds(world, state, target, changes);
  const lab = { world, state, target, changes };
  return { ...lab, high: settings.policy === "step" ? addSteps(lab, settings) : addTracking(lab, settings) };
}

function startOf({ startSeconds }: Settings) {
  const running = Math.max(1, startSeconds - RUNNING_BEFORE_REGISTERED);
  return {
    createdToRunningSeconds: { ec2: running, fargate: running },
    startToRegisteredSeconds: { ec2: startSeconds, fargate: startSeconds },
  };
}

function scalableTarget(world: World, { minCapacity, maxCapacity }: Settings): ScalableTarget {
  const uuid = randomUuid(world);
  return {
    resourceId: RESOURCE,
    uuid,
    arn: `arn:aws:application-autoscaling:${WORKSHOP_REGION}:${ACCOUNT}:scalable-target/0ec5${uuid.replaceAll("-", "")}`,
    roleArn: "",
    minCapacity,
    maxCapacity,
    createdAt: world.now,
    suspended: { dynamicScalingIn: false, dynamicScalingOut: false, scheduledScaling: false },
    policies: {},
    tags: {},
  };
}

type Made = Omit<LabWorld, "high">;

const arnOf = ({ uuid }: ScalableTarget, name: string): string =>
  `arn:aws:autoscaling:${WORKSHOP_REGION}:${ACCOUNT}:scalingPolicy:${uuid}:resource/ecs/${RESOURCE}:policyName/${name}`;

function addTracking({ world, state, target, changes }: Made, settings: Settings): MetricAlarm {
  const requests = settings.policy === "requests";
  const policy: TrackingPolicy = {
    name: POLICY,
    arn: arnOf(target, POLICY),
    createdBy: randomUuid(world),
    createdAt: world.now,
    type: "TargetTrackingScaling",
    targetTracking: {
      targetValue: requests ? settings.requestTarget : settings.cpuTarget,
      predefinedMetric: requests
        ? { type: "ALBRequestCountPerTarget", resourceLabel: resourceLabel(state) }
        : { type: "ECSServiceAverageCPUUtilization" },
      scaleOutCooldownSeconds: settings.scaleOutCooldownSeconds,
      scaleInCooldownSeconds: settings.scaleInCooldownSeconds,
      disableScaleIn: settings.scaleIn === "off",
    },
    alarms: [],
  };
  target.policies[POLICY] = policy;
  return createPolicyAlarms(world, state, target, policy, changes)[0]!;
}

/** `app/<name>/<id>/targetgroup/<name>/<id>` */
function resourceLabel({ elb }: RegionState): string {
  const [loadBalancer, group] = [Object.keys(elb.loadBalancers)[0]!, Object.keys(elb.targetGroups)[0]!];
  return `${loadBalancer.split(":loadbalancer/")[1]}/${group.split(":")[5]}`;
}

/** Two policies with an alarm each; without scale-in only the first. */
function addSteps(lab: Made, it: Settings): MetricAlarm {
  const far = it.farThreshold - it.outThreshold;
  const high = addStep(lab, "steps-out", {
    cooldownSeconds: it.scaleOutCooldownSeconds,
    steps: [
      { lower: 0, upper: far, adjustment: it.outTasks },
      { lower: far, adjustment: it.farTasks },
    ],
    threshold: it.outThreshold,
    minutes: it.outMinutes,
    comparisonOperator: "GreaterThanThreshold",
  });
  if (it.scaleIn !== "off")
    addStep(lab, "steps-in", {
      cooldownSeconds: it.scaleInCooldownSeconds,
      steps: [{ upper: 0, adjustment: -it.inTasks }],
      threshold: it.inThreshold,
      minutes: it.inMinutes,
      comparisonOperator: "LessThanThreshold",
    });
  return high;
}

type StepRule = Pick<StepScaling, "steps" | "cooldownSeconds"> & {
  threshold: number;
  minutes: number;
  comparisonOperator: string;
};

function addStep({ world, state, target, changes }: Made, name: string, rule: StepRule): MetricAlarm {
  const { steps, threshold, minutes, comparisonOperator, cooldownSeconds = 0 } = rule;
  const policy: StepPolicy = {
    name,
    arn: arnOf(target, name),
    createdAt: world.now,
    type: "StepScaling",
    stepScaling: { adjustmentType: "ChangeInCapacity", metricAggregationType: "Average", steps, cooldownSeconds },
  };
  target.policies[name] = policy;
  const settings = {
    name: `${name}-alarm`,
    actionsEnabled: true,
    okActions: [],
    alarmActions: [policy.arn],
    insufficientDataActions: [],
    namespace: "AWS/ECS",
    metricName: "CPUUtilization",
    dimensions: [
      { name: "ClusterName", value: names.cluster },
      { name: "ServiceName", value: names.service },
    ],
    statistic: "Average" as const,
    periodSeconds: 60,
    evaluationPeriods: minutes,
    threshold,
    comparisonOperator,
    tags: {},
  };
  return putAlarm(world, state, settings, changes);
}
