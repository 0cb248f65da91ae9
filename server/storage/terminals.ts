import { type Kysely, sql } from "kysely";
import type { Tables } from "./schema.ts";

/** A file, directory or link of an account. `content` is base64, or where a link points; `modifiedAt` is account time. */
export type FileRecord = {
  path: string;
  kind: "file" | "directory" | "link";
  mode: number;
  modifiedAt: number;
  content: string;
};

/** What became of an account's files: written or changed, and gone. */
export type FileChanges = { written: FileRecord[]; removed: string[] };

/** Terminals, each a JSON text with a revision, and the files that the terminals of an account share. */
export class TerminalRecords {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async load(accountId: string, id: string): Promise<{ revision: number; body: string } | undefined> {
    return this.#db
      .selectFrom("terminals")
      .select(["revision", "body"])
      .where("account_id", "=", accountId)
      .where("id", "=", id)
      .executeTakeFirst();
  }

  /** Saves what follows on `revision` (0: there is none yet). False, and nothing saved, where another was first or the account is gone. */
  async save(accountId: string, id: string, revision: number, body: string): Promise<boolean> {
    const { numAffectedRows } =
      revision === 0
        ? await sql`
            insert into terminals (account_id, id, revision, body)
            select id, ${id}, 1, ${body} from accounts where id = ${accountId}
            on conflict do nothing`.execute(this.#db)
        : await sql`
            update terminals set revision = ${revision + 1}, body = ${body}
            where account_id = ${accountId} and id = ${id} and revision = ${revision}`.execute(this.#db);
    return numAffectedRows === 1n;
  }

  async delete(accountId: string, id: string): Promise<void> {
    await this.#db.deleteFrom("terminals").where("account_id", "=", accountId).where("id", "=", id).execute();
  }

  /** Every file of the account, directories before what is in them. */
  async files(accountId: string): Promise<FileRecord[]> {
    const rows = await this.#db
      .selectFrom("terminal_files")
      .select(["path", "kind", "mode", "modified_at as modifiedAt", "content"])
      .where("account_id", "=", accountId)
      .execute();
    return rows
      .map((row) => ({ ...row, kind: row.kind as FileRecord["kind"] }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** All of the changes or none; of two that write the same path, the later one counts. Nothing is kept for an account that is gone. */
  async saveFiles(accountId: string, { written, removed }: FileChanges): Promise<void> {
    if (written.length + removed.length === 0) return;
    await this.#db.transaction().execute(async (db) => {
      for (const path of removed)
        await db.deleteFrom("terminal_files").where("account_id", "=", accountId).where("path", "=", path).execute();
      for (const { path, kind, mode, modifiedAt, content } of written)
        await sql`
          insert into terminal_files (account_id, path, kind, mode, modified_at, content)
          select id, ${path}, ${kind}, cast(${mode} as integer), cast(${modifiedAt} as bigint), ${content} from accounts where id = ${accountId}
          on conflict (account_id, path) do update
          set kind = excluded.kind, mode = excluded.mode, modified_at = excluded.modified_at, content = excluded.content`.execute(
          db,
        );
    });
  }
}
