import type { ShellCommand } from "../commands.ts";

/** `history [n]`: the lines typed, or the last n of them, numbered as bash does. */
export const history: ShellCommand["run"] = async ([count], io, _host, { history }) => {
  if (count !== undefined && !/^\d+$/.test(count)) {
    io.err(`history: ${count}: give a number of lines; other options of history are not here\n`);
    return 1;
  }
  const first = count === undefined ? 0 : Math.max(0, history.length - Number(count));
  for (const [i, line] of history.entries()) if (i >= first) io.out(`${String(i + 1).padStart(5)}  ${line}\n`);
  return 0;
};
