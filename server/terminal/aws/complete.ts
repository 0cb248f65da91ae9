import type { Host } from "../host.ts";
import { CONFIGURE_COMMANDS } from "./configure.ts";
import { GLOBAL_OPTIONS, NAMED_GLOBAL_OPTIONS } from "./globals.ts";
import { type CommandModel, enumOf, itemOf, type Operation, operationsOf } from "./model.ts";
import { optionsOf } from "./options.ts";
import type { OptionSyntax } from "./parser.ts";
import { resourceNames } from "./resource-names.ts";
import { waitersOf } from "./waiters.ts";

/**
 * What can stand in the place of the last of these words, which come behind `aws`: commands, options, values of enums, and with a
 * host the names of what the account has. Whole words, in order; an empty last word asks for everything.
 */
export async function completeAws(words: string[], model: CommandModel, host?: Host): Promise<string[]> {
  const begun = words.at(-1) ?? "";
  const candidates = await candidatesFor(words.slice(0, -1), begun, model, host);
  return [...new Set(candidates)].filter((it) => it.startsWith(begun) && it !== begun);
}

async function candidatesFor(before: string[], begun: string, model: CommandModel, host: Host | undefined) {
  const [command, name, third] = freeWords(before);
  const globals = NAMED_GLOBAL_OPTIONS.map((it) => it.flag);
  const global = governing(before, GLOBAL_OPTIONS);
  if (global && !begun.startsWith("-")) return global.choices ?? [];
  if (command === undefined) return begun.startsWith("-") ? globals : [...Object.keys(model), "configure", "help"];
  if (command === "configure") return name === undefined ? CONFIGURE_COMMANDS : [];
  const service = Object.hasOwn(model, command) ? model[command]! : undefined;
  if (!service) return [];
  const operations = operationsOf(service);
  const waiters = waitersOf(service);
  if (name === undefined) return [...operations.keys(), ...(waiters.size > 0 ? ["wait"] : []), "help"];
  if (name === "wait" && third === undefined) return [...waiters.keys(), "help"];
  const operation =
    name === "wait"
      ? [...operations.values()].find((it) => it.name === waiters.get(third!)?.operation)
      : operations.get(name);
  return operation ? inOperation(operation, before, begun, host, globals) : [];
}

async function inOperation(
  operation: Operation,
  before: string[],
  begun: string,
  host: Host | undefined,
  globals: string[],
): Promise<string[]> {
  const { members, others, all } = optionsOf(operation);
  const option = governing(before, all);
  if (option && !begun.startsWith("-")) {
    if (option.choices) return option.choices;
    const member = members.find((it) => it.flag === option.flag);
    if (!member) return [];
    const { service } = operation;
    const values = enumOf(service, member.type) ?? enumOf(service, itemOf(member.type) ?? "string");
    return values ?? (host ? resourceNames(service.service, option.flag, before, host) : []);
  }
  const shown = [...members.filter((it) => !it.hidden), ...others].map((it) => it.flag);
  return [...shown.filter((it) => !before.includes(it)), ...globals];
}

/** Words that are no global option and no value of one. */
function freeWords(words: string[]): string[] {
  const free: string[] = [];
  for (let i = 0; i < words.length; i++) {
    if (!words[i]!.startsWith("-")) free.push(words[i]!);
    else if (GLOBAL_OPTIONS.some((it) => it.flag === words[i] && it.takes === "one")) i++;
    else if (free.length >= 2) break; // the operation's own options
  }
  return free;
}

/** The option whose value comes next. */
function governing(before: string[], options: OptionSyntax[]): OptionSyntax | undefined {
  let distance = 1;
  while (distance <= before.length && !before.at(-distance)!.startsWith("-")) distance++;
  const option = options.find((it) => it.flag === before.at(-distance));
  if (!option || option.takes === "none") return undefined;
  return distance === 1 || option.takes === "any" ? option : undefined;
}
