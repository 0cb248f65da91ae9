import { useId, useState } from "preact/hooks";
import type { RunBegins } from "../../../server/contract/index.ts";
import type { Choice } from "../../curves.ts";
import { ProblemNote } from "../workspace/ProblemNote.tsx";
import { mostOf, Sparkline } from "./Curves.tsx";
import { Outcome } from "./Outcome.tsx";
import "./questions.css";
import { say } from "../../client/say.ts";
import { useAnswer, useDraft } from "./use-answer.ts";

type Props = { id: string; asks: string; minutes: number; begins: RunBegins; choices: Choice[] };

/**
 * Pick the curve you expect, then run: afterwards it stands beside what the account did. Without a script it is the question with its
 * choices; what really happens is nowhere in the page.
 */
export default function Prediction({ id, asks, minutes, begins, choices }: Props) {
  const { answer, scope, alive, ready, here, problem, keep } = useAnswer(id);
  const [picked, setPicked] = useState<string>();
  const [why, setWhy] = useDraft(scope, `${id}.why`, answer?.text ?? "");
  const [justKept, tell] = useState(false);
  /** The run has begun and the reader wants to change the prediction all the same. */
  const [afterwards, setAfterwards] = useState(false);
  const name = useId();

  const kept = answer?.prediction?.choice;
  const locked = Boolean(answer?.run) && !afterwards;
  const chosen = locked ? kept : (picked ?? kept);
  const differs = chosen !== kept || why !== (answer?.text ?? "");
  const most = mostOf(choices.map(({ curve }) => curve));

  // The button keeps the focus when there is nothing more to keep.
  const mayKeep = ready && chosen !== undefined && differs;

  async function predict() {
    const choice = choices.find((it) => it.id === chosen)!;
    const prediction = { choice: choice.id, says: choice.says, curve: choice.curve, begins, minutes };
    if (!(await keep({ prediction, text: why, ...(answer?.run && { afterwards: true as const }) }))) return;
    setWhy(undefined);
    setPicked(undefined);
    setAfterwards(false);
    tell(true);
  }

  return (
    <div class="predict">
      <p class="predict-kicker">{say("Predict first")}</p>
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
                  disabled={locked || !alive}
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
            <span>{say("Why do you think so? (optional, for yourself)")}</span>
            <textarea
              rows={2}
              maxLength={2000}
              readOnly={!alive}
              value={why}
              onInput={(event) => setWhy(event.currentTarget.value)}
            />
          </label>
          {afterwards && (
            <p class="predict-note">
              {say(
                "The run has begun. A change now is kept as one that was made afterwards, and the prediction will say so.",
              )}
            </p>
          )}
          <div class="own-words-foot">
            <button type="button" class="button" aria-disabled={!mayKeep} onClick={() => mayKeep && void predict()}>
              {kept ? say("Change my prediction") : say("Keep my prediction")}
            </button>
            <p aria-live="polite">
              {!here ? say("Choose this page’s account first, at its top.") : justKept || kept ? keptLine() : ""}
            </p>
          </div>
        </div>
      )}
      {answer?.prediction && answer.run && (
        <Outcome answer={answer} ready={ready} scope={scope} keep={keep}>
          {!afterwards && (
            <button type="button" class="link" onClick={() => setAfterwards(true)}>
              {say("Change the prediction all the same")}
            </button>
          )}
        </Outcome>
      )}
      {problem && <ProblemNote problem={problem} />}
    </div>
  );
}

const keptLine = () =>
  say(
    "Your prediction is kept. The Charts panel draws it once the run has begun, and the comparison appears here. Until then you may change it.",
  );
