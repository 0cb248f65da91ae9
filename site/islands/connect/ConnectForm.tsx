import { useState } from "preact/hooks";
import type { AccountView, ConnectionOffer, ConnectionWays, Problem } from "../../../server/contract/index.ts";
import { becomeParticipant, problemOf, send } from "../../client/api.ts";
import { pageAddress } from "../../client/page-address.ts";
import { say, sayMarked } from "../../client/say.ts";
import { useAccount } from "../../client/use-account.ts";
import { useView } from "../../client/use-view.ts";
import { ProblemNote } from "../workspace/ProblemNote.tsx";
import { Connected } from "./Connected.tsx";
import { Document } from "./Document.tsx";
import { Entry } from "./Entry.tsx";
import { IsItYours } from "./IsItYours.tsx";
import { pastedKeys } from "./pasted-keys.ts";
import { type Way, Ways } from "./Ways.tsx";
import { REGIONS } from "./words.ts";
import "./connect.css";

const NOTHING = { accessKeyId: "", secretAccessKey: "", sessionToken: "" };

/** Connecting an AWS account of one's own, in two steps: with what, and is it yours. */
export default function ConnectForm() {
  const { presence, account } = useAccount();
  const { data: ways, refresh } = useView<ConnectionWays>("/api/account/connect", []);
  const policy = useView<{ policy: object }>("/api/account/policy", []).data?.policy;
  const [way, setWay] = useState<Way>("keys");
  const [region, setRegion] = useState("us-east-1");
  const [keys, setKeys] = useState(NOTHING);
  const [roleArn, setRoleArn] = useState("");
  const [profile, setProfile] = useState("");
  const [offer, setOffer] = useState<ConnectionOffer>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const refusalOf = (field: string) => problem?.errors?.find((it) => it.field === field)?.message;

  async function doing(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    await work().catch((error) => setProblem(problemOf(error)));
    setBusy(false);
  }
  /** An external id is made for a participant, so who is none yet becomes one. */
  const choose = (it: Way) => {
    setWay(it);
    if (it === "role" && !ways) void doing(() => becomeParticipant().then(refresh));
  };
  const look = () =>
    doing(async () => {
      const entered = { keys, role: { roleArn }, profile: profile ? { profile } : {} }[way];
      setOffer(await send<ConnectionOffer>("POST", "/api/account/connect", { way, region, ...entered }));
      setKeys(NOTHING); // What is not needed any more is not kept.
    });
  const connect = () =>
    doing(async () => {
      await send<AccountView>("POST", "/api/account/connect/confirm", { accountId: offer!.accountId });
      location.assign(pageAddress("/"));
    });
  const paste = (text: string): boolean => {
    const found = pastedKeys(text);
    if (found) setKeys(found);
    return found !== undefined;
  };

  return (
    <div class="connect" aria-busy={presence === "unknown"}>
      {account?.kind === "real" && <Connected account={account} />}
      {offer ? (
        <>
          <IsItYours offer={offer} busy={busy} yes={connect} no={() => setOffer(undefined)} />
          {problem && <ProblemNote problem={problem} />}
        </>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void look();
          }}
        >
          <Ways ways={ways} way={way} choose={choose} />
          <Entry
            id="connect-region"
            label={say("Region")}
            value={region}
            list="connect-regions"
            onInput={setRegion}
            refusal={refusalOf("region")}
          />
          <datalist id="connect-regions">
            {REGIONS.map((it) => (
              <option key={it} value={it} />
            ))}
          </datalist>
          {way === "keys" && (
            <>
              <Entry
                id="connect-key"
                label={say("Access key id")}
                placeholder="ASIA…"
                value={keys.accessKeyId}
                onPasted={paste}
                refusal={refusalOf("accessKeyId")}
                onInput={(accessKeyId) => setKeys({ ...keys, accessKeyId })}
              />
              <Entry
                id="connect-secret"
                label={say("Secret access key")}
                secret
                value={keys.secretAccessKey}
                onPasted={paste}
                refusal={refusalOf("secretAccessKey")}
                onInput={(secretAccessKey) => setKeys({ ...keys, secretAccessKey })}
              />
              <Entry
                id="connect-token"
                label={say("Session token")}
                secret
                value={keys.sessionToken}
                onPasted={paste}
                refusal={refusalOf("sessionToken")}
                onInput={(sessionToken) => setKeys({ ...keys, sessionToken })}
              />
            </>
          )}
          {way === "role" && ways?.role && (
            <>
              <p>
                {sayMarked(
                  "Make a role with this template in CloudFormation, or by hand with the two policies. Your external id is <id>it</id>.",
                  { id: () => <code>{ways.role!.externalId}</code> },
                )}
              </p>
              <Document title={say("CloudFormation template")} json={ways.role.template} />
              <Document title={say("Trust policy")} json={ways.role.trustPolicy} />
              <Entry
                id="connect-role"
                label={say("ARN of the role")}
                placeholder="arn:aws:iam::111122223333:role/…"
                value={roleArn}
                refusal={refusalOf("roleArn")}
                onInput={setRoleArn}
              />
            </>
          )}
          {way === "profile" && (
            <Entry
              id="connect-profile"
              label={say("Profile (empty for the default)")}
              value={profile}
              refusal={refusalOf("profile")}
              onInput={setProfile}
            />
          )}
          {policy && <Document title={say("What the account has to allow")} json={policy} />}
          {problem && <ProblemNote problem={problem} />}
          <button type="submit" class="button button-primary" disabled={busy}>
            {busy ? say("One moment…") : say("Show whose account this is")}
          </button>
        </form>
      )}
    </div>
  );
}
