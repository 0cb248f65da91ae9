import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { Sandboxes } from "../../server/sandbox/sandboxes.ts";
import { openDatabase } from "../../server/storage/database.ts";
import { CLUSTER, SERVICE } from "./names.ts";

/** Lets a process acknowledge changes and kills it `afterMs` after its first; fails where one that was acknowledged is lost. Returns the number of the next. */
export async function killWhileWriting(dataDir: string, first: number, afterMs: number): Promise<number> {
  const writer = spawn(
    process.execPath,
    [fileURLToPath(new URL("./acknowledging.ts", import.meta.url)), dataDir, String(first)],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let printed = "";
  writer.stdout.on("data", (chunk) => {
    if (printed === "") setTimeout(() => writer.kill("SIGKILL"), afterMs); // The moment is what the seed chooses.
    printed += chunk;
  });
  const [, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    writer.once("close", (...it: [number | null, string | null]) => resolve(it)),
  );
  expect(signal).toBe("SIGKILL");
  // The last line may have been cut; what is whole was acknowledged.
  const acknowledged = Number(printed.slice(0, printed.lastIndexOf("\n")).split("\n").at(-1));

  const database = await openDatabase({ dataDir });
  const sandboxes = new Sandboxes({ store: database.worlds, notify: () => {}, wall: database.wall });
  const world = await sandboxes.world("123456789012");
  await database.close();
  const kept = Number(world.regions["us-east-1"]!.ecs.services[`${CLUSTER}/${SERVICE}`]!.tags.change);
  // One more may have been saved whose acknowledgement was never printed.
  expect([acknowledged, acknowledged + 1]).toContain(kept);
  return kept + 1;
}
