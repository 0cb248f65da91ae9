import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Sandboxes } from "../../server/sandbox/sandboxes.ts";
import type { Topic } from "../../server/sandbox/world/change.ts";
import { MemoryStore } from "../support/memory-store.ts";
import { CLUSTER, newcomerOf, SERVICE, START } from "../support/sandbox.ts";

const ACCOUNT = "123456789012";
const MINUTE = 60_000;

/* Wall time is vitest's clock: both the server's timers and what it takes for wall time. */
beforeEach(() => {
  vi.useFakeTimers({ now: START, toFake: ["setTimeout", "setInterval", "clearTimeout", "clearInterval", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function account({ state = "workshop" as "workshop" | "empty" } = {}) {
  const store = new MemoryStore();
  const notices: { wall: number; topics: Topic[]; at: number }[] = [];
  const notify = (_: string, topics: Topic[], at: number) => notices.push({ wall: Date.now() - START, topics, at });
  const sandboxes = new Sandboxes({ store, notify, wall: () => Date.now() });
  await sandboxes.create({ accountId: ACCOUNT, seed: 7, state, newcomer: newcomerOf(ACCOUNT) });
  const inputs = () => store.accounts.get(ACCOUNT)!.inputs.map(({ body }) => JSON.parse(body) as { kind: string });
  return { sandboxes, store, notices, inputs };
}

test("a new account starts at wall time, 24 times as fast", async () => {
  const { sandboxes } = await account();
  expect(await sandboxes.clock(ACCOUNT)).toEqual({
    now: START,
    speed: 24,
    paused: false,
    stopsAt: START + 10 * MINUTE,
    maxSpeed: 60,
  });

  await vi.advanceTimersByTimeAsync(10_000);
  expect(await sandboxes.now(ACCOUNT)).toBe(START + 240_000);
});

test("speed, pause and skip are set and told", async () => {
  const { sandboxes } = await account();

  expect(await sandboxes.setClock(ACCOUNT, { speed: 60 })).toMatchObject({ now: START, speed: 60 });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await sandboxes.setClock(ACCOUNT, { paused: true })).toMatchObject({
    now: START + MINUTE,
    paused: true,
    stopsAt: null,
  });
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(await sandboxes.setClock(ACCOUNT, { advanceSeconds: 86_400 })).toMatchObject({
    now: START + MINUTE + 86_400_000,
    paused: true,
  });
  expect((await sandboxes.world(ACCOUNT)).now).toBe(START + MINUTE + 86_400_000);
});

test("what somebody does keeps the clock going, saved at most once a minute", async () => {
  const { sandboxes, inputs } = await account();

  for (let second = 0; second < 30 * 60; second += 10) {
    await vi.advanceTimersByTimeAsync(10_000);
    await sandboxes.touch(ACCOUNT);
  }

  expect(await sandboxes.now(ACCOUNT)).toBe(START + 24 * 30 * MINUTE);
  const leases = inputs().filter(({ kind }) => kind === "lease").length;
  expect(leases).toBeGreaterThan(0);
  expect(leases).toBeLessThanOrEqual(30);
});

test("ten minutes after the last visit the clock stands, and tomorrow goes on from tonight", async () => {
  const { sandboxes } = await account();
  await vi.advanceTimersByTimeAsync(24 * 60 * MINUTE);
  const tonight = START + 24 * 10 * MINUTE;

  // Somebody else's look wakes nothing up.
  expect(await sandboxes.clock(ACCOUNT)).toMatchObject({ now: tonight, stopsAt: null });
  await sandboxes.load(ACCOUNT);
  expect(await sandboxes.now(ACCOUNT)).toBe(tonight);

  await sandboxes.touch(ACCOUNT);
  expect(await sandboxes.now(ACCOUNT)).toBe(tonight);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await sandboxes.now(ACCOUNT)).toBe(tonight + 24_000);
});

test("an AWS call is a visit", async () => {
  const { sandboxes } = await account();
  await vi.advanceTimersByTimeAsync(60 * MINUTE);

  const { principal, userId } = newcomerOf(ACCOUNT).key;
  const request = { accountId: ACCOUNT, region: "us-east-1", principal, userId, requestId: "request" };
  await sandboxes.call({ ...request, service: "ecs", operation: "ListClusters", input: {} });

  expect((await sandboxes.clock(ACCOUNT)).stopsAt).toBe(START + 70 * MINUTE);
});

test("an account that nobody watches does nothing by itself", async () => {
  const { sandboxes, notices } = await account();
  await sandboxes.setLoad(ACCOUNT, { users: 600, spawnRate: 100 });
  await vi.advanceTimersByTimeAsync(5_000);
  notices.length = 0;

  expect(vi.getTimerCount()).toBe(0);
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(notices).toEqual([]);
});

test("a watched account lives on and tells each topic at most once a second", async () => {
  const { sandboxes, notices, inputs } = await account();
  const request = { accountId: ACCOUNT, region: "us-east-1", principal: "arn", userId: "id", requestId: "request" };
  const unwatch = sandboxes.watch(ACCOUNT);
  await sandboxes.setLoad(ACCOUNT, { users: 600, spawnRate: 100 });
  await sandboxes.call({
    ...request,
    service: "ecs",
    operation: "UpdateService",
    input: { cluster: CLUSTER, service: SERVICE, desiredCount: 4 },
  });
  const saved = inputs().length;

  await vi.advanceTimersByTimeAsync(30_000);

  const told = Map.groupBy(
    notices.flatMap(({ wall, topics }) => topics.map((topic) => ({ wall, topic }))),
    ({ topic }) => topic,
  );
  expect([...told.keys()].sort()).toEqual(expect.arrayContaining(["load", "metrics", "service", "tasks"]));
  for (const times of told.values())
    for (const [i, { wall }] of times.entries())
      if (i > 0) expect(wall - times[i - 1]!.wall).toBeGreaterThanOrEqual(1_000);
  expect(inputs()).toHaveLength(saved); // Looking saves nothing.

  unwatch();
  unwatch();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(vi.getTimerCount()).toBe(0);
});

test("an open stream keeps the clock going", async () => {
  const { sandboxes } = await account({ state: "empty" });
  const [one, other] = [sandboxes.watch(ACCOUNT), sandboxes.watch(ACCOUNT)];
  await vi.advanceTimersByTimeAsync(15 * MINUTE);
  one();
  await vi.advanceTimersByTimeAsync(15 * MINUTE);

  expect(await sandboxes.now(ACCOUNT)).toBe(START + 24 * 30 * MINUTE);
  other();
  await sandboxes.close();
});

test("somebody's skip of a day lets others through", async () => {
  const { sandboxes } = await account();
  await sandboxes.create({ accountId: "222222222222", seed: 8, state: "empty", newcomer: newcomerOf("222222222222") });
  await sandboxes.setLoad(ACCOUNT, { users: 600, spawnRate: 100 });
  await sandboxes.now("222222222222");
  const order: string[] = [];

  const skip = sandboxes.setClock(ACCOUNT, { advanceSeconds: 86_400 }).then(() => order.push("skipped"));
  await new Promise((resolve) => setImmediate(resolve));
  await Promise.all([skip, sandboxes.load("222222222222").then(() => order.push("read"))]);

  expect(order).toEqual(["read", "skipped"]);
});

test("real requests count as a rate for three wall seconds, and not while the clock is paused", async () => {
  const { sandboxes, inputs } = await account();
  const traffic = async () => (await sandboxes.world(ACCOUNT)).regions["us-east-1"]!.load.traffic;

  await sandboxes.traffic(ACCOUNT, { rps: 12, waiting: 2 });
  expect(await traffic()).toEqual({ rps: 12, waiting: 2, until: START + 3 * 24_000 });
  await sandboxes.traffic(ACCOUNT, { rps: 12, waiting: 2 });
  expect(inputs().map(({ kind }) => kind)).toEqual(["traffic", "traffic"]);

  await sandboxes.setClock(ACCOUNT, { paused: true });
  await sandboxes.traffic(ACCOUNT, { rps: 50, waiting: 2 });
  expect((await traffic())!.rps).toBe(12);
});

test("start over: the state after the earlier chapters, load stopped, clock and id kept", async () => {
  const { sandboxes } = await account();
  await sandboxes.setClock(ACCOUNT, { speed: 60 });
  await sandboxes.setLoad(ACCOUNT, { users: 600, spawnRate: 100 });
  await vi.advanceTimersByTimeAsync(5_000);
  const before = await sandboxes.world(ACCOUNT);

  await sandboxes.reset(ACCOUNT, "workshop");

  const after = await sandboxes.world(ACCOUNT);
  expect(after).toMatchObject({ accountId: ACCOUNT, now: before.now, calls: [] });
  expect(after.clock.speed).toBe(60);
  expect((await sandboxes.load(ACCOUNT)).state).toBe("ready");
  const service = (world: typeof after) => world.regions["us-east-1"]!.ecs.services[`${CLUSTER}/${SERVICE}`]!;
  expect(service(after)).toMatchObject({ desiredCount: 1, arn: service(before).arn });
  expect(service(after).deployments[0]!.id).not.toBe(service(before).deployments[0]!.id);

  await sandboxes.reset(ACCOUNT, "empty");
  expect((await sandboxes.world(ACCOUNT)).regions).toEqual({});
  expect(await sandboxes.load(ACCOUNT)).toMatchObject({ state: "ready", users: 0 });
});

test("start over with the clock set to now: a new account at wall time and real speed, the same after a restart", async () => {
  const { sandboxes, store } = await account();
  await sandboxes.setClock(ACCOUNT, { paused: true, advanceSeconds: 86_400 });

  await sandboxes.reset(ACCOUNT, "workshop", "now");
  await vi.advanceTimersByTimeAsync(30_000);

  const world = await sandboxes.world(ACCOUNT);
  expect(world.now).toBe(START + 30_000);
  expect(await sandboxes.clock(ACCOUNT)).toMatchObject({ now: START + 30_000, speed: 1, paused: false });
  const restarted = new Sandboxes({ store, notify: () => {}, wall: () => Date.now() });
  expect(await restarted.world(ACCOUNT)).toEqual(world);
});

test("taking back a reset that set the clock to now goes on from where the account was", async () => {
  const { sandboxes, store } = await account();
  await sandboxes.setClock(ACCOUNT, { speed: 60, advanceSeconds: 86_400 });
  const before = await sandboxes.world(ACCOUNT);
  await sandboxes.reset(ACCOUNT, "empty", "now");
  await vi.advanceTimersByTimeAsync(5_000);

  await sandboxes.undoReset(ACCOUNT);
  await vi.advanceTimersByTimeAsync(5_000);

  const world = await sandboxes.world(ACCOUNT);
  expect(world.now).toBe(before.now + 5_000);
  expect(world.regions).toEqual(expect.objectContaining({ "us-east-1": expect.anything() }));
  const restarted = new Sandboxes({ store, notify: () => {}, wall: () => Date.now() });
  expect(await restarted.world(ACCOUNT)).toEqual(world);
});

test("a reset is taken back as if it had not been", async () => {
  const [one, other] = [await account(), await account()];
  for (const { sandboxes } of [one, other]) await sandboxes.setLoad(ACCOUNT, { users: 600, spawnRate: 100 });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await one.sandboxes.undoUntil(ACCOUNT)).toBeNull();

  await one.sandboxes.reset(ACCOUNT, "empty");
  expect(await one.sandboxes.undoUntil(ACCOUNT)).toBe(START + 10_000 + 10 * MINUTE);
  await vi.advanceTimersByTimeAsync(20_000);
  await one.sandboxes.undoReset(ACCOUNT);

  expect(await one.sandboxes.undoUntil(ACCOUNT)).toBeNull();
  const restarted = new Sandboxes({ store: one.store, notify: () => {}, wall: () => Date.now() });
  const [undone, never] = [await one.sandboxes.world(ACCOUNT), await other.sandboxes.world(ACCOUNT)];
  expect({ ...undone, clock: never.clock }).toEqual(never);
  expect(await restarted.world(ACCOUNT)).toEqual(undone);
});

test("a reset cannot be taken back after ten minutes", async () => {
  const { sandboxes } = await account();
  await sandboxes.reset(ACCOUNT, "empty");
  await vi.advanceTimersByTimeAsync(10 * MINUTE);

  expect(await sandboxes.undoUntil(ACCOUNT)).toBeNull();
  await sandboxes.undoReset(ACCOUNT);
  expect((await sandboxes.world(ACCOUNT)).regions).toEqual({});
});
