import { useState } from "preact/hooks";
import { copyText } from "../../client/clipboard.ts";
import { say } from "../../client/say.ts";

/** A button that copies `text`; small ones are an icon. */
export function Copy({ text, label, small = false }: { text: string; label: string; small?: boolean }) {
  const [copied, setCopied] = useState<boolean | undefined>();
  const copy = async () => {
    setCopied(await copyText(text));
    setTimeout(() => setCopied(undefined), 1_800);
  };
  const said =
    copied === undefined ? "" : copied ? say("Copied") : say("Copying is not allowed here; select the text instead");
  return (
    <>
      <button
        type="button"
        class={small ? "icon-button" : "button"}
        aria-label={small ? label : undefined}
        title={small ? say("Copy") : undefined}
        onClick={copy}
      >
        {small ? (
          <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
            {copied ? (
              <path d="M2.5 8.5l3.5 3.5 7.5-8" fill="none" stroke="currentColor" stroke-width="2" />
            ) : (
              <path d="M5.5 5.5h8v8h-8zM10.5 5V2.5h-8v8H5" fill="none" stroke="currentColor" stroke-width="1.4" />
            )}
          </svg>
        ) : (
          said || label
        )}
      </button>
      <span class="visually-hidden" aria-live="polite">
        {said}
      </span>
    </>
  );
}
