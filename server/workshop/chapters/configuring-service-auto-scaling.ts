import type { ScalingPolicy } from "@aws-sdk/client-application-auto-scaling";
import type { AlarmHistoryItem, MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { type Expecting, expectThat, type Resource } from "../expectation.ts";
import { misconceptions } from "../misconceptions.ts";
import {
  activitiesOf,
  alarmsOf,
  deletedAlarmsOf,
  desiredCountOf,
  otherScalableTargets,
  scalableTargetOf,
  scalingPoliciesOf,
  scalingPoliciesOfRegion,
  serviceOf,
} from "../reading.ts";
import { resourceIdOf, scaleInThreshold, scenario } from "../scenario.ts";
import { type Looking, readStep, step } from "../step.ts";
import { clockTime } from "../words.ts";

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
  const elsewhere = target.found ? {} : await configuredElsewhere(looking);
  const hasScaled = activities.some((activity) => desiredCountOf(activity) !== undefined);
  return [
    serviceIsThere(service),
    expectThat("The service is a scalable target")
      .exists(target)
      .recognise(misconceptions.otherCluster, () => elsewhere.sameName !== undefined)
      .recognise(misconceptions.otherServiceTarget, () => elsewhere.other !== undefined)
      .recognise(misconceptions.otherRegion, () => elsewhere.region !== undefined)
      .with({
        elsewhere: elsewhere.sameName ?? elsewhere.other,
        otherRegion: elsewhere.region,
        service: resourceIdOf(looking.service),
      })
      .otherwise(
        "In Set Auto Scaling choose Configure Service Auto Scaling to adjust your service's desired count, and finish the wizard with Update Service.",
      )
      .hint("register"),
    expectThat("Minimum number of tasks")
      .of(target, "MinCapacity")
      .is(scenario.minCapacity)
      .recognise(misconceptions.minimumIsZero)
      .recognise(misconceptions.minimumIsMaximum, (it) => it !== null && it === max)
      .because(
        "With a minimum of {actual} the service never scales in below that, so the way back to one task would not be seen.",
      )
      .hint("bounds"),
    expectThat("Maximum number of tasks")
      .of(target, "MaxCapacity")
      .is(scenario.maxCapacity)
      .recognise(misconceptions.minimumIsMaximum, (it) => it !== null && it === min)
      .recognise(misconceptions.maximumTooLow)
      .because(
        "With a maximum of {actual} the service may grow beyond the five tasks that the next chapters show, and beyond the room on the two instances.",
      )
      .hint("bounds"),
    (hasScaled
      ? desired.isBetween(min ?? scenario.minCapacity, max ?? scenario.maxCapacity)
      : desired.is(scenario.desiredCount)
    )
      .recognise(
        misconceptions.desiredOutsideBounds,
        (it) => min !== undefined && max !== undefined && (Number(it) < min || Number(it) > max),
      )
      .with({ min, max })
      .because("Start from one task: only then is the first scale-out seen.")
      .hint("bounds"),
    expectThat("Scale-out is not suspended")
      .of(target, "SuspendedState.DynamicScalingOutSuspended")
      .isNotSet()
      .recognise(misconceptions.scaleOutSuspended),
    expectThat("Scale-in is not suspended")
      .of(target, "SuspendedState.DynamicScalingInSuspended")
      .isNotSet()
      .recognise(misconceptions.scaleInSuspended),
  ];
});

export const scalingPolicy = step("scaling-policy", async (looking) => {
  const policies = await scalingPoliciesOf(looking);
  const elsewhere = policies.length > 0 ? [] : await scalingPoliciesOfRegion(looking);
  const policy = trackingPolicy(looking, policies);
  const configuration = "TargetTrackingScalingPolicyConfiguration";
  return [
    expectThat("The service has a target tracking policy")
      .exists(policy)
      .recognise(misconceptions.stepPolicy, () => policies.length > 0)
      .recognise(misconceptions.policyOnOtherService, () => elsewhere.length > 0)
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
      .recognise(misconceptions.memoryMetric)
      .recognise(misconceptions.requestsMetric)
      .because("The next chapters watch this metric.")
      .hint("metric"),
    expectThat("Target value")
      .of(policy, `${configuration}.TargetValue`)
      .is(scenario.targetValue)
      .recognise(misconceptions.targetIsFraction)
      .recognise(misconceptions.targetIsTenth)
      .recognise(misconceptions.targetIsTenfold)
      .recognise(misconceptions.targetOutOfReach)
      .recognise(misconceptions.targetTooLow)
      .because("A higher target leaves less headroom: the service scales out later, when its users already wait.")
      .hint("target-value"),
    cooldown("Scale-out cooldown period", "ScaleOutCooldown"),
    cooldown("Scale-in cooldown period", "ScaleInCooldown"),
    expectThat("Scale-in is enabled")
      .of(policy, `${configuration}.DisableScaleIn`)
      .isNotSet()
      .recognise(misconceptions.scaleInDisabled)
      .hint("scale-in"),
  ];

  function cooldown(title: string, field: "ScaleOutCooldown" | "ScaleInCooldown"): Expecting {
    return expectThat(title)
      .of(policy, `${configuration}.${field}`)
      .is(scenario.cooldownSeconds)
      .recognise(misconceptions.cooldownLeftOut)
      .recognise(misconceptions.cooldownInMinutes)
      .recognise(misconceptions.cooldownInMilliseconds)
      .recognise(misconceptions.cooldownOfMinutesTakenForSeconds)
      .recognise(misconceptions.cooldownTooShort)
      .because("Each step then holds the next one in its direction back for longer than this workshop waits.")
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
  const deleted = alarms.length >= 2 ? [] : await deletedAlarmsOf(looking);
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
      .recognise(misconceptions.policyDeleted, () => target.found !== undefined && deleted.length > 0)
      .otherwise("Add it in Set Auto Scaling and finish the wizard with Update Service.")
      .hint("add-policy"),
    expectThat("AlarmHigh watches for too much load")
      .exists(high)
      .recognise(misconceptions.alarmDeletedByHand, () => lost("AlarmHigh") !== undefined)
      .with(lost("AlarmHigh") ?? {})
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
        misconceptions.noAlarmLow,
        () => policy.found?.TargetTrackingScalingPolicyConfiguration?.DisableScaleIn === true,
      )
      .recognise(misconceptions.alarmDeletedByHand, () => lost("AlarmLow") !== undefined)
      .with(lost("AlarmLow") ?? {})
      .because("Without it nothing tells the policy to scale in.")
      .otherwise(saveAgain)
      .hint("alarms"),
    expectThat("AlarmLow begins at 90 % of the target value")
      .of(low, "Threshold")
      .is(scaleInThreshold(tracked))
      .because("An alarm that was changed by hand no longer says what the policy means.")
      .otherwise(saveAgain),
  ];

  function lost(which: "AlarmHigh" | "AlarmLow") {
    return policy.found && deletedByHand(deleted, which);
  }

  function alarm(which: "AlarmHigh" | "AlarmLow"): Resource<MetricAlarm> {
    const found = own.find((it) => it.AlarmName!.includes(`-${which}-`));
    return { kind: "Alarm", name: found?.AlarmName ?? `${which} of ${policy.name}`, region: looking.region, found };
  }
});

/** Where Service Auto Scaling was configured instead: another cluster's service of the same name, another service, another Region. */
async function configuredElsewhere(looking: Looking): Promise<{ sameName?: string; other?: string; region?: string }> {
  const [targets, calls] = await Promise.all([otherScalableTargets(looking), looking.calls?.list() ?? []]);
  const ids = targets.map((target) => target.ResourceId!);
  return {
    sameName: ids.find((id) => id.endsWith(`/${looking.service.name}`)),
    other: ids[0],
    region: calls.find((call) => call.operation === "RegisterScalableTarget" && call.region !== looking.region)?.region,
  };
}

/** Of the deleted alarms the newest of this kind, in the words of the messages. Where its policy is still there, somebody deleted it. */
export function deletedByHand(deleted: AlarmHistoryItem[], which: "AlarmHigh" | "AlarmLow") {
  const item = deleted.find((it) => it.AlarmName!.includes(`-${which}-`));
  return item && { alarm: item.AlarmName!, deletedAt: clockTime(item.Timestamp!.getTime()) };
}

export const saveAgain = "Saving the policy once more makes both alarms anew.";

/** The policy a participant most likely means: one that tracks CPU, else any that tracks a target. Its name is free. */
export function trackingPolicy(
  { region }: Pick<Looking, "region">,
  policies: ScalingPolicy[],
): Resource<ScalingPolicy> {
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
