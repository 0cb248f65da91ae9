import { attachTargets } from "../../simulation/index.ts";
import type { ElbState, TargetGroup } from "../../world/elb.ts";
import type { RegionState, World } from "../../world/world.ts";
import { TargetGroupAssociationLimitException } from "./errors.ts";

/** ARNs of the load balancers whose listeners or rules forward to a target group. */
export function loadBalancersOf({ listeners, rules }: ElbState, targetGroupArn: string): string[] {
  const arns = new Set<string>();
  for (const it of Object.values(listeners)) if (it.targetGroupArn === targetGroupArn) arns.add(it.loadBalancerArn);
  for (const it of Object.values(rules)) {
    const listener = listeners[it.listenerArn];
    if (it.targetGroupArn === targetGroupArn && listener) arns.add(listener.loadBalancerArn);
  }
  return [...arns];
}

/** AWS: a target group belongs to one load balancer at most (API_CreateListener, TargetGroupAssociationLimit). */
export function checkAssociation(group: TargetGroup, loadBalancerArn: string): void {
  if (group.loadBalancerArns.some((it) => it !== loadBalancerArn))
    throw new TargetGroupAssociationLimitException(group.arn);
}

/** Writes to every target group which load balancer uses it. Targets of one that is used again are checked anew. */
export function associate(world: World, state: RegionState): void {
  for (const group of Object.values(state.elb.targetGroups)) {
    const arns = loadBalancersOf(state.elb, group.arn);
    if (arns.length > 0 && group.loadBalancerArns.length === 0) attachTargets(world, group);
    group.loadBalancerArns = arns;
  }
}
