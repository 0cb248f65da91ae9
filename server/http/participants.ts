import { randomInt, randomUUID } from "node:crypto";
import type { Account } from "../accounts/account.ts";
import type { Connections } from "../accounts/connect.ts";
import { type OwnAccount, ownAccountOf, ownPurpose } from "../accounts/own-purpose.ts";
import type { Config } from "../config.ts";
import { limits } from "../limits.ts";
import { logError } from "../log.ts";
import type { StartingStateName } from "../sandbox/inputs.ts";
import type { Sandboxes } from "../sandbox/sandboxes.ts";
import type { AccessKey } from "../sandbox/wire/gateway.ts";
import type { Database } from "../storage/database.ts";
import { Cache } from "./cache.ts";
import { newAccessKey, newAccountId, newAppId, newToken, tokenHash, userOf } from "./credentials.ts";
import { full } from "./problem.ts";

/** Somebody who takes part, and which of their accounts is active. `seenAt`: wall time, saved once an hour at most. */
export type Participant = {
  id: string;
  name: string | null;
  accountId: string;
  /** What the active account is for: `workshop`, `lab:` and the lab's name, or `own:` with AWS account and Region. */
  purpose: string;
  seenAt: number;
};

/** The purpose of the account that everybody begins with. */
export const WORKSHOP = "workshop";

/** What the owner of an account is told about it. */
export type OwnedSandbox = { appId: string; accessKeyId: string; secretAccessKey: string };

type Parts = {
  config: Pick<Config, "keepDays" | "maxParticipants">;
  database: Pick<Database, "participants" | "accounts" | "keys" | "wall">;
  sandboxes: Sandboxes;
  /** The account as the rest of the server asks it. */
  openAccount: (
    identity: { accountId: string; principal: string; userId: string },
    start: StartingStateName,
  ) => Account;
  /** The AWS accounts of participants' own. */
  connections: Connections;
  /** In which state an account of this purpose begins; undefined where there is no such purpose. */
  startOf: (purpose: string) => StartingStateName | undefined;
};

const DAY_MS = 86_400_000;

/** Who takes part: how one becomes somebody, is known again, and is forgotten. */
export class Participants {
  readonly #parts: Parts;
  readonly #keepMs: number;
  readonly #sweep: NodeJS.Timeout;
  #sweeping: Promise<void> = Promise.resolve();
  /** An account is opened once for many requests: its SDK clients take 50 kB each. */
  readonly #accounts = new Cache<string, Account>(limits.accountsOpen);
  readonly #keys = new Cache<string, AccessKey>(limits.keysInMemory);
  readonly #apps = new Cache<string, string>(limits.keysInMemory);
  /** When participants, and accounts by way of their keys or application, were last noted here. */
  readonly #seen = new Cache<string, number>(limits.keysInMemory);

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#keepMs = parts.config.keepDays * DAY_MS;
    this.#sweep = setInterval(() => this.#sweepSafely(), limits.sweepEveryMs).unref();
    this.#sweepSafely();
  }

  /** A new participant with an account in the workshop's starting state: all of it is saved, or nothing. */
  async create(name: string | null): Promise<{ participant: Participant; token: string }> {
    const { config, database } = this.#parts;
    const { maxParticipants } = config;
    if (maxParticipants !== undefined && (await database.participants.count()) >= maxParticipants)
      throw full(maxParticipants);

    const token = newToken();
    const at = database.wall();
    const id = randomUUID();
    const accountId = await this.#createAccount({ id, name, tokenHash: tokenHash(token) }, WORKSHOP);
    return { participant: { id, name, accountId, purpose: WORKSHOP, seenAt: at }, token };
  }

  /**
   * Makes the participant's account of this purpose the active one; at the first time it is made, in its own starting state. The
   * others stay as they are. False where there is no such purpose.
   */
  async enter(participant: Participant, purpose: string): Promise<boolean> {
    const { database, startOf } = this.#parts;
    if (startOf(purpose) === undefined) return false;
    const known = await database.accounts.ofPurpose(participant.id, purpose);
    const accountId = known?.id ?? (await this.#makeOrFind(participant.id, purpose));
    await database.participants.activate(participant.id, accountId);
    participant.accountId = accountId;
    participant.purpose = purpose;
    return true;
  }

  /** Makes an AWS account of the participant's own the active one; the others stay as they are. */
  async enterOwn(participant: Participant, own: OwnAccount): Promise<void> {
    const { database } = this.#parts;
    const purpose = ownPurpose(own);
    const known = await database.accounts.ofPurpose(participant.id, purpose);
    const accountId = known?.id ?? `own-${randomUUID()}`;
    if (!known)
      await database.accounts.addOwn({ id: accountId, participantId: participant.id, purpose }, database.wall());
    await database.participants.activate(participant.id, accountId);
    participant.accountId = accountId;
    participant.purpose = purpose;
  }

  /**
   * Where the participant's progress belongs, by what the steps are for. In an account of their own they do the chapters, and what
   * they did in the sandbox does not count there.
   */
  async scopesOf({ id, accountId, purpose }: Participant): Promise<Map<string, string>> {
    const scopes = await this.accountsOf(id);
    for (const it of scopes.keys()) if (ownAccountOf(it)) scopes.delete(it);
    if (ownAccountOf(purpose)) scopes.set(WORKSHOP, accountId);
    return scopes;
  }

  /** The participant's accounts by what they are for. */
  async accountsOf(participantId: string): Promise<Map<string, string>> {
    const accounts = await this.#parts.database.accounts.ofParticipant(participantId);
    return new Map(accounts.map(({ purpose, id }) => [purpose, id]));
  }

  /** Two tabs that enter at once make one account: the second finds the first's. */
  async #makeOrFind(participantId: string, purpose: string): Promise<string> {
    try {
      return await this.#createAccount({ id: participantId }, purpose);
    } catch (error) {
      const other = await this.#parts.database.accounts.ofPurpose(participantId, purpose);
      if (!other) throw error;
      return other.id;
    }
  }

  async #createAccount(
    participant: { id: string; name: string | null; tokenHash: string } | { id: string },
    purpose: string,
  ): Promise<string> {
    const accountId = newAccountId();
    const { accessKeyId, secretAccessKey } = newAccessKey();
    await this.#parts.sandboxes.create({
      accountId,
      seed: randomInt(2 ** 31),
      state: this.#parts.startOf(purpose)!,
      newcomer: {
        participant,
        purpose,
        appId: newAppId(),
        key: { id: accessKeyId, secret: secretAccessKey, ...userOf(accountId) },
      },
    });
    return accountId;
  }

  /** Who holds this token; their visit is noted. */
  async byToken(token: string): Promise<Participant | undefined> {
    const found = await this.#parts.database.participants.byTokenHash(tokenHash(token));
    if (!found) return undefined;
    const { id, name, accountId, purpose, seenAt } = found;
    return { id, name, accountId, purpose, seenAt: await this.#visit(id, seenAt) };
  }

  /** The account through which everything asks AWS. */
  account({ accountId, purpose }: Pick<Participant, "accountId" | "purpose">): Account {
    const own = this.#parts.connections.account(accountId, purpose);
    if (own) return own;
    const start = this.#parts.startOf(purpose) ?? "workshop";
    return this.#accounts.getOr(accountId, () => this.#parts.openAccount({ accountId, ...userOf(accountId) }, start));
  }

  async owned(accountId: string): Promise<OwnedSandbox> {
    const { accounts, keys } = this.#parts.database;
    const [account, key] = await Promise.all([accounts.get(accountId), keys.ofAccount(accountId)]);
    if (!account || !key) throw new Error(`The account ${accountId} has no row or no key.`);
    return { appId: account.appId, accessKeyId: key.id, secretAccessKey: key.secret };
  }

  /** An access key for the AWS endpoint; its use counts as a visit. */
  async key(accessKeyId: string): Promise<AccessKey | undefined> {
    const key = this.#keys.get(accessKeyId) ?? (await this.#readKey(accessKeyId));
    if (key) await this.#visitTo(key.accountId);
    return key;
  }

  /** Whose application has this address; a request to it counts as a visit. */
  async accountOfApp(appId: string): Promise<string | undefined> {
    const accountId = this.#apps.get(appId) ?? (await this.#readApp(appId));
    if (accountId) await this.#visitTo(accountId);
    return accountId;
  }

  /** Wall time at which the participant is forgotten unless they come back. */
  keptUntil({ seenAt }: Participant): number {
    return seenAt + this.#keepMs;
  }

  /** Forgets whom nobody has seen for KEEP_DAYS, with everything that is theirs. */
  async sweep(): Promise<void> {
    const { database } = this.#parts;
    const gone = await database.participants.deleteUnseenSince(database.wall() - this.#keepMs);
    if (gone.length > 0) this.#forgotten(gone);
  }

  /** Forgets a participant at once: identity, every account with keys, world, terminals and files, and progress. */
  async forget(participantId: string): Promise<void> {
    const accounts = await this.accountsOf(participantId);
    await this.#parts.database.participants.delete(participantId);
    this.#parts.connections.withdraw(participantId);
    this.#forgotten([...accounts.values()]);
  }

  #forgotten(accountIds: string[]): void {
    for (const accountId of accountIds) {
      this.#parts.sandboxes.forget(accountId);
      this.#parts.connections.forget(accountId);
    }
    for (const cache of [this.#accounts, this.#keys, this.#apps]) cache.clear();
  }

  async close(): Promise<void> {
    clearInterval(this.#sweep);
    await this.#sweeping;
  }

  async #readKey(accessKeyId: string): Promise<AccessKey | undefined> {
    const record = await this.#parts.database.keys.get(accessKeyId);
    if (!record) return undefined;
    const { accountId, secret, sessionToken: token, expiresAt, principal, userId } = record;
    return this.#keys.put(accessKeyId, { accountId, secret, token, expiresAt, principal, userId });
  }

  async #readApp(appId: string): Promise<string | undefined> {
    const account = await this.#parts.database.accounts.byAppId(appId);
    return account && !ownAccountOf(account.purpose) ? this.#apps.put(appId, account.id) : undefined;
  }

  /** A visit by way of an account: once an hour it is asked whose it is. */
  async #visitTo(accountId: string): Promise<void> {
    const { database } = this.#parts;
    if (database.wall() - (this.#seen.get(accountId) ?? 0) < limits.seenSavedEveryMs) return;
    this.#seen.put(accountId, database.wall());
    const account = await database.accounts.get(accountId);
    if (account) await this.#visit(account.participantId, 0);
  }

  /** Notes that somebody was here; gives when they were last, to the hour. */
  async #visit(participantId: string, savedAt: number): Promise<number> {
    const { database } = this.#parts;
    const seenAt = Math.max(savedAt, this.#seen.get(participantId) ?? 0);
    const now = database.wall();
    if (now - seenAt < limits.seenSavedEveryMs) return seenAt;
    this.#seen.put(participantId, now);
    await database.participants.seen(participantId, now);
    return now;
  }

  #sweepSafely(): void {
    this.#sweeping = this.sweep().catch((error: unknown) => logError("forgetting participants", error));
  }
}

/** What the steps are for that are done in an account: the chapters also in one of the participant's own. */
export const stepsOf = (purpose: string): string => (ownAccountOf(purpose) ? WORKSHOP : purpose);
