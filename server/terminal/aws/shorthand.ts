import { unparsable } from "./failure.ts";

/*
 * The CLI's shorthand (AWS CLI User Guide, "Using shorthand syntax with the AWS CLI"): `Name=x,Values=a,b`, nested
 * `k2=[a,b],k3={k4=v}`, quotes around what holds a comma, a backslash before a comma.
 */

/** What shorthand says before a model gives its texts a type. */
export type Shorthand = string | Shorthand[] | { [key: string]: Shorthand };

/** A place where the text cannot be read on. */
class ShorthandError extends Error {}

const KEY = /[A-Za-z0-9\-_.#/]/;
const DEPTH_MAX = 100;

/** Reads one word. Throws a Failure that shows the place. */
export function readShorthand(option: string, text: string): { [key: string]: Shorthand } {
  try {
    return new Reader(text).parameter();
  } catch (error) {
    if (error instanceof ShorthandError) throw unparsable(option, error.message);
    throw error;
  }
}

class Reader {
  private at = 0;
  private readonly text: string;
  constructor(text: string) {
    this.text = text;
  }

  parameter(): { [key: string]: Shorthand } {
    const members: { [key: string]: Shorthand } = Object.create(null);
    this.keyValue(members);
    while (this.at < this.text.length) {
      this.expect(",", true);
      const begin = this.at;
      const before = Object.keys(members);
      const key = this.keyValue(members, 0, before);
      if (before.includes(key))
        throw new ShorthandError(
          `Second instance of key "${key}" encountered for input:\n${this.pointer(begin)}\nThis is often because there is a preceding "," instead of a space.`,
        );
    }
    return members;
  }

  private keyValue(members: { [key: string]: Shorthand }, depth = 0, taken: string[] = []): string {
    const key = this.key();
    this.expect("=", true);
    const value = this.values(depth);
    if (!taken.includes(key)) members[key] = value;
    return key;
  }

  private key(): string {
    const begin = this.at;
    while (this.at < this.text.length && KEY.test(this.text[this.at]!)) this.at++;
    return this.text.slice(begin, this.at);
  }

  private values(depth: number): Shorthand {
    if (this.text[this.at] === "[") return this.list(depth + 1);
    if (this.text[this.at] === "{") return this.hash(depth + 1);
    return this.commaList();
  }

  /** `a` is a text, `a,b` a list; a comma before `key=` ends the list. */
  private commaList(): Shorthand {
    const first = this.firstValue();
    this.space();
    if (this.at >= this.text.length || this.text[this.at] !== ",") return first;
    this.expect(",", true);
    const list = [first];
    while (true) {
      try {
        const value = this.secondValue();
        this.space();
        const last = this.at >= this.text.length;
        if (!last) this.expect(",", true);
        list.push(value);
        if (last) break;
      } catch (error) {
        if (!(error instanceof ShorthandError)) throw error;
        if (this.text[this.at] !== "=") throw error;
        while (this.text[this.at] !== ",") this.at--; // what was read as a value is the next key
        break;
      }
    }
    return list.length === 1 ? first : list;
  }

  private list(depth: number): Shorthand[] {
    this.nest(depth);
    const items: Shorthand[] = [];
    this.expect("[", true);
    while (this.text[this.at] !== "]") {
      items.push(this.explicitValue(depth));
      this.space();
      if (this.text[this.at] !== "]") this.expect(",", true);
    }
    this.expect("]");
    return items;
  }

  private explicitValue(depth: number): Shorthand {
    if (this.text[this.at] === "[") return this.list(depth + 1);
    if (this.text[this.at] === "{") return this.hash(depth + 1);
    return this.firstValue();
  }

  private hash(depth: number): { [key: string]: Shorthand } {
    this.nest(depth);
    const members: { [key: string]: Shorthand } = Object.create(null);
    this.expect("{", true);
    while (this.text[this.at] !== "}") {
      const key = this.key();
      this.expect("=", true);
      const value = this.explicitValue(depth);
      this.space();
      if (this.text[this.at] !== "}") this.expect(",", true);
      members[key] = value;
    }
    this.expect("}");
    return members;
  }

  private firstValue(): string {
    return (
      this.quoted() ??
      this.match(/(?:\\,|[^"',\s\]}])(?:\\,|[^,\]}])*|/y, "<first>")
        .replaceAll("\\,", ",")
        .trimEnd()
    );
  }

  private secondValue(): string {
    return (
      this.quoted() ??
      this.match(/(?:\\,|[^"'=,\s])(?:\\,|[^=,])*/y, "<second>")
        .replaceAll("\\,", ",")
        .trimEnd()
    );
  }

  private quoted(): string | undefined {
    const quote = this.text[this.at];
    if (quote === "'")
      return this.match(/'(?:\\'|[^'])*'/y, "<singled quoted>")
        .slice(1, -1)
        .replaceAll("\\'", "'");
    if (quote === '"')
      return this.match(/"(?:\\"|[^"])*"/y, "<double quoted>")
        .slice(1, -1)
        .replaceAll('\\"', '"');
    return undefined;
  }

  private match(pattern: RegExp, name: string): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) throw this.expected(name, "<none>");
    this.at += found[0].length;
    return found[0];
  }

  private expect(wanted: string, spaced = false): void {
    if (spaced) this.space();
    if (this.at >= this.text.length) throw this.expected(wanted, "EOF");
    if (this.text[this.at] !== wanted) throw this.expected(wanted, this.text[this.at]!);
    this.at++;
    if (spaced) this.space();
  }

  private space(): void {
    while (this.at < this.text.length && /\s/.test(this.text[this.at]!)) this.at++;
  }

  private nest(depth: number): void {
    if (depth > DEPTH_MAX) throw new ShorthandError("Nested too deeply.");
  }

  private expected(wanted: string, received: string): ShorthandError {
    return new ShorthandError(`Expected: '${wanted}', received: '${received}' for input:\n${this.pointer(this.at)}`);
  }

  private pointer(at: number): string {
    return `${this.text}\n${" ".repeat(at)}^`;
  }
}
