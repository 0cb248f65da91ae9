import type { ScalingActivity } from "@aws-sdk/client-application-auto-scaling";
import type { Service } from "@aws-sdk/client-ecs";
import { expectThat, type Wait } from "../expectation.ts";
import { misconceptions } from "../misconceptions.ts";
import {
  activitiesOf,
  causedBy,
  deletedAlarmsOf,
  desiredCountOf,
  scalableTargetOf,
  scalingPoliciesOf,
  serviceOf,
} from "../reading.ts";
import { resourceIdOf, scenario } from "../scenario.ts";
import { readStep, step } from "../step.ts";
import { clockTime } from "../words.ts";
import { deletedByHand, saveAgain } from "./configuring-service-auto-scaling.ts";
import { untilItRings, whereItStands } from "./generating-load.ts";

export const scaledOut = step("scaled-out", async (looking) => {
  const activities = await activitiesOf(looking, { notScaled: true });
  const outs = activities.filter(
    (activity) => causedBy(activity, "AlarmHigh") && desiredCountOf(activity) !== undefined,
  );
  const furthest = largest(outs.filter((activity) => activity.StatusCode === "Successful"));
  const reached = furthest && desiredCountOf(furthest)!;
  const isThere = reached !== undefined && reached >= scenario.maxCapacity;
  const [service, target, standing] = isThere
    ? []
    : await Promise.all([
        serviceOf(looking),
        scalableTargetOf(looking),
        outs.length > 0 ? undefined : whereItStands(looking),
      ]);
  const limit = activities.find((activity) => activity.NotScaledReasons?.[0]?.Code === "AlreadyAtMaxCapacity")
    ?.NotScaledReasons?.[0]?.MaxCapacity;
  const ended = limit !== undefined && limit < scenario.maxCapacity;
  const stuck = service?.found && unplaced(service.found);
  const suspended = target?.found?.SuspendedState?.DynamicScalingOutSuspended;
  const high = standing?.alarms.find((it) => it.AlarmName!.includes("-AlarmHigh-"));
  const policies = standing && !high ? await scalingPoliciesOf(looking) : [];
  const gone = policies.length > 0 ? deletedByHand(await deletedAlarmsOf(looking), "AlarmHigh") : undefined;
  return [
    expectThat("The policy scaled the service out to five tasks")
      .of(
        {
          kind: "Scaling activities of",
          name: resourceIdOf(looking.service),
          region: looking.region,
          found: furthest ?? activities[0],
        },
        "largest desired count set by AlarmHigh",
        reached,
      )
      .isAtLeast(scenario.maxCapacity)
      .since(furthest?.EndTime?.getTime())
      .recognise(misconceptions.scaleOutSuspended, () => suspended === true)
      .recognise(misconceptions.noRoom, () => stuck !== undefined)
      .recognise(misconceptions.endsAtMaximum, () => ended)
      .recognise(
        misconceptions.setByHand,
        () => outs.length === 0 && (service?.found?.desiredCount ?? 0) >= scenario.maxCapacity,
      )
      .recognise(misconceptions.alarmDeletedByHand, () => gone !== undefined)
      .with({
        ...gone,
        desired: service?.found?.desiredCount,
        running: service?.found?.runningCount,
        event: stuck,
        limit,
        needed: scenario.maxCapacity,
      })
      .because("So far no alarm has asked for that many.")
      .otherwise(gone ? saveAgain : "Keep the load running until AlarmHigh has scaled the service out.")
      .pendingFor(
        stuck || ended || suspended
          ? undefined
          : (underWay(outs, service?.found) ?? (high && untilItRings(high, standing!.cpu))),
      )
      .hint("scaled-out"),
  ];
});

export const readTheEvents = readStep("read-the-events");

/** A scale-out has begun: what it did, and what it waits for. */
function underWay(outs: ScalingActivity[], service: Service | undefined): Wait | undefined {
  const newest = outs[0];
  if (!newest) return undefined;
  const open = newest.StatusCode === "InProgress" || newest.StatusCode === "Pending";
  return {
    key: open ? "pending-activity" : "pending-next",
    awaiting: open
      ? `“{description}” is in progress since {at}. ${COUNTS}`
      : `The last step was “{description}” The next one follows while CPU utilisation stays above the target. ${COUNTS}`,
    since: newest.StartTime?.getTime(),
    // A step follows within two minutes while the load is there; after that, it is not on its way any more.
    seconds: open ? 600 : 180,
    values: {
      description: newest.Description ?? null,
      at: clockTime(newest.StartTime!.getTime()),
      desired: service?.desiredCount ?? null,
      running: service?.runningCount ?? null,
    },
  };
}

const COUNTS = "{desired} tasks are desired, {running} run.";

/** AWS: "was unable to place a task", the newest events first (amazon-ecs-developer-guide, service-event-messages). */
function unplaced(service: Service): string | undefined {
  if ((service.runningCount ?? 0) >= (service.desiredCount ?? 0)) return undefined;
  return service.events?.slice(0, 5).find((event) => event.message?.includes("was unable to place a task"))?.message;
}

function largest(activities: ScalingActivity[]): ScalingActivity | undefined {
  return activities.reduceRight<ScalingActivity | undefined>(
    (best, it) => (best && desiredCountOf(best)! >= desiredCountOf(it)! ? best : it),
    undefined,
  );
}
