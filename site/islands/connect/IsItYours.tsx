import { useEffect, useRef } from "preact/hooks";
import type { ConnectionOffer } from "../../../server/contract/index.ts";
import { say } from "../../client/say.ts";
import { groupedId } from "../account/grouped-id.ts";

type Props = { offer: ConnectionOffer; busy: boolean; yes: () => void; no: () => void };

/** Whose account the credentials are for, before anything else is asked of it. */
export function IsItYours({ offer, busy, yes, no }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section class="connect-offer">
      <h2 tabIndex={-1} ref={heading}>
        {say("Is this yours?")}
      </h2>
      <dl>
        <div>
          <dt>{say("Account")}</dt>
          <dd>
            <code>{groupedId(offer.accountId)}</code>
          </dd>
        </div>
        <div>
          <dt>{say("Asks as")}</dt>
          <dd>
            <code>{offer.arn}</code>
          </dd>
        </div>
        <div>
          <dt>{say("Region")}</dt>
          <dd>
            <code>{offer.region}</code>
          </dd>
        </div>
        {offer.endpoint && (
          <div>
            <dt>{say("Endpoint")}</dt>
            <dd>
              <code>{offer.endpoint}</code>, {say("in place of AWS")}
            </dd>
          </div>
        )}
      </dl>
      {offer.warning && <p class="connect-warning">{offer.warning}</p>}
      <p>
        {say(
          "So far nothing but this was asked. From your yes on, checks and panels look at this account, and what you change is changed in it.",
        )}
      </p>
      <p class="connect-buttons">
        <button type="button" class="button button-primary" disabled={busy} onClick={yes}>
          {say("Yes, connect it")}
        </button>
        <button type="button" class="button" disabled={busy} onClick={no}>
          {say("No, start over")}
        </button>
      </p>
    </section>
  );
}
