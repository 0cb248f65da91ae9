import type { Account } from "../../accounts/account.ts";
import type { DeedView, PlannedCall, StateChange } from "../../contract/index.ts";
import { carryOut } from "../console/update.ts";
import { type Say, saidBy, sentence } from "../messages/say.ts";
import { serviceOf } from "../reading.ts";
import { workshopService } from "../scenario.ts";
import type { Looking } from "../step.ts";
import type { Deed, Solution } from "./solution.ts";

/** What is to be done so that a step passes. `startsOver`: the service is gone, and the account gets its starting state first. */
export type Planned = { startsOver: boolean; deeds: Deed[]; unavailable: string | null };

/** What a check of this account is given. */
export const lookingAt = async ({ aws, region, load, calls, now }: Account): Promise<Looking> => ({
  aws,
  region,
  load,
  calls,
  now: await now(),
  service: workshopService,
});

/** Plans a step's solution against the account as it is. Changes nothing. */
export async function planned(solution: Solution | undefined, account: Account, say: Say): Promise<Planned> {
  if (!solution)
    return {
      startsOver: false,
      deeds: [],
      unavailable: say("There is no worked solution for this step; the chapter has all its commands."),
    };
  const looking = await lookingAt(account);
  const { found } = await serviceOf(looking);
  if (!found)
    return {
      startsOver: true,
      deeds: [],
      unavailable: account.reset
        ? null
        : say("The workshop's service is not in this account, and it cannot start over."),
    };
  const deeds = await solution(looking);
  const needs = (kind: Deed["kind"]) => deeds.some((deed) => deed.kind === kind);
  const unavailable =
    (needs("load") && !account.load) || (needs("time") && !account.clock)
      ? say(
          "This step is about something that has to happen, and this account can neither send load by itself nor skip time.",
        )
      : null;
  return { startsOver: false, deeds, unavailable };
}

/** The deeds in words. */
export const told = ({ startsOver, deeds }: Planned, say: Say): DeedView[] => [
  ...(startsOver ? [startOver(say)] : []),
  ...deeds.map((deed) => deedView(deed, say)),
];

const startOver = (say: Say): DeedView =>
  view(say("Start the account over, as the workshop's service is gone, and then do what the step asks"), null);

export const changesOf = ({ deeds }: Planned, say: Say): StateChange[] =>
  deeds.flatMap((deed) =>
    deed.kind !== "call"
      ? []
      : deed.changes.map(({ resource, field, before = null, after }) => ({
          resource,
          field: saidBy(say, field),
          before: saidBy(say, before),
          after: saidBy(say, after),
        })),
  );

function deedView(deed: Deed, say: Say): DeedView {
  switch (deed.kind) {
    case "call":
      return { ...view(saidBy(say, deed.purpose), deed.call.cli), kind: "call" };
    case "load": {
      const { users } = deed;
      const purpose =
        users > 0
          ? say("Send load with {users, plural, one {# user} other {# users}}", { users })
          : say("Stop the load");
      return { ...view(purpose, null), kind: "load" };
    }
    case "time":
      return {
        ...view(saidBy(say, sentence("Skip account time until {awaits}", { awaits: deed.awaits })), null),
        kind: "time",
      };
  }
}

const view = (purpose: string, cli: string | null): DeedView => ({
  kind: "start-over",
  purpose,
  cli,
  status: "planned",
  error: null,
});

/** Does what was planned, deed by deed. After a failure nothing more is tried. */
export async function perform(
  plan: Planned,
  solution: Solution | undefined,
  account: Account,
  say: Say,
): Promise<DeedView[]> {
  if (plan.startsOver) {
    await account.reset!.to("workshop", undefined, { keepsCheckpoint: true });
    const fresh = await planned(solution, account, say);
    return [{ ...startOver(say), status: "done" }, ...(await perform(fresh, solution, account, say))];
  }
  const done: DeedView[] = [];
  let failed = false;
  let calls: PlannedCall[] = [];
  // Calls that follow one another are one plan: the ARN that one answers is what the next one names.
  const carryOutCalls = async () => {
    const { results, complete } = await carryOut(account, { calls, deletes: [], refusals: [] });
    calls = [];
    for (const { purpose, cli, status, error } of results)
      done.push({ kind: "call", purpose, cli, status, error: error && `${error.code}: ${error.message}` });
    failed ||= !complete;
  };
  for (const deed of plan.deeds) {
    if (deed.kind === "call" && !failed) {
      calls.push({ ...deed.call, purpose: saidBy(say, deed.purpose) });
      continue;
    }
    await carryOutCalls();
    const error: string | null = failed || deed.kind === "call" ? null : await happen(deed, account, say);
    done.push({ ...deedView(deed, say), status: failed ? "not-tried" : error ? "failed" : "done", error });
    failed ||= error !== null;
  }
  await carryOutCalls();
  return done;
}

/** Load or time; why it did not happen, or null. */
async function happen(deed: Exclude<Deed, { kind: "call" }>, account: Account, say: Say): Promise<string | null> {
  if (deed.kind === "load") {
    await account.load!.set({ users: deed.users, spawnRate: SPAWN_RATE });
    return null;
  }
  for (let passed = 0; ; passed += deed.strideSeconds) {
    if (await deed.until(await lookingAt(account))) return null;
    if (passed >= deed.withinSeconds)
      return say("It did not happen within {minutes, plural, one {# minute} other {# minutes}} of account time.", {
        minutes: Math.round(deed.withinSeconds / 60),
      });
    await account.clock!.set({ advanceSeconds: deed.strideSeconds });
  }
}

/** Users started per second: all of them within six seconds. */
const SPAWN_RATE = 100;
