import type { ScalingPolicy, TargetTrackingScalingPolicyConfiguration } from "@aws-sdk/client-application-auto-scaling";
import type { PolicyForm, TrackingPolicyForm } from "../../contract/index.ts";
import type { Held } from "./held.ts";

/** Only what was given goes into the call: AWS keeps no defaults of its own in a policy. */
export function trackingConfigurationOf(
  policy: TrackingPolicyForm,
  { resourceLabel }: Held,
): TargetTrackingScalingPolicyConfiguration {
  return {
    TargetValue: policy.targetValue,
    PredefinedMetricSpecification: {
      PredefinedMetricType: policy.metric as "ECSServiceAverageCPUUtilization",
      ...(policy.metric === "ALBRequestCountPerTarget" && { ResourceLabel: resourceLabel }),
    },
    ...(policy.scaleOutCooldownSeconds !== null && { ScaleOutCooldown: policy.scaleOutCooldownSeconds }),
    ...(policy.scaleInCooldownSeconds !== null && { ScaleInCooldown: policy.scaleInCooldownSeconds }),
    ...(policy.disableScaleIn && { DisableScaleIn: true }),
  };
}

/** AWS allows one policy per metric: a policy that gives its metric up to another one has to go first. */
export function isInTheWay(policy: ScalingPolicy, wanted: PolicyForm[]): boolean {
  const metric = metricOf(policy.TargetTrackingScalingPolicyConfiguration);
  if (metric === undefined) return false;
  const tracking = wanted.filter((it) => it.type === "TargetTrackingScaling");
  const mine = tracking.find((it) => it.name === policy.PolicyName);
  return mine?.metric !== metric && tracking.some((it) => it !== mine && it.metric === metric);
}

export function isSameTracking(
  a: TargetTrackingScalingPolicyConfiguration | undefined,
  b: TargetTrackingScalingPolicyConfiguration,
): boolean {
  return (
    a !== undefined &&
    a.TargetValue === b.TargetValue &&
    metricOf(a) === metricOf(b) &&
    a.PredefinedMetricSpecification?.ResourceLabel === b.PredefinedMetricSpecification?.ResourceLabel &&
    a.ScaleOutCooldown === b.ScaleOutCooldown &&
    a.ScaleInCooldown === b.ScaleInCooldown &&
    (a.DisableScaleIn ?? false) === (b.DisableScaleIn ?? false)
  );
}

const metricOf = (configuration: TargetTrackingScalingPolicyConfiguration | undefined) =>
  configuration?.PredefinedMetricSpecification?.PredefinedMetricType;
