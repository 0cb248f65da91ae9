import { z } from "zod";
import { millis } from "./account.ts";

/*
 * What the console panel shows, one answer per screen, each made of at most three SDK calls.
 * An AWS error while reading is answered as a problem with the code and message of AWS in `detail`.
 */

export const clusterRow = z.object({
  name: z.string(),
  arn: z.string(),
  status: z.string(),
  services: z.number().int(),
  runningTasks: z.number().int(),
  pendingTasks: z.number().int(),
  containerInstances: z.number().int(),
});

/** GET /api/console/clusters */
export const clustersView = z.object({ clusters: z.array(clusterRow) }).meta({ id: "ConsoleClusters" });
export type ClustersView = z.infer<typeof clustersView>;

export const serviceRow = z.object({
  name: z.string(),
  status: z.string(),
  serviceType: z.string().describe("REPLICA or DAEMON"),
  taskDefinition: z.string().describe("family:revision"),
  desired: z.number().int(),
  running: z.number().int(),
  pending: z.number().int(),
  launchType: z.string(),
});

export const taskRow = z.object({
  id: z.string(),
  taskDefinition: z.string(),
  lastStatus: z.string(),
  desiredStatus: z.string(),
  startedBy: z.string(),
  group: z.string(),
  launchType: z.string(),
  containerInstance: z.string().nullable(),
  availabilityZone: z.string(),
  createdAt: millis.nullable(),
  startedAt: millis.nullable(),
  stoppedAt: millis.nullable(),
  stoppedReason: z.string().nullable(),
});

export const containerInstanceRow = z.object({
  id: z.string(),
  ec2InstanceId: z.string(),
  availabilityZone: z.string(),
  agentConnected: z.boolean(),
  status: z.string(),
  runningTasks: z.number().int(),
  cpuAvailable: z.number(),
  cpuRegistered: z.number(),
  memoryAvailableMiB: z.number(),
  memoryRegisteredMiB: z.number(),
});

/** Columns of one metric: minute starts and values, oldest first. A missing minute has no entry. */
export const metricColumns = z.object({
  label: z.string(),
  unit: z.string(),
  at: z.array(millis),
  values: z.array(z.number()),
});

/** GET /api/console/clusters/{cluster}?tab=services|tasks|instances|metrics — only the tab's list is present. */
export const clusterView = z
  .object({
    cluster: clusterRow,
    services: z.array(serviceRow).optional(),
    tasks: z.array(taskRow).optional(),
    instances: z.array(containerInstanceRow).optional(),
    metrics: z.array(metricColumns).optional(),
  })
  .meta({ id: "ConsoleCluster" });
export type ClusterView = z.infer<typeof clusterView>;

/** A metric alarm, as far as it matters to scaling. */
export const alarmView = z.object({
  name: z.string(),
  state: z.string(),
  reason: z.string(),
  metric: z.string().describe("name of the metric, or a description of metric math"),
  statistic: z.string(),
  comparison: z.string().describe("GreaterThanThreshold, …"),
  threshold: z.number().nullable(),
  evaluationPeriods: z.number().int(),
  periodSeconds: z.number().int().nullable(),
  editable: z
    .boolean()
    .describe("whether the wizard has a form for it: one statistic of the service's own CPU or memory"),
  otherActions: z.number().int().describe("what it calls besides the policy it is shown with"),
});
export type AlarmView = z.infer<typeof alarmView>;

/** Bounds are values of the alarm's metric; null is no bound. Without an alarm they count from its future threshold. */
export const scalingStep = z.object({
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  adjustment: z
    .number()
    .describe("tasks or percent to add, negative to remove; with ExactCapacity the number of tasks"),
});
export type ScalingStep = z.infer<typeof scalingStep>;

const stepScaling = {
  adjustmentType: z.string().describe("ChangeInCapacity, PercentChangeInCapacity or ExactCapacity"),
  steps: z.array(scalingStep),
  cooldownSeconds: z.number().nullable().describe("null: AWS's default, 300"),
  minAdjustmentMagnitude: z.number().nullable().describe("with a percentage: at least so many tasks at once"),
};

export const policyView = z.object({
  name: z.string(),
  type: z.string().describe("TargetTrackingScaling, StepScaling, …"),
  metric: z.string().describe("predefined metric type, or a description of a customized one"),
  editable: z.boolean().describe("false where the wizard has no form for it; it is then shown and kept as it is"),
  targetValue: z.number().nullable(),
  scaleOutCooldownSeconds: z.number().nullable().describe("null: AWS's default, 300 for ECS services"),
  scaleInCooldownSeconds: z.number().nullable(),
  disableScaleIn: z.boolean(),
  step: z.object(stepScaling).nullable().describe("of a step scaling policy"),
  alarms: z.array(alarmView),
});
export type PolicyView = z.infer<typeof policyView>;

/** GET /api/console/clusters/{cluster}/services/{service}?tab=details|tasks|events|auto-scaling|alarms|deployments|metrics */
export const serviceView = z
  .object({
    service: serviceRow.extend({
      arn: z.string(),
      cluster: z.string(),
      createdAt: millis.nullable(),
      role: z.string().nullable(),
      minimumHealthyPercent: z.number().nullable(),
      maximumPercent: z.number().nullable(),
      healthCheckGracePeriodSeconds: z.number().nullable(),
      forceNewDeployment: z.literal(false),
      loadBalancers: z.array(
        z.object({
          targetGroupName: z.string(),
          targetGroupArn: z.string(),
          containerName: z.string(),
          containerPort: z.number().int(),
        }),
      ),
      placementStrategy: z.string(),
      subnets: z.array(z.string()),
      securityGroups: z.array(z.string()),
    }),
    tasks: z.array(taskRow).optional(),
    /** Service events and the newest ten scaling activities as `Message: … Cause: …`, newest first, as the classic console merges them. */
    events: z.array(z.object({ id: z.string(), at: millis, message: z.string() })).optional(),
    scaling: z
      .object({
        target: z
          .object({ minCapacity: z.number().int(), maxCapacity: z.number().int(), suspended: z.array(z.string()) })
          .nullable(),
        policies: z.array(policyView),
      })
      .optional(),
    alarms: z.array(alarmView).optional().describe("those that a step scaling policy can be given, by name"),
    deployments: z
      .array(
        z.object({
          id: z.string(),
          status: z.string(),
          taskDefinition: z.string(),
          desired: z.number().int(),
          pending: z.number().int(),
          running: z.number().int(),
          rolloutState: z.string(),
          rolloutStateReason: z.string(),
          createdAt: millis.nullable(),
          updatedAt: millis.nullable(),
        }),
      )
      .optional(),
    metrics: z.array(metricColumns).optional(),
  })
  .meta({ id: "ConsoleService" });
export type ServiceView = z.infer<typeof serviceView>;

const policyName = z.string().describe("the policy's name; AWS: 1 to 256 printable ASCII characters");

export const trackingPolicyForm = z.strictObject({
  type: z.literal("TargetTrackingScaling"),
  name: policyName,
  /** ECSServiceAverageCPUUtilization, ECSServiceAverageMemoryUtilization or ALBRequestCountPerTarget. */
  metric: z.string(),
  targetValue: z.number(),
  scaleOutCooldownSeconds: z.number().nullable(),
  scaleInCooldownSeconds: z.number().nullable(),
  disableScaleIn: z.boolean(),
});
export type TrackingPolicyForm = z.infer<typeof trackingPolicyForm>;

/** The alarm that calls a step scaling policy: one that the account holds, or one on the service's CPU or memory to make or change. */
export const alarmForm = z.discriminatedUnion("choice", [
  z.strictObject({ choice: z.literal("existing"), name: z.string() }),
  z.strictObject({
    choice: z.literal("own"),
    name: z.string(),
    metric: z.string().describe("CPUUtilization or MemoryUtilization"),
    statistic: z.string(),
    comparison: z.string(),
    threshold: z.number(),
    evaluationPeriods: z.number(),
    periodSeconds: z.number(),
  }),
]);
export type AlarmForm = z.infer<typeof alarmForm>;

export const stepPolicyForm = z.strictObject({
  type: z.literal("StepScaling"),
  name: policyName,
  alarm: alarmForm,
  ...stepScaling,
});
export type StepPolicyForm = z.infer<typeof stepPolicyForm>;

export const policyForm = z.discriminatedUnion("type", [trackingPolicyForm, stepPolicyForm]);
export type PolicyForm = z.infer<typeof policyForm>;

/**
 * The wizard's whole answer. `scaling: null` is "Do not adjust the service's desired count".
 * POST …/services/{service}/plan with it answers `updatePlan`; POST …/services/{service}/update carries it out and answers `updateOutcome`.
 */
export const updateForm = z
  .strictObject({
    desiredCount: z.number(),
    scaling: z
      .strictObject({
        minCapacity: z.number(),
        maxCapacity: z.number(),
        policies: z.array(policyForm).describe("those for which there is a form; others are kept"),
        removedPolicies: z.array(z.string()).optional().describe("kept ones that have to go"),
      })
      .nullable(),
    deletedAlarms: z
      .array(z.string())
      .optional()
      .describe("alarms of step scaling policies that go: AWS leaves them, unless they are named here"),
  })
  .meta({ id: "ServiceUpdate" });
export type UpdateForm = z.infer<typeof updateForm>;

/** One AWS call: what it is for, and the equal line of the AWS CLI. */
export const plannedCall = z.object({
  id: z.string(),
  service: z.string(),
  operation: z.string(),
  purpose: z.string(),
  input: z.unknown().describe("`$POLICY_ARN` in it is what the call before it answered"),
  cli: z.string(),
  keepsPolicyArn: z.boolean().optional().describe("the ARN it answers is what later calls name `$POLICY_ARN`"),
});
export type PlannedCall = z.infer<typeof plannedCall>;

export const updatePlan = z
  .object({
    calls: z.array(plannedCall).describe("empty: the account already holds this"),
    deletes: z.array(z.string()).describe("what will be deleted, each a sentence"),
    refusals: z.array(
      z.object({
        field: z.string().describe("path in the form: desiredCount, scaling.policies.0.targetValue"),
        message: z.string(),
      }),
    ),
  })
  .meta({ id: "ServiceUpdatePlan" });
export type UpdatePlan = z.infer<typeof updatePlan>;

export const updateOutcome = z
  .object({
    results: z.array(
      plannedCall.extend({
        status: z.enum(["done", "failed", "not-tried"]),
        error: z.object({ code: z.string(), message: z.string() }).nullable(),
      }),
    ),
    complete: z.boolean(),
  })
  .meta({ id: "ServiceUpdateOutcome" });
export type UpdateOutcome = z.infer<typeof updateOutcome>;
