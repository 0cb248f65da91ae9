import { expect, test } from "vitest";
import { startServer } from "../support/server.ts";
import { newShell, shellOf } from "../support/terminal.ts";
import { preparedAccount } from "../workshop/account.ts";
import { answerOf, terminalsOf } from "./terminals.ts";

test("a terminal is as it was after a restart: screen, history, variables, functions, folder and files", async () => {
  const first = await startServer({ keepData: true });
  const me = await newShell(first.url);
  await me.run("mkdir work; cd work; echo text > file; x=5; twice() { echo $(( $1 * 2 )); }");
  const before = await me.view();
  await first.close();

  const second = await startServer({ dataDir: first.dataDir });
  const again = shellOf(second.url, me.token);

  expect(await again.view()).toEqual({ ...before, now: expect.any(Number) });
  expect(await again.run("cat file; twice $x")).toMatchObject({ out: "text\n10\n", prompt: "~/work $ " });
  await second.close();
});

test("a line that runs when the server stops is told so, and what it wrote is kept", async () => {
  const first = await startServer({ keepData: true });
  const me = await newShell(first.url);
  const line = await me.start("echo text > file; echo begun; sleep 86400");
  await line.prints("begun");

  await first.close();

  expect(await line.ended).toMatchObject({ err: expect.stringMatching(/^The server is stopping/), exit: 130 });
  const second = await startServer({ dataDir: first.dataDir });
  const again = shellOf(second.url, me.token);
  expect(await again.view()).toMatchObject({
    running: false,
    prompt: "~ $ ",
    scrollback: expect.stringContaining("begun\nThe server is stopping"),
  });
  expect((await again.run("cat file")).out).toBe("text\n");
  await second.close();
});

test("a line that ran when the server died is stopped, and the screen says so", async () => {
  const first = await startServer({ keepData: true });
  const me = await newShell(first.url);
  const line = await me.start("sleep 86400");
  await expect.poll(async () => (await me.view()).running).toBe(true);
  line.leave();
  await first.stop("SIGKILL");

  const second = await startServer({ dataDir: first.dataDir });
  const again = shellOf(second.url, me.token);

  expect(await again.view()).toMatchObject({
    running: false,
    prompt: "~ $ ",
    scrollback: "~ $ sleep 86400\nThe server was restarted; this line was stopped.\n",
  });
  expect((await again.run("echo on")).out).toBe("on\n");
  await second.close();
});

test("of two processes one runs a terminal's line; the other one can end it and then run its own", async () => {
  const { all, close } = await terminalsOf({ processes: 2 });
  const [one, other] = all as [(typeof all)[0], (typeof all)[0]];
  const account = preparedAccount({});
  const running = answerOf(one, account, "echo text > file; echo begun; sleep 86400");
  const seen = () => other.view(account, "1");
  await expect
    .poll(seen, { timeout: 20_000 })
    .toMatchObject({ running: true, scrollback: expect.stringMatching(/^begun$/m) });

  await expect(answerOf(other, account, "echo mine")).rejects.toThrow("elsewhere");
  await other.interrupt(account, "1");

  expect((await running).at(-1)).toMatchObject({ exit: 130 });
  expect(await answerOf(other, account, "cat file; echo $?")).toEqual([
    { out: "text\n0\n" },
    { exit: 0, prompt: "~ $ ", more: false },
  ]);
  await close();
}, 60_000);
