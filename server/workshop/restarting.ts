import type { DeedView, SolutionView } from "../contract/index.ts";
import { sayIn } from "./messages/say.ts";
import { solutions } from "./solutions/index.ts";
import { lookingAt, perform, planned } from "./solutions/performing.ts";
import { passes } from "./solutions/solution.ts";
import { type Asked, keepNote, NotSolvable, noteOwnCalls, type Parts } from "./solving.ts";
import type { Step } from "./step.ts";
import { whatGoes } from "./what-goes.ts";

/**
 * Begins a step clean: the account starts over, and the steps before it in the order of the workshop are done for the participant. What
 * is done stays done in their progress. A preview says what goes. Throws `NotSolvable`.
 */
export async function restart(
  step: Step,
  earlier: { step: Step; title: string }[],
  { participantId, account, preview, language }: Asked,
  { progress, notify }: Parts,
): Promise<SolutionView> {
  const say = sayIn(language ?? "en");
  const { reset, checkpoint } = account;
  const unavailable =
    reset && checkpoint ? null : say("This account cannot start over, so the step cannot be brought to its beginning.");
  const startOver: DeedView = { ...deed(say("Start the account over")), kind: "start-over" };
  const view = { stepId: step.id, undoable: true, result: null, changes: [], unavailable };
  if (preview)
    return {
      ...view,
      goes: unavailable ? [] : await whatGoes(account, say),
      deeds: unavailable
        ? []
        : [startOver, ...earlier.map(({ title }) => deed(say("Do the step “{title}”", { title })))],
      undoUntil: null,
    };
  if (!reset || !checkpoint) throw new NotSolvable("unavailable", unavailable!);

  const before = (await progress.list(participantId, account.id)).find((it) => it.step === step.id)?.status;
  const note = await keepNote(account, { step: step.id, before: before ?? "todo", calls: 0 });
  await reset.to("workshop", undefined, { keepsCheckpoint: true });
  const deeds: DeedView[] = [{ ...startOver, status: "done" }];
  for (const { step: one, title } of earlier) {
    const error = await doOne(one);
    deeds.push({ ...deed(say("Do the step “{title}”", { title })), status: error ? "failed" : "done", error });
    if (error) break;
  }
  await noteOwnCalls(account, note);
  notify(account.id, "progress", await account.now());
  return { ...view, goes: [], deeds, undoUntil: (await checkpoint.last())?.until ?? null };

  /** Why an earlier step could not be done, or null. */
  async function doOne(one: Step): Promise<string | null> {
    if (await passes(one, await lookingAt(account))) return null;
    const solution = solutions[one.id];
    const plan = await planned(solution, account, say);
    if (plan.unavailable) return plan.unavailable;
    return (await perform(plan, solution, account, say)).find(({ error }) => error)?.error ?? null;
  }
}

const deed = (purpose: string): DeedView => ({ kind: "step", purpose, cli: null, status: "planned", error: null });
