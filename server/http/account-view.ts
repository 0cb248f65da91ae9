import type { Request } from "express";
import type { Account } from "../accounts/account.ts";
import { ownAccountOf } from "../accounts/own-purpose.ts";
import type { Context } from "../context.ts";
import type { AccountView } from "../contract/index.ts";
import { baseUrl } from "./origin.ts";
import type { Participant } from "./participants.ts";

/** What an owner is told of their active account. */
export async function accountView(
  { config, participants, connections }: Pick<Context, "config" | "participants" | "connections">,
  req: Request,
  participant: Participant,
  account: Account,
): Promise<AccountView> {
  const common = {
    accountId: account.accountId,
    purpose: participant.purpose,
    region: account.region,
    clock: await account.clock?.read(),
    undoUntil: (await account.reset?.undoUntil()) ?? null,
    keptUntil: participants.keptUntil(participant),
  };
  if (ownAccountOf(participant.purpose)) {
    const held = connections.connectionOf(account.id);
    return { kind: "real", ...common, connection: held ? { ...held, endsAt: held.endsAt ?? null } : null };
  }
  const { appId, accessKeyId, secretAccessKey } = await participants.owned(account.id);
  const base = baseUrl(req, config);
  return {
    kind: "sandbox",
    ...common,
    endpointUrl: `${base}/aws`,
    credentials: { accessKeyId, secretAccessKey },
    appUrl: `${base}/app/${appId}`,
  };
}
