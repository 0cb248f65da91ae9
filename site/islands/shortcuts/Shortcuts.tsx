import { useEffect, useRef } from "preact/hooks";
import { useSessionState } from "../../client/session-state.ts";
import { onKey, SINGLE_KEYS } from "../../client/single-keys.ts";
import { words } from "./words.ts";
import "./shortcuts.css";

/** In the foot of every page: the list of keys, opened by its button or by `?`, and the switch for those that work alone. */
export default function Shortcuts() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [single, setSingle] = useSessionState(SINGLE_KEYS, true);
  const open = () => dialog.current!.showModal();
  const close = () => dialog.current!.close();
  useEffect(() => onKey("?", open), []);
  return (
    <>
      <button type="button" class="link" onClick={open}>
        {words.title}
      </button>
      <dialog ref={dialog} class="keys-dialog" aria-labelledby="keys-title">
        <h2 id="keys-title">{words.title}</h2>
        {words.groups.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([key, what]) => (
                <div key={what}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <label class="keys-single">
          <input
            type="checkbox"
            checked={single}
            onChange={({ currentTarget }) => setSingle(currentTarget.checked)}
            aria-describedby="keys-single-about"
          />
          {words.single}
        </label>
        <p id="keys-single-about">{words.singleAbout}</p>
        <button type="button" class="button" onClick={close}>
          {words.close}
        </button>
      </dialog>
    </>
  );
}
