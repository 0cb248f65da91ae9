type Props = {
  id: string;
  label: string;
  value: string;
  onInput: (value: string) => void;
  /** The values are not shown on the screen. */
  secret?: boolean;
  placeholder?: string;
  list?: string;
  /** What is wrong with it. */
  refusal?: string | undefined;
  onPasted?: (text: string) => boolean;
};

/** A labelled line of the form; what is wrong with it stands under it. */
export function Entry({ id, label, value, onInput, secret, placeholder, list, refusal, onPasted }: Props) {
  return (
    <div class="connect-entry">
      <label for={id}>{label}</label>
      <input
        id={id}
        type={secret ? "password" : "text"}
        autocomplete="off"
        spellcheck={false}
        autocapitalize="off"
        list={list}
        placeholder={placeholder}
        value={value}
        aria-invalid={refusal ? true : undefined}
        aria-describedby={refusal ? `${id}-refusal` : undefined}
        onInput={(event) => onInput(event.currentTarget.value)}
        onPaste={(event) => {
          if (onPasted?.(event.clipboardData?.getData("text") ?? "")) event.preventDefault();
        }}
      />
      {refusal && (
        <small id={`${id}-refusal`} class="connect-refusal">
          {refusal}
        </small>
      )}
    </div>
  );
}
