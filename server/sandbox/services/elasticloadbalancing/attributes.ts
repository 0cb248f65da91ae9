import { unsupported, ValidationError } from "./errors.ts";

type Attribute = { Key?: string | undefined; Value?: string | undefined };

export const attributeList = (attributes: Record<string, string>) =>
  Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));

/**
 * The attributes with those of a request. `settable` are those that the sandbox acts on, each with the values it takes; any other
 * may only be set to what it is.
 */
export function withAttributes(
  now: Record<string, string>,
  asked: Attribute[] | undefined,
  settable: Record<string, (value: string) => boolean>,
): Record<string, string> {
  const next = { ...now };
  for (const { Key = "", Value = "" } of asked ?? []) {
    // AWS refuses both; its sentences are unknown.
    if (!Object.hasOwn(now, Key)) throw new ValidationError(`There is no attribute ${Key}.`);
    const takes = Object.hasOwn(settable, Key) ? settable[Key] : undefined;
    if (takes && !takes(Value)) throw new ValidationError(`The attribute ${Key} cannot be ${Value}.`);
    if (!takes && Value !== now[Key]) unsupported(`${Key} with another value than ${now[Key] || "none"}`);
    next[Key] = Value;
  }
  return next;
}
