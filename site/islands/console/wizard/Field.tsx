import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

type FieldProps = {
  label: string;
  value: string;
  onInput: (value: string) => void;
  hint?: ComponentChildren;
  refusal?: string | undefined;
  numeric?: boolean;
  unit?: string;
};

/** A labelled text field; a refusal stands under it and is read with it. */
export function Field({ label, value, onInput, hint, refusal, numeric, unit }: FieldProps) {
  const id = useId();
  return (
    <div class={`console-field${refusal ? " refused" : ""}`}>
      <label for={id}>{label}</label>
      <div class="console-field-row">
        <input
          id={id}
          value={value}
          inputMode={numeric ? "decimal" : "text"}
          autocomplete="off"
          spellcheck={false}
          class={numeric ? "numeric" : undefined}
          aria-invalid={refusal ? true : undefined}
          aria-describedby={`${id}-hint ${id}-refusal`}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
        {unit && <span class="console-unit">{unit}</span>}
      </div>
      <p id={`${id}-hint`} class="console-hint">
        {hint}
      </p>
      <p id={`${id}-refusal`} class="console-refusal" aria-live="polite">
        {refusal}
      </p>
    </div>
  );
}
