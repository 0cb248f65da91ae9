import type { ScalingPolicy } from "@aws-sdk/client-application-auto-scaling";
import { expectThat, type Resource } from "../expectation.ts";
import { misconceptions } from "../misconceptions.ts";
import { activitiesOf, causedBy, desiredCountOf, scalableTargetOf, scalingPoliciesOf } from "../reading.ts";
import { resourceIdOf, scenario } from "../scenario.ts";
import { type Looking, step } from "../step.ts";

export const labTwoPolicies = step("lab-two-policies", async (looking) => {
  const [target, policies] = await Promise.all([scalableTargetOf(looking), scalingPoliciesOf(looking)]);
  const tracking = policies.filter((policy) => policy.PolicyType === "TargetTrackingScaling");
  const disabled = tracking.find((policy) => policy.TargetTrackingScalingPolicyConfiguration?.DisableScaleIn);
  const voting = tracking.filter((policy) => !policy.TargetTrackingScalingPolicyConfiguration?.DisableScaleIn);
  return [
    expectThat("The service is a scalable target")
      .exists(target)
      .otherwise("Register it with a minimum of 1 and a maximum of 5.")
      .hint("two-policies"),
    expectThat("Maximum number of tasks").of(target, "MaxCapacity").isAtLeast(scenario.maxCapacity),
    expectThat("A first policy tracks a target")
      .exists(named(looking, voting[0], "cpu-40"))
      .otherwise("Put a target tracking policy on ECSServiceAverageCPUUtilization.")
      .hint("two-policies"),
    expectThat("A second policy tracks another metric and may scale in")
      .exists(named(looking, voting[1], "memory-70"))
      .recognise(misconceptions.secondMayNotScaleIn, () => disabled !== undefined)
      .with({ other: disabled?.PolicyName })
      .otherwise("Put one more target tracking policy, on another metric.")
      .hint("two-policies"),
  ];
});

const named = ({ region }: Looking, found: ScalingPolicy | undefined, name: string): Resource<ScalingPolicy> => ({
  kind: "Scaling policy",
  name: found?.PolicyName ?? name,
  region,
  found,
});

async function record(looking: Looking) {
  const activities = (await activitiesOf(looking)).filter((activity) => desiredCountOf(activity) !== undefined);
  const outs = activities.filter((activity) => causedBy(activity, "AlarmHigh"));
  const first = outs.at(-1);
  const ins = activities.filter(
    (activity) => first && causedBy(activity, "AlarmLow") && activity.StartTime! > first.StartTime!,
  );
  return {
    outs,
    ins,
    resource: {
      kind: "Scaling activities of",
      name: resourceIdOf(looking.service),
      region: looking.region,
      found: activities[0] ?? {},
    },
  };
}

export const labAnyOut = step("lab-any-out", async (looking) => {
  const { outs, resource } = await record(looking);
  const counts = outs.map((activity) => desiredCountOf(activity)!);
  return [
    expectThat("One policy was enough to scale out")
      .of(resource, "largest desired count set by AlarmHigh", counts.length > 0 ? Math.max(...counts) : undefined)
      .isAbove(scenario.minCapacity)
      .since(outs.at(-1)?.StartTime?.getTime())
      .because("So far no alarm has asked for that many.")
      .otherwise("Start 600 users in the load panel and keep them.")
      .hint("any-out"),
  ];
});

export const labAllIn = step("lab-all-in", async (looking) => {
  const { outs, ins, resource } = await record(looking);
  const back = ins.findLast((activity) => desiredCountOf(activity) === scenario.minCapacity);
  return [
    expectThat("The policy had scaled the service out")
      .of(resource, "desired count set by AlarmHigh", outs[0] && desiredCountOf(outs.at(-1)!))
      .isAbove(scenario.minCapacity)
      .since(outs.at(-1)?.StartTime?.getTime())
      .because("There is nothing to scale in before that.")
      .hint("any-out"),
    expectThat("All policies agreed, and the service came back to one task")
      .of(resource, "desired count set by AlarmLow", back ? scenario.minCapacity : ins[0] && desiredCountOf(ins[0]))
      .is(scenario.minCapacity)
      .since(back?.StartTime?.getTime())
      .because("Every target tracking policy that may scale in has to agree.")
      .otherwise("Stop the load and wait: scaling in is slow on purpose.")
      .hint("all-in"),
  ];
});

export const labOneWay = step("lab-one-way", async (looking) => {
  const policies = await scalingPoliciesOf(looking);
  const found = policies.find(
    ({ TargetTrackingScalingPolicyConfiguration: it }) =>
      it?.PredefinedMetricSpecification?.PredefinedMetricType === "ALBRequestCountPerTarget",
  );
  const policy: Resource<ScalingPolicy> = {
    kind: "Scaling policy",
    name: found?.PolicyName ?? "requests-out-only",
    region: looking.region,
    found,
  };
  return [
    expectThat("A further policy tracks the requests per target")
      .exists(policy)
      .otherwise("The first step put two policies; this is one more, with the label of the lab on requests.")
      .hint("one-way"),
    expectThat("It only helps to grow")
      .of(policy, "TargetTrackingScalingPolicyConfiguration.DisableScaleIn")
      .is(true)
      .recognise(misconceptions.mayScaleIn, () => true)
      .hint("one-way"),
  ];
});
