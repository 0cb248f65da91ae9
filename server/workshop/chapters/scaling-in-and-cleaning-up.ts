import type { ScalingActivity } from "@aws-sdk/client-application-auto-scaling";
import type { Load } from "../../contract/index.ts";
import { expectThat, type Wait } from "../expectation.ts";
import { misconceptions } from "../misconceptions.ts";
import {
  activitiesOf,
  alarmHistoryOf,
  alarmsOf,
  causedBy,
  cpuMetric,
  cpuRecordOf,
  deletedAlarmsOf,
  desiredCountOf,
  type Points,
  scalableTargetOf,
  scalingPoliciesOf,
} from "../reading.ts";
import { alarmPrefixOf, datapointsToAlarm, resourceIdOf, scaleInThreshold, scenario } from "../scenario.ts";
import { type Looking, step } from "../step.ts";
import { clockTime, percent } from "../words.ts";
import { deletedByHand, saveAgain } from "./configuring-service-auto-scaling.ts";
import { isRunning, trailing, whereItStands } from "./generating-load.ts";

const threshold = scaleInThreshold(scenario.targetValue);

/** One quiet minute is not enough: the first, partial minute of a fresh task lowers the average while the load still runs. */
const QUIET_MINUTES = 3;

export const loadStopped = step("load-stopped", async (looking) => {
  const cpu = await cpuRecordOf(looking, looking.now, (points) => quietStretch(points).minutes >= QUIET_MINUTES);
  const peak = cpu.values.findIndex((it) => it > scenario.targetValue);
  const quiet = quietStretch(cpu);
  const load = quiet.minutes < QUIET_MINUTES ? await looking.load?.read() : undefined;
  const highest = cpu.values.length > 0 ? percent(Math.max(...cpu.values)) : undefined;
  return [
    expectThat("CPU utilisation had been above the target")
      .of(cpuMetric(looking, cpu), "highest Average", highest)
      .isAbove(scenario.targetValue)
      .since(cpu.at[peak])
      .because("Load that never came cannot stop.")
      .otherwise("Start {users} users first.")
      .with({ users: scenario.users })
      .hint("start-load"),
    expectThat("CPU utilisation is below the scale-in threshold again")
      .of(cpuMetric(looking, cpu), "minutes in a row below {threshold} % after the peak", quiet.minutes)
      .isAtLeast(QUIET_MINUTES)
      .since(quiet.since)
      .recognise(misconceptions.loadStillRuns, () => isRunning(load))
      .because("As long as it stays above {threshold} %, no task is removed.")
      .with({ users: load?.users, threshold })
      .otherwise("Stop the load; CloudWatch shows a minute about a minute after it has ended.")
      .pendingFor(peak < 0 ? undefined : calming(load, quiet.minutes, cpu))
      .hint("stop-load"),
  ];
});

/** The longest stretch of datapoints below the scale-in threshold after the first one above the target. */
function quietStretch({ at, values, periodSeconds }: Points): { minutes: number; since: number | undefined } {
  let longest = { minutes: 0, since: undefined as number | undefined };
  let began: number | undefined;
  const peak = values.findIndex((it) => it > scenario.targetValue);
  for (let i = peak; i >= 0 && i < values.length; i++) {
    if (values[i]! >= threshold) began = undefined;
    else {
      began ??= i;
      const minutes = ((i - began + 1) * periodSeconds) / 60;
      if (minutes > longest.minutes) longest = { minutes, since: at[began] };
    }
  }
  return longest;
}

/** The load is off, and the quiet minutes are not all published yet. */
function calming(load: Load | undefined, minutes: number, cpu: Points): Wait | undefined {
  if (load?.state !== "stopped" || load.stoppedAt === null) return undefined;
  return {
    awaiting:
      "Load stopped at {stopped}. {minutes} of {needed} quiet minutes are published, each about a minute after it has ended; the newest datapoint is of {newest}.",
    since: load.stoppedAt,
    seconds: 420,
    values: {
      stopped: clockTime(load.stoppedAt),
      minutes,
      needed: QUIET_MINUTES,
      newest: clockTime(cpu.at.at(-1)!),
    },
  };
}

export const scaledIn = step("scaled-in", async (looking) => {
  const activities = await activitiesOf(looking, { notScaled: true });
  const firstOut = activities.findLast(
    (activity) => causedBy(activity, "AlarmHigh") && desiredCountOf(activity) !== undefined,
  );
  const ins = activities.filter((activity) => firstOut && isIn(activity) && activity.StartTime! > firstOut.StartTime!);
  const back = ins.findLast(
    (activity) => desiredCountOf(activity) === scenario.minCapacity && activity.StatusCode === "Successful",
  );
  const lowest = back ?? ins.find((activity) => activity.StatusCode === "Successful");
  const floor = activities.find((activity) => activity.NotScaledReasons?.[0]?.Code === "AlreadyAtMinCapacity")
    ?.NotScaledReasons?.[0]?.MinCapacity;
  const [standing, policies, target] = back
    ? [undefined, []]
    : await Promise.all([whereItStands(looking), scalingPoliciesOf(looking), scalableTargetOf(looking)]);
  const disabled = policies.some((policy) => policy.TargetTrackingScalingPolicyConfiguration?.DisableScaleIn);
  const suspended = target?.found?.SuspendedState?.DynamicScalingInSuspended === true;
  const watches = disabled || standing?.alarms.some((it) => it.AlarmName!.includes("-AlarmLow-"));
  const gone = policies.length > 0 && !watches ? deletedByHand(await deletedAlarmsOf(looking), "AlarmLow") : undefined;
  const canScaleIn = policies.length > 0 && !disabled && !suspended && !gone && (floor ?? 0) <= scenario.minCapacity;
  const record = {
    kind: "Scaling activities of",
    name: resourceIdOf(looking.service),
    region: looking.region,
    found: activities[0],
  };
  return [
    expectThat("The policy had scaled the service out")
      .of(record, "desired count set by AlarmHigh", firstOut && desiredCountOf(firstOut))
      .isAbove(scenario.minCapacity)
      .since(firstOut?.EndTime?.getTime())
      .because("There is nothing to scale in before that.")
      .hint("scaled-out"),
    expectThat("The policy scaled the service in to one task")
      .of(record, "desired count set by AlarmLow", lowest && desiredCountOf(lowest))
      .is(scenario.minCapacity)
      .since(back?.EndTime?.getTime())
      .recognise(misconceptions.policyNeverScalesIn, () => disabled)
      .recognise(misconceptions.policyGone, () => policies.length === 0)
      .recognise(misconceptions.scaleInSuspended, () => suspended)
      .recognise(misconceptions.alarmDeletedByHand, () => gone !== undefined)
      .recognise(misconceptions.endsAtMinimum, () => floor !== undefined && floor > scenario.minCapacity)
      .because("AlarmLow needs {needed} datapoints in a row below {threshold} %.")
      .with({ floor, needed: datapointsToAlarm.low, threshold, ...gone })
      .otherwise(gone ? saveAgain : "Stop the load and wait: scaling in is slow on purpose.")
      .pendingFor(firstOut && canScaleIn ? quieting(looking, ins, standing?.cpu) : undefined)
      .hint("scaled-in"),
  ];
});

/** How far scaling in has come: quiet datapoints first, then task by task. */
function quieting(looking: Looking, ins: ScalingActivity[], cpu: Points | undefined): Wait | undefined {
  const newest = ins[0];
  if (newest)
    return {
      key: "pending-next",
      awaiting:
        "The last step was “{description}” ({status}). AlarmLow is looked at once a minute and takes the next task while it stays in ALARM.",
      since: newest.StartTime?.getTime(),
      seconds: 900,
      values: {
        description: newest.Description ?? null,
        status: newest.StatusCode ?? null,
        desired: desiredCountOf(newest) ?? null,
      },
    };
  const quiet = cpu ? trailing(cpu, (it) => it < threshold) : 0;
  if (!cpu || quiet === 0) return undefined;
  const enough = quiet >= datapointsToAlarm.low;
  return {
    key: enough ? "pending-evaluation" : "pending",
    awaiting: enough
      ? "The quiet datapoints are there; AlarmLow looks at them once a minute."
      : "AlarmLow needs {needed} datapoints in a row below {threshold} %, and has {datapoints}: about {left} more minutes of account time. It is {now} there.",
    since: cpu.at.at(-quiet),
    values: {
      datapoints: Math.min(quiet, datapointsToAlarm.low),
      needed: datapointsToAlarm.low,
      threshold,
      left: Math.max(0, datapointsToAlarm.low - quiet),
      now: clockTime(looking.now),
    },
  };
}

const isIn = (activity: ScalingActivity): boolean =>
  causedBy(activity, "AlarmLow") && desiredCountOf(activity) !== undefined;

export const cleanUp = step("clean-up", async (looking) => {
  const [target, policies, alarms, deleted] = await Promise.all([
    scalableTargetOf(looking),
    scalingPoliciesOf(looking),
    alarmsOf(looking),
    alarmHistoryOf(looking, { type: "ConfigurationUpdate" }),
  ]);
  const made = deleted.find((item) => item.HistorySummary?.endsWith(" deleted"));
  const { region, service } = looking;
  const history = { kind: "Alarm history of", name: alarmPrefixOf(service), region, found: deleted[0] };
  return [
    expectThat("Service Auto Scaling had been configured")
      .of(history, "alarms made and deleted", made !== undefined || target.found !== undefined || alarms.length > 0)
      .is(true)
      .since(made?.Timestamp?.getTime())
      .because("There is nothing to clean up in an account that never had a policy.")
      .otherwise("Go through the chapters first."),
    expectThat("The scalable target is gone")
      .isGone(target)
      .otherwise(
        "Choose Do not adjust the service's desired count in Set Auto Scaling, and finish the wizard with Update Service.",
      )
      .hint("deregister"),
    expectThat("Its scaling policies are gone")
      .isGone({ kind: "Scaling policy", name: policies[0]?.PolicyName ?? scenario.policy, region, found: policies[0] })
      .because("A policy left behind acts again as soon as the service is a scalable target again."),
    expectThat("Their alarms are gone")
      .isGone({ kind: "Alarm", name: alarms[0]?.AlarmName ?? `${alarmPrefixOf(service)}…`, region, found: alarms[0] })
      .because("An alarm costs money every month, also when nobody listens to it.")
      .otherwise("Deregistering the target deletes its policies, and with them their alarms."),
  ];
});
