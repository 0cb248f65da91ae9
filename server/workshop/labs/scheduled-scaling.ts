import type { ScheduledAction } from "@aws-sdk/client-application-auto-scaling";
import { expectThat, type Resource } from "../expectation.ts";
import { misconceptions } from "../misconceptions.ts";
import { activitiesOf, desiredCountOf, scalableTargetOf, scheduledActionsOf } from "../reading.ts";
import { resourceIdOf, scenario } from "../scenario.ts";
import { type Looking, step } from "../step.ts";

export const labScheduledActions = step("lab-scheduled-actions", async (looking) => {
  const [target, actions] = await Promise.all([scalableTargetOf(looking), scheduledActionsOf(looking)]);
  const raises = actions.find((action) => (action.ScalableTargetAction?.MinCapacity ?? 0) > scenario.minCapacity);
  const lowers = actions.find(
    (action) =>
      action.ScalableTargetAction?.MaxCapacity !== undefined &&
      action.ScalableTargetAction.MaxCapacity < (raises?.ScalableTargetAction?.MinCapacity ?? scenario.maxCapacity),
  );
  const onlyMinimum = actions.find((action) => action !== raises && action.ScalableTargetAction?.MinCapacity);
  return [
    expectThat("The service is a scalable target")
      .exists(target)
      .otherwise("Register it with a minimum of 1 and a maximum of 5.")
      .hint("scheduled-actions"),
    expectThat("A scheduled action raises the minimum")
      .exists(named(looking, raises, "open"))
      .otherwise("Put one whose MinCapacity is 2 or more.")
      .hint("scheduled-actions"),
    expectThat("A scheduled action lowers the maximum again")
      .exists(named(looking, lowers, "close"))
      .recognise(misconceptions.onlyMinimumLowered, () => onlyMinimum !== undefined)
      .with({ action: onlyMinimum?.ScheduledActionName })
      .because("Without it the tasks of the morning stay.")
      .otherwise("Put one whose MaxCapacity is below that minimum.")
      .hint("scheduled-actions"),
  ];
});

const named = ({ region }: Looking, found: ScheduledAction | undefined, name: string): Resource<ScheduledAction> => ({
  kind: "Scheduled action",
  name: found?.ScheduledActionName ?? name,
  region,
  found,
});

/** What schedules and the bounds they set have done, newest first. */
async function record(looking: Looking) {
  const activities = await activitiesOf(looking);
  const moved = (bound: "minimum" | "maximum") =>
    activities.filter(
      (activity) =>
        activity.Cause?.startsWith(`${bound} capacity was set to `) && desiredCountOf(activity) !== undefined,
    );
  return {
    ran: activities.filter((activity) => activity.Cause?.startsWith("scheduled action name ")),
    raised: moved("minimum"),
    lowered: moved("maximum"),
    resource: {
      kind: "Scaling activities of",
      name: resourceIdOf(looking.service),
      region: looking.region,
      found: activities[0] ?? {},
    },
  };
}

export const labScheduledRan = step("lab-scheduled-ran", async (looking) => {
  const { ran, raised, resource } = await record(looking);
  return [
    expectThat("A scheduled action has run")
      .of(resource, "scheduled actions that ran", ran.length)
      .isAtLeast(1)
      .since(ran.at(-1)?.StartTime?.getTime())
      .otherwise("Skip ahead with the clock until the hour of your schedule is past.")
      .hint("scheduled-ran"),
    expectThat("The new minimum lifted the desired count")
      .of(resource, "desired count set by a minimum", raised[0] && desiredCountOf(raised.at(-1)!))
      .isAbove(scenario.minCapacity)
      .since(raised.at(-1)?.StartTime?.getTime())
      .because("A minimum at or below the desired count changes nothing.")
      .hint("scheduled-ran"),
  ];
});

export const labScheduledEnded = step("lab-scheduled-ended", async (looking) => {
  const { raised, lowered, resource } = await record(looking);
  const first = raised.at(-1);
  const down = lowered.find((activity) => first && activity.StartTime! > first.StartTime!);
  return [
    expectThat("A minimum had lifted the desired count")
      .of(resource, "desired count set by a minimum", first && desiredCountOf(first))
      .isAbove(scenario.minCapacity)
      .since(first?.StartTime?.getTime())
      .otherwise("Let the morning come first.")
      .hint("scheduled-ran"),
    expectThat("A lower maximum brought the desired count down")
      .of(resource, "desired count set by a maximum", down && desiredCountOf(down))
      .is(scenario.minCapacity)
      .since(down?.StartTime?.getTime())
      .because("A lower minimum only allows fewer tasks; a lower maximum asks for them.")
      .otherwise("Skip ahead until the hour of the second schedule is past.")
      .hint("scheduled-ended"),
  ];
});

/** The timetable of the task done alone. */
export const saturday = { schedule: "cron(0 10 ? * SAT *)", timezone: "Europe/Lisbon", minCapacity: 2, maxCapacity: 5 };

export const labScheduledSaturday = step("lab-scheduled-saturday", async (looking) => {
  const actions = await scheduledActionsOf(looking);
  const onSaturdays = actions.filter((action) => isOnSaturday(action.Schedule));
  const found = onSaturdays.find((action) => action.Timezone === saturday.timezone) ?? onSaturdays[0];
  const action = named(looking, found, "saturday");
  return [
    expectThat("A scheduled action runs on Saturdays at ten")
      .exists(action)
      .because("The day of the week is the fifth field, and the day of the month is then a question mark.")
      .otherwise("The first step did the same for every day.")
      .hint("scheduled-saturday"),
    expectThat("At ten in Lisbon")
      .of(action, "Timezone")
      .is(saturday.timezone)
      .recognise(misconceptions.scheduledInUtc, (it) => it === null)
      .because("Another time zone is another hour.")
      .hint("scheduled-saturday"),
    expectThat("It asks for two tasks at least")
      .of(action, "ScalableTargetAction.MinCapacity")
      .is(saturday.minCapacity)
      .because("The task asks for two.")
      .hint("scheduled-saturday"),
  ];
});

/** AWS: `cron(minutes hours day-of-month month day-of-week year)`, days of the week 1 to 7 from Sunday or SUN to SAT (API_ScheduledAction). */
function isOnSaturday(schedule = ""): boolean {
  const [minutes, hours, , , weekday] = /^cron\((.*)\)$/.exec(schedule)?.[1]?.split(/\s+/) ?? [];
  return minutes === "0" && hours === "10" && (weekday === "7" || weekday?.toUpperCase() === "SAT");
}
