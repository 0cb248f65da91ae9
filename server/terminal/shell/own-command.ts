import { type Command as BashCommand, decodeBytesToUtf8, defineCommand, type ResolvedCommandContext } from "just-bash";
import type { Io } from "../command.ts";
import type { ShellCommand } from "../commands.ts";
import type { Host } from "../host.ts";
import type { LineStart, Piece } from "../messages.ts";
import type { AccountFiles } from "./files.ts";
import { LIVE } from "./streaming.ts";

type Around = {
  start: LineStart;
  files: AccountFiles;
  host: Host;
  print(piece: Piece): void;
  signal: AbortSignal;
  onBug(what: string, error: unknown): void;
};

const INTERRUPTED = 130;

/** A command of this project as the shell takes it. Where its output reaches the terminal it prints as it goes, else the shell gets it at the end. */
export function ownCommand({ name, run }: ShellCommand, around: Around): BashCommand {
  const { start, files, host, print, signal, onBug } = around;
  return defineCommand(name, async (given, context) => {
    const live = given[0]?.startsWith(LIVE) ? given[0].slice(LIVE.length) : "";
    const args = live ? given.slice(1) : given;
    const kept = { out: "", err: "" };
    const keep = (stream: "out" | "err") => (text: string) => {
      kept[stream] += text;
    };
    const io: Io = {
      out: live.includes("o") ? (out) => print({ out }) : keep("out"),
      err: live.includes("e") ? (err) => print({ err }) : keep("err"),
      stdin: decodeBytesToUtf8(context.stdin),
      env: Object.assign(Object.create(null), context.exportedEnv),
      cwd: context.cwd,
      columns: start.columns,
      isTerminal: live.includes("o"),
      files: filesFrom(files, context.cwd),
      signal: context.signal ?? signal,
    };
    try {
      const exitCode = await run(args, io, host, shellAround(context, start, io));
      return { stdout: kept.out, stderr: kept.err, exitCode };
    } catch (error) {
      if (signal.aborted) return { stdout: kept.out, stderr: kept.err, exitCode: INTERRUPTED };
      onBug(name, error);
      return {
        stdout: kept.out,
        stderr: `${kept.err}${name}: the workshop met a situation it was not made for\n`,
        exitCode: 1,
      };
    }
  });
}

function filesFrom(files: AccountFiles, cwd: string): Io["files"] {
  return {
    async read(path) {
      const at = files.resolvePath(cwd, path);
      if (!(await files.exists(at))) return undefined;
      if ((await files.stat(at)).isDirectory) throw new Error(`${path} is a directory`);
      return files.readFile(at);
    },
    async write(path, text) {
      const at = files.resolvePath(cwd, path);
      if ((await files.exists(at)) && (await files.stat(at)).isDirectory) throw new Error(`${path} is a directory`);
      await files.writeFile(at, text);
    },
  };
}

/** What a command that belongs to the shell itself may do besides. */
function shellAround(
  { origCommand, exec, cwd, signal, getRegisteredCommands }: ResolvedCommandContext,
  start: LineStart,
  io: Io,
) {
  const said = ({ stdout, stderr, exitCode }: { stdout: string; stderr: string; exitCode: number }) => {
    if (stdout) io.out(stdout);
    if (stderr) io.err(stderr);
    return exitCode;
  };
  return {
    history: start.history,
    original: async (args: string[]) => said(await origCommand!(args)),
    run: (script: string) => exec!(script, { cwd, ...(signal && { signal }) }),
    commandNames: () => getRegisteredCommands?.() ?? [],
  };
}

export type ShellAround = ReturnType<typeof shellAround>;
