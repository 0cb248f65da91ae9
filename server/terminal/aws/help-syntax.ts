import { enumOf, itemOf, kindOf, type ServiceModel, structureOf, type TypeModel } from "./model.ts";
import { takesShorthand } from "./shorthand-types.ts";

/* How values are written, and what an answer is made of: parts of a page of help. */

const INDENT = "    ";
const DEPTH_MAX = 3;

export const typeName = (type: TypeModel): string =>
  typeof type === "string" ? type : "enum" in type ? "string" : kindOf(type);

export function syntaxOf(service: ServiceModel, type: TypeModel): string[] {
  const values = enumOf(service, type) ?? enumOf(service, itemOf(type) ?? "string");
  const lines = values ? [`Possible values: ${values.join(" | ")}`] : [];
  if (takesShorthand(type)) {
    const shorthand = kindOf(type) === "list" ? itemOf(type)! : type;
    lines.push(
      "Shorthand syntax:",
      `${INDENT}${shorthandOf(service, shorthand, 0)}${kindOf(type) === "list" ? " ..." : ""}`,
    );
    lines.push(
      "JSON syntax:",
      ...jsonOf(service, type, 0)
        .split("\n")
        .map((it) => INDENT + it),
    );
  } else if (kindOf(type) === "list") lines.push(`Syntax: ${typeName(itemOf(type)!)} ${typeName(itemOf(type)!)} ...`);
  return lines;
}

/** `key=string,values=string,string` */
function shorthandOf(service: ServiceModel, type: TypeModel, depth: number): string {
  const shape = structureOf(service, type);
  if (shape) {
    if (depth >= DEPTH_MAX) return "…";
    const members = Object.entries(shape.members).map(([name, it]) => `${name}=${shorthandOf(service, it, depth + 1)}`);
    return depth === 0 ? members.join(",") : `{${members.join(",")}}`;
  }
  const item = itemOf(type);
  if (item === undefined) return typeName(type);
  const inner = shorthandOf(service, item, Math.max(depth, 1));
  return kindOf(type) === "map" ? `{KeyName=${inner}}` : `[${inner},...]`;
}

/** On several lines, as one would type it into a file. */
function jsonOf(service: ServiceModel, type: TypeModel, depth: number): string {
  const deeper = (text: string) => text.replaceAll("\n", `\n${INDENT}`);
  const shape = structureOf(service, type);
  if (shape) {
    if (depth >= DEPTH_MAX) return "{…}";
    const members = Object.entries(shape.members).map(
      ([name, it]) => `\n${INDENT}"${name}": ${deeper(jsonOf(service, it, depth + 1))}`,
    );
    return members.length === 0 ? "{}" : `{${members.join(",")}\n}`;
  }
  const item = itemOf(type);
  if (item !== undefined && kindOf(type) === "map") return `{"KeyName": ${jsonOf(service, item, depth)}}`;
  if (item !== undefined) return `[${jsonOf(service, item, depth)}, ...]`;
  return ["string", "timestamp", "blob"].includes(kindOf(type)) ? `"${typeName(type)}"` : typeName(type);
}

export function outputLines(service: ServiceModel, type: TypeModel, depth: number): string[] {
  const shape = structureOf(service, type);
  if (shape)
    return Object.entries(shape.members).flatMap(([name, it]) => [
      `${INDENT.repeat(depth)}${name} -> (${typeName(it)})`,
      ...(depth < DEPTH_MAX ? outputLines(service, it, depth + 1) : []),
    ]);
  const item = itemOf(type);
  return item === undefined ? [] : outputLines(service, item, depth);
}
