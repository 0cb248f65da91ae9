import {
  enumOf,
  itemOf,
  kindOf,
  type Operation,
  type ServiceModel,
  type StructureModel,
  structureOf,
  type TypeModel,
} from "./model.ts";

/** `--generate-cli-skeleton yaml-input`: every member on a line, with what must be there and what an enum can be. */
export function yamlSkeleton({ service, input }: Operation): string {
  const lines = linesOf(service, input, []);
  return lines.length === 0 ? "{}\n" : lines.map((it) => `${it}\n`).join("");
}

function linesOf(service: ServiceModel, shape: StructureModel, above: StructureModel[]): string[] {
  if (above.includes(shape)) return [];
  return Object.entries(shape.members).flatMap(([name, type]) => {
    const notes = [shape.required.includes(name) ? "[REQUIRED]" : "", valuesOf(service, type)].filter(
      (it) => it !== "",
    );
    const comment = notes.length > 0 ? ` # ${notes.join(" ")}` : "";
    return withKey(`${name}:`, comment, service, type, [...above, shape]);
  });
}

const valuesOf = (service: ServiceModel, type: TypeModel): string => {
  const values = enumOf(service, type);
  return values ? `Valid values are: ${values.join(", ")}.` : "";
};

function withKey(
  key: string,
  comment: string,
  service: ServiceModel,
  type: TypeModel,
  above: StructureModel[],
): string[] {
  const shape = structureOf(service, type);
  if (shape) {
    const inner = linesOf(service, shape, above);
    return inner.length === 0 ? [`${key} {}${comment}`] : [key + comment, ...indented(inner)];
  }
  const item = itemOf(type);
  if (!item) return [`${key} ${scalar(service, type)}${comment}`];
  if (kindOf(type) === "map") return [key + comment, ...indented(withKey("KeyName:", "", service, item, above))];
  const structure = structureOf(service, item);
  const lines = structure ? linesOf(service, structure, above) : undefined;
  if (lines && lines.length > 0) return [key + comment, `- ${lines[0]}`, ...indented(lines.slice(1))];
  return [key + comment, lines ? "- {}" : `-${withKey("", "", service, item, above).join("\n")}`];
}

const indented = (lines: string[]) => lines.map((it) => `  ${it}`);

function scalar(service: ServiceModel, type: TypeModel): string {
  switch (kindOf(type)) {
    case "number":
      return type === "double" ? "0.0" : "0";
    case "boolean":
      return "true";
    case "timestamp":
      return "1970-01-01 00:00:00";
    case "document":
      return "{}";
    default:
      return enumOf(service, type)?.[0] ?? "''";
  }
}
