import { afterAll, beforeAll, expect, test } from "vitest";
import type { Account } from "../../server/accounts/account.ts";
import type { Terminals } from "../../server/terminal/terminals.ts";
import { preparedAccount } from "../workshop/account.ts";
import { answerOf, terminalsOf } from "./terminals.ts";

/* An account in which something can be broken: its participant is asked before a command changes it. */

let terminals: Terminals;
let close: () => Promise<void>;
beforeAll(async () => {
  const made = await terminalsOf();
  [terminals] = made.all as [Terminals];
  close = made.close;
});
afterAll(() => close());

const PROMPT = "111122223333 us-east-1 ~ $ ";
const SCALE = "aws ecs update-service --cluster shop --service web --desired-count 4";
const QUESTION = `ecs UpdateService {"cluster":"shop","service":"web","desiredCount":4}
This changes account 111122223333 in us-east-1. Go on? [y/N] `;

function real(members: Partial<Account> = {}) {
  const clusters = { clusterArns: ["arn:aws:ecs:us-east-1:111122223333:cluster/shop"] };
  const answers = { ListClusters: clusters, UpdateService: { service: { serviceName: "web", desiredCount: 4 } } };
  return preparedAccount(answers, { label: "111122223333 us-east-1", confirmChanges: async () => true, ...members });
}

test("the prompt says which account this is", async () => {
  const account = real();

  expect((await answerOf(terminals, account, "true")).at(-1)).toEqual({ exit: 0, prompt: PROMPT, more: false });
  expect((await terminals.view(account, "1")).prompt).toBe(PROMPT);
});

test("a command that only reads is run without a question", async () => {
  const account = real();

  const said = await answerOf(terminals, account, "aws ecs list-clusters --output text");

  expect(said).toEqual([
    { out: "CLUSTERARNS\tarn:aws:ecs:us-east-1:111122223333:cluster/shop\n" },
    { exit: 0, prompt: PROMPT, more: false },
  ]);
});

test("a command that changes something waits for a yes, and the answer's stream goes on with its output", async () => {
  const account = real();

  expect(await answerOf(terminals, account, SCALE)).toEqual([{ ask: QUESTION }]);
  expect(await terminals.view(account, "1")).toMatchObject({ prompt: QUESTION, running: false });
  expect(account.asked).toEqual([]);

  const said = await answerOf(terminals, account, "y");

  expect(account.asked).toEqual(["UpdateService"]);
  expect(said.at(-1)).toEqual({ exit: 0, prompt: PROMPT, more: false });
  expect((await terminals.view(account, "1")).scrollback).toContain(`${QUESTION}y\n{`);
});

test.each(["n", "", "yes please"])("the answer %j sends nothing", async (word) => {
  const account = real();
  await answerOf(terminals, account, `${SCALE}; echo $?`);

  const said = await answerOf(terminals, account, word);

  expect(account.asked).toEqual([]);
  expect(said).toEqual([
    { err: "aws: not done, since the answer was no\n" },
    { out: "1\n" },
    { exit: 0, prompt: PROMPT, more: false },
  ]);
});

test("each call of a loop is asked for", async () => {
  const account = real();

  await answerOf(terminals, account, `for i in 1 2; do ${SCALE} > /dev/null; done`);
  expect(await answerOf(terminals, account, "y")).toEqual([{ ask: QUESTION }]);
  await answerOf(terminals, account, "n");

  expect(account.asked).toEqual(["UpdateService"]);
});

test("Ctrl-C at a question ends the line and sends nothing", async () => {
  const account = real();
  await answerOf(terminals, account, SCALE);

  await terminals.interrupt(account, "1");

  await expect.poll(() => terminals.view(account, "1")).toMatchObject({ prompt: PROMPT, running: false });
  expect(account.asked).toEqual([]);
  expect(await answerOf(terminals, account, "echo $?")).toContainEqual({ out: "130\n" });
});

test("who turned the questions off is not asked", async () => {
  const account = real({ confirmChanges: async () => false });

  await answerOf(terminals, account, SCALE);

  expect(account.asked).toEqual(["UpdateService"]);
});
