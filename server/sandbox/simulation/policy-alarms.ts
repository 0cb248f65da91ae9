import type { Change } from "../world/change.ts";
import type { AlarmMetric, Dimension, MetricAlarm } from "../world/cloudwatch.ts";
import { randomUuid } from "../world/random.ts";
import type {
  CustomizedMetric,
  MetricQuery,
  ScalableTarget,
  ScalingPolicy,
  SingleMetric,
  StepPolicy,
  TrackingPolicy,
} from "../world/scaling.ts";
import type { RegionState, World } from "../world/world.ts";
import { type AlarmSettings, deleteAlarm, putAlarm } from "./alarms.ts";

/** AWS: three minutes above the target, fifteen below nine tenths of it (testdata/aws/applicationautoscaling/controls.json). */
const STANDARD = { periodSeconds: 60, high: 3, low: 15 };
/** AWS: of the metrics of high resolution, whatever the service publishes (same folder, high_resolution.json). */
const HIGH_RESOLUTION = { periodSeconds: 20, high: 3, low: 30 };
const LOW_TENTHS = 9;

/**
 * Makes the alarms of a target-tracking policy, AlarmHigh first, and notes their names in it; older ones of the policy are
 * deleted. AWS: every PutScalingPolicy makes new ones with new names; without scale-in there is no AlarmLow (same recording).
 */
export function createPolicyAlarms(
  world: World,
  state: RegionState,
  target: ScalableTarget,
  policy: TrackingPolicy,
  changes: Change[],
): MetricAlarm[] {
  deletePolicyAlarms(world, state, policy, changes);
  const { targetValue, disableScaleIn, predefinedMetric } = policy.targetTracking;
  const rhythm = isHighResolution(predefinedMetric?.type) ? HIGH_RESOLUTION : STANDARD;
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
        periodSeconds: rhythm.periodSeconds,
        tags: {},
        ...settings,
      },
      changes,
    );
  const alarms = [
    make("AlarmHigh", {
      threshold: targetValue,
      evaluationPeriods: rhythm.high,
      comparisonOperator: "GreaterThanThreshold",
    }),
  ];
  if (!disableScaleIn)
    alarms.push(
      make("AlarmLow", {
        threshold: (targetValue * LOW_TENTHS) / 10,
        evaluationPeriods: rhythm.low,
        comparisonOperator: "LessThanThreshold",
      }),
    );
  policy.alarms = alarms.map((it) => it.name);
  return alarms;
}

/** Deletes the alarms of a policy; a step scaling policy has none, those that call it are somebody else's. */
export function deletePolicyAlarms(world: World, state: RegionState, policy: ScalingPolicy, changes: Change[]): void {
  if (policy.type === "StepScaling") return;
  for (const name of policy.alarms) deleteAlarm(world, state, name, changes);
  policy.alarms = [];
}

/** What the alarms of a policy call: its ARN, for target tracking with the id of their maker (same recording). */
export const actionOf = (policy: ScalingPolicy): string =>
  policy.type === "StepScaling" ? policy.arn : `${policy.arn}:createdBy/${policy.createdBy}`;

/** The alarms that call a step scaling policy, in the order of their creation. */
export const alarmsNaming = (state: RegionState, policy: StepPolicy): MetricAlarm[] =>
  Object.values(state.cloudwatch.alarms).filter((it) => it.alarmActions.includes(policy.arn));

/** AWS: deleting a step scaling policy takes the action off the alarms that call it, and leaves the alarms (API_DeleteScalingPolicy). */
export function forgetAlarmActions(world: World, state: RegionState, policy: StepPolicy, changes: Change[]): void {
  for (const alarm of alarmsNaming(state, policy)) {
    const alarmActions = alarm.alarmActions.filter((it) => it !== policy.arn);
    putAlarm(world, state, { ...alarm, alarmActions }, changes);
  }
}

type Metric = Pick<AlarmSettings, "namespace" | "metricName" | "dimensions" | "statistic" | "unit" | "metrics">;

/** The metric behind a policy (AWS: API_PredefinedMetricSpecification, API_CustomizedMetricSpecification). */
function trackedMetric(target: ScalableTarget, policy: TrackingPolicy): Metric {
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
  if (customizedMetric) return customMetric(customizedMetric);
  const [, cluster, service] = target.resourceId.split("/");
  return {
    namespace: "AWS/ECS",
    metricName: serviceMetric(predefinedMetric?.type),
    dimensions: [
      { name: "ClusterName", value: cluster ?? "" },
      { name: "ServiceName", value: service ?? "" },
    ],
    statistic: "Average",
    unit: "Percent",
  };
}

/** Whether a predefined metric is one of those of 20 seconds (API_PredefinedMetricSpecification). */
export const isHighResolution = (type: string | undefined): boolean => type?.endsWith("HighResolution") === true;

/** The metric of AWS/ECS behind a predefined one. */
export const serviceMetric = (type: string | undefined): "CPUUtilization" | "MemoryUtilization" =>
  type?.startsWith("ECSServiceAverageMemoryUtilization") ? "MemoryUtilization" : "CPUUtilization";

function customMetric(it: CustomizedMetric): Metric {
  if ("Metrics" in it) return { namespace: "", metricName: "", dimensions: [], metrics: alarmMetrics(it.Metrics) };
  return {
    namespace: it.Namespace,
    metricName: it.MetricName,
    dimensions: dimensionsOf(it),
    statistic: it.Statistic,
    ...(it.Unit !== undefined && { unit: it.Unit }),
  };
}

/** The metric math of a policy as its alarms compute it, minute by minute. */
export const alarmMetrics = (queries: MetricQuery[]): AlarmMetric[] =>
  queries.map(({ Id, Expression, MetricStat, Label, ReturnData }) => ({
    id: Id,
    ...(Label !== undefined && { label: Label }),
    ...(ReturnData !== undefined && { returnData: ReturnData }),
    ...(Expression !== undefined && { expression: Expression }),
    ...(MetricStat && {
      metric: {
        namespace: MetricStat.Metric.Namespace,
        name: MetricStat.Metric.MetricName,
        dimensions: dimensionsOf(MetricStat.Metric),
        periodSeconds: STANDARD.periodSeconds,
        statistic: MetricStat.Stat,
        ...(MetricStat.Unit !== undefined && { unit: MetricStat.Unit }),
      },
    }),
  }));

const dimensionsOf = ({ Dimensions = [] }: Pick<SingleMetric, "Dimensions">): Dimension[] =>
  Dimensions.map(({ Name, Value }) => ({ name: Name, value: Value }));
