import { z } from "zod";
import { limits } from "../limits.ts";
import { millis } from "./account.ts";

/** A task count over minutes since a run began: each point holds until the next. */
const curve = z.array(z.object({ minute: z.number().min(0), tasks: z.number().int().min(0) }));
export type Curve = z.infer<typeof curve>;

/** What one writes in an answer. */
export const ownWords = z
  .string()
  .max(limits.answerCharacters, `Keep it to ${limits.answerCharacters} characters: it is a note for yourself.`);

/** When the run begins that is predicted: with the first users, or when the last have left. */
export const runBegins = z.enum(["load", "stop"]);
export type RunBegins = z.infer<typeof runBegins>;

const prediction = z.object({
  choice: z.string().min(1).max(64).describe("the id of the curve that was picked"),
  says: z.string().max(300).describe("that curve in words"),
  curve: curve.min(1).max(limits.predictedPoints),
  begins: runBegins,
  minutes: z.number().int().min(1).max(limits.predictedMinutes).describe("account minutes that are predicted"),
});

/** The id of a question in the content. */
export const questionId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, "A question's id is small letters, digits and hyphens, at most 64.");

/** PUT /api/answers/{questionId}: what is left out stays as it is. */
export const answerRequest = z
  .strictObject({
    text: ownWords.optional().describe("an explanation; of a prediction, why one expects it"),
    prediction: prediction.optional(),
    afterwards: z
      .literal(true)
      .optional()
      .describe("change a prediction although its run has begun: it is then told as changed"),
    reason: ownWords.optional().describe("of a prediction, after the run: why it came as it did"),
  })
  .meta({ id: "AnswerRequest" });
export type AnswerRequest = z.infer<typeof answerRequest>;

/** What one answered, and of a prediction what happened then. For nobody but its author. */
export const answer = z
  .object({
    question: z.string(),
    at: millis.describe("account time of the first answer"),
    text: z.string(),
    prediction: prediction.nullable(),
    changedAt: millis.nullable().describe("account time at which a prediction was changed after its run had begun"),
    reason: z.string(),
    run: z
      .object({
        beganAt: millis,
        until: millis.describe("account time up to which it is told"),
        complete: z.boolean().describe("whether all the minutes that were predicted have passed"),
        curve: curve.describe("the desired count, as the scaling activities tell it"),
      })
      .nullable()
      .describe("null before the run, and of an answer that predicts nothing"),
  })
  .meta({ id: "Answer" });
export type Answer = z.infer<typeof answer>;

export const answersView = z.object({ answers: z.array(answer) }).meta({ id: "Answers" });
export type AnswersView = z.infer<typeof answersView>;
