import { useId, useRef, useState } from "preact/hooks";
import { policyType } from "../AutoScalingTab.tsx";
import type { PolicyDraft, Refusals } from "./draft.ts";
import { Field } from "./Field.tsx";
import { StepFields } from "./StepFields.tsx";
import { TrackingFields } from "./TrackingFields.tsx";

type Props = {
  cluster: string;
  service: string;
  title: string;
  policy: PolicyDraft;
  /** A policy of this name that the account holds keeps its type: AWS refuses to change it. */
  typeIsFixed: boolean;
  onChange: (policy: PolicyDraft) => void;
  /** Asks the server; no refusal means it was taken over. */
  onSave: () => Promise<Refusals>;
  onCancel: () => void;
};

/** What the fields of one type of policy get. */
export type PolicyFieldsProps = {
  cluster: string;
  service: string;
  policy: PolicyDraft;
  /** Takes a change over, and forgets why the named fields, and those below them, were refused. */
  set: (change: Partial<PolicyDraft>, ...fields: string[]) => void;
  refusals: Refusals;
};

const TYPES: { type: PolicyDraft["type"]; means: string }[] = [
  { type: "TargetTrackingScaling", means: "Holds a metric near a value, with two alarms of its own." },
  {
    type: "StepScaling",
    means: "Adds or removes tasks when an alarm goes off, the more the further the metric is from its threshold.",
  },
];

/** *Add scaling policy* and its editing. A refused value stays as typed, with the reason under it. */
export function PolicyEditor({ title, policy, typeIsFixed, onChange, onSave, onCancel, ...where }: Props) {
  const [refusals, setRefusals] = useState<Refusals>({});
  const [saving, setSaving] = useState(false);
  const choice = useId();
  const box = useRef<HTMLElement>(null);

  const set: PolicyFieldsProps["set"] = (change, ...fields) => {
    onChange({ ...policy, ...change });
    const forgotten = (field: string) => fields.some((it) => field === it || field.startsWith(`${it}.`));
    setRefusals((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !forgotten(field))));
  };
  const save = async () => {
    setSaving(true);
    const refused = await onSave();
    setRefusals(refused);
    setSaving(false);
    if (Object.keys(refused).length > 0) {
      requestAnimationFrame(() => box.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
    }
  };
  const Fields = policy.type === "StepScaling" ? StepFields : TrackingFields;

  return (
    <section class="console-editor" aria-label={title} ref={box}>
      <h3>{title}</h3>
      {typeIsFixed ? (
        <div class="console-field">
          <span class="console-label">Scaling policy type</span>
          <b>{policyType(policy.type)}</b>
          <p class="console-hint">{TYPES.find(({ type }) => type === policy.type)!.means}</p>
        </div>
      ) : (
        <fieldset class="console-choice">
          <legend>Scaling policy type</legend>
          {TYPES.map(({ type, means }) => (
            <div key={type}>
              <label>
                <input
                  type="radio"
                  name={choice}
                  checked={policy.type === type}
                  aria-describedby={`${choice}-${type}`}
                  onChange={() => {
                    onChange({ ...policy, type });
                    setRefusals({});
                  }}
                />
                {policyType(type)}
              </label>
              <p id={`${choice}-${type}`} class="console-hint">
                {means}
              </p>
            </div>
          ))}
        </fieldset>
      )}
      <Field
        label="Policy name"
        value={policy.name}
        onInput={(name) => set({ name }, "name")}
        refusal={refusals.name}
        hint="1 to 256 printable ASCII characters."
      />
      <Fields {...where} policy={policy} set={set} refusals={refusals} />
      <div class="console-actions console-wizard-actions">
        <button class="button" type="button" onClick={onCancel}>
          Cancel
        </button>
        <button type="button" class="button button-primary" onClick={save} disabled={saving}>
          Save
        </button>
      </div>
    </section>
  );
}
