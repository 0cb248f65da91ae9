import type { AlarmState } from "../world/cloudwatch.ts";

/*
 * The rule of a composite alarm: AND, OR, NOT, TRUE, FALSE, ALARM(), OK(), INSUFFICIENT_DATA(), AT_LEAST(). Grammar and texts are
 * recorded in radkawar/stackd testdata/aws/cloudwatch/alarm_composites.json. Recursive descent; every rule consumes a token or ends.
 */

export type AlarmRule =
  | { kind: "constant"; value: boolean }
  | { kind: "state"; alarm: string; state: AlarmState }
  | { kind: "not"; of: AlarmRule }
  | { kind: "and" | "or"; left: AlarmRule; right: AlarmRule }
  | { kind: "at-least"; count: number; state: AlarmState; negated: boolean; alarms: string[] };

/** Why a rule cannot be used, as AWS writes it between `Error in AlarmRule [` and `]`. */
export class AlarmRuleProblem extends Error {}

/** AWS: elements of a rule: alarms, TRUE, FALSE and brackets (API_PutCompositeAlarm); the nesting is our own bound. */
const ELEMENTS_MAX = 500;
const DEPTH_MAX = 100;

const STATES = ["ALARM", "OK", "INSUFFICIENT_DATA"];
const ELEMENT = "'(', 'NOT', AT_LEAST, TRUE or FALSE, ALARM, OK, or INSUFFICIENT_DATA";

type Token = { text: string; at: number; quoted?: boolean };

/** Reads a rule; alarms stay as the caller wrote them, names or ARNs. Throws an `AlarmRuleProblem` where it is none. */
export function parseAlarmRule(text: string): AlarmRule {
  const tokens = tokensOf(text);
  let next = 0;
  let elements = 0;
  const end: Token = { text: "<EOF>", at: text.length };
  const peek = (): Token => tokens[next] ?? end;
  const is = (wanted: string) => next < tokens.length && !peek().quoted && peek().text === wanted;
  const refuse = (wanted: string): never => {
    throw new AlarmRuleProblem(`Unsupported token '${peek().text}' at char ${peek().at}, must be: ${wanted}`);
  };
  const take = (wanted: string) => {
    if (!is(wanted)) refuse(`'${wanted}'`);
    next++;
  };
  const count = () => {
    if (++elements > ELEMENTS_MAX) throw new AlarmRuleProblem(`A rule has at most ${ELEMENTS_MAX} elements`);
  };

  function or(depth: number): AlarmRule {
    let left = and(depth);
    while (is("OR")) {
      next++;
      left = { kind: "or", left, right: and(depth) };
    }
    return left;
  }

  function and(depth: number): AlarmRule {
    let left = element(depth);
    while (is("AND")) {
      next++;
      left = { kind: "and", left, right: element(depth) };
    }
    return left;
  }

  function element(depth: number): AlarmRule {
    if (depth > DEPTH_MAX) throw new AlarmRuleProblem(`A rule is at most ${DEPTH_MAX} levels deep in this sandbox`);
    if (is("NOT")) {
      next++;
      return { kind: "not", of: element(depth + 1) };
    }
    count();
    if (is("(")) {
      next++;
      const rule = or(depth + 1);
      take(")");
      return rule;
    }
    if (is("TRUE") || is("FALSE")) return { kind: "constant", value: tokens[next++]!.text === "TRUE" };
    if (is("AT_LEAST")) return atLeast();
    if (!STATES.some(is)) return refuse(ELEMENT);
    const state = tokens[next++]!.text as AlarmState;
    take("(");
    const alarm = reference();
    take(")");
    return { kind: "state", alarm, state };
  }

  function reference(): string {
    if (next >= tokens.length || is("(") || is(")") || is(",")) refuse("an alarm");
    return tokens[next++]!.text;
  }

  function atLeast(): AlarmRule {
    next++;
    take("(");
    const threshold = peek();
    if (!/^\d+%?$/.test(threshold.text)) refuse("NUMBER, PERCENTAGE NUMBER");
    next++;
    take(",");
    const negated = is("NOT");
    if (negated) next++;
    if (!STATES.some(is))
      refuse(negated ? "ALARM, OK, or INSUFFICIENT_DATA" : "'NOT', ALARM, OK, or INSUFFICIENT_DATA");
    const state = tokens[next++]!.text as AlarmState;
    take(",");
    take("(");
    const alarms = [reference()];
    while (is(",")) {
      next++;
      count();
      alarms.push(reference());
    }
    take(")");
    take(")");
    return { kind: "at-least", count: minimum(threshold.text, alarms.length), state, negated, alarms };
  }

  const rule = or(0);
  // Recorded: at the last token only the end is wanted, before it AND and OR as well.
  if (next < tokens.length) refuse(next === tokens.length - 1 ? "<EOF>" : "<EOF>, 'AND', 'OR'");
  return rule;
}

function minimum(threshold: string, alarms: number): number {
  const number = Number.parseInt(threshold, 10);
  if (threshold.endsWith("%")) {
    if (number < 1 || number > 100)
      throw new AlarmRuleProblem("AT_LEAST percentage threshold must be between 1 and 100");
    return Math.ceil((number * alarms) / 100);
  }
  if (number < 1 || number > alarms)
    throw new AlarmRuleProblem(`AT_LEAST absolute threshold must be between 1 and number of alarms (${alarms})`);
  return number;
}

/** Brackets, commas, quoted names with `\` before a quote, and words. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const start = at;
    const char = text[at]!;
    if (/\s/.test(char)) {
      at++;
    } else if ("(),".includes(char)) {
      tokens.push({ text: char, at: at++ });
    } else if (char === '"') {
      let name = "";
      for (at++; at < text.length && text[at] !== '"'; at++) name += text[at] === "\\" ? (text[++at] ?? "") : text[at];
      at++;
      tokens.push({ text: name, at: start, quoted: true });
    } else {
      while (at < text.length && !/[\s(),]/.test(text[at]!)) at++;
      tokens.push({ text: text.slice(start, at), at: start });
    }
  }
  return tokens;
}

/** The alarms a rule asks about, as written, in order. */
export function referencesOf(rule: AlarmRule): string[] {
  switch (rule.kind) {
    case "constant":
      return [];
    case "state":
      return [rule.alarm];
    case "not":
      return referencesOf(rule.of);
    case "at-least":
      return rule.alarms;
    default:
      return [...referencesOf(rule.left), ...referencesOf(rule.right)];
  }
}

/** Whether a rule holds, and the alarms that suffice to say so (AWS names them `triggeringAlarms`). */
export function evaluateRule(
  rule: AlarmRule,
  stateOf: (alarm: string) => AlarmState | undefined,
): { holds: boolean; because: string[] } {
  switch (rule.kind) {
    case "constant":
      return { holds: rule.value, because: [] };
    case "state":
      return { holds: stateOf(rule.alarm) === rule.state, because: [rule.alarm] };
    case "not": {
      const { holds, because } = evaluateRule(rule.of, stateOf);
      return { holds: !holds, because };
    }
    case "at-least": {
      const matching = (it: string) => (stateOf(it) === rule.state) !== rule.negated;
      const holds = rule.alarms.filter(matching).length >= rule.count;
      const needed = holds ? rule.count : rule.alarms.length - rule.count + 1;
      return { holds, because: rule.alarms.filter((it) => matching(it) === holds).slice(0, needed) };
    }
    default: {
      const left = evaluateRule(rule.left, stateOf);
      if (left.holds === (rule.kind === "or")) return left;
      const right = evaluateRule(rule.right, stateOf);
      if (right.holds !== left.holds) return right;
      return { holds: left.holds, because: [...left.because, ...right.because] };
    }
  }
}
