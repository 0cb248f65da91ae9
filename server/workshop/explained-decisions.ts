import type { Account } from "../accounts/account.ts";
import type { DecisionsView } from "../contract/index.ts";
import { explain, otherwise } from "./explain.ts";

/** What an account's scaling engine decided, in sentences, newest first. */
export async function explainedDecisions(
  account: Account,
  recorded: NonNullable<Account["decisions"]>,
): Promise<DecisionsView> {
  const [now, decisions] = await Promise.all([account.now(), recorded.list()]);
  return { now, decisions: decisions.map((it) => ({ ...it, sentence: explain(it), otherwise: otherwise(it) })) };
}
