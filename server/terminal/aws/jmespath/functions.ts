import { writeJsonLine } from "../output/json.ts";
import { Float, isObject, text, type Value } from "../python.ts";
import { Expression, equal, numberOf, pythonName, QueryError } from "./values.ts";

/** JMESPath's names of types; `array-number` is a list of numbers alone. */
type Type = "string" | "number" | "boolean" | "array" | "object" | "null" | "expref" | "array-string" | "array-number";
type Parameter = Type[] | "any";
type Definition = { takes: Parameter[]; more?: true; run(parameters: never): Value };

type Members = Record<string, Value>;

const ANY_ARRAY: Type[] = ["array"];
const by = (name: string, wins: (a: Value, b: Value) => boolean): Definition => ({
  takes: [ANY_ARRAY, ["expref"]],
  run: ([list, expression]: [Value[], Expression]) => {
    let best: { item: Value; key: Value } | undefined;
    for (const item of list) {
      const key = sortKey(name, expression, item, ["number", "string"]);
      if (!best || wins(key, best.key)) best = { item, key };
    }
    return best?.item ?? null;
  },
});
const extreme = (wins: (a: Value, b: Value) => boolean): Definition => ({
  takes: [["array-number", "array-string"]],
  run: ([list]: [Value[]]) => list.reduce<Value>((best, it) => (best === null || wins(it, best) ? it : best), null),
});

/** The functions of JMESPath (jmespath.org/specification, "Built-in Functions"). */
const functions: Record<string, Definition> = {
  abs: { takes: [["number"]], run: ([it]: [Value]) => like(it, Math.abs) },
  avg: {
    takes: [["array-number"]],
    run: ([list]: [Value[]]) => (list.length === 0 ? null : new Float(numberOf(sum(list))! / list.length)),
  },
  ceil: { takes: [["number"]], run: ([it]: [Value]) => Math.ceil(numberOf(it)!) },
  contains: {
    takes: [["array", "string"], "any"],
    run: ([subject, search]: [Value[] | string, Value]) => {
      if (typeof subject !== "string") return subject.some((it) => equal(it, search));
      if (typeof search !== "string")
        throw new QueryError(`'in <string>' requires string as left operand, not ${pythonName(search)}`);
      return subject.includes(search);
    },
  },
  ends_with: { takes: [["string"], ["string"]], run: ([it, end]: [string, string]) => it.endsWith(end) },
  floor: { takes: [["number"]], run: ([it]: [Value]) => Math.floor(numberOf(it)!) },
  join: { takes: [["string"], ["array-string"]], run: ([glue, list]: [string, string[]]) => list.join(glue) },
  keys: { takes: [["object"]], run: ([it]: [Members]) => Object.keys(it) },
  length: {
    takes: [["string", "array", "object"]],
    run: ([it]: [string | Value[] | Members]) =>
      typeof it === "string" ? [...it].length : Array.isArray(it) ? it.length : Object.keys(it).length,
  },
  map: { takes: [["expref"], ANY_ARRAY], run: ([expression, list]: [Expression, Value[]]) => list.map(expression.of) },
  max: extreme((a, b) => order(a, b) > 0),
  max_by: by("max_by", (a, b) => order(a, b) > 0),
  merge: {
    takes: [["object"]],
    more: true,
    run: (objects: Value[]) => {
      if (!objects.every(isObject))
        throw new QueryError("cannot convert dictionary update sequence element #0 to a sequence");
      return Object.assign(Object.create(null), ...objects);
    },
  },
  min: extreme((a, b) => order(a, b) < 0),
  min_by: by("min_by", (a, b) => order(a, b) < 0),
  not_null: { takes: ["any"], more: true, run: (values: Value[]) => values.find((it) => it !== null) ?? null },
  reverse: {
    takes: [["array", "string"]],
    run: ([it]: [Value[] | string]) => (typeof it === "string" ? [...it].reverse().join("") : it.toReversed()),
  },
  sort: { takes: [["array-string", "array-number"]], run: ([list]: [Value[]]) => list.toSorted(order) },
  sort_by: {
    takes: [ANY_ARRAY, ["expref"]],
    run: ([list, expression]: [Value[], Expression]) => {
      if (list.length === 0) return list;
      const first = typeOf(expression.of(list[0]!));
      if (first !== "number" && first !== "string") throw wrongType("sort_by", list[0]!, ["string", "number"], first);
      return list
        .map((item) => ({ item, key: sortKey("sort_by", expression, item, [first]) }))
        .sort((a, b) => order(a.key, b.key))
        .map(({ item }) => item);
    },
  },
  starts_with: { takes: [["string"], ["string"]], run: ([it, begin]: [string, string]) => it.startsWith(begin) },
  sum: { takes: [["array-number"]], run: ([list]: [Value[]]) => sum(list) },
  to_array: { takes: ["any"], run: ([it]: [Value]) => (Array.isArray(it) ? it : [it]) },
  to_number: { takes: ["any"], run: ([it]: [Value]) => toNumber(it) },
  to_string: {
    takes: ["any"],
    run: ([it]: [Value]) => (typeof it === "string" ? it : writeJsonLine(it, ",", ":")),
  },
  type: { takes: ["any"], run: ([it]: [Value]) => typeOf(it) },
  values: { takes: [["object"]], run: ([it]: [Members]) => Object.values(it) },
};

export function callFunction(name: string, parameters: Value[]): Value {
  const definition = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!definition) throw new QueryError(`Unknown function: ${name}()`);
  const { takes, more, run } = definition;
  if (more ? parameters.length < takes.length : parameters.length !== takes.length) {
    const many = `${takes.length} argument${takes.length === 1 ? "" : "s"}`;
    throw new QueryError(
      `Expected ${more ? "at least " : ""}${many} for function ${name}(), received ${parameters.length}`,
    );
  }
  takes.forEach((types, i) => {
    if (types !== "any") check(name, parameters[i]!, types);
  });
  return run(parameters as never);
}

function check(name: string, value: Value, types: Type[]): void {
  const type = typeOf(value);
  if (types.some((it) => it === type)) return;
  const items = types.filter((it) => it.startsWith("array-"));
  if (type !== "array" || items.length === 0) throw wrongType(name, value, types, type);
  const list = value as Value[];
  const kind = list.length === 0 ? undefined : items.find((it) => it === `array-${typeOf(list[0]!)}`);
  if (list.length === 0) return;
  for (const it of list) if (`array-${typeOf(it)}` !== (kind ?? "")) throw wrongType(name, it, types, pythonName(it));
}

const wrongType = (name: string, value: Value, types: string[], received: string) =>
  new QueryError(
    `In function ${name}(), invalid type for value: ${text(value)}, expected one of: [${types.map((it) => `'${it}'`).join(", ")}], received: "${received}"`,
  );

function typeOf(value: unknown): Type {
  if (value === null) return "null";
  if (value instanceof Expression) return "expref";
  if (value instanceof Float) return "number";
  if (Array.isArray(value)) return "array";
  return isObject(value) ? "object" : (typeof value as Type);
}

function sortKey(name: string, expression: Expression, item: Value, types: string[]): Value {
  const key = expression.of(item);
  const type = typeOf(key);
  if (!types.includes(type)) throw wrongType(name, item, types, type);
  return key;
}

/** Numbers by size, texts by their characters. */
function order(left: Value, right: Value): number {
  const [a, b] = [numberOf(left) ?? left, numberOf(right) ?? right] as [string, string];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A float stays one. */
const like = (value: Value, change: (it: number) => number): Value =>
  value instanceof Float ? new Float(change(value.value)) : change(value as number);

function sum(list: Value[]): Value {
  const total = list.reduce((sofar: number, it) => sofar + numberOf(it)!, 0);
  return list.some((it) => it instanceof Float) ? new Float(total) : total;
}

function toNumber(value: Value): Value {
  if (numberOf(value) !== undefined) return value;
  if (typeof value !== "string") return null;
  const trimmed = value.trim();
  if (/^[-+]?\d+$/.test(trimmed)) return Number(trimmed);
  return /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(trimmed) ? new Float(Number(trimmed)) : null;
}
