import { AlarmFields } from "./AlarmFields.tsx";
import { Field } from "./Field.tsx";
import type { PolicyFieldsProps } from "./PolicyEditor.tsx";
import { StepRows } from "./StepRows.tsx";
import { withAlarm } from "./step-draft.ts";

/** Step scaling: the alarm that calls the policy, the steps measured from its threshold, one cooldown. */
export function StepFields({ cluster, service, policy, set, refusals }: PolicyFieldsProps) {
  const { step } = policy;
  return (
    <>
      <AlarmFields
        cluster={cluster}
        service={service}
        step={step}
        onChange={(alarm, ...fields) => set({ step: withAlarm(step, alarm) }, "steps", ...fields)}
        refusals={refusals}
      />
      <StepRows step={step} onChange={(changed, ...fields) => set({ step: changed }, ...fields)} refusals={refusals} />
      {step.adjustmentType === "PercentChangeInCapacity" && (
        <Field
          label="At least"
          value={step.least}
          onInput={(least) => set({ step: { ...step, least } }, "minAdjustmentMagnitude")}
          refusal={refusals.minAdjustmentMagnitude}
          hint="Empty: a percentage of less than one task is one task."
          numeric
          unit="tasks at once"
        />
      )}
      <Field
        label="Cooldown period"
        value={step.cooldown}
        onInput={(cooldown) => set({ step: { ...step, cooldown } }, "cooldownSeconds")}
        refusal={refusals.cooldownSeconds}
        numeric
        unit="seconds between scaling actions"
      />
    </>
  );
}
