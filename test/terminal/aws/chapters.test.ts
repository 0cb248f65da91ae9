import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { awsOverSandbox, wordsOf } from "./command.ts";

const root = path.join(import.meta.dirname, "../../..");
const commands = globSync("content/[0-9]*.mdx", { cwd: root })
  .sort()
  .flatMap((file) => [...readFileSync(path.join(root, file), "utf8").matchAll(/^```sh\n([\s\S]*?)\n```$/gm)])
  .map(([, block]) => block!)
  .filter((block) => block.startsWith("aws "));

test("every aws command of the chapters succeeds, in their order", async () => {
  const { aws, load, pass } = await awsOverSandbox();
  const failed: unknown[] = [];

  await load({ users: 600 });
  for (const command of commands) {
    const ran = await aws(...wordsOf(command).slice(1));
    if (ran.code !== 0 || ran.err !== "") failed.push({ command, ...ran });
    await pass({ minutes: 10 });
  }

  expect(commands.length).toBeGreaterThan(5);
  expect(failed).toEqual([]);
});
