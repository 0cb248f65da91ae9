import type { Progress } from "../../../server/contract/index.ts";
import type { Language } from "../../language/languages.ts";

export type StepStatus = Progress["chapters"][number]["steps"][number]["status"];

/** A chapter as the page knows it without asking the server. */
export type Place = {
  slug: string;
  number: number;
  title: string;
  /** Of its titles, where they are not in the language of the page. */
  lang?: Language | undefined;
  address: string;
  steps: { id: string; title: string }[];
};

/** Whether a step is behind its reader: done, done for them, or skipped. What was done once stays so, also when the account has changed. */
export const isBehind = (status: StepStatus | undefined): boolean => status !== undefined && status !== "todo";

/** Whether a step is done: a skipped one is not. */
export const isDone = (status: StepStatus | undefined): boolean => isBehind(status) && status !== "skipped";

export function statuses(progress: Progress | undefined): Map<string, StepStatus> {
  return new Map(
    progress?.chapters.flatMap((chapter) => chapter.steps.map((step) => [step.id, step.status] as const)) ?? [],
  );
}

/** Where to go on: the first step to do after the last one done, else the first one left out, else the first one skipped; undefined when all are done. */
export function nextStep(
  places: Place[],
  progress: Progress | undefined,
): { place: Place; step: { id: string; title: string }; number: number } | undefined {
  const status = statuses(progress);
  const all = places.flatMap((place) => place.steps.map((step, i) => ({ place, step, number: i + 1 })));
  // Who showed to know a chapter is not sent into it.
  const known = new Set(progress?.chapters.filter((it) => it.testedOutAt !== null).map(({ slug }) => slug));
  const toDo = (it: (typeof all)[number]) => !known.has(it.place.slug) && !isBehind(status.get(it.step.id));
  const lastDone = all.findLastIndex((it) => !toDo(it));
  return (
    all.slice(lastDone + 1).find(toDo) ?? all.find(toDo) ?? all.find(({ step }) => status.get(step.id) === "skipped")
  );
}
