import type { Account } from "../accounts/account.ts";
import type { DecisionsView, Language } from "../contract/index.ts";
import { explain, otherwise } from "./explain.ts";
import { sayIn } from "./messages/say.ts";

/** What an account's scaling engine decided, in sentences, newest first. */
export async function explainedDecisions(
  account: Account,
  recorded: NonNullable<Account["decisions"]>,
  language: Language = "en",
): Promise<DecisionsView> {
  const [now, decisions] = await Promise.all([account.now(), recorded.list()]);
  const say = sayIn(language);
  return {
    now,
    decisions: decisions.map((it) => ({ ...it, sentence: explain(it, say), otherwise: otherwise(it, say) })),
  };
}
