import type { CloudWatchState } from "./cloudwatch.ts";
import type { EcsState } from "./ecs.ts";
import type { ElbState } from "./elb.ts";
import type { IamState } from "./iam.ts";
import type { LoadState } from "./load.ts";
import type { Parameters } from "./parameters.ts";
import type { ScalingState } from "./scaling.ts";

/** An instant: milliseconds since the epoch. In a world always a whole second of account time. */
export type Millis = number;
/** An AWS Region's name, such as `us-east-1`. */
export type Region = string;
/** Anything JSON can hold: what a world keeps only to give it back. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
/** Key and value, as every AWS service here writes tags. */
export type Tags = Record<string, string>;

/** The shape of `World`. Raised with every change of shape; an upgrade function comes with it. */
export const WORLD_VERSION = 1;
/** The behaviour of `advance`. Raised when the same world and inputs would give another history. */
export const SIMULATION_VERSION = 3;

/**
 * One sandbox account: plain JSON that changes in two ways only, an input is applied or time advances.
 * Whoever changes it notes the consequences as `Change`s.
 */
export type World = {
  version: number;
  /** 12 digits. */
  accountId: string;
  /** Account time. */
  now: Millis;
  /** State of the seeded generator (`random.ts`): feeds ids and the spread of start times, nothing else. */
  random: number;
  clock: Clock;
  parameters: Parameters;
  regions: Record<Region, RegionState>;
  /** Absent until a role was added. */
  iam?: IamState;
  /** The latest state-changing AWS calls, oldest first, at most `limits.recordedCalls`. */
  calls: RecordedCall[];
};

/** How account time follows wall time; see `clock.ts`. All instants whole seconds except `wallAnchor` and `leaseUntil`, which are wall milliseconds. */
export type Clock = {
  accountAnchor: Millis;
  wallAnchor: Millis;
  /** Account seconds per wall second, 1 to 60. */
  speed: number;
  paused: boolean;
  /** Wall time at which the clock stops unless the participant comes back. */
  leaseUntil: Millis;
};

/** What one Region of the account holds. */
export type RegionState = {
  name: Region;
  ecs: EcsState;
  elb: ElbState;
  scaling: ScalingState;
  cloudwatch: CloudWatchState;
  load: LoadState;
};

/** A state-changing AWS call as the timeline tells it. */
export type RecordedCall = {
  at: Millis;
  region: Region;
  service: string;
  operation: string;
  /** ARN of the caller. */
  principal: string;
  requestId: string;
  /** The input as JSON, cut at `limits.recordedCallBytes`. */
  input: Json;
};
