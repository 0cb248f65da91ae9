import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startServer } from "../support/server.ts";
import { newShell } from "../support/terminal.ts";

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const shell = () => newShell(server.url);
const pause = (me: Awaited<ReturnType<typeof shell>>) => me.put("/api/account/clock", { paused: true });
const skip = (me: Awaited<ReturnType<typeof shell>>, advanceSeconds: number) =>
  me.put("/api/account/clock", { advanceSeconds });

test("date is the account's", async () => {
  const me = await shell();
  await pause(me);
  await skip(me, 86_400);
  const { now } = (await me.account()).clock;

  expect((await me.run("date -u +%s")).out).toBe(`${now / 1_000}\n`);
  expect((await me.run("date +%Y-%m-%dT%H:%M:%S%z")).out).toBe(`${new Date(now).toISOString().slice(0, 19)}+0000\n`);
  expect((await me.run("TZ=Asia/Tokyo date +%z; date -d @0 +%Y")).out).toBe("+0900\n1970\n");
});

test("files are stamped with the account's time", async () => {
  const me = await shell();
  await pause(me);
  await skip(me, 86_400);

  await me.run("echo x > written; touch touched; mkdir made; echo x >> written");

  const [files, now] = (await me.run("ls -l | awk 'NR > 1 { print $6, $7 }' | sort -u; date '+%b %d'")).out.split("\n");
  expect(files).toBe(now);
});

test("sleep waits for the account's time and does not count what a clock stands", async () => {
  const me = await shell();
  await pause(me);
  const line = await me.start("a=$(date +%s); sleep 3600; b=$(date +%s); echo $((b - a))");

  await me.passUntil(line.ended, 600);

  const slept = Number((await line.ended).out);
  expect(slept).toBeGreaterThanOrEqual(3_600);
  expect(slept).toBeLessThan(6_000); // It may pass twice before the line is heard of.
});

test("watch looks again and again in the account's time until Ctrl-C", async () => {
  const me = await shell();
  await pause(me);
  await me.run("echo 0 > count");
  const line = await me.start("watch -n 30 'echo $(( $(cat count) + 1 )) | tee count'", { columns: 60 });
  const first = await line.prints("\n1\n");
  expect(first.replaceAll("\x1b", "ESC")).toMatch(
    /^ESC\[HESC\[2JESC\[3JEvery 30\.0s: echo .* +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\n\n1\n$/,
  );

  await me.passUntil(line.prints("\n2\n"), 30);
  await me.interrupt();

  expect((await line.ended).exit).toBe(130);
  expect((await me.view()).scrollback).not.toContain("\n1\n");
});

test("timeout ends a command after so much of the account's time", async () => {
  const me = await shell();
  await pause(me);
  const line = await me.start(
    "timeout 2m bash -c 'echo begun; sleep 86400; echo never'; echo $?; timeout 60 echo in time",
  );
  await line.prints("begun");

  await me.passUntil(line.ended, 120);

  expect((await line.ended).out).toBe("begun\n124\nin time\n");
});

test("history numbers the lines typed", async () => {
  const me = await shell();
  await me.run("echo one");
  await me.run("echo two");

  expect((await me.run("history")).out).toBe("    1  echo one\n    2  echo two\n");
  expect((await me.run("history 1")).out).toBe("    3  history\n");
});

test("help says what this shell is, and knows the shell's own commands", async () => {
  const me = await shell();

  expect((await me.run("help")).out).toContain("To write a file: cat > name <<'EOF'");
  expect((await me.run("help cd")).out).toMatch(/^cd: cd /);
});

test.each(["vim", "curl", "python3", "sudo", "ssh", "top", "kill", "docker", "man"])(
  "%s is not found, with advice what to use",
  async (name) => {
    const me = await shell();

    const { err, exit } = await me.run(`${name} x`);

    expect(exit).toBe(127);
    expect(err).toMatch(new RegExp(`^bash: ${name}: command not found\\n${name}: .{10,}\\n$`));
  },
);

test("exit says that the terminal stays", async () => {
  const me = await shell();

  const { err, exit } = await me.run("exit 3");

  expect({ err, exit }).toEqual({ err: expect.stringContaining("The terminal stays open"), exit: 3 });
  expect((await me.run("echo still here")).out).toBe("still here\n");
});

test("less and more give the whole text", async () => {
  const me = await shell();

  expect((await me.run("seq 3 > three; less -R three; cat three | more; less nosuch")).out).toBe("1\n2\n3\n1\n2\n3\n");
  expect((await me.run("less nosuch")).err).toBe("nosuch: No such file or directory\n");
});

test("which finds what there is", async () => {
  const me = await shell();

  expect((await me.run("which jq watch vim")).out).toBe("/usr/bin/jq\n/usr/bin/watch\n");
});

test("yes in a pipe comes to an end", async () => {
  const me = await shell();

  expect((await me.run("yes no | head -2")).out).toBe("no\nno\n");
});
