import type { Command, Io } from "../command.ts";
import type { Host } from "../host.ts";
import { Failure, misconfigured, unusable } from "./failure.ts";
import { readGlobals } from "./globals.ts";
import { type CommandModel, operationsOf } from "./model.ts";
import { FORMATS, type Format } from "./output/index.ts";
import { parseWords } from "./parser.ts";
import { readQuery } from "./query.ts";
import { runOperation, type Setting } from "./run-operation.ts";

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
  const commands = Object.keys(model);
  const { globals, command, rest } = readGlobals(words, commands);
  const query = globals.query === undefined ? undefined : readQuery(globals.query);
  const setting: Setting = {
    io,
    host,
    globals,
    query,
    format: format(globals.output, io),
    region: region(globals.region, io, host),
  };
  const service = model[command];
  if (!service) return 0;
  const operations = operationsOf(service);
  const choices = [...operations.keys()];
  const { positional, rest: others } = parseWords(rest, [], { name: "operation", choices });
  if (positional === undefined) throw unusable("the following arguments are required: operation");
  await runOperation(operations.get(positional)!, others, setting);
  return 0;
}

function format(asked: Format | undefined, io: Io): Format {
  const wanted = asked ?? io.env.AWS_DEFAULT_OUTPUT ?? "json";
  if (!FORMATS.includes(wanted as Format)) throw misconfigured(`Unknown output type: ${wanted}`);
  return wanted as Format;
}

const region = (asked: string | undefined, io: Io, host: Host): string =>
  asked ?? io.env.AWS_REGION ?? io.env.AWS_DEFAULT_REGION ?? host.region;
