import { isMainThread, parentPort, Worker } from "node:worker_threads";
import type { CommandModel } from "./command-model.ts";

/*
 * The model of the command line is made from every service's SDK package, which takes half a second to load. That is done once, in a
 * thread of its own, so that nobody's request waits for it.
 */

let made: Promise<CommandModel> | undefined;

/** What a command line can say to AWS; made at the first call. */
export function commandModelFromThread(): Promise<CommandModel> {
  made ??= new Promise<CommandModel>((resolve, reject) => {
    const thread = new Worker(new URL(import.meta.url), { env: {}, execArgv: [] });
    thread.once("message", resolve);
    thread.once("error", reject);
    thread.unref();
  }).catch((error: unknown) => {
    made = undefined;
    throw error;
  });
  return made;
}

if (!isMainThread && parentPort) {
  const { commandModel } = await import("./command-model.ts");
  parentPort.postMessage(await commandModel());
}
