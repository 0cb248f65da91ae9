import { itemOf, kindOf, type ServiceModel, type StructureModel, structureOf, type TypeModel } from "./model.ts";
import { Float, type Value } from "./python.ts";
import { writeTimestamp } from "./timestamps.ts";

/** AWS's answer as the CLI prints it: members in the model's order, moments as ISO 8601, bytes as base64. */
export function shapedOutput(
  service: ServiceModel,
  shape: StructureModel | undefined,
  output: Record<string, unknown>,
) {
  const shaped: { [name: string]: Value } = {};
  for (const [name, type] of Object.entries(shape?.members ?? {})) {
    const value = output[name];
    if (value !== undefined && value !== null) shaped[name] = shapedValue(service, type, value);
  }
  return shaped;
}

function shapedValue(service: ServiceModel, type: TypeModel, value: unknown): Value {
  const structure = structureOf(service, type);
  if (structure) return shapedOutput(service, structure, value as Record<string, unknown>);
  switch (kindOf(type)) {
    case "list":
      return (value as unknown[]).map((it) => shapedValue(service, itemOf(type)!, it));
    case "map": {
      const entries: { [name: string]: Value } = Object.create(null);
      for (const [key, it] of Object.entries(value as object)) entries[key] = shapedValue(service, itemOf(type)!, it);
      return entries;
    }
    case "number":
      return type === "double" ? new Float(value as number) : (value as number);
    case "timestamp":
      return writeTimestamp(value as Date);
    case "blob":
      return Buffer.from(value as Uint8Array).toString("base64");
    default:
      return value as Value;
  }
}
