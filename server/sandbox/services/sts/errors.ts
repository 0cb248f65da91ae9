import { AwsError } from "../aws-error.ts";

/** The service's general refusal; not in its schemas, so it brings its Query code itself. */
export class ValidationError extends AwsError {
  readonly name = "ValidationError";
  override readonly queryCode = "ValidationError";
}

/** Not in the service's schemas either. */
export class AccessDenied extends AwsError {
  readonly name = "AccessDenied";
  override readonly status = 403;
  override readonly queryCode = "AccessDenied";
}

/** Refuses each of these members that is present. The sentence is ours. */
export function refuseMembers(input: object, names: readonly string[]): void {
  for (const name of names) {
    const value = (input as Record<string, unknown>)[name];
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    throw new ValidationError(`This sandbox does not have ${name}.`);
  }
}
