import { z } from "zod";
import { millis } from "./account.ts";

/** GET /api/live: server-sent events named `notice` with this as JSON. A notice says that something changed, never what. */
export const notice = z
  .object({
    topic: z.enum([
      "service",
      "tasks",
      "scaling",
      "alarms",
      "metrics",
      "load",
      "clock",
      "account",
      "progress",
      "terminal",
    ]),
    at: millis.describe("account time"),
  })
  .meta({ id: "Notice" });
export type Notice = z.infer<typeof notice>;
