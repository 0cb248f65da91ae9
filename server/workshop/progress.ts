import type { CheckResult, Language, Progress, StepStatus } from "../contract/index.ts";
import type { Hints } from "./hints.ts";
import { type Outline, titleIn } from "./outline.ts";

/** What is kept of a step, per participant and account. `at`: account time at which it was first done. */
export type StepRecord = {
  participantId: string;
  /** The account the progress belongs to. */
  scope: string;
  step: string;
  status: StepStatus;
  at: number;
  result: CheckResult;
};

/** Where progress is kept. */
export type ProgressStore = {
  list(participantId: string, scope: string): Promise<Pick<StepRecord, "step" | "status" | "at">[]>;
  put(record: StepRecord): Promise<void>;
  /** The step is to do again. */
  remove(participantId: string, scope: string, step: string): Promise<void>;
};

/** Under this name it is kept, beside the steps, that a chapter was tested out; its record's `at` is account time. */
export const testedOut = (slug: string): string => `tested-out:${slug}`;

/** The chapters with what is done in them; a step's id is unique, so records of several accounts can be given at once. */
export function progressOf(
  outline: Outline,
  records: Pick<StepRecord, "step" | "status" | "at">[],
  hints: Hints[] = [],
  language: Language = "en",
): Progress {
  const helped = new Map(hints.map(({ step, level, failed }) => [step, { level, failed }]));
  const done = new Map(records.map((record) => [record.step, record]));
  return {
    chapters: outline.chapters.map(({ slug, title, lab = false, steps }) => ({
      slug,
      title: titleIn(outline, language, { id: slug, title }),
      lab,
      testedOutAt: done.get(testedOut(slug))?.at ?? null,
      steps: steps.map(({ id, title }) => ({
        id,
        title: titleIn(outline, language, { id, title }),
        status: done.get(id)?.status ?? "todo",
        at: done.get(id)?.at ?? null,
        ...(helped.has(id) && { help: helped.get(id)! }),
      })),
    })),
  };
}

/**
 * What a result makes of a step's status; undefined where it changes nothing. Completion is never taken away: a done step that no
 * longer holds has drifted, and comes back when it holds again. A wait and an error say nothing either way. What was solved or skipped
 * becomes passed only when somebody asks for the check (`auto` is false): the account passes by itself right after it was helped there.
 */
export function nextStatus(before: StepStatus, result: CheckResult["status"], auto = false): StepStatus | undefined {
  if (auto && (before === "solved" || before === "skipped")) return undefined;
  if (result === "pass" && before !== "passed") return "passed";
  if (result === "fail" && before === "passed") return "drifted";
  return undefined;
}
