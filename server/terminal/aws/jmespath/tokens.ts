import { JsonError, readJson } from "../json.ts";

/** What an expression is made of; the names are those that error messages show. */
export type TokenType =
  | "unquoted_identifier"
  | "quoted_identifier"
  | "literal"
  | "number"
  | "dot"
  | "star"
  | "lbracket"
  | "rbracket"
  | "flatten"
  | "filter"
  | "lparen"
  | "rparen"
  | "lbrace"
  | "rbrace"
  | "comma"
  | "colon"
  | "current"
  | "expref"
  | "pipe"
  | "or"
  | "and"
  | "not"
  | "eq"
  | "ne"
  | "lt"
  | "lte"
  | "gt"
  | "gte"
  | "eof";

export type Token = { type: TokenType; value: unknown; at: number };

/** An expression that is none. The message is that of the AWS CLI's library, jmespath.py 1.0. */
export class QuerySyntaxError extends Error {}

const SIGNS: [string, TokenType][] = [
  ["[]", "flatten"],
  ["[?", "filter"],
  ["||", "or"],
  ["&&", "and"],
  ["==", "eq"],
  ["!=", "ne"],
  ["<=", "lte"],
  [">=", "gte"],
  ["[", "lbracket"],
  ["]", "rbracket"],
  ["(", "lparen"],
  [")", "rparen"],
  ["{", "lbrace"],
  ["}", "rbrace"],
  [".", "dot"],
  ["*", "star"],
  [",", "comma"],
  [":", "colon"],
  ["@", "current"],
  ["&", "expref"],
  ["|", "pipe"],
  ["!", "not"],
  ["<", "lt"],
  [">", "gt"],
];

export function tokensOf(expression: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const fail = (what: string, where: number): never => {
    throw new QuerySyntaxError(`Bad jmespath expression: ${what}:\n${expression}\n${" ".repeat(where)}^`);
  };
  /** The text up to the closing quote. */
  const quoted = (quote: string): string => {
    const found = new RegExp(`${quote}((?:\\\\[^]|[^\\\\${quote}])*)${quote}`, "y");
    found.lastIndex = at;
    const match = found.exec(expression);
    if (!match) return fail(`Unclosed ${quote} delimiter`, at);
    at += match[0].length;
    return match[1]!;
  };

  while (at < expression.length) {
    const begin = at;
    const rest = /[A-Za-z_]\w*|-?\d+|[ \t\n\r]+/y;
    rest.lastIndex = at;
    const [plain] = rest.exec(expression) ?? [];
    const character = expression[at]!;
    if (plain !== undefined) {
      at += plain.length;
      if (/^[ \t\n\r]/.test(plain)) continue;
      if (/^[A-Za-z_]/.test(plain)) tokens.push({ type: "unquoted_identifier", value: plain, at: begin });
      else tokens.push({ type: "number", value: Number(plain), at: begin });
    } else if (character === "'") {
      tokens.push({ type: "literal", value: quoted("'").replaceAll("\\'", "'"), at: begin });
    } else if (character === '"') {
      tokens.push({
        type: "quoted_identifier",
        value: identifier(quoted('"'), (what) => fail(what, begin)),
        at: begin,
      });
    } else if (character === "`") {
      tokens.push({
        type: "literal",
        value: literal(quoted("`").replaceAll("\\`", "`"), (what) => fail(what, begin)),
        at: begin,
      });
    } else {
      const sign = SIGNS.find(([text]) => expression.startsWith(text, at));
      if (!sign) {
        const only = character === "-" || character === "=";
        return fail(`Unknown token ${only ? `'${character}'` : character}`, at);
      }
      tokens.push({ type: sign[1], value: sign[0], at: begin });
      at += sign[0].length;
    }
  }
  tokens.push({ type: "eof", value: "", at: expression.length });
  return tokens;
}

function identifier(text: string, fail: (what: string) => never): string {
  try {
    return readJson(`"${text}"`) as string;
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return fail(error.message.split(": line")[0]!);
  }
}

/** JSON between backticks; text that is none stands for itself, as it did in JMESPath's first version. */
function literal(text: string, fail: (what: string) => never): unknown {
  for (const json of [text, `"${text.trimStart()}"`])
    try {
      return readJson(json);
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
    }
  return fail(`Bad token ${text}`);
}
