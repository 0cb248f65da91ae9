import type { ScalingPolicy } from "@aws-sdk/client-application-auto-scaling";
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { type Expecting, expectThat, type Resource } from "../expectation.ts";
import {
  activitiesOf,
  alarmsOf,
  desiredCountOf,
  scalableTargetOf,
  scalingPoliciesOf,
  scalingPoliciesOfRegion,
  serviceOf,
} from "../reading.ts";
import { resourceIdOf, scaleInThreshold, scenario } from "../scenario.ts";
import { type Looking, readStep, step } from "../step.ts";

export const openTheWizard = readStep("open-the-wizard");

export const numberOfTasks = step("number-of-tasks", async (looking) => {
  const [service, target, activities] = await Promise.all([
    serviceOf(looking),
    scalableTargetOf(looking),
    activitiesOf(looking, { newest: 10 }),
  ]);
  const min = target.found?.MinCapacity;
  const max = target.found?.MaxCapacity;
  const desired = expectThat("Desired number of tasks").of(service, "desiredCount");
  const hasScaled = activities.some((activity) => desiredCountOf(activity) !== undefined);
  return [
    serviceIsThere(service),
    expectThat("The service is a scalable target")
      .exists(target)
      .otherwise(
        "In Set Auto Scaling choose Configure Service Auto Scaling to adjust your service's desired count, and finish the wizard with Update Service.",
      )
      .hint("register"),
    expectThat("Minimum number of tasks")
      .of(target, "MinCapacity")
      .is(scenario.minCapacity)
      .recognise(
        "zero",
        (it) => it === 0,
        "With a minimum of 0 the service may end without any task, and a service without tasks has no CPU utilisation to scale on.",
      )
      .because(
        "With a minimum of {actual} the service never scales in below that, so the way back to one task would not be seen.",
      )
      .hint("bounds"),
    expectThat("Maximum number of tasks")
      .of(target, "MaxCapacity")
      .is(scenario.maxCapacity)
      .recognise(
        "no-room",
        (it) => it !== null && it === min,
        "Minimum and maximum are the same: the service has no room to scale, whatever the policy says.",
      )
      .recognise(
        "too-low",
        (it) => Number(it) < scenario.maxCapacity,
        "With a maximum of {actual} the peak is cut off: the load of this workshop needs five tasks.",
      )
      .because(
        "With a maximum of {actual} the service may grow beyond the five tasks that the next chapters show, and beyond the room on the two instances.",
      )
      .hint("bounds"),
    (hasScaled
      ? desired.isBetween(min ?? scenario.minCapacity, max ?? scenario.maxCapacity)
      : desired.is(scenario.desiredCount)
    )
      .because("Start from one task: only then is the first scale-out seen.")
      .hint("bounds"),
    notSuspended(
      "Scale-out is not suspended",
      "DynamicScalingOutSuspended",
      "the service stays as small as it is, whatever its load",
    ),
    notSuspended(
      "Scale-in is not suspended",
      "DynamicScalingInSuspended",
      "the service stays as large as it is after the load has gone",
    ),
  ];

  function notSuspended(title: string, field: string, consequence: string): Expecting {
    return expectThat(title)
      .of(target, `SuspendedState.${field}`)
      .isNotSet()
      .recognise(
        "suspended",
        (it) => it === true,
        `The scalable target is suspended in this direction: ${consequence}. Register it again with ${field}=false.`,
      );
  }
});

export const scalingPolicy = step("scaling-policy", async (looking) => {
  const policies = await scalingPoliciesOf(looking);
  const elsewhere = policies.length > 0 ? [] : await scalingPoliciesOfRegion(looking);
  const policy = trackingPolicy(looking, policies);
  const configuration = "TargetTrackingScalingPolicyConfiguration";
  return [
    expectThat("The service has a target tracking policy")
      .exists(policy)
      .recognise(
        "other-type",
        () => policies.length > 0,
        "{other} is a {otherType} policy: it follows steps that you give it and holds no target by itself. Add a policy of the type target tracking.",
      )
      .recognise(
        "other-service",
        () => elsewhere.length > 0,
        "{elsewhere} belongs to {elsewhereResource}: it scales that service, not this one. Add the policy to {service}.",
      )
      .with({
        other: policies[0]?.PolicyName,
        otherType: policies[0]?.PolicyType,
        elsewhere: elsewhere[0]?.PolicyName,
        elsewhereResource: elsewhere[0]?.ResourceId,
        service: resourceIdOf(looking.service),
      })
      .otherwise("In Set Auto Scaling choose Add scaling policy, save it, and finish the wizard with Update Service.")
      .hint("add-policy"),
    expectThat("The policy tracks the service's average CPU utilisation")
      .of(policy, `${configuration}.PredefinedMetricSpecification.PredefinedMetricType`)
      .is(scenario.metric)
      .recognise(
        "memory",
        (it) => it === "ECSServiceAverageMemoryUtilization",
        "Requests cost this application CPU time and hardly any memory, so memory stays flat and the policy never acts.",
      )
      .recognise(
        "requests",
        (it) => it === "ALBRequestCountPerTarget",
        "A target of requests per task is a good policy too, but its unit is requests and not percent; here CPU utilisation is followed.",
      )
      .because("The next chapters watch this metric.")
      .hint("metric"),
    expectThat("Target value")
      .of(policy, `${configuration}.TargetValue`)
      .is(scenario.targetValue)
      .recognise(
        "fraction",
        (it) => Number(it) <= 1,
        "The target is given in percent: a fraction as small as this is passed by an idle task, so the service would stay at its maximum.",
      )
      .recognise(
        "a-tenth",
        (it) => it === 4,
        "At 4 % the lightest load takes the service to five tasks, and it hardly ever comes back.",
      )
      .recognise(
        "out-of-reach",
        (it) => Number(it) > 100,
        "A task of this service uses 100 % at most, so such a target is never passed and nothing ever scales out.",
      )
      .recognise(
        "too-low",
        (it) => Number(it) < scenario.targetValue,
        "A lower target keeps more tasks than this load needs: more headroom, and more to pay.",
      )
      .because("A higher target leaves less headroom: the service scales out later, when its users already wait.")
      .hint("target-value"),
    cooldown("Scale-out cooldown period", "ScaleOutCooldown", "scale-out"),
    cooldown("Scale-in cooldown period", "ScaleInCooldown", "scale-in"),
    expectThat("Scale-in is enabled")
      .of(policy, `${configuration}.DisableScaleIn`)
      .isNotSet()
      .recognise(
        "disabled",
        (it) => it === true,
        "With scale-in disabled the policy only adds tasks: the service stays at five after the load has gone. Edit the policy and leave Disable scale-in empty.",
      )
      .hint("scale-in"),
  ];

  function cooldown(title: string, field: "ScaleOutCooldown" | "ScaleInCooldown", direction: string): Expecting {
    return expectThat(title)
      .of(policy, `${configuration}.${field}`)
      .is(scenario.cooldownSeconds)
      .recognise(
        "default",
        (it) => it === null,
        `Where it is left out AWS takes 300 seconds for ECS services: each ${direction} then holds the next one back for five minutes.`,
      )
      .recognise(
        "minutes",
        (it) => it === scenario.cooldownSeconds * 60,
        "Cooldowns are given in seconds: 1800 is half an hour between two steps.",
      )
      .recognise(
        "milliseconds",
        (it) => it === scenario.cooldownSeconds * 1000,
        "Cooldowns are given in seconds: 30000 is more than eight hours between two steps.",
      )
      .recognise(
        "too-short",
        (it) => Number(it) < scenario.cooldownSeconds,
        "With a shorter cooldown the next decision may come before the last one shows in the metric.",
      )
      .because(`Each ${direction} then holds the next one back for longer than this workshop waits.`)
      .hint("cooldown");
  }
});

export const seeTheConfiguration = step("see-the-configuration", async (looking) => {
  const [target, policies, alarms] = await Promise.all([
    scalableTargetOf(looking),
    scalingPoliciesOf(looking),
    alarmsOf(looking),
  ]);
  const policy = trackingPolicy(looking, policies);
  const named = new Set(policy.found?.Alarms?.map((alarm) => alarm.AlarmName));
  const own = alarms.filter((alarm) => named.has(alarm.AlarmName));
  const high = alarm("AlarmHigh");
  const low = alarm("AlarmLow");
  const tracked = policy.found?.TargetTrackingScalingPolicyConfiguration?.TargetValue ?? scenario.targetValue;
  return [
    expectThat("The service is a scalable target")
      .exists(target)
      .otherwise("Go through the wizard once more and finish it with Update Service.")
      .hint("register"),
    expectThat("The service has a target tracking policy")
      .exists(policy)
      .otherwise("Add it in Set Auto Scaling and finish the wizard with Update Service.")
      .hint("add-policy"),
    expectThat("AlarmHigh watches for too much load")
      .exists(high)
      .because("Without it nothing tells the policy to scale out.")
      .otherwise(saveAgain)
      .hint("alarms"),
    expectThat("AlarmHigh begins at the target value")
      .of(high, "Threshold")
      .is(tracked)
      .because("An alarm that was changed by hand no longer says what the policy means.")
      .otherwise(saveAgain),
    expectThat("AlarmHigh may act")
      .of(high, "ActionsEnabled")
      .is(true)
      .because("With its actions disabled the alarm rings and nobody hears it.")
      .otherwise("Enable its actions."),
    expectThat("AlarmLow watches for too little load")
      .exists(low)
      .recognise(
        "scale-in-disabled",
        () => policy.found?.TargetTrackingScalingPolicyConfiguration?.DisableScaleIn === true,
        "The policy has scale-in disabled, so it has made no AlarmLow, and the service never comes back from five tasks.",
      )
      .because("Without it nothing tells the policy to scale in.")
      .otherwise(saveAgain)
      .hint("alarms"),
    expectThat("AlarmLow begins at 90 % of the target value")
      .of(low, "Threshold")
      .is(scaleInThreshold(tracked))
      .because("An alarm that was changed by hand no longer says what the policy means.")
      .otherwise(saveAgain),
  ];

  function alarm(which: "AlarmHigh" | "AlarmLow"): Resource<MetricAlarm> {
    const found = own.find((it) => it.AlarmName!.includes(`-${which}-`));
    return { kind: "Alarm", name: found?.AlarmName ?? `${which} of ${policy.name}`, region: looking.region, found };
  }
});

const saveAgain = "Saving the policy once more makes both alarms anew.";

/** The policy a participant most likely means: one that tracks CPU, else any that tracks a target. Its name is free. */
function trackingPolicy({ region }: Pick<Looking, "region">, policies: ScalingPolicy[]): Resource<ScalingPolicy> {
  const tracking = policies.filter((policy) => policy.PolicyType === "TargetTrackingScaling");
  const found =
    tracking.find(
      (policy) =>
        policy.TargetTrackingScalingPolicyConfiguration?.PredefinedMetricSpecification?.PredefinedMetricType ===
        scenario.metric,
    ) ?? tracking[0];
  return { kind: "Scaling policy", name: found?.PolicyName ?? scenario.policy, region, found };
}

/** The service of the chapters; an empty account has none. */
const serviceIsThere = (service: Resource<unknown>): Expecting =>
  expectThat("The service is in the account")
    .exists(service)
    .otherwise("The workshop scales {service} in {cluster}. Start over with the workshop's state to get it back.")
    .with({ service: scenario.service, cluster: scenario.cluster })
    .hint("start-over");
