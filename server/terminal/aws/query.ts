import { failed, invalid } from "./failure.ts";
import { evaluate } from "./jmespath/evaluate.ts";
import { parseQuery } from "./jmespath/parser.ts";
import { QuerySyntaxError } from "./jmespath/tokens.ts";
import { Expression, QueryError } from "./jmespath/values.ts";
import type { Value } from "./python.ts";

export type Query = (value: Value) => Value;

/**
 * `--query`. Throws a Failure where it is no JMESPath. Our own reader of JMESPath, since a number must stay what AWS's model says it
 * is (`40.0` and `40` are two), and messages are jmespath.py's.
 */
export function readQuery(expression: string): Query {
  const bad = (what: string) => invalid(`Bad value for --query ${expression}: ${what}`);
  if (expression === "") throw bad("Invalid JMESPath expression: cannot be empty.");
  let node: ReturnType<typeof parseQuery>;
  try {
    node = parseQuery(expression);
  } catch (error) {
    if (error instanceof QuerySyntaxError) throw bad(error.message);
    throw tooDeep(error);
  }
  return (value) => {
    try {
      const found = evaluate(node, value);
      if ((found as unknown) instanceof Expression)
        throw new QueryError("Object of type _Expression is not JSON serializable");
      return found;
    } catch (error) {
      if (error instanceof QueryError) throw failed(error.message);
      throw tooDeep(error);
    }
  };
}

/** A long chain of names is a deep tree: what Python says of it, and everything else as it is. */
const tooDeep = (error: unknown) => (error instanceof RangeError ? failed("maximum recursion depth exceeded") : error);
