import { unreadable } from "./front-end-error.ts";
import type { NumberShape, Shape, StructureShape } from "./shapes.ts";

/** Turns what a parser of JSON or CBOR found into a typed input. Unknown members and nulls are dropped, as AWS does. */
type Reader = (value: unknown) => unknown;

const readers = new WeakMap<Shape, Reader>();

/** The reader of a shape, made once. */
export function readerOf(shape: Shape): Reader {
  let reader = readers.get(shape);
  if (!reader) {
    reader = makeReader(shape);
    readers.set(shape, reader);
  }
  return reader;
}

function makeReader(shape: Shape): Reader {
  switch (shape.kind) {
    case "structure":
      return structureReader(shape);
    case "list": {
      const member = readerOf(shape.member);
      return (value) => {
        if (!Array.isArray(value)) throw wrongContainer(value);
        return value.map((it) => (it === null || it === undefined ? null : member(it)));
      };
    }
    case "map": {
      const member = readerOf(shape.value);
      return (value) => {
        if (!isObject(value)) throw wrongContainer(value);
        const entries = Object.entries(value).filter(([, it]) => it !== null && it !== undefined);
        return Object.fromEntries(entries.map(([key, it]) => [key, member(it)]));
      };
    }
    case "string":
      return (value) => {
        if (typeof value !== "string") throw wrongType(value, "String");
        return value;
      };
    case "boolean":
      return (value) => {
        if (typeof value !== "boolean") throw wrongType(value, "Boolean");
        return value;
      };
    case "number":
      return numberReader(shape);
    case "timestamp":
      return readTimestamp;
    case "blob":
      return readBlob;
    case "document":
      return (value) => value;
  }
}

function structureReader(shape: StructureShape): Reader {
  let members: { name: string; read: Reader }[] | undefined; // read at first use: a structure may contain itself
  return (value) => {
    if (!isObject(value)) throw wrongContainer(value);
    members ??= shape.members.map((it) => ({ name: it.name, read: readerOf(it.shape) }));
    const input: Record<string, unknown> = {};
    for (const { name, read } of members) {
      const member = value[name];
      if (member !== null && member !== undefined) input[name] = read(member);
    }
    return input;
  };
}

/** 32-bit integers, as every whole number of the covered services but a few; AWS cuts fractions off. */
function numberReader({ type }: NumberShape): Reader {
  return (value) => {
    if (type === "Double" && (value === "NaN" || value === "Infinity" || value === "-Infinity")) return Number(value);
    if (typeof value !== "number") throw wrongType(value, type);
    return type === "Double" ? value : wholeNumber(value, type);
  };
}

/** A number of that type, or a refusal. */
export function wholeNumber(value: number, type: NumberShape["type"]): number {
  const whole = Math.trunc(value) + 0; // no negative zero
  const limit = type === "Long" ? Number.MAX_SAFE_INTEGER : 2 ** 31 - 1;
  if (!(whole >= -limit - 1 && whole <= limit)) throw unreadable();
  return whole;
}

function readTimestamp(value: unknown): Date {
  if (value instanceof Date) return value;
  if (typeof value === "number") return instant(Math.round(value * 1000));
  if (typeof value === "string") return parseTimestamp(value);
  throw wrongType(value, "Date");
}

/** ISO 8601, or epoch seconds as text. */
export function parseTimestamp(text: string): Date {
  if (/^-?\d+(\.\d+)?$/.test(text)) return instant(Math.round(Number(text) * 1000));
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(text)) throw unreadable();
  return instant(Date.parse(/T/.test(text) && !/(Z|[+-]\d\d:?\d\d)$/.test(text) ? `${text}Z` : text));
}

function instant(ms: number): Date {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) throw unreadable();
  return date;
}

function readBlob(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value !== "string") {
    throw typeof value === "object"
      ? wrongType(value, "Blob")
      : unreadable("only base-64-encoded strings are convertible to bytes");
  }
  if (value.length % 4 !== 0) {
    throw unreadable(`Base64 encoded length is expected a multiple of 4 bytes but found: ${value.length}`);
  }
  return new Uint8Array(Buffer.from(value, "base64"));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !(value instanceof Uint8Array);

const collections: Record<string, string> = { Blob: "java.nio.ByteBuffer", Date: "java.util.Date" };

/** The sentences of AWS's JSON parser (recorded by the tests of architect/dynalite, test/helpers assertType). */
function wrongType(value: unknown, expected: string) {
  if (Array.isArray(value))
    return unreadable(`Unrecognized collection type class ${collections[expected] ?? `java.lang.${expected}`}`);
  if (typeof value === "object") return unreadable("Start of structure or map found where not expected");
  if (typeof value === "string" && expected === "Boolean") return unreadable("Unexpected token received from parser");
  return unreadable(`${token(value)} cannot be converted to ${expected}`);
}

function token(value: unknown): string {
  if (typeof value === "number") return Number.isInteger(value) ? "NUMBER_VALUE" : "DECIMAL_VALUE";
  if (typeof value === "boolean") return value ? "TRUE_VALUE" : "FALSE_VALUE";
  return "STRING_VALUE";
}

/** For a list, map or structure. AWS names its own Java class for a list in the place of a structure; we leave that message out. */
function wrongContainer(value: unknown) {
  if (Array.isArray(value)) return unreadable();
  if (typeof value === "object") return unreadable("Start of structure or map found where not expected");
  return unreadable("Unexpected field type");
}
