import { hash } from "../../world/random.ts";
import type { RegionState, World } from "../../world/world.ts";

/*
 * The sandbox has no EC2: which VPC and subnets there are nobody has told it. Simplified: an account has one VPC per Region,
 * and any subnet id is one of it.
 */

/** The VPC of the account in a Region: that of its first load balancer or target group, else one of its own. */
export function vpcOf(world: World, state: RegionState): string {
  const known = [...Object.values(state.elb.loadBalancers), ...Object.values(state.elb.targetGroups)].find(
    (it) => it.vpcId,
  );
  if (known) return known.vpcId;
  const digits = [1, 2, 3].map((it) =>
    hash(`vpc ${it} ${world.accountId} ${state.name}`).toString(16).padStart(8, "0"),
  );
  return `vpc-0${digits.join("").slice(0, 16)}`;
}

/** Subnets with their zones: one that a load balancer has already is where it was, the others lie in the zones in turn. */
export function zonesOf(state: RegionState, subnetIds: string[]): { zoneName: string; subnetId: string }[] {
  const known = new Map(
    Object.values(state.elb.loadBalancers).flatMap((it) =>
      it.availabilityZones.map((zone) => [zone.subnetId, zone.zoneName]),
    ),
  );
  const taken = new Set(subnetIds.map((it) => known.get(it)));
  const free = [..."abcdef"].map((letter) => `${state.name}${letter}`).filter((zone) => !taken.has(zone));
  return subnetIds.map((subnetId) => ({ subnetId, zoneName: known.get(subnetId) ?? free.shift() ?? `${state.name}a` }));
}
