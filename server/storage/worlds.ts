import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import type { Tables } from "./schema.ts";

/** A world as JSON after its first `revision` inputs, at account time `at`. */
type SavedWorld = { revision: number; at: number; worldVersion: number; simulationVersion: number; body: string };
/** The input that leads to `revision`, applied at account time `at`. */
type SavedInput = { revision: number; at: number; body: string };
/** A world before a reset, and until when (wall time) it can be asked back. */
type SavedUndo = { expiresAt: number; body: string; note?: string | undefined };

/** Who gets a new account. */
type Newcomer = {
  /** With a token's hash somebody new, who gets it as their active account; else somebody who has an account already. */
  participant: { id: string; tokenHash: string; name: string | null } | { id: string };
  /** What it is for: `workshop`, or `lab:` and the lab's name. */
  purpose: string;
  appId: string;
  key: { id: string; secret: string; principal: string; userId: string };
};

/** Snapshots and logs of inputs. A world is only text here. */
export class Worlds {
  /** Whether other processes write too: then what is in memory may be old. */
  readonly shared: boolean;
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>, shared: boolean) {
    this.#db = db;
    this.shared = shared;
  }

  /** Account, key and first world, and whoever is new, in one transaction. `now` is wall time. */
  async create(
    accountId: string,
    world: SavedWorld,
    { participant, purpose, appId, key }: Newcomer,
    now: number,
  ): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      if ("tokenHash" in participant)
        await transaction
          .insertInto("participants")
          .values({
            id: participant.id,
            token_hash: participant.tokenHash,
            name: participant.name,
            active_account_id: accountId,
            created_at: now,
            seen_at: now,
          })
          .execute();
      await transaction
        .insertInto("accounts")
        .values({ id: accountId, participant_id: participant.id, purpose, app_id: appId, created_at: now })
        .execute();
      await transaction
        .insertInto("access_keys")
        .values({
          id: key.id,
          account_id: accountId,
          secret: key.secret,
          session_token: null,
          expires_at: null,
          principal: key.principal,
          user_id: key.userId,
        })
        .execute();
      await transaction
        .insertInto("snapshots")
        .values({ account_id: accountId, ...columns(world) })
        .execute();
    });
  }

  /** The snapshot and the inputs since, oldest first; undefined where there is no such account. One statement, so it sees one state. */
  async load(accountId: string): Promise<{ world: SavedWorld; inputs: SavedInput[] } | undefined> {
    const rows = await this.#db
      .selectFrom("snapshots")
      .select(["revision", "at", "body", "world_version as worldVersion", "simulation_version as simulationVersion"])
      .where("account_id", "=", accountId)
      .unionAll(
        this.#db
          .selectFrom("inputs")
          .select(["revision", "at", "body", sql<number>`0`.as("worldVersion"), sql<number>`0`.as("simulationVersion")])
          .where("account_id", "=", accountId),
      )
      .orderBy("revision")
      .execute();
    const [world, ...inputs] = rows;
    return world && { world, inputs: inputs.map(({ revision, at, body }) => ({ revision, at, body })) };
  }

  /** The latest revision; undefined where there is no such account. */
  async revision(accountId: string): Promise<number | undefined> {
    const { rows } = await revisionOf(accountId).execute(this.#db);
    return rows[0]?.revision;
  }

  /**
   * Saves an input, if it is the next one: false where another was first, and then nothing is saved. `undo` keeps a world to go back
   * to, `null` forgets it.
   */
  async append(accountId: string, input: SavedInput, undo?: SavedUndo | null): Promise<boolean> {
    if (undo === undefined) return this.#insert(this.#db, accountId, input);
    return this.#db.transaction().execute(async (transaction) => {
      if (!(await this.#insert(transaction, accountId, input))) return false;
      if (undo === null) await transaction.deleteFrom("undo_states").where("account_id", "=", accountId).execute();
      else {
        const kept = { expires_at: undo.expiresAt, body: undo.body, note: undo.note ?? null };
        await transaction
          .insertInto("undo_states")
          .values({ account_id: accountId, ...kept })
          .onConflict((it) => it.column("account_id").doUpdateSet(kept))
          .execute();
      }
      return true;
    });
  }

  /** Replaces the snapshot by a newer one and drops the inputs it contains. False, and nothing done, where inputs have come since. */
  save(accountId: string, world: SavedWorld, now: number): Promise<boolean> {
    return this.#db.transaction().execute(async (transaction) => {
      if (this.shared)
        await transaction
          .selectFrom("snapshots")
          .select("revision")
          .where("account_id", "=", accountId)
          .forUpdate()
          .execute();
      const { rows } = await revisionOf(accountId).execute(transaction);
      if (rows[0]?.revision !== world.revision) return false;
      await transaction.updateTable("snapshots").set(columns(world)).where("account_id", "=", accountId).execute();
      await transaction
        .deleteFrom("inputs")
        .where("account_id", "=", accountId)
        .where("revision", "<=", world.revision)
        .execute();
      await transaction
        .deleteFrom("undo_states")
        .where("account_id", "=", accountId)
        .where("expires_at", "<=", now)
        .execute();
      return true;
    });
  }

  /** The world before the last reset or checkpoint, if one is kept. */
  async undo(accountId: string): Promise<SavedUndo | undefined> {
    const kept = await this.#db
      .selectFrom("undo_states")
      .select(["expires_at as expiresAt", "body", "note"])
      .where("account_id", "=", accountId)
      .executeTakeFirst();
    return kept && { ...kept, note: kept.note ?? undefined };
  }

  /**
   * One statement, so that nothing comes between question and answer. The primary key refuses a revision that is there; the
   * condition refuses one so old that a snapshot has swallowed it, or one that lies before the account time of the snapshot. With
   * several processes the snapshot's row stays put meanwhile.
   */
  async #insert(
    db: Kysely<Tables> | Transaction<Tables>,
    accountId: string,
    { revision, at, body }: SavedInput,
  ): Promise<boolean> {
    const { numAffectedRows } = await (this.shared ? insertShared : insertAlone)(accountId, revision, at, body).execute(
      db,
    );
    return numAffectedRows === 1n;
  }
}

type Insert = (accountId: string, revision: number, at: number, body: string) => RawBuilder<unknown>;

const insertAlone: Insert = (accountId, revision, at, body) => sql`
  insert into inputs (account_id, revision, at, body)
  select ${accountId}, ${revision}, ${at}, ${body} from snapshots where account_id = ${accountId} and revision < ${revision} and at <= ${at}
  on conflict do nothing`;

const insertShared: Insert = (accountId, revision, at, body) => sql`
  insert into inputs (account_id, revision, at, body)
  select ${accountId}, ${revision}::bigint, ${at}::bigint, ${body} from snapshots
  where account_id = ${accountId} and revision < ${revision} and at <= ${at} for share
  on conflict do nothing`;

const revisionOf = (accountId: string) => sql<{ revision: number }>`
  select coalesce((select max(revision) from inputs where account_id = ${accountId}), revision) as revision
  from snapshots where account_id = ${accountId}`;

const columns = (world: SavedWorld) => ({
  revision: world.revision,
  at: world.at,
  world_version: world.worldVersion,
  simulation_version: world.simulationVersion,
  body: world.body,
});
