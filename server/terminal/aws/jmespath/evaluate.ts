import { isObject, type Value } from "../python.ts";
import { callFunction } from "./functions.ts";
import type { Node } from "./parser.ts";
import type { TokenType } from "./tokens.ts";
import { Expression, equal, numberOf, pythonName, QueryError } from "./values.ts";

/** The value of an expression. Throws a QueryError. */
export function evaluate(node: Node, value: Value): Value {
  switch (node.type) {
    case "field":
      return isObject(value) && Object.hasOwn(value, node.name) ? (value[node.name] as Value) : null;
    case "current":
    case "identity":
      return value;
    case "literal":
      return node.value as Value;
    case "index":
      return Array.isArray(value) ? (value.at(node.index) ?? null) : null;
    case "slice":
      return Array.isArray(value) ? slice(value, node.parts) : null;
    case "subexpression":
    case "pipe":
      return evaluate(node.right, evaluate(node.left, value));
    case "or": {
      const left = evaluate(node.left, value);
      return isFalse(left) ? evaluate(node.right, value) : left;
    }
    case "and": {
      const left = evaluate(node.left, value);
      return isFalse(left) ? left : evaluate(node.right, value);
    }
    case "not":
      return isFalse(evaluate(node.of, value));
    case "projection": {
      const list = evaluate(node.left, value);
      return Array.isArray(list) ? project(node.right, list) : null;
    }
    case "valueProjection": {
      const members = evaluate(node.left, value);
      return isObject(members) ? project(node.right, Object.values(members) as Value[]) : null;
    }
    case "filter": {
      const list = evaluate(node.left, value);
      if (!Array.isArray(list)) return null;
      return project(
        node.right,
        list.filter((it) => !isFalse(evaluate(node.condition, it))),
      );
    }
    case "flatten": {
      const list = evaluate(node.of, value);
      return Array.isArray(list) ? list.flat() : null;
    }
    case "comparison":
      return compare(node.operator, evaluate(node.left, value), evaluate(node.right, value));
    case "list":
      return value === null ? null : node.items.map((it) => evaluate(it, value));
    case "hash":
      if (value === null) return null;
      return node.pairs.reduce<Record<string, Value>>((members, [name, it]) => {
        members[name] = evaluate(it, value);
        return members;
      }, Object.create(null));
    case "expref":
      return new Expression((item) => evaluate(node.of, item)) as unknown as Value;
    case "function":
      return callFunction(
        node.name,
        node.parameters.map((it) => evaluate(it, value)),
      );
  }
}

const project = (right: Node, list: Value[]): Value[] =>
  list.map((it) => evaluate(right, it)).filter((it) => it !== null);

function slice(list: Value[], [from, to, by = 1]: (number | undefined)[]): Value[] {
  if (by === 0) throw new QueryError("slice step cannot be zero");
  const { length } = list;
  const [lowest, highest] = by > 0 ? [0, length] : [-1, length - 1];
  const bound = (it: number | undefined, otherwise: number) =>
    it === undefined ? otherwise : Math.min(Math.max(it < 0 ? it + length : it, lowest), highest);
  const items: Value[] = [];
  const end = bound(to, by > 0 ? highest : lowest);
  for (let i = bound(from, by > 0 ? lowest : highest); by > 0 ? i < end : i > end; i += by) items.push(list[i]!);
  return items;
}

/** Empty texts, lists and objects, null and false. */
function isFalse(value: Value): boolean {
  if (value === null || value === false || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

function compare(operator: TokenType, left: Value, right: Value): Value {
  if (operator === "eq") return equal(left, right);
  if (operator === "ne") return !equal(left, right);
  const [a, b] = [numberOf(left) ?? left, numberOf(right) ?? right];
  const comparable = (it: unknown) => typeof it === "number" || typeof it === "string";
  if (!comparable(a) || !comparable(b)) return null;
  if (typeof a !== typeof b)
    throw new QueryError(
      `'${SIGNS[operator]}' not supported between instances of '${pythonName(left)}' and '${pythonName(right)}'`,
    );
  if (operator === "lt") return a! < b!;
  if (operator === "lte") return a! <= b!;
  return operator === "gt" ? a! > b! : a! >= b!;
}

const SIGNS: Partial<Record<TokenType, string>> = { lt: "<", lte: "<=", gt: ">", gte: ">=" };
