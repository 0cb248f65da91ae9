import type { Constraint } from "./operation.ts";

/*
 * What AWS's front ends say after "failed to satisfy constraint: ". The enum and length sentences are recorded
 * (radkawar/stackd testdata/aws/applicationautoscaling/controls.json, testdata/aws/cloudwatch/protocol_errors.json); the
 * others are those of the same validator in architect/dynalite, validations/index.js. An absent value satisfies all of them:
 * whether a member may be absent is in the SDK's schemas.
 */

/** One of the values of an SDK enum object, or of a list. Upper and lower case matter. */
export function oneOf(values: Readonly<Record<string, string>> | readonly string[]): Constraint {
  const known = Object.values(values);
  const text = `Member must satisfy enum value set: [${known.join(", ")}]`;
  return (value) => (value === undefined || known.includes(value as string) ? undefined : text);
}

/** Between `min` and `max` characters of a string, entries of a list or of a map. */
export function length(min: number, max: number = Number.POSITIVE_INFINITY): Constraint {
  return (value) => {
    const size = sizeOf(value);
    if (size === undefined) return undefined;
    if (size < min) return `Member must have length greater than or equal to ${min}`;
    if (size > max) return `Member must have length less than or equal to ${max}`;
    return undefined;
  };
}

/** A number from `min` to `max`, both included. */
export function range(min: number, max: number = Number.POSITIVE_INFINITY): Constraint {
  return (value) => {
    if (typeof value !== "number") return undefined;
    if (value < min) return `Member must have value greater than or equal to ${min}`;
    if (value > max) return `Member must have value less than or equal to ${max}`;
    return undefined;
  };
}

/** A string that matches as a whole; `text` is the expression as AWS prints it, that of `expression` when absent. */
export function pattern(expression: RegExp, text: string = expression.source): Constraint {
  const whole = new RegExp(`^(?:${expression.source})$`, expression.flags.replace("g", ""));
  return (value) =>
    typeof value !== "string" || whole.test(value)
      ? undefined
      : `Member must satisfy regular expression pattern: ${text}`;
}

/** The first of several rules that the value breaks. */
export function all(...constraints: Constraint[]): Constraint {
  return (value) => {
    for (const constraint of constraints) {
      const broken = constraint(value);
      if (broken !== undefined) return broken;
    }
    return undefined;
  };
}

function sizeOf(value: unknown): number | undefined {
  if (typeof value === "string" || Array.isArray(value) || value instanceof Uint8Array) return value.length;
  if (value !== null && typeof value === "object") return Object.keys(value).length;
  return undefined;
}
