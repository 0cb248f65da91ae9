import { invalid } from "./failure.ts";
import { itemOf, kindOf, type ServiceModel, type StructureModel, structureOf, type TypeModel } from "./model.ts";
import { className, Float, isObject, text, type Value } from "./python.ts";
import { readTimestamp } from "./timestamps.ts";

/**
 * An input as the SDK takes it: dates, bytes and numbers in JavaScript's own types. Throws the CLI's "Parameter validation
 * failed" with every type, name and missing member that is wrong.
 */
export function checkedInput(service: ServiceModel, shape: StructureModel, input: Record<string, unknown>) {
  const problems: string[] = [];
  const checked = structure(service, shape, input, "", problems);
  if (problems.length > 0) throw invalid(`Parameter validation failed:\n${problems.join("\n")}`);
  return checked as Record<string, unknown>;
}

function structure(
  service: ServiceModel,
  { members, required }: StructureModel,
  value: unknown,
  path: string,
  problems: string[],
): unknown {
  if (!isObject(value)) return wrongType(path, value, "<class 'dict'>", problems);
  const place = path || "input";
  for (const name of Object.keys(members).filter((it) => required.includes(it)))
    if (!(name in value)) problems.push(`Missing required parameter in ${place}: "${name}"`);
  for (const name of Object.keys(value))
    if (!Object.hasOwn(members, name))
      problems.push(`Unknown parameter in ${place}: "${name}", must be one of: ${Object.keys(members).join(", ")}`);
  const checked: Record<string, unknown> = {};
  for (const [name, type] of Object.entries(members))
    if (name in value) checked[name] = check(service, type, value[name], path ? `${path}.${name}` : name, problems);
  return checked;
}

function check(service: ServiceModel, type: TypeModel, value: unknown, path: string, problems: string[]): unknown {
  const shape = structureOf(service, type);
  if (shape) return structure(service, shape, value, path, problems);
  switch (kindOf(type)) {
    case "list":
      if (!Array.isArray(value)) return wrongType(path, value, "<class 'list'>, <class 'tuple'>", problems);
      return value.map((it, i) => check(service, itemOf(type)!, it, `${path}[${i}]`, problems));
    case "map": {
      if (!isObject(value)) return wrongType(path, value, "<class 'dict'>", problems);
      const entries = Object.entries(value);
      return Object.fromEntries(
        entries.map(([key, it]) => [key, check(service, itemOf(type)!, it, `${path}.${key}`, problems)]),
      );
    }
    case "number":
      return number(type, value, path, problems);
    case "boolean":
      return typeof value === "boolean" ? value : wrongType(path, value, "<class 'bool'>", problems);
    case "timestamp": {
      const date = readTimestamp(value instanceof Float ? value.value : value);
      return date ?? wrongType(path, value, "<class 'datetime.datetime'>, timestamp-string", problems);
    }
    case "blob":
      if (value instanceof Uint8Array) return value;
      if (typeof value === "string") return new TextEncoder().encode(value);
      return wrongType(path, value, "<class 'bytes'>, <class 'bytearray'>, file-like object", problems);
    case "document":
      return value;
    default:
      return typeof value === "string" ? value : wrongType(path, value, "<class 'str'>", problems);
  }
}

function number(type: TypeModel, value: unknown, path: string, problems: string[]): unknown {
  if (typeof value === "boolean") return Number(value); // in Python a boolean is a whole number too
  if (type === "double") {
    if (value instanceof Float) return value.value;
    if (typeof value === "number") return value;
    return wrongType(path, value, "<class 'float'>, <class 'decimal.Decimal'>, <class 'int'>", problems);
  }
  return typeof value === "number" ? value : wrongType(path, value, "<class 'int'>", problems);
}

function wrongType(path: string, value: unknown, wanted: string, problems: string[]): undefined {
  problems.push(
    `Invalid type for parameter ${path}, value: ${text(value as Value)}, type: ${className(value)}, valid types: ${wanted}`,
  );
  return undefined;
}
