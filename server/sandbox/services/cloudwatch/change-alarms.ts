import type { DeleteAlarmsInput, DisableAlarmActionsInput, EnableAlarmActionsInput } from "@aws-sdk/client-cloudwatch";
import { deleteAlarm, deleteCompositeAlarm, parentsOf, putAlarm, putCompositeAlarm } from "../../simulation/index.ts";
import { length } from "../constraints.ts";
import { entry } from "../entry.ts";
import { type Context, operation } from "../operation.ts";
import { ValidationException } from "./errors.ts";

/** AWS: names in one request (API_DeleteAlarms). */
const AlarmNames = length(0, 100);

/**
 * Never complains about names that do not exist (radkawar/stackd testdata/aws/cloudwatch/alarm_controls.json). AWS: not while a
 * composite alarm asks about it (its text as deployment tools look for it, grucloud and cdkd), and one composite alarm in a request (API_DeleteAlarms).
 */
export const DeleteAlarms = operation<DeleteAlarmsInput, Record<string, never>>({
  accepts: { AlarmNames },
  run({ world, state, input, changes }) {
    const { alarms, compositeAlarms = {} } = state.cloudwatch;
    const names = [...new Set(input.AlarmNames)];
    const composites = names.filter((it) => entry(compositeAlarms, it));
    if (composites.length > 1) throw new ValidationException("A request deletes at most one composite alarm.");
    for (const name of names)
      if (parentsOf(state, name).some((parent) => !names.includes(parent.name)))
        throw new ValidationException(`Cannot delete ${name} as there are composite alarm(s) depending on it.`);
    for (const name of composites) deleteCompositeAlarm(world, state, name, changes);
    for (const name of names) if (entry(alarms, name)) deleteAlarm(world, state, name, changes);
    return {};
  },
});

export const EnableAlarmActions = operation<EnableAlarmActionsInput, Record<string, never>>({
  accepts: { AlarmNames },
  run: (context) => setActionsEnabled(context, true),
});

export const DisableAlarmActions = operation<DisableAlarmActionsInput, Record<string, never>>({
  accepts: { AlarmNames },
  run: (context) => setActionsEnabled(context, false),
});

/** Names that do not exist are passed over here too. */
function setActionsEnabled(
  { world, state, input, changes }: Context<EnableAlarmActionsInput>,
  actionsEnabled: boolean,
) {
  for (const name of new Set(input.AlarmNames)) {
    const alarm = entry(state.cloudwatch.alarms, name);
    if (alarm && alarm.actionsEnabled !== actionsEnabled) putAlarm(world, state, { ...alarm, actionsEnabled }, changes);
    const composite = entry(state.cloudwatch.compositeAlarms ?? {}, name);
    if (composite && composite.actionsEnabled !== actionsEnabled)
      putCompositeAlarm(world, state, { ...composite, actionsEnabled }, changes);
  }
  return {};
}
