/*
 * `npm run executed`: runs every command of every chapter and lab (commands.test.ts) and, only when all of them succeed, writes
 * content/executed.json, from which each chapter's page says when that was. Part of making a release; commit the file with it.
 */
import { spawnSync } from "node:child_process";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { SIMULATION_VERSION } from "../../server/sandbox/world/world.ts";
import { commandsOf, fingerprintOf } from "../../site/executed.ts";

const root = path.dirname(path.dirname(import.meta.dirname));
const read = (file) => readFileSync(path.join(root, file), "utf8");
const sources = globSync("content/{,labs/}[0-9]*.mdx", { cwd: root })
  .sort()
  .map((file) => [path.basename(file, ".mdx").replace(/^\d+-/, ""), read(file)])
  .filter(([, source]) => commandsOf(source).length > 0);

const vitest = path.join(root, "node_modules/vitest/vitest.mjs");
const args = [vitest, "run", "--config", "test/vitest.config.ts", "test/content/commands.test.ts"];
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
if (status === 0) {
  const run = {
    on: new Date().toISOString().slice(0, 10),
    version: JSON.parse(read("package.json")).version,
    simulation: SIMULATION_VERSION,
    commands: Object.fromEntries(sources.map(([slug, source]) => [slug, fingerprintOf(source)])),
  };
  writeFileSync(path.join(root, "content/executed.json"), `${JSON.stringify(run, null, 2)}\n`);
  console.log(`content/executed.json: ${sources.length} chapters and labs, ${run.on}.`);
}
process.exitCode = status ?? 1;
