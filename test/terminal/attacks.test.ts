// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the shell that expands them
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { limits } from "../../server/limits.ts";
import { type Server, startServer } from "../support/server.ts";
import { newShell } from "../support/terminal.ts";

let server: Server;
beforeAll(async () => {
  server = await startServer({ env: { AWS_SECRET_ACCESS_KEY: "the server's own", SECRET: "the server's own" } });
});
afterAll(() => server.close());

const shell = () => newShell(server.url);

test.each([
  ["an endless loop", "while true; do :; done", "too many iterations"],
  ["an endless loop of assignments", "while ((1)); do x=1; done", "too many iterations"],
  ["a fork bomb", ":(){ :|:& };:", "bash: :: maximum recursion depth (100) exceeded"],
  ["endless recursion", "f() { f; }; f", "bash: f: maximum recursion depth (100) exceeded"],
  ["a string that doubles", "x=a; while true; do x=$x$x; done", "string length limit exceeded"],
  ["a brace bomb", "echo {1..10000000}", "brace expansion"],
  ["a wide format", "printf '%1000000000d' 1", "width limit exceeded"],
  ["endless awk", "awk 'BEGIN { while (1) x++ }'", "maximum iterations"],
  ["endless jq", "jq -n 'def f: f; f'", "depth limit exceeded"],
])("%s is stopped with a reason, and the terminal goes on", async (_, line, reason) => {
  const me = await shell();

  const answered = await me.run(line);

  expect(answered.err).toContain(reason);
  expect(answered.err).not.toContain("executionLimits");
  expect((await me.run("echo on")).out).toBe("on\n");
});

test("a pattern that backtracks for ever elsewhere is matched at once", async () => {
  const me = await shell();
  const word = "a".repeat(40);

  expect((await me.run(`[[ ${word}b =~ ^(a+)+$ ]] || echo no; echo ${word}b | grep -cE '^(a+)+$'`)).out).toBe(
    "no\n0\n",
  );
});

test("a flood of output is cut with a reason, and the screen keeps its end", async () => {
  const me = await shell();
  await me.run(
    "for i in {1..400}; do echo 'a line of some fifty characters, as a log has them'; done > log; cat log log log log > more",
  );

  const answered = await me.run("while true; do cat more; done");

  expect(answered.err).toMatch(/This line was stopped: it printed more than anybody reads\. .*\n$/);
  expect(answered.out.length).toBeLessThan(limits.terminalOutput * 1.5);
  const { scrollback } = await me.view();
  expect(scrollback.length).toBeLessThanOrEqual(limits.terminalScrollback * 1.25);
  expect(scrollback).toMatch(/This line was stopped.*\n$/);
});

test("an account has so many files and so many bytes, and they stay within after more was tried", async () => {
  const me = await shell();

  const { err } = await me.run("for i in {1..600}; do echo x > f$i; done");
  expect(err).toContain("an account may have 500 files and directories");
  expect(Number((await me.run("ls | wc -l")).out)).toBeLessThanOrEqual(limits.terminalFiles);

  await me.run("rm f*; printf '%100000s' x > block");
  const full = await me.run("for i in {1..20}; do cp block copy$i; done; du -sb . | cut -f1");
  expect(full.err).toContain("ENOSPC");
  expect((await me.run("rm copy*; echo room > again; cat again")).out).toBe("room\n");
});

test("a shell has nothing of the server: no environment, no files, no network", async () => {
  const me = await shell();

  const { out } = await me.run(
    "env; cat /etc/passwd /proc/self/environ /proc/1/environ ../../../../etc/passwd; ls /work /home; echo $PATH",
  );

  expect(out).not.toContain("the server's own");
  expect(out).not.toContain("root:");
  expect(out).toMatch(/\nuser\n\/usr\/bin:\/bin\n$/);
});

test("paths that lead out lead to the root, and links in a circle to a sentence", async () => {
  const me = await shell();

  const { out, err } = await me.run(
    "cd ../../../../..; pwd; ln -s /tmp/b /tmp/a; ln -s /tmp/a /tmp/b; cat /tmp/a; echo x > '/tmp/a'$'\\n''b'; ls /tmp | wc -l",
  );

  expect(out).toMatch(/^\/\n/);
  expect(err).toContain("/tmp/a");
  expect((await me.run("echo on")).out).toBe("on\n");
});

test("names that mean something to JavaScript are names", async () => {
  const me = await shell();

  await me.run(
    "export __proto__=1 constructor=2 toString=3; echo x > __proto__; declare -A m=([__proto__]=4); __proto__() { echo five; }",
  );

  expect((await me.run("echo $__proto__ $constructor $toString ${m[__proto__]}; __proto__; cat __proto__")).out).toBe(
    "1 2 3 4\nfive\nx\n",
  );
  expect((await me.run("aws ecs __proto__")).exit).toBe(252);
  expect((await me.complete("aws __proto__ ")).candidates).toEqual(["__proto__ "]);
});

test("control sequences are kept as the text they are", async () => {
  const me = await shell();

  const answered = await me.run(String.raw`printf '\e]0;title\a\e[31mred\e[0m\0<script>\n'`);

  const text = "\u001b]0;title\u0007\u001b[31mred\u001b[0m\u0000<script>\n";
  expect(answered.out).toBe(text);
  expect((await me.view()).scrollback.endsWith(text)).toBe(true);
});

test.each([
  ["a line that is too long", { line: "x".repeat(16_001) }],
  ["no line", {}],
  ["a line that is no text", { line: { toString: "x" } }],
  ["a screen of no width", { line: "x", columns: 0 }],
])("%s is refused", async (_, body) => {
  const me = await shell();

  expect((await me.post("/api/terminals/1/lines", body)).status).toBe(400);
});

test.each(["0", "5", "1%2F..", "__proto__"])("there is no terminal %s", async (id) => {
  const me = await shell();

  expect((await me.get(`/api/terminals/${id}`)).status).toBe(404);
});

test("nobody runs a line without an identity, nor from another site's page", async () => {
  const me = await shell();
  const send = (headers: Record<string, string>) =>
    fetch(`${server.url}/api/terminals/1/lines`, { method: "POST", headers, body: JSON.stringify({ line: "echo x" }) });

  expect((await send({})).status).toBe(401);
  const cookie = { cookie: me.cookie, "content-type": "application/json" };
  expect((await send({ ...cookie, origin: "http://elsewhere.example" })).status).toBe(403);
  expect((await send({ ...cookie, "content-type": "text/plain" })).status).toBe(415);
});

test("a line that fills the memory is stopped with its thread, and the server goes on", async () => {
  const me = await shell();
  await me.run("kept=yes");

  const answered = await me.run("x=$(printf '%1900000s' a); a=(); while true; do a+=(\"$x${#a[@]}\"); done");

  expect(answered).toMatchObject({ exit: 137, err: "This line was stopped: it used too much memory.\n" });
  expect((await me.run("echo $kept $?")).out).toBe("yes 137\n");
});

describe("a command that works for seconds without a pause", () => {
  // A megabyte is looked through again and again by what the shell does itself: no command in it lets others work.
  const BURN = "x=$(printf '%1000000s' a); while ((1)); do [[ $x == *b* ]]; done";

  test("is ended with its thread; who waited in another one goes on, and its account runs apart", async () => {
    const [guilty, one, other] = [await shell(), await shell(), await shell()];
    for (const it of [one, other]) await it.put("/api/account/clock", { paused: true });
    const waiting = [
      await one.start("echo begun; sleep 60; echo done"),
      await other.start("echo begun; sleep 60; echo done"),
    ];
    for (const it of waiting) await it.prints("begun");

    const burnt = await guilty.run(BURN);

    expect(burnt).toMatchObject({
      exit: 137,
      err: expect.stringMatching(/^This line was stopped: it used too much of the processor/),
    });
    await one.passUntil(waiting[0]!.ended, 60);
    await other.passUntil(waiting[1]!.ended, 60);
    const ends = await Promise.all(waiting.map((it) => it.ended));
    expect(ends.filter(({ out }) => out === "begun\ndone\n")).toHaveLength(1);
    expect(ends.filter(({ err }) => /not by its own fault/.test(err))).toHaveLength(1);
    expect((await guilty.run("echo $?; echo on")).out).toBe("137\non\n");

    const again = await one.start("echo begun; sleep 60; echo done");
    await again.prints("begun");
    expect((await guilty.run(BURN)).exit).toBe(137);
    await one.passUntil(again.ended, 60);
    expect((await again.ended).out).toBe("begun\ndone\n");
  });

  test("does not keep others from their shells or the server", async () => {
    const [guilty, other] = [await shell(), await shell()];
    const burning = guilty.run(BURN);

    expect((await other.run("echo hello | tr a-z A-Z")).out).toBe("HELLO\n");
    expect((await other.get("/api/account")).status).toBe(200);

    expect((await burning).exit).toBe(137);
  });
});
