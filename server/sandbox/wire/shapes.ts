/**
 * The form of an AWS value, read once from the SDK's schemas (`schemas.ts`). Readers and writers of every protocol walk these
 * and nothing else, so no protocol knows how the SDK packs its schemas.
 */
export type Shape = StructureShape | ListShape | MapShape | ScalarShape | NumberShape;

export type StructureShape = {
  kind: "structure";
  name: string;
  members: Member[];
  /** Members that must be there, by name. */
  required: string[];
};

export type Member = { name: string; shape: Shape };
type ListShape = { kind: "list"; member: Shape };
type MapShape = { kind: "map"; value: Shape };
type ScalarShape = { kind: "string" | "boolean" | "timestamp" | "blob" | "document" };
/** AWS: a number out of its type's range, or a fraction where a whole number belongs, is no such number. */
export type NumberShape = { kind: "number"; type: "Integer" | "Long" | "Double" };

/** One operation; a side that carries nothing is undefined. */
export type OperationShape = { name: string; input: StructureShape | undefined; output: StructureShape | undefined };

/** What the schemas say of one error. */
export type ErrorShape = {
  name: string;
  fault: "client" | "server";
  /** HTTP status, where the schema has one. */
  status: number | undefined;
  /** The code in Query answers, where the schema has one. */
  queryCode: string | undefined;
  members: Member[];
};

/** A service's operations and errors by AWS's name. */
export type ServiceShapes = {
  operation(name: string): OperationShape | undefined;
  error(name: string): ErrorShape | undefined;
  /** Names of all operations, in alphabetical order. */
  operationNames: string[];
  /** Names of all errors, in alphabetical order. */
  errorNames: string[];
};
