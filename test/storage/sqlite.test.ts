import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, test } from "vitest";
import { openDatabase, StartError } from "../../server/storage/database.ts";
import { folder } from "../support/folder.ts";
import { storageSuite } from "./suite.ts";

describe("SQLite", () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), "workshop-test-"));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
  storageSuite(() => openDatabase({ dataDir }));
});

/** The one sentence with which a start is refused. */
async function refusal(dataDir: string): Promise<string> {
  const error = await openDatabase({ dataDir }).catch((it: unknown) => it);
  expect(error).toBeInstanceOf(StartError);
  return (error as StartError).message;
}

test("what was saved is there after a restart, and migrations do not run again", async () => {
  const dataDir = folder();
  const first = await openDatabase({ dataDir });
  const newcomer = {
    participant: { id: "ada", tokenHash: "hash", name: null },
    purpose: "workshop",
    appId: "app",
    key: { id: "AKIA", secret: "secret", principal: "arn", userId: "AIDA" },
  };
  const world = { revision: 0, at: 0, worldVersion: 1, simulationVersion: 1, body: "{}" };
  await first.worlds.create("123456789012", world, newcomer, 1);
  await first.close();

  const second = await openDatabase({ dataDir });

  expect(await second.worlds.load("123456789012")).toEqual({ world, inputs: [] });
  await second.close();
});

test("a second server on the same DATA_DIR is refused, and may start when the first has stopped", async () => {
  const dataDir = folder();
  const first = await openDatabase({ dataDir });

  expect(await refusal(dataDir)).toBe(
    `DATA_DIR ${dataDir} is in use by another server: stop that one, or set DATA_DIR to another folder.`,
  );
  expect(await first.participants.count()).toBe(0);

  await first.close();
  await (await openDatabase({ dataDir })).close();
});

test("a server that was killed does not keep DATA_DIR", async () => {
  const dataDir = folder();
  const script = `import { openDatabase } from ${JSON.stringify(path.resolve("server/storage/database.ts"))};
    await openDatabase({ dataDir: ${JSON.stringify(dataDir)} });
    console.log("open");
    setInterval(() => {}, 1_000);`;
  const holder = spawn(process.execPath, ["--input-type=module-typescript", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve) => holder.stdout.once("data", resolve));
  expect(await refusal(dataDir)).toMatch(/is in use by another server/);

  holder.kill("SIGKILL");
  await new Promise((resolve) => holder.once("exit", resolve));

  await (await openDatabase({ dataDir })).close();
});

test("a DATA_DIR that cannot be made is refused", async () => {
  const file = path.join(folder(), "a file");
  writeFileSync(file, "");

  expect(await refusal(path.join(file, "data"))).toBe(
    `DATA_DIR ${path.join(file, "data")} cannot be made or written (ENOTDIR): let the user who starts the server write there, or set DATA_DIR to another folder.`,
  );
  expect(await refusal(file)).toMatch(/^DATA_DIR .* cannot be made or written \(EEXIST\): let the user/);
});

test("a DATA_DIR in which nothing can be written is refused", async () => {
  // /proc takes files from nobody, root included.
  expect(await refusal("/proc/self")).toMatch(
    /^DATA_DIR \/proc\/self cannot be written \(.*\): let the user who starts the server write there, or set DATA_DIR to another folder\.$/,
  );
});

test("a file that is no database is refused and left alone", async () => {
  const dataDir = folder();
  const file = path.join(dataDir, "workshop.sqlite");
  writeFileSync(file, "this is a text, and a long one at that. ".repeat(1_000));

  expect(await refusal(dataDir)).toMatch(
    /workshop\.sqlite is damaged \(file is not a database\): put a backup in its place, or move it away to begin with no participants\.$/,
  );
  expect(readFileSync(file, "utf8")).toMatch(/^this is a text/);
});

test("a file whose pages are destroyed is refused", async () => {
  const dataDir = folder();
  await (await openDatabase({ dataDir })).close();
  const file = path.join(dataDir, "workshop.sqlite");
  const bytes = readFileSync(file);
  bytes.fill(0xff, 100, 8_192);
  writeFileSync(file, bytes);

  expect(await refusal(dataDir)).toMatch(/workshop\.sqlite is damaged \(.*\): put a backup in its place/);
});

test("a database of a newer version is refused", async () => {
  const dataDir = folder();
  await (await openDatabase({ dataDir })).close();
  const newer = new DatabaseSync(path.join(dataDir, "workshop.sqlite"));
  newer.exec("insert into schema_migrations values (99, 0)");
  newer.close();

  expect(await refusal(dataDir)).toMatch(
    /was written by a newer version of the workshop \(schema 99, this version knows \d+\): start that version, or choose another place for the data\.$/,
  );
});

test("a migration that fails half-way leaves the database as it was", async () => {
  const dataDir = folder();
  const file = path.join(dataDir, "workshop.sqlite");
  const before = new DatabaseSync(file);
  before.exec("create table progress (unexpected text)"); // in the way of the first migration
  before.close();

  await expect(openDatabase({ dataDir })).rejects.toThrow();

  const after = new DatabaseSync(file);
  expect(after.prepare("select name from sqlite_master where type = 'table'").all()).toEqual([{ name: "progress" }]);
  after.close();
});
