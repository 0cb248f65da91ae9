import type { Kysely } from "kysely";

/** A world to go back to can also be kept for something else than a reset: the note says for what. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("undo_states").addColumn("note", "text").execute();
}
