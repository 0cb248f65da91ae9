import type { CheckResult, TestOutView } from "../contract/index.ts";
import type { ChapterSteps } from "./chapters/index.ts";
import { checkStep } from "./checking.ts";
import { sayIn } from "./messages/say.ts";
import { testedOut } from "./progress.ts";
import { solutions } from "./solutions/index.ts";
import { changesOf, lookingAt, perform, planned, told } from "./solutions/performing.ts";
import { passes } from "./solutions/solution.ts";
import { type Asked, keepNote, noteOwnCalls, type Parts } from "./solving.ts";
import type { Step } from "./step.ts";

type Checked = Step & { kind: "check" };
const isChecked = (step: Step): step is Checked => step.kind === "check";

/**
 * "I know this": a chapter counts as tested out where the task that is done alone passes, or all of its other checks do, in the account
 * as it stands. Then the account is brought to where the next chapter begins, after a checkpoint. The steps themselves stay as they
 * are: nobody has done them. A preview says what would be done; where nothing shows that the chapter is known, nothing is.
 */
export async function testOut(
  chapter: ChapterSteps,
  { participantId, account, preview, language = "en" }: Asked,
  { progress, notify }: Parts,
): Promise<TestOutView> {
  const say = sayIn(language);
  const task = chapter.alone as Checked;
  const steps = chapter.steps.filter(isChecked).filter((step) => step !== task);
  const result = await checkStep(task, account, { language });
  const shown = result.status === "pass" || (await allPass(steps));
  const view = { slug: chapter.slug, task: task.id, passes: shown, result };
  const toDo = shown ? await missing() : [];
  const plans = await Promise.all(toDo.map((step) => planned(solutions[step.id], account, say)));
  const unavailable = plans.find((plan) => plan.unavailable)?.unavailable ?? null;
  const changes = plans
    .flatMap((plan) => changesOf(plan, say))
    .filter(isFirst(({ resource, field }) => `${resource} ${field}`));
  const deeds = plans.flatMap((plan) => told(plan, say)).filter(isFirst(({ purpose }) => purpose));
  const told_ = { ...view, changes, deeds: unavailable ? [] : deeds, unavailable };
  if (preview || !shown) return { ...told_, undoUntil: null };

  const id = testedOut(chapter.slug);
  const note = await keepNote(account, { step: id, before: "todo", calls: 0 });
  const done: TestOutView["deeds"] = [];
  for (const step of unavailable ? [] : toDo) {
    // What the one before has done may be all that this one needs.
    if (await passes(step, await lookingAt(account))) continue;
    const plan = await planned(solutions[step.id], account, say);
    done.push(...(await perform(plan, solutions[step.id], account, say)));
    if (done.some(({ status }) => status === "failed")) break;
  }
  await noteOwnCalls(account, note);
  const at = await account.now();
  await progress.put({ participantId, scope: account.id, step: id, status: "solved", at, result });
  notify(account.id, "progress", at);
  return { ...told_, deeds: done, undoUntil: (await account.checkpoint?.last())?.until ?? null };

  async function allPass(all: Checked[]): Promise<boolean> {
    if (all.length === 0) return false;
    const results: CheckResult[] = await Promise.all(all.map((step) => checkStep(step, account, { language })));
    return results.every(({ status }) => status === "pass");
  }

  /** The steps whose state the next chapter begins with, and that the account does not have. */
  async function missing(): Promise<Step[]> {
    const looking = await lookingAt(account);
    const there = await Promise.all((chapter.leaves ?? []).map((step) => passes(step, looking)));
    return (chapter.leaves ?? []).filter((_, i) => !there[i]);
  }
}

/** Keeps the first of those that are the same. */
const isFirst =
  <T>(keyOf: (it: T) => string) =>
  (it: T, i: number, all: T[]): boolean =>
    all.findIndex((other) => keyOf(other) === keyOf(it)) === i;
