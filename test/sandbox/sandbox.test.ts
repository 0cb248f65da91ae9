import { expect, test } from "vitest";
import { limits } from "../../server/limits.ts";
import { NoSuchAccount } from "../../server/sandbox/sandbox.ts";
import { Sandboxes } from "../../server/sandbox/sandboxes.ts";
import { AwsError } from "../../server/sandbox/services/aws-error.ts";
import { catalog } from "../../server/sandbox/services/catalog.ts";
import type { Catalog, Operations } from "../../server/sandbox/services/operation.ts";
import type { SavedInput, WorldStore } from "../../server/sandbox/store.ts";
import type { Topic } from "../../server/sandbox/world/change.ts";
import { MemoryStore } from "../support/memory-store.ts";
import { newcomerOf, START } from "../support/sandbox.ts";

const ACCOUNT = "123456789012";
const MINUTE = 60_000;

/** A server over a store, with a wall clock in the test's hand. */
function server(store: WorldStore, options: { catalog?: Catalog; worldsInMemory?: number } = {}) {
  const wall = { now: START };
  const notices: { topics: Topic[]; at: number }[] = [];
  const notify = (_: string, topics: Topic[], at: number) => notices.push({ topics, at });
  const sandboxes = new Sandboxes({ store, notify, wall: () => wall.now, ...options });
  return { sandboxes, wall, notices };
}

const create = (sandboxes: Sandboxes, accountId = ACCOUNT, state: "workshop" | "empty" = "empty") =>
  sandboxes.create({ accountId, seed: 7, state, newcomer: newcomerOf(accountId) });

const call = (
  sandboxes: Sandboxes,
  operation: string,
  input: unknown = {},
  accountId = ACCOUNT,
  region = "us-east-1",
) => {
  const { principal, userId } = newcomerOf(accountId).key;
  return sandboxes.call({
    accountId,
    region,
    service: "ecs",
    operation,
    input,
    principal,
    userId,
    requestId: "request",
  });
};

const createCluster = (sandboxes: Sandboxes, clusterName: string, accountId = ACCOUNT) =>
  call(sandboxes, "CreateCluster", { clusterName }, accountId);

const clustersOf = async (sandboxes: Sandboxes, accountId = ACCOUNT) =>
  Object.keys((await sandboxes.world(accountId)).regions["us-east-1"]?.ecs.clusters ?? {});

/** ECS with operations of the test's own. */
const withOperations = (ecs: Operations): Catalog => ({ ...catalog, ecs: { ...catalog.ecs, ...ecs } });

/** A store in which the test stands between server and rows. */
class WatchedStore extends MemoryStore {
  appended: SavedInput[] = [];
  saves = 0;
  loads = 0;
  before: () => Promise<void> = async () => {};

  override async append(...args: Parameters<MemoryStore["append"]>): Promise<boolean> {
    await this.before();
    this.appended.push(args[1]);
    return super.append(...args);
  }
  override async save(...args: Parameters<MemoryStore["save"]>): Promise<boolean> {
    this.saves++;
    return super.save(...args);
  }
  override async load(...args: Parameters<MemoryStore["load"]>) {
    this.loads++;
    return super.load(...args);
  }
}

test("what was acknowledged is there after the process died", async () => {
  const store = new MemoryStore();
  const { sandboxes } = server(store);
  await create(sandboxes);
  await createCluster(sandboxes, "one");
  await createCluster(sandboxes, "two");

  expect(await clustersOf(server(store).sandboxes)).toEqual(["one", "two"]);
});

test("accounts share nothing", async () => {
  const { sandboxes } = server(new MemoryStore());
  await create(sandboxes);
  await create(sandboxes, "222222222222");

  await createCluster(sandboxes, "mine");

  expect(await clustersOf(sandboxes)).toEqual(["mine"]);
  expect(await clustersOf(sandboxes, "222222222222")).toEqual([]);
  await expect(createCluster(sandboxes, "x", "333333333333")).rejects.toBeInstanceOf(NoSuchAccount);
});

test("an operation that changed nothing saves nothing", async () => {
  const store = new WatchedStore();
  const { sandboxes, wall } = server(store);
  await create(sandboxes, ACCOUNT, "workshop");

  await call(sandboxes, "ListClusters");
  await call(sandboxes, "ListClusters", {}, ACCOUNT, "eu-west-1");
  await expect(call(sandboxes, "UpdateService", { service: "none" })).rejects.toBeInstanceOf(AwsError);
  wall.now += 30_000;
  await sandboxes.load(ACCOUNT);
  await sandboxes.now(ACCOUNT);
  await sandboxes.setLoad(ACCOUNT, { users: 0, spawnRate: 1 });

  expect(store.appended).toEqual([]);
  expect(store.saves).toBe(0);
  expect(Object.keys((await sandboxes.world(ACCOUNT)).regions)).toEqual(["us-east-1"]);
});

test("a Region is there once something is in it", async () => {
  const { sandboxes } = server(new MemoryStore());
  await create(sandboxes);

  await call(sandboxes, "CreateCluster", { clusterName: "far" }, ACCOUNT, "ap-southeast-2");

  expect(Object.keys((await sandboxes.world(ACCOUNT)).regions)).toEqual(["ap-southeast-2"]);
});

test("an answer leaves only after everything it has seen is saved", async () => {
  const store = new WatchedStore();
  const { sandboxes } = server(store);
  await create(sandboxes);
  const order: string[] = [];
  store.before = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    order.push("saved");
  };

  await Promise.all([
    createCluster(sandboxes, "one").then(() => order.push("created")),
    call(sandboxes, "ListClusters").then(() => order.push("listed")),
    sandboxes.clock(ACCOUNT).then(() => order.push("clock read")),
  ]);

  expect(order).toEqual(["saved", "created", "listed", "clock read"]);
});

test("a change that could not be saved is not seen by anybody", async () => {
  const store = new WatchedStore();
  const { sandboxes, notices } = server(store);
  await create(sandboxes);
  store.before = async () => {
    throw new Error("the disk is full");
  };

  const created = createCluster(sandboxes, "one");
  const listed = call(sandboxes, "ListClusters");

  await expect(created).rejects.toThrow("the disk is full");
  expect(await listed).toMatchObject({ clusterArns: [] });
  expect(notices).toEqual([]);
  store.before = async () => {};
  await createCluster(sandboxes, "two");
  expect(await clustersOf(sandboxes)).toEqual(["two"]);
});

test("after a fault in an operation the world is what was saved", async () => {
  const broken = withOperations({
    CreateCluster: {
      run({ world }) {
        world.random = 0;
        world.parameters.idleCpuPercent = 99;
        throw new TypeError("a bug");
      },
    },
  });
  const { sandboxes } = server(new MemoryStore(), { catalog: broken });
  await create(sandboxes);
  const before = await sandboxes.world(ACCOUNT);

  await expect(createCluster(sandboxes, "one")).rejects.toThrow("a bug");

  expect(await sandboxes.world(ACCOUNT)).toEqual(before);
});

test("an operation that refuses after it has changed something is a fault, and changes nothing", async () => {
  class Refusal extends AwsError {
    override name = "Refusal";
  }
  const broken = withOperations({
    CreateCluster: {
      run({ world, changes }) {
        world.parameters.idleCpuPercent = 99;
        changes.push({ topic: "service", at: world.now, region: "us-east-1", resource: "", what: "", cause: "" });
        throw new Refusal("too late");
      },
    },
  });
  const { sandboxes } = server(new MemoryStore(), { catalog: broken });
  await create(sandboxes);
  const before = await sandboxes.world(ACCOUNT);

  await expect(createCluster(sandboxes, "one")).rejects.toThrow("changed the world before it refused");

  expect(await sandboxes.world(ACCOUNT)).toEqual(before);
});

test("an operation that is said to read but changes the world is a fault", async () => {
  const broken = withOperations({ ListClusters: { reads: true, run: ({ world }) => world.random++ } });
  const { sandboxes } = server(new MemoryStore(), { catalog: broken });
  await create(sandboxes);
  const before = await sandboxes.world(ACCOUNT);

  await expect(call(sandboxes, "ListClusters")).rejects.toThrow("is said to read");

  expect(await sandboxes.world(ACCOUNT)).toEqual(before);
});

test("calls of one second keep their order", async () => {
  const { sandboxes } = server(new MemoryStore());
  await create(sandboxes);
  const names = Array.from({ length: 20 }, (_, i) => `cluster-${i}`);

  await Promise.all(names.map((name) => createCluster(sandboxes, name)));

  expect(await clustersOf(sandboxes)).toEqual(names);
  const calls = await sandboxes.calls(ACCOUNT);
  expect(calls.map(({ input }) => input)).toEqual(names.toReversed().map((clusterName) => ({ clusterName })));
  expect(new Set(calls.map(({ at }) => at))).toEqual(new Set([START]));
});

test("two processes that change one account at once lose nothing and do nothing twice", async () => {
  const store = new MemoryStore({ shared: true });
  const processes = [server(store).sandboxes, server(store).sandboxes];
  await create(processes[0]!);

  const register = (i: number) =>
    call(processes[i % 2]!, "RegisterTaskDefinition", {
      family: "web",
      containerDefinitions: [{ name: `web-${i}`, image: "nginx", memory: 64 }],
    }) as Promise<{ taskDefinition: { revision: number } }>;
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => register(i)));

  const revisions = answers.map((answer) => answer.taskDefinition.revision);
  expect(revisions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  const [one, other] = await Promise.all(processes.map((it) => it.world(ACCOUNT)));
  expect(one).toEqual(other);
  expect(Object.keys(one!.regions["us-east-1"]!.ecs.taskDefinitions)).toHaveLength(20);
});

test("what one process has changed another reads at once", async () => {
  const store = new MemoryStore({ shared: true });
  const [one, other] = [server(store).sandboxes, server(store).sandboxes];
  await create(one);
  expect(await call(other, "ListClusters")).toMatchObject({ clusterArns: [] });

  await createCluster(one, "new");

  expect(await call(other, "ListClusters")).toMatchObject({ clusterArns: [expect.stringContaining("cluster/new")] });
  await expect(call(other, "DeleteCluster", { cluster: "new" })).resolves.toBeDefined();
  expect(await clustersOf(one)).toEqual(await clustersOf(other));
});

test("who looks on at one process is told of what another one did", async () => {
  const store = new MemoryStore({ shared: true });
  const here = server(store);
  const elsewhere = server(store).sandboxes;
  await create(here.sandboxes);
  await call(here.sandboxes, "ListClusters");
  here.notices.length = 0;

  await createCluster(elsewhere, "new");
  await here.sandboxes.touch(ACCOUNT);

  expect(here.notices.flatMap(({ topics }) => topics)).toEqual(expect.arrayContaining(["service", "scaling", "load"]));
});

test("a decision whose race is lost is made again, not repeated", async () => {
  const store = new WatchedStore();
  const { sandboxes } = server(store);
  await create(sandboxes);
  const rival = server(store).sandboxes;
  await createCluster(sandboxes, "first");
  store.before = async () => {
    store.before = async () => {};
    await call(rival, "DeleteCluster", { cluster: "first" });
  };

  // Decided upon a world in which the cluster was there; it is gone when the decision would be saved.
  await expect(
    call(sandboxes, "TagResource", { resourceArn: arnOf("first"), tags: [{ key: "a", value: "b" }] }),
  ).rejects.toBeInstanceOf(AwsError);

  expect(await sandboxes.world(ACCOUNT)).toEqual(await rival.world(ACCOUNT));
});

test("a snapshot follows every 256 inputs, and the inputs it contains go", async () => {
  const store = new WatchedStore();
  const { sandboxes } = server(store);
  await create(sandboxes);
  const set = (i: number) => sandboxes.setClock(ACCOUNT, { speed: 1 + (i % 2) });

  for (let i = 0; i < limits.snapshotEveryInputs - 1; i++) await set(i);
  expect(store.saves).toBe(0);
  await set(0);
  await sandboxes.now(ACCOUNT); // In the queue behind the snapshot.

  expect(store.saves).toBe(1);
  expect(store.accounts.get(ACCOUNT)).toMatchObject({ world: { revision: limits.snapshotEveryInputs }, inputs: [] });
});

test("a burst of calls does not write a snapshot for each of them", async () => {
  const store = new WatchedStore();
  const { sandboxes } = server(store);
  await create(sandboxes);

  const calls = 3 * limits.snapshotEveryInputs;
  await Promise.all(Array.from({ length: calls }, (_, i) => sandboxes.setClock(ACCOUNT, { speed: 1 + (i % 2) })));
  await sandboxes.now(ACCOUNT);

  expect(store.appended).toHaveLength(calls);
  expect(store.saves).toBeGreaterThan(0);
  expect(store.saves).toBeLessThanOrEqual(3);
});

test("a snapshot follows ten minutes awake", async () => {
  const store = new WatchedStore();
  const { sandboxes, wall } = server(store);
  await create(sandboxes);
  await sandboxes.touch(ACCOUNT);

  for (let minute = 1; minute <= 9; minute++) {
    wall.now += MINUTE;
    await sandboxes.touch(ACCOUNT);
  }
  await sandboxes.now(ACCOUNT);
  expect(store.saves).toBe(0);

  wall.now += MINUTE;
  await sandboxes.touch(ACCOUNT);
  await sandboxes.now(ACCOUNT);
  expect(store.saves).toBe(1);
});

test("a stopping server saves what is in memory, and wakes from it", async () => {
  const store = new WatchedStore();
  const { sandboxes, wall } = server(store);
  await create(sandboxes, ACCOUNT, "workshop");
  await sandboxes.setLoad(ACCOUNT, { users: 300, spawnRate: 10 });
  wall.now += 10_000;
  const before = await sandboxes.world(ACCOUNT);

  await sandboxes.close();

  expect(store.accounts.get(ACCOUNT)).toMatchObject({ world: { revision: 1, at: before.now }, inputs: [] });
  const next = server(store);
  next.wall.now = wall.now;
  expect(await next.sandboxes.world(ACCOUNT)).toEqual(before);
  expect(() => sandboxes.now(ACCOUNT)).toThrow("stopping");
});

test("the world nobody used for longest goes from memory, saved", async () => {
  const store = new WatchedStore();
  const { sandboxes } = server(store, { worldsInMemory: 2 });
  const ids = ["111111111111", "222222222222", "333333333333"];
  for (const id of ids) await create(sandboxes, id);

  await createCluster(sandboxes, "one", ids[0]);
  await createCluster(sandboxes, "two", ids[1]);
  await clustersOf(sandboxes, ids[0]);
  expect(store.loads).toBe(2);
  await createCluster(sandboxes, "three", ids[2]);

  await expect.poll(() => store.saves).toBe(1);
  expect(store.accounts.get(ids[1]!)).toMatchObject({ world: { revision: 1 }, inputs: [] });
  expect(await clustersOf(sandboxes, ids[0])).toEqual(["one"]);
  expect(store.loads).toBe(3);
  expect(await clustersOf(sandboxes, ids[1])).toEqual(["two"]);
  expect(store.loads).toBe(4);
});

test("a newer server's account is refused with the advice to try again", async () => {
  const store = new MemoryStore();
  const { sandboxes } = server(store);
  await create(sandboxes);
  store.accounts.get(ACCOUNT)!.world.simulationVersion = 99;

  await expect(clustersOf(sandboxes)).rejects.toThrow("saved by a newer version of the server. Try again");
});

const arnOf = (cluster: string) => `arn:aws:ecs:us-east-1:${ACCOUNT}:cluster/${cluster}`;

test("a full account takes only what makes it smaller, and its neighbour notices nothing", async () => {
  const store = new MemoryStore();
  const { sandboxes, wall } = server(store);
  await create(sandboxes);
  await create(sandboxes, "210987654321");
  const register = (accountId = ACCOUNT) =>
    call(
      sandboxes,
      "RegisterTaskDefinition",
      {
        family: "big",
        containerDefinitions: [{ name: "app", image: "app", memory: 1, command: ["x".repeat(60_000)] }],
      },
      accountId,
    );
  const registerUntilFull = async () => {
    for (let count = 0; ; count++) {
      const refused = await register().then(
        () => undefined,
        (error: unknown) => error,
      );
      if (refused) return { count, refused };
    }
  };

  const { count, refused } = await registerUntilFull();
  expect(refused).toMatchObject({ name: "LimitExceededException", message: expect.stringContaining("full") });
  expect(refused).toBeInstanceOf(AwsError);
  expect(count * 60_000).toBeLessThanOrEqual(limits.worldBytes);
  expect(JSON.stringify(await sandboxes.world(ACCOUNT)).length).toBeLessThan(limits.worldBytes + 60_000);

  await call(sandboxes, "ListTaskDefinitions");
  await call(sandboxes, "DeregisterTaskDefinition", { taskDefinition: "big:1" });
  await register("210987654321");
  await sandboxes.reset(ACCOUNT, "empty");
  wall.now += limits.worldMeasuredEveryMs;
  await register();
});
