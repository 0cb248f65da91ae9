import { Float, floatText, type Value } from "../python.ts";

/** JSON with four spaces a level, as Python's `json.dumps` lays it out; letters outside ASCII stay as they are. */
export function writeJson(value: Value, indent = "\n"): string {
  if (value instanceof Float) return number(value.value);
  if (Array.isArray(value)) {
    const deeper = `${indent}    `;
    return value.length === 0 ? "[]" : `[${value.map((it) => deeper + writeJson(it, deeper)).join(",")}${indent}]`;
  }
  if (typeof value === "object" && value !== null) {
    const deeper = `${indent}    `;
    const members = Object.entries(value).map(([name, it]) => `${deeper}${string(name)}: ${writeJson(it, deeper)}`);
    return members.length === 0 ? "{}" : `{${members.join(",")}${indent}}`;
  }
  return typeof value === "string" ? string(value) : `${value}`;
}

/** On one line and in ASCII, with a space after each comma and colon unless told otherwise. */
export function writeJsonLine(value: Value, comma = ", ", colon = ": "): string {
  const write = (it: Value) => writeJsonLine(it, comma, colon);
  if (value instanceof Float) return number(value.value);
  if (Array.isArray(value)) return `[${value.map(write).join(comma)}]`;
  if (typeof value === "object" && value !== null)
    return `{${Object.entries(value)
      .map(([name, it]) => asciiString(name) + colon + write(it))
      .join(comma)}}`;
  return typeof value === "string" ? asciiString(value) : `${value}`;
}

const string = (value: string) => JSON.stringify(value);

/** JSON text in ASCII alone. */
const asciiString = (value: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: everything but printable ASCII is escaped
  JSON.stringify(value).replace(/[^\u0000-\u007f]/g, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, "0")}`);

function number(value: number): string {
  if (Number.isFinite(value)) return floatText(value);
  return Number.isNaN(value) ? "NaN" : value < 0 ? "-Infinity" : "Infinity";
}
