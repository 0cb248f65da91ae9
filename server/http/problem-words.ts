import type { Language, Problem } from "../contract/index.ts";
import { translationOf } from "../workshop/messages/say.ts";

/** A problem in the language of the request. What AWS said, and what names something of the request, is the same in every language. */
export const inLanguage = (problem: Problem, language: Language): Problem => ({
  ...problem,
  title: translationOf(problem.title, language),
  detail: translationOf(problem.detail, language),
  next: translationOf(problem.next, language),
  ...(problem.errors && {
    errors: problem.errors.map((it) => ({ ...it, message: translationOf(it.message, language) })),
  }),
});
