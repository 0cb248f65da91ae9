import { activitiesOf, alarmHistoryOf, causedBy, desiredCountOf, scalingPoliciesOf } from "./reading.ts";
import { passes } from "./solutions/solution.ts";
import type { Looking, Step } from "./step.ts";

/** Whether an account lacks what an earlier step would have left in it. */
type Missing = (looking: Looking) => Promise<boolean>;

const noPolicy: Missing = async (looking) => (await scalingPoliciesOf(looking)).length === 0;
const neverScaledOut: Missing = async (looking) =>
  !(await activitiesOf(looking)).some((it) => causedBy(it, "AlarmHigh") && desiredCountOf(it) !== undefined);
const nothingEver: Missing = async (looking) =>
  (await noPolicy(looking)) && (await alarmHistoryOf(looking, { type: "ConfigurationUpdate" })).length === 0;

/**
 * The earlier steps that a step builds on, the first of them first, each with how to see that it is missing; without `missing` its own
 * check says so. Asked only when the step itself is not done: a step that passes in another way needs nothing.
 */
const needs: Record<string, { step: string; missing?: Missing }[]> = {
  "see-the-configuration": [{ step: "scaling-policy", missing: noPolicy }],
  "alarm-high": [{ step: "scaling-policy", missing: noPolicy }, { step: "send-load" }],
  "scaled-out": [{ step: "scaling-policy", missing: noPolicy }, { step: "send-load" }],
  "load-stopped": [{ step: "send-load" }],
  "scaled-in": [
    { step: "scaling-policy", missing: noPolicy },
    { step: "scaled-out", missing: neverScaledOut },
  ],
  "clean-up": [{ step: "scaling-policy", missing: nothingEver }],
  "lab-step-scaled-out": [{ step: "lab-step-policies" }],
  "lab-step-scaled-in": [{ step: "lab-step-policies" }, { step: "lab-step-scaled-out" }],
  "lab-scheduled-ran": [{ step: "lab-scheduled-actions" }],
  "lab-scheduled-ended": [{ step: "lab-scheduled-actions" }, { step: "lab-scheduled-ran" }],
  "lab-requests-scaled-out": [{ step: "lab-requests-policy" }],
  "lab-any-out": [{ step: "lab-two-policies" }],
  "lab-code-again": [{ step: "lab-code-configured", missing: nothingEver }],
  "lab-all-in": [{ step: "lab-two-policies" }, { step: "lab-any-out" }],
};

/** The first step whose result a step that is not done builds on and the account lacks; null where nothing is missing. */
export async function neededBefore(
  stepId: string,
  looking: Looking,
  stepOf: (id: string) => Step,
): Promise<string | null> {
  for (const { step, missing } of needs[stepId] ?? [])
    if (await (missing ? missing(looking) : passes(stepOf(step), looking).then((it) => !it))) return step;
  return null;
}
