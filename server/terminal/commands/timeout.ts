import type { ShellCommand } from "../commands.ts";
import { secondsOf } from "./duration.ts";
import { quoted } from "./quote.ts";

/** As coreutils gives it when the time is over. */
const TIMED_OUT = 124;

/** `timeout 30 command`: ends it after so much account time. */
export const timeout: ShellCommand["run"] = async (args, io, host, shell) => {
  const rest = [...args];
  while (rest[0]?.startsWith("-")) if (/^(-k|-s)$/.test(rest.shift()!)) rest.shift();
  const seconds = secondsOf(rest.shift());
  if (seconds === undefined || rest.length === 0) {
    io.err("usage: timeout seconds command; the number may end in m, h or d\n");
    return 125;
  }
  const over = new AbortController();
  const done = new AbortController();
  const waiting = host.sleep(seconds, AbortSignal.any([io.signal, done.signal]));
  waiting.then(
    () => over.abort(),
    () => {},
  );
  shell.runsScript();
  const { stdout, stderr, exitCode } = await shell.run(quoted(rest), over.signal);
  done.abort();
  io.out(stdout);
  io.err(over.signal.aborted ? stderr.replace(/^bash: execution aborted\n/m, "") : stderr);
  return over.signal.aborted ? TIMED_OUT : exitCode;
};
