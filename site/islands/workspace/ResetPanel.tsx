import { useRef, useState } from "preact/hooks";
import { pattern, say } from "../../client/say.ts";
import type { PanelName } from "../../client/show-panel.ts";
import { resetPanel, undoMsOf, undoReset } from "./panel-state.ts";

/** What goes with each panel's state, and what one might think goes, and stays. */
const GOES: Record<PanelName, { goes: string[]; stays: string }> = {
  console: {
    goes: [
      pattern("What was typed into the update wizard and not sent"),
      pattern("The screen and the tab: back to the list of clusters"),
    ],
    stays: pattern("Your account stays as it is."),
  },
  terminal: {
    goes: [
      pattern("Lines that were typed and not run"),
      pattern("Which terminals are shown, and how: back to the first one"),
    ],
    stays: pattern(
      "What the terminals have printed, their files and variables stay: they belong to the account. The command clear empties a screen.",
    ),
  },
  load: {
    goes: [pattern("What was typed into the form: back to 600 users"), pattern("The tab: back to the statistics")],
    stays: pattern("A load that runs goes on."),
  },
  charts: {
    goes: [pattern("The range and the instant: back to the last 30 minutes"), pattern("Tables that were opened")],
    stays: pattern("Nothing that was measured goes."),
  },
  timeline: {
    goes: [pattern("The filter, by kinds and by words"), pattern("Entries that were opened")],
    stays: pattern("Nothing that happened is forgotten."),
  },
};

/** Starts a panel anew after saying what goes with that; for ten minutes it can be taken back. */
export function ResetPanel({ name, small = false }: { name: PanelName; small?: boolean }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const closing = useRef<HTMLButtonElement>(null);
  const [done, tell] = useState("");
  const undoMinutes = Math.ceil(undoMsOf(name) / 60_000);
  const { goes, stays } = GOES[name];
  const label = say("Reset this panel");
  const open = () => {
    tell("");
    dialog.current!.showModal();
  };
  const close = () => dialog.current!.close();
  /** The pressed button goes with what it did: the focus moves to the one that stays. */
  const told = (sentence: string) => {
    tell(sentence);
    closing.current!.focus();
  };
  return (
    <>
      <button type="button" class={small ? "pane-split" : "button button-quiet"} title={label} onClick={open}>
        {small ? (
          <>
            <span class="visually-hidden">{label}</span>
            <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
              <path d="M5 5v5h5M5.5 10A7.5 7.5 0 1 1 5 14" fill="none" stroke="currentColor" stroke-width="1.7" />
            </svg>
          </>
        ) : (
          label
        )}
      </button>
      <dialog ref={dialog} class="reset-panel" aria-label={label}>
        <h2>{label}</h2>
        {done === "" && (
          <>
            <p>{say("This goes:")}</p>
            <ul>
              {goes.map((it) => (
                <li key={it}>{say(it)}</li>
              ))}
            </ul>
            <p>{say(stays)}</p>
          </>
        )}
        <p role="status">{done}</p>
        <div class="reset-panel-buttons">
          {done === "" && (
            <button
              type="button"
              class="button button-primary"
              onClick={() => {
                resetPanel(name);
                told(say("Done. In this browser you can undo it for ten minutes."));
              }}
            >
              {say("Reset")}
            </button>
          )}
          {undoMinutes > 0 && (
            <button
              type="button"
              class="button"
              onClick={() => {
                undoReset(name);
                told(say("Undone. The panel is as it was."));
              }}
            >
              {say("Undo the last reset ({minutes} min left)", { minutes: undoMinutes })}
            </button>
          )}
          <button type="button" class="button button-quiet" ref={closing} onClick={close}>
            {say("Close")}
          </button>
        </div>
      </dialog>
    </>
  );
}
