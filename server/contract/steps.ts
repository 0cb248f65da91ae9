import { z } from "zod";
import { millis } from "./account.ts";

/** The languages that sentences for participants are written in; asked for by Accept-Language, English where there is no other. */
export const languages = ["en", "pt-BR"] as const;
export type Language = (typeof languages)[number];

export const checkStatus = z.enum(["pass", "fail", "pending", "error", "skipped"]);
export type CheckStatus = z.infer<typeof checkStatus>;

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type CheckValue = z.infer<typeof value>;

/** One expectation and what was found. */
export const expectation = z
  .object({
    id: z.string().describe("stable within its step"),
    title: z.string().describe("what is expected, as a sentence"),
    status: checkStatus,
    expected: value,
    actual: value,
    where: z.string().describe("resource, field, Region: where it was looked up"),
    since: millis.nullable().describe("account time since when it is pending, or when it happened"),
    why: z.string().describe("what follows from the difference; for a passed one, what was verified"),
    hintId: z.string().nullable(),
    messageKey: z.string().describe("the key of title and why in the message catalogue"),
    values: z.record(z.string(), value).describe("what the message is filled with"),
  })
  .meta({ id: "Expectation" });
export type Expectation = z.infer<typeof expectation>;

export const checkResult = z
  .object({
    status: checkStatus,
    checks: z.array(expectation),
    took_ms: z.number(),
    evaluated_at: millis.describe("account time"),
    rev: z.string().describe("changes when the step's check changes"),
    needs: z
      .string()
      .nullable()
      .optional()
      .describe("of a check that was pressed and failed: the earlier step whose result is missing"),
  })
  .meta({ id: "CheckResult" });
export type CheckResult = z.infer<typeof checkResult>;

export const stepStatus = z.enum(["todo", "passed", "drifted", "skipped", "solved"]);
export type StepStatus = z.infer<typeof stepStatus>;

export const progress = z
  .object({
    chapters: z.array(
      z.object({
        slug: z.string(),
        title: z.string(),
        lab: z.boolean().describe("beside the workshop's order, with an account of its own"),
        testedOutAt: millis
          .nullable()
          .describe("account time at which its reader showed to know it already; its steps stay as they are"),
        steps: z.array(
          z.object({
            id: z.string(),
            title: z.string(),
            status: stepStatus,
            at: millis.nullable(),
            help: z
              .object({
                level: z.number().int().describe("the highest level of hints that was opened, 0 for none"),
                failed: z.number().int().describe("how often in a row the check failed on the same expectation"),
              })
              .optional()
              .describe("only where a hint was opened or a check failed"),
          }),
        ),
      }),
    ),
  })
  .meta({ id: "Progress" });
export type Progress = z.infer<typeof progress>;

/** POST /api/steps/{stepId}/check. `auto`: nobody pressed anything; a step that only asks to read stays as it is. */
export const checkRequest = z.strictObject({ auto: z.boolean().optional() }).meta({ id: "CheckRequest" });

/** POST /api/steps/{stepId}/hint: a hint of this level was opened. */
export const hintRequest = z.strictObject({ level: z.number().int().min(1).max(4) }).meta({ id: "HintRequest" });

/** POST /api/steps/{stepId}/solve, /skip, /restart and /undo. `preview`: only says what would be done. */
export const helpRequest = z.strictObject({ preview: z.boolean().optional() }).meta({ id: "HelpRequest" });

export const stateChange = z.object({
  resource: z.string(),
  field: z.string(),
  before: value.describe("null: it is not there"),
  after: value.describe("null: it goes"),
});
export type StateChange = z.infer<typeof stateChange>;

export const deedView = z.object({
  kind: z.enum(["start-over", "step", "call", "load", "time"]),
  purpose: z.string().describe("what it is for, as a sentence without its full stop"),
  cli: z.string().nullable().describe("the line of the AWS CLI that does the same; null for what is no AWS call"),
  status: z.enum(["planned", "done", "failed", "not-tried"]),
  error: z.string().nullable().describe("what AWS said, of a failed one"),
});
export type DeedView = z.infer<typeof deedView>;

/** What brings the account into a state in which a step passes, and what became of it. */
export const solutionView = z
  .object({
    stepId: z.string(),
    result: checkResult.nullable().describe("the step's check afterwards; of a preview, now; null for a step to read"),
    goes: z.array(z.string()).describe("of a preview that starts the account over: what goes, a line each"),
    changes: z.array(stateChange).describe("what will be different, field by field"),
    deeds: z.array(deedView).describe("in their order; empty where there is nothing to do"),
    unavailable: z.string().nullable().describe("why this account cannot be brought there, as a sentence"),
    undoable: z
      .boolean()
      .describe("whether it can be taken back for ten minutes; an AWS account of one's own keeps what was done"),
    undoUntil: millis.nullable().describe("wall time until which it can be undone; null of a preview"),
  })
  .meta({ id: "Solution" });
export type SolutionView = z.infer<typeof solutionView>;

/** POST /api/chapters/{slug}/test-out: whether the account shows that a chapter is known, and what brings it to the chapter's end. */
export const testOutView = z
  .object({
    slug: z.string(),
    task: z.string().describe("the step that is done alone: by it the chapter can be tested out"),
    passes: z.boolean().describe("whether that task passes, or every other check of the chapter"),
    result: checkResult.describe("the task's check"),
    changes: z.array(stateChange).describe("what will be different, field by field"),
    deeds: z.array(deedView).describe("in their order; empty where the account is there already"),
    unavailable: z
      .string()
      .nullable()
      .describe("why the account cannot be brought there; the chapter counts all the same"),
    undoUntil: millis.nullable().describe("wall time until which it can be undone; null of a preview"),
  })
  .meta({ id: "TestOut" });
export type TestOutView = z.infer<typeof testOutView>;

export const undoView = z
  .object({
    undone: z.boolean(),
    until: millis.nullable().describe("wall time until which it can be undone; null once it is, or where it cannot be"),
    since: z
      .array(z.object({ at: millis, operation: z.string(), service: z.string() }))
      .describe("AWS calls made since by somebody else: they go too"),
  })
  .meta({ id: "StepUndo" });
export type UndoView = z.infer<typeof undoView>;
