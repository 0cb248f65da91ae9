import { mkdirSync } from "node:fs";
import path from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { Kysely, SqliteDialect, type SqliteStatement } from "kysely";
import { migrate } from "./migrate.ts";
import type { Tables } from "./schema.ts";
import { StartError } from "./start-error.ts";

/** Texts of statements kept ready. The server's own are about thirty; beyond this something builds texts from values. */
const STATEMENTS_KEPT = 200;
/** A server that is just stopping may still hold the file for a moment. */
const LOCK_WAIT_MS = 1_000;

/** Result codes of SQLite (https://www.sqlite.org/rescode.html). */
const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

/**
 * The database in `dataDir`, with its tables. This process alone holds it from now on: the connection stays in SQLite's exclusive
 * locking mode, so a second start finds the file locked, and the operating system takes the lock away from a process that dies,
 * however it dies. There is no second file that could be left behind. WAL with `synchronous = normal`: what was acknowledged
 * survives the death of the process; a power cut may lose the last moments, never more.
 */
export async function openSqlite(dataDir: string, now: number): Promise<Kysely<Tables>> {
  const file = path.join(dataDir, "workshop.sqlite");
  try {
    mkdirSync(dataDir, { recursive: true });
    const bridge = new NodeSqlite(file);
    const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: bridge }) });
    try {
      await migrate(db as unknown as Kysely<unknown>, { where: file, now, lock: async () => {} });
    } catch (error) {
      bridge.close();
      throw error;
    }
    return db;
  } catch (error) {
    throw startError(error, dataDir, file);
  }
}

/** What Kysely's SqliteDialect expects of a database, over node:sqlite. */
class NodeSqlite {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, SqliteStatement>();

  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    try {
      this.#database.exec(`pragma busy_timeout = ${LOCK_WAIT_MS}; pragma locking_mode = exclusive; pragma journal_mode = wal;
        pragma synchronous = normal; pragma foreign_keys = on; begin immediate; commit`);
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  prepare(text: string) {
    const known = this.#statements.get(text);
    if (known) return known;
    const statement = this.#database.prepare(text);
    const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
    const prepared = {
      reader: statement.columns().length > 0,
      all: (parameters: readonly unknown[]) => statement.all(...values(parameters)),
      run: (parameters: readonly unknown[]) => statement.run(...values(parameters)),
      iterate: (parameters: readonly unknown[]) => statement.iterate(...values(parameters)),
    };
    if (this.#statements.size >= STATEMENTS_KEPT) this.#statements.clear();
    this.#statements.set(text, prepared);
    return prepared;
  }

  close() {
    this.#database.close();
  }
}

/** The sentence for what SQLite or the file system said, or the error itself where it is none of these. */
function startError(error: unknown, dataDir: string, file: string): unknown {
  const { code, errcode, message } = error as { code?: string; errcode?: number; message?: string };
  if (errcode !== undefined) {
    const cause = errcode & 0xff;
    if (cause === SQLITE_BUSY)
      return new StartError(
        `DATA_DIR ${dataDir} is in use by another server: stop that one, or set DATA_DIR to another folder.`,
      );
    if (cause === SQLITE_CORRUPT || cause === SQLITE_NOTADB)
      return new StartError(
        `${file} is damaged (${message}): put a backup in its place, or move it away to begin with no participants.`,
      );
    return new StartError(
      `DATA_DIR ${dataDir} cannot be written (${message}): let the user who starts the server write there, or set DATA_DIR to another folder.`,
    );
  }
  if (
    ["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENOENT", "ENOSPC", "ENAMETOOLONG", "ELOOP"].includes(code ?? "")
  )
    return new StartError(
      `DATA_DIR ${dataDir} cannot be made or written (${code}): let the user who starts the server write there, or set DATA_DIR to another folder.`,
    );
  return error;
}
