import type { CommandModel } from "./aws/model.ts";
import type { Io } from "./command.ts";
import { aws, completedAws } from "./commands/aws.ts";
import { date } from "./commands/date.ts";
import { help } from "./commands/help.ts";
import { history } from "./commands/history.ts";
import { pager } from "./commands/pager.ts";
import { script } from "./commands/script.ts";
import { sleep } from "./commands/sleep.ts";
import { timeout } from "./commands/timeout.ts";
import { uname } from "./commands/uname.ts";
import { watch } from "./commands/watch.ts";
import { yes } from "./commands/yes.ts";
import type { Host } from "./host.ts";
import { locustCommand } from "./locust/index.ts";
import type { ShellAround } from "./shell/own-command.ts";

/** A command that this project brings to the shell. What belongs to the shell itself also gets its history and its other commands. */
export type ShellCommand = {
  name: string;
  run(args: string[], io: Io, host: Host, shell: ShellAround): Promise<number>;
  /** What can stand in the place of the last of the words behind its name: whole words. */
  complete?(words: string[], around: { host: Host; commandModel(): Promise<CommandModel> }): Promise<string[]>;
};

/** Every command of ours; one with the name of a command of just-bash takes its place. */
export const commands: ShellCommand[] = [
  { name: "aws", run: aws, complete: completedAws },
  { name: "bash", run: script },
  { name: "date", run: date },
  { name: "history", run: history },
  { name: "less", run: pager },
  { name: "locust", run: locustCommand },
  { name: "more", run: pager },
  { name: "sh", run: script },
  { name: "shell-help", run: help },
  { name: "sleep", run: sleep },
  { name: "timeout", run: timeout },
  { name: "uname", run: uname },
  { name: "watch", run: watch },
  { name: "yes", run: yes },
];

/** What bash has built in cannot be replaced; what is typed so means a command of ours. */
export const RENAMED: ReadonlyMap<string, string> = new Map([["help", "shell-help"]]);
