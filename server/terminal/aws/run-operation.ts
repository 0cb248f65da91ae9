import { parse } from "yaml";
import type { Io } from "../command.ts";
import type { Host } from "../host.ts";
import { invalid, refused, unknownOptions, unparsable, unusable } from "./failure.ts";
import type { Globals } from "./globals.ts";
import { readJson } from "./json.ts";
import type { Operation } from "./model.ts";
import { optionsOf } from "./options.ts";
import { type Format, writeAnswer } from "./output/index.ts";
import { type Output, pagesOf } from "./pages.ts";
import type { Paginator } from "./paginators.ts";
import { parseWords } from "./parser.ts";
import { className, isObject } from "./python.ts";
import type { Query } from "./query.ts";
import { shapedOutput } from "./shape-output.ts";
import { checkedInput } from "./validate.ts";
import { readValue, withFile } from "./values.ts";

/** What a command has beside its words. */
export type Setting = {
  io: Io;
  host: Host;
  globals: Globals;
  format: Format;
  query: Query | undefined;
  region: string;
};

/** `aws <service> <operation> …` */
export async function runOperation(operation: Operation, words: string[], setting: Setting): Promise<void> {
  const { io, globals } = setting;
  const { values, input } = await readInput(operation, words, io);
  const paging = {
    pageSize: values.get("page-size") as number | undefined,
    maxItems: values.get("max-items") as number | undefined,
    startingToken: values.get("starting-token") as string | undefined,
  };
  const paginate = pagesWanted(operation, values, globals);
  const ask = (sent: Record<string, unknown>) => call(operation, sent, setting);
  const checked = checkedInput(operation.service, operation.input, input);
  const answer =
    paginate && operation.paginator
      ? pagesOf(operation as Operation & { paginator: Paginator }, paging, checked, ask)
      : await ask(checked);
  await writeAnswer(answer, {
    format: setting.format,
    query: setting.query,
    color: globals.color,
    io,
    title: operation.name,
  });
}

/** The options of a line and the input they make. */
export async function readInput(operation: Operation, words: string[], io: Io) {
  const { members, others } = optionsOf(operation);
  const { values, rest } = parseWords(words, [...members, ...others]);
  const fromFile = values.has("cli-input-json") || values.has("cli-input-yaml") || values.has("generate-cli-skeleton");
  const missing = members.filter((it) => it.required && it.takes !== "none" && !values.has(it.key));
  if (missing.length > 0 && !fromFile)
    throw unusable(`the following arguments are required: ${missing.map((it) => it.flag).join(", ")}`);
  if (rest.length > 0) throw unknownOptions(rest);
  const input: Record<string, unknown> = {};
  for (const option of members) {
    const given = values.get(option.key);
    if (given === undefined || option.member in input) continue;
    input[option.member] =
      option.takes === "none"
        ? given
        : await readValue(operation.service, option.type, option.flag, given as string | string[], io);
  }
  return { values, input: { ...(await wholeInput(values, io)), ...input } };
}

/** `--cli-input-json` and `--cli-input-yaml`: an input as a whole, which the other options add to. */
async function wholeInput(values: Map<string, unknown>, io: Io): Promise<Record<string, unknown>> {
  const given = ["cli-input-json", "cli-input-yaml"].filter((it) => values.has(it));
  if (given.length > 1) throw invalid("Only one --cli-input- parameter may be specified.");
  const [name] = given;
  if (!name) return {};
  const text = (await withFile(`--${name}`, values.get(name) as string, io)) as string;
  let input: unknown;
  try {
    input = name === "cli-input-json" ? readJson(text) : parse(text);
  } catch {
    throw unparsable(name, `Invalid ${name === "cli-input-json" ? "JSON" : "YAML"} received.`);
  }
  if (!isObject(input)) throw unparsable(`--${name}`, `Invalid type: expecting map, received ${className(input)}`);
  return input;
}

/** The CLI asks for all pages unless it was told not to, or was given a page's own options. */
function pagesWanted({ paginator }: Operation, values: Map<string, unknown>, globals: Globals): boolean {
  if (!paginator) return false;
  const own = [paginator.inputToken, paginator.limit].some((it) => values.has(`member ${it}`));
  if (globals.paginate && !own) return true;
  const given = ["starting-token", "page-size", "max-items"].filter((it) => values.has(it));
  if (given.length > 0)
    throw invalid(
      `Cannot specify --no-paginate along with pagination arguments: ${given.map((it) => `--${it}`).join(", ")}`,
    );
  return false;
}

/** One call to AWS. Throws a Failure where AWS refuses. */
export async function call(
  operation: Operation,
  input: Record<string, unknown>,
  { host, region, io }: Setting,
): Promise<Output> {
  io.signal.throwIfAborted();
  const { service } = operation;
  const answer = await host.call(
    service.service,
    operation.name,
    input,
    region === host.region ? undefined : { region },
  );
  if ("error" in answer)
    throw refused(operation.name, {
      ...answer.error,
      name: service.errorCodes[answer.error.name] ?? answer.error.name,
    });
  return shapedOutput(service, operation.output, answer.output);
}
