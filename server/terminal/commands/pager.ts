import type { ShellCommand } from "../commands.ts";

/** `less` and `more`: all of it at once, since the terminal scrolls by itself. */
export const pager: ShellCommand["run"] = async (args, io) => {
  const files = args.filter((it) => !/^[-+]./.test(it));
  if (files.length === 0) io.out(io.stdin);
  let exitCode = 0;
  for (const file of files) {
    const text = file === "-" ? io.stdin : await io.files.read(file).catch((error: Error) => error);
    if (typeof text === "string") io.out(text);
    else {
      io.err(`${text ? text.message : `${file}: No such file or directory`}\n`);
      exitCode = 1;
    }
  }
  return exitCode;
};
