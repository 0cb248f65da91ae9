/*
 * Regular expressions in time that grows with the text alone, whatever the expression: a caller writes it, and JavaScript's own engine can be made
 * to try for years. Java's syntax as far as an automaton goes: characters, `.`, classes, groups, `|`, `*`, `+`, `?`, `{n,m}`.
 */

/** States of the automaton: `x{1000}{1000}` would take a million. */
const STATES_MAX = 4_000;

export class PatternProblem extends Error {}

type Test = (character: string) => boolean;
/** A state leads on by a character that passes its test, or by itself to others. */
type State = { test?: Test; next: number[] };

/** A test whether a text matches the whole expression. */
export function compilePattern(expression: string): (text: string) => boolean {
  const states: State[] = [];
  const state = (next: number[], test?: Test): number => {
    if (states.length >= STATES_MAX) throw new PatternProblem("it is too large");
    return states.push({ next, ...(test && { test }) }) - 1;
  };
  const end = state([]);
  let at = 0;

  /** A part of the expression: given the state that comes after it, it answers with the state that it begins with. */
  type Part = (after: number) => number;

  const alternatives = (): Part => {
    const parts = [sequence()];
    while (expression[at] === "|") {
      at++;
      parts.push(sequence());
    }
    return parts.length === 1 ? parts[0]! : (after) => state(parts.map((it) => it(after)));
  };
  const sequence = (): Part => {
    const parts: Part[] = [];
    while (at < expression.length && expression[at] !== "|" && expression[at] !== ")") parts.push(repeated(atom()));
    return (after) => parts.reduceRight((next, part) => part(next), after);
  };
  const repeated = (part: Part): Part => {
    const [quantifier, least, comma, most] = /^(?:[*+?]|\{(\d{1,4})(,?)(\d{0,4})\})/.exec(expression.slice(at)) ?? [];
    if (quantifier === undefined) return part;
    at += quantifier.length;
    if (/[*+?]/.test(expression[at] ?? "")) throw new PatternProblem("it has lazy or possessive quantifiers");
    const min = quantifier === "+" ? 1 : Number(least ?? 0);
    const unlimited = quantifier === "*" || quantifier === "+" || (comma === "," && most === "");
    const max = quantifier === "?" ? 1 : Number(most || least || 0);
    return (after) => {
      let next = after;
      if (unlimited) {
        const loop = state([]);
        states[loop]!.next = [part(loop), after];
        next = loop;
      } else for (let i = min; i < max; i++) next = state([part(next), after]);
      for (let i = 0; i < min; i++) next = part(next);
      return next;
    };
  };
  const atom = (): Part => {
    const character = expression[at++]!;
    if (character === "(") {
      if (expression[at] === "?" && expression.slice(at, at + 2) !== "?:")
        throw new PatternProblem("it looks ahead or behind, or names groups");
      if (expression[at] === "?") at += 2;
      const inner = alternatives();
      if (expression[at++] !== ")") throw new PatternProblem("a parenthesis is not closed");
      return inner;
    }
    if ("*+?{".includes(character)) throw new PatternProblem(`${character} has nothing to repeat`);
    // The whole text is compared: its edges are where these say.
    if (character === "^" || character === "$") return (after) => after;
    const test = character === "." ? () => true : character === "[" ? characterClass() : single(character);
    return (after) => state([after], test);
  };
  const single = (character: string): Test => {
    if (character !== "\\") return (it) => it === character;
    const escaped = expression[at++];
    if (escaped === undefined) throw new PatternProblem("it ends with a backslash");
    const named: Record<string, RegExp> = { d: /\d/, D: /\D/, w: /\w/, W: /\W/, s: /\s/, S: /\S/ };
    const known = Object.hasOwn(named, escaped) ? named[escaped] : undefined;
    if (known) return (it) => known.test(it);
    if (/[A-Za-z0-9]/.test(escaped)) throw new PatternProblem(`it has \\${escaped}`);
    return (it) => it === escaped;
  };
  const characterClass = (): Test => {
    const negated = expression[at] === "^";
    if (negated) at++;
    const tests: Test[] = [];
    for (let first = true; first || expression[at] !== "]"; first = false) {
      const from = expression[at++];
      if (from === undefined) throw new PatternProblem("a bracket is not closed");
      const to = expression[at] === "-" && expression[at + 1] !== "]" ? expression[at + 1] : undefined;
      if (from === "\\" || from === "[" || from === "&" || to === undefined) tests.push(single(from));
      else {
        at += 2;
        tests.push((it) => it >= from && it <= to);
      }
    }
    at++;
    return (it) => tests.some((test) => test(it)) !== negated;
  };

  const start = alternatives()(end);
  if (at < expression.length) throw new PatternProblem("a parenthesis is closed that was not opened");

  const reach = (from: Iterable<number>): Set<number> => {
    const reached = new Set<number>();
    const open = [...from];
    for (let it = open.pop(); it !== undefined; it = open.pop()) {
      if (reached.has(it)) continue;
      reached.add(it);
      if (!states[it]!.test) open.push(...states[it]!.next);
    }
    return reached;
  };
  return (text) => {
    let current = reach([start]);
    for (const character of text) {
      const next: number[] = [];
      for (const it of current) if (states[it]!.test?.(character)) next.push(...states[it]!.next);
      current = reach(next);
    }
    return current.has(end);
  };
}
