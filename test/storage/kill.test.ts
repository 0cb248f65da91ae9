import { expect, test } from "vitest";
import { folder } from "../support/folder.ts";
import { killWhileWriting } from "../support/kill.ts";

test("a process killed while it writes has lost nothing that it acknowledged", async () => {
  const dataDir = folder();
  let next = 1;
  for (const afterMs of [0, 37, 110]) next = await killWhileWriting(dataDir, next, afterMs);

  expect(next).toBeGreaterThan(3);
});
