import type { Kysely } from "kysely";

/** Terminals and the files of their accounts. Both go with the account. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("terminals")
    .addColumn("account_id", "text", (it) => it.notNull().references("accounts.id").onDelete("cascade"))
    .addColumn("id", "text", (it) => it.notNull())
    .addColumn("revision", "bigint", (it) => it.notNull())
    .addColumn("body", "text", (it) => it.notNull())
    .addPrimaryKeyConstraint("terminals_account_id", ["account_id", "id"])
    .execute();

  await db.schema
    .createTable("terminal_files")
    .addColumn("account_id", "text", (it) => it.notNull().references("accounts.id").onDelete("cascade"))
    .addColumn("path", "text", (it) => it.notNull())
    .addColumn("kind", "text", (it) => it.notNull())
    .addColumn("mode", "integer", (it) => it.notNull())
    .addColumn("modified_at", "bigint", (it) => it.notNull())
    .addColumn("content", "text", (it) => it.notNull())
    .addPrimaryKeyConstraint("terminal_files_account_path", ["account_id", "path"])
    .execute();
}
