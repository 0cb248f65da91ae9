import type { ScalingPolicy } from "@aws-sdk/client-application-auto-scaling";
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { PolicyView } from "../../contract/index.ts";
import type { ServiceName } from "../scenario.ts";
import { alarmView, isChoosable } from "./alarms.ts";
import { stepView } from "./step-policies.ts";

/** The metrics for which the wizard has a form (API_PredefinedMetricSpecification; the others belong to other services). */
export const wizardMetrics = [
  "ECSServiceAverageCPUUtilization",
  "ECSServiceAverageMemoryUtilization",
  "ALBRequestCountPerTarget",
];

/** A policy as the wizard shows it. What it has no form for is shown and left as it is. */
export function policyView(policy: ScalingPolicy, alarms: MetricAlarm[], service: ServiceName): PolicyView {
  const tracking = policy.TargetTrackingScalingPolicyConfiguration;
  const predefined = tracking?.PredefinedMetricSpecification?.PredefinedMetricType;
  const step = policy.StepScalingPolicyConfiguration;
  const own = alarmsOf(policy, alarms);
  return {
    name: policy.PolicyName!,
    type: policy.PolicyType!,
    metric: predefined ?? customMetric(policy, own),
    editable: isEditable(policy, alarms),
    targetValue: tracking?.TargetValue ?? null,
    scaleOutCooldownSeconds: tracking?.ScaleOutCooldown ?? null,
    scaleInCooldownSeconds: tracking?.ScaleInCooldown ?? null,
    disableScaleIn: tracking?.DisableScaleIn ?? false,
    step: step ? stepView(step, own.length === 1 ? (own[0]!.Threshold ?? 0) : 0) : null,
    alarms: own.map((alarm) => alarmView(alarm, service, policy.PolicyARN)),
  };
}

/** Whether the wizard has a form for the policy: one of its metrics, or steps that at most one alarm of a fixed threshold calls. */
export function isEditable(policy: ScalingPolicy, alarms: MetricAlarm[]): boolean {
  if (policy.PolicyType === "StepScaling") {
    const own = alarmsOf(policy, alarms);
    return (policy.Alarms ?? []).length <= 1 && own.every(isChoosable);
  }
  const predefined =
    policy.TargetTrackingScalingPolicyConfiguration?.PredefinedMetricSpecification?.PredefinedMetricType;
  return (
    policy.PolicyType === "TargetTrackingScaling" && predefined !== undefined && wizardMetrics.includes(predefined)
  );
}

/** The alarms that AWS lists for a policy, in its order. */
export const alarmsOf = ({ Alarms }: ScalingPolicy, alarms: MetricAlarm[]): MetricAlarm[] =>
  (Alarms ?? []).flatMap(({ AlarmName }) => alarms.find((it) => it.AlarmName === AlarmName) ?? []);

function customMetric(policy: ScalingPolicy, alarms: MetricAlarm[]): string {
  const customized = policy.TargetTrackingScalingPolicyConfiguration?.CustomizedMetricSpecification;
  if (customized?.MetricName) return `${customized.Namespace} ${customized.MetricName} (${customized.Statistic})`;
  if (customized) return "Metric math";
  if (alarms.length === 1) return alarms[0]!.MetricName ?? "Metric math";
  return policy.StepScalingPolicyConfiguration ? "The metric of its alarm" : "";
}
