import type { Kysely } from "kysely";

/** What an account is for: the workshop, or one lab. A participant has one of each kind at most. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("accounts")
    .addColumn("purpose", "text", (it) => it.notNull().defaultTo("workshop"))
    .execute();
  await db.schema
    .createIndex("accounts_participant_purpose")
    .unique()
    .on("accounts")
    .columns(["participant_id", "purpose"])
    .execute();
}
