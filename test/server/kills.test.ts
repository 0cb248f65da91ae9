import { expect, test } from "vitest";
import { random } from "../../server/sandbox/world/random.ts";
import { lossesOfKills } from "../support/kills.ts";

test("SIGKILL at any moment loses no acknowledged call (5 kills; 200 in test/long)", async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
  console.log(`seed ${seed}`);
  const state = { random: seed };

  expect(await lossesOfKills(5, () => random(state)), `seed ${seed}`).toEqual([]);
}, 120_000);
