import { useEffect, useRef } from "preact/hooks";
import type { AccountView } from "../../../server/contract/index.ts";
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
    first.current ??= account && whichOf(account);
    if (account && whichOf(account) !== first.current) location.reload();
  }, [account && whichOf(account)]);
  if (presence === "absent") return <Invitation compact />;
  if (!account) return <div class="account-bar" aria-busy="true" />;
  return (
    <div class="account-bar">
      {account.clock && <Clock clock={account.clock} />}
      <button type="button" class="account-name" popovertarget="account-panel">
        <span class="visually-hidden">{say("Account")}, </span>
        {account.kind === "sandbox" && <span class="account-price">$0</span>}
        <span class="account-kind">{kindOf(account)}</span>
        <span class="account-id">{groupedId(account.accountId)}</span>
        <span class="visually-hidden">: {account.kind === "sandbox" ? say("keys and reset") : say("connection")}</span>
      </button>
      <Elsewhere account={account} />
      <AccountPanel account={account} refresh={refresh} />
    </div>
  );
}

/** A real account names its Region: what is changed there is changed for good. */
function kindOf({ kind, purpose, region, connection }: AccountView): string {
  if (kind === "real") return connection ? `AWS ${region}` : say("AWS: connect again");
  return purpose === "workshop" ? say("sandbox") : say("lab sandbox");
}

const whichOf = ({ accountId, purpose }: AccountView): string => `${accountId} ${purpose}`;
