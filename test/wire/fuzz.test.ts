import { expect, test } from "vitest";
import { answersToDamage } from "./damage.ts";

/** Another history with each seed: FUZZ_SEED repeats one that failed. */
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
const REQUESTS = 2_000;

test(`${REQUESTS} damaged requests are answered without a 5xx and with nothing of another account (seed ${seed})`, async () => {
  const statuses = await answersToDamage(seed, REQUESTS);

  expect(statuses.get(200), "some get through").toBeGreaterThan(10);
  expect(statuses.get(400), "most are refused").toBeGreaterThan(100);
});
