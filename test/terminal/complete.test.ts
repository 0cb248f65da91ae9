// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the shell that expands them
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startServer } from "../support/server.ts";
import { newShell } from "../support/terminal.ts";

let server: Server;
let me: Awaited<ReturnType<typeof newShell>>;
beforeAll(async () => {
  server = await startServer();
  me = await newShell(server.url);
  await me.run(
    `mkdir -p folder/inner; touch folder/file 'two words' .hidden report.json; NAMED=1; NAMES=2; greet() { :; }; alias groups='echo'`,
  );
});
afterAll(() => server.close());

test.each([
  ["the only command that begins so", "unexp", { from: 0, candidates: ["unexpand "] }],
  [
    "every command that begins so, functions and aliases too",
    "gr",
    { from: 0, candidates: ["greet ", "grep ", "groups "] },
  ],
  ["a command behind a pipe", "echo x | base6", { from: 9, candidates: ["base64 "] }],
  ["a command in a substitution", "echo $(unexp", { from: 7, candidates: ["unexpand "] }],
  ["a command in a substitution within quotes", 'echo "$(unexp', { from: 8, candidates: ["unexpand "] }],
  ["a command behind an assignment", "A=1 unexp", { from: 4, candidates: ["unexpand "] }],
  ["a command that another one runs", "watch unexp", { from: 6, candidates: ["unexpand "] }],
  ["a file", "cat rep", { from: 4, candidates: ["report.json "] }],
  ["a file that is written to", "echo x > rep", { from: 9, candidates: ["report.json "] }],
  ["a folder, to go on", "cat fol", { from: 4, candidates: ["folder/"] }],
  ["what is in a folder", "cat folder/", { from: 4, candidates: ["folder/file ", "folder/inner/"] }],
  ["a path from home", "cat ~/rep", { from: 4, candidates: ["~/report.json "] }],
  ["a file with a space", "cat tw", { from: 4, candidates: ["two\\ words "] }],
  ["a file with a space, quoted", 'cat "tw', { from: 4, candidates: ['"two words" '] }],
  ["what is hidden, when asked for", "cat .hi", { from: 4, candidates: [".hidden "] }],
  ["a variable", "echo $NAME", { from: 6, candidates: ["NAMED ", "NAMES "] }],
  ["a variable in braces", "echo ${NAMED", { from: 7, candidates: ["NAMED} "] }],
  ["an operation of aws", "aws ecs describe-clu", { from: 8, candidates: ["describe-clusters "] }],
  [
    "a name in the account",
    "aws ecs describe-services --cluster con",
    { from: 36, candidates: ["containers-workshop-ecs-cluster "] },
  ],
  ["nothing", "cat nosuch", { from: 4, candidates: [] }],
])("Tab completes %s", async (_, line, completion) => {
  expect(await me.complete(line)).toEqual(completion);
});

test("Tab completes where the cursor is", async () => {
  expect(await me.complete("unexp | cat", 5)).toEqual({ from: 0, candidates: ["unexpand "] });
});

test("Tab on an empty line lists commands, and nothing that is not here", async () => {
  const { candidates } = await me.complete("");

  expect(candidates).toEqual(expect.arrayContaining(["aws ", "cd ", "help ", "jq ", "locust ", "watch "]));
  expect(candidates).not.toEqual(expect.arrayContaining(["vim "]));
  expect(candidates).not.toEqual(expect.arrayContaining(["sqlite3 "]));
});
