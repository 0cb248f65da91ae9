import type { StepAdjustment, StepScalingPolicyConfiguration } from "@aws-sdk/client-application-auto-scaling";
import { ValidationException } from "./errors.ts";

/**
 * Step scaling is not part of the sandbox. What AWS refuses is still refused in its words
 * (testdata/aws/applicationautoscaling/controls.json of radkawar/stackd), so that a mistake is named before the gap is.
 */
export function refuseStepScaling(configuration: StepScalingPolicyConfiguration | undefined): never {
  if (configuration) checkStepScaling(configuration);
  throw new ValidationException("This sandbox has no StepScaling policies: use PolicyType TargetTrackingScaling.");
}

function checkStepScaling({
  AdjustmentType,
  StepAdjustments,
  MinAdjustmentMagnitude,
  Cooldown = 0,
}: StepScalingPolicyConfiguration): void {
  if (StepAdjustments?.length === 0) throw new ValidationException("There must be at least one step adjustment");
  const steps = [...(StepAdjustments ?? [])].sort((a, b) => lower(a) - lower(b));
  for (const [i, step] of steps.slice(1).entries()) {
    const end = upper(steps[i]!);
    if (end < lower(step)) throw new ValidationException("Step adjustment intervals cannot have gaps between them");
    if (end > lower(step)) throw new ValidationException("Step adjustment intervals cannot overlap");
  }
  if (MinAdjustmentMagnitude !== undefined && AdjustmentType !== "PercentChangeInCapacity")
    throw new ValidationException(
      "Minimum adjustment magnitude is only allowed for adjustment type PercentChangeInCapacity",
    );
  if (Cooldown < 0) throw new ValidationException("Cooldown must be nonnegative");
}

const lower = ({ MetricIntervalLowerBound }: StepAdjustment) => MetricIntervalLowerBound ?? Number.NEGATIVE_INFINITY;
const upper = ({ MetricIntervalUpperBound }: StepAdjustment) => MetricIntervalUpperBound ?? Number.POSITIVE_INFINITY;
