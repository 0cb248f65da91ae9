import type { ShellCommand } from "../commands.ts";
import { quoted } from "./quote.ts";

/** The least wall time between two looks: at a fast clock two account seconds are nearer than the eye can read. */
const LOOK_MS = 250;
const HOME_AND_CLEAR = "\x1b[H\x1b[2J\x1b[3J";
/** Taken before a shell runs: while one does, it takes clocks away from the code inside of it. */
const clock = performance.now.bind(performance);

const USAGE = "usage: watch [-n seconds] [-t] [-e] command\n";

/** `watch`: runs a command again and again, every so many seconds of account time, until Ctrl-C. */
export const watch: ShellCommand["run"] = async (args, io, host, shell) => {
  const asked = read(args);
  if (typeof asked === "string") {
    io.err(`watch: ${asked}\n${USAGE}`);
    return 1;
  }
  const { seconds, hasTitle, endsOnError, marks, command } = asked;
  const script = command.length === 1 ? command[0]! : quoted(command);
  for (;;) {
    const lookedAt = clock();
    const { stdout, stderr, exitCode } = await shell.run(script);
    const title = `Every ${seconds.toFixed(1)}s: ${command.join(" ")}${marks ? " (changes are not marked here)" : ""}`;
    const at = new Date(await host.now()).toISOString().replace("T", " ").slice(0, 19);
    const head = hasTitle ? `${title}${at.padStart(Math.max(at.length + 2, io.columns - title.length))}\n\n` : "";
    io.out(`${io.isTerminal ? HOME_AND_CLEAR : ""}${head}${stdout}${stderr}`);
    if (endsOnError && exitCode !== 0) return exitCode;
    do await host.sleep(seconds, io.signal);
    while (clock() - lookedAt < LOOK_MS);
  }
};

function read(args: string[]) {
  const asked = { seconds: 2, hasTitle: true, endsOnError: false, marks: false, command: [] as string[] };
  const rest = [...args];
  while (rest[0]?.startsWith("-")) {
    const option = rest.shift()!;
    const interval = /^(?:-n|--interval=?)(.*)$/.exec(option);
    if (interval) {
      asked.seconds = Number(interval[1] || rest.shift());
      if (!(asked.seconds >= 0.1)) return "-n takes a number of seconds, at least 0.1";
    } else if (option === "-t" || option === "--no-title") asked.hasTitle = false;
    else if (option === "-e" || option === "--errexit") asked.endsOnError = true;
    else if (/^(-d|--differences)/.test(option)) asked.marks = true;
    else if (option === "--") break;
    else if (!/^(-c|--color|-x|--exec|-b|--beep)$/.test(option)) return `${option} is no option of this watch`;
  }
  if (rest.length === 0) return "say what to watch";
  return { ...asked, command: rest };
}
