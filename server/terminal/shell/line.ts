import { Bash, type CommandName, getCommandNames } from "just-bash";
import { limits } from "../../limits.ts";
import type { CommandModel } from "../aws/model.ts";
import { commands } from "../commands.ts";
import type { Host } from "../host.ts";
import type { LineEnd, LineStart, Piece } from "../messages.ts";
import { type AccountFiles, HOME } from "./files.ts";
import { STAYS, withAdvice } from "./not-here.ts";
import { ownCommand } from "./own-command.ts";
import { definitionsIn, restoring, savedShell, saving } from "./state.ts";
import { type Live, Streaming } from "./streaming.ts";
import { isUnfinished } from "./unfinished.ts";

/** Of the shell's commands, those that would start a thread of their own or have no use here. */
export const LEFT_OUT: CommandName[] = ["sqlite3", "html-to-markdown", "xan"];
const names = getCommandNames().filter((it) => !LEFT_OUT.includes(it as CommandName)) as CommandName[];
const own: ReadonlySet<string> = new Set(commands.map(({ name }) => name));

/** What a shell may do in one line: enough for a loop that looks at a service for an hour, and no stretch of work of more than about a second. */
const LIMITS = {
  maxCommandCount: 50_000,
  maxLoopIterations: 20_000,
  maxWorkUnits: 1_000_000,
  maxStringLength: 2 * 1024 * 1024,
  maxHeredocSize: 256 * 1024,
  maxArrayElements: 20_000,
  maxLiveBytes: 32 * 1024 * 1024,
  maxInputBytes: 256 * 1024 * 1024,
  // What is printed has a limit of its own, which counts the time.
  maxOutputSize: 256 * 1024 * 1024,
  // After Ctrl-C a command may still sum up; one that goes on longer loses its shell.
  maxExtensionCleanupTimeMs: 2_000,
  maxExecutionTimeMs: limits.terminalLineMs * 2,
};

/** Exit code of a line that Ctrl-C ended: 128 + SIGINT. */
const INTERRUPTED = 130;
/** As the shell says that it was stopped; the terminal says so itself. */
const ABORTED = /^bash: execution aborted\n/gm;
/** The shell's advice to who wrote the program around it. */
const ADVICE = /, increase executionLimits\.\w+/g;

/** A line that would end a shell. */
const LEAVES = /^\s*exit(\s+\d+)?\s*$/;

type Around = {
  /** Tells the lines that run at the same time apart. */
  number: number;
  files: AccountFiles;
  host: Host;
  /** What a command line can say to AWS. */
  commandModel(): Promise<CommandModel>;
  print(piece: Piece): void;
  /** Lets others work when this line has for a while. */
  turn(): Promise<void> | undefined;
  signal: AbortSignal;
  /** A mistake of ours. */
  onBug(what: string, error: unknown): void;
};

/** Runs one line of a terminal: prints as it goes, and gives the shell that the next line starts from. */
export async function runLine(start: LineStart, around: Around): Promise<LineEnd> {
  const { shell } = start;
  const { number, files, print, turn, signal } = around;
  if (isUnfinished(start.script)) return { exitCode: 0, shell, unfinished: true };

  const printers = { out: `/dev/pts/${number}`, err: `/dev/pts/${number}.err` };
  const stateAt = `/dev/pts/${number}.state`;
  let state = "";
  // Every command of the line comes by here, also one that prints nothing.
  const printed = (piece: Piece) => {
    print(piece);
    return turn();
  };
  const takeBack = [
    files.printAt(printers.out, (out) => printed({ out })),
    files.printAt(printers.err, (err) => printed({ err: withAdvice(err) })),
    files.printAt(stateAt, (text) => {
      state += text;
    }),
  ];
  /** A script of its own that a line starts (`bash file`) prints like the line does, where its command says so. */
  const script: { live: Live | undefined } = { live: undefined };
  const bash = new Bash({
    fs: files,
    cwd: (await files.exists(shell.cwd)) ? shell.cwd : HOME,
    env: {
      HOME,
      USER: "user",
      SHELL: "/bin/bash",
      TERM: "xterm-256color",
      LANG: "C.UTF-8",
      COLUMNS: String(start.columns),
    },
    commands: names,
    customCommands: commands.map((it) => ownCommand(it, { ...around, start, script })),
    executionLimitProfile: "hardened",
    executionLimits: LIMITS,
  });
  let defined: [string, string][] = [];
  let isOuter = true;
  bash.registerTransformPlugin({
    name: "terminal",
    transform({ ast }) {
      const live = isOuter ? { out: true, err: true } : script.live;
      script.live = undefined;
      const before = isOuter ? restoring(shell) : [];
      if (isOuter) defined = definitionsIn(ast.statements);
      if (live) new Streaming(printers, own).apply(ast.statements, before, live);
      const after = isOuter ? saving(stateAt) : [];
      isOuter = false;
      return { ast: { ...ast, statements: [...before, ...ast.statements, ...after] } };
    },
  });

  try {
    const { stdout, stderr, exitCode } = await bash.exec(start.script, { signal, rawScript: true });
    if (stdout) print({ out: stdout });
    const said = stderr.replace(ABORTED, "").replace(ADVICE, "");
    if (said) print({ err: withAdvice(said) });
    if (LEAVES.test(start.script)) print({ err: STAYS });
    const after = savedShell(state, shell, defined);
    if (after && !signal.aborted) return { exitCode: after.statuses.at(-1)!, shell: after, unfinished: false };
    const status = signal.aborted ? INTERRUPTED : exitCode;
    return { exitCode: status, shell: { ...(after ?? shell), statuses: [status] }, unfinished: false };
  } finally {
    for (const stop of takeBack) stop();
  }
}
