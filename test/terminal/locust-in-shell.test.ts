import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startServer } from "../support/server.ts";
import { newShell } from "../support/terminal.ts";

/* The command `locust` in a terminal of a running server, as the chapter has it typed. */

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** The blocks of the chapter that the page's terminal runs: the file, and the start of the test. */
const chapter = readFileSync(path.join(import.meta.dirname, "../../content/3-generating-load.mdx"), "utf8");
const [file, start] = [...chapter.matchAll(/^```sh\n([\s\S]*?)\n```$/gm)].map(([, block]) => block!);

async function shell() {
  const me = await newShell(server.url);
  await me.put("/api/account/clock", { speed: 60 });
  await me.run(file!);
  return { ...me, load: async () => (await me.get("/api/account/load")).json() };
}

test("the chapter's commands start six hundred users, and end with the test", async () => {
  const me = await shell();

  const line = await me.start(start!);
  await line.prints("All users spawned");
  expect(await me.load()).toMatchObject({ users: 600, runTimeSeconds: 900 });
  await me.put("/api/account/clock", { advanceSeconds: 900 });

  const { err } = await line.ended;
  expect(err).toContain("--run-time limit reached, shutting down");
  expect(err).toContain("Response time percentiles");
  expect(await me.load()).toMatchObject({ state: "stopped" });
});

test("whenever Ctrl-C comes, the load stops and the summary is printed", async () => {
  const me = await shell();
  const { host } = await me.load();

  for (let moment = 0; moment < 24; moment++) {
    const line = await me.start(`locust --headless -u 50 -r 50 --host http://${host}`);
    await line.prints("Ramping");
    // A little later each time: while the command waits, reads, prints or is about to wait again.
    for (let i = 0; i < moment * 3; i++) await me.load();
    await me.interrupt();

    const { err } = await line.ended;
    expect(err).toContain("Response time percentiles");
    expect(await me.load()).toMatchObject({ state: "stopped" });
  }
});

test("its CSV files are files of the account", async () => {
  const me = await shell();
  const { host } = await me.load();

  const { out } = await me.run(
    `locust --headless -u 50 -r 50 -t 60s --only-summary --csv run --host http://${host} 2> log.txt; ls run_* | grep .; head -1 run_stats.csv; tail -1 log.txt | wc -l`,
  );

  expect(out).toMatch(
    /^run_exceptions\.csv\nrun_failures\.csv\nrun_stats\.csv\nrun_stats_history\.csv\nType,Name,Request Count,/,
  );
});
