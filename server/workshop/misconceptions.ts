import type { CheckValue } from "../contract/index.ts";
import { scenario } from "./scenario.ts";

/** A wrong state that people often reach, with its own words: what it is and what follows from it. */
export type Misconception = {
  id: string;
  /** An ICU pattern over the expectation's values. */
  text: string;
  /** The hint that helps out of it, where it is another than the expectation's. */
  hintId?: string;
  /** How it is known from the value found; without it the check says when. */
  when?: (actual: CheckValue) => boolean;
};

/** Keeps the literal ids, so that a test can ask for one by name. */
const named = <Table extends Record<string, Misconception>>(table: Table): Table => table;

/**
 * Every named wrong state, by the thing it is about. Where several fit, the first one that an expectation recognises is told, so
 * the checks name the particular before the general.
 */
export const misconceptions = named({
  otherRegion: {
    id: "other-region",
    text: "Service Auto Scaling was configured in {otherRegion}, but the service of this workshop runs in {region}: a Region knows nothing of another. Choose {region} and do it there.",
  },
  otherCluster: {
    id: "other-cluster",
    text: "{elsewhere} is a scalable target, in another cluster. The service of this workshop is {service}: register that one.",
  },
  otherServiceTarget: {
    id: "other-service",
    text: "{elsewhere} is a scalable target, and so another service would be scaled. Register {service}.",
  },
  minimumIsZero: {
    id: "minimum-is-zero",
    when: (it) => it === 0,
    text: "With a minimum of 0 the service may end without any task, and a service without tasks has no CPU utilisation to scale on.",
  },
  minimumIsMaximum: {
    id: "minimum-is-maximum",
    text: "Minimum and maximum are the same: the service has no room to scale, whatever the policy says.",
  },
  maximumTooLow: {
    id: "maximum-too-low",
    when: (it) => Number(it) < scenario.maxCapacity,
    text: "With a maximum of {actual} the peak is cut off: the load of this workshop needs five tasks.",
  },
  desiredOutsideBounds: {
    id: "desired-outside-bounds",
    text: "The desired count was set outside the bounds {min} to {max}. ECS accepts that, and Service Auto Scaling brings it back only when an alarm asks for something or the bounds are registered again. Set it to a number inside them.",
  },
  scaleOutSuspended: {
    id: "scale-out-suspended",
    when: (it) => it === true,
    text: "The scalable target is suspended in this direction: the service stays as small as it is, whatever its load. Register it again with DynamicScalingOutSuspended=false.",
  },
  scaleInSuspended: {
    id: "scale-in-suspended",
    when: (it) => it === true,
    text: "The scalable target is suspended in this direction: the service stays as large as it is after the load has gone. Register it again with DynamicScalingInSuspended=false.",
  },
  stepPolicy: {
    id: "step-policy",
    text: "{other} is a {otherType} policy: it follows steps that you give it and holds no target by itself. Add a policy of the type target tracking.",
  },
  trackingInstead: {
    id: "tracking-instead",
    text: "{other} tracks a target: it works out the number of tasks and makes its own alarms. In this lab you say the steps yourself.",
  },
  cpuInstead: {
    id: "cpu-instead",
    text: "{other} follows another metric. This lab counts requests: put a policy on ALBRequestCountPerTarget.",
  },
  requestsTakenForPercent: {
    id: "requests-taken-for-percent",
    text: "{actual} looks like a percentage. The unit is requests per minute for each task, so a target this low holds the service at its maximum for a handful of visitors.",
  },
  secondMayNotScaleIn: {
    id: "second-may-not-scale-in",
    text: "{other} has scale-in disabled, so it is not asked when tasks are to go. In this lab both policies have a say: put it again without DisableScaleIn.",
  },
  firstServiceInstead: {
    id: "first-service-instead",
    text: "{first} has the numbers that {service} should have. Give the first service its own back, 1 to 5 tasks at 40 %, and register {service}.",
  },
  numbersOfTheChapter: {
    id: "numbers-of-the-chapter",
    text: "{actual} is the number of the first service. This task has numbers of its own.",
  },
  raisedByHand: {
    id: "raised-by-hand",
    text: "The desired count is {desired}, but no new minimum asked for it: somebody set it. Set it back to 2, then raise the minimum.",
  },
  severalShareIt: {
    id: "several-share-it",
    text: "The load was shared by {tasks} tasks. One task alone should take it: let the service come back to one first.",
  },
  perSecondForPerMinute: {
    id: "per-second-for-per-minute",
    text: "{actual} is a number per second. ALBRequestCountPerTarget counts the requests of a minute.",
  },
  mayScaleIn: {
    id: "may-scale-in",
    text: "This policy has a say in scaling in too: with it the service only shrinks when requests are few as well. Put it again with DisableScaleIn.",
  },
  scheduledInUtc: {
    id: "scheduled-in-utc",
    text: "Without a time zone the hour is one of UTC, and in Lisbon it moves with the summer time.",
  },
  onlyMinimumLowered: {
    id: "only-minimum-lowered",
    text: "{action} sets a minimum and no maximum below it: a lower minimum allows fewer tasks and asks for none to go, so the service would keep what it has.",
  },
  policyOnOtherService: {
    id: "policy-on-other-service",
    text: "{elsewhere} belongs to {elsewhereResource}: it scales that service, not this one. Add the policy to {service}.",
  },
  memoryMetric: {
    id: "memory-metric",
    when: (it) => it === "ECSServiceAverageMemoryUtilization",
    text: "Requests cost this application CPU time and hardly any memory, so memory stays flat and the policy never acts.",
  },
  requestsMetric: {
    id: "requests-metric",
    when: (it) => it === "ALBRequestCountPerTarget",
    text: "A target of requests per task is a good policy too, but its unit is requests and not percent; here CPU utilisation is followed.",
  },
  targetIsFraction: {
    id: "target-is-fraction",
    when: (it) => it !== null && Number(it) <= 1,
    text: "The target is given in percent: a fraction as small as this is passed by an idle task, so the service would stay at its maximum.",
  },
  targetIsTenth: {
    id: "target-is-tenth",
    when: (it) => it === scenario.targetValue / 10,
    text: "At 4 % the lightest load takes the service to five tasks, and it hardly ever comes back.",
  },
  targetIsTenfold: {
    id: "target-is-tenfold",
    when: (it) => it === scenario.targetValue * 10,
    text: "400 looks like 40 with a zero too many. A task of this service uses 100 % at most, so such a target is never passed and nothing ever scales out.",
  },
  targetOutOfReach: {
    id: "target-out-of-reach",
    when: (it) => Number(it) > 100,
    text: "A task of this service uses 100 % at most, so such a target is never passed and nothing ever scales out.",
  },
  targetTooLow: {
    id: "target-too-low",
    when: (it) => it !== null && Number(it) < scenario.targetValue,
    text: "A lower target keeps more tasks than this load needs: more headroom, and more to pay.",
  },
  cooldownLeftOut: {
    id: "cooldown-left-out",
    when: (it) => it === null,
    text: "Where it is left out AWS takes 300 seconds for ECS services: each step then holds the next one in its direction back for five minutes.",
  },
  cooldownInMinutes: {
    id: "cooldown-in-minutes",
    when: (it) => it === scenario.cooldownSeconds * 60,
    text: "Cooldowns are given in seconds: 1800 is half an hour between two steps.",
  },
  cooldownInMilliseconds: {
    id: "cooldown-in-milliseconds",
    when: (it) => it === scenario.cooldownSeconds * 1000,
    text: "Cooldowns are given in seconds: 30000 is more than eight hours between two steps.",
  },
  cooldownOfMinutesTakenForSeconds: {
    id: "cooldown-of-minutes",
    when: (it) => it !== null && Number(it) >= 1 && Number(it) <= 5,
    text: "Cooldowns are given in seconds, so {actual} is no pause at all; if minutes were meant, multiply by 60. With so short a cooldown the next decision comes before the last one shows in the metric.",
  },
  cooldownTooShort: {
    id: "cooldown-too-short",
    when: (it) => it !== null && Number(it) < scenario.cooldownSeconds,
    text: "With a shorter cooldown the next decision may come before the last one shows in the metric.",
  },
  scaleInDisabled: {
    id: "scale-in-disabled",
    when: (it) => it === true,
    text: "With scale-in disabled the policy only adds tasks: the service stays at five after the load has gone. Edit the policy and leave Disable scale-in empty.",
  },
  noAlarmLow: {
    id: "no-alarm-low",
    text: "The policy has scale-in disabled, so it has made no AlarmLow, and the service never comes back from five tasks.",
  },
  policyDeleted: {
    id: "policy-deleted",
    text: "There was a target tracking policy, and its alarms went with it when it was deleted: alarms of target tracking live as long as their policy. Add the policy again.",
  },
  alarmDeletedByHand: {
    id: "alarm-deleted-by-hand",
    text: "The policy is there, but {alarm} was deleted at {deletedAt}, so nothing tells the policy any more.",
  },
  noPolicyNoAlarm: {
    id: "no-policy",
    text: "The service has no target tracking policy, so there is no AlarmHigh. Configure the policy of the chapter before.",
  },
  thresholdOutOfReach: {
    id: "threshold-out-of-reach",
    text: "Its threshold is {threshold} %, and a task of this service uses 100 % at most.",
  },
  noHealthyTask: {
    id: "no-healthy-task",
    text: "Requests arrive, but the service has no healthy task: {running} of {desired} run, and the load balancer answers 503. Requests that reach no task cost no CPU. Set the desired count to at least one, and wait until it runs.",
  },
  loadTooSmall: {
    id: "load-too-small",
    text: "Your {users} users are fewer than are needed to pass the target. Start {asked}.",
  },
  noDatapoints: {
    id: "no-datapoints",
    when: (it) => it === null,
    text: "CloudWatch has no datapoints of this service: it publishes them while at least one task runs.",
  },
  noRoom: {
    id: "no-room",
    text: "The desired count is {desired} and {running} run: {event}",
  },
  endsAtMaximum: {
    id: "ends-at-maximum",
    text: "The policy wanted more, but the scalable target ends at a maximum of {limit}. Raise it to {needed}.",
  },
  setByHand: {
    id: "set-by-hand",
    text: "The desired count is {desired}, but no alarm asked for it: somebody set it. Let it come back to one, then let the policy do it.",
  },
  loadStillRuns: {
    id: "load-still-runs",
    text: "{users} users still send requests. Press Stop in the load panel.",
  },
  policyNeverScalesIn: {
    id: "policy-never-scales-in",
    text: "The policy has scale-in disabled, so it never removes a task. Edit it and leave Disable scale-in empty.",
  },
  policyGone: {
    id: "policy-gone",
    text: "The service has no scaling policy any more, so nothing scales it in. Configure it again, or set the desired count yourself.",
  },
  endsAtMinimum: {
    id: "ends-at-minimum",
    text: "The policy wanted fewer, but the scalable target ends at a minimum of {floor}.",
  },
  memoryTargetLowered: {
    id: "memory-target-lowered",
    text: "What the policy follows is above this target with users and without: now it asks for more all the time, whatever the load is.",
  },
  graceHides: {
    id: "grace-hides",
    text: "A grace period only puts off what happens to the tasks. What they fail at is still there, and users get answers only because the load balancer sends requests to everybody when it finds nobody in order.",
  },
});
