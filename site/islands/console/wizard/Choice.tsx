import { useId } from "preact/hooks";

type Option = { value: string; label: string };
type ChoiceProps = {
  label: string;
  value: string;
  options: Option[];
  onChange: (value: string) => void;
  refusal?: string | undefined;
};

/** A labelled list to choose from; a refusal stands under it and is read with it. */
export function Choice({ label, value, options, onChange, refusal }: ChoiceProps) {
  const id = useId();
  return (
    <div class={`console-field${refusal ? " refused" : ""}`}>
      <label for={id}>{label}</label>
      <Select
        id={id}
        value={value}
        options={options}
        onChange={onChange}
        refused={refusal ? `${id}-refusal` : undefined}
      />
      <p id={`${id}-refusal`} class="console-refusal" aria-live="polite">
        {refusal}
      </p>
    </div>
  );
}

type SelectProps = Omit<ChoiceProps, "label" | "refusal"> & {
  id?: string;
  label?: string;
  /** Id of the sentence that says why. */
  refused?: string | undefined;
};

/** The list alone, for where a sentence is its label. A value that is not offered is shown all the same. */
export function Select({ id, label, value, options, onChange, refused }: SelectProps) {
  const offered = options.some((it) => it.value === value) ? options : [...options, { value, label: value }];
  return (
    <select
      id={id}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      aria-invalid={refused ? true : undefined}
      aria-describedby={refused}
    >
      {offered.map((it) => (
        <option key={it.value} value={it.value}>
          {it.label}
        </option>
      ))}
    </select>
  );
}
