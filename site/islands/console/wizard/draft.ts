import type { PolicyForm, PolicyView, ServiceView, UpdateForm } from "../../../../server/contract/index.ts";

/** AWS: 300 seconds for ECS services where the policy leaves it out (API_TargetTrackingScalingPolicyConfiguration). */
export const COOLDOWN_SECONDS_DEFAULT = 300;

/** What was typed into the wizard: text as typed, so that going back and forth loses nothing. */
export type Draft = {
  desired: string;
  /** *Configure Service Auto Scaling to adjust your service's desired count* is chosen. */
  configured: boolean;
  min: string;
  max: string;
  policies: PolicyDraft[];
  /** Policies for which there is no form here (step scaling and others): shown, and left as they are. */
  kept: { name: string; type: string; metric: string }[];
};

export type PolicyDraft = {
  name: string;
  metric: string;
  targetValue: string;
  scaleOutCooldown: string;
  scaleInCooldown: string;
  disableScaleIn: boolean;
};

/** Why a field cannot be taken, by its path in the form (`scaling.policies.0.targetValue`). */
export type Refusals = Record<string, string>;

/** The wizard's start: what the account holds, however it was made. */
export function draftOf(view: ServiceView): Draft {
  const target = view.scaling?.target ?? null;
  const policies = view.scaling?.policies ?? [];
  return {
    desired: String(view.service.desired),
    configured: target !== null,
    min: target ? String(target.minCapacity) : "",
    max: target ? String(target.maxCapacity) : "",
    policies: policies.filter((policy) => policy.editable).map(policyDraftOf),
    kept: policies.filter((policy) => !policy.editable).map(({ name, type, metric }) => ({ name, type, metric })),
  };
}

const policyDraftOf = (policy: PolicyView): PolicyDraft => ({
  name: policy.name,
  metric: policy.metric,
  targetValue: policy.targetValue === null ? "" : String(policy.targetValue),
  scaleOutCooldown: policy.scaleOutCooldownSeconds === null ? "" : String(policy.scaleOutCooldownSeconds),
  scaleInCooldown: policy.scaleInCooldownSeconds === null ? "" : String(policy.scaleInCooldownSeconds),
  disableScaleIn: policy.disableScaleIn,
});

export const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The draft over what the account holds now: what nobody touched follows the account, what was typed stays. */
export function rebased(draft: Draft, before: Draft, account: Draft): Draft {
  const taken = <K extends keyof Draft>(field: K): Draft[K] =>
    isSame(draft[field], before[field]) ? account[field] : draft[field];
  return {
    desired: taken("desired"),
    configured: taken("configured"),
    min: taken("min"),
    max: taken("max"),
    policies: taken("policies"),
    kept: account.kept,
  };
}

/** A new policy as the classic console fills it in. */
export const newPolicy = (): PolicyDraft => ({
  name: "",
  metric: "ECSServiceAverageCPUUtilization",
  targetValue: "",
  scaleOutCooldown: String(COOLDOWN_SECONDS_DEFAULT),
  scaleInCooldown: String(COOLDOWN_SECONDS_DEFAULT),
  disableScaleIn: false,
});

/** The form the server takes, or what is missing or no number. Everything else is refused by the server, in AWS's terms. */
export function formOf(draft: Draft): { form: UpdateForm; refusals: Refusals } {
  const refusals: Refusals = {};
  const number = (field: string, text: string, what: string): number => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isFinite(value)) return value;
    refusals[field] =
      text.trim() === "" ? `${what} is required.` : `${what} must be a number; “${text.trim()}” is none.`;
    return Number.NaN;
  };
  const policy = (it: PolicyDraft, i: number): PolicyForm => {
    const field = (name: keyof PolicyForm) => `scaling.policies.${i}.${name}`;
    if (it.name.trim() === "") refusals[field("name")] = "Policy name is required.";
    // An empty cooldown is AWS's default, as in the API.
    const cooldown = (name: keyof PolicyForm, text: string, what: string) =>
      text.trim() === "" ? null : number(field(name), text, what);
    return {
      name: it.name.trim(),
      metric: it.metric,
      targetValue: number(field("targetValue"), it.targetValue, "Target value"),
      scaleOutCooldownSeconds: cooldown("scaleOutCooldownSeconds", it.scaleOutCooldown, "Scale-out cooldown period"),
      scaleInCooldownSeconds: cooldown("scaleInCooldownSeconds", it.scaleInCooldown, "Scale-in cooldown period"),
      disableScaleIn: it.disableScaleIn,
    };
  };
  const form: UpdateForm = {
    desiredCount: number(
      "desiredCount",
      draft.desired,
      draft.configured ? "Desired number of tasks" : "Number of tasks",
    ),
    scaling: draft.configured
      ? {
          minCapacity: number("scaling.minCapacity", draft.min, "Minimum number of tasks"),
          maxCapacity: number("scaling.maxCapacity", draft.max, "Maximum number of tasks"),
          policies: draft.policies.map(policy),
        }
      : null,
  };
  return { form, refusals };
}
