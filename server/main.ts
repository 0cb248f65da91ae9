/* The program: reads the environment, builds the parts, serves, and stops cleanly. */
import type { Server } from "node:http";
import { enableCompileCache } from "node:module";
import type { Context } from "./context.ts";
import { limits } from "./limits.ts";
import { say } from "./log.ts";

// Compiled code is kept between starts, so the parts are imported after this: it halves the time to the first answer.
enableCompileCache();
const { ConfigError, readConfig } = await import("./config.ts");

let stopping = false;
try {
  const config = readConfig();
  const [{ buildContext }, { createServer }] = await Promise.all([import("./context.ts"), import("./http/server.ts")]);
  const context = await buildContext(config);
  const server = createServer(context);
  const port = await listen(server, config.host, config.port);
  const here = `http://${shownHost(config.host)}:${port}`;
  const shown = config.publicUrl ? `${config.publicUrl.href} (served from ${here})` : here;
  say(`The workshop is ready: open ${shown} in a browser. Ctrl-C stops it.`);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop(server, context));
} catch (error) {
  const { StartError } = await import("./storage/database.ts");
  if (!(error instanceof ConfigError || error instanceof StartError)) throw error;
  console.error(error.message);
  process.exit(1);
}

/** Resolves to the port once connections are taken; says in one sentence what stands in the way. */
function listen(server: Server, host: string, port: number): Promise<number> {
  const other = port < 65_535 ? port + 1 : port - 1;
  const causes: Record<string, string> = {
    EADDRINUSE: `Port ${port} of ${host} is in use: stop the program that uses it, or set PORT to another port, such as PORT=${other}.`,
    EACCES: `Port ${port} of ${host} may not be opened by this user: set PORT to a port above 1023.`,
    EADDRNOTAVAIL: `HOST is "${host}", which is no address of this machine: set HOST to 127.0.0.1, or to 0.0.0.0 for every address.`,
    ENOTFOUND: `HOST is "${host}", a name that has no address: set HOST to 127.0.0.1, or to 0.0.0.0 for every address.`,
  };
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const cause = causes[error.code ?? ""];
      reject(cause ? new ConfigError(cause) : error);
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}

/** Takes no more connections, ends streams, lets open requests finish for a moment, saves, and leaves. A second signal changes nothing. */
async function stop(server: Server, context: Context): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), limits.stopMs + limits.saveMs).unref();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  context.streams.close();
  context.application.close();
  void context.terminals.close();
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  setTimeout(() => server.closeAllConnections(), limits.stopMs).unref();
  await closed;
  clearInterval(idle);
  await context.close();
  process.exit(0);
}

/** An address to open: a server for every address is shown at this machine's own. */
function shownHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}
