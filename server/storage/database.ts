import { AccessKeyRecords } from "./access-keys.ts";
import { AccountRecords } from "./accounts.ts";
import { AnswerRecords } from "./answers.ts";
import { HintRecords } from "./hints.ts";
import { ParticipantRecords } from "./participants.ts";
import { ProgressRecords } from "./progress.ts";
import { ServerKeys } from "./server-keys.ts";
import { openSqlite } from "./sqlite.ts";
import { TerminalRecords } from "./terminals.ts";
import { Worlds } from "./worlds.ts";

export { StartError } from "./start-error.ts";

/** Everything that is kept, and the wall clock all who share it go by. */
export type Database = {
  participants: ParticipantRecords;
  accounts: AccountRecords;
  keys: AccessKeyRecords;
  serverKeys: ServerKeys;
  worlds: Worlds;
  progress: ProgressRecords;
  answers: AnswerRecords;
  hints: HintRecords;
  terminals: TerminalRecords;
  /** Wall time, epoch milliseconds: this machine's with SQLite, the database's with PostgreSQL. */
  wall(): number;
  close(): Promise<void>;
};

/** Opens SQLite in `dataDir`, or the PostgreSQL at `databaseUrl` where one is given. Throws a `StartError` where it cannot. */
export async function openDatabase({
  dataDir,
  databaseUrl,
}: {
  dataDir?: string;
  databaseUrl?: string | undefined;
}): Promise<Database> {
  if (databaseUrl !== undefined) {
    const { openPostgres } = await import("./postgres.ts"); // Its driver is loaded only where it is used.
    const { db, wall, close } = await openPostgres(databaseUrl);
    return { ...records(db, true), wall, close };
  }
  if (dataDir === undefined) throw new Error("Either dataDir or databaseUrl says where the data is.");
  const db = await openSqlite(dataDir, Date.now());
  return { ...records(db, false), wall: () => Date.now(), close: () => db.destroy() };
}

/** The same queries on both; `shared`: other processes write too. */
const records = (db: ConstructorParameters<typeof Worlds>[0], shared: boolean) => ({
  participants: new ParticipantRecords(db),
  accounts: new AccountRecords(db),
  keys: new AccessKeyRecords(db),
  serverKeys: new ServerKeys(db),
  worlds: new Worlds(db, shared),
  progress: new ProgressRecords(db),
  answers: new AnswerRecords(db),
  hints: new HintRecords(db),
  terminals: new TerminalRecords(db),
});
