import { useId } from "preact/hooks";
import { say } from "../../client/say.ts";

type Props<T extends string> = {
  label: string;
  options: readonly T[];
  /** Patterns for `say`. */
  texts: Record<T, string>;
  value: T;
  onChange: (value: T) => void;
};

export function Choice<T extends string>({ label, options, texts, value, onChange }: Props<T>) {
  const id = useId();
  return (
    <div class="lab-field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value as T)}>
        {options.map((it) => (
          <option key={it} value={it} selected={it === value}>
            {say(texts[it])}
          </option>
        ))}
      </select>
    </div>
  );
}
