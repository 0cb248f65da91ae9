import { awsCommand } from "../aws/index.ts";
import type { ShellCommand } from "../commands.ts";

/** `aws`: the AWS CLI over the participant's account. */
export const aws: ShellCommand["run"] = async (args, io, host, shell) =>
  awsCommand(await shell.commandModel())(args, io, host);
