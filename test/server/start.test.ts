import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { failToStart, newDataDir, removeDataDir, startServer } from "../support/server.ts";
import { newParticipant } from "./http.ts";

/** What a start that cannot go on says: one sentence, and exit code 1. */
const oneSentence = (start: RegExp) => ({
  code: 1,
  output: expect.stringMatching(new RegExp(`^${start.source}[^\\n]*: [^\\n]+\\.$`)) as string,
});

test.each([
  [{ PORT: "eighty" }, /PORT is "eighty" but/],
  [{ TRUST_PROXY: "perhaps" }, /TRUST_PROXY is "perhaps" but/],
  [{ PUBLIC_URL: "workshop" }, /PUBLIC_URL is "workshop" but/],
  [{ HOST: "192.0.2.1" }, /HOST is "192\.0\.2\.1", which is no address of this machine/],
])("%j stops the start with one sentence", async (env, sentence) => {
  const dataDir = newDataDir();

  expect(await failToStart({ DATA_DIR: dataDir, ...env } as Record<string, string>)).toEqual(oneSentence(sentence));

  removeDataDir(dataDir);
});

test("a port in use stops the start with one sentence", async () => {
  const server = await startServer();
  const dataDir = newDataDir();

  const second = await failToStart({ PORT: String(server.port), DATA_DIR: dataDir });

  expect(second).toEqual(oneSentence(new RegExp(`Port ${server.port} of 127\\.0\\.0\\.1 is in use`)));
  removeDataDir(dataDir);
  await server.close();
});

test("a DATA_DIR in use stops the start with one sentence, and the first server goes on", async () => {
  const server = await startServer();

  const second = await failToStart({ DATA_DIR: server.dataDir });

  expect(second).toEqual(oneSentence(/DATA_DIR \S+ is in use by another server/));
  expect((await (await newParticipant(server.url)).get("/api/account")).status).toBe(200);
  await server.close();
});

test("a DATA_DIR that cannot be made stops the start with one sentence", async () => {
  const folder = newDataDir();
  writeFileSync(path.join(folder, "file"), "");

  expect(await failToStart({ DATA_DIR: path.join(folder, "file", "below") })).toEqual(
    oneSentence(/DATA_DIR \S+ cannot be made or written/),
  );

  removeDataDir(folder);
});

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s stops the server cleanly, and the next one goes on where it was",
  async (signal) => {
    const first = await startServer();
    const anna = await newParticipant(first.url);
    await anna.put("/api/account/clock", { paused: true });
    const before = await anna.account();

    expect(await first.stop(signal)).toBe(0);
    expect(first.output().trim().split("\n")).toHaveLength(1);

    const second = await startServer({ dataDir: first.dataDir, port: first.port });
    expect(await anna.account()).toEqual(before);
    await second.close();
  },
);
