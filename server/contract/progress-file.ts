import { z } from "zod";
import { limits } from "../limits.ts";
import { millis } from "./account.ts";
import { ownWords, questionId } from "./answers.ts";

export const PROGRESS_FORMAT = "ecs-auto-scaling-workshop/progress";

/** GET /api/progress/file, and what POST /api/progress/file takes back: what is done and what was answered, signed by the server that saw it. */
export const progressFile = z
  .strictObject({
    format: z.literal(PROGRESS_FORMAT, `This is not a file of progress: its "format" has to be ${PROGRESS_FORMAT}.`),
    version: z.literal(1, "This server reads version 1 of the file."),
    exportedAt: millis.describe("wall time"),
    steps: z
      .array(
        z.strictObject({
          purpose: z.string().describe("of the account in which it was done: workshop, or lab: and the lab's name"),
          step: z.string(),
          status: z.enum(["passed", "drifted", "skipped", "solved"]),
          at: millis.describe("account time"),
        }),
      )
      .max(200),
    answers: z
      .array(
        z.strictObject({
          purpose: z.string().describe("of the account in which it was asked"),
          question: questionId,
          at: millis.describe("account time"),
          text: ownWords,
        }),
      )
      .max(limits.answers)
      .optional()
      .describe("to questions; predictions stay with the account whose run they are about"),
    signature: z.string().describe("HMAC-SHA256 of everything else with a key of the server"),
  })
  .meta({ id: "ProgressFile" });
export type ProgressFile = z.infer<typeof progressFile>;

export const progressImported = z
  .object({
    answers: z.number().int().describe("answers that are here now and were not before"),
    imported: z.number().int().describe("steps that are done now and were not before"),
    kept: z.number().int().describe("steps that had a record here already, which stays"),
    withoutAccount: z.array(z.string()).describe("labs that were never entered here: their steps were left out"),
  })
  .meta({ id: "ProgressImported" });
export type ProgressImported = z.infer<typeof progressImported>;
