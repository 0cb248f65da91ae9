import type { Kysely } from "kysely";

/** What a reader answered to a question of a chapter: a prediction before a run, or an explanation of one's own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("answers")
    .addColumn("participant_id", "text", (it) => it.notNull().references("participants.id").onDelete("cascade"))
    .addColumn("account_id", "text", (it) => it.notNull().references("accounts.id").onDelete("cascade"))
    .addColumn("question_id", "text", (it) => it.notNull())
    .addColumn("at", "bigint", (it) => it.notNull())
    .addColumn("body", "text", (it) => it.notNull())
    .addPrimaryKeyConstraint("answers_participant_account_question", ["participant_id", "account_id", "question_id"])
    .execute();
  await db.schema.createIndex("answers_account_id").on("answers").column("account_id").execute();
}
