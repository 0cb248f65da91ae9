import { expect, test } from "vitest";
import { advance, setTraffic, startDeployment } from "../../server/sandbox/simulation/index.ts";
import type { Change } from "../../server/sandbox/world/change.ts";
import { hash, random } from "../../server/sandbox/world/random.ts";
import type { World } from "../../server/sandbox/world/world.ts";
import { cpuPolicy, type Lab, newLab, policy, resize, scalableTarget, T0, taskDefinition, users } from "./lab.ts";

/** A hundred minutes with everything in them: load, scaling both ways, a deployment, real traffic, a resize without room. */
const inputs: [second: number, input: (it: Lab) => void][] = [
  [0, (it) => policy(it, scalableTarget(it, 1, 5), cpuPolicy(), { high: 17, low: 48 })],
  [200, (it) => users(it, 600, 7)],
  [1_000, (it) => users(it, 450, 3)],
  [1_500, (it) => users(it, 0)],
  [2_000, (it) => setTraffic(it.world, it.state, { rps: 3.7, until: T0 + 2_123_000 }, it.changes)],
  [
    3_600,
    (it) => {
      it.state.ecs.taskDefinitions["web:2"] = taskDefinition(2, { cpuUnits: 512, memoryMiB: 200, hostPort: 0 });
      startDeployment(it.world, it.state, it.service, "web:2", "test", it.changes);
    },
  ],
  [4_500, (it) => resize(it, 12)],
];
const END_SECOND = 6_000;

/** Lives all inputs at their seconds, cutting the time between them as `cuts` says. */
function live(
  seed: number,
  cuts: (from: number, to: number) => number[],
  pass: (it: Lab) => void = () => {},
): { world: World; changes: Change[] } {
  const it = newLab({
    seed,
    instances: [
      { cpu: 2048, memoryMiB: 983 },
      { cpu: 1024, memoryMiB: 983 },
    ],
  });
  const move = (to: number) => {
    for (const cut of [...cuts(it.world.now, to), to]) {
      it.changes.push(...advance(it.world, cut));
      pass(it);
    }
  };
  for (const [second, input] of inputs) {
    move(T0 + second * 1000);
    input(it);
  }
  move(T0 + END_SECOND * 1000);
  return { world: it.world, changes: it.changes };
}

const inOneGo = () => [];

test("the same seed gives the same history, another seed other ids", () => {
  const [one, same, other] = [live(1, inOneGo), live(1, inOneGo), live(2, inOneGo)];

  expect(same).toStrictEqual(one);
  expect(Object.keys(other.world.regions["us-east-1"]!.ecs.tasks)).not.toEqual(
    Object.keys(one.world.regions["us-east-1"]!.ecs.tasks),
  );
});

test("one step or thousands: the history is the same", () => {
  const whole = live(3, inOneGo);

  const everySecond = live(3, (from, to) =>
    Array.from({ length: (to - from) / 1000 }, (_, i) => from + (i + 1) * 1000),
  );

  expect(everySecond).toStrictEqual(whole);
});

test("time may be cut anywhere, also between seconds, and the world may pass through JSON at every cut", () => {
  const whole = live(4, inOneGo);
  const seeds = [1, 2, 3].map((i) => hash(`cuts ${i}`));

  for (const seed of seeds) {
    const chance = { random: seed };
    const cuts = (from: number, to: number) =>
      Array.from({ length: 6 }, () => Math.floor(from + random(chance) * (to - from))).sort((a, b) => a - b);
    const cut = live(4, cuts, (it) => {
      const copy = JSON.parse(JSON.stringify(it.world)) as World;
      expect(copy, `seed ${seed}`).toStrictEqual(it.world);
      expect(oddities(it.world), `seed ${seed}`).toEqual([]);
    });
    expect(cut, `seed ${seed}`).toStrictEqual(whole);
  }
});

test("a world read from JSON lives on as the one it was written from", () => {
  const it = newLab({ seed: 6 });
  users(it, 300);
  advance(it.world, T0);
  const copy = JSON.parse(JSON.stringify(it.world)) as World;

  const here = advance(it.world, T0 + 3_600_000);
  const there = advance(copy, T0 + 3_600_000);

  expect(there).toStrictEqual(here);
  expect(copy).toStrictEqual(it.world);
});

test("a second that is not over is not lived", () => {
  const it = newLab();
  const { now } = it.world;

  advance(it.world, now + 999);
  expect(it.world.now).toBe(now);
  advance(it.world, now + 1_999);
  expect(it.world.now).toBe(now + 1_000);
});

test("every change knows its instant, its Region and its cause", () => {
  const { changes } = live(7, inOneGo);

  for (const [i, change] of changes.entries()) {
    expect(change.region).toBe("us-east-1");
    expect(change.cause).not.toBe("");
    expect(change.at).toBeGreaterThanOrEqual(changes[i - 1]?.at ?? 0);
  }
  expect(new Set(changes.map((it) => it.topic))).toEqual(
    new Set(["service", "tasks", "scaling", "alarms", "metrics", "load"]),
  );
});

/** What JSON cannot say: undefined, numbers that are none, a negative zero. */
function oddities(value: unknown, path = "world"): string[] {
  if (value === undefined || (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))))
    return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, it]) => oddities(it, `${path}.${key}`));
}
