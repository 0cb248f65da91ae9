import { advance } from "../../server/sandbox/simulation/index.ts";
import { workshopWorld } from "../../server/sandbox/starting-states.ts";
import type { World } from "../../server/sandbox/world/world.ts";
import { configure } from "./workshop.ts";

const heap = () => {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

/** Bytes of one account as it lies in memory: fresh, and after 24 h of load. Needs `--expose-gc`. */
export async function memoryPerAccount(accounts: number): Promise<{ idle: number; busy: number }> {
  const now = 1_800_000_000_000;
  const before = heap();
  const worlds: World[] = [];
  for (let i = 0; i < accounts; i++)
    worlds.push(workshopWorld({ accountId: String(100_000_000_000 + i), seed: i, now, wallNow: now }));
  const idle = (heap() - before) / accounts;
  for (const world of worlds) {
    configure(world, { users: 600 });
    advance(world, world.now + 86_400_000);
  }
  const busy = (heap() - before) / accounts;
  return { idle, busy };
}
