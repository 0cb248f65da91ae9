import type { Account } from "../accounts/account.ts";
import type { Say } from "./messages/say.ts";
import {
  alarmsOfRegion,
  scalableTargetsOfRegion,
  scalingPoliciesOfRegion,
  scheduledActionsOfRegion,
  serviceOf,
} from "./reading.ts";
import { workshopService } from "./scenario.ts";

/** What an account that starts over loses, a line each: what was made in it, the load, and what was recorded. */
export async function whatGoes({ aws, region, load }: Account, say: Say): Promise<string[]> {
  const [targets, policies, actions, alarms, { found }, running] = await Promise.all([
    scalableTargetsOfRegion({ aws }),
    scalingPoliciesOfRegion({ aws }),
    scheduledActionsOfRegion({ aws }),
    alarmsOfRegion({ aws }),
    serviceOf({ aws, region, service: workshopService }),
    load?.read(),
  ]);
  return [
    ...targets.map((it) =>
      say("The scalable target of {resource}, from {min} to {max} tasks", {
        resource: it.ResourceId!,
        min: it.MinCapacity!,
        max: it.MaxCapacity!,
      }),
    ),
    ...policies.map(({ PolicyName }) => say("The scaling policy {name}", { name: PolicyName! })),
    ...actions.map(({ ScheduledActionName }) => say("The scheduled action {name}", { name: ScheduledActionName! })),
    ...(alarms.length > 0
      ? [say("{count, plural, one {# CloudWatch alarm} other {# CloudWatch alarms}}", { count: alarms.length })]
      : []),
    ...(running && running.state !== "stopped" && running.users > 0
      ? [say("The load of {count, plural, one {# user} other {# users}}", { count: running.users })]
      : []),
    ...(found && found.desiredCount !== 1
      ? [say("The desired count of {desired}", { desired: found.desiredCount ?? 0 })]
      : []),
    say("Metrics, alarm history, scaling activities and events up to now, and whatever else you made in this account"),
  ];
}
