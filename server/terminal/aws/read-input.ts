import { parse } from "yaml";
import type { Io } from "../command.ts";
import { invalid, unknownOptions, unparsable, unusable } from "./failure.ts";
import type { Globals } from "./globals.ts";
import { readJson } from "./json.ts";
import type { Operation } from "./model.ts";
import { optionsOf } from "./options.ts";
import type { Paging } from "./pages.ts";
import { parseWords } from "./parser.ts";
import { datumOf } from "./put-metric-data.ts";
import { className, isObject } from "./python.ts";
import { readValue, withFile } from "./values.ts";

/** What the words behind an operation say. The input is not yet checked. */
export type OperationLine = {
  input: Record<string, unknown>;
  /** How pages are wanted; undefined where the line asks for one page. */
  paging: Paging | undefined;
  skeleton: "input" | "output" | "yaml-input" | undefined;
};

/** Reads an operation's options. Throws a Failure with the CLI's words, in its order of finding faults. */
export async function readLine(
  operation: Operation,
  words: string[],
  io: Io,
  globals: Globals,
): Promise<OperationLine> {
  const { members, all } = optionsOf(operation);
  const { values, rest } = parseWords(words, all);
  const skeleton = values.get("generate-cli-skeleton") as OperationLine["skeleton"];
  const whole = values.has("cli-input-json") || values.has("cli-input-yaml") || (skeleton && skeleton !== "output");
  const missing = members.filter((it) => it.required && it.takes !== "none" && !values.has(it.key));
  if (missing.length > 0 && !whole)
    throw unusable(`the following arguments are required: ${missing.map((it) => it.flag).join(", ")}`);
  if (rest.length > 0) throw unknownOptions(rest);
  const paging = pagingOf(operation, values, globals);

  const input: Record<string, unknown> = Object.create(null);
  for (const { member, key, takes, type, flag } of members) {
    const given = values.get(key);
    if (given === undefined || member in input) continue;
    input[member] =
      takes === "none" ? given : await readValue(operation.service, type, flag, given as string | string[], io);
  }
  if (operation.name === "PutMetricData") {
    const datum = datumOf(values);
    if (datum) input.MetricData = [datum];
  }
  for (const [member, value] of Object.entries(await wholeInput(values, io)))
    if (!Object.hasOwn(input, member)) input[member] = value;
  return { skeleton, paging, input };
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
function pagingOf({ paginator }: Operation, values: Map<string, unknown>, globals: Globals): Paging | undefined {
  if (!paginator) return undefined;
  const given = ["starting-token", "page-size", "max-items"].filter((it) => values.has(it));
  if (!globals.paginate || [paginator.inputToken, paginator.limit].some((it) => values.has(`member ${it}`))) {
    if (given.length === 0) return undefined;
    const options = given.map((it) => `--${it}`).join(", ");
    throw invalid(`Cannot specify --no-paginate along with pagination arguments: ${options}`);
  }
  return {
    pageSize: values.get("page-size") as number | undefined,
    maxItems: values.get("max-items") as number | undefined,
    startingToken: values.get("starting-token") as string | undefined,
    asked: given.length > 0,
  };
}
