import type { CheckResult } from "../contract/index.ts";

/**
 * The help somebody took with a step. `level`: the highest level of hints that was opened, 0 for none; `openedAt`: account time of the
 * first one. `failing` names the first expectation that was not met when the check was last pressed, `failed` how often in a row.
 */
export type Hints = { step: string; level: number; openedAt: number | null; failing: string | null; failed: number };

/** Where that is kept, per participant and account. It is theirs: nobody else is shown how often a check failed. */
export type HintStore = {
  list(participantId: string, accountId: string): Promise<Hints[]>;
  put(participantId: string, accountId: string, hints: Hints): Promise<void>;
};

export const none = (step: string): Hints => ({ step, level: 0, openedAt: null, failing: null, failed: 0 });

/** A hint was opened. Hints are never closed again: what was seen stays seen. */
export const opened = (hints: Hints, level: number, at: number): Hints => ({
  ...hints,
  level: Math.max(hints.level, level),
  openedAt: hints.openedAt ?? at,
});

/** A check was pressed. A wait and a fault of the checker say nothing about whoever pressed. */
export function pressed(hints: Hints, { status, checks }: CheckResult): Hints {
  if (status === "pass") return { ...hints, failing: null, failed: 0 };
  const failing = checks.find((it) => it.status === "fail")?.id;
  if (status !== "fail" || failing === undefined) return hints;
  return { ...hints, failing, failed: failing === hints.failing ? hints.failed + 1 : 1 };
}
