import type { Kysely } from "kysely";
import type { Tables } from "./schema.ts";

/** What is known of the help somebody took with a step; `openedAt` is account time. */
type HintRecord = { step: string; level: number; openedAt: number | null; failing: string | null; failed: number };

/** Which hints were opened and which checks failed, per participant, account and step. */
export class HintRecords {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  list(participantId: string, accountId: string): Promise<HintRecord[]> {
    return this.#db
      .selectFrom("hints")
      .select(["step_id as step", "level", "opened_at as openedAt", "failing", "failed"])
      .where("participant_id", "=", participantId)
      .where("account_id", "=", accountId)
      .execute();
  }

  async put(participantId: string, accountId: string, { step, ...record }: HintRecord): Promise<void> {
    const { level, openedAt: opened_at, failing, failed } = record;
    const kept = { level, opened_at, failing, failed };
    await this.#db
      .insertInto("hints")
      .values({ participant_id: participantId, account_id: accountId, step_id: step, ...kept })
      .onConflict((it) => it.columns(["participant_id", "account_id", "step_id"]).doUpdateSet(kept))
      .execute();
  }
}
