import { DescribeServicesCommand } from "@aws-sdk/client-ecs";
import type { AwsClients } from "../../server/accounts/account.ts";
import { sandboxAccount } from "../../server/accounts/sandbox-account.ts";
import { Sandboxes } from "../../server/sandbox/sandboxes.ts";
import { catalog } from "../../server/sandbox/services/catalog.ts";
import type { WorldStore } from "../../server/sandbox/store.ts";
import type { World } from "../../server/sandbox/world/world.ts";
import { MemoryStore } from "./memory-store.ts";
import { CLUSTER, newcomerOf, SERVICE, START } from "./names.ts";

export { CLUSTER, newcomerOf, SERVICE, START };

type Length = { days?: number; hours?: number; minutes?: number; seconds?: number };

type Options = {
  /** Feeds every id and the spread of start times. */
  seed?: number;
  state?: "workshop" | "empty";
  accountId?: string;
  store?: WorldStore;
};

/** One account as a test speaks of it. Time stands still in it unless the test lets it pass. */
export type TestSandbox = {
  accountId: string;
  sandboxes: Sandboxes;
  /** SDK clients bound to the account, without a network. */
  aws: AwsClients;
  /** The same in another Region. */
  awsIn(region: string): AwsClients;
  /** Account time goes on by so much; done when everything has happened. */
  pass(length: Length): Promise<void>;
  load(setting: { users: number; spawnRate?: number }): Promise<void>;
  /** Of the workshop's service. */
  desiredCount(): Promise<number>;
  runningCount(): Promise<number>;
  /** Messages of the workshop's service, newest first. */
  events(): Promise<string[]>;
  /** Account time, epoch milliseconds. */
  now(): Promise<number>;
  /** A copy of everything there is. */
  world(): Promise<World>;
  close(): Promise<void>;
};

/** An account of its own, kept in memory unless a store is given. */
export async function sandbox({
  seed = 7,
  state = "workshop",
  accountId = "123456789012",
  store = new MemoryStore(),
}: Options = {}): Promise<TestSandbox> {
  const sandboxes = new Sandboxes({ store, notify: () => {}, wall: () => START });
  await sandboxes.create({ accountId, seed, state, newcomer: newcomerOf(accountId) });
  const { principal, userId } = newcomerOf(accountId).key;
  // The SDK shows only an InternalFailure.
  const { aws, awsIn } = sandboxAccount({ accountId, principal, userId }, sandboxes, catalog, (bug) =>
    console.error(bug),
  );
  const service = async () => {
    const { services } = await aws.ecs.send(new DescribeServicesCommand({ cluster: CLUSTER, services: [SERVICE] }));
    return services![0]!;
  };
  return {
    accountId,
    sandboxes,
    aws,
    awsIn,
    async pass({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
      await sandboxes.setClock(accountId, { advanceSeconds: ((days * 24 + hours) * 60 + minutes) * 60 + seconds });
    },
    async load({ users, spawnRate = 10 }) {
      await sandboxes.setLoad(accountId, { users, spawnRate });
    },
    desiredCount: async () => (await service()).desiredCount!,
    runningCount: async () => (await service()).runningCount!,
    events: async () => (await service()).events!.map((event) => event.message!),
    now: () => sandboxes.now(accountId),
    world: () => sandboxes.world(accountId),
    close: () => sandboxes.close(),
  };
}
