import type { Kysely } from "kysely";
import { limits } from "../limits.ts";
import type { Tables } from "./schema.ts";

/** Credentials and whose calls they make. Temporary ones have a session token and an end (wall time). */
export type AccessKeyRecord = {
  id: string;
  accountId: string;
  secret: string;
  sessionToken?: string;
  expiresAt?: number;
  principal: string;
  userId: string;
};

/** The access keys of all accounts. */
export class AccessKeyRecords {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async get(id: string): Promise<AccessKeyRecord | undefined> {
    const row = await this.#db.selectFrom("access_keys").selectAll().where("id", "=", id).executeTakeFirst();
    return row && recordOf(row);
  }

  /** Keeps temporary credentials. Those of the account that have ended go, and of too many the ones that end first. `now`: wall time. */
  async addTemporary(key: AccessKeyRecord, now: number): Promise<void> {
    await this.#db.transaction().execute(async (db) => {
      const kept = await db
        .selectFrom("access_keys")
        .select("id")
        .where("account_id", "=", key.accountId)
        .where("expires_at", ">", now)
        .orderBy("expires_at", "desc")
        .orderBy("id")
        .limit(limits.temporaryKeys - 1)
        .execute();
      await db
        .deleteFrom("access_keys")
        .where("account_id", "=", key.accountId)
        .where("session_token", "is not", null)
        .where("id", "not in", ["", ...kept.map((it) => it.id)])
        .execute();
      await db
        .insertInto("access_keys")
        .values({
          id: key.id,
          account_id: key.accountId,
          secret: key.secret,
          session_token: key.sessionToken ?? null,
          expires_at: key.expiresAt ?? null,
          principal: key.principal,
          user_id: key.userId,
        })
        .execute();
    });
  }

  /** The account's own long-term key, the one its owner is shown. */
  async ofAccount(accountId: string): Promise<AccessKeyRecord | undefined> {
    const row = await this.#db
      .selectFrom("access_keys")
      .selectAll()
      .where("account_id", "=", accountId)
      .where("session_token", "is", null)
      .orderBy("id")
      .executeTakeFirst();
    return row && recordOf(row);
  }
}

function recordOf(row: Tables["access_keys"]): AccessKeyRecord {
  return {
    id: row.id,
    accountId: row.account_id,
    secret: row.secret,
    ...(row.session_token !== null && { sessionToken: row.session_token }),
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
    principal: row.principal,
    userId: row.user_id,
  };
}
