import { z } from "zod";
import { millis } from "./account.ts";

/** Which of the side-by-side terminals of an account: "1" to "4". */
export const terminalId = z.string().regex(/^[1-4]$/);

/** GET /api/terminals/{terminalId}: what a screen needs to look as it was left. Reading makes nothing; a terminal begins at its first line. */
export const terminalView = z
  .object({
    id: z.string(),
    prompt: z
      .string()
      .describe("what stands before the next line, plain text; the question itself while one waits for y or n"),
    more: z
      .boolean()
      .describe("the line so far is unfinished (a quote, a here-document): the prompt asks for its next part"),
    running: z.boolean().describe("a line is running; its output goes to whoever sent it"),
    scrollback: z.string().describe("what the screen showed last, with line feeds and colour sequences"),
    history: z.array(z.string()).describe("lines typed, oldest first"),
    now: millis.describe("account time"),
  })
  .meta({ id: "Terminal" });
export type TerminalView = z.infer<typeof terminalView>;

/** POST /api/terminals/{terminalId}/lines. The answer is a stream of `TerminalOutput`, one JSON value a line. */
export const terminalLine = z
  .strictObject({
    line: z.string().max(16_000),
    columns: z
      .number()
      .int()
      .min(20)
      .max(1_000)
      .optional()
      .describe("the width of the screen, for tables; 80 without it"),
  })
  .meta({ id: "TerminalLine" });
export type TerminalLine = z.infer<typeof terminalLine>;

/** One piece of a line's answer. The last one is `exit`, or `ask`: then the answer to the next line, y or n, goes on with the output. */
export const terminalOutput = z
  .union([
    z.object({ out: z.string() }),
    z.object({ err: z.string() }),
    z.object({ ask: z.string().describe("the calls that wait for a yes; the next line answers y or n") }),
    z.object({ exit: z.number().int(), prompt: z.string(), more: z.boolean() }),
  ])
  .meta({ id: "TerminalOutput" });
export type TerminalOutput = z.infer<typeof terminalOutput>;

/* POST /api/terminals/{terminalId}/interrupt with {}: Ctrl-C. It ends the running line, an unanswered question and an unfinished line; 204 also where there was nothing to end. */

/** POST /api/terminals/{terminalId}/complete: what Tab would add at the cursor. */
export const completionRequest = z
  .strictObject({ line: z.string().max(16_000), cursor: z.number().int().min(0) })
  .meta({ id: "CompletionRequest" });
export const completion = z
  .object({
    from: z.number().int().describe("where the word begins that a candidate replaces"),
    candidates: z.array(z.string()).describe("in order; a final space stands for a finished word"),
  })
  .meta({ id: "Completion" });
export type Completion = z.infer<typeof completion>;
