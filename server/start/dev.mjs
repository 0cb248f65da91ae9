/*
 * `npm run dev`: the site as Astro serves it while one writes, in front of a server that restarts when its code changes.
 * Astro passes /api, /aws and /app on to API_ORIGIN, so both are one origin as in `npm start`.
 */
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import path from "node:path";
import { CannotStart, ensureInstalled, forgetContent, nodeBinary, root, whenNpmStops } from "./prepare.mjs";

try {
  await ensureInstalled();
  const node = await nodeBinary();
  forgetContent();
  const apiPort = await freePort();
  const port = process.env.PORT || "3000";
  const host = process.env.HOST || "127.0.0.1";
  const programs = [
    program(node, ["--watch-preserve-output", "--watch", path.join("server", "main.ts")], {
      PORT: String(apiPort),
      WRITING: "1",
      PUBLIC_URL: process.env.PUBLIC_URL || `http://${host}:${port}`,
    }),
    program(node, [path.join("node_modules", "astro", "bin", "astro.mjs"), "dev", "--port", port, "--host", host], {
      API_ORIGIN: `http://127.0.0.1:${apiPort}`,
      ASTRO_TELEMETRY_DISABLED: "1",
    }),
  ];
  const stop = () => {
    for (const it of programs) it.kill("SIGTERM");
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
  whenNpmStops(stop);
  for (const it of programs) it.on("exit", stop);
} catch (error) {
  if (!(error instanceof CannotStart)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function program(command, args, env) {
  return spawn(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
}

/** A port that nobody uses now. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
