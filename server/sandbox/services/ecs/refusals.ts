import { InvalidParameterException, UnsupportedFeatureException } from "./errors.ts";

/** Refuses a value that is none of AWS's, in ECS's own style: `propagateTags should be one of [TASK_DEFINITION,SERVICE,NONE]`. */
export function mustBeOneOf(name: string, value: string | undefined, known: readonly string[]): void {
  if (value !== undefined && !known.includes(value))
    throw new InvalidParameterException(`${name} should be one of [${known.join(",")}]`);
}

/** As `mustBeOneOf`, for each entry of a list. */
export function mustAllBeOneOf(name: string, values: readonly string[] | undefined, known: readonly string[]): void {
  for (const value of values ?? []) mustBeOneOf(name, value, known);
}

/** Refuses what AWS would act on and the sandbox cannot. `what` names the member, `instead` says what to do. */
export function unsupported(what: string, instead?: string): never {
  throw new UnsupportedFeatureException(`This sandbox does not have ${what}.${instead ? ` ${instead}` : ""}`);
}

/** Refuses each member that is present and not empty; the message names it, after the structure `of` that it is a member of. */
export function refuseMembers(input: object, names: readonly string[], of = ""): void {
  for (const name of names) {
    const value = (input as Record<string, unknown>)[name];
    if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) continue;
    unsupported(`${of}${name}`);
  }
}
