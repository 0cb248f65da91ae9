import type { Account } from "../accounts/account.ts";
import { callByName } from "../accounts/call.ts";
import type { Question } from "./messages.ts";

/** Account time is looked at again this often while something waits for it: a clock may also be set by another process. */
const LOOK_AGAIN_MS = 1_000;
const SECOND = 1_000;

type Around = {
  account: Account;
  /** What a command line can say to AWS. */
  commandModel(): Promise<unknown>;
  /** Tells when the account's clock was set. Returns how to stop listening. */
  onClock(accountId: string, listener: () => void): () => void;
  /** Whether a call may be made; it may have to wait for the participant's word. */
  mayCall(call: { service: string; operation: string; input: unknown; region: string }): Promise<boolean>;
};

/** Answers what a line asks, with the participant's account. */
export async function answer(
  asked: Exclude<Question, { name: "turn" }>,
  { account, commandModel, onClock, mayCall }: Around,
  signal: AbortSignal,
): Promise<unknown> {
  switch (asked.name) {
    case "now":
      return account.now();
    case "sleep":
      return sleep(account, asked.seconds, onClock, signal);
    case "readLoad":
      return having(account).read(asked.since);
    case "setLoad":
      return having(account).set(asked.setting);
    case "commandModel":
      return commandModel();
    case "call": {
      const { service, operation, input, region } = asked;
      if (!(await mayCall(asked))) return { declined: true };
      return callByName(account.awsIn(region), service, operation, input);
    }
  }
}

/**
 * Waits so many seconds of account time, whatever happens to its clock meanwhile: another speed, a pause, a skip. An account without a
 * clock of its own lives in wall time. Gives the account time then.
 */
async function sleep(
  account: Account,
  seconds: number,
  onClock: Around["onClock"],
  signal: AbortSignal,
): Promise<number> {
  let leftMs = seconds * SECOND;
  let clock = await clockOf(account);
  while (leftMs > 0) {
    signal.throwIfAborted();
    const startedAt = performance.now();
    const wallMs = clock.stands ? LOOK_AGAIN_MS : Math.min(LOOK_AGAIN_MS, leftMs / clock.speed);
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        stop();
        signal.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, wallMs);
      const stop = onClock(account.id, done);
      signal.addEventListener("abort", done, { once: true });
    });
    const after = await clockOf(account);
    const flowedMs = clock.stands ? 0 : (performance.now() - startedAt) * clock.speed;
    const toldMs = after.now - clock.now;
    // An account tells its time in whole seconds; a difference of more than that is a skip, or a clock that stood.
    leftMs -= Math.abs(toldMs - flowedMs) > SECOND * Math.max(1, clock.speed / 10) ? toldMs : flowedMs;
    clock = after;
  }
  return clock.now;
}

async function clockOf(account: Account): Promise<{ now: number; speed: number; stands: boolean }> {
  if (!account.clock) return { now: await account.now(), speed: 1, stands: false };
  const { now, speed, stopsAt } = await account.clock.read();
  return { now, speed, stands: stopsAt === null };
}

function having({ load }: Account): NonNullable<Account["load"]> {
  if (!load) throw new Error("This account has no load generator.");
  return load;
}
