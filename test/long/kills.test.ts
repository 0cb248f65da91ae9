import { expect, test } from "vitest";
import { random } from "../../server/sandbox/world/random.ts";
import { lossesOfKills } from "../support/kills.ts";

test("SIGKILL at any moment, 200 times, loses no acknowledged call", async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
  console.log(`seed ${seed}`);
  const state = { random: seed };

  expect(await lossesOfKills(200, () => random(state)), `seed ${seed}`).toEqual([]);
}, 900_000);
