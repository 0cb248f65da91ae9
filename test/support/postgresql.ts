import { execFile } from "node:child_process";
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { freePort } from "./server.ts";

const run = promisify(execFile);

/** PostgreSQL refuses to run as root: then it runs as this user of every Linux system, `nobody`. */
const NOBODY = 65_534;

export type Postgresql = {
  /** The address of a new, empty schema: each test suite has its own. */
  schema(): Promise<string>;
  /** Ends every connection but its own, as a restart does. */
  dropConnections(): Promise<void>;
  stop(): Promise<void>;
};

/** The PostgreSQL of DATABASE_URL, or else Debian's, started on a free port with a folder of its own. */
export async function startPostgresql(): Promise<Postgresql> {
  const given = process.env.DATABASE_URL;
  if (given)
    return { schema: () => newSchema(given), dropConnections: () => dropConnections(given), stop: async () => {} };

  const bin = globSync("/usr/lib/postgresql/*/bin").find((it) => existsSync(path.join(it, "initdb")));
  if (!bin) throw new Error("There is no PostgreSQL: install Debian's package postgresql, or set DATABASE_URL.");
  const folder = mkdtempSync(path.join(tmpdir(), "workshop-postgresql-"));
  const root = process.getuid?.() === 0;
  const user = root ? { uid: NOBODY, gid: NOBODY } : {};
  if (root) chownSync(folder, NOBODY, NOBODY);
  const as = { ...user, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: "C" } };
  const data = path.join(folder, "data");
  const port = await freePort();
  await run(path.join(bin, "initdb"), ["-D", data, "-U", "workshop", "-A", "trust", "--no-sync", "-E", "UTF8"], as);
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder}`;
  await run(path.join(bin, "pg_ctl"), ["-D", data, "-l", path.join(folder, "log"), "-w", "-o", options, "start"], as);
  const address = `postgres://workshop@127.0.0.1:${port}/postgres`;
  return {
    schema: () => newSchema(address),
    dropConnections: () => dropConnections(address),
    async stop() {
      await run(path.join(bin, "pg_ctl"), ["-D", data, "-w", "-m", "immediate", "stop"], as);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let schemas = 0;

async function newSchema(address: string): Promise<string> {
  const name = `test_${process.pid}_${schemas++}`;
  await query(address, `drop schema if exists ${name} cascade; create schema ${name}`);
  const url = new URL(address);
  url.searchParams.set("options", `-c search_path=${name}`);
  return url.href;
}

const dropConnections = (address: string) =>
  query(
    address,
    "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and usename = current_user",
  );

async function query(address: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  await client.query(text);
  await client.end();
}
