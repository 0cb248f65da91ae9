import type { ShellCommand } from "../commands.ts";
import { secondsOf } from "./duration.ts";

/** The longest that is waited for: a line ends long before. */
const LONGEST_SECONDS = 10 * 365 * 86_400;

/** `sleep`: lets so much of the account's time pass. */
export const sleep: ShellCommand["run"] = async (args, io, host) => {
  if (args.length === 0) {
    io.err("sleep: missing operand\n");
    return 1;
  }
  let seconds = 0;
  for (const it of args) {
    const one = secondsOf(it);
    if (one === undefined) {
      io.err(`sleep: invalid time interval '${it}'\n`);
      return 1;
    }
    seconds += one;
  }
  await host.sleep(Math.min(seconds, LONGEST_SECONDS), io.signal);
  return 0;
};
