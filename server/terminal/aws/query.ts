import jmespath from "jmespath";
import { failed, invalid } from "./failure.ts";
import { Float, isObject, type Value } from "./python.ts";

export type Query = (value: Value) => Value;

/** `--query`. Throws a Failure where it is no JMESPath. */
export function readQuery(expression: string): Query {
  if (expression === "")
    throw invalid(`Bad value for --query ${expression}: Invalid JMESPath expression: cannot be empty.`);
  try {
    (jmespath as unknown as { compile(text: string): unknown }).compile(expression);
  } catch (error) {
    throw invalid(`Bad value for --query ${expression}: ${(error as Error).message}`);
  }
  return (value) => {
    try {
      return jmespath.search(plain(value), expression) as Value;
    } catch (error) {
      throw failed((error as Error).message);
    }
  };
}

function plain(value: Value): unknown {
  if (value instanceof Float) return value.value;
  if (Array.isArray(value)) return value.map(plain);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, it]) => [name, plain(it as Value)]))
    : value;
}
