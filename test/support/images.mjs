/* `npm run images`: makes the chapters' pictures anew from the running site. Plain JavaScript, so that it can install first. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { ensureBuilt, ensureInstalled, nodeBinary } from "../../server/start/prepare.mjs";

await ensureInstalled();
process.env.DRAWING_IMAGES = "1"; // a chapter may name a picture that is about to be made
await ensureBuilt();
const node = await nodeBinary();
const result = spawnSync(node, [path.join(import.meta.dirname, "take-pictures.ts")], { stdio: "inherit" });
process.exitCode = result.status ?? 1;
