import { type Kysely, sql, type Transaction } from "kysely";
import { migrations } from "./migrations/index.ts";
import { StartError } from "./start-error.ts";

type Migrated = { schema_migrations: { number: number; at: number } };

/**
 * Runs what has not run yet, each number once, all in one transaction. `lock` keeps other processes out of it; `where` names the
 * database for the sentence that refuses one written by a newer version.
 */
export async function migrate(
  db: Kysely<unknown>,
  { where, now, lock }: { where: string; now: number; lock: (transaction: Transaction<Migrated>) => Promise<void> },
): Promise<void> {
  await (db as Kysely<Migrated>).transaction().execute(async (transaction) => {
    await lock(transaction);
    await transaction.schema
      .createTable("schema_migrations")
      .ifNotExists()
      .addColumn("number", "integer", (it) => it.primaryKey())
      .addColumn("at", "bigint", (it) => it.notNull())
      .execute();
    const row = await transaction
      .selectFrom("schema_migrations")
      .select(sql<number>`coalesce(max("number"), 0)`.as("latest"))
      .executeTakeFirstOrThrow();
    const latest = Number(row.latest);
    if (latest > migrations.length)
      throw new StartError(
        `${where} was written by a newer version of the workshop (schema ${latest}, this version knows ${migrations.length}): start that version, or choose another place for the data.`,
      );
    for (const [index, up] of migrations.entries()) {
      if (index < latest) continue;
      await up(transaction as unknown as Kysely<unknown>);
      await transaction
        .insertInto("schema_migrations")
        .values({ number: index + 1, at: now })
        .execute();
    }
  });
}
