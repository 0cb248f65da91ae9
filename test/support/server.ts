import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.dirname(path.dirname(import.meta.dirname));

/** A real server in a process of its own. */
export type Server = {
  /** `http://127.0.0.1:<port>` */
  url: string;
  port: number;
  process: ChildProcess;
  dataDir: string;
  /** Everything it wrote so far. */
  output(): string;
  /** Ends the process and resolves to its exit code; the data stays. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Stops it and takes its data away, unless `keepData` was asked for. */
  close(): Promise<void>;
};

export type Start = {
  env?: Record<string, string>;
  /** Default: a folder of its own. */
  dataDir?: string;
  /** Default: a free one. */
  port?: number;
  /** Whether `close` leaves the data. */
  keepData?: boolean;
};

/** A folder for a server's data. */
export const newDataDir = (): string => mkdtempSync(path.join(tmpdir(), "workshop-data-"));
export const removeDataDir = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** Starts the server and waits until it serves. */
export async function startServer({ env = {}, dataDir, port = 0, keepData = false }: Start = {}): Promise<Server> {
  const folder = dataDir ?? newDataDir();
  const { child, output, ended } = launch({ ...env, PORT: String(port), DATA_DIR: folder });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout!.on("data", () => {
      const [found] = output().match(/http:\/\/127\.0\.0\.1:\d+/) ?? [];
      if (found && output().includes("Ctrl-C")) resolve(found);
    });
    ended.then((code) => reject(new Error(`The server ended with code ${code}: ${output()}`)), reject);
  });
  const stop = (signal: NodeJS.Signals = "SIGTERM") => {
    child.kill(signal);
    return ended;
  };
  const close = async () => {
    await stop();
    if (!keepData) removeDataDir(folder);
  };
  return { url, port: Number(new URL(url).port), process: child, dataDir: folder, output, stop, close };
}

/** Runs a server that is expected not to start: its exit code and what it said. */
export async function failToStart(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const { output, ended } = launch({ PORT: "0", ...env });
  const code = await ended;
  return { code, output: output().trim() };
}

/** A port that nobody uses now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

function launch(env: Record<string, string>) {
  const child = spawn(process.execPath, [path.join(root, "server", "main.ts")], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding("utf8").on("data", (piece: string) => {
      text += piece;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.on("close", (code) => resolve(code)));
  return { child, output: () => text, ended };
}
