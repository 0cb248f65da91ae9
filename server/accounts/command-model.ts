import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type { ServiceId } from "../sandbox/services/operation.ts";
import { shapesOf } from "../sandbox/wire/schemas.ts";
import type { OperationShape, ServiceShapes, Shape, StructureShape } from "../sandbox/wire/shapes.ts";
import { FIRST_VALUES, LEADING_MEMBERS } from "./command-order.ts";

/** What a command line can say to AWS, as plain JSON: services by the name the AWS CLI gives them (`ecs`, `elbv2`). */
export type CommandModel = Record<string, ServiceModel>;

export type ServiceModel = {
  /** The name again, as a call names it. */
  service: string;
  /** By AWS's name, alphabetical. A side names a structure; one that carries nothing is left out. */
  operations: Record<string, { input?: string; output?: string }>;
  structures: Record<string, StructureModel>;
  /** Values of each enum that an input can take, AWS's first one first. */
  enums: Record<string, string[]>;
  /** The code a refusal carries on the wire, by the error's name, where the two differ. */
  errorCodes: Record<string, string>;
};

/** Members in the order of AWS's service model. */
export type StructureModel = { members: Record<string, TypeModel>; required: string[] };

export type TypeModel =
  | "string"
  | "boolean"
  | "integer"
  | "long"
  | "double"
  | "timestamp"
  | "blob"
  | "document"
  | { structure: string }
  | { list: TypeModel }
  | { map: TypeModel }
  | { enum: string };

/** A service of the command line: the name of its package, and the service as the wire layer knows it. */
const services: Record<string, { service: ServiceId; client: string }> = {
  "application-autoscaling": {
    service: "application-autoscaling",
    client: "@aws-sdk/client-application-auto-scaling",
  },
  cloudwatch: { service: "cloudwatch", client: "@aws-sdk/client-cloudwatch" },
  ecs: { service: "ecs", client: "@aws-sdk/client-ecs" },
  elbv2: { service: "elasticloadbalancing", client: "@aws-sdk/client-elastic-load-balancing-v2" },
  iam: { service: "iam", client: "@aws-sdk/client-iam" },
  sts: { service: "sts", client: "@aws-sdk/client-sts" },
};

let made: Promise<CommandModel> | undefined;

/** The model of every covered service; made at the first call, which loads the services' SDK packages. */
export function commandModel(): Promise<CommandModel> {
  made ??= Promise.all(
    Object.entries(services).map(async ([name, { service, client }]) => {
      const [shapes, declared] = await Promise.all([shapesOf(service), declaredEnums(client)]);
      return [name, serviceModel(name, shapes, declared)] as const;
    }),
  ).then(Object.fromEntries);
  return made;
}

function serviceModel(name: string, shapes: ServiceShapes, declared: DeclaredEnums): ServiceModel {
  const model: ServiceModel = { service: name, operations: {}, structures: {}, enums: {}, errorCodes: {} };
  const orders = LEADING_MEMBERS[name] ?? {};
  const firsts = FIRST_VALUES[name] ?? {};

  const typeOf = (shape: Shape, enumName: string | undefined): TypeModel => {
    switch (shape.kind) {
      case "structure":
        return { structure: structure(shape) };
      case "list":
        return { list: typeOf(shape.member, enumName) };
      case "map":
        return { map: typeOf(shape.value, enumName) };
      case "number":
        return shape.type === "Double" ? "double" : shape.type === "Long" ? "long" : "integer";
      case "string":
        if (!enumName) return "string";
        model.enums[enumName] ??= startingWith(firsts[enumName], declared.values[enumName]!);
        return { enum: enumName };
      default:
        return shape.kind;
    }
  };
  const structure = (shape: StructureShape): string => {
    if (model.structures[shape.name]) return shape.name;
    const members: StructureModel["members"] = {};
    model.structures[shape.name] = { members, required: shape.required }; // before its members: it may contain itself
    const types = new Map(shape.members.map((it) => [it.name, it.shape]));
    for (const member of inOrder(orders[shape.name], [...types.keys()]))
      members[member] = typeOf(types.get(member)!, declared.members[`${shape.name}.${member}`]);
    return shape.name;
  };
  const side = (key: "input" | "output", { [key]: shape }: OperationShape) => shape && { [key]: structure(shape) };

  for (const operation of shapes.operationNames) {
    const shape = shapes.operation(operation)!;
    model.operations[operation] = { ...side("input", shape), ...side("output", shape) };
  }
  for (const error of shapes.errorNames) {
    const { queryCode } = shapes.error(error)!;
    if (queryCode && queryCode !== error) model.errorCodes[error] = queryCode;
  }
  return model;
}

/** What comes first, then the rest as it was. */
function inOrder(leading: string | undefined, names: string[]): string[] {
  const first = leading?.split(" ").filter((it) => names.includes(it)) ?? [];
  return [...first, ...names.filter((it) => !first.includes(it))];
}

const startingWith = (first: string | undefined, values: string[]) => inOrder(first, values);

type DeclaredEnums = { members: Record<string, string>; values: Record<string, string[]> };

/**
 * Which enum a member takes is in no schema; the type declarations of a client package say it, one member a line:
 * `launchType?: LaunchType | undefined;`.
 */
async function declaredEnums(client: string): Promise<DeclaredEnums> {
  const folder = path.join(path.dirname(createRequire(import.meta.url).resolve(client)), "../dist-types/models");
  const [enums, ...models] = await Promise.all(
    ["enums.d.ts", "models_0.d.ts", "models_1.d.ts"].map((file) =>
      readFile(path.join(folder, file), "utf8").catch(() => ""),
    ),
  );
  const values: DeclaredEnums["values"] = Object.create(null);
  for (const [, name, body] of enums!.matchAll(/^export declare const (\w+): \{([^}]*)\}/gm))
    values[name!] = [...body!.matchAll(/: "([^"]*)"/g)].map(([, value]) => value!);
  const members: DeclaredEnums["members"] = Object.create(null);
  let structure = "";
  for (const [, declared, member, type] of models
    .join("\n")
    .matchAll(/^(?:export interface (\w+)|\s+(\w+)\??: (?:Record<string, |Partial<Record<\w+, )?(\w+)\b[^;]*;)/gm)) {
    if (declared) structure = declared;
    else if (values[type!]) members[`${structure}.${member}`] = type!;
  }
  return { members, values };
}
