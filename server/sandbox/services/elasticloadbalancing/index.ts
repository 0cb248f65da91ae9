import type { Operations } from "../operation.ts";
import { DescribeListeners, DescribeRules } from "./listeners.ts";
import { DescribeLoadBalancerAttributes, DescribeLoadBalancers } from "./load-balancers.ts";
import { DescribeTags } from "./tags.ts";
import { DescribeTargetGroupAttributes, DescribeTargetGroups } from "./target-groups.ts";
import { DescribeTargetHealth } from "./target-health.ts";

export const operations: Operations = {
  DescribeListeners,
  DescribeLoadBalancerAttributes,
  DescribeLoadBalancers,
  DescribeRules,
  DescribeTags,
  DescribeTargetGroupAttributes,
  DescribeTargetGroups,
  DescribeTargetHealth,
};
