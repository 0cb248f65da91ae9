/* Values as Python writes them: the AWS CLI is a Python program, and its messages and outputs show Python's spelling. */

/** A number that is a float even where it is whole: `40.0`. */
export class Float {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** A value as AWS gave it, ready for an output format: text, whole numbers, `Float`, booleans, null, lists and plain objects. */
export type Value = string | number | boolean | null | Float | Value[] | { [name: string]: Value };

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Float);

/** `repr` of a float: the shortest digits that read back the same, an exponent below 1e-4 and from 1e16 on. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  if (Object.is(value, -0)) return "-0.0";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    const [digits, exponent] = value.toExponential().split("e") as [string, string];
    const sign = exponent[0] === "-" ? "-" : "+";
    return `${digits}e${sign}${exponent.slice(1).padStart(2, "0")}`;
  }
  const text = `${value}`;
  return text.includes(".") ? text : `${text}.0`;
}

/** `str` of a value. */
export function text(value: Value): string {
  if (typeof value === "string") return value;
  return repr(value);
}

/** `repr` of a value. */
export function repr(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (value instanceof Float) return floatText(value.value);
  if (typeof value === "number") return `${value}`;
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `[${value.map(repr).join(", ")}]`;
  return `{${Object.entries(value as object)
    .map(([key, it]) => `${quoted(key)}: ${repr(it)}`)
    .join(", ")}}`;
}

function quoted(value: string): string {
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  const body = value
    .replaceAll("\\", "\\\\")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replaceAll(quote, `\\${quote}`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones Python escapes
    .replace(/[\u0000-\u001f\u007f-\u00a0\u00ad]/g, (it) => `\\x${it.charCodeAt(0).toString(16).padStart(2, "0")}`);
  return quote + body + quote;
}

/** Python's name for the type of a value. */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) return "NoneType";
  if (typeof value === "boolean") return "bool";
  if (value instanceof Float) return "float";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  if (typeof value === "string") return "str";
  return Array.isArray(value) ? "list" : "dict";
}

export const className = (value: unknown): string => `<class '${typeName(value)}'>`;
