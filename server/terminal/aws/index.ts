import type { Command, Io } from "../command.ts";
import type { Host } from "../host.ts";
import type { Setting } from "./call.ts";
import { askedProfile, readConfig, settingsOf } from "./config-file.ts";
import { configure } from "./configure.ts";
import { Failure, failed, invalidChoice, misconfigured, tooFewArguments, unusable } from "./failure.ts";
import { type Globals, readGlobals } from "./globals.ts";
import { helpOfAws, helpOfOperation, helpOfService, helpOfWait } from "./help.ts";
import { type CommandModel, operationsOf, type ServiceModel } from "./model.ts";
import { FORMATS, type Format } from "./output/index.ts";
import { parseWords } from "./parser.ts";
import { readQuery } from "./query.ts";
import { runOperation, runWaiter } from "./run-operation.ts";
import { waitersOf } from "./waiters.ts";

export { completeAws } from "./complete.ts";

/** Says which CLI this is like; the rest of the real line tells of its Python and its machine. */
const VERSION = "aws-cli/2.9.19 (the workshop's shell)";

/** The AWS CLI over a participant's account: the words of its version 2, read with this model. */
export function awsCommand(model: CommandModel): Command {
  return async (words, io, host) => {
    try {
      return await run(model, words, io, host);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      io.err(error.text);
      return error.code;
    }
  };
}

async function run(model: CommandModel, words: string[], io: Io, host: Host): Promise<number> {
  const { globals, command, rest } = readGlobals(words, [...Object.keys(model), "configure", "help"]);
  if (globals.version) {
    io.out(`${VERSION}\n`);
    return 0;
  }
  const query = globals.query === undefined ? undefined : readQuery(globals.query);
  if (command === "help") {
    io.out(helpOfAws(model, io.columns));
    return 0;
  }
  if (command === "configure") return configure(rest, io, host, globals);
  await runService(command, model[command]!, rest, { io, host, globals, query, ...(await chosen(globals, io, host)) });
  return 0;
}

async function runService(name: string, service: ServiceModel, words: string[], setting: Setting): Promise<void> {
  const operations = operationsOf(service);
  const waiters = waitersOf(service);
  const { columns } = setting.io;
  const choices = [...operations.keys(), ...(waiters.size > 0 ? ["wait"] : []), "help"];
  if (name === "ecs" && words[0] === "deploy")
    throw failed("aws ecs deploy works through AWS CodeDeploy, which is not part of this shell.");
  const { positional, rest } = parseWords(words, [], { name: "operation", choices });
  if (positional === undefined) throw unusable("the following arguments are required: operation");
  if (positional === "help") setting.io.out(helpOfService(name, service, columns));
  else if (positional === "wait") await runWait(name, service, rest, setting);
  else if (isHelp(rest)) setting.io.out(helpOfOperation(name, positional, operations.get(positional)!, columns));
  else await runOperation(operations.get(positional)!, rest, setting);
}

async function runWait(name: string, service: ServiceModel, words: string[], setting: Setting): Promise<void> {
  const waiters = waitersOf(service);
  const [word, ...rest] = words;
  if (word === undefined) throw tooFewArguments(`${name} wait`);
  if (isHelp(words)) return setting.io.out(helpOfWait(name, service, setting.io.columns));
  const waiter = waiters.get(word);
  if (!waiter) throw invalidChoice("subcommand", word, [...waiters.keys()]);
  const operation = [...operationsOf(service).values()].find((it) => it.name === waiter.operation)!;
  if (isHelp(rest)) setting.io.out(helpOfOperation(name, `wait ${word}`, operation, setting.io.columns));
  else await runWaiter(waiter, operation, rest, setting);
}

const isHelp = (words: string[]) => words.length === 1 && words[0] === "help";

/** Region and format: of the line, else of the environment, else of the profile, else the account's Region and JSON. */
async function chosen(globals: Globals, io: Io, host: Host): Promise<{ region: string; format: Format }> {
  const settings = settingsOf(await readConfig(io), askedProfile(globals.profile, io)?.name);
  const format = globals.output ?? io.env.AWS_DEFAULT_OUTPUT ?? settings.get("output") ?? "json";
  if (!FORMATS.includes(format as Format)) throw misconfigured(`Unknown output type: ${format}`);
  const region =
    globals.region ?? io.env.AWS_REGION ?? io.env.AWS_DEFAULT_REGION ?? settings.get("region") ?? host.region;
  return { region, format: format as Format };
}
