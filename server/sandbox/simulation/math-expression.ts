/*
 * The language of metric math (amazon-cloudwatch-user-guide, using-metric-math): numbers, ids of other queries, functions, lists,
 * arithmetic, comparison and logic. Recursive descent; every rule consumes a token or ends, so a text costs time in its length.
 */

/** AWS: characters of an expression (API_MetricDataQuery). */
const LENGTH_MAX = 2_048;
/** Brackets and functions inside each other; nobody writes more, and a parser must end somewhere. */
const DEPTH_MAX = 50;

export type MathNode =
  | { kind: "number"; value: number }
  | { kind: "text"; value: string }
  /** The id of a query, or a word such as REPEAT. */
  | { kind: "name"; name: string }
  | { kind: "call"; name: string; args: MathNode[] }
  | { kind: "list"; items: MathNode[] }
  | { kind: "negate"; of: MathNode }
  | { kind: "binary"; operator: string; left: MathNode; right: MathNode };

/** Why an expression cannot be used; the message goes after AWS's `Error in expression '<id>': `. */
export class MathProblem extends Error {}

/** Weakest first; those of one row bind alike, to the left. */
const OPERATORS = [["||"], ["&&"], ["==", "!=", "<=", ">=", "<", ">"], ["+", "-"], ["*", "/"]];

/** Reads an expression. Throws a `MathProblem` where it is none. */
export function parseMath(text: string): MathNode {
  if (text.length > LENGTH_MAX) throw new MathProblem(`An expression has at most ${LENGTH_MAX} characters.`);
  const tokens = tokensOf(text);
  let at = 0;
  let depth = 0;
  const peek = () => tokens[at];
  const take = (wanted: string) => {
    if (peek() !== wanted) throw unexpected(peek(), `'${wanted}'`);
    at++;
  };

  function binary(row: number): MathNode {
    const operators = OPERATORS[row];
    if (!operators) return power();
    let left = binary(row + 1);
    while (operators.includes(peek() ?? "")) {
      const operator = tokens[at++]!;
      left = { kind: "binary", operator, left, right: binary(row + 1) };
    }
    return left;
  }

  /** `^` binds to the right, and a sign weaker than it: -2^2 is -4. */
  function power(): MathNode {
    if (++depth > DEPTH_MAX)
      throw new MathProblem(`An expression is at most ${DEPTH_MAX} levels deep in this sandbox.`);
    let node: MathNode;
    if (peek() === "-") {
      at++;
      node = { kind: "negate", of: power() };
    } else {
      node = primary();
      if (peek() === "^") {
        at++;
        node = { kind: "binary", operator: "^", left: node, right: power() };
      }
    }
    depth--;
    return node;
  }

  function primary(): MathNode {
    const token = tokens[at++];
    if (token === undefined) throw unexpected(undefined, "a value");
    if (/^[\d.]/.test(token)) return { kind: "number", value: Number(token) };
    if (/^["']/.test(token)) return { kind: "text", value: token.slice(1, -1) };
    if (token === "(") {
      const node = binary(0);
      take(")");
      return node;
    }
    if (token === "[") return { kind: "list", items: items("]") };
    if (!/^[A-Za-z_]/.test(token)) throw unexpected(token, "a value");
    if (peek() !== "(") return { kind: "name", name: token };
    at++;
    return { kind: "call", name: token, args: items(")") };
  }

  function items(end: string): MathNode[] {
    const list: MathNode[] = [];
    if (peek() !== end) {
      list.push(binary(0));
      while (peek() === ",") {
        at++;
        list.push(binary(0));
      }
    }
    take(end);
    return list;
  }

  const node = binary(0);
  if (at < tokens.length) throw unexpected(peek(), "the end");
  return node;
}

const unexpected = (token: string | undefined, wanted: string) =>
  new MathProblem(`Found ${token === undefined ? "the end" : `'${token}'`} where ${wanted} was expected.`);

/** One token at a time, each alternative of fixed shape: no text makes it look back. AND and OR are `&&` and `||`. */
const TOKEN =
  /\s+|(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|[A-Za-z_][A-Za-z0-9_]*|"[^"]*"|'[^']*'|\|\||&&|[=!<>]=|[-+*/^<>()[\],])/y;

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const { lastIndex } = TOKEN;
    const match = TOKEN.exec(text);
    if (!match) throw new MathProblem(`Found '${text[lastIndex]}' where it has no meaning.`);
    if (match[1] !== undefined) tokens.push(match[1] === "AND" ? "&&" : match[1] === "OR" ? "||" : match[1]);
  }
  return tokens;
}

/** The function names of an expression, outermost first. */
export function functionsOf(node: MathNode): string[] {
  switch (node.kind) {
    case "call":
      return [node.name, ...node.args.flatMap(functionsOf)];
    case "list":
      return node.items.flatMap(functionsOf);
    case "negate":
      return functionsOf(node.of);
    case "binary":
      return [...functionsOf(node.left), ...functionsOf(node.right)];
    default:
      return [];
  }
}
