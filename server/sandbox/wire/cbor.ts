import { cbor, tag } from "@smithy/core/cbor";
import { unreadable } from "./front-end-error.ts";
import { epochSeconds } from "./json.ts";
import type { Shape } from "./shapes.ts";

/** Deeper than any input of the covered services (ECS: 8). */
const DEPTH_MAX = 64;
/** Tag 1 of RFC 8949: seconds since the epoch. */
const TAG_EPOCH = 1;

/**
 * Reads one CBOR value (RFC 8949) as Smithy's RPC v2 CBOR uses it; timestamps become dates. We read it ourselves because the
 * SDK's parser, made for answers of AWS, takes minutes or gigabytes for big numbers that a hostile request can spell in a few bytes.
 */
export function parseCbor(bytes: Uint8Array): unknown {
  const parser = new CborParser(bytes);
  const value = parser.value(0);
  if (!parser.atEnd()) throw unreadable();
  return value;
}

/** Stands for the "break" that ends an item of indefinite length. */
const BREAK = Symbol("break");

class CborParser {
  private at = 0;
  private readonly bytes: Buffer;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  atEnd(): boolean {
    return this.at === this.bytes.length;
  }

  value(depth: number): unknown {
    const value = this.item(depth);
    if (value === BREAK) throw unreadable();
    return value;
  }

  private item(depth: number): unknown {
    if (depth > DEPTH_MAX) throw unreadable();
    const head = this.take(1)[0]!;
    const major = head >> 5;
    const minor = head & 0x1f;
    if (major === 7) return this.special(minor);
    const length = minor === 31 ? undefined : this.argument(minor); // undefined: until the break
    switch (major) {
      case 0:
        return defined(length);
      case 1:
        return -1 - defined(length);
      case 2:
        return length === undefined ? Buffer.concat(this.pieces(depth) as Buffer[]) : new Uint8Array(this.take(length));
      case 3:
        return length === undefined ? this.pieces(depth).join("") : this.take(length).toString("utf8");
      case 4:
        return this.items(length, depth);
      case 5:
        return this.entries(length, depth);
      default:
        return this.tagged(defined(length), depth);
    }
  }

  private take(count: number): Buffer {
    if (count > this.bytes.length - this.at) throw unreadable();
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  private argument(minor: number): number {
    if (minor < 24) return minor;
    if (minor === 24) return this.take(1)[0]!;
    if (minor === 25) return this.take(2).readUInt16BE();
    if (minor === 26) return this.take(4).readUInt32BE();
    if (minor === 27) return Number(this.take(8).readBigUInt64BE());
    throw unreadable();
  }

  private special(minor: number): unknown {
    if (minor === 20) return false;
    if (minor === 21) return true;
    if (minor === 22 || minor === 23) return null;
    if (minor === 25) return halfFloat(this.take(2).readUInt16BE());
    if (minor === 26) return this.take(4).readFloatBE();
    if (minor === 27) return this.take(8).readDoubleBE();
    if (minor === 31) return BREAK;
    throw unreadable();
  }

  private pieces(depth: number): unknown[] {
    const pieces = this.items(undefined, depth);
    const kind = typeof pieces[0];
    if (!pieces.every((it) => typeof it === kind && (typeof it === "string" || it instanceof Uint8Array)))
      throw unreadable();
    return pieces;
  }

  private items(length: number | undefined, depth: number): unknown[] {
    const items: unknown[] = [];
    while (length === undefined || items.length < length) {
      const item = this.item(depth + 1);
      if (item === BREAK) {
        if (length === undefined) return items;
        throw unreadable();
      }
      items.push(item);
    }
    return items;
  }

  private entries(length: number | undefined, depth: number): Record<string, unknown> {
    const flat = this.items(length === undefined ? undefined : length * 2, depth);
    if (flat.length % 2 !== 0) throw unreadable();
    const entries: [string, unknown][] = [];
    for (let i = 0; i < flat.length; i += 2) {
      const key = flat[i];
      if (typeof key !== "string") throw unreadable();
      entries.push([key, flat[i + 1]]);
    }
    return Object.fromEntries(entries);
  }

  private tagged(number: number, depth: number): unknown {
    const value = this.value(depth + 1);
    if (number !== TAG_EPOCH || typeof value !== "number") throw unreadable();
    const date = new Date(Math.round(value * 1000));
    if (Number.isNaN(date.getTime())) throw unreadable();
    return date;
  }
}

function defined(length: number | undefined): number {
  if (length === undefined) throw unreadable();
  return length;
}

/** IEEE 754 binary16 (RFC 8949, appendix D). */
function halfFloat(bits: number): number {
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  const sign = bits >> 15 ? -1 : 1;
  if (exponent === 0) return sign * 2 ** -24 * fraction;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * 2 ** (exponent - 25) * (1024 + fraction);
}

/** One typed output, or error members, as CBOR. */
export function writeCbor(shape: Shape, value: unknown): Uint8Array {
  return cbor.serialize(plain(shape, value));
}

/** A value of strings alone, such as an error's body. */
export function writePlainCbor(value: Record<string, unknown>): Uint8Array {
  return cbor.serialize(value);
}

function plain(shape: Shape, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (shape.kind) {
    case "structure": {
      const members = shape.members.flatMap(({ name, shape }) => {
        const member = (value as Record<string, unknown>)[name];
        return member === null || member === undefined ? [] : [[name, plain(shape, member)]];
      });
      return Object.fromEntries(members);
    }
    case "list":
      return (value as unknown[]).map((it) => plain(shape.member, it));
    case "map": {
      const present = Object.entries(value as object).filter(([, it]) => it !== null && it !== undefined);
      return Object.fromEntries(present.map(([key, it]) => [key, plain(shape.value, it)]));
    }
    case "timestamp":
      return tag({ tag: TAG_EPOCH, value: epochSeconds(value as Date) });
    default:
      return value;
  }
}
