import { useState } from "preact/hooks";
import type { AccountView, Problem } from "../../../server/contract/index.ts";
import { problemOf, send } from "../../client/api.ts";
import { pageAddress } from "../../client/page-address.ts";
import { say } from "../../client/say.ts";
import { ProblemNote } from "../workspace/ProblemNote.tsx";
import { Fact } from "./Fact.tsx";
import { groupedId } from "./grouped-id.ts";
import { OwnData } from "./OwnData.tsx";

/** An AWS account of the participant's own: whose credentials ask, until when, and letting it go. */
export function RealAccountPanel({ account }: { account: AccountView }) {
  const { connection } = account;
  const [problem, setProblem] = useState<Problem | undefined>();
  const disconnect = () =>
    send("DELETE", "/api/account/connect", {}).then(
      () => location.reload(),
      (error) => setProblem(problemOf(error)),
    );
  return (
    <div id="account-panel" popover="auto" class="popover">
      <h2>{say("Your own AWS account")}</h2>
      <p class="soft">
        {connection
          ? say(
              "What is done here is done in AWS, and AWS charges for it. Its credentials are in the memory of the server alone.",
            )
          : say(
              "Its credentials have ended, or the server was started anew. What you did here is kept: connect the account again to go on.",
            )}
      </p>
      <dl class="facts">
        <Fact name={say("Account")} value={account.accountId} shown={groupedId(account.accountId)} />
        <Fact name={say("Region")} value={account.region} />
        {connection && <Fact name={say("Asks as")} value={connection.arn} />}
      </dl>
      <p>
        <a href={pageAddress("/account/")}>
          {connection ? say("What the account has to allow") : say("Connect it again")}
        </a>
      </p>
      <p>
        <button type="button" class="button" onClick={disconnect}>
          {say("Disconnect, back to the sandbox")}
        </button>
      </p>
      {problem && <ProblemNote problem={problem} />}
      <OwnData />
    </div>
  );
}
