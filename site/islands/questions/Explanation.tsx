import { useState } from "preact/hooks";
import { say } from "../../client/say.ts";
import { ProblemNote } from "../workspace/ProblemNote.tsx";
import "./questions.css";
import { useAnswer, useDraft } from "./use-answer.ts";

/** One's own answer to a question of the chapter, written before ours is opened. */
export default function Explanation({ id }: { id: string }) {
  const { answer, scope, alive, ready, here, problem, keep } = useAnswer(id);
  const [text, setText] = useDraft(scope, id, answer?.text ?? "");
  const [kept, tell] = useState(false);

  async function compare() {
    if (!(await keep({ text }))) return;
    setText(undefined);
    tell(true);
    const ours = document.getElementById(`answer-${id}`);
    if (ours instanceof HTMLDetailsElement) ours.open = true;
  }
  // The button keeps the focus when there is nothing more to keep.
  const mayKeep = ready && text.trim() !== "" && text !== answer?.text;

  return (
    <div class="own-words">
      <label>
        <span>{say("Your answer, for yourself")}</span>
        <textarea
          rows={3}
          maxLength={2000}
          readOnly={!alive}
          aria-describedby={`asks-${id}`}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <div class="own-words-foot">
        <button type="button" class="button" aria-disabled={!mayKeep} onClick={() => mayKeep && compare()}>
          {answer?.text ? say("Keep the change") : say("Keep it and compare")}
        </button>
        <p aria-live="polite">
          {here
            ? kept && say("Kept, for you alone. Now compare it with ours.")
            : say("Choose this page’s account first, at its top.")}
        </p>
      </div>
      {problem && <ProblemNote problem={problem} />}
    </div>
  );
}
