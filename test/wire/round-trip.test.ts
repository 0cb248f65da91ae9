import { expect, test } from "vitest";
import type { OperationCall } from "../../server/sandbox/wire/gateway.ts";
import { declaredNumberTypes, shapesOf } from "../../server/sandbox/wire/schemas.ts";
import type { Shape } from "../../server/sandbox/wire/shapes.ts";
import { anyValue, seeded } from "./generated-values.ts";
import { commandOf, everyOperation, identity, inProcess, serviceIds, speakers } from "./support.ts";

const catalog = await everyOperation();

test.each(speakers)(
  "every operation of $service carries its whole input and output over $protocol",
  async (speaker) => {
    const shapes = await shapesOf(speaker.service);
    const random = seeded(7);
    let received: OperationCall | undefined;
    let output: unknown;
    const client = await inProcess(
      speaker,
      async (call) => {
        received = call;
        return output;
      },
      catalog,
    );

    for (const operation of shapes.operationNames) {
      const shape = shapes.operation(operation)!;
      const input = shape.input ? (anyValue(shape.input, random) as object) : {};
      output = shape.output ? anyValue(shape.output, random) : {};

      const { $metadata, ...answer } = await client.send(commandOf(speaker, operation, input));

      expect(received, operation).toEqual({
        ...identity,
        region: "us-east-1",
        service: speaker.service,
        operation,
        input,
        requestId: ($metadata as { requestId: string }).requestId,
      });
      expect(plainBytes(answer), operation).toEqual(output);
    }
    expect(shapes.operationNames.length).toBeGreaterThan(10);
  },
);

test("every number type that we declare beside the schemas belongs to a member of an input", async () => {
  const numbers = new Set<string>();
  const seen = new Set<Shape>();
  const walk = (shape: Shape, path: string): void => {
    if (shape.kind === "number") numbers.add(path);
    if (shape.kind === "list") walk(shape.member, path);
    if (shape.kind === "map") walk(shape.value, path);
    if (shape.kind !== "structure" || seen.has(shape)) return;
    seen.add(shape);
    for (const it of shape.members) walk(it.shape, `${shape.name}.${it.name}`);
  };
  for (const service of serviceIds) {
    const shapes = await shapesOf(service);
    for (const name of shapes.operationNames) {
      const { input, output } = shapes.operation(name)!;
      for (const side of [input, output]) if (side) walk(side, name);
    }
  }

  const unknown = [...declaredNumberTypes.doubles, ...declaredNumberTypes.longs].filter((it) => !numbers.has(it));

  expect(unknown).toEqual([]);
});

/** The CBOR client gives bytes as a subclass of Uint8Array. */
function plainBytes(value: unknown): unknown {
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (Array.isArray(value)) return value.map(plainBytes);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, plainBytes(it)]));
}
