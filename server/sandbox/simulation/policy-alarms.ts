import type { Change } from "../world/change.ts";
import type { MetricAlarm } from "../world/cloudwatch.ts";
import { randomUuid } from "../world/random.ts";
import type { ScalableTarget, ScalingPolicy } from "../world/scaling.ts";
import type { RegionState, World } from "../world/world.ts";
import { type AlarmSettings, deleteAlarm, putAlarm } from "./alarms.ts";

/** AWS: three minutes above the target, fifteen below nine tenths of it (testdata/aws/applicationautoscaling/controls.json). */
const HIGH_PERIODS = 3;
const LOW_PERIODS = 15;
const LOW_TENTHS = 9;

/**
 * Makes the alarms of a target-tracking policy, AlarmHigh first, and notes their names in it; older ones of the policy are
 * deleted. AWS: every PutScalingPolicy makes new ones with new names; without scale-in there is no AlarmLow (same recording).
 */
export function createPolicyAlarms(
  world: World,
  state: RegionState,
  target: ScalableTarget,
  policy: ScalingPolicy,
  changes: Change[],
): MetricAlarm[] {
  deletePolicyAlarms(world, state, policy, changes);
  const { targetValue, disableScaleIn } = policy.targetTracking;
  const make = (
    kind: "AlarmHigh" | "AlarmLow",
    settings: Pick<AlarmSettings, "threshold" | "evaluationPeriods" | "comparisonOperator">,
  ) =>
    putAlarm(
      world,
      state,
      {
        name: `TargetTracking-${target.resourceId}-${kind}-${randomUuid(world)}`,
        description: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${policy.arn}:createdBy/${policy.createdBy}.`,
        actionsEnabled: true,
        okActions: [],
        alarmActions: [actionOf(policy)],
        insufficientDataActions: [],
        ...trackedMetric(target, policy),
        periodSeconds: 60,
        tags: {},
        ...settings,
      },
      changes,
    );
  const alarms = [
    make("AlarmHigh", {
      threshold: targetValue,
      evaluationPeriods: HIGH_PERIODS,
      comparisonOperator: "GreaterThanThreshold",
    }),
  ];
  if (!disableScaleIn)
    alarms.push(
      make("AlarmLow", {
        threshold: (targetValue * LOW_TENTHS) / 10,
        evaluationPeriods: LOW_PERIODS,
        comparisonOperator: "LessThanThreshold",
      }),
    );
  policy.alarms = alarms.map((it) => it.name);
  return alarms;
}

/** Deletes the alarms of a policy. */
export function deletePolicyAlarms(world: World, state: RegionState, policy: ScalingPolicy, changes: Change[]): void {
  for (const name of policy.alarms) deleteAlarm(world, state, name, changes);
  policy.alarms = [];
}

/** What the alarms of a policy call: its ARN with the id of their maker (same recording). */
export const actionOf = (policy: ScalingPolicy): string => `${policy.arn}:createdBy/${policy.createdBy}`;

type Metric = Pick<AlarmSettings, "namespace" | "metricName" | "dimensions" | "statistic" | "unit">;

/** The metric behind a policy (AWS: API_PredefinedMetricSpecification, API_CustomizedMetricSpecification). */
function trackedMetric(target: ScalableTarget, policy: ScalingPolicy): Metric {
  const { predefinedMetric, customizedMetric } = policy.targetTracking;
  if (predefinedMetric?.type === "ALBRequestCountPerTarget") {
    // `app/<name>/<id>/targetgroup/<name>/<id>`
    const [loadBalancer, group] = (predefinedMetric.resourceLabel ?? "").split("/targetgroup/");
    return {
      namespace: "AWS/ApplicationELB",
      metricName: "RequestCountPerTarget",
      dimensions: [
        { name: "LoadBalancer", value: loadBalancer ?? "" },
        { name: "TargetGroup", value: `targetgroup/${group ?? ""}` },
      ],
      statistic: "Sum",
      unit: "None",
    };
  }
  if (customizedMetric) return customMetric(customizedMetric as CustomizedMetric);
  const [, cluster, service] = target.resourceId.split("/");
  return {
    namespace: "AWS/ECS",
    metricName:
      predefinedMetric?.type === "ECSServiceAverageMemoryUtilization" ? "MemoryUtilization" : "CPUUtilization",
    dimensions: [
      { name: "ClusterName", value: cluster ?? "" },
      { name: "ServiceName", value: service ?? "" },
    ],
    statistic: "Average",
    unit: "Percent",
  };
}

/** A customized metric as the caller gave it. */
type CustomizedMetric = {
  Namespace?: string;
  MetricName?: string;
  Dimensions?: { Name: string; Value: string }[];
  Statistic?: NonNullable<MetricAlarm["statistic"]>;
  Unit?: string;
};

const customMetric = (it: CustomizedMetric): Metric => ({
  namespace: it.Namespace ?? "",
  metricName: it.MetricName ?? "",
  dimensions: (it.Dimensions ?? []).map(({ Name, Value }) => ({ name: Name, value: Value })),
  statistic: it.Statistic ?? "Average",
  ...(it.Unit !== undefined && { unit: it.Unit }),
});
