import type { ShellCommand } from "../commands.ts";

/** `date` in account time. What names another instant is left to the shell's own. */
export const date: ShellCommand["run"] = async (args, _io, host, shell) => {
  const namesAnother = args.some((it) => /^(-[dr]|--(date|reference|help|version))/.test(it));
  if (namesAnother) return shell.original(args);
  return shell.original(["-d", `@${Math.floor((await host.now()) / 1_000)}`, ...args]);
};
