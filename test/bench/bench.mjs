/*
 * `npm run bench`: prints speed and memory, asserts nothing. Figures of one machine in one run; quote medians and ratios.
 * Plain JavaScript, so that it can install first.
 */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { ensureBuilt, ensureInstalled, nodeBinary } from "../../server/start/prepare.mjs";

await ensureInstalled();
await ensureBuilt();
const node = await nodeBinary();
const result = spawnSync(node, ["--expose-gc", path.join(import.meta.dirname, "bench.ts"), ...process.argv.slice(2)], {
  stdio: "inherit",
});
process.exitCode = result.status ?? 1;
