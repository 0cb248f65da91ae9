import type { ScalingActivity, ScalingPolicy } from "@aws-sdk/client-application-auto-scaling";
import { type Expecting, expectThat, type Resource } from "../expectation.ts";
import { misconceptions } from "../misconceptions.ts";
import {
  activitiesOf,
  alarmsCalling,
  desiredCountOf,
  healthyTargetsOf,
  scalableTargetOf,
  scalingPoliciesOf,
  serviceOf,
} from "../reading.ts";
import { resourceIdOf, scenario } from "../scenario.ts";
import { type Looking, step } from "../step.ts";
import { direction } from "./step-scaling.ts";

/*
 * Six broken accounts (server/sandbox/broken-accounts.ts). Each check has two parts: the cause is mended, whichever way, and then an alarm
 * has scaled the service. As long as the cause is there its expectation names it in no way: finding it is the lab.
 */

/** Cooldowns beyond it hold the service longer than AWS's own default (API_TargetTrackingScalingPolicyConfiguration). */
const LONGEST_COOLDOWN_SECONDS = 300;

type Activity = { activity: ScalingActivity; count: number };

/** Activities in which an alarm set the desired count, newest first. */
const byAlarms = (activities: ScalingActivity[]): Activity[] =>
  activities.flatMap((activity) => {
    const count = desiredCountOf(activity);
    return count !== undefined && activity.Cause?.startsWith("monitor alarm ") ? [{ activity, count }] : [];
  });

/** Before it is mended: a finding without a name. Whoever builds on it adds what a near miss says. */
const stillThere = async (looking: Looking): Promise<Expecting> =>
  expectThat("What held the service back is gone")
    .as("cause")
    .of(await serviceOf(looking), "what holds it back", "still there")
    .is("gone")
    .because("Something in this account still holds it back.")
    .hint("why-cause");

/** What the load generator says, where the account has one. */
const usersNow = async ({ load }: Looking): Promise<number | undefined> => {
  const view = await load?.read();
  return view && (view.state === "stopped" ? 0 : view.users);
};

/** The second part: an alarm has set the desired count to more than `above`. */
async function scaledOut(looking: Looking, mended: boolean, above: number, enough: number): Promise<Expecting> {
  const [activities, { found: service }, users] = await Promise.all([
    activitiesOf(looking),
    serviceOf(looking),
    usersNow(looking),
  ]);
  const [most] = byAlarms(activities).sort((a, b) => b.count - a.count);
  const loaded = users === undefined || users >= enough;
  const byHand = (service?.desiredCount ?? 0) > Math.max(above, most?.count ?? 0);
  return expectThat("An alarm has scaled the service out")
    .as("scaled")
    .of(activitiesResource(looking, most?.activity), "largest desired count set by an alarm", most?.count)
    .isAbove(above)
    .since(most?.activity.StartTime?.getTime())
    .recognise(misconceptions.setByHand, () => byHand)
    .recognise(misconceptions.loadTooSmall, () => !loaded)
    .with({ desired: service?.desiredCount, users, asked: enough })
    .pendingFor(mended && loaded && !byHand ? waiting : undefined)
    .because("So far no alarm has asked for that many.")
    .hint("why-scaled");
}

const waiting = {
  awaiting:
    "What held it back is gone. Now an alarm has to ask, which takes some minutes of account time while the load goes on.",
};

const activitiesResource = (looking: Looking, found: ScalingActivity | undefined): Resource<object> => ({
  kind: "Scaling activities of",
  name: resourceIdOf(looking.service),
  region: looking.region,
  found: found ?? {},
});

const policyResource = ({ region }: Looking, found: ScalingPolicy | undefined): Resource<ScalingPolicy> => ({
  kind: "Scaling policy",
  name: found?.PolicyName ?? scenario.policy,
  region,
  found,
});

const tracking = (policy: ScalingPolicy) => policy.TargetTrackingScalingPolicyConfiguration;

export const whyFullLoad = step("why-full-load", async (looking) => {
  const target = await scalableTargetOf(looking);
  const mended = target.found !== undefined && !target.found.SuspendedState?.DynamicScalingOutSuspended;
  return [
    mended
      ? expectThat("Scaling out is not suspended")
          .as("cause")
          .of(target, "SuspendedState.DynamicScalingOutSuspended")
          .isNotSet()
      : await stillThere(looking),
    await scaledOut(looking, mended, scenario.minCapacity, scenario.users),
  ];
});

export const whyTwoOfFive = step("why-two-of-five", async (looking) => {
  const [service, activities, target] = await Promise.all([
    serviceOf(looking),
    activitiesOf(looking),
    scalableTargetOf(looking),
  ]);
  const { desiredCount = 0, runningCount = 0 } = service.found ?? {};
  const reached = byAlarms(activities).find(({ activity, count }) => activity.StatusCode === "Successful" && count > 2);
  const mended = reached !== undefined || runningCount >= desiredCount;
  const limit = target.found?.MaxCapacity;
  return [
    mended
      ? expectThat("Every task that is wanted has a place")
          .as("cause")
          .of(service, "tasks without a place", Math.max(0, reached ? 0 : desiredCount - runningCount))
          .is(0)
      : await stillThere(looking),
    expectThat("What the alarm asked for runs")
      .as("scaled")
      .of(activitiesResource(looking, reached?.activity), "desired count set by an alarm and reached", reached?.count)
      .isAbove(2)
      .since(reached?.activity.EndTime?.getTime())
      .recognise(misconceptions.endsAtMaximum, () => limit !== undefined && limit <= 2)
      .with({ limit, needed: scenario.maxCapacity })
      .pendingFor(mended && (limit ?? 0) > 2 ? waiting : undefined)
      .because("So far no alarm has asked for that many.")
      .hint("why-scaled"),
  ];
});

export const whyNoUsers = step("why-no-users", async (looking) => {
  const [policies, alarms, activities, { found: service }, users] = await Promise.all([
    scalingPoliciesOf(looking),
    alarmsCalling(looking),
    activitiesOf(looking),
    serviceOf(looking),
    usersNow(looking),
  ]);
  const shrinks = policies.find(
    (policy) =>
      (tracking(policy) && !tracking(policy)?.DisableScaleIn) ||
      (direction(policy) === "in" && alarms.some(({ AlarmActions }) => AlarmActions?.includes(policy.PolicyARN!))),
  );
  const counts = byAlarms(activities);
  const peak = counts.findLastIndex(({ count }) => count >= scenario.maxCapacity);
  const lower = counts.slice(0, Math.max(0, peak)).find(({ count }) => count < scenario.maxCapacity);
  const byHand = !lower && (service?.desiredCount ?? 0) < scenario.maxCapacity;
  const quiet = !users;
  return [
    shrinks
      ? expectThat("A policy may remove tasks").as("cause").exists(policyResource(looking, shrinks))
      : (await stillThere(looking)).recognise(misconceptions.policyGone, () => policies.length === 0),
    expectThat("An alarm has scaled the service in")
      .as("scaled")
      .of(activitiesResource(looking, lower?.activity), "desired count set by an alarm after the peak", lower?.count)
      .isBelow(scenario.maxCapacity)
      .since(lower?.activity.StartTime?.getTime())
      .recognise(misconceptions.setByHand, () => byHand)
      .recognise(misconceptions.loadStillRuns, () => !quiet)
      .with({ desired: service?.desiredCount, users })
      .pendingFor(
        shrinks && quiet && !byHand
          ? {
              awaiting:
                "What held it back is gone. Now an alarm has to ask, and it wants fifteen quiet minutes of account time.",
            }
          : undefined,
      )
      .because("So far no alarm has asked for fewer.")
      .hint("why-scaled"),
  ];
});

/** Metrics that move with the requests of this application, and targets that they can pass. */
function followsLoad(policy: ScalingPolicy): boolean {
  const { PredefinedMetricSpecification: predefined, TargetValue = 0 } = tracking(policy) ?? {};
  const metric = predefined?.PredefinedMetricType;
  return metric === "ALBRequestCountPerTarget" || (metric === scenario.metric && TargetValue < 100);
}

export const whyNoAlarm = step("why-no-alarm", async (looking) => {
  const [policies, alarms] = await Promise.all([scalingPoliciesOf(looking), alarmsCalling(looking)]);
  const follows = policies.find(
    (policy) =>
      followsLoad(policy) ||
      (direction(policy) === "out" &&
        alarms.some(
          ({ AlarmActions, MetricName }) =>
            AlarmActions?.includes(policy.PolicyARN!) && MetricName !== "MemoryUtilization",
        )),
  );
  const memory = policies.find(
    (policy) =>
      tracking(policy)?.PredefinedMetricSpecification?.PredefinedMetricType === "ECSServiceAverageMemoryUtilization",
  );
  const cause = follows
    ? expectThat("A policy follows what the load moves").as("cause").exists(policyResource(looking, follows))
    : (await stillThere(looking))
        .recognise(misconceptions.policyGone, () => policies.length === 0)
        .recognise(misconceptions.memoryTargetLowered, () => ((memory && tracking(memory)?.TargetValue) ?? 70) < 30);
  return [cause, await scaledOut(looking, follows !== undefined, scenario.minCapacity, scenario.users)];
});

export const whyStuckAtTwo = step("why-stuck-at-two", async (looking) => {
  const policies = await scalingPoliciesOf(looking);
  const policy = policies.find(
    (it) =>
      (tracking(it)?.ScaleOutCooldown ?? LONGEST_COOLDOWN_SECONDS) <= LONGEST_COOLDOWN_SECONDS &&
      (it.StepScalingPolicyConfiguration?.Cooldown ?? LONGEST_COOLDOWN_SECONDS) <= LONGEST_COOLDOWN_SECONDS,
  );
  const cause = policy
    ? expectThat("The next scale-out need not wait for longer than five minutes")
        .as("cause")
        .of(
          policyResource(looking, policy),
          "cooldown after a scale-out in seconds",
          tracking(policy)?.ScaleOutCooldown ??
            policy.StepScalingPolicyConfiguration?.Cooldown ??
            LONGEST_COOLDOWN_SECONDS,
        )
        .isBetween(0, LONGEST_COOLDOWN_SECONDS)
    : (await stillThere(looking)).recognise(misconceptions.policyGone, () => policies.length === 0);
  return [cause, await scaledOut(looking, policy !== undefined, 2, 370)];
});

export const whyErrors = step("why-errors", async (looking) => {
  const service = await serviceOf(looking);
  const healthy = service.found && (await healthyTargetsOf(looking, service.found));
  const mended = (healthy ?? 0) > 0;
  const graced = (service.found?.healthCheckGracePeriodSeconds ?? 0) > 0;
  return [
    mended
      ? expectThat("The load balancer has a healthy target")
          .as("cause")
          .of(service, "healthy targets", healthy)
          .isAbove(0)
      : (await stillThere(looking)).recognise(misconceptions.graceHides, () => graced),
    await scaledOut(looking, mended, scenario.minCapacity, scenario.users),
  ];
});
