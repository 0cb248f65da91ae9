import { pattern, say } from "../../client/say.ts";
import { useUpdatesHeld } from "../../client/updates.ts";

const HOLD = pattern("Pause updates");

/** Beside the panels: holds what they show. As a sign where there is little room, else in words. */
export function HoldButton({ small = false }: { small?: boolean }) {
  const [held, hold] = useUpdatesHeld();
  return (
    <button
      type="button"
      class={small ? "pane-split" : "button button-quiet"}
      aria-pressed={held}
      title={held ? say("Let the panels go on") : say("Hold what the panels show")}
      onClick={() => hold(!held)}
    >
      {small ? <span class="visually-hidden">{say(HOLD)}</span> : say(HOLD)}
      {small && (
        <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
          <path d={held ? "M7 4.5v15l12-7.5z" : "M7 5h3.5v14H7zM13.5 5H17v14h-3.5z"} fill="currentColor" />
        </svg>
      )}
    </button>
  );
}

/** Over a panel that is held: why nothing moves, and how it goes on. */
export function HeldNote() {
  const [held, hold] = useUpdatesHeld();
  if (!held) return null;
  return (
    <p class="panel-held">
      {say("Updates are paused: this is what the account said last. The account itself goes on.")}{" "}
      <button type="button" class="link" onClick={() => hold(false)}>
        {say("Go on")}
      </button>
    </p>
  );
}
