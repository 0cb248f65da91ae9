import { useId, useRef } from "preact/hooks";
import { PhraseNumber } from "./AlarmFields.tsx";
import { Select } from "./Choice.tsx";
import type { Refusals } from "./draft.ts";
import { boundText, isAbove, type StepDraft, type StepRow, withRow, withRowChanged } from "./step-draft.ts";

type Props = {
  step: StepDraft;
  onChange: (step: StepDraft, ...fields: string[]) => void;
  refusals: Refusals;
};

/** *Scaling action*: a step a line, `Add 2 tasks when 60 ≤ CPUUtilization < 80`. */
export function StepRows({ step, onChange, refusals }: Props) {
  const box = useRef<HTMLFieldSetElement>(null);
  /** Moves the focus once what it goes to is on the page. */
  const focus = (selector: string) =>
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(selector)?.focus());
  const remove = (index: number) => {
    onChange({ ...step, rows: step.rows.filter((_, i) => i !== index) }, "steps");
    focus("[data-add-step]");
  };
  const add = () => {
    onChange(withRow(step), "steps");
    focus(`[data-row="${step.rows.length}"] .numeric`);
  };
  return (
    <fieldset class="console-choice" ref={box}>
      <legend>Scaling action</legend>
      {step.rows.map((row, i) => (
        <Row
          key={i}
          index={i}
          step={step}
          row={row}
          onChange={onChange}
          onRemove={step.rows.length > 1 ? () => remove(i) : undefined}
          refusals={refusals}
        />
      ))}
      <p class="console-refusal" aria-live="polite">
        {refusals.steps}
      </p>
      <div class="console-actions">
        <button class="button" type="button" data-add-step onClick={add}>
          Add step
        </button>
        <p class="console-hint">An empty bound is no bound. Tasks, percent or “Set to” is one choice for all steps.</p>
      </div>
    </fieldset>
  );
}

type RowProps = Props & { index: number; row: StepRow; onRemove: (() => void) | undefined };

function Row({ index, step, row, onChange, onRemove, refusals }: RowProps) {
  const id = useId();
  const { alarm, adjustmentType } = step;
  const exact = adjustmentType === "ExactCapacity";
  const at = `steps.${index}`;
  const refused = (field: string) => (refusals[`${at}.${field}`] ? `${id}-refusal` : undefined);
  const why = ["adjustment", "lower", "upper"].flatMap((field) => refusals[`${at}.${field}`] ?? []);
  const change = (part: Partial<StepRow>, field: string) =>
    onChange(withRowChanged(step, index, part), ...(field === "adjustment" ? [`${at}.adjustment`] : ["steps"]));
  const act = (action: string) => {
    if (action === "set")
      return onChange({ ...step, adjustmentType: "ExactCapacity" }, "steps", "minAdjustmentMagnitude");
    const next = withRowChanged(step, index, { removes: action === "remove" });
    onChange({ ...next, adjustmentType: exact ? "ChangeInCapacity" : adjustmentType }, `${at}.adjustment`);
  };
  const [from, to] = isAbove(alarm) ? ["≤", "<"] : ["<", "≤"];
  const name = step.rows.length > 1 ? ` of step ${index + 1}` : "";
  return (
    <div class="console-step" data-row={index}>
      <div class="console-phrase">
        <Select
          label={`Action${name}`}
          value={exact ? "set" : row.removes ? "remove" : "add"}
          options={ACTIONS}
          onChange={act}
        />
        <PhraseNumber
          label={`Number${name}`}
          value={row.amount}
          onInput={(amount) => change({ amount }, "adjustment")}
          refused={refused("adjustment")}
        />
        {exact ? (
          <span>tasks</span>
        ) : (
          <Select
            label={`Unit${name}`}
            value={adjustmentType}
            options={UNITS}
            onChange={(unit) => onChange({ ...step, adjustmentType: unit }, "steps", "minAdjustmentMagnitude")}
          />
        )}
        <span>when</span>
        <span class="console-range">
          <PhraseNumber
            label={`Lower bound${name}`}
            value={boundText(row.lower, alarm)}
            placeholder="−∞"
            onInput={(lower) => change({ lower }, "bound")}
            refused={refused("lower")}
          />
          <span>
            {from} {alarm.metric || "metric"} {to}
          </span>
          <PhraseNumber
            label={`Upper bound${name}`}
            value={boundText(row.upper, alarm)}
            placeholder="∞"
            onInput={(upper) => change({ upper }, "bound")}
            refused={refused("upper")}
          />
        </span>
        {onRemove && (
          <button class="button" type="button" onClick={onRemove} aria-label={`Remove step ${index + 1}`}>
            Remove
          </button>
        )}
      </div>
      <p id={`${id}-refusal`} class="console-refusal" aria-live="polite">
        {why.join(" ")}
      </p>
    </div>
  );
}

const ACTIONS = [
  { value: "add", label: "Add" },
  { value: "remove", label: "Remove" },
  { value: "set", label: "Set to" },
];
const UNITS = [
  { value: "ChangeInCapacity", label: "tasks" },
  { value: "PercentChangeInCapacity", label: "percent" },
];
