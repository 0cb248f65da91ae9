import type {
  ScalingPolicy,
  StepAdjustment,
  StepScalingPolicyConfiguration,
} from "@aws-sdk/client-application-auto-scaling";
import type { PolicyView, StepPolicyForm } from "../../contract/index.ts";

/** AWS counts the bounds of a step from the alarm's threshold; the wizard shows values of the metric, as AWS's console does. */
export function stepView(
  configuration: StepScalingPolicyConfiguration,
  threshold: number,
): NonNullable<PolicyView["step"]> {
  const bound = (offset: number | undefined) => (offset === undefined ? null : rounded(threshold + offset));
  return {
    adjustmentType: configuration.AdjustmentType ?? "ChangeInCapacity",
    steps: (configuration.StepAdjustments ?? []).map((it) => ({
      lower: bound(it.MetricIntervalLowerBound),
      upper: bound(it.MetricIntervalUpperBound),
      adjustment: it.ScalingAdjustment!,
    })),
    cooldownSeconds: configuration.Cooldown ?? null,
    minAdjustmentMagnitude: configuration.MinAdjustmentMagnitude ?? null,
  };
}

/** Only what was given goes into the call. How datapoints are aggregated is in no form and stays as it is. */
export function stepConfigurationOf(
  policy: StepPolicyForm,
  threshold: number,
  before: ScalingPolicy | undefined,
): StepScalingPolicyConfiguration {
  const aggregation = before?.StepScalingPolicyConfiguration?.MetricAggregationType;
  return {
    AdjustmentType: policy.adjustmentType as "ChangeInCapacity",
    StepAdjustments: policy.steps.map(
      ({ lower, upper, adjustment }): StepAdjustment => ({
        ...(lower !== null && { MetricIntervalLowerBound: rounded(lower - threshold) }),
        ...(upper !== null && { MetricIntervalUpperBound: rounded(upper - threshold) }),
        ScalingAdjustment: adjustment,
      }),
    ),
    ...(policy.minAdjustmentMagnitude !== null && { MinAdjustmentMagnitude: policy.minAdjustmentMagnitude }),
    ...(policy.cooldownSeconds !== null && { Cooldown: policy.cooldownSeconds }),
    ...(aggregation && { MetricAggregationType: aggregation }),
  };
}

export function isSameStepScaling(
  a: StepScalingPolicyConfiguration | undefined,
  b: StepScalingPolicyConfiguration,
): boolean {
  const flat = (it: StepScalingPolicyConfiguration) =>
    JSON.stringify([
      it.AdjustmentType,
      it.Cooldown ?? null,
      it.MinAdjustmentMagnitude ?? null,
      (it.StepAdjustments ?? []).map((step) => [
        step.MetricIntervalLowerBound ?? null,
        step.MetricIntervalUpperBound ?? null,
        step.ScalingAdjustment,
      ]),
    ]);
  return a !== undefined && flat(a) === flat(b);
}

/** 0.1 + 0.2 is 0.3 to a reader. */
const rounded = (value: number): number => Number(value.toPrecision(12));
