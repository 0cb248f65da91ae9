import { Float, isObject, typeName, type Value } from "../python.ts";

/** An expression given to a function (`&name`): a value of its own kind. */
export class Expression {
  readonly of: (item: Value) => Value;
  constructor(of: (item: Value) => Value) {
    this.of = of;
  }
}

/** Something went wrong while a query ran. The message is Python's. */
export class QueryError extends Error {}

/** A number's value, whole or float; undefined for everything else. */
export const numberOf = (value: Value): number | undefined =>
  value instanceof Float ? value.value : typeof value === "number" ? value : undefined;

/** Python's name for a value's type. */
export const pythonName = (value: unknown): string => (value instanceof Expression ? "_Expression" : typeName(value));

/** Equality by value; a whole number equals a float of its size. */
export function equal(left: Value, right: Value): boolean {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== undefined || b !== undefined) return a === b;
  if (Array.isArray(left))
    return Array.isArray(right) && left.length === right.length && left.every((it, i) => equal(it, right[i]!));
  if (isObject(left)) {
    const names = Object.keys(left);
    if (!isObject(right) || names.length !== Object.keys(right).length) return false;
    return names.every((it) => Object.hasOwn(right, it) && equal(left[it] as Value, right[it] as Value));
  }
  return left === right;
}
