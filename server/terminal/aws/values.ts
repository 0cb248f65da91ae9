import type { Io } from "../command.ts";
import { failed, unparsable } from "./failure.ts";
import { JsonError, readJson } from "./json.ts";
import { itemOf, kindOf, type ServiceModel, type TypeModel } from "./model.ts";
import { floatNumber, wholeNumber } from "./numbers.ts";
import { readShorthand } from "./shorthand.ts";
import { takesShorthand, typed } from "./shorthand-types.ts";

/** What a word of the line can stand for: itself, or what a file holds. */
export type Word = string | Uint8Array;

/** The value that an option's words say: shorthand, JSON, a file, a number. Throws a Failure with the CLI's words. */
export async function readValue(
  service: ServiceModel,
  type: TypeModel,
  option: string,
  words: string | string[],
  io: Io,
): Promise<unknown> {
  const value = await withFile(option, words, io);
  if (value instanceof Uint8Array) {
    if (kindOf(type) === "blob") return value;
    throw failed("'in <string>' requires string as left operand, not int");
  }
  if (takesShorthand(type) && !looksLikeJson(value)) {
    const read = Array.isArray(value) ? value.map((it) => readShorthand(option, it)) : readShorthand(option, value);
    return typed(service, type, read);
  }
  return unpacked(type, option, value);
}

/** A word `file://…` is replaced by what the file holds. */
export async function withFile(option: string, words: string | string[], io: Io): Promise<Word | string[]> {
  const word = Array.isArray(words) ? (words.length === 1 ? words[0]! : undefined) : words;
  if (word === undefined || !/^fileb?:\/\//.test(word)) return words;
  const [scheme, rest] = [word.slice(0, word.indexOf(":")), word.slice(word.indexOf("://") + 3)];
  const path = rest
    .replace(/^~(?=\/|$)/, io.env.HOME ?? "~")
    .replace(/\$(?:(\w+)|\{(\w+)\})/g, (it, plain, braced) => io.env[plain ?? braced] ?? it);
  const unloadable = (why: string) => unparsable(option, `Unable to load paramfile ${word}: ${why}`);
  const content = await io.files.read(path).catch((error: Error) => {
    throw unloadable(error.message);
  });
  if (content === undefined) throw unloadable(`[Errno 2] No such file or directory: '${path}'`);
  return scheme === "fileb" ? new TextEncoder().encode(content) : content;
}

function looksLikeJson(value: string | string[]): boolean {
  const first = Array.isArray(value) ? value[0] : value;
  return first !== undefined && /^\s*[[{]/.test(first);
}

function unpacked(type: TypeModel, option: string, value: string | string[]): unknown {
  const kind = kindOf(type);
  if (kind === "structure" || kind === "map") {
    const text = value as string;
    if (/^\s*\{/.test(text)) return json(option, text);
    throw unparsable(option, `Invalid JSON:\n${text}`);
  }
  if (kind === "list") {
    const only = Array.isArray(value) ? (value.length === 1 ? value[0]!.trim() : "") : value;
    if (only.trimStart().startsWith("[")) return json(option, only);
    return (Array.isArray(value) ? value : [...value]).map((it) => unpacked(itemOf(type)!, option, it));
  }
  if (type === "integer" || type === "long") return wholeNumber(value);
  if (type === "double") return floatNumber(value);
  if (type === "boolean") return value === "false" ? false : value === "true" ? true : Boolean(value);
  if (kind === "blob") return base64(value as string);
  return value;
}

function json(option: string, text: string): unknown {
  try {
    return readJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw unparsable(option, `Invalid JSON: ${error.message}\nJSON received: ${text}`);
  }
}

/** The CLI takes bytes as base64 unless `fileb://` brings them. */
function base64(text: string): Uint8Array {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) throw failed(`Invalid base64: "${text}"`);
  return new Uint8Array(Buffer.from(text, "base64"));
}
