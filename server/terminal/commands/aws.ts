import { awsCommand, completeAws } from "../aws/index.ts";
import type { ShellCommand } from "../commands.ts";

/** `aws`: the AWS CLI over the participant's account. */
export const aws: ShellCommand["run"] = async (args, io, host, shell) =>
  awsCommand(await shell.commandModel())(args, io, host);

/** Commands, options and names of the account for Tab. */
export const completedAws: ShellCommand["complete"] = async (words, { host, commandModel }) =>
  completeAws(words, await commandModel(), host);
