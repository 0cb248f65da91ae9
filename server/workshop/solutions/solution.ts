import type { CheckValue, PlannedCall } from "../../contract/index.ts";
import { cliLine } from "../console/cli.ts";
import { type Sentence, sayIn, sentence } from "../messages/say.ts";
import { workshopService } from "../scenario.ts";
import type { Looking, Step } from "../step.ts";

/** Something that is done for a participant: an AWS call, users that send requests, or account time that goes on. */
export type Deed =
  | { kind: "call"; purpose: Sentence; call: Omit<PlannedCall, "purpose">; changes: Change[] }
  | { kind: "load"; users: number }
  /** Skips account time, `strideSeconds` at a time, until it is so; at most `withinSeconds`. */
  | {
      kind: "time";
      /** What has to be so, after “until”. */
      awaits: Sentence;
      strideSeconds: number;
      withinSeconds: number;
      until: (looking: Looking) => Promise<boolean>;
    };

/** What brings the account into a state in which a step passes: the difference and nothing else, in its order. */
export type Solution = (looking: Looking) => Promise<Deed[]>;

/** A field that will be different; what no AWS field says is a sentence. */
export type Change = {
  resource: string;
  field: string | Sentence;
  before?: CheckValue | Sentence | undefined;
  after: CheckValue | Sentence;
};

/** An AWS call, what it is for, and what it changes. */
export function call(
  service: string,
  operation: string,
  purpose: Sentence,
  input: Record<string, unknown>,
  changes: Change[],
  { keepsPolicyArn = false }: { keepsPolicyArn?: boolean } = {},
): Deed {
  const keeps = keepsPolicyArn ? { keepsPolicyArn } : {};
  return {
    kind: "call",
    purpose,
    call: {
      id: operation,
      service,
      operation,
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
    sentence("Set the desired number of tasks to {desired}", { desired: after }),
    { cluster: workshopService.cluster, service: workshopService.name, desiredCount: after },
    [{ resource: workshopService.name, field: "desiredCount", before, after }],
  );

/** Account time goes on until a check passes. */
export const until = (step: Step, awaits: Sentence, withinSeconds: number, strideSeconds = 60): Deed => ({
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
