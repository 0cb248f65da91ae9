import type { AlarmForm, AlarmView, PolicyView, StepPolicyForm } from "../../../../server/contract/index.ts";
import type { ReadNumber } from "./draft.ts";

/** The half of a policy's draft that is step scaling: its alarm and its steps, as typed. */
export type StepDraft = {
  alarm: AlarmDraft;
  /** What the account holds of the policy's own alarm, when there is a form for it: where *Change its alarm* begins. */
  held: AlarmDraft | null;
  /** Name of the alarm that calls this policy and nothing else, in the account. */
  ownAlarm: string | null;
  adjustmentType: string;
  rows: StepRow[];
  /** With a percentage: at least so many tasks at once. */
  least: string;
  cooldown: string;
};

export type AlarmDraft = {
  /** `held`: change the policy's own alarm. */
  choice: "held" | "existing" | "new";
  name: string;
  metric: string;
  statistic: string;
  comparison: string;
  threshold: string;
  periods: string;
  periodSeconds: string;
};

/** The bound that is the alarm's threshold, whatever that is. */
const AT_THRESHOLD = "threshold";

/** Bounds are values of the metric as typed, or `AT_THRESHOLD`; an empty one is no bound. */
export type StepRow = { removes: boolean; amount: string; lower: string; upper: string };

const COOLDOWN_DEFAULT = "300";

export const newAlarm = (): AlarmDraft => ({
  choice: "new",
  name: "",
  metric: "CPUUtilization",
  statistic: "Average",
  comparison: "GreaterThanOrEqualToThreshold",
  threshold: "",
  periods: "1",
  periodSeconds: "60",
});

export const newStep = (): StepDraft => ({
  alarm: newAlarm(),
  held: null,
  ownAlarm: null,
  adjustmentType: "ChangeInCapacity",
  rows: [{ removes: false, amount: "", lower: AT_THRESHOLD, upper: "" }],
  least: "",
  cooldown: COOLDOWN_DEFAULT,
});

/** A held policy's steps and the alarm that calls it, if one does. */
export function stepDraftOf(step: NonNullable<PolicyView["step"]>, alarm: AlarmView | undefined): StepDraft {
  const held = alarm?.editable ? alarmDraftOf(alarm, "held") : null;
  // Steps without an alarm count from a threshold that is not known yet.
  const threshold = alarm?.threshold ?? 0;
  const bound = (value: number | null) => (value === threshold ? AT_THRESHOLD : text(value));
  return {
    alarm: held ?? (alarm ? alarmDraftOf(alarm, "existing") : { ...newAlarm(), threshold: "0" }),
    held,
    ownAlarm: alarm?.otherActions === 0 ? alarm.name : null,
    adjustmentType: step.adjustmentType,
    rows: step.steps.map(({ lower, upper, adjustment }) => ({
      removes: adjustment < 0,
      amount: String(Math.abs(adjustment)),
      lower: bound(lower),
      upper: bound(upper),
    })),
    least: text(step.minAdjustmentMagnitude),
    cooldown: text(step.cooldownSeconds),
  };
}

export const alarmDraftOf = (alarm: AlarmView, choice: AlarmDraft["choice"]): AlarmDraft => ({
  choice,
  name: alarm.name,
  metric: alarm.metric,
  statistic: alarm.statistic,
  comparison: alarm.comparison,
  threshold: text(alarm.threshold),
  periods: String(alarm.evaluationPeriods),
  periodSeconds: text(alarm.periodSeconds),
});

const text = (value: number | null): string => (value === null ? "" : String(value));

export const isAbove = ({ comparison }: { comparison: string }): boolean => comparison.startsWith("Greater");

/**
 * Another alarm under the same steps. One that watches the other side turns the step at the threshold round, and a step without a
 * number yet adds or removes as one would there.
 */
export function withAlarm(step: StepDraft, alarm: AlarmDraft): StepDraft {
  if (isAbove(alarm) === isAbove(step.alarm)) return { ...step, alarm };
  const rows = step.rows.map(
    (row): StepRow => ({
      ...row,
      ...((row.lower === AT_THRESHOLD || row.upper === AT_THRESHOLD) && { lower: row.upper, upper: row.lower }),
      removes: row.amount === "" ? !isAbove(alarm) : row.removes,
    }),
  );
  return { ...step, alarm, rows };
}

/** A change of one row. The neighbour that began where this one ended still does. */
export function withRowChanged(step: StepDraft, index: number, change: Partial<StepRow>): StepDraft {
  const [end, start] = isAbove(step.alarm) ? (["upper", "lower"] as const) : (["lower", "upper"] as const);
  const before = step.rows[index]!;
  const rows = step.rows.map((row, i): StepRow => {
    if (i === index) return { ...row, ...change };
    const follows = i === index + 1 && change[end] !== undefined && row[start] === before[end];
    return follows ? { ...row, [start]: change[end] } : row;
  });
  return { ...step, rows };
}

/** One more step, which begins where the last one ends and has no end. */
export function withRow(step: StepDraft): StepDraft {
  const last = step.rows.at(-1);
  const row: StepRow = { removes: last?.removes ?? !isAbove(step.alarm), amount: "", lower: "", upper: "" };
  if (isAbove(step.alarm)) row.lower = last ? last.upper : AT_THRESHOLD;
  else row.upper = last ? last.lower : AT_THRESHOLD;
  return { ...step, rows: [...step.rows, row] };
}

/** A bound as a field shows it. */
export const boundText = (bound: string, { threshold }: AlarmDraft): string =>
  bound === AT_THRESHOLD ? threshold : bound;

/** The step half of the form; numbers that are none are told at their fields. */
export function stepFormOf(step: StepDraft, number: ReadNumber): Omit<StepPolicyForm, "type" | "name"> {
  const exact = step.adjustmentType === "ExactCapacity";
  const optional = (field: string, value: string, what: string) =>
    value.trim() === "" ? null : number(field, value, what);
  return {
    alarm: alarmFormOf(step.alarm, number),
    adjustmentType: step.adjustmentType,
    steps: step.rows.map(({ removes, amount, lower, upper }, i) => {
      const adjustment = number(`steps.${i}.adjustment`, amount, "The number", 0);
      return {
        lower: optional(`steps.${i}.lower`, boundText(lower, step.alarm), "The lower bound"),
        upper: optional(`steps.${i}.upper`, boundText(upper, step.alarm), "The upper bound"),
        adjustment: removes && !exact && adjustment !== 0 ? -adjustment : adjustment,
      };
    }),
    cooldownSeconds: optional("cooldownSeconds", step.cooldown, "Cooldown period"),
    minAdjustmentMagnitude:
      step.adjustmentType === "PercentChangeInCapacity"
        ? optional("minAdjustmentMagnitude", step.least, "The least number of tasks")
        : null,
  };
}

function alarmFormOf(alarm: AlarmDraft, number: ReadNumber): AlarmForm {
  if (alarm.choice === "existing") return { choice: "existing", name: alarm.name };
  return {
    choice: "own",
    name: alarm.name.trim(),
    metric: alarm.metric,
    statistic: alarm.statistic,
    comparison: alarm.comparison,
    threshold: number("alarm.threshold", alarm.threshold, "The threshold"),
    evaluationPeriods: number("alarm.evaluationPeriods", alarm.periods, "The number of periods"),
    periodSeconds: number("alarm.periodSeconds", alarm.periodSeconds, "The period"),
  };
}
