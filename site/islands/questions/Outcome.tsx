import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Answer, AnswerRequest } from "../../../server/contract/index.ts";
import { formatAccountTime, formatNumber } from "../../client/format.ts";
import { Comparison, mostOf } from "./Curves.tsx";
import { useDraft } from "./use-answer.ts";
import { words } from "./words.ts";

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
  const [said, say] = useState("");
  const { curve, minutes } = answer.prediction!;
  const run = answer.run!;
  const until = (run.until - run.beganAt) / MINUTE;
  return (
    <div class="predict-outcome">
      <p class="predict-heading">{words.beside}</p>
      <Comparison
        minutes={minutes}
        most={mostOf([curve, run.curve])}
        lines={[
          { curve: run.curve, until, kind: "happened" },
          { curve, until: minutes, kind: "predicted" },
        ]}
      />
      <ul class="predict-legend">
        <li class="predict-key-predicted">{words.youPredicted(words.curve(curve))}</li>
        <li class="predict-key-happened">
          {words.itWas(words.curve(run.curve), run.complete ? "" : words.soFar(formatNumber(Math.floor(until))))}
        </li>
      </ul>
      {answer.changedAt !== null && (
        <p class="predict-note">{words.changedAfter(formatAccountTime(answer.changedAt))}</p>
      )}
      <div class="own-words">
        <label>
          <span>{words.reason}</span>
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
            disabled={!ready || reason === answer.reason}
            onClick={async () => {
              if (!(await keep({ reason }))) return;
              setReason(undefined);
              say(words.reasonKept);
            }}
          >
            {words.keepReason}
          </button>
          <p aria-live="polite">{said}</p>
          {children}
        </div>
      </div>
    </div>
  );
}
