import { addLinkedRole, SERVICE_ROLE, VERIFIER } from "./services/iam/index.ts";
import { CLUSTER_AGE, liveWorkshopService } from "./simulation/index.ts";
import { newWorld } from "./world/new-world.ts";
import type { Millis, World } from "./world/world.ts";

export { names, WORKSHOP_REGION } from "./simulation/index.ts";

export type StartingState = {
  /** 12 digits. */
  accountId: string;
  /** Feeds every id. */
  seed: number;
  /** Account time, epoch milliseconds. */
  now: Millis;
  /** Wall time, epoch milliseconds. */
  wallNow: Millis;
};

/** An account with nothing in it but the role of whoever checks the workshop. */
export function emptyWorld(it: StartingState): World {
  const world = newWorld(it);
  world.iam = { roles: { [VERIFIER]: { createdAt: world.now } } };
  return world;
}

/**
 * The account as the chapter finds it: a service of one task behind a load balancer, idle for more than an hour. It is built in
 * the past and really lived up to `now`, so events, datapoints and targets are what the simulation makes of them.
 */
export function workshopWorld(it: StartingState): World {
  const world = newWorld(it);
  const end = world.now;
  world.now = end - CLUSTER_AGE;
  world.iam = { roles: { [VERIFIER]: { createdAt: world.now }, [SERVICE_ROLE]: { createdAt: world.now } } };
  addLinkedRole(world, "ecs.amazonaws.com");
  liveWorkshopService(world, end, { serviceRole: SERVICE_ROLE });
  return world;
}
