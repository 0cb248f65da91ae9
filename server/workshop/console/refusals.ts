import type { PolicyForm, TrackingPolicyForm, UpdateForm, UpdatePlan } from "../../contract/index.ts";
import type { Held } from "./held.ts";
import { cooldownRefusal, countRefusal } from "./numbers.ts";
import { isEditable, wizardMetrics } from "./policy-views.ts";
import { stepRefusals } from "./step-refusals.ts";

type Refusal = UpdatePlan["refusals"][number];

/** AWS: between these, both included (recorded message; radkawar/stackd testdata/aws/applicationautoscaling/controls.json). */
const TARGET_VALUE = { least: 8.51592e-109, most: 1.174271e108 };

/**
 * What AWS would refuse of a form, at the field that would have to change, in AWS's words where they are known; and what the API
 * would take although the wizard's own screen says it is not meant (a desired number outside the bounds, a name given twice).
 */
export function refusalsOf(form: UpdateForm, held: Held): Refusal[] {
  const refusals: Refusal[] = [];
  const refuse = (field: string, message: string | undefined) =>
    message !== undefined && refusals.push({ field, message });
  const { desiredCount, scaling } = form;
  const desired = countRefusal(desiredCount, "The desired number of tasks");
  refuse("desiredCount", desired);
  if (!scaling) return refusals;

  const { minCapacity, maxCapacity, policies } = scaling;
  const min =
    minCapacity < 0
      ? "Minimum capacity cannot be less than 0"
      : countRefusal(minCapacity, "The minimum number of tasks");
  const max = countRefusal(maxCapacity, "The maximum number of tasks");
  refuse("scaling.minCapacity", min);
  refuse(
    "scaling.maxCapacity",
    max ?? (!min && maxCapacity < minCapacity ? "Maximum capacity cannot be less than minimum capacity" : undefined),
  );
  if (
    !desired &&
    !min &&
    !max &&
    minCapacity <= maxCapacity &&
    (desiredCount < minCapacity || desiredCount > maxCapacity)
  )
    refuse(
      "desiredCount",
      `The desired number of tasks has to lie between the minimum, ${minCapacity}, and the maximum, ${maxCapacity}: Service Auto Scaling would change it at once.`,
    );

  policies.forEach((policy, i) => {
    const field = (name: string) => `scaling.policies.${i}.${name}`;
    const before = policies.slice(0, i);
    refuse(field("name"), nameRefusal(policy, before, form, held));
    const refused =
      policy.type === "StepScaling" ? stepRefusals(policy, before, form, held) : trackingRefusals(policy, before, held);
    for (const [name, message] of Object.entries(refused)) refuse(field(name), message);
  });
  return refusals;
}

const trackingRefusals = (policy: TrackingPolicyForm, before: PolicyForm[], held: Held) => ({
  metric: metricRefusal(policy, before, held),
  targetValue: targetValueRefusal(policy.targetValue),
  scaleOutCooldownSeconds: cooldownRefusal(policy.scaleOutCooldownSeconds),
  scaleInCooldownSeconds: cooldownRefusal(policy.scaleInCooldownSeconds),
});

/** AWS: 1 to 256 printable characters, in practice of ASCII (API_PutScalingPolicy; radkawar/stackd testdata/aws/applicationautoscaling/policy_names.json). */
function nameRefusal(
  { name, type }: PolicyForm,
  before: PolicyForm[],
  { scaling }: UpdateForm,
  { policies, alarms }: Held,
): string | undefined {
  if (name.length === 0) return "Give the policy a name.";
  if (name.length > 256) return "A policy name has at most 256 characters.";
  if (!/^[\x20-\x7e]+$/.test(name))
    return "A policy name has letters without accents, digits, signs and spaces only (printable ASCII).";
  if (name.trim().length === 0) return "A policy name is more than spaces.";
  if (before.some((it) => it.name === name))
    return "Another policy of this form has the same name, and the second would replace the first.";
  const held = policies.find((it) => it.PolicyName === name);
  if (!held) return undefined;
  if ((held.PolicyType === "StepScaling") !== (type === "StepScaling"))
    return "You cannot change a StepScaling policy to a non StepScaling policy, or vice versa.";
  if (isEditable(held, alarms) || scaling?.removedPolicies?.includes(name)) return undefined;
  return type === "StepScaling"
    ? "The service has a step scaling policy of this name that this form cannot show whole; it would be replaced."
    : "The service has a policy of this name with a metric that this form does not know; it would be replaced.";
}

function metricRefusal(
  { metric }: TrackingPolicyForm,
  before: PolicyForm[],
  { resourceLabel }: Held,
): string | undefined {
  if (!wizardMetrics.includes(metric)) return `Choose one of ${wizardMetrics.join(", ")}.`;
  if (before.some((it) => it.type === "TargetTrackingScaling" && it.metric === metric))
    return "Only one TargetTrackingScaling policy for a given metric specification is allowed.";
  if (metric === "ALBRequestCountPerTarget" && !resourceLabel)
    return "The service is not behind a load balancer, so there are no requests to count.";
  return undefined;
}

function targetValueRefusal(value: number): string | undefined {
  if (value >= TARGET_VALUE.least && value <= TARGET_VALUE.most) return undefined;
  return `For target tracking scaling, target value must be between '8.51592E-109' and '1.174271E108', but was '${Number.isInteger(value) ? value.toFixed(1) : value}'.`;
}
