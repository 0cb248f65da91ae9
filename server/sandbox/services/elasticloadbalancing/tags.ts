import type { DescribeTagsInput, DescribeTagsOutput } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ElbState } from "../../world/elb.ts";
import type { Tags } from "../../world/world.ts";
import { entry } from "../entry.ts";
import { operation } from "../operation.ts";
import {
  ListenerNotFoundException,
  LoadBalancerNotFoundException,
  RuleNotFoundException,
  TargetGroupNotFoundException,
} from "./errors.ts";

/** Tags of load balancers, target groups, listeners and rules, in the order asked. */
export const DescribeTags = operation<DescribeTagsInput, DescribeTagsOutput>({
  reads: true,
  run: ({ state, input }) => ({
    TagDescriptions: input.ResourceArns!.map((ResourceArn) => ({
      ResourceArn,
      Tags: Object.entries(tagsOf(state.elb, ResourceArn)).map(([Key, Value]) => ({ Key, Value })),
    })),
  }),
});

function tagsOf(elb: ElbState, arn: string): Tags {
  if (/:targetgroup\//.test(arn)) {
    const group = entry(elb.targetGroups, arn);
    if (!group) throw new TargetGroupNotFoundException();
    return group.tags;
  }
  // Simplified: the sandbox's listeners and rules carry no tags.
  if (/:listener\//.test(arn)) {
    if (!entry(elb.listeners, arn)) throw new ListenerNotFoundException();
    return {};
  }
  if (/:listener-rule\//.test(arn)) {
    if (!entry(elb.rules, arn)) throw new RuleNotFoundException();
    return {};
  }
  const loadBalancer = entry(elb.loadBalancers, arn);
  if (!loadBalancer) throw new LoadBalancerNotFoundException();
  return loadBalancer.tags;
}
