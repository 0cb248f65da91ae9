// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the shell that expands them
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startServer } from "../support/server.ts";
import { newShell } from "../support/terminal.ts";

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const shell = () => newShell(server.url);

test("a line's output comes with its end and the next prompt", async () => {
  const me = await shell();

  const answered = await me.run("echo hello | tr a-z A-Z; nosuch");

  expect(answered).toEqual({
    out: "HELLO\n",
    err: "bash: nosuch: command not found\n",
    exit: 127,
    prompt: "~ $ ",
    more: false,
  });
});

test("what is printed before a wait is there during it", async () => {
  const me = await shell();
  await me.put("/api/account/clock", { paused: true });

  const line = await me.start("for i in 1 2; do echo round $i; sleep 60; done; echo done");

  expect(await line.prints("round 1")).toBe("round 1\n");
  await me.passUntil(line.prints("round 2"), 60);
  await me.passUntil(line.ended, 60);
  expect(await line.ended).toMatchObject({ out: "round 1\nround 2\ndone\n", exit: 0 });
});

test("a function prints as it goes, wherever it was defined and whatever it calls", async () => {
  const me = await shell();
  await me.put("/api/account/clock", { paused: true });
  await me.run('round() { echo "round $1"; sleep 60; if [ "$1" -lt 2 ]; then round 2; fi; }');

  const line = await me.start("both() { round 1; echo over; }; both 2>/dev/null; both | wc -l; echo $(both | tail -1)");

  expect(await line.prints("round 1")).toBe("round 1\n");
  await me.passUntil(line.prints("round 2"), 60);
  await me.passUntil(line.prints("over"), 60);
  expect(await line.prints("over")).toBe("round 1\nround 2\nover\n");
  await me.passUntil(line.ended, 60);
  expect((await line.ended).out).toBe("round 1\nround 2\nover\n3\nover\n");
});

test("a script prints as it goes", async () => {
  const me = await shell();
  await me.put("/api/account/clock", { paused: true });
  await me.run("echo 'echo start; date | wc -l; sleep 60; echo end $1' > script.sh");

  const line = await me.start("bash script.sh here; bash -c 'echo one; echo two' | wc -l");

  expect(await line.prints("1\n")).toBe("start\n1\n");
  await me.passUntil(line.ended, 60);
  expect((await line.ended).out).toBe("start\n1\nend here\n2\n");
});

test("Ctrl-C ends a line at once", async () => {
  const me = await shell();
  const line = await me.start("echo before; sleep 86400; echo after");
  await line.prints("before");

  expect(await me.interrupt()).toBe(204);

  expect(await line.ended).toEqual({ out: "before\n^C\n", err: "", exit: 130, prompt: "~ $ ", more: false });
  expect((await me.run("echo $?")).out).toBe("130\n");
});

test("Ctrl-C ends a loop that never waits", async () => {
  const me = await shell();
  const line = await me.start("while true; do echo again; done");
  await line.prints("again");

  await me.interrupt();

  expect((await line.ended).exit).toBe(130);
});

test("variables, functions, aliases, options and the folder are there in the next line", async () => {
  const me = await shell();
  await me.run(
    `mkdir -p deep/er && cd deep; name="it's
two lines"; list=(a "b c"); declare -A map=([k]=v); export seen=yes; shout() { echo "$1!"; }; alias hi='echo hi'; set -o pipefail`,
  );

  const answered = await me.run('hi; shout "$name"; echo ${#list[@]} ${list[1]} ${map[k]} $seen; pwd; cd er');

  expect(answered.out).toBe("hi\nit's\ntwo lines!\n2 b c v yes\n/home/user/deep\n");
  expect(answered.prompt).toBe("~/deep/er $ ");
  expect((await me.run("false | true; echo $? ${PIPESTATUS[@]}")).out).toBe("1 1 0\n");
});

test("exit codes of a pipeline are there in the next line", async () => {
  const me = await shell();
  await me.run("(exit 3) | (exit 4)");

  expect((await me.run("echo $? ${PIPESTATUS[@]}")).out).toBe("4 3 4\n");
});

test.each([
  ["a quote", ["echo 'one", "two'"], "one\ntwo\n"],
  ["a here-document", ["cat <<EOF", "  one", "EOF"], "  one\n"],
  ["a backslash", ["echo one \\", "two"], "one two\n"],
  ["a pipe", ["echo one |", "cat"], "one\n"],
  ["&&", ["true &&", "echo one"], "one\n"],
  ["a loop", ["for i in 1 2", "do echo $i", "done"], "1\n2\n"],
  ["a condition", ["if true; then", "echo one", "fi"], "one\n"],
  ["a function", ["f() {", "echo one", "}; f"], "one\n"],
  ["a substitution", ["echo $(", "echo one)"], "one\n"],
])("a line that ends within %s goes on", async (_, lines, out) => {
  const me = await shell();
  for (const line of lines.slice(0, -1)) {
    expect(await me.run(line)).toEqual({ out: "", err: "", exit: 0, prompt: "> ", more: true });
  }

  expect(await me.run(lines.at(-1)!)).toMatchObject({ out, more: false });
  expect((await me.view()).history).toEqual([lines.join("\n")]);
});

test("Ctrl-C lets go of an unfinished line", async () => {
  const me = await shell();
  await me.run("echo 'one");

  await me.interrupt();

  expect(await me.view()).toMatchObject({ prompt: "~ $ ", more: false, scrollback: "~ $ echo 'one\n^C\n" });
  expect((await me.run("echo two")).out).toBe("two\n");
});

test("a mistake in the syntax is told, and nothing of the line is run", async () => {
  const me = await shell();

  const answered = await me.run("echo one; fi");

  expect(answered).toMatchObject({ out: "", exit: 2 });
  expect(answered.err).toContain("syntax error near unexpected token `fi'");
});

test("a terminal shows what it showed, and the lines typed", async () => {
  const me = await shell();
  expect(await me.view()).toMatchObject({ prompt: "~ $ ", scrollback: "", history: [], running: false, more: false });

  await me.run("echo one");
  await me.run("false");

  expect(await me.view()).toMatchObject({
    scrollback: "~ $ echo one\none\n~ $ false\n",
    history: ["echo one", "false"],
    running: false,
  });
});

test("a second line is refused while one runs, with a way out", async () => {
  const me = await shell();
  const line = await me.start("echo first; sleep 86400");
  await line.prints("first");

  const refused = await me.post("/api/terminals/1/lines", { line: "echo second" });

  expect(refused.status).toBe(409);
  expect(refused.json()).toMatchObject({ title: "A line is running here", next: expect.stringContaining("Ctrl-C") });
  expect((await me.run("echo beside", { terminal: "2" })).out).toBe("beside\n");
});

test("a line goes on when its reader leaves, and what it prints is on the screen", async () => {
  const me = await shell();
  await me.put("/api/account/clock", { paused: true });
  const line = await me.start("echo one; sleep 60; echo two");
  await line.prints("one");
  line.leave();

  expect((await me.view()).running).toBe(true);
  const over = expect.poll(async () => (await me.view()).running, { timeout: 20_000 }).toBe(false);
  await me.passUntil(over, 60);

  expect((await me.view()).scrollback).toBe("~ $ echo one; sleep 60; echo two\none\ntwo\n");
});

test("terminals of one account share files, also while a line runs", async () => {
  const me = await shell();
  await me.put("/api/account/clock", { paused: true });
  const line = await me.start("echo one > log; echo begun; sleep 60; cat log");
  await line.prints("begun");

  expect((await me.run("cat log; echo two >> log", { terminal: "2" })).out).toBe("one\n");
  await me.passUntil(line.ended, 60);

  expect((await line.ended).out).toBe("begun\none\ntwo\n");
  expect((await me.run("cat log", { terminal: "3" })).out).toBe("one\ntwo\n");
});

test("files are there after the account was reset", async () => {
  const me = await shell();
  await me.run("echo kept > file; x=1");

  await me.post("/api/account/reset", { to: "workshop" });

  expect((await me.run("cat file; echo $x")).out).toBe("kept\n1\n");
});

test("a deleted terminal is a fresh one, and the files are still there", async () => {
  const me = await shell();
  await me.run("x=1; cd /tmp; echo kept > ~/file");

  expect(await me.remove()).toBe(204);

  expect(await me.view()).toMatchObject({ scrollback: "", history: [], prompt: "~ $ " });
  expect((await me.run('cat file; echo "[$x]"')).out).toBe("kept\n[]\n");
});

test("clear leaves nothing above", async () => {
  const me = await shell();
  await me.run("echo old");

  await me.run("clear; echo new");

  expect((await me.view()).scrollback).not.toContain("old");
  expect((await me.view()).scrollback).toContain("new\n");
});
