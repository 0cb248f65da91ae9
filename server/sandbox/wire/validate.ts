import { AwsError } from "../services/aws-error.ts";
import type { Operation } from "../services/operation.ts";
import type { ServiceProtocol } from "./protocols.ts";
import type { OperationShape, Shape, StructureShape } from "./shapes.ts";

/** AWS's framework stops counting here (tests of architect/dynalite, validations/index.js). */
const VIOLATIONS_MAX = 10;

/** Values that break a constraint of the service's model, in the framework's own words. */
class ValidationError extends AwsError {
  override readonly name: string;
  override readonly queryCode = "ValidationError";

  constructor(service: ServiceProtocol, violations: Violation[]) {
    const sentences = violations.map(
      (it) =>
        `Value ${service.hidesValues ? "" : `${it.value} `}at '${it.path}' failed to satisfy constraint: ${it.constraint}`,
    );
    super(
      `${violations.length} validation error${violations.length === 1 ? "" : "s"} detected: ${sentences.join("; ")}`,
    );
    this.name = service.validationError;
    this.spelling = spelling(service, violations);
  }
}

type Violation = { value: string; path: string; constraint: string };

/** Throws unless the input has every required member and keeps what the operation accepts. */
export function validate(
  service: ServiceProtocol,
  shape: OperationShape,
  operation: Operation,
  input: Record<string, unknown>,
): void {
  const violations: Violation[] = [];
  if (shape.input) requireMembers(shape.input, input, "", violations);
  for (const { path } of violations) {
    const missing = operation.missing?.[path];
    if (missing) throw missing();
  }
  for (const [path, constraint] of Object.entries(operation.accepts ?? {})) {
    for (const found of valuesAt(input, path.split("."), "")) {
      const broken = constraint(found.value);
      if (broken !== undefined)
        violations.push({ value: `'${javaText(found.value)}'`, path: found.path, constraint: broken });
    }
  }
  if (violations.length === 0) return;
  throw new ValidationError(service, violations.slice(0, VIOLATIONS_MAX));
}

/**
 * Recorded (controls.json of radkawar/stackd testdata/aws/applicationautoscaling): Application Auto Scaling itself, not the
 * framework, refuses an unknown scalable dimension, and spells `Message`.
 */
function spelling(service: ServiceProtocol, [first]: Violation[]): "message" | "Message" {
  const own =
    service.id === "application-autoscaling" &&
    first?.path === "scalableDimension" &&
    first.constraint.includes("enum value set");
  return own ? "Message" : "message";
}

function requireMembers(shape: Shape, value: unknown, path: string, violations: Violation[]): void {
  if (!requiresSomething(shape)) return;
  if (shape.kind === "structure") requireOfStructure(shape, value as Record<string, unknown>, path, violations);
  else if (shape.kind === "list") {
    for (const [i, item] of (value as unknown[]).entries()) {
      const at = `${path}.${i + 1}.member`;
      if (item === null) violations.push(missing(at));
      else requireMembers(shape.member, item, at, violations);
    }
  } else if (shape.kind === "map") {
    for (const [key, item] of Object.entries(value as object))
      requireMembers(shape.value, item, `${path}.${key}.member`, violations);
  }
}

function requireOfStructure(
  shape: StructureShape,
  value: Record<string, unknown>,
  path: string,
  violations: Violation[],
): void {
  for (const { name, shape: member } of shape.members) {
    const at = join(path, name);
    if (value[name] !== undefined) requireMembers(member, value[name], at, violations);
    else if (shape.required.includes(name)) violations.push(missing(at));
  }
}

const missing = (path: string): Violation => ({ value: "null", path, constraint: "Member must not be null" });

const requiring = new WeakMap<Shape, boolean>();

/** Whether anything below can be missing; most inputs end here. A list's items can always be null. */
function requiresSomething(shape: Shape): boolean {
  if (shape.kind === "list") return true;
  if (shape.kind === "map") return requiresSomething(shape.value);
  if (shape.kind !== "structure") return false;
  let requires = requiring.get(shape);
  if (requires === undefined) {
    requiring.set(shape, true); // while asking its members: a structure may contain itself
    requires = shape.required.length > 0 || shape.members.some((it) => requiresSomething(it.shape));
    requiring.set(shape, requires);
  }
  return requires;
}

/** Every value at a path of member names. A list on the way stands for each of its items; `member` names the items themselves. */
function* valuesAt(value: unknown, names: string[], path: string): Generator<{ value: unknown; path: string }> {
  if (value === undefined || value === null) return;
  const [name, ...rest] = names;
  if (name === undefined) yield { value, path };
  else if (Array.isArray(value)) {
    const below = name === "member" ? rest : names;
    for (const [i, item] of value.entries()) yield* valuesAt(item, below, `${path}.${i + 1}.member`);
  } else if (typeof value === "object")
    yield* valuesAt((value as Record<string, unknown>)[name], rest, join(path, name));
}

/** AWS writes members with a small first letter: `roleARN`, `targetTrackingScalingPolicyConfiguration.targetValue`. */
const join = (path: string, name: string) => `${path && `${path}.`}${name.charAt(0).toLowerCase()}${name.slice(1)}`;

/** A value as Java prints it. */
function javaText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(javaText).join(", ")}]`;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object" && value !== null) {
    return `{${Object.entries(value)
      .map(([key, it]) => `${key}=${javaText(it)}`)
      .join(", ")}}`;
  }
  return String(value);
}
