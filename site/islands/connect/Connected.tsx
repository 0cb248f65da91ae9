import type { AccountView } from "../../../server/contract/index.ts";
import { say } from "../../client/say.ts";
import { groupedId } from "../account/grouped-id.ts";

/** The account of one's own that is active, and whether it still can be asked. */
export function Connected({ account }: { account: AccountView }) {
  const values = { account: groupedId(account.accountId), region: account.region };
  return (
    <p class="connect-now">
      {account.connection
        ? say("Connected: account {account} in {region}. Under its name in the header you can disconnect it.", values)
        : say(
            "The credentials of account {account} in {region} have ended. Connect it again with new ones: what you did is kept.",
            values,
          )}
    </p>
  );
}
