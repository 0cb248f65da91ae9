import type { Account } from "../accounts/account.ts";
import type { CheckResult, Language, SolutionView, StepStatus, UndoView } from "../contract/index.ts";
import { checkStep } from "./checking.ts";
import { sayIn } from "./messages/say.ts";
import type { ProgressStore } from "./progress.ts";
import { solutions } from "./solutions/index.ts";
import { changesOf, perform, planned, told } from "./solutions/performing.ts";
import type { Step } from "./step.ts";
import { whatGoes } from "./what-goes.ts";

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

/** What a checkpoint was made for. `calls`: how many of the AWS calls since were made for the participant. */
type Note = { step: string; before: StepStatus; calls: number };

/** Keeps the account as it is, to come back to. */
export async function keepNote(account: Account, note: Note): Promise<Note> {
  await account.checkpoint?.keep(JSON.stringify(note));
  return note;
}

/** Afterwards it is known which calls were ours: all of them up to now. What follows is somebody else's, and is told before it goes. */
export async function noteOwnCalls(account: Account, note: Note): Promise<void> {
  const own = (await account.checkpoint?.last())?.since.length ?? 0;
  await account.checkpoint?.rename(JSON.stringify(note), JSON.stringify({ ...note, calls: own } satisfies Note));
}

/** For a step that only asks to read, and for one that is put back. */
const NOTHING_DONE: CheckResult = { status: "skipped", checks: [], took_ms: 0, evaluated_at: 0, rev: "help" };

export type Parts = { progress: ProgressStore; notify: (accountId: string, topic: "progress", at: number) => void };

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
  const scope = account.id;
  const record = (await progress.list(participantId, scope)).find((it) => it.step === step.id);
  const before = record?.status ?? "todo";
  const solution = solutions[step.id];
  const now = step.kind === "check" ? await checkStep(step, account, { language: language ?? "en" }) : null;
  const say = sayIn(language ?? "en");
  const plan = now && now.status !== "pass" ? await planned(solution, account, say) : undefined;
  const undoable = account.checkpoint !== undefined;
  const view = {
    stepId: step.id,
    undoable,
    changes: plan ? changesOf(plan, say) : [],
    unavailable: plan?.unavailable ?? null,
  };
  const deeds = plan && !plan.unavailable ? told(plan, say) : [];
  if (preview) {
    const goes = plan?.startsOver && !plan.unavailable ? await whatGoes(account, say) : [];
    return { ...view, goes, result: now, deeds, undoUntil: null };
  }
  if (as === "solved") {
    if (step.kind === "read") throw new NotSolvable("read");
    if (!plan) throw new NotSolvable("passes");
    if (plan.unavailable) throw new NotSolvable("unavailable", plan.unavailable);
  }

  const note = await keepNote(account, { step: step.id, before, calls: 0 });
  const done = plan && !plan.unavailable ? await perform(plan, solution, account, say) : [];
  await noteOwnCalls(account, note);
  const result = step.kind === "check" ? await checkStep(step, account, { language: language ?? "en" }) : null;
  const at = await account.now();
  // What was done by hand stays so; a step that was not reached is not done.
  const isDone = before === "passed" || before === "drifted";
  if (!isDone && (as === "skipped" || result?.status === "pass")) {
    await progress.put({ participantId, scope, step: step.id, status: as, at, result: result ?? NOTHING_DONE });
    notify(scope, "progress", at);
  }
  return { ...view, goes: [], result, deeds: done, undoUntil: (await account.checkpoint?.last())?.until ?? null };
}

/** Takes back what `help` did, with all that was done since; null where it cannot be. */
export async function undo(
  step: Step,
  { participantId, account, preview }: Asked,
  { progress, notify }: Parts,
): Promise<UndoView | null> {
  const scope = account.id;
  const kept = await account.checkpoint?.last();
  const note = kept && (JSON.parse(kept.note) as Note);
  if (!kept || note?.step !== step.id) return null;
  const record = (await progress.list(participantId, scope)).find((it) => it.step === step.id);
  const since = kept.since.slice(note.calls).map(({ at, operation, service }) => ({ at, operation, service }));
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
