import type { ComponentChildren } from "preact";

type Props = {
  /** Part of the ids; unique in the panel. */
  name: string;
  label: ComponentChildren;
  /** Of the label, where it is not the page's. */
  lang?: "en";
  inputMode: "numeric" | "decimal" | "text";
  value: string;
  /** What stands in an empty field. */
  placeholder?: string;
  /** What it is for; a refusal takes its place. */
  hint?: string;
  refusal?: string | undefined;
  onInput: (value: string) => void;
};

/** A labelled field for one figure; a refusal stands under it and is read with it. */
export function Field({ name, label, lang, inputMode, value, placeholder, hint, refusal, onInput }: Props) {
  const id = `load-${name}`;
  return (
    <div class="load-field">
      <label for={id} lang={lang}>
        {label}
      </label>
      <input
        id={id}
        inputMode={inputMode}
        autocomplete="off"
        spellcheck={false}
        value={value}
        placeholder={placeholder}
        aria-invalid={refusal ? true : undefined}
        aria-describedby={`${id}-about`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <small id={`${id}-about`} class={refusal ? "load-refusal" : undefined} aria-live="polite">
        {refusal ?? hint}
      </small>
    </div>
  );
}
