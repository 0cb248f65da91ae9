import { expect, test } from "vitest";
import { advance } from "../../server/sandbox/simulation/index.ts";
import type { World } from "../../server/sandbox/world/world.ts";
import { seeded } from "../wire/generated-values.ts";
import { inOneGo, live, walkOf, watched } from "./walk.ts";

/*
 * What holds of every service that only its scaler changes, whatever the load, the policies and the schedules. The long version, with new
 * seeds every time, is test/long/walks.test.ts.
 */

const HOURS = 1.5;
/** WALK_SEED repeats a walk of the long version. */
const seeds = process.env.WALK_SEED ? [Number(process.env.WALK_SEED)] : [1, 2, 3, 4, 5, 6, 7, 8];

test.each(seeds)(
  "seed %i: bounds hold, counts fit, points have their tasks, alarms agree with their points",
  (seed) => {
    const { pass, wrong, finish } = watched();
    const walk = walkOf(seed, HOURS);

    live(walk, pass);
    finish(walk);

    expect(wrong, `seed ${seed}`).toEqual([]);
  },
);

test.each(seeds)("seed %i: the same history at any split of time, also through JSON", (seed) => {
  const whole = live(walkOf(seed, HOURS), inOneGo);

  const chance = seeded(seed ^ 0x5eed);
  const cut = live(walkOf(seed, HOURS), (it, until) => {
    while (it.world.now + 1_000 <= until) {
      it.changes.push(...advance(it.world, Math.min(until, it.world.now + 1_000 + Math.floor(chance() * 300_000))));
      const copy = JSON.parse(JSON.stringify(it.world)) as World;
      expect(copy, `seed ${seed}`).toStrictEqual(it.world);
    }
  });

  expect(cut.changes, `seed ${seed}`).toStrictEqual(whole.changes);
  expect(cut.world, `seed ${seed}`).toStrictEqual(whole.world);
});

test("the seeds walk through everything that the properties are about", () => {
  const seen = new Set<string>();
  for (const seed of seeds) {
    const { world, changes } = live(walkOf(seed, HOURS), inOneGo);
    const { scaling, cloudwatch } = world.regions["us-east-1"]!;
    for (const { outcome, trigger } of scaling.decisions ?? []) {
      seen.add(outcome.kind === "scaled" ? (outcome.to > outcome.from ? "out" : "in") : outcome.by.reason);
      seen.add(trigger.kind === "alarm" ? `${trigger.rule.kind} ${trigger.periodSeconds}` : trigger.kind);
    }
    for (const { what } of changes) if (/^(OK|INSUFFICIENT_DATA|ALARM) ->/.test(what)) seen.add(what);
    for (const series of Object.values(cloudwatch.series)) if (series.twentySeconds) seen.add("20-second points");
  }

  const expected = ["out", "in", "cooldown", "activity", "at-maximum", "at-minimum", "suspended", "tracking 60"];
  expected.push(
    "tracking 20",
    "step 60",
    "step 20",
    "bounds",
    "schedule",
    "20-second points",
    "OK -> ALARM",
    "ALARM -> OK",
  );
  expect(expected.filter((it) => !seen.has(it))).toEqual([]);
});
