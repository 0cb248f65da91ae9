import type { Kysely } from "kysely";

/** Keys with which the server signs what it gives out and takes back, by what they are for. Every process of one database has the same. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("server_keys")
    .addColumn("name", "text", (it) => it.primaryKey())
    .addColumn("secret", "text", (it) => it.notNull())
    .execute();
}
