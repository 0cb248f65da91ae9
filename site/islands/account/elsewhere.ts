import type { AccountView } from "../../../server/contract/index.ts";

/** An account as it was read, and the wall time of the reading. */
export type Reading = { account: AccountView; at: number };

/** What somebody else (another tab, another device) did to what is on screen. */
export type Change = "account" | "reset" | "paused" | "resumed" | "speed" | "skipped";

/** Account seconds that two readings may be apart besides what the clock tells: rounding, and a second of waiting at its speed. */
const SLACK_SECONDS = 20;

/** What changed between two readings that time alone does not explain; the most telling of several. */
export function changeBetween(before: Reading, after: Reading): Change | undefined {
  const [was, is] = [before.account, after.account];
  if (was.accountId !== is.accountId) return "account";
  if ((is.undoUntil ?? 0) > (was.undoUntil ?? 0)) return "reset";
  if (!was.clock || !is.clock) return undefined;
  if (was.clock.paused !== is.clock.paused) return is.clock.paused ? "paused" : "resumed";
  if (was.clock.speed !== is.clock.speed) return "speed";
  const lived = is.clock.paused ? 0 : (after.at - before.at) * was.clock.speed;
  const skipped = is.clock.now - was.clock.now - lived;
  return skipped > (SLACK_SECONDS + was.clock.speed) * 1_000 ? "skipped" : undefined;
}
