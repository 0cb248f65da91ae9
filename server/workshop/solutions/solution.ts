import type { CheckValue, PlannedCall, StateChange } from "../../contract/index.ts";
import { cliLine } from "../console/cli.ts";
import { sayIn } from "../messages/say.ts";
import { workshopService } from "../scenario.ts";
import type { Looking, Step } from "../step.ts";

/** Something that is done for a participant: an AWS call, users that send requests, or account time that goes on. */
export type Deed =
  | { kind: "call"; call: PlannedCall; changes: StateChange[] }
  | { kind: "load"; users: number }
  /** Skips account time, `strideSeconds` at a time, until it is so; at most `withinSeconds`. */
  | {
      kind: "time";
      awaits: string;
      strideSeconds: number;
      withinSeconds: number;
      until: (looking: Looking) => Promise<boolean>;
    };

/** What brings the account into a state in which a step passes: the difference and nothing else, in its order. */
export type Solution = (looking: Looking) => Promise<Deed[]>;

type Change = { resource: string; field: string; before?: CheckValue | undefined; after: CheckValue };

/** An AWS call, what it is for, and what it changes. */
export function call(
  service: string,
  operation: string,
  purpose: string,
  input: Record<string, unknown>,
  changes: Change[],
  { keepsPolicyArn = false }: { keepsPolicyArn?: boolean } = {},
): Deed {
  const keeps = keepsPolicyArn ? { keepsPolicyArn } : {};
  return {
    kind: "call",
    call: {
      id: operation,
      service,
      operation,
      purpose,
      input,
      cli: cliLine(service, operation, input, keeps),
      ...keeps,
    },
    changes: changes
      .map(({ before = null, ...rest }) => ({ ...rest, before }))
      .filter(({ before, after }) => before !== after),
  };
}

/** UpdateService with another desired count. */
export const setDesired = (before: number | undefined, after: number): Deed =>
  call(
    "ecs",
    "UpdateService",
    `Set the desired number of tasks to ${after}`,
    { cluster: workshopService.cluster, service: workshopService.name, desiredCount: after },
    [{ resource: workshopService.name, field: "desiredCount", before, after }],
  );

/** Account time goes on until a check passes. */
export const until = (step: Step, awaits: string, withinSeconds: number, strideSeconds = 60): Deed => ({
  kind: "time",
  awaits,
  strideSeconds,
  withinSeconds,
  until: (looking) => passes(step, looking),
});

/** Whether a step's check passes now. */
export async function passes(step: Step, looking: Looking): Promise<boolean> {
  if (step.kind === "read") return true;
  const missing = new Set<string>();
  const say = sayIn("en");
  const expectations = await step.look(looking);
  return expectations.every((it) => it.judge({ step: step.id, now: looking.now, missing, say }).status === "pass");
}
