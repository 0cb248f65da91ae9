import type { Json } from "./world/world.ts";

/*
 * An SDK input as JSON and back. What JSON has no form for is written as an object with one key that begins with `$`; an object
 * that has such a key of its own is wrapped, so that nobody can write a date by spelling it.
 */

/** JSON of anything an SDK input holds: dates, bytes, big integers, NaN and infinities included. Members that are `undefined` go. */
export function toJson(value: unknown): Json {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { $number: Object.is(value, -0) ? "-0" : String(value) };
    case "bigint":
      return { $bigint: String(value) };
    case "undefined":
      return null;
    case "object":
      return objectToJson(value);
    default:
      throw new TypeError(`an input cannot hold a ${typeof value}`);
  }
}

function objectToJson(value: object | null): Json {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Date) return { $date: value.getTime() };
  if (value instanceof Uint8Array)
    return { $bytes: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64") };
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  const plain = Object.fromEntries(entries.map(([key, member]) => [key, toJson(member)]));
  return entries.some(([key]) => key.startsWith("$")) ? { $object: plain } : plain;
}

/** What `toJson` was given. */
export function fromJson(json: Json): unknown {
  if (json === null || typeof json !== "object") return json;
  if (Array.isArray(json)) return json.map(fromJson);
  if ("$date" in json) return new Date(json.$date as number);
  if ("$bytes" in json) return new Uint8Array(Buffer.from(json.$bytes as string, "base64"));
  if ("$number" in json) return Number(json.$number);
  if ("$bigint" in json) return BigInt(json.$bigint as string);
  return members("$object" in json ? (json.$object as Record<string, Json>) : json);
}

const members = (json: Record<string, Json>) =>
  Object.fromEntries(Object.entries(json).map(([key, member]) => [key, fromJson(member)]));
