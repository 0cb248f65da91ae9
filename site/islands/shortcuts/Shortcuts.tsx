import { useEffect, useRef } from "preact/hooks";
import { say } from "../../client/say.ts";
import { useSessionState } from "../../client/session-state.ts";
import { onKey, SINGLE_KEYS } from "../../client/single-keys.ts";
import { SPOKEN } from "../announcer/spoken.ts";
import { words } from "./words.ts";
import "./shortcuts.css";

/** In the foot of every page: the list of keys, opened by its button or by `?`, and what can be switched off. */
export default function Shortcuts() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [single, setSingle] = useSessionState(SINGLE_KEYS, true);
  const [spoken, setSpoken] = useSessionState(SPOKEN, true);
  const open = () => dialog.current!.showModal();
  const close = () => dialog.current!.close();
  useEffect(() => onKey("?", open), []);
  return (
    <>
      <button type="button" class="link" onClick={open}>
        {say(words.title)}
      </button>
      <dialog ref={dialog} class="keys-dialog" aria-labelledby="keys-title">
        <h2 id="keys-title">{say(words.title)}</h2>
        {words.groups.map(({ title, keys }) => (
          <section key={title}>
            <h3>{say(title)}</h3>
            <dl>
              {keys.map(([key, what]) => (
                <div key={what}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{say(what)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>{say(words.settings)}</h3>
          <Switch
            id="keys-single"
            on={single}
            onChange={setSingle}
            label={say(words.single)}
            about={say(words.singleAbout)}
          />
          <Switch
            id="keys-spoken"
            on={spoken}
            onChange={setSpoken}
            label={say(words.spoken)}
            about={say(words.spokenAbout)}
          />
        </section>
        <button type="button" class="button" onClick={close}>
          {say(words.close)}
        </button>
      </dialog>
    </>
  );
}

type SwitchProps = { id: string; on: boolean; onChange: (on: boolean) => void; label: string; about: string };

function Switch({ id, on, onChange, label, about }: SwitchProps) {
  return (
    <>
      <label class="keys-switch">
        <input
          type="checkbox"
          checked={on}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
          aria-describedby={id}
        />
        {label}
      </label>
      <p id={id}>{about}</p>
    </>
  );
}
