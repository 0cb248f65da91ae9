import type { ScalingPolicy } from "@aws-sdk/client-application-auto-scaling";
import { expectThat, type Resource } from "../expectation.ts";
import { misconceptions } from "../misconceptions.ts";
import { activitiesOf, causedBy, desiredCountOf, scalableTargetOf, scalingPoliciesOf, serviceOf } from "../reading.ts";
import { resourceIdOf, scenario } from "../scenario.ts";
import { step } from "../step.ts";

const specificationOf = (policy: ScalingPolicy | undefined) =>
  policy?.TargetTrackingScalingPolicyConfiguration?.PredefinedMetricSpecification;

const onRequests = (policy: ScalingPolicy): boolean =>
  specificationOf(policy)?.PredefinedMetricType === "ALBRequestCountPerTarget";

export const labRequestsPolicy = step("lab-requests-policy", async (looking) => {
  const [target, policies, service] = await Promise.all([
    scalableTargetOf(looking),
    scalingPoliciesOf(looking),
    serviceOf(looking),
  ]);
  const found = policies.find(onRequests);
  const policy: Resource<ScalingPolicy> = {
    kind: "Scaling policy",
    name: found?.PolicyName ?? "requests-per-task",
    region: looking.region,
    found,
  };
  const group = service.found?.loadBalancers?.[0]?.targetGroupArn?.split(":").at(-1);
  const label = specificationOf(found)?.ResourceLabel;
  return [
    expectThat("The service is a scalable target")
      .exists(target)
      .otherwise("Register it with a minimum of 1 and a maximum of 5.")
      .hint("requests-label"),
    expectThat("Maximum number of tasks").of(target, "MaxCapacity").isAtLeast(scenario.maxCapacity),
    expectThat("A policy tracks the requests per target")
      .exists(policy)
      .recognise(misconceptions.cpuInstead, () => policies.length > 0)
      .with({ other: policies[0]?.PolicyName })
      .otherwise("Put a target tracking policy on ALBRequestCountPerTarget.")
      .hint("requests-label"),
    expectThat("Its label names the service's own target group")
      .of(policy, "target group of the ResourceLabel", label?.slice(label.indexOf("targetgroup/")))
      .is(group ?? null)
      .because("Requests of another target group say nothing about this service.")
      .hint("requests-label"),
    expectThat("Target value")
      .of(policy, "TargetTrackingScalingPolicyConfiguration.TargetValue")
      .isBetween(100, 375)
      .recognise(misconceptions.requestsTakenForPercent, (it) => it !== null && Number(it) < 100)
      .because("With a higher target the first decision may ask for fewer than five tasks.")
      .hint("requests-load"),
  ];
});

export const labRequestsScaledOut = step("lab-requests-scaled-out", async (looking) => {
  const [activities, policies] = await Promise.all([activitiesOf(looking), scalingPoliciesOf(looking)]);
  const names = new Set(policies.filter(onRequests).map((policy) => policy.PolicyName));
  const outs = activities.filter(
    (activity) =>
      causedBy(activity, "AlarmHigh") &&
      desiredCountOf(activity) !== undefined &&
      [...names].some((name) => activity.Cause?.endsWith(` triggered policy ${name}`)),
  );
  const jump = outs.find((activity) => desiredCountOf(activity)! >= scenario.maxCapacity);
  const shown = jump ?? outs.at(-1);
  return [
    expectThat("The policy on requests went to five tasks")
      .of(
        {
          kind: "Scaling activities of",
          name: resourceIdOf(looking.service),
          region: looking.region,
          found: activities[0] ?? {},
        },
        "desired count set by the policy on requests",
        shown && desiredCountOf(shown),
      )
      .isAtLeast(scenario.maxCapacity)
      .since(jump?.StartTime?.getTime())
      .because("So far no alarm has asked for that many.")
      .otherwise("Start 600 users in the load panel and keep them.")
      .hint("requests-load"),
  ];
});

/** Requests per minute and task that the task done alone asks for: two a second. */
export const OTHER_TARGET = 120;

export const labRequestsOther = step("lab-requests-other", async (looking) => {
  const policies = await scalingPoliciesOf(looking);
  const found = policies.find(onRequests);
  return [
    expectThat("Each task is to take two requests a second")
      .of(
        {
          kind: "Scaling policy",
          name: found?.PolicyName ?? "requests-per-task",
          region: looking.region,
          found: found ?? {},
        },
        "TargetTrackingScalingPolicyConfiguration.TargetValue",
      )
      .is(OTHER_TARGET)
      .recognise(misconceptions.perSecondForPerMinute, (it) => it === OTHER_TARGET / 60)
      .because("The target counts the requests that one task gets in a minute.")
      .otherwise("The first step did the same with six requests a second.")
      .hint("requests-other"),
  ];
});
