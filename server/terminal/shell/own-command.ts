import { type Command as BashCommand, decodeBytesToUtf8, defineCommand, type ResolvedCommandContext } from "just-bash";
import type { CommandModel } from "../aws/model.ts";
import type { Io } from "../command.ts";
import type { ShellCommand } from "../commands.ts";
import { Declined } from "../declined.ts";
import type { Host } from "../host.ts";
import type { LineStart, Piece } from "../messages.ts";
import type { AccountFiles } from "./files.ts";
import { LIVE_FD, type Live, liveOf } from "./streaming.ts";

type Around = {
  start: LineStart;
  /** What of a script that the command starts is live. */
  script: { live: Live | undefined };
  files: AccountFiles;
  host: Host;
  commandModel(): Promise<CommandModel>;
  print(piece: Piece): void;
  signal: AbortSignal;
  onBug(what: string, error: unknown): void;
};

const INTERRUPTED = 130;
/** How the shell names what a command meets that goes on after it was stopped. */
const ABORTED = "ExecutionAbortedError";

/** A command of this project as the shell takes it. Where its output reaches the terminal it prints as it goes, else the shell gets it at the end. */
export function ownCommand({ name, run }: ShellCommand, around: Around): BashCommand {
  const { start, script, files, host, print, signal, onBug } = around;
  return defineCommand(name, async (args, context) => {
    const live = liveOf(context.fileDescriptors?.get(LIVE_FD));
    const kept = { out: "", err: "" };
    const keep = (stream: "out" | "err") => (text: string) => {
      kept[stream] += text;
    };
    const io: Io = {
      out: live.out ? (out) => print({ out }) : keep("out"),
      err: live.err ? (err) => print({ err }) : keep("err"),
      stdin: decodeBytesToUtf8(context.stdin),
      env: Object.assign(Object.create(null), context.exportedEnv),
      cwd: context.cwd,
      columns: start.columns,
      isTerminal: live.out,
      files: filesFrom(files, context.cwd),
      signal: context.signal ?? signal,
    };
    const failed = (error: unknown, stopped: boolean): number => {
      if (stopped || (error as Error).name === ABORTED) return INTERRUPTED;
      if (error instanceof Declined) io.err(`${name}: not done, since the answer was no\n`);
      else {
        onBug(name, error);
        io.err(`${name}: the workshop met a situation it was not made for\n`);
      }
      return 1;
    };
    try {
      const exitCode = await run(args, io, host, {
        ...shellAround(context, start, io),
        commandModel: around.commandModel,
        runsScript: () => {
          script.live = live;
        },
      });
      return { stdout: kept.out, stderr: kept.err, exitCode };
    } catch (error) {
      const exitCode = failed(error, signal.aborted || io.signal.aborted);
      return { stdout: kept.out, stderr: kept.err, exitCode };
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
  { origCommand, exec, cwd, signal, exportedEnv, getRegisteredCommands }: ResolvedCommandContext,
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
    run: (script: string, ends?: AbortSignal) => {
      const signals = [signal, ends].filter((it) => it !== undefined);
      return exec!(script, { cwd, signal: AbortSignal.any(signals), env: { ...exportedEnv } });
    },
    commandNames: () => getRegisteredCommands?.() ?? [],
  };
}

export type ShellAround = ReturnType<typeof shellAround> & {
  commandModel(): Promise<CommandModel>;
  /** The script that is run next prints where this command does. */
  runsScript(): void;
};
