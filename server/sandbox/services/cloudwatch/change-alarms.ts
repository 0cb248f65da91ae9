import type { DeleteAlarmsInput, DisableAlarmActionsInput, EnableAlarmActionsInput } from "@aws-sdk/client-cloudwatch";
import { deleteAlarm, putAlarm } from "../../simulation/index.ts";
import { length } from "../constraints.ts";
import { entry } from "../entry.ts";
import { type Context, operation } from "../operation.ts";

/** AWS: names in one request (API_DeleteAlarms). */
const AlarmNames = length(0, 100);

/** Never complains about names that do not exist (radkawar/stackd testdata/aws/cloudwatch/alarm_controls.json). */
export const DeleteAlarms = operation<DeleteAlarmsInput, Record<string, never>>({
  accepts: { AlarmNames },
  run({ world, state, input, changes }) {
    for (const name of new Set(input.AlarmNames)) {
      if (entry(state.cloudwatch.alarms, name)) deleteAlarm(world, state, name, changes);
    }
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
  }
  return {};
}
