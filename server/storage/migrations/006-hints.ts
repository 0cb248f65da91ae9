import type { Kysely } from "kysely";

/** Which hints of a step somebody opened, and how often its check failed on the same expectation. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("hints")
    .addColumn("participant_id", "text", (it) => it.notNull().references("participants.id").onDelete("cascade"))
    .addColumn("account_id", "text", (it) => it.notNull().references("accounts.id").onDelete("cascade"))
    .addColumn("step_id", "text", (it) => it.notNull())
    .addColumn("level", "integer", (it) => it.notNull())
    .addColumn("opened_at", "bigint")
    .addColumn("failing", "text")
    .addColumn("failed", "integer", (it) => it.notNull())
    .addPrimaryKeyConstraint("hints_participant_account_step", ["participant_id", "account_id", "step_id"])
    .execute();
  await db.schema.createIndex("hints_account_id").on("hints").column("account_id").execute();
}
