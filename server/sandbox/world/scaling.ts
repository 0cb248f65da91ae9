import type { MetricAlarm } from "./cloudwatch.ts";
import type { ScalingDecision } from "./decisions.ts";
import type { Millis, Tags } from "./world.ts";

/** Application Auto Scaling of one Region, namespace `ecs`. Targets by resource id `service/<cluster>/<service>`. */
export type ScalingState = {
  targets: Record<string, ScalableTarget>;
  /** Oldest first, at most 500 and 42 days; survive their target. */
  activities: ScalingActivity[];
  /** The last not-scaled reason stored per resource: the same one is not stored twice in a row. */
  lastNotScaled: Record<string, string>;
  /** Oldest first, at most `limits.decisions`; absent until there was one. */
  decisions?: ScalingDecision[];
};

export type ScalableTarget = {
  resourceId: string;
  /** UUID with dashes: part of the target's, its policies' and its scheduled actions' ARNs. */
  uuid: string;
  arn: string;
  roleArn: string;
  minCapacity: number;
  maxCapacity: number;
  createdAt: Millis;
  suspended: { dynamicScalingIn: boolean; dynamicScalingOut: boolean; scheduledScaling: boolean };
  /** By name. */
  policies: Record<string, ScalingPolicy>;
  /** By name; absent until there was one. */
  scheduledActions?: Record<string, ScheduledAction>;
  /** The activity in progress, by id. */
  openActivity?: string;
  /** The last finished scale-out and scale-in by a policy: what cooldowns count from. */
  scaleOut?: Cooling;
  scaleIn?: Cooling;
  tags: Tags;
};

/** A finished scaling activity that still holds others back. */
export type Cooling = {
  endedAt: Millis;
  cooldownSeconds: number;
  from: number;
  to: number;
  /** Whose activity it was; absent in worlds of before. */
  policy?: string;
};

export type ScalingPolicy = TrackingPolicy | StepPolicy;

export type TrackingPolicy = {
  name: string;
  arn: string;
  /** UUID of the `createdBy` part of its alarms' actions; stays when the policy is updated. */
  createdBy: string;
  createdAt: Millis;
  type: "TargetTrackingScaling";
  targetTracking: TargetTracking;
  /** Names of its alarms, AlarmHigh first. */
  alarms: string[];
};

/** Has no alarms of its own: those of the account whose actions name its ARN call it. */
export type StepPolicy = {
  name: string;
  arn: string;
  createdAt: Millis;
  type: "StepScaling";
  stepScaling: StepScaling;
};

/** Only what the caller supplied is present: AWS echoes no defaults. */
export type TargetTracking = {
  targetValue: number;
  predefinedMetric?: { type: string; resourceLabel?: string };
  customizedMetric?: CustomizedMetric;
  scaleOutCooldownSeconds?: number;
  scaleInCooldownSeconds?: number;
  disableScaleIn?: boolean;
};

/** A metric of the caller's, or metric math, as the caller gave it. */
export type CustomizedMetric = SingleMetric | { Metrics: MetricQuery[] };

export type SingleMetric = {
  MetricName: string;
  Namespace: string;
  Dimensions?: { Name: string; Value: string }[];
  Statistic: NonNullable<MetricAlarm["statistic"]>;
  Unit?: string;
};

export type MetricQuery = {
  Id: string;
  Expression?: string;
  MetricStat?: {
    Metric: Pick<SingleMetric, "MetricName" | "Namespace" | "Dimensions">;
    Stat: SingleMetric["Statistic"];
    Unit?: string;
  };
  Label?: string;
  ReturnData?: boolean;
};

/** Only what the caller supplied is present, as in `TargetTracking`. */
export type StepScaling = {
  adjustmentType: "ChangeInCapacity" | "PercentChangeInCapacity" | "ExactCapacity";
  /** In the caller's order. */
  steps: Step[];
  minAdjustmentMagnitude?: number;
  cooldownSeconds?: number;
  metricAggregationType?: "Average" | "Minimum" | "Maximum";
};

/** Bounds count from the alarm's threshold; an absent one is infinity. */
export type Step = { lower?: number; upper?: number; adjustment: number };

/** A change of a target's bounds that a clock decides on. */
export type ScheduledAction = {
  name: string;
  arn: string;
  createdAt: Millis;
  /** `at(…)`, `rate(…)` or `cron(…)` as the caller wrote it. */
  schedule: string;
  timezone?: string;
  startAt?: Millis;
  endAt?: Millis;
  minCapacity?: number;
  maxCapacity?: number;
  /** What a rate counts from. */
  from: Millis;
  /** The next run; absent when there is none any more. */
  nextAt?: Millis;
  /** A run that another action of this target was in the way of. */
  retryAt?: Millis;
};

export type NotScaledReason = { code: string; maxCapacity?: number; minCapacity?: number; currentCapacity?: number };

export type ScalingActivity = {
  id: string;
  resourceId: string;
  description: string;
  cause: string;
  startedAt: Millis;
  endedAt?: Millis;
  status: "Pending" | "InProgress" | "Successful" | "Overridden" | "Unfulfilled" | "Failed";
  statusMessage?: string;
  notScaled?: NotScaledReason[];
  /** While open: what it waits for, and when it looks next. */
  goal?: { from: number; to: number; policy?: string; checkAt: Millis };
};
