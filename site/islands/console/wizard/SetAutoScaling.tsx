import { useId, useRef } from "preact/hooks";
import { policyType } from "../AutoScalingTab.tsx";
import { AlarmsLeft } from "./AlarmsLeft.tsx";
import type { Edit } from "./Configure.tsx";
import { type Draft, newPolicy, type Refusals } from "./draft.ts";
import { Field } from "./Field.tsx";
import { PolicyEditor } from "./PolicyEditor.tsx";
import { PolicyWords } from "./PolicyWords.tsx";
import type { Editing } from "./use-draft.ts";

type Props = {
  cluster: string;
  service: string;
  /** What the account holds. */
  account: Draft;
  draft: Draft;
  edit: Edit;
  editing: Editing | null;
  setEditing: (editing: Editing | null) => void;
  refusals: Refusals;
  /** What would be refused if the wizard held this. */
  ask: (draft: Draft) => Promise<Refusals>;
};

/** A change of one of the numbers can put the other two right. */
const NUMBERS = ["desiredCount", "scaling.minCapacity", "scaling.maxCapacity"];

/** The screen *Set Auto Scaling (optional)*. */
export function SetAutoScaling(props: Props) {
  const { account, draft, edit, refusals } = props;
  const choice = useId();
  return (
    <>
      <p class="console-note">
        Alarms watch a metric for each policy; when one goes off, the desired count moves, but never outside the range
        you give here. All of it can be changed later.
      </p>
      <fieldset class="console-choice">
        <legend>Service Auto Scaling</legend>
        <label>
          <input
            type="radio"
            name={choice}
            checked={!draft.configured}
            onChange={() => edit({ configured: false }, [])}
          />
          Do not adjust the service’s desired count
        </label>
        <label>
          <input
            type="radio"
            name={choice}
            checked={draft.configured}
            onChange={() => edit({ configured: true }, [])}
          />
          Configure Service Auto Scaling to adjust your service’s desired count
        </label>
      </fieldset>
      {!draft.configured && account.configured && <Deletes account={account} />}
      {!draft.configured && <AlarmsLeft account={account} draft={draft} edit={edit} />}
      {draft.configured && (
        <>
          <Field
            label="Minimum number of tasks"
            value={draft.min}
            onInput={(min) => edit({ min }, NUMBERS)}
            refusal={refusals["scaling.minCapacity"]}
            numeric
            hint="No policy scales in below this."
          />
          <Field
            label="Desired number of tasks"
            value={draft.desired}
            onInput={(desired) => edit({ desired }, NUMBERS)}
            refusal={refusals.desiredCount}
            numeric
          />
          <Field
            label="Maximum number of tasks"
            value={draft.max}
            onInput={(max) => edit({ max }, NUMBERS)}
            refusal={refusals["scaling.maxCapacity"]}
            numeric
            hint="No policy scales out above this."
          />
          <div class="console-field">
            <span class="console-label">IAM role for Service Auto Scaling</span>
            <code>AWSServiceRoleForApplicationAutoScaling_ECSService</code>
            <p class="console-hint">
              The service-linked role with which Application Auto Scaling updates the service and keeps its alarms. AWS
              makes it at the first registration.
            </p>
          </div>
          <Policies {...props} />
        </>
      )}
    </>
  );
}

/** What *Do not adjust* does to what the account holds. */
function Deletes({ account }: { account: Draft }) {
  const policies = [...account.policies, ...account.kept].map(({ name }) => name);
  const tracking = [...account.policies, ...account.kept].some(({ type }) => type !== "StepScaling");
  return (
    <p class="console-warning" role="note">
      The service is a scalable target now, from {account.min} to {account.max} tasks. Updating deregisters it
      {policies.length > 0 && (
        <>
          , and AWS then deletes its {policies.length === 1 ? "policy" : "policies"} <b>{policies.join(", ")}</b>
          {tracking && " and the alarms of target tracking"}
        </>
      )}
      . The tasks that run now stay.
    </p>
  );
}

function Policies({ cluster, service, account, draft, edit, editing, setEditing, refusals, ask }: Props) {
  const box = useRef<HTMLElement>(null);
  /** Moves the focus once what it goes to is on the page. */
  const focus = (selector: string) =>
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(selector)?.focus());
  const open = (index: number) => {
    setEditing({ index, policy: draft.policies[index] ?? newPolicy() });
    focus(".console-editor input:not([type=radio])");
  };
  const close = () => {
    setEditing(null);
    focus(`[data-policy="${editing!.index}"], [data-add-policy]`);
  };
  const save = async (): Promise<Refusals> => {
    const { index, policy } = editing!;
    const policies = [...draft.policies];
    policies[index] = { ...policy, name: policy.name.trim() };
    const prefix = `scaling.policies.${index}.`;
    const refused = Object.entries(await ask({ ...draft, policies })).filter(([field]) => field.startsWith(prefix));
    if (refused.length > 0) return Object.fromEntries(refused.map(([field, why]) => [field.slice(prefix.length), why]));
    edit({ policies }, Object.keys(refusals).filter(ofPolicies));
    close();
    return {};
  };
  const toggleKept = (name: string, isRemoved: boolean) =>
    edit({ removed: isRemoved ? draft.removed.filter((it) => it !== name) : [...draft.removed, name] }, []);
  const remove = (index: number) => {
    edit({ policies: draft.policies.filter((_, i) => i !== index) }, Object.keys(refusals).filter(ofPolicies));
    focus("[data-add-policy]");
  };

  return (
    <section class="console-policies" aria-label="Automatic task scaling policies" ref={box}>
      <h3>Automatic task scaling policies</h3>
      {draft.policies.length === 0 && draft.kept.length === 0 && !editing && (
        <p class="console-empty">No policy yet. Without one nothing changes the desired count.</p>
      )}
      <ul class="console-list">
        {draft.policies.map((policy, i) =>
          i === editing?.index ? null : (
            <li key={policy.name}>
              <div>
                <b>{policy.name}</b> <PolicyWords policy={policy} />
                <p class="console-refusal">{refusalOf(refusals, i)}</p>
              </div>
              {!editing && (
                <>
                  <button
                    class="button"
                    type="button"
                    data-policy={i}
                    data-refused={refusalOf(refusals, i) ? true : undefined}
                    onClick={() => open(i)}
                    aria-label={`Edit ${policy.name}`}
                  >
                    Edit
                  </button>
                  <button class="button" type="button" onClick={() => remove(i)} aria-label={`Remove ${policy.name}`}>
                    Remove
                  </button>
                </>
              )}
            </li>
          ),
        )}
        {draft.kept.map((policy) => {
          const isRemoved = draft.removed.includes(policy.name);
          return (
            <li key={policy.name}>
              <div>
                <b>{policy.name}</b> {policyType(policy.type)}, {policy.metric}
                <p class="console-hint">
                  {isRemoved ? "It will be deleted." : "There is no form for such a policy here; it stays as it is."}
                </p>
              </div>
              {!editing && (
                <button
                  class="button"
                  type="button"
                  onClick={() => toggleKept(policy.name, isRemoved)}
                  aria-label={`${isRemoved ? "Keep" : "Remove"} ${policy.name}`}
                >
                  {isRemoved ? "Keep" : "Remove"}
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {!editing && <AlarmsLeft account={account} draft={draft} edit={edit} />}
      {editing ? (
        <PolicyEditor
          key={editing.index}
          cluster={cluster}
          service={service}
          title={draft.policies[editing.index] ? `Edit policy ${draft.policies[editing.index]!.name}` : "Add policy"}
          policy={editing.policy}
          typeIsFixed={account.policies.some(({ name }) => name === draft.policies[editing.index]?.name)}
          onChange={(policy) => setEditing({ ...editing, policy })}
          onSave={save}
          onCancel={close}
        />
      ) : (
        <button class="button" type="button" data-add-policy onClick={() => open(draft.policies.length)}>
          Add scaling policy
        </button>
      )}
    </section>
  );
}

const ofPolicies = (field: string) => field.startsWith("scaling.policies.");

const refusalOf = (refusals: Refusals, index: number) =>
  Object.entries(refusals).find(([field]) => field.startsWith(`scaling.policies.${index}.`))?.[1];
