import type { PolicyForm, PolicyView, ServiceView, UpdateForm } from "../../../../server/contract/index.ts";
import { newStep, type StepDraft, stepDraftOf, stepFormOf } from "./step-draft.ts";

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
  /** Policies for which there is no form here (metrics of one's own and others): shown, and left as they are. */
  kept: KeptPolicy[];
  /** Names of kept policies that are to go. */
  removed: string[];
  /** Names of alarms that are to go with the policies they called. */
  deletedAlarms: string[];
};

type KeptPolicy = {
  name: string;
  type: string;
  metric: string;
  /** Names of its alarms that nothing else needs. */
  ownAlarms: string[];
};

export type PolicyDraft = {
  type: PolicyForm["type"];
  name: string;
  step: StepDraft;
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
    kept: policies
      .filter((policy) => !policy.editable)
      .map((policy) => ({
        name: policy.name,
        type: policy.type,
        metric: policy.metric,
        // AWS takes the alarms of target tracking away itself.
        ownAlarms:
          policy.type === "StepScaling"
            ? policy.alarms.filter(({ otherActions }) => otherActions === 0).map(({ name }) => name)
            : [],
      })),
    removed: [],
    deletedAlarms: [],
  };
}

const policyDraftOf = (policy: PolicyView): PolicyDraft => ({
  type: policy.type === "StepScaling" ? "StepScaling" : "TargetTrackingScaling",
  name: policy.name,
  step: policy.step ? stepDraftOf(policy.step, policy.alarms[0]) : newStep(),
  metric: policy.step ? METRIC_DEFAULT : policy.metric,
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
    removed: draft.removed.filter((name) => account.kept.some((it) => it.name === name)),
    deletedAlarms: draft.deletedAlarms,
  };
}

/** Alarms that AWS leaves when the draft is carried out, though nothing needs them any more, each with the policy it called. */
export function alarmsLeft(account: Draft, draft: Draft): { alarm: string; policy: string }[] {
  const used = draft.configured
    ? draft.policies.map(({ type, step }) => type === "StepScaling" && step.alarm.name)
    : [];
  const kept = draft.configured ? draft.kept.filter(({ name }) => !draft.removed.includes(name)) : [];
  const before = [
    ...account.policies.map(({ name, step }) => ({ name, ownAlarms: step.ownAlarm ? [step.ownAlarm] : [] })),
    ...account.kept,
  ];
  return before
    .filter(({ name }) => !kept.some((it) => it.name === name))
    .flatMap(({ name, ownAlarms }) => ownAlarms.map((alarm) => ({ alarm, policy: name })))
    .filter(({ alarm }) => !used.includes(alarm));
}

const METRIC_DEFAULT = "ECSServiceAverageCPUUtilization";

/** A new policy as the classic console fills it in. */
export const newPolicy = (): PolicyDraft => ({
  type: "TargetTrackingScaling",
  name: "",
  step: newStep(),
  metric: METRIC_DEFAULT,
  targetValue: "",
  scaleOutCooldown: String(COOLDOWN_SECONDS_DEFAULT),
  scaleInCooldown: String(COOLDOWN_SECONDS_DEFAULT),
  disableScaleIn: false,
});

/** Reads a number, or says at its field why it is none. */
export type ReadNumber = (field: string, text: string, what: string, least?: number) => number;

/**
 * The form the server takes, or what is missing or no number. Everything else is refused by the server, in AWS's terms. `account` is
 * what the account holds: it knows which alarms are left.
 */
export function formOf(draft: Draft, account: Draft): { form: UpdateForm; refusals: Refusals } {
  const refusals: Refusals = {};
  const number: ReadNumber = (field, text, what, least = Number.NEGATIVE_INFINITY) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isFinite(value)) {
      if (value < least) refusals[field] = `${what} cannot be less than ${least}.`;
      return value;
    }
    refusals[field] =
      text.trim() === "" ? `${what} is required.` : `${what} must be a number; “${text.trim()}” is none.`;
    return Number.NaN;
  };
  const policy = (it: PolicyDraft, i: number): PolicyForm => {
    const field = (name: string) => `scaling.policies.${i}.${name}`;
    if (it.name.trim() === "") refusals[field("name")] = "Policy name is required.";
    // An empty cooldown is AWS's default, as in the API.
    const cooldown = (name: string, text: string, what: string) =>
      text.trim() === "" ? null : number(field(name), text, what);
    if (it.type === "StepScaling")
      return {
        type: it.type,
        name: it.name.trim(),
        ...stepFormOf(it.step, (name, text, what, least) => number(field(name), text, what, least)),
      };
    return {
      type: it.type,
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
          ...(draft.removed.length > 0 && { removedPolicies: draft.removed }),
        }
      : null,
  };
  const left = alarmsLeft(account, draft).map(({ alarm }) => alarm);
  const deletedAlarms = draft.deletedAlarms.filter((alarm) => left.includes(alarm));
  if (deletedAlarms.length > 0) form.deletedAlarms = deletedAlarms;
  return { form, refusals };
}
