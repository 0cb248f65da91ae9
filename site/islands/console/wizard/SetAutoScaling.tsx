import { useState } from "preact/hooks";
import { policyType } from "../AutoScalingTab.tsx";
import { type Draft, newPolicy, type PolicyDraft, type Refusals } from "./draft.ts";
import { Field } from "./Field.tsx";
import { PolicyEditor } from "./PolicyEditor.tsx";

type Props = {
  cluster: string;
  service: string;
  draft: Draft;
  onChange: (draft: Draft) => void;
  refusals: Refusals;
  /** What would be refused if the wizard held this. */
  ask: (draft: Draft) => Promise<Refusals>;
};

/** The screen *Set Auto Scaling (optional)*. */
export function SetAutoScaling({ cluster, service, draft, onChange, refusals, ask }: Props) {
  const [editing, setEditing] = useState<number>();
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change });

  const save = async (policy: PolicyDraft): Promise<Refusals> => {
    const index = editing!;
    const policies = [...draft.policies];
    policies[index] = policy;
    const next = { ...draft, policies };
    const prefix = `scaling.policies.${index}.`;
    const refused = Object.entries(await ask(next)).filter(([field]) => field.startsWith(prefix));
    if (refused.length > 0) return Object.fromEntries(refused.map(([field, why]) => [field.slice(prefix.length), why]));
    onChange(next);
    setEditing(undefined);
    return {};
  };

  return (
    <>
      <p class="console-note">
        Automatically adjust your service's desired count up and down within a specified range in response to CloudWatch
        alarms. You can modify your Service Auto Scaling configuration at any time to meet the needs of your
        application.
      </p>
      <fieldset class="console-choice">
        <legend>Service Auto Scaling</legend>
        <label>
          <input
            type="radio"
            name="service-auto-scaling"
            checked={!draft.configured}
            onChange={() => set({ configured: false })}
          />
          Do not adjust the service’s desired count
        </label>
        <label>
          <input
            type="radio"
            name="service-auto-scaling"
            checked={draft.configured}
            onChange={() => set({ configured: true })}
          />
          Configure Service Auto Scaling to adjust your service’s desired count
        </label>
      </fieldset>
      {draft.configured && (
        <>
          <Field
            label="Minimum number of tasks"
            value={draft.min}
            onInput={(min) => set({ min })}
            refusal={refusals["scaling.minCapacity"]}
            numeric
            hint="Automatic task scaling policies you set cannot reduce the number of tasks below this number."
          />
          <Field
            label="Desired number of tasks"
            value={draft.desired}
            onInput={(desired) => set({ desired })}
            refusal={refusals.desiredCount}
            numeric
          />
          <Field
            label="Maximum number of tasks"
            value={draft.max}
            onInput={(max) => set({ max })}
            refusal={refusals["scaling.maxCapacity"]}
            numeric
            hint="Automatic task scaling policies you set cannot increase the number of tasks above this number."
          />
          <p class="console-field">
            <span class="console-label">IAM role for Service Auto Scaling</span>
            <code>AWSServiceRoleForApplicationAutoScaling_ECSService</code>
            <span class="console-hint">
              The service-linked role with which Application Auto Scaling updates the service and keeps its alarms. AWS
              makes it at the first registration.
            </span>
          </p>
          <h3>Automatic task scaling policies</h3>
          {draft.policies.length === 0 && draft.kept.length === 0 && editing === undefined && (
            <p class="console-empty">No policy yet. Without one nothing changes the desired count.</p>
          )}
          <ul class="console-list">
            {draft.policies.map((policy, i) =>
              i === editing ? null : (
                <li key={policy.name}>
                  <span>
                    <b>{policy.name}</b> {policy.metric} at {policy.targetValue}
                    {refusalOf(refusals, i) && <span class="console-refusal">{refusalOf(refusals, i)}</span>}
                  </span>
                  <button class="button" type="button" onClick={() => setEditing(i)} aria-label={`Edit ${policy.name}`}>
                    Edit
                  </button>
                  <button
                    class="button"
                    type="button"
                    onClick={() => set({ policies: draft.policies.filter((_, other) => other !== i) })}
                    aria-label={`Remove ${policy.name}`}
                  >
                    Remove
                  </button>
                </li>
              ),
            )}
            {draft.kept.map((policy) => (
              <li key={policy.name}>
                <span>
                  <b>{policy.name}</b> {policyType(policy.type)}, {policy.metric}
                  <span class="console-hint">There is no form for this type here; it stays as it is.</span>
                </span>
              </li>
            ))}
          </ul>
          {editing === undefined ? (
            <button class="button" type="button" onClick={() => setEditing(draft.policies.length)}>
              Add scaling policy
            </button>
          ) : (
            <PolicyEditor
              key={editing}
              cluster={cluster}
              service={service}
              title={draft.policies[editing] ? `Edit policy ${draft.policies[editing]!.name}` : "Add policy"}
              start={draft.policies[editing] ?? newPolicy()}
              onSave={save}
              onCancel={() => setEditing(undefined)}
            />
          )}
        </>
      )}
    </>
  );
}

const refusalOf = (refusals: Refusals, index: number) =>
  Object.entries(refusals).find(([field]) => field.startsWith(`scaling.policies.${index}.`))?.[1];
