import { useState } from "preact/hooks";
import { ProblemNote } from "../workspace/ProblemNote.tsx";
import "./questions.css";
import { useAnswer, useDraft } from "./use-answer.ts";
import { words } from "./words.ts";

/** One's own answer to a question of the chapter, written before ours is opened. */
export default function Explanation({ id }: { id: string }) {
  const { answer, scope, ready, here, problem, keep } = useAnswer(id);
  const [text, setText] = useDraft(scope, id, answer?.text ?? "");
  const [said, say] = useState("");

  async function compare() {
    if (!(await keep({ text }))) return;
    setText(undefined);
    say(words.answerKept);
    const ours = document.getElementById(`answer-${id}`);
    if (ours instanceof HTMLDetailsElement) ours.open = true;
  }

  return (
    <div class="own-words">
      <label>
        <span>{words.own}</span>
        <textarea
          rows={3}
          maxLength={2000}
          aria-describedby={`asks-${id}`}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <div class="own-words-foot">
        <button
          type="button"
          class="button"
          disabled={!ready || text.trim() === "" || text === answer?.text}
          onClick={compare}
        >
          {answer?.text ? words.changeAnswer : words.keepAnswer}
        </button>
        <p aria-live="polite">{here ? said : words.otherAccount}</p>
      </div>
      {problem && <ProblemNote problem={problem} />}
    </div>
  );
}
