import type { Operations } from "../operation.ts";
import { DeregisterScalableTarget, DescribeScalableTargets, RegisterScalableTarget } from "./scalable-targets.ts";
import { DescribeScalingActivities } from "./scaling-activities.ts";
import { DeleteScalingPolicy, DescribeScalingPolicies, PutScalingPolicy } from "./scaling-policies.ts";
import { ListTagsForResource, TagResource, UntagResource } from "./tags.ts";

export const operations: Operations = {
  DeleteScalingPolicy,
  DeregisterScalableTarget,
  DescribeScalableTargets,
  DescribeScalingActivities,
  DescribeScalingPolicies,
  ListTagsForResource,
  PutScalingPolicy,
  RegisterScalableTarget,
  TagResource,
  UntagResource,
};
