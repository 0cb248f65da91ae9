import type { Kysely } from "kysely";
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
