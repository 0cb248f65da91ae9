import type { ShellCommand } from "../commands.ts";
import { quoted } from "./quote.ts";

const TEXT = `This is a shell of the workshop: bash with its usual tools, and your account's AWS CLI.

  aws ecs describe-services …   your account; aws help lists the services
  locust -f locustfile.py       load on your application
  jq, yq, grep, sed, awk, sort  what they are everywhere
  watch -n 10 COMMAND           again and again; Ctrl-C stops it
  history, clear                lines typed; an empty screen
  help NAME                     about a command of the shell itself

Time is your account's: date, sleep, watch and aws … wait go by its clock, however fast it runs.
Files are kept with your account, and your terminals share them (500 files, 1 MB together). Nothing else is kept but variables,
functions, aliases, the folder you are in, and the lines typed.
To write a file: cat > name <<'EOF', then its lines, then EOF.

What is not here: a network, other programs, jobs in the background (&, fg, kill), traps, and input typed for a running command.
A line may run for an hour. Ctrl-C ends it, Tab completes.
`;

/** `help`: what this shell is and is not. */
export const help: ShellCommand["run"] = async (args, io, _host, shell) => {
  if (args.length === 0) {
    io.out(TEXT);
    return 0;
  }
  const { stdout, stderr, exitCode } = await shell.run(`builtin help ${quoted(args)}`);
  io.out(stdout);
  io.err(stderr);
  return exitCode;
};
