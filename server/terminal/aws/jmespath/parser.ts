import { QuerySyntaxError, type Token, type TokenType, tokensOf } from "./tokens.ts";

/** An expression as a tree. A projection applies `right` to each item. */
export type Node =
  | { type: "field"; name: string }
  | { type: "current" | "identity" }
  | { type: "literal"; value: unknown }
  | { type: "index"; index: number }
  | { type: "slice"; parts: (number | undefined)[] }
  | { type: "subexpression" | "pipe" | "or" | "and"; left: Node; right: Node }
  | { type: "projection" | "valueProjection"; left: Node; right: Node }
  | { type: "filter"; left: Node; right: Node; condition: Node }
  | { type: "comparison"; operator: TokenType; left: Node; right: Node }
  | { type: "flatten" | "not" | "expref"; of: Node }
  | { type: "list"; items: Node[] }
  | { type: "hash"; pairs: [string, Node][] }
  | { type: "function"; name: string; parameters: Node[] };

/** How tightly a token binds what stands before it; 0 ends an expression. */
const POWER: Partial<Record<TokenType, number>> = {
  pipe: 1,
  or: 2,
  and: 3,
  eq: 5,
  ne: 5,
  lt: 5,
  lte: 5,
  gt: 5,
  gte: 5,
  flatten: 9,
  star: 20,
  filter: 21,
  dot: 40,
  not: 45,
  lbrace: 50,
  lbracket: 55,
  lparen: 60,
};
const PROJECTION_ENDS_BELOW = 10;
const DEPTH_MAX = 200;

/** Reads a JMESPath expression (jmespath.org/specification). Throws a QuerySyntaxError with the words of jmespath.py. */
export function parseQuery(expression: string): Node {
  const tokens = tokensOf(expression);
  let position = 0;
  let depth = 0;
  const token = (ahead = 0): Token => tokens[Math.min(position + ahead, tokens.length - 1)]!;
  const is = (...types: TokenType[]) => types.includes(token().type);

  const fail = (what: string, at = token()): never => {
    const place = `column ${at.at}, token "${at.value}" (${at.type.toUpperCase()})`;
    throw new QuerySyntaxError(`${what}: Parse error at ${place}, for expression:\n${pointer(at)}`);
  };
  const pointer = ({ at }: Token) => `"${expression}"\n${" ".repeat(at + 1)}^`;
  const unfinished = (): never => {
    throw new QuerySyntaxError(`Invalid jmespath expression: Incomplete expression:\n${pointer(token())}`);
  };
  const match = (type: TokenType): void => {
    if (!is(type)) {
      if (is("eof")) unfinished();
      fail(`Expecting: ${type}, got: ${token().type}`);
    }
    position++;
  };
  const none = (types: string[]) => `Expecting: [${types.map((it) => `'${it}'`).join(", ")}], got: ${token().type}`;

  function read(power: number): Node {
    if (++depth > DEPTH_MAX) fail("Nested too deeply");
    const first = token();
    position++;
    let left = begin(first);
    while (power < (POWER[token().type] ?? 0)) {
      const next = token();
      position++;
      left = goOn(left, next);
    }
    depth--;
    return left;
  }

  function begin(it: Token): Node {
    switch (it.type) {
      case "literal":
        return { type: "literal", value: it.value };
      case "unquoted_identifier":
        return { type: "field", name: it.value as string };
      case "quoted_identifier":
        if (is("lparen")) fail("Quoted identifier not allowed for function names.");
        return { type: "field", name: it.value as string };
      case "current":
        return { type: "current" };
      case "star":
        return { type: "valueProjection", left: IDENTITY, right: is("rbracket") ? IDENTITY : projected(POWER.star!) };
      case "filter":
      case "flatten":
        return goOn(IDENTITY, it);
      case "lbrace":
        return hash();
      case "lparen": {
        const inner = read(0);
        match("rparen");
        return inner;
      }
      case "not":
        return { type: "not", of: read(POWER.not!) };
      case "expref":
        return { type: "expref", of: read(0) };
      case "lbracket":
        if (is("number", "colon")) return indexOrSlice(IDENTITY);
        if (is("star") && token(1).type === "rbracket") {
          position += 2;
          return { type: "projection", left: IDENTITY, right: projected(POWER.star!) };
        }
        return list();
      case "eof":
        position--;
        return unfinished();
      default:
        return fail("invalid token", it);
    }
  }

  function goOn(left: Node, it: Token): Node {
    switch (it.type) {
      case "dot":
        if (!is("star")) return { type: "subexpression", left, right: afterDot(POWER.dot!) };
        position++;
        return { type: "valueProjection", left, right: projected(POWER.star!) };
      case "pipe":
      case "or":
      case "and":
        return { type: it.type, left, right: read(POWER[it.type]!) };
      case "lparen":
        return call(left, it);
      case "filter": {
        const condition = read(0);
        match("rbracket");
        return { type: "filter", left, condition, right: is("flatten") ? IDENTITY : projected(POWER.filter!) };
      }
      case "flatten":
        return { type: "projection", left: { type: "flatten", of: left }, right: projected(POWER.flatten!) };
      case "lbracket":
        if (is("number", "colon")) return indexOrSlice(left);
        match("star");
        match("rbracket");
        return { type: "projection", left, right: projected(POWER.star!) };
      case "eq":
      case "ne":
      case "lt":
      case "lte":
      case "gt":
      case "gte":
        return { type: "comparison", operator: it.type, left, right: read(POWER[it.type]!) };
      default:
        return fail("invalid token", it);
    }
  }

  function call(left: Node, bracket: Token): Node {
    if (left.type !== "field")
      return fail(`Invalid function name '${tokens[position - 2]!.value}'`, tokens[position - 2] ?? bracket);
    const parameters: Node[] = [];
    while (!is("rparen")) {
      parameters.push(read(0));
      if (is("comma")) match("comma");
    }
    match("rparen");
    return { type: "function", name: left.name, parameters };
  }

  function indexOrSlice(left: Node): Node {
    if (!is("colon") && token(1).type !== "colon") {
      const index = token().value as number;
      position++;
      match("rbracket");
      return { type: "subexpression", left, right: { type: "index", index } };
    }
    const parts: (number | undefined)[] = [undefined, undefined, undefined];
    let part = 0;
    while (!is("rbracket") && part < 3) {
      if (is("colon")) {
        if (++part === 3) fail("syntax error");
      } else if (is("number")) parts[part] = token().value as number;
      else fail("syntax error");
      position++;
    }
    match("rbracket");
    return {
      type: "projection",
      left: { type: "subexpression", left, right: { type: "slice", parts } },
      right: projected(POWER.star!),
    };
  }

  function projected(power: number): Node {
    if ((POWER[token().type] ?? 0) < PROJECTION_ENDS_BELOW) return IDENTITY;
    if (is("lbracket", "filter")) return read(power);
    if (!is("dot")) return fail("syntax error");
    position++;
    return afterDot(power);
  }

  function afterDot(power: number): Node {
    if (is("quoted_identifier", "unquoted_identifier", "star")) return read(power);
    if (is("lbracket")) {
      position++;
      return list();
    }
    if (is("lbrace")) {
      position++;
      return hash();
    }
    return fail(none(["quoted_identifier", "unquoted_identifier", "lbracket", "lbrace"]));
  }

  function list(): Node {
    const items = [read(0)];
    while (!is("rbracket")) {
      match("comma");
      items.push(read(0));
    }
    position++;
    return { type: "list", items };
  }

  function hash(): Node {
    const pairs: [string, Node][] = [];
    while (true) {
      if (is("eof")) unfinished();
      if (!is("quoted_identifier", "unquoted_identifier")) fail(none(["quoted_identifier", "unquoted_identifier"]));
      const name = token().value as string;
      position++;
      match("colon");
      pairs.push([name, read(0)]);
      if (is("comma")) position++;
      else if (is("rbrace")) break;
    }
    position++;
    return { type: "hash", pairs };
  }

  const whole = read(0);
  if (!is("eof")) fail(`Unexpected token: ${token().value}`);
  return whole;
}

const IDENTITY: Node = { type: "identity" };
