import type { CommandModel } from "../aws/model.ts";
import { Declined } from "../declined.ts";
import type { CallAnswer, Host } from "../host.ts";
import type { LineStart, Question } from "../messages.ts";
import type { AccountFiles } from "./files.ts";

/** Asks the main thread something for a line. */
export type Ask = <Value>(asked: Question) => Promise<Value>;

/** What Ctrl-C ends. The rest a command may still need to sum up. */
export const ENDS_WITH_ITS_LINE: ReadonlySet<Question["name"]> = new Set(["call", "sleep", "turn"]);

let commandModel: CommandModel | undefined;

/** Asked for once a thread; a line that is stopped meanwhile leaves it to the next one. */
export async function commandModelFrom(ask: Ask): Promise<CommandModel> {
  commandModel ??= await ask<CommandModel>({ name: "commandModel" });
  return commandModel;
}

/** What a line's commands may ask. `beforeWaiting`: what there is to do before it waits for account time. */
export function hostOf(
  ask: Ask,
  { account }: LineStart,
  files: AccountFiles,
  beforeWaiting: () => Promise<void> = async () => {},
): Host {
  const { accountId, region, hasLoad } = account;
  return {
    accountId,
    region,
    async call(service, operation, input, options) {
      const asked = { name: "call", service, operation, input, region: options?.region ?? region } as const;
      const answer = await ask<CallAnswer | { declined: true }>(asked);
      if ("declined" in answer) throw new Declined();
      return answer;
    },
    ...(hasLoad && {
      load: {
        read: (since) => ask({ name: "readLoad", since }),
        set: (setting) => ask({ name: "setLoad", setting }),
      },
    }),
    async now() {
      files.now = await ask<number>({ name: "now" });
      return files.now;
    },
    async sleep(seconds, signal) {
      await beforeWaiting();
      const slept = ask<number>({ name: "sleep", seconds });
      files.now = await (signal ? orAborted(slept, signal) : slept);
    },
  };
}

/** Rejects with the signal's reason as soon as it is aborted. */
export function orAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    promise.catch(() => {}); // Nobody waits for it any more; unheard, its end would end the thread.
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
