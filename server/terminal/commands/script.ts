import type { ShellCommand } from "../commands.ts";

/** `bash` and `sh`: a script of its own, which prints as it goes. */
export const script: ShellCommand["run"] = (args, _io, _host, shell) => {
  shell.runsScript();
  return shell.original(args);
};
