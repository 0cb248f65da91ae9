import type { PolicyForm, UpdateForm, UpdatePlan } from "../../contract/index.ts";
import type { Held } from "./held.ts";
import { isEditable, wizardMetrics } from "./services.ts";

type Refusal = UpdatePlan["refusals"][number];

/** AWS counts tasks and seconds in 32-bit integers (the service's API model). */
const MOST = 2_147_483_647;
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
    const field = (name: keyof PolicyForm) => `scaling.policies.${i}.${name}`;
    refuse(field("name"), nameRefusal(policy, policies.slice(0, i), held));
    refuse(field("metric"), metricRefusal(policy, policies.slice(0, i), held));
    refuse(field("targetValue"), targetValueRefusal(policy.targetValue));
    refuse(field("scaleOutCooldownSeconds"), cooldownRefusal(policy.scaleOutCooldownSeconds));
    refuse(field("scaleInCooldownSeconds"), cooldownRefusal(policy.scaleInCooldownSeconds));
  });
  return refusals;
}

function countRefusal(count: number, what: string): string | undefined {
  if (!Number.isInteger(count)) return `${what} is a whole number.`;
  if (count < 0) return `${what} cannot be less than 0.`;
  if (count > MOST) return `${what} cannot be more than ${MOST}.`;
  return undefined;
}

/** AWS: 1 to 256 printable characters, in practice of ASCII (API_PutScalingPolicy; radkawar/stackd testdata/aws/applicationautoscaling/policy_names.json). */
function nameRefusal({ name }: PolicyForm, before: PolicyForm[], { policies }: Held): string | undefined {
  if (name.length === 0) return "Give the policy a name.";
  if (name.length > 256) return "A policy name has at most 256 characters.";
  if (!/^[\x20-\x7e]+$/.test(name))
    return "A policy name has letters without accents, digits, signs and spaces only (printable ASCII).";
  if (name.trim().length === 0) return "A policy name is more than spaces.";
  if (before.some((it) => it.name === name))
    return "Another policy of this form has the same name, and the second would replace the first.";
  const held = policies.find((it) => it.PolicyName === name);
  if (held && !isEditable(held))
    return held.PolicyType === "TargetTrackingScaling"
      ? "The service has a policy of this name with a metric that this form does not know; it would be replaced."
      : "You cannot change a StepScaling policy to a non StepScaling policy, or vice versa.";
  return undefined;
}

function metricRefusal({ metric }: PolicyForm, before: PolicyForm[], { resourceLabel }: Held): string | undefined {
  if (!wizardMetrics.includes(metric)) return `Choose one of ${wizardMetrics.join(", ")}.`;
  if (before.some((it) => it.metric === metric))
    return "Only one TargetTrackingScaling policy for a given metric specification is allowed.";
  if (metric === "ALBRequestCountPerTarget" && !resourceLabel)
    return "The service is not behind a load balancer, so there are no requests to count.";
  return undefined;
}

function targetValueRefusal(value: number): string | undefined {
  if (value >= TARGET_VALUE.least && value <= TARGET_VALUE.most) return undefined;
  return `For target tracking scaling, target value must be between '8.51592E-109' and '1.174271E108', but was '${Number.isInteger(value) ? value.toFixed(1) : value}'.`;
}

/** AWS: "Cooldown must be nonnegative" (recorded for a policy's cooldown; same recordings as above). */
function cooldownRefusal(seconds: number | null): string | undefined {
  if (seconds === null) return undefined;
  if (!Number.isInteger(seconds)) return "A cooldown is a whole number of seconds.";
  if (seconds < 0) return "Cooldown must be nonnegative";
  if (seconds > MOST) return `A cooldown cannot be longer than ${MOST} seconds.`;
  return undefined;
}
