import type { Kysely } from "kysely";
import type { Tables } from "./schema.ts";

/** Somebody who takes part. `accountId`: the account that is active for them. Instants in wall time. */
export type ParticipantRecord = {
  id: string;
  name: string | null;
  accountId: string;
  /** What the active account is for. */
  purpose: string;
  createdAt: number;
  seenAt: number;
};

/** Who takes part. They are made together with their first account: `Worlds.create`. */
export class ParticipantRecords {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  byTokenHash(tokenHash: string): Promise<ParticipantRecord | undefined> {
    return this.#db
      .selectFrom("participants")
      .innerJoin("accounts", "accounts.id", "participants.active_account_id")
      .select([
        "participants.id",
        "participants.name",
        "participants.active_account_id as accountId",
        "accounts.purpose",
        "participants.created_at as createdAt",
        "participants.seen_at as seenAt",
      ])
      .where("token_hash", "=", tokenHash)
      .executeTakeFirst();
  }

  async count(): Promise<number> {
    const { count } = await this.#db
      .selectFrom("participants")
      .select((it) => it.fn.countAll().as("count"))
      .executeTakeFirstOrThrow();
    return Number(count);
  }

  /** Makes another account of the participant the active one. */
  async activate(id: string, accountId: string): Promise<void> {
    await this.#db.updateTable("participants").set({ active_account_id: accountId }).where("id", "=", id).execute();
  }

  async seen(id: string, at: number): Promise<void> {
    await this.#db.updateTable("participants").set({ seen_at: at }).where("id", "=", id).execute();
  }

  /** Forgets a participant with everything that is theirs. */
  async delete(id: string): Promise<void> {
    await this.#db.deleteFrom("participants").where("id", "=", id).execute();
  }

  /** Forgets whom nobody has seen since `at`, with everything that is theirs. Returns the accounts that are gone. */
  deleteUnseenSince(at: number): Promise<string[]> {
    return this.#db.transaction().execute(async (transaction) => {
      const unseen = transaction.selectFrom("participants").select("id").where("seen_at", "<", at);
      const accounts = await transaction
        .selectFrom("accounts")
        .select("id")
        .where("participant_id", "in", unseen)
        .execute();
      await transaction.deleteFrom("participants").where("seen_at", "<", at).execute();
      return accounts.map(({ id }) => id);
    });
  }
}
