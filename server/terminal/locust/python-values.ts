import { NotUnderstood, type Token } from "./python-lines.ts";

/** A value that stands in a locustfile as it is. `undefined` is one whose content nobody needs: a list, a dictionary, None. */
export type Value = string | number | boolean | undefined;
export type Call = { name: string; line: number; positional: Value[]; named: Map<string, Value> };

/** Brackets within brackets, at most. */
const DEEPEST = 20;

/** Reads the words of one logical line from left to right. */
export class Reader {
  readonly #tokens: Token[];
  readonly #constants: ReadonlyMap<string, Value>;
  #at = 0;
  #depth = 0;
  readonly line: number;

  constructor(tokens: Token[], line: number, constants: ReadonlyMap<string, Value>) {
    this.#tokens = tokens;
    this.line = line;
    this.#constants = constants;
  }

  get next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  /** Takes the next word if it is this one. */
  takes(text: string): boolean {
    const { next } = this;
    if (!next || next.kind === "string" || next.text !== text) return false;
    this.#at++;
    return true;
  }

  expect(text: string, where: string): void {
    if (!this.takes(text)) throw this.unexpected(`"${text}" is missing ${where}`);
  }

  name(what: string): string {
    const { next } = this;
    if (next?.kind !== "name") throw this.unexpected(`${what} is missing`);
    this.#at++;
    return next.text;
  }

  /** Names with points between them, as far as they go: `self.client.get`. */
  path(what: string): string {
    let path = this.name(what);
    while (this.takes(".")) path += `.${this.name("a name")}`;
    return path;
  }

  /** The rest of the line as words of its own. */
  rest(): Token[] {
    return this.#tokens.slice(this.#at);
  }

  end(): void {
    if (this.next) throw this.unexpected("there is more in this line than is understood");
  }

  /** What stands in the brackets of a call, up to the closing one. */
  call(name: string): Call {
    const call: Call = { name, line: this.line, positional: [], named: new Map() };
    this.expect("(", `after ${name}`);
    while (!this.takes(")")) {
      const after = this.#tokens[this.#at + 1];
      if (this.next?.kind === "name" && after?.kind === "sign" && after.text === "=") {
        const key = this.name("a name");
        this.takes("=");
        call.named.set(key, this.value());
      } else call.positional.push(this.value());
      if (!this.takes(",") && this.next?.text !== ")") throw this.unexpected(`${name}(…) is not understood`);
    }
    return call;
  }

  value(): Value {
    const { next } = this;
    if (!next) throw this.unexpected("a value is missing");
    if (next.kind === "string") {
      let text = "";
      for (; this.next?.kind === "string"; this.#at++) text += this.next.text;
      return text;
    }
    if (this.takes("-")) {
      if (this.next?.kind !== "number") throw this.unexpected("a number is missing after -");
      return -numberIn(this.value(), this);
    }
    if (next.kind === "number") {
      this.#at++;
      const number = Number(next.text.replaceAll("_", ""));
      if (Number.isNaN(number)) throw this.unexpected(`${next.text} is no number`);
      return number;
    }
    for (const [opening, closing] of ["()", "[]", "{}"]) if (this.takes(opening!)) return this.#collection(closing!);
    if (next.kind === "name") {
      this.#at++;
      if (next.text === "True" || next.text === "False") return next.text === "True";
      if (next.text === "None") return undefined;
      if (this.#constants.has(next.text) && this.next?.text !== "(") return this.#constants.get(next.text);
    }
    throw this.unexpected(`"${next.text}" is not understood as a value: write it out`);
  }

  /** A value in brackets is the value; several are a collection. */
  #collection(closing: string): Value {
    if (++this.#depth > DEEPEST) throw this.unexpected("the brackets are nested too deeply");
    const values: Value[] = [];
    let several = closing !== ")";
    while (!this.takes(closing)) {
      values.push(this.value());
      if (this.takes(":")) this.value();
      if (this.takes(",")) several = true;
      else if (this.next?.text !== closing) throw this.unexpected(`"${closing}" is missing`);
    }
    this.#depth--;
    return several || values.length !== 1 ? undefined : values[0];
  }

  unexpected(sentence: string): NotUnderstood {
    return new NotUnderstood(this.next?.line ?? this.line, `${sentence}.`);
  }
}

/** A number where one is needed. */
export function numberIn(value: Value, { line }: { line: number }): number {
  if (typeof value !== "number") throw new NotUnderstood(line, "a number is needed here.");
  return value;
}
