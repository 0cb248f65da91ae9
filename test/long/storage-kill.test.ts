import { expect, test } from "vitest";
import { folder } from "../support/folder.ts";
import { killWhileWriting } from "../support/kill.ts";

/** Fewer than of the whole server (kills.test.ts): this one aims at the moments around a snapshot. */
const KILLS = 60;

test(`a process killed ${KILLS} times at chosen moments has lost nothing that it acknowledged`, async () => {
  const dataDir = folder();
  let next = 1;
  // Moments spread over a third of a second by the golden ratio, so that snapshots are hit too: the same in every run.
  for (let i = 0; i < KILLS; i++) next = await killWhileWriting(dataDir, next, Math.floor(((i * 0.618) % 1) * 333));

  expect(next).toBeGreaterThan(KILLS);
});
