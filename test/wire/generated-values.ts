import type { Shape } from "../../server/sandbox/wire/shapes.ts";

/** A seeded generator (mulberry32): the same seed, the same values. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const words = ["a", "containers-workshop", "50 %", "<&>\"'", "Zürich → 東京", "a=b&c+d", "line\nbreak", "{}", "0"];

/** Any value of a shape, every member present but structures that have none: a Query form cannot say that one is there. */
export function anyValue(shape: Shape, random: () => number): unknown {
  const pick = <T>(from: T[]) => from[Math.floor(random() * from.length)]!;
  switch (shape.kind) {
    case "structure":
      return Object.fromEntries(
        shape.members.filter((it) => !isEmpty(it.shape)).map((it) => [it.name, anyValue(it.shape, random)]),
      );
    case "list":
      return Array.from({ length: 1 + Math.floor(random() * 2) }, () => anyValue(shape.member, random));
    case "map":
      return Object.fromEntries(["k", `key ${pick(words)}`].map((key) => [key, anyValue(shape.value, random)]));
    case "string":
      return pick(words);
    case "boolean":
      return random() < 0.5;
    case "number":
      return shape.type === "Double" ? pick([0, -1.5, 40, 1e15, 0.1]) : Math.floor(random() * 2 ** 20) - 2 ** 10;
    case "timestamp":
      return new Date(1_700_000_000_000 + Math.floor(random() * 1e9));
    case "blob":
      return Uint8Array.from({ length: 5 }, () => Math.floor(random() * 256));
    case "document":
      return { any: [1, "two", { three: true }] };
  }
}

const isEmpty = (shape: Shape) => shape.kind === "structure" && shape.members.length === 0;
