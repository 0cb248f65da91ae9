import { limits } from "../limits.ts";
import { brokenAccounts } from "./broken-accounts.ts";
import { type ClockChange, changedClock, leasedClock } from "./clock.ts";
import { fromJson, toJson } from "./json.ts";
import { AwsError } from "./services/aws-error.ts";
import type { Catalog, ServiceId } from "./services/operation.ts";
import { setLoad, setTraffic } from "./simulation/index.ts";
import { emptyWorld, WORKSHOP_REGION, workshopWorld } from "./starting-states.ts";
import { upgraded } from "./versions.ts";
import type { Change } from "./world/change.ts";
import type { SwarmSetting } from "./world/load.ts";
import { regionState } from "./world/new-world.ts";
import { random } from "./world/random.ts";
import type { Json, Millis, Region, RegionState, World } from "./world/world.ts";

/** The states an account can begin with. */
export const startingStates = { workshop: workshopWorld, empty: emptyWorld, ...brokenAccounts };
export type StartingStateName = keyof typeof startingStates;

/** An AWS call, decoded and checked by the wire layer. */
export type CallInput = {
  kind: "call";
  region: Region;
  service: ServiceId;
  operation: string;
  input: unknown;
  principal: string;
  userId: string;
  requestId: string;
};

/** Whatever changes a world besides time. It carries all that the change depends on: `wall` is the wall time at which it was decided. */
export type Input =
  | CallInput
  | ({ kind: "load" } & SwarmSetting)
  /** Real requests at the application's address, and how many wait; they count until this account time. */
  | { kind: "traffic"; rps: number; waiting?: number; until: Millis }
  /** Speed, pause and skip. */
  | ({ kind: "clock"; wall: number } & ClockChange)
  /** The participant was here. */
  | { kind: "lease"; wall: number }
  /** With `clock: "now"` the account begins at wall time again and in real time, as nothing is left that happened later. */
  | { kind: "reset"; wall: number; to: StartingStateName; clock?: "now" | undefined }
  /** Changes nothing: the world as it is now is kept beside it, to go back to. */
  | { kind: "checkpoint" }
  /** Takes a reset, or what was done since a checkpoint, back: `world` is the one from before. Its missing time is lived through afterwards. */
  | { kind: "undo"; world: World };

/** `changed` is false where there is nothing to save. */
export type Outcome =
  | { output: unknown; error?: undefined; changes: Change[]; changed: boolean }
  | { error: AwsError; changes: []; changed: false };

export const encodeInput = (input: Input): string =>
  JSON.stringify(input.kind === "call" ? { ...input, input: toJson(input.input) } : input);

export function decodeInput(body: string): Input {
  const input = JSON.parse(body) as Input;
  return input.kind === "call" ? { ...input, input: fromJson(input.input as Json) } : input;
}

/** Applies an input to a world that stands at the input's account time. Depends on nothing else: replayed, it does the same again. */
export function applyInput(world: World, input: Input, catalog: Catalog): Outcome {
  switch (input.kind) {
    case "call":
      return applyCall(world, input, catalog);
    case "load":
      return inRegion(world, WORKSHOP_REGION, (state) => {
        const changes: Change[] = [];
        setLoad(world, state, input, changes);
        return { output: undefined, changes, changed: changes.length > 0 };
      });
    case "traffic":
      return inRegion(world, WORKSHOP_REGION, (state) => {
        const changes: Change[] = [];
        setTraffic(world, state, input, changes);
        return { output: undefined, changes, changed: true }; // The same rate for longer is a change that nobody needs to be told.
      });
    case "clock":
      world.clock = changedClock(world.clock, world.now, input.wall, input);
      return changedBy(world, "clock", "clock set", "clock setting");
    case "lease":
      world.clock = leasedClock(world.clock, world.now, input.wall);
      return { output: undefined, changes: [], changed: true };
    case "reset":
      startOver(world, input);
      return changedBy(world, "account", `started over: ${input.to}`, "reset");
    case "checkpoint":
      return { output: undefined, changes: [], changed: true };
    case "undo":
      takeBack(world, upgraded(structuredClone(input.world)));
      return changedBy(world, "account", "reset taken back", "undo");
  }
}

/** Id, clock and parameters stay; the seed of what comes is drawn from what was, so that ids differ. */
function startOver(world: World, { to, wall, clock }: Input & { kind: "reset" }): void {
  const seed = Math.floor(random(world) * 2 ** 31);
  const now = clock === "now" ? wall : world.now;
  const fresh = startingStates[to]({ accountId: world.accountId, seed, now, wallNow: wall });
  const kept = clock === "now" ? { ...fresh.clock, speed: 1 } : world.clock;
  Object.assign(world, fresh, { clock: kept, parameters: world.parameters });
}

/** The clock is the account's own: what was set since stays. One that was set back since goes on from where the world was. */
function takeBack(world: World, before: World): void {
  const aheadMs = Math.max(0, before.now - world.now);
  const clock = { ...world.clock, accountAnchor: world.clock.accountAnchor + aheadMs };
  Object.assign(world, before, { clock });
}

function applyCall(world: World, call: CallInput, catalog: Catalog): Outcome {
  const { region, service, operation: name, principal, userId, requestId } = call;
  const operation = catalog[service]?.[name];
  if (!operation) throw new Error(`The sandbox does not have ${name} of ${service}.`);
  return inRegion(world, region, (state): Outcome => {
    const randomBefore = world.random;
    const changes: Change[] = [];
    const isChanged = () => changes.length > 0 || world.random !== randomBefore;
    try {
      const caller = { accountId: world.accountId, region, principal, userId, requestId };
      const output = operation.run({ world, state, caller, input: call.input, changes });
      const changed = isChanged();
      if (changed && operation.reads) throw new Error(`${name} of ${service} is said to read, but changed the world.`);
      if (changed) recordCall(world, call);
      return { output, changes, changed };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (isChanged()) throw new Error(`${name} of ${service} changed the world before it refused.`, { cause: error });
      return { error, changes: [], changed: false };
    }
  });
}

/** Acts on a Region's state; a Region that was never used leaves no trace where nothing was changed in it. */
function inRegion(world: World, region: Region, act: (state: RegionState) => Outcome): Outcome {
  const known = region in world.regions;
  const outcome = act(regionState(world, region));
  if (!known && !outcome.changed) delete world.regions[region];
  return outcome;
}

/** For the timeline: the input as plain JSON, or its beginning as text where it is long. */
function recordCall(world: World, { region, service, operation, principal, requestId, input }: CallInput): void {
  const text = JSON.stringify(input ?? {});
  const cut = text.length > limits.recordedCallBytes;
  world.calls.push({
    at: world.now,
    region,
    service,
    operation,
    principal,
    requestId,
    input: cut ? text.slice(0, limits.recordedCallBytes) : (JSON.parse(text) as Json),
  });
  if (world.calls.length > limits.recordedCalls) world.calls.splice(0, world.calls.length - limits.recordedCalls);
}

function changedBy(world: World, topic: "clock" | "account", what: string, cause: string): Outcome {
  const change: Change = { topic, at: world.now, region: WORKSHOP_REGION, resource: world.accountId, what, cause };
  return { output: undefined, changes: [change], changed: true };
}
