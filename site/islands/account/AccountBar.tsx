import { useEffect, useRef } from "preact/hooks";
import { say } from "../../client/say.ts";
import { useAccount } from "../../client/use-account.ts";
import { Invitation } from "../workspace/Invitation.tsx";
import { AccountPanel } from "./AccountPanel.tsx";
import { Clock } from "./Clock.tsx";
import { Elsewhere } from "./Elsewhere.tsx";
import { groupedId } from "./grouped-id.ts";
import "./account.css";

/** In the header: which account this is and what time it is there; or the button that makes one. */
export default function AccountBar() {
  const { presence, account, refresh } = useAccount();
  const first = useRef<string | undefined>();
  // Another account became the active one, here or in another tab: everything on this page is about the old one.
  useEffect(() => {
    first.current ??= account?.accountId;
    if (account && account.accountId !== first.current) location.reload();
  }, [account?.accountId]);
  if (presence === "absent") return <Invitation compact />;
  if (!account) return <div class="account-bar" aria-busy="true" />;
  return (
    <div class="account-bar">
      {account.clock && <Clock clock={account.clock} />}
      <button type="button" class="account-name" popovertarget="account-panel">
        <span class="visually-hidden">{say("Account")}, </span>
        <span class="account-price">$0</span>
        <span class="account-kind">{account.purpose === "workshop" ? say("sandbox") : say("lab sandbox")}</span>
        <span class="account-id">{groupedId(account.accountId)}</span>
        <span class="visually-hidden">: {say("keys and reset")}</span>
      </button>
      <Elsewhere account={account} />
      <AccountPanel account={account} refresh={refresh} />
    </div>
  );
}
