import type { Account } from "../accounts/account.ts";
import type { CheckResult, Language, SolutionView, StepStatus, UndoView } from "../contract/index.ts";
import { checkStep } from "./checking.ts";
import type { ProgressStore } from "./progress.ts";
import { solutions } from "./solutions/index.ts";
import { changesOf, perform, planned, told } from "./solutions/performing.ts";
import type { Step } from "./step.ts";

export type Asked = { participantId: string; account: Account; preview: boolean; language?: Language };

/** Why a step cannot be solved; the account is as it was. */
export class NotSolvable extends Error {
  override name = "NotSolvable";
  readonly reason: "passes" | "read" | "unavailable";

  constructor(reason: NotSolvable["reason"], message = "") {
    super(message);
    this.reason = reason;
  }
}

/** What a checkpoint was made for. `calls`: how many of the AWS calls since were the solution's own; null where nobody knew beforehand. */
type Note = { step: string; before: StepStatus; calls: number | null };

/** For a step that only asks to read, and for one that is put back. */
const NOTHING_DONE: CheckResult = { status: "skipped", checks: [], took_ms: 0, evaluated_at: 0, rev: "help" };

type Parts = { progress: ProgressStore; notify: (accountId: string, topic: "progress", at: number) => void };

/**
 * Brings the account into a state in which a step passes, and keeps that it was done for the participant: `solved`, or `skipped`. A
 * preview says what would be done. Throws `NotSolvable`.
 */
export async function help(
  step: Step,
  as: "solved" | "skipped",
  { participantId, account, preview, language }: Asked,
  { progress, notify }: Parts,
): Promise<SolutionView> {
  const scope = account.accountId;
  const record = (await progress.list(participantId, scope)).find((it) => it.step === step.id);
  const before = record?.status ?? "todo";
  const solution = solutions[step.id];
  const now = step.kind === "check" ? await checkStep(step, account, { language: language ?? "en" }) : null;
  const plan = now && now.status !== "pass" ? await planned(solution, account) : undefined;
  const view = { stepId: step.id, changes: plan ? changesOf(plan) : [], unavailable: plan?.unavailable ?? null };
  const deeds = plan && !plan.unavailable ? told(plan) : [];
  if (preview) return { ...view, result: now, deeds, undoUntil: null };
  if (as === "solved") {
    if (step.kind === "read") throw new NotSolvable("read");
    if (!plan) throw new NotSolvable("passes");
    if (plan.unavailable) throw new NotSolvable("unavailable", plan.unavailable);
  }

  const calls = plan?.startsOver ? null : (plan?.deeds.filter(({ kind }) => kind === "call").length ?? 0);
  await account.checkpoint?.keep(JSON.stringify({ step: step.id, before, calls } satisfies Note));
  const done = plan && !plan.unavailable ? await perform(plan, solution, account) : [];
  const result = step.kind === "check" ? await checkStep(step, account, { language: language ?? "en" }) : null;
  const at = await account.now();
  // What was done by hand stays so; a step that was not reached is not done.
  const isDone = before === "passed" || before === "drifted";
  if (!isDone && (as === "skipped" || result?.status === "pass")) {
    await progress.put({ participantId, scope, step: step.id, status: as, at, result: result ?? NOTHING_DONE });
    notify(scope, "progress", at);
  }
  return { ...view, result, deeds: done, undoUntil: (await account.checkpoint?.last())?.until ?? null };
}

/** Takes back what `help` did, with all that was done since; null where it cannot be. */
export async function undo(
  step: Step,
  { participantId, account, preview }: Asked,
  { progress, notify }: Parts,
): Promise<UndoView | null> {
  const scope = account.accountId;
  const kept = await account.checkpoint?.last();
  const note = kept && (JSON.parse(kept.note) as Note);
  if (!kept || note?.step !== step.id) return null;
  const record = (await progress.list(participantId, scope)).find((it) => it.step === step.id);
  const others =
    note.calls === null
      ? kept.since.filter(({ at }) => at > (record?.at ?? Number.POSITIVE_INFINITY))
      : kept.since.slice(note.calls);
  const since = others.map(({ at, operation, service }) => ({ at, operation, service }));
  if (preview) return { undone: false, until: kept.until, since };
  await account.checkpoint!.goBack(kept.note);
  const at = await account.now();
  if (record?.status === "solved" || record?.status === "skipped") {
    if (note.before === "todo") await progress.remove(participantId, scope, step.id);
    else
      await progress.put({
        participantId,
        scope,
        step: step.id,
        status: note.before,
        at: record.at,
        result: NOTHING_DONE,
      });
    notify(scope, "progress", at);
  }
  return { undone: true, until: null, since };
}
