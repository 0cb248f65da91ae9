import type { Kysely } from "kysely";
import type { Tables } from "./schema.ts";

/** What is kept of a step. `scope` is the account; `at` is account time; `result` any JSON. */
export type ProgressRecord<Status extends string, Result> = {
  participantId: string;
  scope: string;
  step: string;
  status: Status;
  at: number;
  result: Result;
};

/** Which steps are done, per participant and account. */
export class ProgressRecords {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async list<Status extends string>(
    participantId: string,
    scope: string,
  ): Promise<{ step: string; status: Status; at: number }[]> {
    const rows = await this.#db
      .selectFrom("progress")
      .select(["step_id as step", "status", "at"])
      .where("participant_id", "=", participantId)
      .where("account_id", "=", scope)
      .execute();
    return rows.map((row) => ({ ...row, status: row.status as Status }));
  }

  /** The step is to do again, as if nobody had been there. */
  async remove(participantId: string, scope: string, step: string): Promise<void> {
    await this.#db
      .deleteFrom("progress")
      .where("participant_id", "=", participantId)
      .where("account_id", "=", scope)
      .where("step_id", "=", step)
      .execute();
  }

  async put<Status extends string, Result>(record: ProgressRecord<Status, Result>): Promise<void> {
    const { participantId, scope, step, status, at } = record;
    const result = JSON.stringify(record.result);
    await this.#db
      .insertInto("progress")
      .values({ participant_id: participantId, account_id: scope, step_id: step, status, at, result })
      .onConflict((it) => it.columns(["participant_id", "account_id", "step_id"]).doUpdateSet({ status, at, result }))
      .execute();
  }
}
