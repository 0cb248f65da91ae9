import type { Context } from "../operation.ts";

/** Notes that something of the load balancing changed. */
export function changed({ world, state, changes }: Context<unknown>, resource: string, what: string): void {
  changes.push({ topic: "service", at: world.now, region: state.name, resource, what, cause: "call" });
}
