import type { CommandModel, ServiceModel, StructureModel, TypeModel } from "../../accounts/command-model.ts";
import { kebab } from "./names.ts";
import { paginatorOf } from "./paginators.ts";

export type { CommandModel, ServiceModel, StructureModel, TypeModel };

/** An operation as a command line sees it. */
export type Operation = {
  service: ServiceModel;
  /** AWS's name. */
  name: string;
  input: StructureModel;
  output: StructureModel | undefined;
  paginator: ReturnType<typeof paginatorOf>;
};

const NOTHING: StructureModel = { members: {}, required: [] };
const operations = new WeakMap<ServiceModel, Map<string, Operation>>();

/** A service's operations by the CLI's name, in alphabetical order. Looked up once a service. */
export function operationsOf(service: ServiceModel): Map<string, Operation> {
  const known = operations.get(service);
  if (known) return known;
  const made = new Map(
    Object.entries(service.operations)
      .map(([name, { input, output }]): [string, Operation] => [
        kebab(name),
        {
          service,
          name,
          input: input === undefined ? NOTHING : service.structures[input]!,
          output: output === undefined ? undefined : service.structures[output],
          paginator: paginatorOf(service, name),
        },
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  operations.set(service, made);
  return made;
}

/** What kind of value a type holds. */
export type Kind = "structure" | "list" | "map" | "string" | "boolean" | "number" | "timestamp" | "blob" | "document";

export function kindOf(type: TypeModel): Kind {
  if (typeof type === "object")
    return "structure" in type ? "structure" : "list" in type ? "list" : "map" in type ? "map" : "string";
  return type === "integer" || type === "long" || type === "double" ? "number" : type;
}

/** A structure's members; undefined for every other type. */
export function structureOf(service: ServiceModel, type: TypeModel): StructureModel | undefined {
  return typeof type === "object" && "structure" in type ? service.structures[type.structure] : undefined;
}

/** What a list or map holds; undefined for every other type. */
export function itemOf(type: TypeModel): TypeModel | undefined {
  if (typeof type !== "object") return undefined;
  return "list" in type ? type.list : "map" in type ? type.map : undefined;
}

/** Values of an enum; undefined for every other type. */
export function enumOf(service: ServiceModel, type: TypeModel): string[] | undefined {
  return typeof type === "object" && "enum" in type ? service.enums[type.enum] : undefined;
}
