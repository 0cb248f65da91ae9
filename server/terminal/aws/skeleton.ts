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
import { Float, type Value } from "./python.ts";

/** An input with a value in every place, as `--generate-cli-skeleton` prints it. */
export function inputSkeleton({ service, input }: Operation): Value {
  return skeleton(service, input, (_, first) => first ?? "", []);
}

/** An answer of the operation's form: each text is the name of its member. */
export function outputSkeleton({ service, output }: Operation): { [name: string]: Value } {
  return output ? skeleton(service, output, (name) => name ?? "String", []) : {};
}

/** The text for a member, or for an item of a list; `first` is the first value of an enum. */
type TextOf = (member: string | undefined, first: string | undefined) => string;

function skeleton(
  service: ServiceModel,
  shape: StructureModel,
  textOf: TextOf,
  above: StructureModel[],
): { [name: string]: Value } {
  // A structure inside itself is shown once.
  if (above.filter((it) => it === shape).length > 0) return {};
  const members: { [name: string]: Value } = {};
  for (const [name, type] of Object.entries(shape.members))
    members[name] = example(service, type, name, textOf, [...above, shape]);
  return members;
}

function example(
  service: ServiceModel,
  type: TypeModel,
  name: string | undefined,
  textOf: TextOf,
  above: StructureModel[],
): Value {
  const shape = structureOf(service, type);
  if (shape) return skeleton(service, shape, textOf, above);
  switch (kindOf(type)) {
    case "list":
      return [example(service, itemOf(type)!, undefined, textOf, above)];
    case "map":
      return { KeyName: example(service, itemOf(type)!, undefined, textOf, above) };
    case "number":
      return type === "double" ? new Float(0) : 0;
    case "boolean":
      return true;
    case "timestamp":
      return "1970-01-01T00:00:00";
    case "document":
      return {};
    default:
      return textOf(name, enumOf(service, type)?.[0]);
  }
}
