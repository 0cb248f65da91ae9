import type { CallAnswer } from "../accounts/call.ts";
import type { Load, LoadSetting } from "../contract/index.ts";

export type { CallAnswer };

/**
 * What a command of the shell may ask of the main thread. It crosses a thread as messages, so everything is plain data. No
 * credentials, no SDK and nothing of the environment are on the command's side.
 */
export type Host = {
  accountId: string;
  region: string;
  /** One AWS call through the participant's account. `service` and `operation` as in the command model. */
  call(
    service: string,
    operation: string,
    input: Record<string, unknown>,
    options?: { region?: string },
  ): Promise<CallAnswer>;
  /** The load generator beside the account, where it has one. `since` (account time) leaves older entries of its history out. */
  load?: { read(since?: number): Promise<Load>; set(setting: LoadSetting): Promise<Load> };
  /** Account time, epoch milliseconds. */
  now(): Promise<number>;
  /** Waits so many seconds of account time; rejects with the signal's reason when it is aborted. */
  sleep(seconds: number, signal?: AbortSignal): Promise<void>;
};
