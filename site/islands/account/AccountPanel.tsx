import { useState } from "preact/hooks";
import type { AccountView } from "../../../server/contract/index.ts";
import { formatAccountDay } from "../../client/format.ts";
import { pageAddress } from "../../client/page-address.ts";
import { say } from "../../client/say.ts";
import { useFetched } from "../../client/use-fetched.ts";
import { Copy } from "./Copy.tsx";
import { Fact } from "./Fact.tsx";
import { groupedId } from "./grouped-id.ts";
import { OwnData } from "./OwnData.tsx";
import { RealAccountPanel } from "./RealAccountPanel.tsx";
import { Reset } from "./Reset.tsx";

/** Keys, endpoint, the application's address, and starting over. */
export function AccountPanel({ account, refresh }: { account: AccountView; refresh: () => Promise<void> }) {
  const { credentials, endpointUrl, appUrl } = account;
  if (account.kind === "real") return <RealAccountPanel account={account} />;
  return (
    <div id="account-panel" popover="auto" class="popover">
      <h2>{say("Your account")}</h2>
      <p class="soft">
        {say(
          "A sandbox inside this workshop: it looks like AWS to the AWS CLI and to every SDK, costs $0, and only you have its keys. Kept until {day} if you do not come back.",
          { day: formatAccountDay(account.keptUntil) },
        )}
      </p>
      <dl class="facts">
        <Fact name={say("Account")} value={account.accountId} shown={groupedId(account.accountId)} />
        <Fact name={say("Region")} value={account.region} />
        {credentials && <Fact name={say("Access key")} value={credentials.accessKeyId} />}
        {credentials && <Secret value={credentials.secretAccessKey} />}
        {endpointUrl && <Fact name={say("Endpoint")} value={endpointUrl} />}
        {appUrl && <Fact name={say("Application")} value={appUrl} />}
      </dl>
      {credentials && <OwnWay account={account} />}
      {appUrl && (
        <p>
          <a href={appUrl} target="_blank" rel="noreferrer">
            {say("Open your application through its load balancer")}
          </a>
        </p>
      )}
      <p>
        <a href={pageAddress("/account/")}>{say("Use your own AWS account")}</a>
      </p>
      <Reset account={account} refresh={refresh} />
      <OwnData />
    </div>
  );
}

/** The lines for a terminal of one's own; fetched when they are opened, for most readers never do. */
function OwnWay({ account }: { account: AccountView }) {
  const [open, setOpen] = useState(false);
  const own = useFetched(open, () => import("../terminal/OwnTerminal.tsx"));
  return (
    <details class="own-way" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say("Use your own terminal")}</summary>
      {own ? <own.OwnTerminal account={account} /> : <p class="soft">{say("One moment …")}</p>}
    </details>
  );
}

function Secret({ value }: { value: string }) {
  const [open, setOpen] = useState(false);
  return (
    <div>
      <dt>{say("Secret key")}</dt>
      <dd>
        <code>{open ? value : "••••••••••••••••"}</code>
        <span class="fact-buttons">
          <button
            type="button"
            class="icon-button"
            aria-pressed={open}
            aria-label={say("Show the secret key")}
            title={say("Show")}
            onClick={() => setOpen(!open)}
          >
            <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
              <path
                d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z"
                fill="none"
                stroke="currentColor"
                stroke-width="1.4"
              />
              <circle cx="8" cy="8" r="2" fill="currentColor" />
            </svg>
          </button>
          <Copy text={value} label={say("Copy: {what}", { what: say("Secret key").toLowerCase() })} small />
        </span>
      </dd>
    </div>
  );
}
