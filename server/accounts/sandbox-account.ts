import type { StartingStateName } from "../sandbox/inputs.ts";
import type { Sandboxes } from "../sandbox/sandboxes.ts";
import type { Catalog } from "../sandbox/services/operation.ts";
import { WORKSHOP_REGION } from "../sandbox/starting-states.ts";
import type { Call, OnBug } from "../sandbox/wire/gateway.ts";
import { requestHandler } from "../sandbox/wire/in-process.ts";
import type { Account } from "./account.ts";
import { boundClients } from "./aws-clients.ts";

/** Whose calls these are: the account, and what GetCallerIdentity tells about its user. */
export type Identity = { accountId: string; principal: string; userId: string };

/** An emulated account inside this server, asked through the SDK as AWS would be. */
export function sandboxAccount(
  identity: Identity,
  sandboxes: Sandboxes,
  catalog: Catalog,
  onBug?: OnBug,
  call: Call = (it) => sandboxes.call(it),
  /** The state to which this account starts over. */
  start: StartingStateName = "workshop",
): Account {
  const { accountId } = identity;
  const clientsIn = (region: string) =>
    boundClients({
      region,
      endpoint: "http://sandbox.internal",
      credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
      requestHandler: requestHandler({ call, catalog, identity, region, onBug }),
    });
  const aws = clientsIn(WORKSHOP_REGION);
  return {
    id: accountId,
    accountId,
    region: WORKSHOP_REGION,
    aws,
    awsIn: (region) => (region === WORKSHOP_REGION ? aws : clientsIn(region)),
    now: () => sandboxes.now(accountId),
    touch: () => sandboxes.touch(accountId),
    watch: () => sandboxes.watch(accountId),
    clock: { read: () => sandboxes.clock(accountId), set: (setting) => sandboxes.setClock(accountId, setting) },
    load: {
      read: (since) => sandboxes.load(accountId, since),
      set: (setting) => sandboxes.setLoad(accountId, setting),
      moments: () => sandboxes.loadMoments(accountId),
    },
    calls: { list: () => sandboxes.calls(accountId) },
    decisions: { list: () => sandboxes.decisions(accountId) },
    reset: {
      to: (state, clock, options) => sandboxes.reset(accountId, state === "workshop" ? start : state, clock, options),
      undo: () => sandboxes.undoReset(accountId),
      undoUntil: () => sandboxes.undoUntil(accountId),
    },
    checkpoint: {
      keep: (note) => sandboxes.checkpoint(accountId, note),
      last: () => sandboxes.lastCheckpoint(accountId),
      rename: (note, next) => sandboxes.renameCheckpoint(accountId, note, next),
      goBack: (note) => sandboxes.undoReset(accountId, note),
    },
  };
}
