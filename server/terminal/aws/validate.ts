import { invalid } from "./failure.ts";
import { type Least, leastOf } from "./minimums.ts";
import { itemOf, kindOf, type Operation, type ServiceModel, type TypeModel } from "./model.ts";
import { className, Float, isObject, text, type Value } from "./python.ts";
import { readTimestamp } from "./timestamps.ts";

/**
 * An input as the SDK takes it: dates, bytes and numbers in JavaScript's own types. Throws the CLI's "Parameter validation
 * failed" with every type, name and missing member that is wrong.
 */
export function checkedInput({ service, name, input: shape }: Operation, input: Record<string, unknown>) {
  const problems: string[] = [];
  const checked = new Check(service, problems).structure(service.operations[name]!.input, shape, input, "");
  if (problems.length > 0) throw invalid(`Parameter validation failed:\n${problems.join("\n")}`);
  return checked as Record<string, unknown>;
}

class Check {
  private readonly service: ServiceModel;
  private readonly problems: string[];
  constructor(service: ServiceModel, problems: string[]) {
    this.service = service;
    this.problems = problems;
  }

  structure(
    name: string | undefined,
    { members, required }: Operation["input"],
    value: unknown,
    path: string,
  ): unknown {
    if (!isObject(value)) return this.wrongType(path, value, "<class 'dict'>");
    const place = path || "input";
    for (const member of Object.keys(members).filter((it) => required.includes(it)))
      if (!(member in value)) this.problems.push(`Missing required parameter in ${place}: "${member}"`);
    for (const member of Object.keys(value))
      if (!Object.hasOwn(members, member))
        this.problems.push(
          `Unknown parameter in ${place}: "${member}", must be one of: ${Object.keys(members).join(", ")}`,
        );
    const checked: Record<string, unknown> = {};
    for (const member of Object.keys(value)) {
      const type = Object.hasOwn(members, member) ? members[member] : undefined;
      if (type === undefined) continue;
      const least = name === undefined ? undefined : leastOf(this.service.service, name, member);
      checked[member] = this.value(type, value[member], path ? `${path}.${member}` : member, least);
    }
    return checked;
  }

  private value(type: TypeModel, value: unknown, path: string, least: Least | undefined): unknown {
    if (typeof type === "object" && "structure" in type)
      return this.structure(type.structure, this.service.structures[type.structure]!, value, path);
    switch (kindOf(type)) {
      case "list":
        if (!Array.isArray(value)) return this.wrongType(path, value, "<class 'list'>, <class 'tuple'>");
        this.length(path, value.length, least);
        return value.map((it, i) => this.value(itemOf(type)!, it, `${path}[${i}]`, { own: least?.items }));
      case "map": {
        if (!isObject(value)) return this.wrongType(path, value, "<class 'dict'>");
        const entries = Object.entries(value);
        return Object.fromEntries(
          entries.map(([key, it]) => [key, this.value(itemOf(type)!, it, `${path}.${key}`, undefined)]),
        );
      }
      case "number":
        return this.number(type, value, path, least);
      case "boolean":
        return typeof value === "boolean" ? value : this.wrongType(path, value, "<class 'bool'>");
      case "timestamp": {
        const date = readTimestamp(value instanceof Float ? value.value : value);
        return date ?? this.wrongType(path, value, "<class 'datetime.datetime'>, timestamp-string");
      }
      case "blob":
        if (value instanceof Uint8Array) return value;
        if (typeof value === "string") return new TextEncoder().encode(value);
        return this.wrongType(path, value, "<class 'bytes'>, <class 'bytearray'>, file-like object");
      case "document":
        return value;
      default:
        if (typeof value !== "string") return this.wrongType(path, value, "<class 'str'>");
        this.length(path, [...value].length, least);
        return value;
    }
  }

  private number(type: TypeModel, value: unknown, path: string, least: Least | undefined): unknown {
    const number = value instanceof Float ? value.value : typeof value === "boolean" ? Number(value) : value; // Python's booleans are numbers
    if (typeof number !== "number" || (value instanceof Float && type !== "double"))
      return this.wrongType(
        path,
        value,
        type === "double" ? "<class 'float'>, <class 'decimal.Decimal'>, <class 'int'>" : "<class 'int'>",
      );
    if (least?.own !== undefined && number < least.own)
      this.problems.push(
        `Invalid value for parameter ${path}, value: ${text(value as Value)}, valid min value: ${least.own}`,
      );
    return number;
  }

  private length(path: string, length: number, least: Least | undefined): void {
    if (least?.own !== undefined && length < least.own)
      this.problems.push(`Invalid length for parameter ${path}, value: ${length}, valid min length: ${least.own}`);
  }

  private wrongType(path: string, value: unknown, wanted: string): undefined {
    this.problems.push(
      `Invalid type for parameter ${path}, value: ${text(value as Value)}, type: ${className(value)}, valid types: ${wanted}`,
    );
    return undefined;
  }
}
