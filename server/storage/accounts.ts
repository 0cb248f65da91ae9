import type { Kysely } from "kysely";
import type { Tables } from "./schema.ts";

export type AccountRecord = { id: string; participantId: string; appId: string; createdAt: number };

/** Which accounts there are and whose they are. */
export class AccountRecords {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  get(id: string): Promise<AccountRecord | undefined> {
    return this.#selection().where("id", "=", id).executeTakeFirst();
  }

  byAppId(appId: string): Promise<AccountRecord | undefined> {
    return this.#selection().where("app_id", "=", appId).executeTakeFirst();
  }

  #selection() {
    return this.#db
      .selectFrom("accounts")
      .select(["id", "participant_id as participantId", "app_id as appId", "created_at as createdAt"]);
  }
}
