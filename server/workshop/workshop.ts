import type { Account } from "../accounts/account.ts";
import type { CheckResult, Language, Progress, SolutionView, TestOutView, UndoView } from "../contract/index.ts";
import { chapters, purposeOf } from "./chapters/index.ts";
import { checkStep } from "./checking.ts";
import { type HintStore, none, opened, pressed } from "./hints.ts";
import { type Say, sayIn } from "./messages/say.ts";
import { neededBefore } from "./needs.ts";
import { type Outline, readOutline, titleIn } from "./outline.ts";
import { nextStatus, type ProgressStore, progressOf, testedOut } from "./progress.ts";
import { restart } from "./restarting.ts";
import { lookingAt } from "./solutions/performing.ts";
import { type Asked, help, undo } from "./solving.ts";
import type { Step } from "./step.ts";
import { testOut } from "./testing-out.ts";

export type Workshop = {
  outline: Outline;
  has(stepId: string): boolean;
  /** The purpose of the account in which a step is done. */
  purposeOf(stepId: string): string;
  /** How far a participant is, in every chapter by its own account; `accounts` by purpose. */
  progress(participantId: string, accounts: ReadonlyMap<string, string>, language?: Language): Promise<Progress>;
  /** Checks a step and keeps what follows. `auto`: nobody pressed anything, so a step that only asks to read stays as it is. */
  check(
    stepId: string,
    asked: { participantId: string; account: Account; auto: boolean; language?: Language },
  ): Promise<CheckResult>;
  /** Remembers that a hint was opened. */
  hint(stepId: string, level: number, asked: { participantId: string; account: Account }): Promise<void>;
  /** Does a step for the participant, skips it, or brings the account to where the step begins; or says what that would be. Throws `NotSolvable`. */
  help(stepId: string, as: "solved" | "skipped" | "restarted", asked: Asked): Promise<SolutionView>;
  /** Whether there is such a chapter or lab with a task by which it can be tested out; its account's purpose. */
  chapterPurpose(slug: string): string | undefined;
  /** Marks a chapter as tested out where the account shows that it is known, and brings the account to its end; or says what that would be. */
  testOut(slug: string, asked: Asked): Promise<TestOutView>;
  /** Takes `testOut` back; null where it cannot be. */
  undoTestOut(slug: string, asked: Asked): Promise<UndoView | null>;
  /** Takes `help` back; null where it cannot be. */
  undo(stepId: string, asked: Asked): Promise<UndoView | null>;
};

/**
 * The workshop's steps over a store of progress. `outlineFile` is `dist/workshop.json`, which may be old while content is being
 * written (`writing`); `notify` tells those who look at an account.
 */
export function openWorkshop({
  outlineFile,
  writing = false,
  progress,
  hints,
  notify,
}: {
  outlineFile: string;
  writing?: boolean;
  progress: ProgressStore;
  hints: HintStore;
  notify: (accountId: string, topic: "progress", at: number) => void;
}): Workshop {
  const outline = readOutline(outlineFile, chapters, { writing });
  const steps = new Map(chapters.flatMap((chapter) => chapter.steps).map((step) => [step.id, step]));
  const purposes = new Map(
    chapters.flatMap((chapter) => chapter.steps.map((step) => [step.id, purposeOf(chapter)] as const)),
  );
  for (const chapter of chapters) purposes.set(testedOut(chapter.slug), purposeOf(chapter));
  /** Tasks done alone leave nothing that a later step builds on, except one of their own kind. */
  const alone = new Set(chapters.map((chapter) => chapter.alone?.id));
  const withTask = new Map(chapters.filter((it) => it.alone).map((it) => [it.slug, it]));
  const titled = new Map(outline.chapters.flatMap((chapter) => chapter.steps.map((step) => [step.id, step])));
  /** The steps with a check that come before a step in its account, as far as it may build on them. */
  const before = (stepId: string, language: Language) => {
    const inAccount = [...steps.values()].filter(({ id }) => purposes.get(id) === purposes.get(stepId));
    return inAccount
      .slice(
        0,
        inAccount.findIndex(({ id }) => id === stepId),
      )
      .filter(({ kind, id }) => kind === "check" && (alone.has(stepId) || !alone.has(id)))
      .map((step) => ({ step, title: titleIn(outline, language, titled.get(step.id)!) }));
  };
  const hintsOf = async (participantId: string, scope: string, stepId: string) =>
    (await hints.list(participantId, scope)).find(({ step }) => step === stepId) ?? none(stepId);

  return {
    outline,
    has: (stepId) => steps.has(stepId),
    purposeOf: (stepId) => purposes.get(stepId)!,
    async progress(participantId, accounts, language) {
      const ofAccounts = async <T extends { step: string }>(store: {
        list(participantId: string, accountId: string): Promise<T[]>;
      }) => {
        const records = await Promise.all(
          [...accounts].map(async ([purpose, accountId]) =>
            (await store.list(participantId, accountId)).filter(({ step }) => purposes.get(step) === purpose),
          ),
        );
        return records.flat();
      };
      return progressOf(outline, await ofAccounts(progress), await ofAccounts(hints), language);
    },
    async check(stepId, { participantId, account, auto, language = "en" }) {
      const step = steps.get(stepId);
      if (!step) throw new Error(`There is no step ${stepId}.`);
      const result =
        step.kind === "check"
          ? await checkStep(step, account, { language })
          : await readResult(step, account, auto, sayIn(language));
      const scope = account.id;
      const record = (await progress.list(participantId, scope)).find((it) => it.step === stepId);
      // A quiet check is no attempt.
      if (step.kind === "check" && !auto) {
        const before = await hintsOf(participantId, scope, stepId);
        const after = pressed(before, result);
        if (after.failed !== before.failed || after.failing !== before.failing)
          await hints.put(participantId, scope, after);
      }
      const status = nextStatus(record?.status ?? "todo", result.status, auto);
      if (status) {
        await progress.put({
          participantId,
          scope,
          step: stepId,
          status,
          at: record?.at ?? result.evaluated_at,
          result,
        });
        notify(account.id, "progress", result.evaluated_at);
      }
      if (auto || result.status !== "fail") return result;
      // The result stands by itself: where AWS does not answer this, it only lacks the pointer.
      const needs = await neededBefore(stepId, await lookingAt(account), (id) => steps.get(id)!).catch(() => null);
      return { ...result, needs };
    },
    async hint(stepId, level, { participantId, account }) {
      const scope = account.id;
      const before = await hintsOf(participantId, scope, stepId);
      if (level <= before.level) return;
      const at = await account.now();
      await hints.put(participantId, scope, opened(before, level, at));
      notify(scope, "progress", at);
    },
    help: (stepId, as, asked) =>
      as === "restarted"
        ? restart(steps.get(stepId)!, before(stepId, asked.language ?? "en"), asked, { progress, notify })
        : help(steps.get(stepId)!, as, asked, { progress, notify }),
    chapterPurpose: (slug) => {
      const chapter = withTask.get(slug);
      return chapter && purposeOf(chapter);
    },
    testOut: (slug, asked) => testOut(withTask.get(slug)!, asked, { progress, notify }),
    undoTestOut: (slug, asked) => undo({ id: testedOut(slug), kind: "read" }, asked, { progress, notify }),
    undo: (stepId, asked) => undo(steps.get(stepId)!, asked, { progress, notify }),
  };
}

/** A step that only asks to read is done when its reader says so. */
async function readResult(step: Step, account: Account, auto: boolean, say: Say): Promise<CheckResult> {
  return {
    status: auto ? "skipped" : "pass",
    checks: [
      {
        id: "read",
        title: say("You have read this"),
        status: auto ? "skipped" : "pass",
        expected: true,
        actual: auto ? null : true,
        where: say("this page"),
        since: null,
        why: auto
          ? say("Mark it as read when you have.")
          : say("You marked it as read; nothing was asked of the account."),
        hintId: null,
        messageKey: `${step.id}.read.${auto ? "skipped" : "pass"}`,
        values: {},
      },
    ],
    took_ms: 0,
    evaluated_at: await account.now(),
    rev: "read",
  };
}
