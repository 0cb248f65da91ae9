import { useEffect, useId, useState } from "preact/hooks";
import { formatNumber } from "../../client/format.ts";
import { say } from "../../client/say.ts";
import { isWithin } from "./link.ts";
import type { Range } from "./settings.ts";

type Props = { label: string; range: Range; value: number; onChange: (value: number) => void };

/** One whole number. What is typed and is none stays in the field with a sentence under it; the lab keeps the last good one. */
export function NumberField({ label, range, value, onChange }: Props) {
  const id = useId();
  const [typed, setTyped] = useState(String(value));
  useEffect(() => setTyped((it) => (isWithin(it, range) && Number(it) === value ? it : String(value))), [value]);
  const wrong = !isWithin(typed, range);
  return (
    <div class="lab-field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        autocomplete="off"
        min={range.least}
        max={range.most}
        value={typed}
        aria-invalid={wrong || undefined}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
          if (isWithin(currentTarget.value, range)) onChange(Number(currentTarget.value));
        }}
      />
      {wrong && (
        <small id={`${id}-wrong`} class="lab-wrong">
          {say("A whole number from {least} to {most}.", {
            least: formatNumber(range.least),
            most: formatNumber(range.most),
          })}
        </small>
      )}
    </div>
  );
}
