/*
 * `npm start`: on a fresh clone installs, builds and serves; afterwards only what is out of date is done again.
 * Plain JavaScript: it runs on Node 20 and later, before anything is installed.
 */
import { spawn } from "node:child_process";
import path from "node:path";
import {
  CannotStart,
  ensureBuilt,
  ensureInstalled,
  isThisNode,
  nodeBinary,
  root,
  run,
  whenNpmStops,
} from "./prepare.mjs";

try {
  await ensureInstalled({ dev: false });
  const node = await nodeBinary();
  await checkSettings(node);
  await ensureBuilt();
  await serve(node);
} catch (error) {
  if (!(error instanceof CannotStart)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** A setting that makes no sense stops the start before anything is built. The words are those of config.ts. */
async function checkSettings(node) {
  const code = await run(node, [path.join(root, "server", "start", "check-settings.ts")], { stdio: "inherit" });
  if (code !== 0) process.exit(1);
}

/** Serves in this process where it is the right Node already (npm puts the installed one first), else in one of its own. */
async function serve(node) {
  if (isThisNode(node)) {
    whenNpmStops(() => process.kill(process.pid, "SIGTERM"));
    return import("../main.ts");
  }
  const server = spawn(node, [path.join(root, "server", "main.ts")], { cwd: root, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => server.kill(signal));
  whenNpmStops(() => server.kill("SIGTERM"));
  server.on("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}
