import { Float } from "./python.ts";

/** Text that is no JSON. The message is Python's: what was expected, and where. */
export class JsonError extends Error {}

/** Deeper nesting than any input of AWS has: a line of brackets must not become a deep stack. */
const DEPTH_MAX = 200;

/**
 * Reads JSON as Python does: `1.0` is a float (`Float`) and `1` is none, NaN and Infinity are read, and what is wrong is told
 * with line and column. Objects have no prototype, so that a member `__proto__` is a member like any other.
 */
export function readJson(text: string): unknown {
  let at = 0;

  const fail = (what: string, where = at): never => {
    const before = text.slice(0, where);
    const line = before.split("\n").length;
    throw new JsonError(`${what}: line ${line} column ${where - before.lastIndexOf("\n")} (char ${where})`);
  };
  const space = () => {
    while (at < text.length && " \t\n\r".includes(text[at]!)) at++;
  };

  const string = (): string => {
    const begin = at++;
    let value = "";
    while (true) {
      const it = text[at];
      if (it === undefined) return fail("Unterminated string starting at", begin);
      if (it === '"') break;
      if (it < " ") return fail("Invalid control character at");
      if (it !== "\\") {
        value += it;
        at++;
        continue;
      }
      const kind = text[at + 1];
      if (kind === undefined) return fail("Unterminated string starting at", begin);
      if (kind === "u") {
        const digits = text.slice(at + 2, at + 6);
        if (!/^[0-9a-fA-F]{4}$/.test(digits)) return fail("Invalid \\uXXXX escape", at + 1);
        value += String.fromCharCode(Number.parseInt(digits, 16));
        at += 6;
      } else {
        const plain = ESCAPES[kind];
        if (plain === undefined) return fail("Invalid \\escape", at);
        value += plain;
        at += 2;
      }
    }
    at++;
    return value;
  };

  const value = (depth: number): unknown => {
    if (depth > DEPTH_MAX) return fail("Nested too deeply");
    const it = text[at];
    if (it === '"') return string();
    if (it === "{") return object(depth);
    if (it === "[") return list(depth);
    for (const [word, meaning] of WORDS)
      if (text.startsWith(word, at)) {
        at += word.length;
        return meaning;
      }
    NUMBER.lastIndex = at;
    const number = NUMBER.exec(text);
    if (!number) return fail("Expecting value");
    at += number[0].length;
    return number[1] || number[2] ? new Float(Number(number[0])) : Number(number[0]);
  };

  const object = (depth: number): Record<string, unknown> => {
    const members: Record<string, unknown> = Object.create(null);
    at++;
    space();
    if (text[at] === "}") {
      at++;
      return members;
    }
    while (true) {
      if (text[at] !== '"') return fail("Expecting property name enclosed in double quotes");
      const name = string();
      space();
      if (text[at] !== ":") return fail("Expecting ':' delimiter");
      at++;
      space();
      members[name] = value(depth + 1);
      space();
      if (text[at] === "}") break;
      if (text[at] !== ",") return fail("Expecting ',' delimiter");
      at++;
      space();
    }
    at++;
    return members;
  };

  const list = (depth: number): unknown[] => {
    const items: unknown[] = [];
    at++;
    space();
    if (text[at] === "]") {
      at++;
      return items;
    }
    while (true) {
      items.push(value(depth + 1));
      space();
      if (text[at] === "]") break;
      if (text[at] !== ",") return fail("Expecting ',' delimiter");
      at++;
      space();
    }
    at++;
    return items;
  };

  space();
  const whole = value(0);
  space();
  if (at < text.length) fail("Extra data");
  return whole;
}

const ESCAPES: Record<string, string> = Object.assign(Object.create(null), {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
});
const WORDS: [string, unknown][] = [
  ["null", null],
  ["true", true],
  ["false", false],
  ["NaN", new Float(Number.NaN)],
  ["Infinity", new Float(Number.POSITIVE_INFINITY)],
  ["-Infinity", new Float(Number.NEGATIVE_INFINITY)],
];
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y;
