import type { ScalingPolicy } from "@aws-sdk/client-application-auto-scaling";
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { expectThat, type Resource } from "../expectation.ts";
import { misconceptions } from "../misconceptions.ts";
import { activitiesOf, alarmsCalling, desiredCountOf, scalableTargetOf, scalingPoliciesOf } from "../reading.ts";
import { resourceIdOf, scenario } from "../scenario.ts";
import { type Looking, step } from "../step.ts";

/** What the steps of a policy do to the number of tasks: all add, or all remove; undefined for anything else. */
export function direction(policy: ScalingPolicy): "out" | "in" | undefined {
  const changes = policy.StepScalingPolicyConfiguration?.StepAdjustments?.map((it) => it.ScalingAdjustment ?? 0) ?? [];
  if (policy.StepScalingPolicyConfiguration?.AdjustmentType === "ExactCapacity" || changes.length === 0)
    return undefined;
  if (changes.every((change) => change > 0)) return "out";
  return changes.every((change) => change < 0) ? "in" : undefined;
}

export const labStepPolicies = step("lab-step-policies", async (looking) => {
  const [target, policies, alarms] = await Promise.all([
    scalableTargetOf(looking),
    scalingPoliciesOf(looking),
    alarmsCalling(looking),
  ]);
  const tracking = policies.find((policy) => policy.PolicyType === "TargetTrackingScaling");
  const [out, into] = [theOne("out"), theOne("in")];
  return [
    expectThat("The service is a scalable target")
      .exists(target)
      .otherwise("Register it with a minimum of 1 and a maximum of 5.")
      .hint("step-policies"),
    expectThat("Maximum number of tasks").of(target, "MaxCapacity").isAtLeast(scenario.maxCapacity),
    expectThat("A step scaling policy adds tasks")
      .exists(out)
      .recognise(misconceptions.trackingInstead, () => tracking !== undefined)
      .with({ other: tracking?.PolicyName })
      .otherwise("Make a step scaling policy whose adjustments are above zero.")
      .hint("step-policies"),
    expectThat("An alarm calls the policy that adds tasks")
      .exists(alarmOf(out))
      .because("A step scaling policy does nothing by itself: an alarm has to hold its ARN in its actions.")
      .hint("step-policies"),
    expectThat("A step scaling policy removes tasks")
      .exists(into)
      .because("Without it the service only ever grows.")
      .otherwise("Make a second step scaling policy whose adjustments are below zero.")
      .hint("step-policies"),
    expectThat("An alarm calls the policy that removes tasks")
      .exists(alarmOf(into))
      .because("A step scaling policy does nothing by itself: an alarm has to hold its ARN in its actions.")
      .hint("step-policies"),
  ];

  /** The policy of a direction, one that an alarm calls before one that none does. */
  function theOne(which: "out" | "in"): Resource<ScalingPolicy> {
    const all = policies.filter((policy) => policy.PolicyType === "StepScaling" && direction(policy) === which);
    const found = all.find((policy) => calls(policy)) ?? all[0];
    return { kind: "Scaling policy", name: found?.PolicyName ?? `steps-${which}`, region: looking.region, found };
  }

  function calls(policy: ScalingPolicy | undefined): MetricAlarm | undefined {
    return alarms.find((alarm) => policy && alarm.AlarmActions?.some((arn) => arn === policy.PolicyARN));
  }

  function alarmOf(policy: Resource<ScalingPolicy>): Resource<MetricAlarm> {
    const found = calls(policy.found);
    return { kind: "Alarm", name: found?.AlarmName ?? `for ${policy.name}`, region: looking.region, found };
  }
});

/** Activities that an alarm of one's own caused: those of target tracking carry that word in the alarm's name. */
const bySteps = async (looking: Looking) =>
  (await activitiesOf(looking)).filter(
    (activity) =>
      activity.Cause?.startsWith("monitor alarm ") &&
      !activity.Cause.startsWith("monitor alarm TargetTracking-") &&
      desiredCountOf(activity) !== undefined,
  );

export const labStepScaledOut = step("lab-step-scaled-out", async (looking) => {
  const activities = await bySteps(looking);
  const counts = activities.map((activity) => desiredCountOf(activity)!);
  const furthest = activities.find((activity) => desiredCountOf(activity) === Math.max(...counts));
  return [
    expectThat("A step scaling policy scaled the service out to five tasks")
      .of(
        {
          kind: "Scaling activities of",
          name: resourceIdOf(looking.service),
          region: looking.region,
          found: furthest ?? {},
        },
        "largest desired count set by an alarm of yours",
        furthest && desiredCountOf(furthest),
      )
      .isAtLeast(scenario.maxCapacity)
      .since(furthest?.StartTime?.getTime())
      .because("So far no alarm has asked for that many.")
      .otherwise("Start 600 users in the load panel and keep them.")
      .hint("step-load"),
  ];
});

export const labStepScaledIn = step("lab-step-scaled-in", async (looking) => {
  const activities = await bySteps(looking);
  const peak = activities.findLast((activity) => desiredCountOf(activity)! >= scenario.maxCapacity);
  const after = activities.filter((activity) => peak && activity.StartTime! > peak.StartTime!);
  const back = after.findLast((activity) => desiredCountOf(activity) === scenario.minCapacity);
  return [
    expectThat("A step scaling policy scaled the service in to one task")
      .of(
        {
          kind: "Scaling activities of",
          name: resourceIdOf(looking.service),
          region: looking.region,
          found: activities[0] ?? {},
        },
        "desired count set by an alarm of yours after the peak",
        back ? scenario.minCapacity : after[0] && desiredCountOf(after[0]),
      )
      .is(scenario.minCapacity)
      .since(back?.StartTime?.getTime())
      .because("The policy that removes tasks is called while its alarm is in ALARM.")
      .otherwise("Stop the load and wait some minutes of account time.")
      .hint("step-in"),
  ];
});

/** How many tasks a step policy changes when the metric is so far from the threshold; a step includes its end that is nearer to it. */
function adjustmentAt(policy: ScalingPolicy | undefined, difference: number): number | undefined {
  const steps = policy?.StepScalingPolicyConfiguration?.StepAdjustments ?? [];
  return steps.find(
    ({ MetricIntervalLowerBound: from = -Infinity, MetricIntervalUpperBound: to = Infinity }) =>
      difference > from && difference < to,
  )?.ScalingAdjustment;
}

/** The task done alone: from this far below the threshold on, two tasks go at once. */
export const labStepTwoAtOnce = step("lab-step-two-at-once", async (looking) => {
  const policies = await scalingPoliciesOf(looking);
  const downs = policies.filter((policy) => direction(policy) === "in");
  const found = downs.find((policy) => adjustmentAt(policy, -15) === -2) ?? downs[0];
  const policy: Resource<ScalingPolicy> = {
    kind: "Scaling policy",
    name: found?.PolicyName ?? "steps-in",
    region: looking.region,
    found,
  };
  return [
    expectThat("A step scaling policy removes tasks, further down")
      .exists(policy)
      .otherwise("The first step makes it; this task changes its steps.")
      .hint("step-two-at-once"),
    expectThat("Five points below the threshold one task goes")
      .of(policy, "tasks at 5 points below the threshold", adjustmentAt(found, -5))
      .is(-1)
      .because("Near the threshold the policy should be careful.")
      .hint("step-two-at-once"),
    expectThat("Fifteen points below it two go at once")
      .of(policy, "tasks at 15 points below the threshold", adjustmentAt(found, -15))
      .is(-2)
      .because("A second step begins where the first one ends: its upper bound is the first one's lower bound.")
      .otherwise("The first step had two such steps on the way up.")
      .hint("step-two-at-once"),
  ];
});
