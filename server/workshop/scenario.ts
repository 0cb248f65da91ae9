/** The service a check or a panel looks at, as ECS and Application Auto Scaling name it. */
export type ServiceName = { cluster: string; name: string };

/** The names and numbers the chapters use. Checks compare with them; nothing else may repeat them. */
export const scenario = {
  cluster: "containers-workshop-ecs-cluster",
  service: "containers-workshop-ecs-service",
  policy: "containers-workshop-ecs-scaling-policy",
  metric: "ECSServiceAverageCPUUtilization",
  minCapacity: 1,
  desiredCount: 1,
  maxCapacity: 5,
  /** Percent. */
  targetValue: 40,
  cooldownSeconds: 30,
  users: 600,
} as const;

/** The numbers of the tasks that a reader does alone: another service, another range, another target, another load. */
export const transfer = {
  service: "reports",
  minCapacity: 2,
  maxCapacity: 8,
  /** Percent. */
  targetValue: 60,
  /** To this the minimum is raised later, so that it lifts the desired count. */
  liftedTo: 3,
  /** Percent of CPU that a load of one's own should bring one task to, and for how many minutes. */
  cpu: { least: 50, most: 70, minutes: 2 },
} as const;

export const otherService: ServiceName = { cluster: scenario.cluster, name: transfer.service };

export const workshopService: ServiceName = { cluster: scenario.cluster, name: scenario.service };

/**
 * AWS: AlarmLow of a target tracking policy on an ECS service watches for 90 % of the target
 * (recorded: 45 for 50, 63 for 70; radkawar/stackd testdata/aws/applicationautoscaling/controls.json).
 */
export const scaleInThreshold = (targetValue: number): number => (targetValue * 9) / 10;

/** Consecutive one-minute datapoints that AlarmHigh and AlarmLow need (same recordings: 3 of 3 and 15 of 15). */
export const datapointsToAlarm = { high: 3, low: 15 } as const;

/** ResourceId of Application Auto Scaling (API_RegisterScalableTarget). */
export const resourceIdOf = (service: ServiceName): string => `service/${service.cluster}/${service.name}`;

/** How the names of a policy's alarms begin; `-AlarmHigh-` or `-AlarmLow-` and a UUID follow (same recordings). */
export const alarmPrefixOf = (service: ServiceName): string => `TargetTracking-${resourceIdOf(service)}-`;
