import type { Language, Problem } from "../contract/index.ts";
import { sayIn, translationOf, type Values } from "../workshop/messages/say.ts";

/**
 * A problem in the language of the request. With `values` its sentences are patterns; without, what AWS said and what names something
 * of the request is the same in every language.
 */
export function inLanguage(problem: Problem, language: Language, values?: Values): Problem {
  const say = sayIn(language);
  const told = (text: string) => (values ? say(text, values) : translationOf(text, language));
  return {
    ...problem,
    title: told(problem.title),
    detail: told(problem.detail),
    next: told(problem.next),
    ...(problem.errors && { errors: problem.errors.map((it) => ({ ...it, message: told(it.message) })) }),
  };
}
