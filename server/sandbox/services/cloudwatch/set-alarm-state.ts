import type { SetAlarmStateInput } from "@aws-sdk/client-cloudwatch";
import { evaluateCompositeAlarms, setAlarmState, setCompositeState } from "../../simulation/index.ts";
import { length, oneOf } from "../constraints.ts";
import { entry } from "../entry.ts";
import { operation } from "../operation.ts";
import { InvalidFormatFault, ResourceNotFound } from "./errors.ts";

/** In the order in which AWS names them (LocalStack tests/aws/services/cloudwatch/test_cloudwatch.snapshot.json). */
export const STATES = ["INSUFFICIENT_DATA", "ALARM", "OK"] as const;

/**
 * Sets an alarm's state until its next evaluation, and runs the actions of that state: with fitting StateReasonData an Auto
 * Scaling action scales.
 */
export const SetAlarmState = operation<SetAlarmStateInput, Record<string, never>>({
  accepts: {
    AlarmName: length(1, 255),
    StateValue: oneOf(STATES),
    StateReason: length(0, 1023),
    StateReasonData: length(0, 4000),
  },
  run({ world, state, input, changes }) {
    const alarm = entry(state.cloudwatch.alarms, input.AlarmName!);
    const composite = entry(state.cloudwatch.compositeAlarms ?? {}, input.AlarmName!);
    if (!alarm && !composite) throw new ResourceNotFound("");
    if (input.StateReasonData !== undefined && !isJson(input.StateReasonData)) throw new InvalidFormatFault("");
    if (composite) {
      if (composite.state === input.StateValue) return {};
      const reasonData = input.StateReasonData === undefined ? {} : { stateReasonData: input.StateReasonData };
      const to = { state: input.StateValue!, stateReason: input.StateReason!, ...reasonData };
      setCompositeState(world, state, composite, to, "call SetAlarmState", changes);
      evaluateCompositeAlarms(world, state, [composite.name], changes);
      return {};
    }
    setAlarmState(
      world,
      state,
      alarm!,
      { state: input.StateValue!, reason: input.StateReason!, reasonData: input.StateReasonData },
      changes,
    );
    return {};
  },
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
