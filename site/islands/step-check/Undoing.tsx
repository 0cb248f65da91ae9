import type { UndoView } from "../../../server/contract/index.ts";
import { formatAccountTime } from "../../client/format.ts";
import { say } from "../../client/say.ts";

type Props = { view: UndoView; busy: boolean; onUndo: () => void; onKeep: () => void };

/** What else would go with an undo, before it goes. */
export const Undoing = ({ view, busy, onUndo, onKeep }: Props) => (
  <div class="plan">
    <p>{say("This was done since, and would go as well:")}</p>
    <ul>
      {view.since.map(({ at, operation, service }) => (
        <li key={`${at} ${operation}`}>
          <code>{operation}</code> ({service}), {formatAccountTime(at)}
        </li>
      ))}
    </ul>
    <p class="plan-actions">
      <button type="button" class="button button-primary" aria-disabled={busy} onClick={() => !busy && onUndo()}>
        {say("Undo all of it")}
      </button>
      <button type="button" class="button button-quiet" onClick={onKeep}>
        {say("Keep it")}
      </button>
    </p>
  </div>
);
