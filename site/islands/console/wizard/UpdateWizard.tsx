import { useEffect, useState } from "preact/hooks";
import type { Problem, ServiceView, UpdateOutcome, UpdatePlan } from "../../../../server/contract/index.ts";
import { get, problemOf, send } from "../../../client/api.ts";
import { readState, useSessionState } from "../../../client/session-state.ts";
import { useView } from "../../../client/use-view.ts";
import { Facts, ScreenTitle, Trouble, Waiting } from "../parts.tsx";
import { type Go, servicePath, type Where } from "../where.ts";
import { type Draft, draftOf, formOf, type Refusals } from "./draft.ts";
import { Field } from "./Field.tsx";
import { Outcome, Review } from "./Review.tsx";
import { SetAutoScaling } from "./SetAutoScaling.tsx";

const STEPS = ["Configure service", "Configure network", "Set Auto Scaling (optional)", "Review"];

/** The wizard behind *Update*: four screens and their outcome. What was typed is kept until the update is complete or cancelled. */
export function UpdateWizard({ where, go }: { where: Where & { screen: "update" }; go: Go }) {
  const { cluster, service, step } = where;
  const path = servicePath(cluster, service);
  const { data, problem } = useView<ServiceView>(`${path}?tab=auto-scaling`, ["service", "scaling"]);
  const key = `console.draft.${cluster}/${service}`;
  const [draft, setDraft] = useSessionState<Draft | null>(key, null);
  const [refusals, setRefusals] = useState<Refusals>({});
  const [plan, setPlan] = useState<UpdatePlan>();
  const [outcome, setOutcome] = useState<UpdateOutcome>();
  const [trouble, setTrouble] = useState<Problem>();
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    if (data?.scaling && !readState<Draft | null>(key, null)) setDraft(draftOf(data));
  });

  // Review after a reload: the plan is made again from what was typed.
  useEffect(() => {
    if (step === 4 && draft && !plan && !trouble) void ask(draft);
  });

  if (!data || !draft) return <Waiting problem={problem} />;

  async function ask(asked: Draft): Promise<Refusals> {
    const { form, refusals: local } = formOf(asked);
    if (Object.keys(local).length > 0) return local;
    try {
      const answer = await send<UpdatePlan>("POST", `${path}/plan`, form);
      setPlan(answer);
      setTrouble(undefined);
      return Object.fromEntries(answer.refusals.map(({ field, message }) => [field, message]));
    } catch (error) {
      setTrouble(problemOf(error));
      return {};
    }
  }

  const toStep = (to: 1 | 2 | 3 | 4 | 5) => go({ ...where, step: to });
  const next = async () => {
    if (step === 1) {
      const refusal = formOf(draft).refusals.desiredCount;
      setRefusals(refusal ? { desiredCount: refusal } : {});
      if (!refusal) toStep(2);
    } else if (step === 2) {
      toStep(3);
    } else if (step === 3) {
      setPlan(undefined);
      const refused = await ask(draft);
      setRefusals(refused);
      if (Object.keys(refused).length === 0) toStep(4);
      else requestAnimationFrame(() => document.querySelector<HTMLElement>(".console [aria-invalid]")?.focus());
    }
  };
  const update = async () => {
    setBusy(true);
    try {
      const result = await send<UpdateOutcome>("POST", `${path}/update`, formOf(draft).form);
      setOutcome(result);
      setTrouble(undefined);
      if (result.complete) setDraft(draftOf(await get<ServiceView>(`${path}?tab=auto-scaling`)));
      toStep(5);
    } catch (error) {
      setTrouble(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  const leave = () => {
    setDraft(null);
    go({ screen: "service", cluster, service, tab: "details" });
  };

  const account = draftOf(data);
  const changed = JSON.stringify(account) !== JSON.stringify(draft);

  return (
    <>
      <ScreenTitle>Update Service</ScreenTitle>
      {step < 5 && (
        <ol class="console-steps" aria-label="Steps of the wizard">
          {STEPS.map((title, i) => (
            <li key={title} aria-current={step === i + 1 ? "step" : undefined}>
              Step {i + 1}: {title}
            </li>
          ))}
        </ol>
      )}
      {step === 1 && <ConfigureService data={data} draft={draft} setDraft={setDraft} refusal={refusals.desiredCount} />}
      {step === 2 && <ConfigureNetwork data={data} />}
      {step === 3 && (
        <>
          {changed && (
            <p class="console-note">
              Not applied yet: what you see is what you typed.{" "}
              <button type="button" class="link" onClick={() => setDraft(account)}>
                Start from what the account holds
              </button>
            </p>
          )}
          <SetAutoScaling
            cluster={cluster}
            service={service}
            draft={draft}
            onChange={setDraft}
            refusals={refusals}
            ask={ask}
          />
        </>
      )}
      {step === 4 && <Review draft={draft} plan={plan} />}
      {step === 5 && outcome && <Outcome outcome={outcome} />}
      {trouble && <Trouble problem={trouble} />}
      <div class="console-actions console-wizard-actions">
        {step < 5 && (
          <button type="button" class="link" onClick={leave}>
            Cancel
          </button>
        )}
        {step > 1 && step < 5 && (
          <button class="button" type="button" onClick={() => toStep((step - 1) as 1 | 2 | 3)}>
            Previous
          </button>
        )}
        {step < 4 && (
          <button type="button" class="button button-primary" onClick={next}>
            Next step
          </button>
        )}
        {(step === 4 || (step === 5 && outcome && !outcome.complete)) && (
          <button type="button" class="button button-primary" onClick={update} disabled={busy || (step === 4 && !plan)}>
            Update Service
          </button>
        )}
        {step === 5 && (
          <button
            type="button"
            class={!outcome || outcome.complete ? "button button-primary" : "button"}
            onClick={() => {
              if (!outcome || outcome.complete) setDraft(null);
              go({ screen: "service", cluster, service, tab: "auto-scaling" });
            }}
          >
            View Service
          </button>
        )}
      </div>
    </>
  );
}

type ConfigureProps = {
  data: ServiceView;
  draft: Draft;
  setDraft: (draft: Draft) => void;
  refusal: string | undefined;
};

function ConfigureService({ data, draft, setDraft, refusal }: ConfigureProps) {
  const { service } = data;
  return (
    <>
      <p class="console-note">Nothing to change here for this workshop. What cannot be edited is shown as it is.</p>
      <Facts
        facts={[
          ["Task Definition", service.taskDefinition],
          ["Launch type", service.launchType],
          ["Cluster", service.cluster],
          ["Service name", service.name],
          ["Service type", service.serviceType],
          ["Minimum healthy percent", service.minimumHealthyPercent ?? "–"],
          ["Maximum percent", service.maximumPercent ?? "–"],
        ]}
      />
      <Field
        label="Number of tasks"
        value={draft.desired}
        onInput={(desired) => setDraft({ ...draft, desired })}
        refusal={refusal}
        numeric
      />
    </>
  );
}

function ConfigureNetwork({ data }: { data: ServiceView }) {
  const { service } = data;
  return (
    <>
      <p class="console-note">
        {service.subnets.length === 0
          ? "The tasks of this service share the network of their container instance (bridge mode): there is no VPC to choose."
          : "The network of the service's tasks."}
      </p>
      <Facts
        facts={[
          ["Subnets", service.subnets.join(", ") || "–"],
          ["Security groups", service.securityGroups.join(", ") || "–"],
          ["Load balancing", service.loadBalancers.map((it) => it.targetGroupName).join(", ") || "none"],
          [
            "Health check grace period",
            service.healthCheckGracePeriodSeconds === null ? "–" : `${service.healthCheckGracePeriodSeconds} s`,
          ],
        ]}
      />
    </>
  );
}
