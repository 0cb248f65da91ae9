import type { Account } from "../../server/accounts/account.ts";
import type { TerminalOutput } from "../../server/contract/index.ts";
import { openDatabase } from "../../server/storage/database.ts";
import { Terminals } from "../../server/terminal/terminals.ts";
import { newcomerOf } from "../support/names.ts";
import { newDataDir, removeDataDir } from "../support/server.ts";

const ACCOUNT = "111122223333";

/** Terminals over a database of their own, without a server: for accounts that are no sandbox, and for several processes. */
export async function terminalsOf({ processes = 1 } = {}) {
  const dataDir = newDataDir();
  const database = await openDatabase({ dataDir });
  const world = { revision: 0, at: 0, worldVersion: 1, simulationVersion: 1, body: "{}" };
  await database.worlds.create(ACCOUNT, world, newcomerOf(ACCOUNT), Date.now());
  const all = Array.from(
    { length: processes },
    () =>
      new Terminals({
        store: database.terminals,
        shared: processes > 1,
        wall: () => Date.now(),
        commandModel: async () => (await import("../../server/accounts/command-model.ts")).commandModel(),
        onClock: () => () => undefined,
        changed: () => undefined,
      }),
  );
  return {
    all,
    database,
    async close() {
      for (const it of all) await it.close();
      await database.close();
      removeDataDir(dataDir);
    },
  };
}

/** Sends a line to the account's first terminal and reads until its answer ends. What is cut into pieces on its way is whole again. */
export async function answerOf(terminals: Terminals, account: Account, line: string): Promise<TerminalOutput[]> {
  const said: TerminalOutput[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const busy = await terminals.run(
    account,
    "1",
    { line },
    {
      write(output) {
        const last = said.at(-1);
        if (last && "out" in last && "out" in output) last.out += output.out;
        else if (last && "err" in last && "err" in output) last.err += output.err;
        else said.push({ ...output });
        if ("exit" in output || "ask" in output) resolve();
      },
    },
  );
  if (busy) throw new Error(busy);
  await promise;
  return said;
}
