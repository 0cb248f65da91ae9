import type { PutScalingPolicyRequest, StepScalingPolicyConfiguration } from "@aws-sdk/client-application-auto-scaling";
import { scalingEnums } from "../../wire/enums.ts";
import type { ScalableTarget, Step, StepScaling } from "../../world/scaling.ts";
import { entry } from "../entry.ts";
import { LimitExceededException, ValidationException } from "./errors.ts";
import { oneOfEnum } from "./resource.ts";
import { withoutAbsent } from "./without-absent.ts";

/** AWS: application-auto-scaling-user-guide, quotas; the sentence is that of aws/aws-cdk#26215. */
const STEPS_MAX = 20;

/** Constraints of the enums in a step scaling configuration. */
export const acceptsStepScaling = {
  "StepScalingPolicyConfiguration.AdjustmentType": oneOfEnum(() => Object.values(scalingEnums().AdjustmentType)),
  "StepScalingPolicyConfiguration.MetricAggregationType": oneOfEnum(() =>
    Object.values(scalingEnums().MetricAggregationType),
  ),
};

/**
 * The configuration that a PutScalingPolicy leaves behind. Without one, an update keeps all of the old; with one, it keeps the
 * adjustment type and the steps where they are left out, and replaces the rest (testdata/aws/applicationautoscaling/controls.json
 * of radkawar/stackd).
 */
export function stepScaling(input: PutScalingPolicyRequest, target: ScalableTarget): StepScaling {
  const policy = entry(target.policies, input.PolicyName!);
  const known = policy?.type === "StepScaling" ? policy.stepScaling : undefined;
  const given = input.StepScalingPolicyConfiguration;
  if (!given) {
    if (known) return known;
    // AWS: recorded for target tracking; that step scaling says the same is by analogy.
    throw new ValidationException("StepScaling policy configuration must be specified");
  }
  const adjustmentType = given.AdjustmentType ?? known?.adjustmentType;
  const steps = given.StepAdjustments?.map(stepOf) ?? known?.steps ?? [];
  if (adjustmentType === undefined) throw new ValidationException("Adjustment type must be specified");
  checkSteps(steps, adjustmentType);
  const { MinAdjustmentMagnitude: least, Cooldown: cooldown } = given;
  if (least !== undefined && adjustmentType !== "PercentChangeInCapacity")
    throw new ValidationException(
      "Minimum adjustment magnitude is only allowed for adjustment type PercentChangeInCapacity",
    );
  if (cooldown !== undefined && cooldown < 0) throw new ValidationException("Cooldown must be nonnegative");
  return withoutAbsent({
    adjustmentType,
    steps,
    minAdjustmentMagnitude: least,
    cooldownSeconds: cooldown,
    metricAggregationType: given.MetricAggregationType,
  });
}

/** The configuration as AWS answers it: what was not supplied is not echoed. */
export function stepConfiguration(it: StepScaling): StepScalingPolicyConfiguration {
  return {
    AdjustmentType: it.adjustmentType,
    StepAdjustments: it.steps.map(({ lower, upper, adjustment }) => ({
      MetricIntervalLowerBound: lower,
      MetricIntervalUpperBound: upper,
      ScalingAdjustment: adjustment,
    })),
    MinAdjustmentMagnitude: it.minAdjustmentMagnitude,
    Cooldown: it.cooldownSeconds,
    MetricAggregationType: it.metricAggregationType,
  };
}

type StepInput = NonNullable<StepScalingPolicyConfiguration["StepAdjustments"]>[number];

const stepOf = (it: StepInput): Step =>
  withoutAbsent({
    lower: it.MetricIntervalLowerBound,
    upper: it.MetricIntervalUpperBound,
    adjustment: it.ScalingAdjustment!,
  });

/**
 * AWS: the rules are those of API_StepAdjustment. Gaps, overlaps and the empty list are recorded (same recording); the other
 * sentences are AWS's as people report them (badmintoncryer/cdk-preflight, rules pf-appautoscaling-step-adjustment-*;
 * terraform-aws-modules/terraform-aws-ecs#31; hashicorp/terraform-provider-aws#4812). Their order is our own.
 */
function checkSteps(steps: Step[], adjustmentType: StepScaling["adjustmentType"]): void {
  const refuse = (when: boolean, message: string) => {
    if (when) throw new ValidationException(message);
  };
  refuse(steps.length === 0, "There must be at least one step adjustment");
  if (steps.length > STEPS_MAX)
    throw new LimitExceededException(`There can be at most ${STEPS_MAX} step adjustments per scaling policy`);
  refuse(
    steps.some(({ lower, upper }) => lower === undefined && upper === undefined),
    "Both lower and upper bounds of a step adjustment cannot be left unspecified",
  );
  refuse(
    steps.some(({ lower, upper }) => lower !== undefined && upper !== undefined && lower >= upper),
    "Lower bound must be less than upper bound for a step adjustment",
  );
  const opens = (side: "lower" | "upper") => steps.filter((it) => it[side] === undefined).length;
  for (const side of ["lower", "upper"] as const)
    refuse(opens(side) > 1, `At most one step adjustment may have an unspecified ${side} bound`);

  const rising = [...steps].sort(
    (a, b) => (a.lower ?? Number.NEGATIVE_INFINITY) - (b.lower ?? Number.NEGATIVE_INFINITY),
  );
  for (const [i, step] of rising.slice(1).entries()) {
    const end = rising[i]!.upper ?? Number.POSITIVE_INFINITY;
    refuse(end < step.lower!, "Step adjustment intervals cannot have gaps between them");
    refuse(end > step.lower!, "Step adjustment intervals cannot overlap");
  }
  refuse(
    opens("lower") === 0 && steps.some(({ lower = 0 }) => lower < 0),
    "There must be a step adjustment with an unspecified lower bound when one step adjustment has a negative lower bound",
  );
  refuse(
    opens("upper") === 0 && steps.some(({ upper = 0 }) => upper > 0),
    "There must be a step adjustment with an unspecified upper bound when one step adjustment has a positive upper bound",
  );
  refuse(
    adjustmentType === "ExactCapacity" && steps.some(({ adjustment }) => adjustment < 0),
    "Scaling adjustment cannot be less than 0 when adjustment type is ExactCapacity",
  );
}
