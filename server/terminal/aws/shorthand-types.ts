import { itemOf, kindOf, type ServiceModel, structureOf, type TypeModel } from "./model.ts";
import { floatNumber, wholeNumber } from "./numbers.ts";
import type { Shorthand } from "./shorthand.ts";

/** Whether a type is written in shorthand at all: structures, maps and lists of them. */
export function takesShorthand(type: TypeModel): boolean {
  const kind = kindOf(type);
  if (kind === "structure" || kind === "map") return true;
  if (kind !== "list") return false;
  const item = kindOf(itemOf(type)!);
  return item === "structure" || item === "map" || item === "list";
}

/** Gives the texts of shorthand the types of the model. What has the wrong form is left for the validation to tell. */
export function typed(service: ServiceModel, type: TypeModel, value: Shorthand): unknown {
  const structure = structureOf(service, type);
  if (structure) {
    if (typeof value !== "object" || Array.isArray(value)) return value;
    return mapped(value, (it, name) => (structure.members[name] ? typed(service, structure.members[name], it) : it));
  }
  const item = itemOf(type);
  if (item && kindOf(type) === "list")
    return (Array.isArray(value) ? value : [value]).map((it) => typed(service, item, it));
  if (item)
    return typeof value === "object" && !Array.isArray(value) ? mapped(value, (it) => typed(service, item, it)) : value;
  return scalar(type, value);
}

function mapped(value: { [key: string]: Shorthand }, convert: (it: Shorthand, name: string) => unknown) {
  const made: Record<string, unknown> = Object.create(null);
  for (const [name, it] of Object.entries(value)) made[name] = convert(it, name);
  return made;
}

function scalar(type: TypeModel, value: Shorthand): unknown {
  if (type === "boolean") {
    const lower = typeof value === "string" ? value.toLowerCase() : value;
    return lower === "true" ? true : lower === "false" ? false : value;
  }
  if (type === "integer" || type === "long") return wholeNumber(value);
  if (type === "double") return floatNumber(value);
  return value;
}
