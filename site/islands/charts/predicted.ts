import type { AnswersView } from "../../../server/contract/index.ts";

const MINUTE = 60_000;

/** A predicted task count as a column on account time: from the run's beginning to the end of what was predicted. */
export type Predicted = { at: number[]; tasks: number[] };

/** The newest prediction whose run lies in the time shown; undefined where there is none. */
export function predictedIn(answers: AnswersView | undefined, from: number, to: number): Predicted | undefined {
  const shown = (answers?.answers ?? []).flatMap(({ prediction, run }) => {
    if (!prediction || !run || run.beganAt > to || run.beganAt + prediction.minutes * MINUTE < from) return [];
    return [{ beganAt: run.beganAt, ...prediction }];
  });
  const newest = shown.sort((a, b) => a.beganAt - b.beganAt).at(-1);
  if (!newest) return undefined;
  const { beganAt, curve, minutes } = newest;
  return {
    at: [...curve.map(({ minute }) => beganAt + minute * MINUTE), beganAt + minutes * MINUTE],
    tasks: [...curve.map(({ tasks }) => tasks), curve.at(-1)!.tasks],
  };
}

/** The predicted count at an instant; undefined before the run and after what was predicted. */
export function predictedAt({ at, tasks }: Predicted, when: number): number | undefined {
  if (when < at[0]! || when > at.at(-1)!) return undefined;
  return tasks[at.findLastIndex((it) => it <= when)];
}
