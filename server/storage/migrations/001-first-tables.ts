import type { Kysely } from "kysely";

/** Participants with their accounts and keys, worlds as snapshot plus log, and progress. Whatever belongs to an account goes with it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("participants")
    .addColumn("id", "text", (it) => it.primaryKey())
    .addColumn("token_hash", "text", (it) => it.notNull().unique())
    .addColumn("name", "text")
    .addColumn("active_account_id", "text", (it) => it.notNull())
    .addColumn("created_at", "bigint", (it) => it.notNull())
    .addColumn("seen_at", "bigint", (it) => it.notNull())
    .execute();
  await db.schema.createIndex("participants_seen_at").on("participants").column("seen_at").execute();

  await db.schema
    .createTable("accounts")
    .addColumn("id", "text", (it) => it.primaryKey())
    .addColumn("participant_id", "text", (it) => it.notNull().references("participants.id").onDelete("cascade"))
    .addColumn("app_id", "text", (it) => it.notNull().unique())
    .addColumn("created_at", "bigint", (it) => it.notNull())
    .execute();
  await db.schema.createIndex("accounts_participant_id").on("accounts").column("participant_id").execute();

  await db.schema
    .createTable("access_keys")
    .addColumn("id", "text", (it) => it.primaryKey())
    .addColumn("account_id", "text", (it) => it.notNull().references("accounts.id").onDelete("cascade"))
    .addColumn("secret", "text", (it) => it.notNull())
    .addColumn("session_token", "text")
    .addColumn("expires_at", "bigint")
    .addColumn("principal", "text", (it) => it.notNull())
    .addColumn("user_id", "text", (it) => it.notNull())
    .execute();
  await db.schema.createIndex("access_keys_account_id").on("access_keys").column("account_id").execute();

  await db.schema
    .createTable("snapshots")
    .addColumn("account_id", "text", (it) => it.primaryKey().references("accounts.id").onDelete("cascade"))
    .addColumn("revision", "bigint", (it) => it.notNull())
    .addColumn("at", "bigint", (it) => it.notNull())
    .addColumn("world_version", "integer", (it) => it.notNull())
    .addColumn("simulation_version", "integer", (it) => it.notNull())
    .addColumn("body", "text", (it) => it.notNull())
    .execute();

  await db.schema
    .createTable("inputs")
    .addColumn("account_id", "text", (it) => it.notNull().references("accounts.id").onDelete("cascade"))
    .addColumn("revision", "bigint", (it) => it.notNull())
    .addColumn("at", "bigint", (it) => it.notNull())
    .addColumn("body", "text", (it) => it.notNull())
    .addPrimaryKeyConstraint("inputs_account_revision", ["account_id", "revision"])
    .execute();

  await db.schema
    .createTable("undo_states")
    .addColumn("account_id", "text", (it) => it.primaryKey().references("accounts.id").onDelete("cascade"))
    .addColumn("expires_at", "bigint", (it) => it.notNull())
    .addColumn("body", "text", (it) => it.notNull())
    .execute();

  await db.schema
    .createTable("progress")
    .addColumn("participant_id", "text", (it) => it.notNull().references("participants.id").onDelete("cascade"))
    .addColumn("account_id", "text", (it) => it.notNull().references("accounts.id").onDelete("cascade"))
    .addColumn("step_id", "text", (it) => it.notNull())
    .addColumn("status", "text", (it) => it.notNull())
    .addColumn("at", "bigint", (it) => it.notNull())
    .addColumn("result", "text", (it) => it.notNull())
    .addPrimaryKeyConstraint("progress_participant_account_step", ["participant_id", "account_id", "step_id"])
    .execute();
  await db.schema.createIndex("progress_account_id").on("progress").column("account_id").execute();
}
