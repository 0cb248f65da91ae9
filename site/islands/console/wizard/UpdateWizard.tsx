import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem, ServiceView, UpdateOutcome, UpdatePlan } from "../../../../server/contract/index.ts";
import { problemOf, send } from "../../../client/api.ts";
import { language, say } from "../../../client/say.ts";
import { useView } from "../../../client/use-view.ts";
import { ScreenTitle, Trouble, Waiting } from "../parts.tsx";
import { type Go, servicePath, type Where } from "../where.ts";
import { ConfigureNetwork, ConfigureService } from "./Configure.tsx";
import { type Draft, formOf, isSame, type Refusals } from "./draft.ts";
import { Outcome } from "./Outcome.tsx";
import { Review } from "./Review.tsx";
import { SetAutoScaling } from "./SetAutoScaling.tsx";
import { type Update, useDraft } from "./use-draft.ts";

const STEPS = ["Configure service", "Configure network", "Set Auto Scaling (optional)", "Review"];

type Props = { where: Where & { screen: "update" }; go: Go };

/** The wizard behind *Update*: four screens and their outcome. What was typed is kept until the update is complete or cancelled. */
export function UpdateWizard({ where, go }: Props) {
  const { cluster, service } = where;
  const view = `${servicePath(cluster, service)}?tab=auto-scaling`;
  const { data, problem, refresh } = useView<ServiceView>(view, ["account", "service", "scaling"]);
  const { update, change, forget } = useDraft(cluster, service, data);
  return (
    <div class="console-wizard">
      <ScreenTitle>Update Service</ScreenTitle>
      {data && update && problem?.status !== 404 ? (
        <Steps
          where={where}
          go={go}
          service={data.service}
          update={update}
          change={change}
          forget={forget}
          refresh={refresh}
        />
      ) : (
        <Waiting problem={problem} />
      )}
    </div>
  );
}

type StepsProps = Props & {
  service: ServiceView["service"];
  update: Update;
  change: (part: Partial<Update>) => void;
  forget: () => void;
  refresh: () => Promise<void>;
};

function Steps({ where, go, service, update, change, forget, refresh }: StepsProps) {
  const { cluster, service: name, step } = where;
  const { draft, outcome } = update;
  const path = servicePath(cluster, name);
  const [refusals, setRefusals] = useState<Refusals>({});
  const [plan, setPlan] = useState<{ of: Draft; plan: UpdatePlan }>();
  const [trouble, setTrouble] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const screen = useRef<HTMLDivElement>(null);
  const planned = isSame(plan?.of, draft) ? plan?.plan : undefined;

  // Review after a reload, or after the account changed meanwhile: the plan is made again from what was typed.
  useEffect(() => {
    if (step === 4 && !planned && !trouble) void ask(draft).then((refused) => showRefused(refused));
  }, [step, draft, planned, trouble]);

  // An outcome belongs to the fifth screen: whoever goes on from there begins a new update, and without one there is no fifth screen.
  const stray = (step === 5) !== (outcome !== null);
  useEffect(() => {
    if (!stray) return;
    if (step === 5) go({ ...where, step: 1 });
    else change({ outcome: null, ...(outcome?.complete && { draft: update.account }) });
  }, [stray]);

  const toStep = (to: 1 | 2 | 3 | 4 | 5) => {
    setTrouble(undefined);
    go({ ...where, step: to });
  };

  /** Puts refusals at their fields, on the screen that has them. Whether there are any. */
  function showRefused(refused: Refusals): boolean {
    setRefusals(refused);
    if (Object.keys(refused).length === 0) return false;
    toStep("desiredCount" in refused && !draft.configured ? 1 : 3);
    requestAnimationFrame(() => screen.current?.querySelector<HTMLElement>("[aria-invalid], [data-refused]")?.focus());
    return true;
  }

  async function ask(asked: Draft): Promise<Refusals> {
    const { form, refusals: local } = formOf(asked, update.account);
    if (Object.keys(local).length > 0) return local;
    try {
      const answer = await send<UpdatePlan>("POST", `${path}/plan`, form);
      setPlan({ of: asked, plan: answer });
      setTrouble(undefined);
      return byField(answer.refusals);
    } catch (error) {
      setTrouble(problemOf(error));
      return {};
    }
  }

  const next = async () => {
    if (step === 1) {
      const { desiredCount } = formOf(draft, update.account).refusals;
      setRefusals(desiredCount ? { desiredCount } : {});
      if (!desiredCount) toStep(2);
      else screen.current?.querySelector<HTMLElement>("input")?.focus();
    } else if (step === 2) {
      toStep(3);
    } else if (step === 3) {
      setBusy(true);
      if (!showRefused(await ask(draft))) toStep(4);
      setBusy(false);
    }
  };
  const carryOut = async () => {
    setBusy(true);
    try {
      change({ outcome: await send<UpdateOutcome>("POST", `${path}/update`, formOf(draft, update.account).form) });
      setPlan(undefined);
      void refresh();
      toStep(5);
    } catch (error) {
      const refused = problemOf(error);
      if (!refused.errors || !showRefused(byField(refused.errors))) setTrouble(refused);
    } finally {
      setBusy(false);
    }
  };
  const leave = (tab: "details" | "auto-scaling") => {
    forget();
    go({ screen: "service", cluster, service: name, tab });
  };
  const edit = (part: Partial<Draft>, fields: string[]) => {
    change({ draft: { ...draft, ...part }, followed: false });
    setRefusals((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !fields.includes(field))));
  };

  const incomplete = step === 5 && outcome && !outcome.complete;
  const changed = !isSame(update.account, draft);
  return (
    <div class="console-wizard" ref={screen}>
      {step < 5 && (
        <ol class="console-steps" aria-label="Steps of the wizard">
          {STEPS.map((title, i) => (
            <li key={title} aria-current={step === i + 1 ? "step" : undefined}>
              Step {i + 1}: {title}
            </li>
          ))}
        </ol>
      )}
      <p class="console-note" role="status" lang={language()}>
        {step < 5 &&
          update.followed &&
          say("The account has changed meanwhile. Fields that you had not touched show what it holds now.")}
      </p>
      {step === 1 && <ConfigureService service={service} draft={draft} edit={edit} refusal={refusals.desiredCount} />}
      {step === 2 && <ConfigureNetwork service={service} />}
      {step === 3 && (
        <SetAutoScaling
          cluster={cluster}
          service={name}
          account={update.account}
          draft={draft}
          edit={edit}
          editing={update.editing}
          setEditing={(editing) => change({ editing })}
          refusals={refusals}
          ask={ask}
        />
      )}
      {step === 4 && <Review draft={draft} plan={planned} />}
      {step === 5 && outcome && <Outcome outcome={outcome} />}
      {trouble && <Trouble problem={trouble} />}
      {step === 3 && update.editing ? null : (
        <div class="console-actions console-wizard-actions">
          {step < 5 && (
            <p class="console-note">
              {changed ? (
                <>
                  Nothing is applied yet.{" "}
                  <button
                    type="button"
                    class="link"
                    onClick={() => {
                      change({ draft: update.account, editing: null });
                      setRefusals({});
                    }}
                  >
                    Take back what I typed
                  </button>
                </>
              ) : (
                "This is what the account holds."
              )}
            </p>
          )}
          {step < 5 && (
            <button type="button" class="link" onClick={() => leave("details")}>
              Cancel
            </button>
          )}
          {step > 1 && (step < 5 || incomplete) && (
            <button class="button" type="button" onClick={() => toStep((step - 1) as 1 | 2 | 3 | 4)}>
              Previous
            </button>
          )}
          {incomplete && (
            <button
              type="button"
              class="button"
              onClick={() => go({ screen: "service", cluster, service: name, tab: "auto-scaling" })}
            >
              View Service
            </button>
          )}
          {step < 4 && (
            <button type="button" class="button button-primary" onClick={next} disabled={busy}>
              Next step
            </button>
          )}
          {(step === 4 || incomplete) && (
            <button
              type="button"
              class="button button-primary"
              onClick={carryOut}
              disabled={busy || (step === 4 && !planned)}
            >
              Update Service
            </button>
          )}
          {step === 5 && outcome?.complete && (
            <button type="button" class="button button-primary" onClick={() => leave("auto-scaling")}>
              View Service
            </button>
          )}
        </div>
      )}
    </div>
  );
}

const byField = (refusals: { field: string; message: string }[]): Refusals =>
  Object.fromEntries(refusals.map(({ field, message }) => [field, message]));
