import type { Io } from "./command.ts";
import { date } from "./commands/date.ts";
import type { Host } from "./host.ts";
import type { ShellAround } from "./shell/own-command.ts";

/** A command that this project brings to the shell. What belongs to the shell itself also gets its history and its other commands. */
export type ShellCommand = {
  name: string;
  run(args: string[], io: Io, host: Host, shell: ShellAround): Promise<number>;
};

/** Every command of ours; one with the name of a command of just-bash takes its place. */
export const commands: ShellCommand[] = [{ name: "date", run: date }];
