import { failed } from "./failure.ts";
import { typeName } from "./python.ts";

/** Python's `int(text)`. */
export function wholeNumber(value: unknown): number {
  if (typeof value !== "string")
    throw failed(`int() argument must be a string, a bytes-like object or a real number, not '${typeName(value)}'`);
  if (!/^\s*[-+]?\d+(?:_\d+)*\s*$/.test(value)) throw failed(`invalid literal for int() with base 10: '${value}'`);
  return Number(value.replaceAll("_", ""));
}

/** Python's `float(text)`. */
export function floatNumber(value: unknown): number {
  if (typeof value !== "string")
    throw failed(`float() argument must be a string or a real number, not '${typeName(value)}'`);
  const text = value.trim().replaceAll("_", "");
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text)) return Number(text);
  const special = /^([-+]?)(inf|infinity|nan)$/i.exec(text);
  if (!special) throw failed(`could not convert string to float: '${value}'`);
  if (special[2]!.toLowerCase() === "nan") return Number.NaN;
  return special[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
