import type { Json, Millis, Tags } from "./world.ts";

/** Application Auto Scaling of one Region, namespace `ecs`. Targets by resource id `service/<cluster>/<service>`. */
export type ScalingState = {
  targets: Record<string, ScalableTarget>;
  /** Oldest first, at most 500 and 42 days; survive their target. */
  activities: ScalingActivity[];
  /** The last not-scaled reason stored per resource: the same one is not stored twice in a row. */
  lastNotScaled: Record<string, string>;
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
  /** The activity in progress, by id. */
  openActivity?: string;
  /** The last finished scale-out and scale-in by a policy: what cooldowns count from. */
  scaleOut?: Cooling;
  scaleIn?: Cooling;
  tags: Tags;
};

/** A finished scaling activity that still holds others back. */
export type Cooling = { endedAt: Millis; cooldownSeconds: number; from: number; to: number };

export type ScalingPolicy = {
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

/** Only what the caller supplied is present: AWS echoes no defaults. */
export type TargetTracking = {
  targetValue: number;
  predefinedMetric?: { type: string; resourceLabel?: string };
  customizedMetric?: Json;
  scaleOutCooldownSeconds?: number;
  scaleInCooldownSeconds?: number;
  disableScaleIn?: boolean;
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
