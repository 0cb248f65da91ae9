import type { SavedWorld } from "./store.ts";
import { SIMULATION_VERSION, WORLD_VERSION, type World } from "./world/world.ts";

/**
 * How a world of version n becomes one of version n + 1, by n: pure, each with a fixture of the old shape in test/sandbox. Version 1
 * is the first, so there is none yet.
 */
const upgrades: Record<number, (world: World) => World> = {};

/** A newer process has saved this world. This one must not guess what it means; the other one can answer. */
export class NewerWorld extends Error {
  override name = "NewerWorld";

  constructor() {
    super("This account was saved by a newer version of the server. Try again in a moment, or start that version.");
  }
}

/** The world in today's shape. */
export function upgraded(world: World): World {
  if (world.version > WORLD_VERSION) throw new NewerWorld();
  let current = world;
  while (current.version < WORLD_VERSION) {
    const upgrade = upgrades[current.version];
    if (!upgrade) throw new Error(`There is no upgrade of a world of version ${current.version}.`);
    current = upgrade(current);
  }
  return current;
}

/** The world of a snapshot. An older simulation's is taken over as it is: the log since its snapshot is lived through by today's rules. */
export function worldOf(saved: SavedWorld): World {
  if (saved.worldVersion > WORLD_VERSION || saved.simulationVersion > SIMULATION_VERSION) throw new NewerWorld();
  return upgraded(JSON.parse(saved.body) as World);
}

export const savedWorld = (world: World, revision: number): SavedWorld => ({
  revision,
  at: world.now,
  worldVersion: WORLD_VERSION,
  simulationVersion: SIMULATION_VERSION,
  body: JSON.stringify(world),
});
