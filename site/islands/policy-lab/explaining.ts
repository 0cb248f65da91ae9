import type { SayDecision } from "../../../server/workshop/explain.ts";
import { language } from "../../client/say.ts";
import { fill } from "../../language/pattern.ts";

/** The sentences about decisions are the server's, and so is their Portuguese: it is loaded on a Portuguese page alone. */
const portuguese: Record<string, string> =
  !import.meta.env.SSR && document.documentElement.lang === "pt-BR"
    ? (await import("../../../server/workshop/messages/decisions-pt-BR.ts")).decisionsPtBR
    : {};

/** Says a decision in the language of the page. No decision is shown before the island runs, so the page as it is made needs none. */
export const sayDecision: SayDecision = (pattern, values) =>
  fill(Object.hasOwn(portuguese, pattern) ? portuguese[pattern]! : pattern, language(), values);
