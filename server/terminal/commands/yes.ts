import type { ShellCommand } from "../commands.ts";

const LINES = 1_000;

/** `yes`: the commands of a pipe run one after another here, so it comes to an end. */
export const yes: ShellCommand["run"] = async (args, io) => {
  io.out(`${args.length > 0 ? args.join(" ") : "y"}\n`.repeat(LINES));
  if (io.isTerminal) io.err(`yes: stops after ${LINES} lines here\n`);
  return 0;
};
