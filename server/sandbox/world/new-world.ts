import { limits } from "../../limits.ts";
import { defaultParameters, type Parameters } from "./parameters.ts";
import { type Millis, type Region, type RegionState, WORLD_VERSION, type World } from "./world.ts";

/** Account seconds per wall second of a self-paced account: the longest wait for the first scale-out, 355 s, becomes 15 s. */
const DEFAULT_SPEED = 24;

const SECOND = 1_000;

export type NewWorld = {
  /** 12 digits. */
  accountId: string;
  /** Feeds ids and the spread of start times; any whole number. */
  seed: number;
  /** Account time, epoch milliseconds; counted from its whole second. */
  now: Millis;
  /** Wall time, epoch milliseconds. */
  wallNow: Millis;
  /** What differs from the defaults. */
  parameters?: Partial<Parameters>;
};

/** An account with nothing in it. */
export function newWorld({ accountId, seed, now, wallNow, parameters }: NewWorld): World {
  const second = Math.floor(now / SECOND) * SECOND;
  return {
    version: WORLD_VERSION,
    accountId,
    now: second,
    random: seed | 0,
    clock: {
      accountAnchor: second,
      wallAnchor: wallNow,
      speed: DEFAULT_SPEED,
      paused: false,
      leaseUntil: wallNow + limits.leaseMs,
    },
    parameters: { ...structuredClone(defaultParameters), ...parameters },
    regions: {},
    calls: [],
  };
}

/** What a Region of the account holds; made empty when the Region was never used. */
export function regionState(world: World, region: Region): RegionState {
  world.regions[region] ??= {
    name: region,
    ecs: {
      clusters: {},
      services: {},
      tasks: {},
      containerInstances: {},
      taskDefinitions: {},
      latestRevisions: {},
    },
    elb: { loadBalancers: {}, targetGroups: {}, listeners: {}, rules: {} },
    scaling: { targets: {}, activities: [], lastNotScaled: {} },
    cloudwatch: { series: {}, alarms: {}, history: [] },
    load: { carry: 0 },
  };
  return world.regions[region];
}
