import { useId, useState } from "preact/hooks";
import type { RunBegins } from "../../../server/contract/index.ts";
import type { Choice } from "../../curves.ts";
import { ProblemNote } from "../workspace/ProblemNote.tsx";
import { mostOf, Sparkline } from "./Curves.tsx";
import { Outcome } from "./Outcome.tsx";
import "./questions.css";
import { useAnswer, useDraft } from "./use-answer.ts";
import { words } from "./words.ts";

type Props = { id: string; asks: string; minutes: number; begins: RunBegins; choices: Choice[] };

/**
 * Pick the curve you expect, then run: afterwards it stands beside what the account did. Without a script it is the question with its
 * choices; what really happens is nowhere in the page.
 */
export default function Prediction({ id, asks, minutes, begins, choices }: Props) {
  const { answer, scope, ready, here, problem, keep } = useAnswer(id);
  const [picked, setPicked] = useState<string>();
  const [why, setWhy] = useDraft(scope, `${id}.why`, answer?.text ?? "");
  const [said, say] = useState("");
  /** The run has begun and the reader wants to change the prediction all the same. */
  const [afterwards, setAfterwards] = useState(false);
  const name = useId();

  const kept = answer?.prediction?.choice;
  const locked = Boolean(answer?.run) && !afterwards;
  const chosen = locked ? kept : (picked ?? kept);
  const differs = chosen !== kept || why !== (answer?.text ?? "");
  const most = mostOf(choices.map(({ curve }) => curve));

  async function predict() {
    const choice = choices.find((it) => it.id === chosen)!;
    const prediction = { choice: choice.id, says: choice.says, curve: choice.curve, begins, minutes };
    if (!(await keep({ prediction, text: why, ...(answer?.run && { afterwards: true as const }) }))) return;
    setWhy(undefined);
    setPicked(undefined);
    setAfterwards(false);
    say(`${words.kept} ${words.mayChange}`);
  }

  return (
    <div class="predict">
      <p class="predict-kicker">{words.predict}</p>
      <fieldset>
        <legend>{asks}</legend>
        <ul>
          {choices.map((choice) => (
            <li key={choice.id}>
              <label class={choice.id === chosen ? "predict-chosen" : undefined}>
                <input
                  class="needs-script"
                  type="radio"
                  name={name}
                  value={choice.id}
                  checked={choice.id === chosen}
                  disabled={locked}
                  onChange={() => setPicked(choice.id)}
                />
                <Sparkline curve={choice.curve} minutes={minutes} most={most} />
                <span>{choice.says}</span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      {!locked && (
        <div class="own-words needs-script">
          <label>
            <span>{words.why}</span>
            <textarea rows={2} maxLength={2000} value={why} onInput={(event) => setWhy(event.currentTarget.value)} />
          </label>
          {afterwards && <p class="predict-note">{words.afterwardsSays}</p>}
          <div class="own-words-foot">
            <button
              type="button"
              class="button"
              disabled={!ready || chosen === undefined || !differs}
              onClick={() => void predict()}
            >
              {kept ? words.change : words.keep}
            </button>
            <p aria-live="polite">
              {!here ? words.otherAccount : said || (kept ? `${words.kept} ${words.mayChange}` : "")}
            </p>
          </div>
        </div>
      )}
      {answer?.prediction && answer.run && (
        <Outcome answer={answer} ready={ready} scope={scope} keep={keep}>
          {!afterwards && (
            <button type="button" class="link" onClick={() => setAfterwards(true)}>
              {words.afterwards}
            </button>
          )}
        </Outcome>
      )}
      {problem && <ProblemNote problem={problem} />}
    </div>
  );
}
