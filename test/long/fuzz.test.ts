import { expect, test } from "vitest";
import { answersToDamage } from "../wire/damage.ts";

/** Another history with each seed: FUZZ_SEED repeats one that failed. */
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_000);
const REQUESTS = 300_000;

test(`${REQUESTS.toLocaleString("en")} damaged requests are answered without a 5xx and with nothing of another account (seed ${seed})`, async () => {
  const statuses = await answersToDamage(seed, REQUESTS);

  console.log(`seed ${seed}: ${[...statuses].map(([status, count]) => `${count} × ${status}`).join(", ")}`);
  expect(statuses.get(200), "some get through").toBeGreaterThan(5_000);
  expect(statuses.get(400), "most are refused").toBeGreaterThan(50_000);
});
