import { useEffect, useState } from "preact/hooks";
import type { AccountView } from "../../server/contract/index.ts";
import { ofAccount, rememberAccount } from "./account-state.ts";
import { onPresence, type Presence, presenceNow } from "./presence.ts";
import { useSessionState } from "./session-state.ts";
import { useView } from "./use-view.ts";

/** The account this page is about: absent until somebody made one. The first render is `unknown`, so that it equals the server's. */
export function useAccount(): {
  presence: Presence;
  account: AccountView | undefined;
  /** Whether the active account is the one that this page is about; so too on a page that is about none. */
  here: boolean;
  refresh: () => Promise<void>;
} {
  const [presence, show] = useState<Presence>("unknown");
  useEffect(() => {
    show(presenceNow());
    return onPresence(() => show(presenceNow()));
  }, []);
  const { data, refresh } = useView<AccountView>("/api/account", ["account", "clock"]);
  useEffect(() => {
    if (data) rememberAccount(data.accountId);
  }, [data?.accountId]);
  return { presence, account: presence === "absent" ? undefined : data, here: isHere(data), refresh };
}

/** Like `useSessionState`, for what belongs to the active account. */
export function useAccountState<T>(key: string, initial: T): [T, (next: T) => void] {
  useAccount(); // drawn again when it is known
  return useSessionState(ofAccount(key), initial);
}

/** Whether an account is the one that this page is about. What is not known yet is taken for it. */
export function isHere(account: AccountView | undefined): boolean {
  const purpose = typeof document === "undefined" ? undefined : document.documentElement.dataset.purpose;
  if (purpose === undefined || account === undefined) return true;
  // The chapters can be done in an AWS account of one's own, too; a lab has its own sandbox.
  return account.purpose === purpose || (account.kind === "real" && purpose === "workshop");
}
