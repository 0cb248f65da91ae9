import type { Step, StepScaling } from "../world/scaling.ts";

/*
 * The arithmetic of step scaling, as functions of numbers (application-auto-scaling-user-guide, step-scaling-policy-overview;
 * API_StepAdjustment).
 */

/** What an alarm's recent datapoints say together; the mean unless the policy asks for an extreme. Undefined without any. */
export function aggregate(
  values: number[],
  type: StepScaling["metricAggregationType"] = "Average",
): number | undefined {
  if (values.length === 0) return undefined;
  if (type === "Minimum") return Math.min(...values);
  if (type === "Maximum") return Math.max(...values);
  return values.reduce((sum, it) => sum + it, 0) / values.length;
}

/**
 * The step for a metric so far above (positive) or below (negative) the alarm's threshold. AWS: of an alarm that watches for too
 * much, a step's lower bound belongs to it and the upper one does not; of one that watches for too little the other way round.
 */
export function matchingStep(steps: Step[], breach: number, comparisonOperator: string): Step | undefined {
  const above = comparisonOperator.startsWith("Greater");
  return steps.find(({ lower = Number.NEGATIVE_INFINITY, upper = Number.POSITIVE_INFINITY }) =>
    above ? lower <= breach && breach < upper : lower < breach && breach <= upper,
  );
}

/** The capacity that a step asks for, from so many running tasks, before credit and bounds. */
export function steppedCapacity(running: number, { adjustment }: Step, policy: StepScaling): number {
  switch (policy.adjustmentType) {
    case "ExactCapacity":
      return adjustment;
    case "ChangeInCapacity":
      return running + adjustment;
    case "PercentChangeInCapacity":
      return running + percentChange(running, adjustment, policy.minAdjustmentMagnitude ?? 0);
  }
}

/**
 * AWS: 12.7 becomes 12 and -6.67 becomes -6, but a change between 0 and one task is one task; MinAdjustmentMagnitude is the least
 * number of tasks that a change has.
 */
function percentChange(running: number, percent: number, least: number): number {
  const direction = Math.sign(percent);
  const exact = (running * Math.abs(percent)) / 100;
  const whole = exact > 0 && exact < 1 ? 1 : Math.floor(exact);
  return direction === 0 ? 0 : direction * Math.max(whole, least);
}
