import type { AccountView } from "../../server/contract/index.ts";
import { viewOf } from "./views.ts";

/*
 * What belongs to one account: drafts, the console's screen, instants in its charts. It is kept under a key with the account's id, so
 * that two accounts in one browser never see each other's. The last account is remembered, so that a reload finds it at once.
 */
const REMEMBERED = "workshop:account";
const waiting: (() => void)[] = [];

/** The key under which something of the active account is kept. */
export const ofAccount = (key: string): string => `${key}@${knownId() ?? ""}`;

/** Calls `then` as soon as it is known which account this is; at once where it is remembered. */
export function whenAccountKnown(then: () => void): void {
  if (knownId() !== undefined) then();
  else waiting.push(then);
}

/** Told whenever the server has said which account is active. */
export function rememberAccount(id: string): void {
  try {
    if (localStorage.getItem(REMEMBERED) !== id) localStorage.setItem(REMEMBERED, id);
  } catch {
    // Without storage nothing is kept either.
  }
  for (const then of waiting.splice(0)) then();
}

function knownId(): string | undefined {
  const told = viewOf<AccountView>("/api/account").state.data?.accountId;
  if (told !== undefined) return told;
  try {
    return localStorage.getItem(REMEMBERED) ?? undefined;
  } catch {
    return undefined;
  }
}
