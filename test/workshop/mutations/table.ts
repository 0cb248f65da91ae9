import type { CheckStatus } from "../../../server/contract/index.ts";
import type { StartingStateName } from "../../../server/sandbox/inputs.ts";
import {
  backToOne,
  configured,
  type Deed,
  deleteAlarms,
  deletePolicy,
  deleteReports,
  deleteService,
  deregister,
  deregisterReports,
  desired,
  desiredReports,
  healthCheck,
  inOrder,
  minutes,
  nothing,
  otherService,
  register,
  registerReports,
  reports,
  scaledOut,
  schedule,
  service,
  stepPolicy,
  steps,
  stepsDown,
  track,
  trackReports,
  trackRequests,
  users,
  wizardOff,
} from "./states.ts";

export type Row = {
  /** The account it begins with; absent: the workshop's. */
  account?: StartingStateName;
  /** Before the step: it is not done. `pending` where something is on its way by itself. */
  start: { given: Deed; status?: CheckStatus };
  /** What the chapter says. */
  solution: Deed;
  /** Other ways to a state with the same properties, by name; at least three. */
  variants: Record<string, Deed>;
  /** Wrong states: the end of the message's key (`expectation.misconception`) that each must give first. */
  wrong: Record<string, { given: Deed; says: string; status?: CheckStatus; where?: "empty" }>;
};

const memory = {
  PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageMemoryUtilization" },
} as const;
const bothSteps = inOrder(register(), steps("out"), steps("in"));
const climbed = inOrder(bothSteps, users(600), minutes(12));
const open = schedule("open", "cron(0 13 * * ? *)", { MinCapacity: 3, MaxCapacity: 5 });
const close = schedule("close", "cron(0 14 * * ? *)", { MinCapacity: 1, MaxCapacity: 1 });
const wholeDay = inOrder(register(), open, close, minutes(130));
const requests = inOrder(register(), trackRequests());
const two = inOrder(
  register(),
  track({}, { name: "cpu-40" }),
  track({ ...memory, TargetValue: 70 }, { name: "memory-70" }),
);
const twoOut = inOrder(two, users(600), minutes(14));
const SATURDAY = "cron(0 10 ? * SAT *)";
const onSaturday = ({ Schedule = SATURDAY, Timezone = "Europe/Lisbon", MinCapacity = 2 } = {}) =>
  schedule("saturday", Schedule, { MinCapacity, MaxCapacity: 5 }, Timezone);
const resumed = { DynamicScalingOutSuspended: false };
const monthly = "monthly-reports";
const workshops = "containers-workshop-ecs-service";
const bySdk = inOrder(register(), track());

/** What each step makes of which state. A step without a row fails the test, so a new step gets one. */
export const table: Record<string, Row> = {
  "number-of-tasks": {
    start: { given: nothing },
    solution: configured,
    variants: {
      "the SDK": register(),
      "bounds in two calls": inOrder(
        register({ MaxCapacity: 9 }),
        register({ MinCapacity: undefined, MaxCapacity: 5 }),
      ),
      "policy first refused, then target": inOrder(register(), track({}, { name: "mine" })),
      "suspended and resumed": inOrder(
        register({ SuspendedState: { DynamicScalingInSuspended: true } }),
        register({ SuspendedState: { DynamicScalingInSuspended: false } }),
      ),
      "after it has scaled": inOrder(configured, users(600), minutes(12)),
    },
    wrong: {
      "nothing registered": { given: nothing, says: "the-service-is-a-scalable-target.not-yet" },
      "an empty account": { given: nothing, where: "empty", says: "the-service-is-in-the-account.not-yet" },
      "wrong cluster": {
        given: inOrder(
          otherService({ cluster: "my-cluster", name: "containers-workshop-ecs-service" }),
          register({ ResourceId: "service/my-cluster/containers-workshop-ecs-service" }),
        ),
        says: "the-service-is-a-scalable-target.other-cluster",
      },
      "another service registered": {
        given: inOrder(otherService(), register({ ResourceId: "service/containers-workshop-ecs-cluster/another" })),
        says: "the-service-is-a-scalable-target.other-service",
      },
      "minimum 0": { given: register({ MinCapacity: 0 }), says: "minimum-number-of-tasks.minimum-is-zero" },
      "minimum 2": { given: register({ MinCapacity: 2 }), says: "minimum-number-of-tasks.not-yet" },
      "minimum = maximum": { given: register({ MaxCapacity: 1 }), says: "maximum-number-of-tasks.minimum-is-maximum" },
      "minimum = maximum = 5": {
        given: register({ MinCapacity: 5 }),
        says: "minimum-number-of-tasks.minimum-is-maximum",
      },
      "maximum 3": { given: register({ MaxCapacity: 3 }), says: "maximum-number-of-tasks.maximum-too-low" },
      "maximum 50": { given: register({ MaxCapacity: 50 }), says: "maximum-number-of-tasks.not-yet" },
      "desired above the maximum": {
        given: inOrder(register(), desired(6)),
        says: "desired-number-of-tasks.desired-outside-bounds",
      },
      "desired 3": { given: inOrder(register(), desired(3)), says: "desired-number-of-tasks.not-yet" },
      "scale-out suspended": {
        given: register({ SuspendedState: { DynamicScalingOutSuspended: true } }),
        says: "scale-out-is-not-suspended.scale-out-suspended",
      },
      "scale-in suspended": {
        given: register({ SuspendedState: { DynamicScalingInSuspended: true } }),
        says: "scale-in-is-not-suspended.scale-in-suspended",
      },
      "two at once: the bounds before the suspension": {
        given: register({ MaxCapacity: 1, SuspendedState: { DynamicScalingInSuspended: true } }),
        says: "maximum-number-of-tasks.minimum-is-maximum",
      },
    },
  },
  "scaling-policy": {
    start: { given: nothing },
    solution: configured,
    variants: {
      "the SDK": bySdk,
      "another name": inOrder(register(), track({}, { name: "cpu-40" })),
      "put twice, corrected": inOrder(register(), track({ TargetValue: 400 }), track()),
      "a memory policy beside it": inOrder(register(), track(memory, { name: "a-memory-policy" }), track()),
      "scale-in said to be enabled": inOrder(register(), track({ DisableScaleIn: false })),
    },
    wrong: {
      "no policy": { given: register(), says: "the-service-has-a-target-tracking-policy.not-yet" },
      "step policy": {
        given: inOrder(register(), stepPolicy),
        says: "the-service-has-a-target-tracking-policy.step-policy",
      },
      "policy on another service": {
        given: inOrder(
          otherService(),
          register({ ResourceId: "service/containers-workshop-ecs-cluster/another" }),
          track({}, { resourceId: "service/containers-workshop-ecs-cluster/another" }),
          register(),
        ),
        says: "the-service-has-a-target-tracking-policy.policy-on-other-service",
      },
      "memory metric": {
        given: inOrder(register(), track(memory)),
        says: "the-policy-tracks-the-service-s-average-cpu-utilisation.memory-metric",
      },
      "target 0.4": {
        given: inOrder(register(), track({ TargetValue: 0.4 })),
        says: "target-value.target-is-fraction",
      },
      "target 4": { given: inOrder(register(), track({ TargetValue: 4 })), says: "target-value.target-is-tenth" },
      "target 400": { given: inOrder(register(), track({ TargetValue: 400 })), says: "target-value.target-is-tenfold" },
      "target 150": {
        given: inOrder(register(), track({ TargetValue: 150 })),
        says: "target-value.target-out-of-reach",
      },
      "target 20": { given: inOrder(register(), track({ TargetValue: 20 })), says: "target-value.target-too-low" },
      "target 70": { given: inOrder(register(), track({ TargetValue: 70 })), says: "target-value.not-yet" },
      "no cooldown": {
        given: inOrder(register(), track({ ScaleOutCooldown: undefined })),
        says: "scale-out-cooldown-period.cooldown-left-out",
      },
      "cooldown of 30 minutes": {
        given: inOrder(register(), track({ ScaleOutCooldown: 1800 })),
        says: "scale-out-cooldown-period.cooldown-in-minutes",
      },
      "cooldown in milliseconds": {
        given: inOrder(register(), track({ ScaleInCooldown: 30_000 })),
        says: "scale-in-cooldown-period.cooldown-in-milliseconds",
      },
      "cooldown of 1, as if minutes": {
        given: inOrder(register(), track({ ScaleInCooldown: 1 })),
        says: "scale-in-cooldown-period.cooldown-of-minutes",
      },
      "cooldown 10": {
        given: inOrder(register(), track({ ScaleInCooldown: 10 })),
        says: "scale-in-cooldown-period.cooldown-too-short",
      },
      "cooldown 300": {
        given: inOrder(register(), track({ ScaleInCooldown: 300 })),
        says: "scale-in-cooldown-period.not-yet",
      },
      "scale-in disabled": {
        given: inOrder(register(), track({ DisableScaleIn: true })),
        says: "scale-in-is-enabled.scale-in-disabled",
      },
      "two at once: the metric before the target": {
        given: inOrder(register(), track({ ...memory, TargetValue: 4 })),
        says: "the-policy-tracks-the-service-s-average-cpu-utilisation.memory-metric",
      },
    },
  },
  "see-the-configuration": {
    start: { given: nothing },
    solution: configured,
    variants: {
      "the SDK": bySdk,
      "another name": inOrder(register(), track({}, { name: "cpu-40" })),
      "policy saved twice": inOrder(configured, track()),
      "another target": inOrder(register(), track({ TargetValue: 60 })),
    },
    wrong: {
      "no target": { given: nothing, says: "the-service-is-a-scalable-target.not-yet" },
      "no policy": { given: register(), says: "the-service-has-a-target-tracking-policy.not-yet" },
      "policy deleted, alarms looked for": {
        given: inOrder(configured, deletePolicy),
        says: "the-service-has-a-target-tracking-policy.policy-deleted",
      },
      "AlarmHigh deleted by hand": {
        given: inOrder(configured, deleteAlarms("-AlarmHigh-")),
        says: "alarmhigh-watches-for-too-much-load.alarm-deleted-by-hand",
      },
      "AlarmLow deleted by hand": {
        given: inOrder(configured, deleteAlarms("-AlarmLow-")),
        says: "alarmlow-watches-for-too-little-load.alarm-deleted-by-hand",
      },
      "scale-in disabled": {
        given: inOrder(register(), track({ DisableScaleIn: true })),
        says: "alarmlow-watches-for-too-little-load.no-alarm-low",
      },
    },
  },
  "send-load": {
    start: { given: configured },
    solution: inOrder(configured, users(600), minutes(4)),
    variants: {
      "without any policy": inOrder(users(600), minutes(4)),
      "fewer users, enough for one task": inOrder(configured, users(300), minutes(4)),
      "looked at when it is long over": inOrder(backToOne, minutes(600)),
      "started again after a stop": inOrder(configured, users(600), users(0), users(800), minutes(5)),
    },
    wrong: {
      "no load": { given: configured, says: "cpu-utilisation-passed-the-target.not-yet" },
      "load just started": {
        given: inOrder(configured, users(600)),
        says: "cpu-utilisation-passed-the-target.pending",
        status: "pending",
      },
      "load too small": {
        given: inOrder(configured, users(60), minutes(6)),
        says: "cpu-utilisation-passed-the-target.load-too-small",
      },
      "no healthy task": {
        given: inOrder(desired(0), minutes(3), users(600), minutes(4)),
        says: "cpu-utilisation-passed-the-target.no-healthy-task",
      },
    },
  },
  "alarm-high": {
    start: { given: configured },
    solution: inOrder(configured, users(600), minutes(8)),
    variants: {
      "by the SDK": inOrder(bySdk, users(600), minutes(8)),
      "load before the policy": inOrder(users(600), minutes(6), configured, minutes(4)),
      "another target": inOrder(register(), track({ TargetValue: 60 }), users(600), minutes(8)),
      "looked at when it is long over": inOrder(backToOne, minutes(600)),
    },
    wrong: {
      "no policy": { given: register(), says: "alarmhigh-went-to-alarm.no-policy" },
      "policy deleted, alarms looked for": {
        given: inOrder(configured, deletePolicy, users(600), minutes(8)),
        says: "alarmhigh-went-to-alarm.policy-deleted",
      },
      "AlarmHigh deleted by hand": {
        given: inOrder(configured, deleteAlarms("AlarmHigh"), users(600), minutes(8)),
        says: "alarmhigh-went-to-alarm.alarm-deleted-by-hand",
      },
      "no load": { given: configured, says: "alarmhigh-went-to-alarm.not-yet" },
      impatience: {
        given: inOrder(configured, users(600), minutes(3)),
        says: "alarmhigh-went-to-alarm.impatience",
        status: "pending",
      },
      "target 400": {
        given: inOrder(register(), track({ TargetValue: 400 }), users(600), minutes(10)),
        says: "alarmhigh-went-to-alarm.threshold-out-of-reach",
      },
    },
  },
  "scaled-out": {
    start: { given: configured },
    solution: scaledOut,
    variants: {
      "by the SDK": inOrder(bySdk, users(600), minutes(15)),
      "more users": inOrder(configured, users(2000), minutes(15)),
      "a larger maximum": inOrder(register({ MaxCapacity: 8 }), track(), users(2000), minutes(20)),
      "looked at when it is long over": inOrder(backToOne, minutes(600)),
    },
    wrong: {
      "no load": { given: configured, says: "the-policy-scaled-the-service-out-to-five-tasks.not-yet" },
      impatience: {
        given: inOrder(configured, users(600), minutes(3)),
        says: "the-policy-scaled-the-service-out-to-five-tasks.impatience",
        status: "pending",
      },
      "scale-out suspended": {
        given: inOrder(
          register({ SuspendedState: { DynamicScalingOutSuspended: true } }),
          track(),
          users(600),
          minutes(15),
        ),
        says: "the-policy-scaled-the-service-out-to-five-tasks.scale-out-suspended",
      },
      "under way": {
        given: inOrder(configured, users(600), minutes(6)),
        says: "the-policy-scaled-the-service-out-to-five-tasks.pending-",
        status: "pending",
      },
      "maximum 3": {
        given: inOrder(register({ MaxCapacity: 3 }), track(), users(600), minutes(20)),
        says: "the-policy-scaled-the-service-out-to-five-tasks.ends-at-maximum",
      },
      "AlarmHigh deleted by hand": {
        given: inOrder(configured, deleteAlarms("AlarmHigh"), users(600), minutes(15)),
        says: "the-policy-scaled-the-service-out-to-five-tasks.alarm-deleted-by-hand",
      },
      "set by hand": {
        given: inOrder(configured, desired(5)),
        says: "the-policy-scaled-the-service-out-to-five-tasks.set-by-hand",
      },
    },
  },
  "load-stopped": {
    start: { given: scaledOut },
    solution: inOrder(scaledOut, minutes(3), users(0), minutes(6)),
    variants: {
      "stopped before five tasks": inOrder(configured, users(600), minutes(8), users(0), minutes(8)),
      "without any policy": inOrder(users(600), minutes(5), users(0), minutes(6)),
      "looked at when it is long over": inOrder(backToOne, minutes(600)),
    },
    wrong: {
      "no load ever": { given: configured, says: "cpu-utilisation-had-been-above-the-target.not-yet" },
      "still running": {
        given: inOrder(scaledOut, minutes(3)),
        says: "cpu-utilisation-is-below-the-scale-in-threshold-again.load-still-runs",
      },
      "just stopped": {
        given: inOrder(scaledOut, minutes(3), users(0)),
        says: "cpu-utilisation-is-below-the-scale-in-threshold-again.pending",
        status: "pending",
      },
    },
  },
  "scaled-in": {
    start: { given: scaledOut },
    solution: backToOne,
    variants: {
      "by the SDK": inOrder(bySdk, users(600), minutes(15), users(0), minutes(35)),
      "looked at when it is long over": inOrder(backToOne, minutes(600)),
      "cleaned up afterwards": inOrder(backToOne, wizardOff),
    },
    wrong: {
      "never scaled out": { given: configured, says: "the-policy-had-scaled-the-service-out.not-yet" },
      "scale-in disabled": {
        given: inOrder(register(), track({ DisableScaleIn: true }), users(600), minutes(15), users(0), minutes(30)),
        says: "the-policy-scaled-the-service-in-to-one-task.policy-never-scales-in",
      },
      "policy deleted": {
        given: inOrder(scaledOut, users(0), deletePolicy, minutes(30)),
        says: "the-policy-scaled-the-service-in-to-one-task.policy-gone",
      },
      "scale-in suspended": {
        given: inOrder(
          scaledOut,
          register({ SuspendedState: { DynamicScalingInSuspended: true } }),
          users(0),
          minutes(30),
        ),
        says: "the-policy-scaled-the-service-in-to-one-task.scale-in-suspended",
      },
      "AlarmLow deleted by hand": {
        given: inOrder(scaledOut, deleteAlarms("AlarmLow"), users(0), minutes(30)),
        says: "the-policy-scaled-the-service-in-to-one-task.alarm-deleted-by-hand",
      },
      "minimum 2": {
        given: inOrder(register({ MinCapacity: 2 }), track(), users(600), minutes(15), users(0), minutes(40)),
        says: "the-policy-scaled-the-service-in-to-one-task.ends-at-minimum",
      },
      "quiet minutes not all there": {
        given: inOrder(scaledOut, users(0), minutes(8)),
        says: "the-policy-scaled-the-service-in-to-one-task.pending",
        status: "pending",
      },
    },
  },
  "lab-step-policies": {
    start: { given: nothing },
    solution: bothSteps,
    variants: {
      "the other way round": inOrder(register(), steps("in"), steps("out")),
      "other names": inOrder(register(), steps("out", { name: "up" }), steps("in", { name: "down" })),
      "a target tracking policy beside them": inOrder(register(), track(), steps("out"), steps("in")),
      "a larger maximum": inOrder(register({ MaxCapacity: 9 }), steps("out"), steps("in")),
    },
    wrong: {
      "target tracking instead": {
        given: configured,
        says: "a-step-scaling-policy-adds-tasks.tracking-instead",
      },
      "nothing calls it": {
        given: inOrder(register(), steps("out", { alarm: false })),
        says: "an-alarm-calls-the-policy-that-adds-tasks.not-yet",
      },
      "only out": { given: inOrder(register(), steps("out")), says: "a-step-scaling-policy-removes-tasks.not-yet" },
      "nothing calls the way in": {
        given: inOrder(register(), steps("out"), steps("in", { alarm: false })),
        says: "an-alarm-calls-the-policy-that-removes-tasks.not-yet",
      },
    },
  },
  "lab-step-scaled-out": {
    start: { given: bothSteps },
    solution: climbed,
    variants: {
      "other names": inOrder(register(), steps("out", { name: "up" }), users(600), minutes(12)),
      "more users": inOrder(bothSteps, users(2000), minutes(12)),
      "looked at when it is long over": inOrder(climbed, users(0), minutes(600)),
    },
    wrong: {
      "no load": {
        given: bothSteps,
        says: "a-step-scaling-policy-scaled-the-service-out-to-five-tasks.not-yet",
      },
      "target tracking did it": {
        given: scaledOut,
        says: "a-step-scaling-policy-scaled-the-service-out-to-five-tasks.not-yet",
      },
      "maximum 3": {
        given: inOrder(register({ MaxCapacity: 3 }), steps("out"), users(600), minutes(12)),
        says: "a-step-scaling-policy-scaled-the-service-out-to-five-tasks.not-yet",
      },
    },
  },
  "lab-step-scaled-in": {
    start: { given: climbed },
    solution: inOrder(climbed, users(0), minutes(20)),
    variants: {
      "looked at when it is long over": inOrder(climbed, users(0), minutes(600)),
      "cleaned up afterwards": inOrder(climbed, users(0), minutes(20), deregister),
      "twice up and down": inOrder(climbed, users(0), minutes(20), users(600), minutes(12), users(0), minutes(20)),
    },
    wrong: {
      "never up": { given: bothSteps, says: "a-step-scaling-policy-scaled-the-service-in-to-one-task.not-yet" },
      "still loaded": { given: climbed, says: "a-step-scaling-policy-scaled-the-service-in-to-one-task.not-yet" },
      "no policy that removes": {
        given: inOrder(register(), steps("out"), users(600), minutes(12), users(0), minutes(20)),
        says: "a-step-scaling-policy-scaled-the-service-in-to-one-task.not-yet",
      },
    },
  },
  "lab-scheduled-actions": {
    start: { given: nothing },
    solution: inOrder(register(), open, close),
    variants: {
      "the other way round": inOrder(register(), close, open),
      "single dates": inOrder(
        register(),
        schedule("a", "at(2027-01-31T08:00:00)", { MinCapacity: 2 }),
        schedule("b", "at(2027-01-31T20:00:00)", { MaxCapacity: 1, MinCapacity: 1 }),
      ),
      "corrected afterwards": inOrder(register(), schedule("open", "rate(1 day)", { MinCapacity: 1 }), open, close),
    },
    wrong: {
      "no target": { given: nothing, says: "the-service-is-a-scalable-target.not-yet" },
      "no schedule": { given: register(), says: "a-scheduled-action-raises-the-minimum.not-yet" },
      "only the morning": {
        given: inOrder(register(), open),
        says: "a-scheduled-action-lowers-the-maximum-again.not-yet",
      },
      "only a lower minimum": {
        given: inOrder(register(), open, schedule("close", "cron(0 14 * * ? *)", { MinCapacity: 1 })),
        says: "a-scheduled-action-lowers-the-maximum-again.only-minimum-lowered",
      },
    },
  },
  "lab-scheduled-ran": {
    start: { given: inOrder(register(), open, close) },
    solution: inOrder(register(), open, close, minutes(70)),
    variants: {
      "the day after": wholeDay,
      "a minimum of 2": inOrder(register(), schedule("a", "cron(0 13 * * ? *)", { MinCapacity: 2 }), minutes(70)),
      "every hour": inOrder(register(), schedule("a", "rate(1 hour)", { MinCapacity: 3 }), minutes(130)),
    },
    wrong: {
      "too early": { given: inOrder(register(), open, minutes(30)), says: "a-scheduled-action-has-run.not-yet" },
      "raised by hand": { given: register({ MinCapacity: 3 }), says: "a-scheduled-action-has-run.not-yet" },
      "it ran and changed nothing": {
        given: inOrder(register(), schedule("a", "cron(0 13 * * ? *)", { MinCapacity: 1 }), minutes(70)),
        says: "the-new-minimum-lifted-the-desired-count.not-yet",
      },
    },
  },
  "lab-scheduled-ended": {
    start: { given: inOrder(register(), open, close) },
    solution: wholeDay,
    variants: {
      "looked at when it is long over": inOrder(wholeDay, minutes(600)),
      "cleaned up afterwards": inOrder(wholeDay, deregister),
      "with a policy beside it": inOrder(register(), track(), open, close, minutes(130)),
    },
    wrong: {
      "before the morning": {
        given: inOrder(register(), open, close),
        says: "a-minimum-had-lifted-the-desired-count.not-yet",
      },
      "before the evening": {
        given: inOrder(register(), open, close, minutes(70)),
        says: "a-lower-maximum-brought-the-desired-count-down.not-yet",
      },
      "only a lower minimum": {
        given: inOrder(register(), open, schedule("close", "cron(0 14 * * ? *)", { MinCapacity: 1 }), minutes(130)),
        says: "a-lower-maximum-brought-the-desired-count-down.not-yet",
      },
    },
  },
  "lab-requests-policy": {
    start: { given: nothing },
    solution: requests,
    variants: {
      "another name": inOrder(register(), trackRequests(360, "mine")),
      "another target": inOrder(register(), trackRequests(200)),
      "a CPU policy beside it": inOrder(register(), track(), trackRequests()),
    },
    wrong: {
      "no policy": { given: register(), says: "a-policy-tracks-the-requests-per-target.not-yet" },
      "CPU instead": { given: configured, says: "a-policy-tracks-the-requests-per-target.cpu-instead" },
      "40, as if percent": {
        given: inOrder(register(), trackRequests(40)),
        says: "target-value.requests-taken-for-percent",
      },
      "target 2000": { given: inOrder(register(), trackRequests(2000)), says: "target-value.not-yet" },
    },
  },
  "lab-requests-scaled-out": {
    start: { given: requests },
    solution: inOrder(requests, users(600), minutes(9)),
    variants: {
      "more users": inOrder(requests, users(2000), minutes(9)),
      "a CPU policy beside it": inOrder(register(), track(), trackRequests(), users(600), minutes(12)),
      "looked at when it is long over": inOrder(requests, users(600), minutes(9), users(0), minutes(600)),
    },
    wrong: {
      "no load": { given: requests, says: "the-policy-on-requests-went-to-five-tasks.not-yet" },
      "CPU did it": { given: scaledOut, says: "the-policy-on-requests-went-to-five-tasks.not-yet" },
      "target 2000": {
        given: inOrder(register(), trackRequests(2000), users(600), minutes(12)),
        says: "the-policy-on-requests-went-to-five-tasks.not-yet",
      },
    },
  },
  "lab-two-policies": {
    start: { given: nothing },
    solution: two,
    variants: {
      "requests as the second": inOrder(register(), track(), trackRequests()),
      "the other way round": inOrder(register(), track({ ...memory, TargetValue: 70 }, { name: "m" }), track()),
      "three of them": inOrder(two, trackRequests()),
    },
    wrong: {
      "only one": {
        given: configured,
        says: "a-second-policy-tracks-another-metric-and-may-scale-in.not-yet",
      },
      "the second may not scale in": {
        given: inOrder(register(), track(), track({ ...memory, DisableScaleIn: true }, { name: "memory" })),
        says: "a-second-policy-tracks-another-metric-and-may-scale-in.second-may-not-scale-in",
      },
      "a step policy as the second": {
        given: inOrder(configured, stepPolicy),
        says: "a-second-policy-tracks-another-metric-and-may-scale-in.not-yet",
      },
    },
  },
  "lab-any-out": {
    start: { given: two },
    solution: twoOut,
    variants: {
      "more users": inOrder(two, users(2000), minutes(10)),
      "requests as the second": inOrder(register(), track(), trackRequests(), users(600), minutes(10)),
      "looked at when it is long over": inOrder(twoOut, users(0), minutes(600)),
    },
    wrong: {
      "no load": { given: two, says: "one-policy-was-enough-to-scale-out.not-yet" },
      "set by hand": { given: inOrder(two, desired(5)), says: "one-policy-was-enough-to-scale-out.not-yet" },
      "load too small": {
        given: inOrder(two, users(60), minutes(10)),
        says: "one-policy-was-enough-to-scale-out.not-yet",
      },
    },
  },
  "lab-all-in": {
    start: { given: twoOut },
    solution: inOrder(twoOut, users(0), minutes(40)),
    variants: {
      "looked at when it is long over": inOrder(twoOut, users(0), minutes(600)),
      "cleaned up afterwards": inOrder(twoOut, users(0), minutes(40), deregister),
      "with requests as the second": inOrder(
        register(),
        track(),
        trackRequests(),
        users(600),
        minutes(14),
        users(0),
        minutes(40),
      ),
    },
    wrong: {
      "never out": { given: two, says: "the-policy-had-scaled-the-service-out.not-yet" },
      "still loaded": {
        given: twoOut,
        says: "all-policies-agreed-and-the-service-came-back-to-one-task.not-yet",
      },
      "one does not agree": {
        given: inOrder(
          register(),
          track(),
          track({ ...memory, TargetValue: 20 }, { name: "memory" }),
          users(600),
          minutes(14),
          users(0),
          minutes(40),
        ),
        says: "all-policies-agreed-and-the-service-came-back-to-one-task.not-yet",
      },
    },
  },
  "clean-up": {
    start: { given: configured },
    solution: inOrder(backToOne, wizardOff),
    variants: {
      "deregister, which takes all": inOrder(configured, deregister),
      "policy first, then target": inOrder(configured, deletePolicy, deregister),
      "alarms by hand, policy, target": inOrder(configured, deleteAlarms("TargetTracking-"), deletePolicy, deregister),
    },
    wrong: {
      "never configured": { given: nothing, says: "service-auto-scaling-had-been-configured.not-yet" },
      "target left": { given: configured, says: "the-scalable-target-is-gone.not-yet" },
      "only the policy deleted": {
        given: inOrder(configured, deletePolicy),
        says: "the-scalable-target-is-gone.not-yet",
      },
    },
  },
  "second-service": {
    start: { given: nothing },
    solution: reports(),
    variants: {
      "more tasks": reports({ desiredCount: 3 }),
      "one first, then two": inOrder(reports({ desiredCount: 1 }), desiredReports(2)),
      "already scaled": inOrder(reports(), registerReports(), trackReports()),
    },
    wrong: {
      "no such service": { given: nothing, says: "the-other-service-is-in-the-cluster.not-yet" },
      "one task": { given: reports({ desiredCount: 1 }), says: "it-keeps-two-tasks.not-yet" },
      "deleted again": {
        given: inOrder(reports(), deleteReports()),
        says: "the-other-service-is-in-the-cluster.not-yet",
      },
    },
  },
  "another-service": {
    start: { given: reports() },
    solution: inOrder(reports(), registerReports(), trackReports()),
    variants: {
      "corrected afterwards": inOrder(
        reports(),
        registerReports({ MaxCapacity: 5 }),
        registerReports(),
        trackReports({ TargetValue: 40 }),
        trackReports(),
      ),
      "with cooldowns": inOrder(reports(), registerReports(), trackReports({ ScaleInCooldown: 300 })),
      "with the first service configured": inOrder(configured, reports(), registerReports(), trackReports()),
      "its minimum lifted since": inOrder(
        reports(),
        registerReports(),
        trackReports(),
        registerReports({ MinCapacity: 3 }),
      ),
    },
    wrong: {
      "no such service": { given: nothing, says: "the-other-service-is-in-the-cluster.not-yet" },
      "nothing registered": { given: reports(), says: "the-other-service-is-a-scalable-target.not-yet" },
      "the first service instead": {
        given: inOrder(reports(), register({ MinCapacity: 2, MaxCapacity: 8 })),
        says: "the-other-service-is-a-scalable-target.first-service-instead",
      },
      "the first service's range": {
        given: inOrder(reports(), registerReports({ MinCapacity: 1, MaxCapacity: 5 })),
        says: "its-smallest-number-of-tasks.numbers-of-the-chapter",
      },
      "no policy": {
        given: inOrder(reports(), registerReports()),
        says: "a-policy-tracks-its-average-cpu-utilisation.not-yet",
      },
      "target 40": {
        given: inOrder(reports(), registerReports(), trackReports({ TargetValue: 40 })),
        says: "its-target-value.numbers-of-the-chapter",
      },
      "target 6": {
        given: inOrder(reports(), registerReports(), trackReports({ TargetValue: 6 })),
        says: "its-target-value.not-yet",
      },
    },
  },
  "another-load": {
    start: { given: configured },
    solution: inOrder(users(188), minutes(6)),
    variants: {
      "a few more": inOrder(configured, users(205), minutes(6)),
      "a few less": inOrder(users(165), minutes(6)),
      "looked at hours later": inOrder(configured, users(188), minutes(6), users(0), minutes(300)),
    },
    wrong: {
      "no load": { given: configured, says: "one-task-was-busy-and-not-full.not-yet" },
      "six hundred": { given: inOrder(users(600), minutes(8)), says: "one-task-was-busy-and-not-full.not-yet" },
      "too few": { given: inOrder(users(60), minutes(8)), says: "one-task-was-busy-and-not-full.not-yet" },
      "two share it": {
        given: inOrder(desired(2), minutes(3), users(376), minutes(8)),
        says: "one-task-was-busy-and-not-full.several-share-it",
      },
      "just begun": {
        given: inOrder(users(188), minutes(1)),
        says: "one-task-was-busy-and-not-full.pending",
        status: "pending",
      },
    },
  },
  "grow-without-load": {
    start: { given: inOrder(reports(), registerReports()) },
    solution: inOrder(reports(), registerReports(), registerReports({ MinCapacity: 3 })),
    variants: {
      "registered at once with three": inOrder(reports(), registerReports({ MinCapacity: 3 })),
      "up to four": inOrder(reports(), registerReports(), registerReports({ MinCapacity: 4 })),
      "cleaned up since": inOrder(
        reports(),
        registerReports(),
        registerReports({ MinCapacity: 3 }),
        deregisterReports,
        deleteReports(),
      ),
    },
    wrong: {
      "no such service": { given: nothing, says: "the-other-service-is-in-the-cluster.not-yet" },
      "the range as it was": {
        given: inOrder(reports(), registerReports()),
        says: "a-higher-minimum-lifted-its-desired-count.not-yet",
      },
      "three by hand": {
        given: inOrder(reports(), registerReports(), desiredReports(3)),
        says: "a-higher-minimum-lifted-its-desired-count.raised-by-hand",
      },
    },
  },
  "clean-up-another": {
    start: { given: inOrder(reports(), registerReports(), trackReports()) },
    solution: inOrder(reports(), registerReports(), trackReports(), deregisterReports, deleteReports()),
    variants: {
      "deleted at once, which takes all": inOrder(reports(), registerReports(), trackReports(), deleteReports()),
      "down to no task first": inOrder(reports(), desiredReports(0), minutes(3), deleteReports(false)),
      "looked at later": inOrder(reports(), registerReports(), deleteReports(), minutes(30)),
    },
    wrong: {
      "never there": { given: nothing, says: "the-other-service-had-been-there.not-yet" },
      "only deregistered": {
        given: inOrder(reports(), registerReports(), trackReports(), deregisterReports),
        says: "the-other-service-is-gone.not-yet",
      },
      "all still there": {
        given: inOrder(reports(), registerReports(), trackReports()),
        says: "its-scalable-target-is-gone.not-yet",
      },
    },
  },
  "lab-step-two-at-once": {
    start: { given: bothSteps },
    solution: inOrder(
      bothSteps,
      stepsDown("steps-in", [
        { from: -10, to: 0, by: -1 },
        { to: -10, by: -2 },
      ]),
    ),
    variants: {
      "the second step a little nearer": inOrder(
        register(),
        stepsDown("down", [
          { from: -8, to: 0, by: -1 },
          { to: -8, by: -2 },
        ]),
      ),
      "three steps": inOrder(
        register(),
        stepsDown("down", [
          { from: -10, to: 0, by: -1 },
          { from: -18, to: -10, by: -2 },
          { to: -18, by: -3 },
        ]),
      ),
      "a policy of its own": inOrder(
        bothSteps,
        stepsDown("gentle", [
          { from: -12, to: 0, by: -1 },
          { to: -12, by: -2 },
        ]),
      ),
    },
    wrong: {
      "no policy that removes": {
        given: inOrder(register(), steps("out")),
        says: "a-step-scaling-policy-removes-tasks-further-down.not-yet",
      },
      "one at a time everywhere": { given: bothSteps, says: "fifteen-points-below-it-two-go-at-once.not-yet" },
      "two at once everywhere": {
        given: inOrder(register(), stepsDown("steps-in", [{ to: 0, by: -2 }])),
        says: "five-points-below-the-threshold-one-task-goes.not-yet",
      },
    },
  },
  "lab-scheduled-saturday": {
    start: { given: inOrder(register(), open, close) },
    solution: inOrder(register(), onSaturday()),
    variants: {
      "the day as a number": inOrder(register(), onSaturday({ Schedule: "cron(0 10 ? * 7 *)" })),
      "beside the other two": inOrder(register(), open, close, onSaturday()),
      "corrected afterwards": inOrder(register(), onSaturday({ Timezone: "UTC" }), onSaturday()),
    },
    wrong: {
      "every day": {
        given: inOrder(register(), onSaturday({ Schedule: "cron(0 10 * * ? *)" })),
        says: "a-scheduled-action-runs-on-saturdays-at-ten.not-yet",
      },
      "no time zone": {
        given: inOrder(register(), schedule("saturday", SATURDAY, { MinCapacity: 2, MaxCapacity: 5 })),
        says: "at-ten-in-lisbon.scheduled-in-utc",
      },
      "in São Paulo": {
        given: inOrder(register(), onSaturday({ Timezone: "America/Sao_Paulo" })),
        says: "at-ten-in-lisbon.not-yet",
      },
      "three tasks": {
        given: inOrder(register(), onSaturday({ MinCapacity: 3 })),
        says: "it-asks-for-two-tasks-at-least.not-yet",
      },
    },
  },
  "lab-requests-other": {
    start: { given: requests },
    solution: inOrder(register(), trackRequests(120)),
    variants: {
      "put twice": inOrder(requests, trackRequests(120)),
      "another name": inOrder(register(), trackRequests(120, "mine")),
      "a CPU policy beside it": inOrder(register(), track(), trackRequests(120)),
    },
    wrong: {
      "no policy": { given: register(), says: "each-task-is-to-take-two-requests-a-second.not-yet" },
      "as it was": { given: requests, says: "each-task-is-to-take-two-requests-a-second.not-yet" },
      "2, per second": {
        given: inOrder(register(), trackRequests(2)),
        says: "each-task-is-to-take-two-requests-a-second.per-second-for-per-minute",
      },
    },
  },
  "lab-one-way": {
    start: { given: two },
    solution: inOrder(two, trackRequests(360, "requests-out-only", true)),
    variants: {
      "another target": inOrder(two, trackRequests(200, "requests-out-only", true)),
      "another name": inOrder(two, trackRequests(360, "mine", true)),
      "corrected afterwards": inOrder(two, trackRequests(360, "mine"), trackRequests(360, "mine", true)),
    },
    wrong: {
      "only the two": { given: two, says: "a-further-policy-tracks-the-requests-per-target.not-yet" },
      "it may scale in": {
        given: inOrder(two, trackRequests()),
        says: "it-only-helps-to-grow.may-scale-in",
      },
      "CPU may not scale in": {
        given: inOrder(register(), track({ DisableScaleIn: true })),
        says: "a-further-policy-tracks-the-requests-per-target.not-yet",
      },
    },
  },
  "why-full-load": {
    account: "why-full-load",
    start: { given: nothing },
    solution: inOrder(register({ SuspendedState: resumed }), minutes(8)),
    variants: {
      "registered anew, and the policy again": inOrder(deregister, register(), track(), minutes(8)),
      "suspended in the other direction only": inOrder(
        register({ SuspendedState: { DynamicScalingOutSuspended: false, DynamicScalingInSuspended: true } }),
        minutes(8),
      ),
      "looked at when the users have gone": inOrder(
        register({ SuspendedState: resumed }),
        minutes(8),
        users(0),
        minutes(60),
      ),
    },
    wrong: {
      "a larger maximum": { given: inOrder(register({ MaxCapacity: 10 }), minutes(8)), says: "cause.not-yet" },
      "a lower target": { given: inOrder(track({ TargetValue: 20 }), minutes(8)), says: "cause.not-yet" },
      "mended a moment ago": {
        given: register({ SuspendedState: resumed }),
        says: "scaled.pending",
        status: "pending",
      },
      "mended, and set by hand before an alarm could ask": {
        given: inOrder(users(0), minutes(10), register({ SuspendedState: resumed }), desired(5), minutes(2)),
        says: "scaled.set-by-hand",
      },
      "mended, and the users sent away": {
        given: inOrder(users(0), minutes(10), register({ SuspendedState: resumed }), minutes(2)),
        says: "scaled.load-too-small",
      },
    },
  },
  "why-two-of-five": {
    account: "why-two-of-five",
    start: { given: nothing },
    solution: inOrder(service(monthly, { desiredCount: 0 }), minutes(8)),
    variants: {
      "the other service deleted": inOrder(deleteService(monthly), minutes(8)),
      "the other service made smaller": inOrder(service(monthly, { desiredCount: 3 }), minutes(8)),
      "looked at when the users have gone": inOrder(
        service(monthly, { desiredCount: 0 }),
        minutes(8),
        users(0),
        minutes(60),
      ),
    },
    wrong: {
      "a larger maximum": { given: inOrder(register({ MaxCapacity: 10 }), minutes(8)), says: "cause.not-yet" },
      "a smaller maximum": {
        given: inOrder(register({ MaxCapacity: 2 }), minutes(8)),
        says: "scaled.ends-at-maximum",
      },
      "set by hand": { given: inOrder(desired(4), minutes(8)), says: "cause.not-yet" },
    },
  },
  "why-no-users": {
    account: "why-no-users",
    start: { given: nothing },
    solution: inOrder(track(), minutes(20)),
    variants: {
      "a policy of another name": inOrder(deletePolicy, track({}, { name: "mine" }), minutes(20)),
      "steps that remove tasks": inOrder(steps("in"), minutes(8)),
      "looked at long afterwards": inOrder(track(), minutes(300)),
    },
    wrong: {
      "the policy deleted": { given: inOrder(deletePolicy, minutes(5)), says: "cause.policy-gone" },
      "a lower minimum": { given: inOrder(register({ MinCapacity: 0 }), minutes(20)), says: "cause.not-yet" },
      "mended a moment ago": { given: track(), says: "scaled.pending", status: "pending" },
      "mended, and set by hand": {
        given: inOrder(track(), desired(1), minutes(2)),
        says: "scaled.set-by-hand",
      },
      "mended, and users again": {
        given: inOrder(users(600), minutes(8), track(), minutes(5)),
        says: "scaled.load-still-runs",
      },
    },
  },
  "why-no-alarm": {
    account: "why-no-alarm",
    start: { given: nothing },
    solution: inOrder(track(), minutes(8)),
    variants: {
      "requests per target": inOrder(trackRequests(), minutes(8)),
      "CPU beside it": inOrder(track({}, { name: "cpu-40" }), minutes(8)),
      "steps with an alarm on CPU": inOrder(steps("out"), minutes(8)),
    },
    wrong: {
      "a lower target for memory": {
        given: inOrder(track({ ...memory, TargetValue: 20 }), minutes(8)),
        says: "cause.memory-target-lowered",
      },
      "the policy deleted": { given: deletePolicy, says: "cause.policy-gone" },
      "more users": { given: inOrder(users(2_000), minutes(8)), says: "cause.not-yet" },
      "mended a moment ago": { given: track(), says: "scaled.pending", status: "pending" },
      "set by hand": {
        given: inOrder(users(0), minutes(10), track(), desired(5), minutes(2)),
        says: "scaled.set-by-hand",
      },
    },
  },
  "why-stuck-at-two": {
    account: "why-stuck-at-two",
    start: { given: nothing },
    solution: inOrder(track(), minutes(8)),
    variants: {
      "the default of five minutes": inOrder(track({ ScaleOutCooldown: undefined }), minutes(8)),
      "a policy of another name": inOrder(deletePolicy, track({}, { name: "mine" }), minutes(8)),
      "more users besides": inOrder(track({ ScaleOutCooldown: 60 }), users(600), minutes(8)),
    },
    wrong: {
      "the cooldown of the other direction": {
        given: inOrder(track({ ScaleOutCooldown: 30_000 }), minutes(8)),
        says: "cause.not-yet",
      },
      "half an hour": { given: inOrder(track({ ScaleOutCooldown: 1_800 }), minutes(2)), says: "cause.not-yet" },
      "more users alone": { given: inOrder(users(600), minutes(10)), says: "cause.not-yet" },
      "mended a moment ago": { given: track(), says: "scaled.pending", status: "pending" },
      "the policy deleted": { given: deletePolicy, says: "cause.policy-gone" },
    },
  },
  "why-errors": {
    account: "why-errors",
    start: { given: nothing },
    solution: inOrder(healthCheck({ HealthCheckPath: "/" }), minutes(12)),
    variants: {
      "a matcher that takes what comes": inOrder(healthCheck({ Matcher: { HttpCode: "200-404" } }), minutes(12)),
      "another page that is there": inOrder(healthCheck({ HealthCheckPath: "/menu" }), minutes(12)),
      "room for a replacement besides": inOrder(
        service(workshops, { deploymentConfiguration: { maximumPercent: 200, minimumHealthyPercent: 100 } }),
        healthCheck({ HealthCheckPath: "/" }),
        minutes(14),
      ),
    },
    wrong: {
      "a grace period": {
        given: inOrder(service(workshops, { healthCheckGracePeriodSeconds: 7_200 }), minutes(12)),
        says: "cause.grace-hides",
      },
      "more patience": {
        given: inOrder(healthCheck({ UnhealthyThresholdCount: 10 }), minutes(12)),
        says: "cause.not-yet",
      },
      "more tasks by hand": { given: inOrder(desired(3), minutes(4)), says: "cause.not-yet" },
      "mended a moment ago": {
        given: inOrder(healthCheck({ HealthCheckPath: "/" }), minutes(3)),
        says: "scaled.pending",
        status: "pending",
      },
    },
  },
  "lab-code-configured": {
    start: { given: nothing },
    solution: configured,
    variants: {
      "the SDK": bySdk,
      "another name": inOrder(register(), track({}, { name: "as-code" })),
      "another target": inOrder(register(), track({ TargetValue: 55 })),
    },
    wrong: {
      "nothing registered": { given: nothing, says: "the-service-is-a-scalable-target.not-yet" },
      "maximum 3": {
        given: inOrder(register({ MaxCapacity: 3 }), track()),
        says: "maximum-number-of-tasks.not-yet",
      },
      "no policy": { given: register(), says: "the-service-has-a-target-tracking-policy.not-yet" },
    },
  },
  "lab-code-again": {
    start: { given: configured },
    solution: inOrder(configured, minutes(1), deregister, minutes(1), bySdk),
    variants: {
      "in the same minute": inOrder(bySdk, deregister, bySdk),
      "another target, twice": inOrder(
        register(),
        track({ TargetValue: 55 }),
        deregister,
        minutes(1),
        register(),
        track({ TargetValue: 55 }),
      ),
      "saved once more afterwards": inOrder(bySdk, deregister, minutes(1), bySdk, minutes(1), track()),
      "by the wizard": inOrder(configured, wizardOff, minutes(1), configured),
    },
    wrong: {
      "never deleted": { given: configured, says: "the-configuration-had-been-deleted.not-yet" },
      "only the policy saved again": {
        given: inOrder(configured, minutes(1), track()),
        says: "the-configuration-had-been-deleted.not-yet",
      },
      "deleted, and not made again": {
        given: inOrder(configured, deregister),
        says: "the-service-is-a-scalable-target.not-yet",
      },
      "only the target made again": {
        given: inOrder(configured, deregister, minutes(1), register()),
        says: "the-service-has-a-target-tracking-policy.not-yet",
      },
      "another target than before": {
        given: inOrder(configured, deregister, minutes(1), register(), track({ TargetValue: 55 })),
        says: "target-value.not-yet",
      },
    },
  },
};
