import type { Change } from "../world/change.ts";
import type { Swarm, SwarmSetting, SwarmTask } from "../world/load.ts";
import type { Millis, RegionState, World } from "../world/world.ts";
import { queueMs } from "./closed-loop.ts";
import { applicationStatus } from "./health-checks.ts";
import { LATENCY_BOUNDS_MS, TIMEOUT_MS } from "./latency.ts";
import { emptyHistory, remember } from "./swarm-history.ts";
import { flowOf } from "./traffic.ts";
import { waveUsers } from "./wave.ts";

const SECOND = 1_000;

/**
 * Starts, changes or stops the load test. `users: 0` stops it at once. A start after a stop counts from nothing, as Locust
 * does; the history of earlier runs stays, so that it can be looked at again. Other tasks or another wait time are another test.
 */
export function setLoad(world: World, state: RegionState, setting: SwarmSetting, changes: Change[]): void {
  const { load } = state;
  if (setting.resetStats && load.swarm) {
    Object.assign(load.swarm, noStatistics(), { countedSince: world.now });
    changes.push(change(world, state, "statistics reset"));
  }
  const running = runningSwarm(state);
  if (setting.users === 0) {
    if (running) stop(world, state, running, changes, "load setting");
    return;
  }
  const swarm = running && !isAnotherTest(running, setting) ? running : freshSwarm(world, load.swarm);
  swarm.users = setting.users;
  swarm.spawnRate = setting.spawnRate;
  if (setting.wave) swarm.wave = setting.wave;
  if (setting.tasks) swarm.tasks = setting.tasks;
  if (setting.waitTime) swarm.waitTime = setting.waitTime;
  if (setting.runTimeSeconds) swarm.runTimeSeconds = setting.runTimeSeconds;
  if (setting.runTimeSeconds === null) delete swarm.runTimeSeconds;
  swarm.state = swarm.activeUsers === wantedUsers(world, swarm) ? "running" : "spawning";
  load.swarm = swarm;
  changes.push(change(world, state, `load of ${setting.users} users`));
}

const isAnotherTest = (swarm: Swarm, { tasks, waitTime }: SwarmSetting): boolean =>
  (tasks !== undefined && JSON.stringify(tasks) !== JSON.stringify(swarm.tasks)) ||
  (waitTime !== undefined && JSON.stringify(waitTime) !== JSON.stringify(swarm.waitTime));

const runningSwarm = ({ load: { swarm } }: RegionState): Swarm | undefined =>
  swarm && swarm.state !== "stopped" ? swarm : undefined;

function stop(world: World, state: RegionState, swarm: Swarm, changes: Change[], cause: string): void {
  swarm.state = "stopped";
  swarm.stoppedAt = world.now;
  swarm.users = 0;
  swarm.activeUsers = 0;
  swarm.rps = 0;
  swarm.failuresPerSecond = 0;
  state.load.carry = 0;
  remember(world, swarm, 0, 0);
  changes.push({ ...change(world, state, "load stopped"), cause });
}

const change = (world: World, state: RegionState, what: string): Change => ({
  topic: "load",
  at: world.now,
  region: state.name,
  resource: "load",
  what,
  cause: "load setting",
});

function freshSwarm(world: World, before: Swarm | undefined): Swarm {
  return {
    state: "spawning",
    users: 0,
    spawnRate: 0,
    activeUsers: 0,
    startedAt: world.now,
    ...noStatistics(),
    rps: 0,
    failuresPerSecond: 0,
    history: before?.history ?? emptyHistory(),
  };
}

const noStatistics = () => ({
  requests: 0,
  failures: 0,
  failuresByStatus: {},
  latencyMsSum: 0,
  latencyMsMin: -1,
  latencyMsMax: 0,
  latencyBuckets: LATENCY_BOUNDS_MS.map(() => 0),
  bytes: 0,
});

/** What users ask for unless the setting says otherwise: the workshop's page. */
export const THE_PAGE: SwarmTask[] = [{ method: "GET", path: "/", name: "/", weight: 1 }];

/** Real requests at the application's address, as requests per second that count until an instant (epoch milliseconds). */
export function setTraffic(
  world: World,
  state: RegionState,
  { rps, waiting, until }: { rps: number; waiting?: number; until: Millis },
  changes: Change[],
): void {
  const before = state.load.traffic?.rps ?? 0;
  if (rps > 0) state.load.traffic = { rps, ...(waiting !== undefined && { waiting }), until };
  else delete state.load.traffic;
  if (rps !== before) changes.push({ ...change(world, state, `traffic of ${rps} requests/s`), cause: "real requests" });
}

/** How many users there should be now. */
const wantedUsers = (world: World, { wave, users, startedAt }: Swarm): number =>
  wave ? waveUsers(wave, users, (world.now - startedAt) / SECOND) : users;

/** Moves the number of users one second towards what is asked for. Says whether it has changed. */
export function moveUsers(world: World, swarm: Swarm): boolean {
  if (swarm.state === "stopped" || (swarm.state === "running" && !swarm.wave)) return false;
  const wanted = wantedUsers(world, swarm);
  const left = wanted - swarm.activeUsers;
  if (Math.abs(left) <= swarm.spawnRate) {
    swarm.activeUsers = wanted;
    swarm.state = "running";
  } else {
    swarm.activeUsers += Math.sign(left) * swarm.spawnRate;
    swarm.state = "spawning";
  }
  return left !== 0;
}

/** When the load test stops by itself; undefined while it goes on until somebody stops it. */
export const endsAt = ({ state, startedAt, runTimeSeconds }: Swarm): Millis | undefined =>
  state === "stopped" || runTimeSeconds === undefined ? undefined : startedAt + runTimeSeconds * SECOND;

/** Stops the load test if its time is over. Says whether it did. */
export function stopAtRunTime(world: World, state: RegionState, changes: Change[]): boolean {
  const swarm = runningSwarm(state);
  const end = swarm && endsAt(swarm);
  if (!swarm || end === undefined || world.now < end) return false;
  stop(world, state, swarm, changes, "run time");
  return true;
}

/**
 * What the load balancer answers one real request that comes while so many others wait already, and which task it sends it to:
 * the next one in turn. Milliseconds: whoever waits stands behind the users of the load test and the other real requests.
 */
export function applicationAnswer(
  world: World,
  state: RegionState,
  { waiting = 0, turn = 0, path = "/" }: { waiting?: number; turn?: number; path?: string } = {},
): { status: number; latencyMs: number; task?: string } {
  const flow = flowOf(world, state);
  if (flow.refused) return { status: 503, latencyMs: flow.latency.baseMs };
  // Little's law: as many users of the load test wait as come in the time that one waits.
  const users = (flow.swarmRps * flow.latency.restMs) / SECOND;
  const latencyMs = flow.latency.baseMs + queueMs(users + waiting + 1, flow.servers);
  if (latencyMs >= TIMEOUT_MS) return { status: 504, latencyMs: TIMEOUT_MS };
  return { status: applicationStatus(path), latencyMs, task: flow.serving[turn % flow.serving.length]!.id };
}
