import type { Kysely } from "kysely";
import type { Tables } from "./schema.ts";

/** `purpose`: `workshop`, `lab:` and the lab's name, or `own:` with AWS account and Region. */
export type AccountRecord = { id: string; participantId: string; purpose: string; appId: string; createdAt: number };

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

  ofPurpose(participantId: string, purpose: string): Promise<AccountRecord | undefined> {
    return this.#selection()
      .where("participant_id", "=", participantId)
      .where("purpose", "=", purpose)
      .executeTakeFirst();
  }

  /** Every account of a participant, the oldest first. */
  ofParticipant(participantId: string): Promise<AccountRecord[]> {
    return this.#selection().where("participant_id", "=", participantId).orderBy("created_at").orderBy("id").execute();
  }

  /** An AWS account of a participant's own: nothing of it is kept here but what its purpose says, and it has no application. */
  async addOwn({ id, participantId, purpose }: Pick<AccountRecord, "id" | "participantId" | "purpose">, now: number) {
    await this.#db
      .insertInto("accounts")
      .values({ id, participant_id: participantId, purpose, app_id: id, created_at: now })
      .execute();
  }

  #selection() {
    return this.#db
      .selectFrom("accounts")
      .select(["id", "participant_id as participantId", "purpose", "app_id as appId", "created_at as createdAt"]);
  }
}
