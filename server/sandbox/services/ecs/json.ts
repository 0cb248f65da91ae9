import type { Json } from "../../world/world.ts";

/** What a caller gave, as the world keeps it to give it back. The wire layer has made it of JSON's own types. */
export const asJson = (value: unknown): Json => value as Json;

/** Only the members that are there. */
export function given(members: Record<string, unknown>): Record<string, Json> {
  const result: Record<string, Json> = {};
  for (const [name, value] of Object.entries(members)) if (value !== undefined) result[name] = asJson(value);
  return result;
}

/** Whether two values are the same JSON, in whatever order their members stand. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const name of names)
    if (!isSame((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name])) return false;
  return true;
}
