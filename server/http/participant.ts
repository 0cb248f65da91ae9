import type { Request } from "express";
import type { Account } from "../accounts/account.ts";
import type { Participant } from "./participants.ts";
import { noParticipant } from "./problem.ts";

/** Who sent a request and with which account. */
export type Identity = { participant: Participant; account: Account };

const identities = new WeakMap<Request, Identity>();

export function setIdentity(req: Request, identity: Identity): void {
  identities.set(req, identity);
}

/** The participant who sent the request; the 401 problem `no-participant` when there is none. */
export function participantOf(req: Request): Participant {
  return identityOf(req).participant;
}

/** The participant's active account; the 401 problem `no-participant` when there is none. */
export async function accountOf(req: Request): Promise<Account> {
  return identityOf(req).account;
}

function identityOf(req: Request): Identity {
  const identity = identities.get(req);
  if (!identity) throw noParticipant();
  return identity;
}
