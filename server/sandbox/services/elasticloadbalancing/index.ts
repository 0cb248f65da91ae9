import type { Operations } from "../operation.ts";
import { CreateListener, DeleteListener, ModifyListener } from "./listener-changes.ts";
import { DescribeListeners, DescribeRules } from "./listeners.ts";
import { CreateLoadBalancer, DeleteLoadBalancer, ModifyLoadBalancerAttributes } from "./load-balancer-changes.ts";
import { DescribeLoadBalancerAttributes, DescribeLoadBalancers } from "./load-balancers.ts";
import { CreateRule, DeleteRule, ModifyRule } from "./rule-changes.ts";
import { AddTags, DescribeTags, RemoveTags } from "./tags.ts";
import {
  CreateTargetGroup,
  DeleteTargetGroup,
  ModifyTargetGroup,
  ModifyTargetGroupAttributes,
} from "./target-group-changes.ts";
import { DescribeTargetGroupAttributes, DescribeTargetGroups } from "./target-groups.ts";
import { DescribeTargetHealth } from "./target-health.ts";
import { DeregisterTargets, RegisterTargets } from "./targets.ts";

export const operations: Operations = {
  AddTags,
  CreateListener,
  CreateLoadBalancer,
  CreateRule,
  CreateTargetGroup,
  DeleteListener,
  DeleteLoadBalancer,
  DeleteRule,
  DeleteTargetGroup,
  DeregisterTargets,
  DescribeListeners,
  DescribeLoadBalancerAttributes,
  DescribeLoadBalancers,
  DescribeRules,
  DescribeTags,
  DescribeTargetGroupAttributes,
  DescribeTargetGroups,
  DescribeTargetHealth,
  ModifyListener,
  ModifyLoadBalancerAttributes,
  ModifyRule,
  ModifyTargetGroup,
  ModifyTargetGroupAttributes,
  RegisterTargets,
  RemoveTags,
};
