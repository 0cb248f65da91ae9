import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Sandboxes } from "../../server/sandbox/sandboxes.ts";
import { openDatabase, StartError } from "../../server/storage/database.ts";
import { storageSuite } from "../storage/suite.ts";
import { type Postgresql, startPostgresql } from "../support/postgresql.ts";
import { CLUSTER, newcomerOf, SERVICE } from "../support/sandbox.ts";

/* The same storage on PostgreSQL: DATABASE_URL's, else Debian's. Where there is neither, this fails: what was not tried is not proven. */

let postgresql: Postgresql;
beforeAll(async () => {
  postgresql = await startPostgresql();
});
afterAll(() => postgresql?.stop());

describe("PostgreSQL", () => {
  storageSuite(async () => openDatabase({ databaseUrl: await postgresql.schema() }));
});

test("processes that start together on an empty database migrate it once", async () => {
  const databaseUrl = await postgresql.schema();

  const databases = await Promise.all([1, 2, 3, 4].map(() => openDatabase({ databaseUrl })));

  expect(await Promise.all(databases.map((database) => database.participants.count()))).toEqual([0, 0, 0, 0]);
  for (const database of databases) await database.close();
});

test("wall time is the database's", async () => {
  const database = await openDatabase({ databaseUrl: await postgresql.schema() });

  // On this machine both clocks are the same one; a minute would mean that units or time zones are wrong.
  expect(Math.abs(database.wall() - Date.now())).toBeLessThan(60_000);
  expect(Number.isInteger(database.wall())).toBe(true);
  await database.close();
});

test("a PostgreSQL that is not there is refused in one sentence without the password", async () => {
  const error = await openDatabase({ databaseUrl: "postgres://workshop:geheim@127.0.0.1:1/none" }).catch((it) => it);

  expect(error).toBeInstanceOf(StartError);
  expect((error as StartError).message).toBe(
    "The PostgreSQL of DATABASE_URL cannot be used (connect ECONNREFUSED 127.0.0.1:1): start it or correct the address, or unset DATABASE_URL to keep everything in DATA_DIR.",
  );
});

test("two processes change one account at once: nothing is lost, nothing happens twice, both see the same", async () => {
  const databaseUrl = await postgresql.schema();
  const databases = [await openDatabase({ databaseUrl }), await openDatabase({ databaseUrl })];
  const wall = databases[0]!.wall();
  const processes = databases.map((it) => new Sandboxes({ store: it.worlds, notify: () => {}, wall: () => wall }));
  const accountId = "123456789012";
  const { principal, userId } = newcomerOf(accountId).key;
  await processes[0]!.create({ accountId, seed: 7, state: "workshop", newcomer: newcomerOf(accountId) });

  // More than a snapshot's worth of inputs, so that rows go while the other process writes.
  const answers = await Promise.all(
    Array.from({ length: 400 }, (_, i) =>
      processes[i % 2]!.call({
        accountId,
        region: "us-east-1",
        service: "ecs",
        operation: "TagResource",
        input: {
          resourceArn: `arn:aws:ecs:us-east-1:${accountId}:service/${CLUSTER}/${SERVICE}`,
          tags: [{ key: `key-${i % 40}`, value: `${i}` }],
        },
        principal,
        userId,
        requestId: `request-${i}`,
      }),
    ),
  );

  expect(answers).toHaveLength(400);
  expect(await databases[0]!.worlds.revision(accountId)).toBe(400);
  const [one, other] = await Promise.all(processes.map((it) => it.world(accountId)));
  expect(one).toEqual(other);
  expect(Object.keys(one!.regions["us-east-1"]!.ecs.services[`${CLUSTER}/${SERVICE}`]!.tags)).toHaveLength(40);
  for (const it of processes) await it.close();
  const restarted = new Sandboxes({ store: databases[1]!.worlds, notify: () => {}, wall: () => wall });
  expect(await restarted.world(accountId)).toEqual(one);
  for (const database of databases) await database.close();
});

test("when PostgreSQL drops every connection, one call may fail and the next succeeds", async () => {
  const databaseUrl = await postgresql.schema();
  const [database, other] = [await openDatabase({ databaseUrl }), await openDatabase({ databaseUrl })];
  const world = { revision: 0, at: 0, worldVersion: 1, simulationVersion: 1, body: "{}" };
  await database.worlds.create("123456789012", world, newcomerOf("123456789012"), 0);

  const work = Promise.allSettled(Array.from({ length: 50 }, () => database.worlds.save("123456789012", world, 0)));
  await postgresql.dropConnections();
  await work;

  expect(await database.worlds.load("123456789012").catch(() => database.worlds.load("123456789012"))).toBeDefined();
  await Promise.all([database.close(), other.close()]);
});
