import { Sandboxes } from "../../server/sandbox/sandboxes.ts";
import { openDatabase } from "../../server/storage/database.ts";
import { newcomerOf } from "../support/names.ts";
import { newDataDir, removeDataDir } from "../support/server.ts";
import { workshopCalls } from "./workshop.ts";

const MINUTE = 60;
const DAY = 86_400;

const heap = () => {
  globalThis.gc!();
  globalThis.gc!();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

/**
 * Bytes of one account as it is awake in a server with SQLite. Idle: its participant went through the workshop, stopped the load
 * and saw the service come back to one task. Busy: then 24 hours of 600 users. Needs `--expose-gc`.
 */
export async function memoryPerAccount(accounts: number): Promise<{ idle: number; busy: number }> {
  const dataDir = newDataDir();
  const database = await openDatabase({ dataDir });
  const wall = Date.now();
  const sandboxes = new Sandboxes({ store: database.worlds, notify: () => {}, wall: () => wall });
  const ids = Array.from({ length: accounts }, (_, i) => String(100_000_000_000 + i));
  const before = heap();
  for (const [seed, accountId] of ids.entries()) {
    await sandboxes.create({ accountId, seed, state: "workshop", newcomer: newcomerOf(accountId) });
    for (const call of workshopCalls(accountId)) await sandboxes.call({ accountId, ...call });
    await sandboxes.setLoad(accountId, { users: 600, spawnRate: 100 });
    await sandboxes.setClock(accountId, { advanceSeconds: 15 * MINUTE });
    await sandboxes.setLoad(accountId, { users: 0, spawnRate: 100 });
    await sandboxes.setClock(accountId, { advanceSeconds: 90 * MINUTE });
  }
  const idle = (heap() - before) / accounts;
  for (const accountId of ids) {
    await sandboxes.setLoad(accountId, { users: 600, spawnRate: 100 });
    await sandboxes.setClock(accountId, { advanceSeconds: DAY });
  }
  const busy = (heap() - before) / accounts;
  await sandboxes.close();
  await database.close();
  removeDataDir(dataDir);
  return { idle, busy };
}
