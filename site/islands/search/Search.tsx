import { useEffect, useRef, useState } from "preact/hooks";
import { onKey } from "../../client/single-keys.ts";
import { SearchBox } from "./SearchBox.tsx";
import { words } from "./words.ts";
import "./search.css";

/** In the header: the button and the key `/` that open the search. Nothing of the index is loaded before. */
export default function Search({ base }: { base: string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [opened, setOpened] = useState(false);
  const open = () => {
    if (dialog.current!.open) return;
    setOpened(true);
    dialog.current!.showModal();
  };
  const close = () => dialog.current!.close();
  useEffect(() => onKey("/", open), []);
  return (
    <>
      <button type="button" class="search-button" aria-label={words.search} title={words.search} onClick={open}>
        <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
          <circle cx="10.5" cy="10.5" r="6.5" fill="none" stroke="currentColor" stroke-width="1.8" />
          <path d="m15.5 15.5 5 5" stroke="currentColor" stroke-width="1.8" />
        </svg>
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard closes with Esc and with the button; this is a click beside the box */}
      <dialog
        ref={dialog}
        class="search-dialog"
        aria-label={words.search}
        onClick={(event) => event.target === dialog.current && close()}
        onClose={() => setOpened(false)}
      >
        {opened && <SearchBox base={base} close={close} />}
      </dialog>
    </>
  );
}
