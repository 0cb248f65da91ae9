import { expect, test } from "vitest";
import { type CallInput, decodeInput, encodeInput, type Input } from "../../server/sandbox/inputs.ts";

const call = (input: unknown): CallInput => ({
  kind: "call",
  region: "us-east-1",
  service: "ecs",
  operation: "DescribeServices",
  input,
  principal: "arn:aws:iam::123456789012:user/participant",
  userId: "AIDAEXAMPLE",
  requestId: "8d3f2c1e-0000-4000-8000-000000000000",
});

test.each<[string, unknown]>([
  ["dates", { StartTime: new Date("2026-03-01T12:00:00.123Z") }],
  ["bytes", { Blob: new Uint8Array([0, 1, 254, 255]) }],
  ["numbers JSON has no form for", { a: Number.NaN, b: Number.POSITIVE_INFINITY, c: Number.NEGATIVE_INFINITY, d: -0 }],
  ["big integers", { Long: 9_007_199_254_740_993n }],
  ["lists and nesting", { Dimensions: [{ Name: "ClusterName", Value: "a" }, [new Date(0)]], Empty: [], None: null }],
  ["keys that look like ours", { Tags: { $date: "tomorrow", $object: { $bytes: "x" }, $number: 7 } }],
])("%s come back from the log as they were", (_, input) => {
  expect(decodeInput(encodeInput(call(input)))).toEqual(call(input));
});

test("a member without a value is the same as an absent one", () => {
  const decoded = decodeInput(encodeInput(call({ MinCapacity: undefined, MaxCapacity: 5 }))) as CallInput;
  expect(Object.keys(decoded.input as object)).toEqual(["MaxCapacity"]);
});

test.each<Input>([
  { kind: "load", users: 600, spawnRate: 10 },
  { kind: "clock", wall: 1, speed: 60, paused: false },
  { kind: "lease", wall: 1 },
  { kind: "reset", wall: 1, to: "empty" },
  { kind: "reset", wall: 1, to: "workshop", clock: "now" },
])("a $kind input comes back as it was", (input) => {
  expect(decodeInput(encodeInput(input))).toEqual(input);
});
