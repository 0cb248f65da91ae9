import type { Shape } from "../../server/sandbox/wire/shapes.ts";

/** Numbers near what operations accept and beyond it. */
const NUMBERS = [0, 1, 2, 3, 5, 10, 40, 60, 100, 300, 3600, -1, 0.5, 2 ** 31 - 1];
/** Words that operations know, of several services, so that some of them meet. */
const WORDS = [
  ...["ecs", "ecs:service:DesiredCount", "TargetTrackingScaling", "ECSServiceAverageCPUUtilization", "AWS/ECS"],
  ...["CPUUtilization", "ClusterName", "ServiceName", "Average", "Maximum", "GreaterThanThreshold", "ALARM", "OK"],
  ...["EC2", "FARGATE", "REPLICA", "DAEMON", "ACTIVE", "INACTIVE", "RUNNING", "STOPPED", "awsvpc", "bridge", "256"],
  ...["TAGS", "StateUpdate", "Percent", "a", "one", "two", "", "__proto__", "constructor", "é→東", "*", "ab/cd", "1"],
];

/**
 * An input that an operation may take or refuse: its members come and go, its texts are mostly names that exist in the account
 * (`known`), so that operations get far into their rules. The same chance, the same input.
 */
export function anyInput(shape: Shape, random: () => number, known: string[], depth = 0): unknown {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  switch (shape.kind) {
    case "structure": {
      const there = shape.members.filter((it) =>
        shape.required.includes(it.name) ? random() < 0.98 : random() < (depth === 0 ? 0.3 : 0.2),
      );
      return Object.fromEntries(there.map((it) => [it.name, anyInput(it.shape, random, known, depth + 1)]));
    }
    case "list": {
      const length = depth > 6 ? 0 : Math.floor(random() * 3);
      return Array.from({ length }, () => anyInput(shape.member, random, known, depth + 1));
    }
    case "map":
      return random() < 0.5 ? {} : { [pick(WORDS)]: anyInput(shape.value, random, known, depth + 1) };
    case "string":
      return random() < 0.6 ? pick(known) : pick(WORDS);
    case "boolean":
      return random() < 0.5;
    case "number":
      return shape.type === "Double" ? pick(NUMBERS) : Math.trunc(pick(NUMBERS));
    case "timestamp":
      return new Date(pick([0, 1_772_366_400_000, 1_772_370_000_000, 4e12]));
    case "blob":
      return new Uint8Array([1, 2, 3]);
    case "document":
      return {};
  }
}
