import type { ShellCommand } from "../commands.ts";

const SHELL = { s: "Linux", n: "workshop", r: "just-bash", v: "", m: "x86_64", o: "GNU/Linux" };

/** `uname`: what scripts ask before they go on. */
export const uname: ShellCommand["run"] = async (args, io) => {
  const asked = args.join("").replaceAll("-", "") || "s";
  const letters = asked.includes("a") ? "snrmo" : asked;
  const words = [...letters].map((it) => SHELL[it as keyof typeof SHELL]);
  if (words.includes(undefined as never)) {
    io.err(`uname: ${args.join(" ")}: no option of this uname\n`);
    return 1;
  }
  io.out(`${words.join(" ")}\n`);
  return 0;
};
