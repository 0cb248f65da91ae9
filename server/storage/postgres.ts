import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { logError } from "../log.ts";
import { migrate } from "./migrate.ts";
import type { Tables } from "./schema.ts";
import { StartError } from "./start-error.ts";

/** Connections of one process: more than the few queries that wait at once, few enough for many processes on one server. */
const CONNECTIONS = 10;
/** A number of our own, so that processes that start together run the migrations one after another. */
const MIGRATION_LOCK = 0x65_63_73_61;
/** How often a drift between this machine's clock and the database's is looked for. */
const CLOCK_MEASURED_EVERY_MS = 60_000;
/** Tries per measurement: the fastest round trip says most. */
const CLOCK_TRIES = 5;

/** The integer type of instants and revisions; our numbers are far below 2^53. */
const INT8 = 20;
pg.types.setTypeParser(INT8, Number);

/** PostgreSQL with its tables, and its clock: wall time for every process that shares it. */
export async function openPostgres(
  address: string,
): Promise<{ db: Kysely<Tables>; wall: () => number; close: () => Promise<void> }> {
  const pool = new pg.Pool({ connectionString: address, max: CONNECTIONS, connectionTimeoutMillis: 10_000 });
  // A connection may end at any moment, also between two queries of a transaction. Whoever uses it is told by the next query, and the
  // pool makes a new one; without a listener the process would end too.
  pool.on("connect", (client) =>
    client.on("error", (error) => logError("a connection to PostgreSQL ended", error.message)),
  );
  pool.on("error", () => {});
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    let offsetMs = await clockOffset(db);
    const wall = () => Math.round(Date.now() + offsetMs);
    await migrate(db as unknown as Kysely<unknown>, {
      where: "The database of DATABASE_URL",
      now: wall(),
      lock: async (transaction) => {
        await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(transaction);
      },
    });
    const measuring = setInterval(async () => {
      try {
        offsetMs = await clockOffset(db);
      } catch (error) {
        logError("asking PostgreSQL for the time", error);
      }
    }, CLOCK_MEASURED_EVERY_MS).unref();
    return {
      db,
      wall,
      close: async () => {
        clearInterval(measuring);
        await db.destroy();
      },
    };
  } catch (error) {
    await db.destroy();
    throw startError(error);
  }
}

/** Milliseconds by which the database's clock is ahead of this machine's, from the fastest of a few round trips. */
async function clockOffset(db: Kysely<Tables>): Promise<number> {
  let best = { tookMs: Number.POSITIVE_INFINITY, offsetMs: 0 };
  for (let i = 0; i < CLOCK_TRIES; i++) {
    const before = Date.now();
    const { rows } = await sql<{
      now: number;
    }>`select extract(epoch from clock_timestamp())::float8 * 1000 as now`.execute(db);
    const after = Date.now();
    if (after - before < best.tookMs) best = { tookMs: after - before, offsetMs: rows[0]!.now - (before + after) / 2 };
  }
  return best.offsetMs;
}

/** The address may carry a password, so it is not repeated. */
function startError(error: unknown): unknown {
  if (error instanceof StartError) return error;
  const { code, message } = error as { code?: string; message?: string };
  const cause = message || code || String(error);
  return new StartError(
    `The PostgreSQL of DATABASE_URL cannot be used (${cause}): start it or correct the address, or unset DATABASE_URL to keep everything in DATA_DIR.`,
  );
}
