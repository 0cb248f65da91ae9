import type { Kysely } from "kysely";
import type { Tables } from "./schema.ts";

/** An answer of a participant in one account. `at` is account time; `body` any JSON. */
type AnswerRecord<Body> = { question: string; at: number; body: Body };

/** What participants answered to the questions of the chapters. */
export class AnswerRecords {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async list<Body>(participantId: string, accountId: string): Promise<AnswerRecord<Body>[]> {
    const rows = await this.#db
      .selectFrom("answers")
      .select(["question_id as question", "at", "body"])
      .where("participant_id", "=", participantId)
      .where("account_id", "=", accountId)
      .orderBy("at")
      .orderBy("question_id")
      .execute();
    return rows.map(({ question, at, body }) => ({ question, at, body: JSON.parse(body) as Body }));
  }

  /** Keeps an answer in the place of an earlier one to the same question. */
  async put<Body>(
    participantId: string,
    accountId: string,
    { question, at, ...record }: AnswerRecord<Body>,
  ): Promise<void> {
    const body = JSON.stringify(record.body);
    await this.#db
      .insertInto("answers")
      .values({ participant_id: participantId, account_id: accountId, question_id: question, at, body })
      .onConflict((it) => it.columns(["participant_id", "account_id", "question_id"]).doUpdateSet({ at, body }))
      .execute();
  }
}
