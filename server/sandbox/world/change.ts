import type { Millis, Region } from "./world.ts";

/** What somebody who watches an account can be told about; the topic of a live notice. */
export type Topic = "service" | "tasks" | "scaling" | "alarms" | "metrics" | "load" | "clock" | "account" | "progress";

/** One consequence of an input or of time. It knows its cause; whoever is told fetches the rest. */
export type Change = {
  topic: Exclude<Topic, "progress">;
  at: Millis;
  region: Region;
  /** What changed: a name or ARN. */
  resource: string;
  /** What happened, in words for logs and tests: `desired 1 -> 3`. */
  what: string;
  /** Why: `alarm <name>`, `call <operation>`, `time`. */
  cause: string;
};
