import { Bash, type CommandName, type CustomCommand, getCommandNames } from "just-bash";
import { limits } from "../../limits.ts";
import type { CommandModel } from "../aws/model.ts";
import { commands } from "../commands.ts";
import { HOME } from "../home.ts";
import type { Host } from "../host.ts";
import type { LineEnd, LineStart, Piece } from "../messages.ts";
import { AccountFiles } from "./files.ts";
import { STAYS, withAdvice } from "./not-here.ts";
import { ownCommand } from "./own-command.ts";
import { definitionsIn, restoring, savedShell, saving } from "./state.ts";
import { type Live, Streaming, withoutMarks } from "./streaming.ts";
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
    files.printAt(printers.err, (err) => printed({ err: readable(err) })),
    files.printAt(stateAt, (text) => {
      state += text;
    }),
  ];
  /** A script of its own that a line starts (`bash file`) prints like the line does, where its command says so. */
  const script: { live: Live | undefined } = { live: undefined };
  const bash = newBash(files, {
    cwd: (await files.exists(shell.cwd)) ? shell.cwd : HOME,
    columns: start.columns,
    customCommands: commands.map((it) => ownCommand(it, { ...around, start, script })),
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
    const said = readable(stderr.replace(ABORTED, "").replace(ADVICE, ""));
    if (said) print({ err: said });
    if (LEAVES.test(start.script)) print({ err: STAYS });
    const after = savedShell(state, shell, defined, await freshVariables());
    if (after && !signal.aborted) return { exitCode: after.statuses.at(-1)!, shell: after, unfinished: false };
    const status = signal.aborted ? INTERRUPTED : exitCode;
    return { exitCode: status, shell: { ...(after ?? shell), statuses: [status] }, unfinished: false };
  } finally {
    for (const stop of takeBack) stop();
  }
}

function newBash(
  files: AccountFiles,
  { cwd, columns, customCommands }: { cwd: string; columns: number; customCommands: CustomCommand[] },
): Bash {
  const env = { HOME, USER: "user", SHELL: "/bin/bash", TERM: "xterm-256color", LANG: "C.UTF-8" };
  return new Bash({
    fs: files,
    cwd,
    env: { ...env, COLUMNS: String(columns) },
    commands: names,
    customCommands,
    executionLimitProfile: "hardened",
    executionLimits: LIMITS,
  });
}

/** Commands that most people use; each is loaded at its first use, which takes longer than what it does. */
const USUAL =
  "ls | cat | grep x; head /dev/null; tail /dev/null; wc /dev/null; sort /dev/null; sed p /dev/null; awk 1 /dev/null; echo {} | jq .; date; printf x; touch x";

/** Loads what the first lines will need. */
export async function warm(): Promise<void> {
  await freshVariables();
  await newBash(await AccountFiles.of([], 0), { cwd: HOME, columns: 80, customCommands: [] }).exec(USUAL);
}

let fresh: Promise<ReadonlySet<string>> | undefined;

/** What a shell declares at its start, a line for each variable. */
function freshVariables(): Promise<ReadonlySet<string>> {
  fresh ??= (async () => {
    const bash = newBash(await AccountFiles.of([], 0), { cwd: HOME, columns: 80, customCommands: [] });
    return new Set((await bash.exec("declare -p")).stdout.split("\n"));
  })();
  return fresh;
}

/** What the shell says of itself, without the marks by which we tell functions apart, and with what to do about it. */
const readable = (text: string): string => withAdvice(withoutMarks(text));
