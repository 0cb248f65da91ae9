import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Answer, AnswerRequest } from "../../../server/contract/index.ts";
import { formatAccountTime } from "../../client/format.ts";
import { say } from "../../client/say.ts";
import { Comparison, curveInWords, mostOf } from "./Curves.tsx";
import { useDraft } from "./use-answer.ts";

const MINUTE = 60_000;

type Props = {
  answer: Answer;
  ready: boolean;
  scope: string;
  keep: (request: AnswerRequest) => Promise<boolean>;
  children: ComponentChildren;
};

/** A prediction beside what the account did, and the reader's own reason for it. */
export function Outcome({ answer, ready, scope, keep, children }: Props) {
  const [reason, setReason] = useDraft(scope, `${answer.question}.reason`, answer.reason);
  const [kept, tell] = useState(false);
  const { curve, minutes } = answer.prediction!;
  const run = answer.run!;
  const until = (run.until - run.beganAt) / MINUTE;
  return (
    <div class="predict-outcome">
      <p class="predict-heading">{say("What you predicted, and what happened")}</p>
      <Comparison
        minutes={minutes}
        most={mostOf([curve, run.curve])}
        lines={[
          { curve: run.curve, until, kind: "happened" },
          { curve, until: minutes, kind: "predicted" },
        ]}
      />
      <ul class="predict-legend">
        <li class="predict-key-predicted">{say("You predicted: {curve}.", { curve: curveInWords(curve) })}</li>
        <li class="predict-key-happened">
          {run.complete
            ? say("What happened: {curve}.", { curve: curveInWords(run.curve) })
            : say("What happened in the first {minutes, plural, one {# minute} other {# minutes}}: {curve}.", {
                minutes: Math.floor(until),
                curve: curveInWords(run.curve),
              })}
        </li>
      </ul>
      {answer.changedAt !== null && (
        <p class="predict-note">
          {say("You changed this prediction at {time}, after its run had begun.", {
            time: formatAccountTime(answer.changedAt),
          })}
        </p>
      )}
      <div class="own-words">
        <label>
          <span>{say("Why did it come like this? Say it in your own words; nobody else reads it.")}</span>
          <textarea
            rows={2}
            maxLength={2000}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <div class="own-words-foot">
          <button
            type="button"
            class="button"
            aria-disabled={!ready || reason === answer.reason}
            onClick={async () => {
              if (!ready || reason === answer.reason) return;
              if (!(await keep({ reason }))) return;
              setReason(undefined);
              tell(true);
            }}
          >
            {say("Keep my reason")}
          </button>
          <p aria-live="polite">{kept && say("Kept, for you alone.")}</p>
          {children}
        </div>
      </div>
    </div>
  );
}
