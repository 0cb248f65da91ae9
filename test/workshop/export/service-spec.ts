import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";

type Database = ReturnType<typeof loadAwsServiceSpecSync>;
type Type = { type: string; element?: Type; reference?: { $ref: string } };
type Properties = Record<string, { type: Type; required?: boolean }>;

/** What contradicts AWS's own description of a resource type, as AWS CDK ships it: unknown, missing and mistyped properties. */
export class ServiceSpec {
  readonly #database: Database = loadAwsServiceSpecSync();

  problems(type: string, properties: object): string[] {
    const resource = this.#database.lookup("resource", "cloudFormationType", "equals", type)[0];
    return resource ? this.#structure(type, resource.properties as Properties, properties) : [`no type ${type}`];
  }

  #structure(at: string, known: Properties, value: object): string[] {
    const missing = Object.entries(known).flatMap(([name, { required }]) =>
      required && !(name in value) ? [`${at} needs ${name}`] : [],
    );
    const given = Object.entries(value).flatMap(([name, it]) =>
      Object.hasOwn(known, name) ? this.#value(`${at}.${name}`, known[name]!.type, it) : [`${at} has no ${name}`],
    );
    return [...missing, ...given];
  }

  #value(at: string, type: Type, value: unknown): string[] {
    // What an intrinsic function gives is known only to CloudFormation; that it names something is checked beside this.
    if (value instanceof Intrinsic) return [];
    if (type.type === "array")
      return Array.isArray(value)
        ? value.flatMap((it, i) => this.#value(`${at}[${i}]`, type.element!, it))
        : [`${at} is no list`];
    if (type.type === "ref") {
      const { properties } = this.#database.get("typeDefinition", type.reference!.$ref);
      return this.#structure(at, properties as Properties, value as object);
    }
    if (type.type === "tag") return Object.keys(value as object).join() === "Key,Value" ? [] : [`${at} is no tag`];
    const fits = {
      string: typeof value === "string",
      "date-time": typeof value === "string" && !Number.isNaN(Date.parse(value)),
      integer: Number.isInteger(value),
      number: typeof value === "number",
      boolean: typeof value === "boolean",
    }[type.type];
    return fits ? [] : [`${at} is no ${type.type}: ${JSON.stringify(value)}`];
  }
}

/** `!Ref Name`, as it was read. */
export class Intrinsic {
  readonly name: string;
  readonly of: string;

  constructor(name: string, of: string) {
    this.name = name;
    this.of = of;
  }
}
