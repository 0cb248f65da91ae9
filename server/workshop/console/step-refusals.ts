import type { AlarmForm, PolicyForm, ScalingStep, StepPolicyForm, UpdateForm } from "../../contract/index.ts";
import { comparisons, isChoosable, isOwnAlarm, ownMetrics, statistics } from "./alarms.ts";
import type { Held } from "./held.ts";
import { cooldownRefusal, countRefusal } from "./numbers.ts";

/** Sentences by field, below the policy: `alarm.threshold`, `steps.0.lower`. */
type Refusals = Record<string, string | undefined>;

/** AWS: application-auto-scaling-user-guide, quotas. */
const STEPS_MAX = 20;
/** AWS: API_PutMetricAlarm. */
const ACTIONS_MAX = 5;
/** AWS: seconds that period and periods make together (CloudWatch service quotas). */
const EVALUATED_SECONDS_MAX = 86_400;
const TO_BE_DELETED = "This update deletes the alarm: take that back, or choose another one.";
const ADJUSTMENT_TYPES = ["ChangeInCapacity", "PercentChangeInCapacity", "ExactCapacity"];

/** What AWS would refuse of a step scaling policy and its alarm, in AWS's words where they are known. */
export function stepRefusals(policy: StepPolicyForm, before: PolicyForm[], form: UpdateForm, held: Held): Refusals {
  const { alarm, adjustmentType, minAdjustmentMagnitude: least } = policy;
  const threshold =
    alarm.choice === "own" ? alarm.threshold : held.alarms.find((it) => it.AlarmName === alarm.name)?.Threshold;
  return {
    ...alarmRefusals(policy, before, form, held),
    adjustmentType: ADJUSTMENT_TYPES.includes(adjustmentType)
      ? undefined
      : `Choose one of ${ADJUSTMENT_TYPES.join(", ")}.`,
    ...stepsRefusals(policy, threshold),
    minAdjustmentMagnitude:
      least === null
        ? undefined
        : adjustmentType !== "PercentChangeInCapacity"
          ? "Minimum adjustment magnitude is only allowed for adjustment type PercentChangeInCapacity"
          : countRefusal(least, "The least number of tasks at once", 1),
    cooldownSeconds: cooldownRefusal(policy.cooldownSeconds),
  };
}

function alarmRefusals(policy: StepPolicyForm, before: PolicyForm[], form: UpdateForm, held: Held): Refusals {
  const { alarm } = policy;
  if (alarm.choice === "existing") return { "alarm.name": existingRefusal(policy, alarm.name, form, held) };
  return {
    "alarm.name": ownNameRefusal(policy, before, form, held),
    "alarm.metric": oneOf(alarm.metric, ownMetrics),
    "alarm.statistic": oneOf(alarm.statistic, statistics),
    "alarm.comparison": oneOf(alarm.comparison, comparisons),
    "alarm.evaluationPeriods": countRefusal(alarm.evaluationPeriods, "The number of periods", 1),
    "alarm.periodSeconds": periodRefusal(alarm),
  };
}

function existingRefusal(
  policy: StepPolicyForm,
  name: string,
  { deletedAlarms }: UpdateForm,
  { alarms, policies }: Held,
): string | undefined {
  if (name === "") return "Choose an alarm.";
  if (deletedAlarms?.includes(name)) return TO_BE_DELETED;
  const alarm = alarms.find((it) => it.AlarmName === name);
  if (!alarm) return `The account has no metric alarm ${name}.`;
  if (!isChoosable(alarm)) return "Steps are measured from an alarm's fixed threshold, which this alarm does not have.";
  const arn = policies.find((it) => it.PolicyName === policy.name)?.PolicyARN;
  const others = (alarm.AlarmActions ?? []).filter((it) => it !== arn);
  return others.length >= ACTIONS_MAX
    ? `An alarm has at most ${ACTIONS_MAX} actions for the state ALARM, and this one has them.`
    : undefined;
}

/** A name that an alarm has already would overwrite that alarm, unless it is the policy's own. */
function ownNameRefusal(
  { name: policyName, alarm: { name } }: StepPolicyForm,
  before: PolicyForm[],
  { scaling, deletedAlarms }: UpdateForm,
  { alarms, policies, service }: Held,
): string | undefined {
  if (name.trim().length === 0) return "Give the alarm a name.";
  if (name.length > 255) return "An alarm name has at most 255 characters.";
  if (before.some((it) => it.type === "StepScaling" && it.alarm.choice === "own" && it.alarm.name === name))
    return "Another policy of this form makes an alarm of this name, and the second would replace the first.";
  if (deletedAlarms?.includes(name)) return TO_BE_DELETED;
  const alarm = alarms.find((it) => it.AlarmName === name);
  if (!alarm) return undefined;
  const holder = policies.find(({ Alarms }) => Alarms?.some(({ AlarmName }) => AlarmName === name))?.PolicyName;
  const goes = holder !== undefined && !scaling?.policies.some((it) => it.name === holder);
  const cluster = service.clusterArn?.split("/").at(-1) ?? "";
  if ((holder === policyName || goes) && isOwnAlarm(alarm, { cluster, name: service.serviceName! })) return undefined;
  return "The account has an alarm of this name, which would be replaced: give another name, or use that alarm.";
}

/** AWS: 10, 20, 30 or a multiple of 60, and a day in all (API_PutMetricAlarm). */
function periodRefusal({ periodSeconds, evaluationPeriods }: AlarmForm & { choice: "own" }): string | undefined {
  if (![10, 20, 30].includes(periodSeconds) && !(periodSeconds > 0 && periodSeconds % 60 === 0))
    return "A period is 10, 20, 30 or a multiple of 60 seconds long.";
  return periodSeconds * evaluationPeriods > EVALUATED_SECONDS_MAX
    ? "The periods together cannot be longer than a day."
    : undefined;
}

/**
 * AWS: the rules of API_StepAdjustment. Recorded: gaps, overlaps and the empty list (radkawar/stackd
 * testdata/aws/applicationautoscaling/controls.json); the other sentences as callers report them
 * (badmintoncryer/cdk-preflight; terraform-aws-modules/terraform-aws-ecs#31). `threshold`: undefined where it is not known.
 */
function stepsRefusals({ steps, adjustmentType }: StepPolicyForm, threshold: number | undefined): Refusals {
  if (steps.length === 0) return { steps: "There must be at least one step adjustment" };
  if (steps.length > STEPS_MAX)
    return { steps: `There can be at most ${STEPS_MAX} step adjustments per scaling policy` };
  const refusals: Refusals = {};
  const refuse = (step: ScalingStep, field: keyof ScalingStep, message: string) => {
    refusals[`steps.${steps.indexOf(step)}.${field}`] ??= message;
  };
  for (const step of steps) {
    const { lower, upper, adjustment } = step;
    if (!Number.isInteger(adjustment)) refuse(step, "adjustment", "An adjustment is a whole number.");
    else if (adjustmentType === "ExactCapacity" && adjustment < 0)
      refuse(step, "adjustment", "Scaling adjustment cannot be less than 0 when adjustment type is ExactCapacity");
    else if (Math.abs(adjustment) > 2_147_483_647) refuse(step, "adjustment", "An adjustment has at most ten digits.");
    if (lower === null && upper === null)
      refuse(step, "lower", "Both lower and upper bounds of a step adjustment cannot be left unspecified");
    else if (lower !== null && upper !== null && lower >= upper)
      refuse(step, "upper", "Lower bound must be less than upper bound for a step adjustment");
  }
  for (const side of ["lower", "upper"] as const) {
    const [, second] = steps.filter((it) => it[side] === null);
    if (second) refuse(second, side, `At most one step adjustment may have an unspecified ${side} bound`);
  }
  if (Object.keys(refusals).length > 0) return refusals;

  const rising = [...steps].sort(
    (a, b) => (a.lower ?? Number.NEGATIVE_INFINITY) - (b.lower ?? Number.NEGATIVE_INFINITY),
  );
  for (const [i, step] of rising.slice(1).entries()) {
    const end = rising[i]!.upper ?? Number.POSITIVE_INFINITY;
    if (end < step.lower!) refuse(step, "lower", "Step adjustment intervals cannot have gaps between them");
    if (end > step.lower!) refuse(step, "lower", "Step adjustment intervals cannot overlap");
  }
  if (threshold === undefined) return refusals;
  const [lowest] = rising;
  const highest = rising.at(-1)!;
  if (lowest!.lower !== null && lowest!.lower < threshold)
    refuse(
      lowest!,
      "lower",
      `There must be a step adjustment with an unspecified lower bound when one step adjustment has a negative lower bound: leave this one empty, or begin at the threshold, ${threshold}.`,
    );
  if (highest.upper !== null && highest.upper > threshold)
    refuse(
      highest,
      "upper",
      `There must be a step adjustment with an unspecified upper bound when one step adjustment has a positive upper bound: leave this one empty, or end at the threshold, ${threshold}.`,
    );
  return refusals;
}

const oneOf = (value: string, choices: string[]): string | undefined =>
  choices.includes(value) ? undefined : `Choose one of ${choices.join(", ")}.`;
