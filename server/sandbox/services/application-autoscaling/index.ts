import type { Operations } from "../operation.ts";
import { GetPredictiveScalingForecast } from "./predictive-scaling.ts";
import { DeregisterScalableTarget, DescribeScalableTargets, RegisterScalableTarget } from "./scalable-targets.ts";
import { DescribeScalingActivities } from "./scaling-activities.ts";
import { DeleteScalingPolicy, DescribeScalingPolicies, PutScalingPolicy } from "./scaling-policies.ts";
import { DeleteScheduledAction, DescribeScheduledActions, PutScheduledAction } from "./scheduled-actions.ts";
import { ListTagsForResource, TagResource, UntagResource } from "./tags.ts";

export const operations: Operations = {
  DeleteScalingPolicy,
  DeleteScheduledAction,
  DeregisterScalableTarget,
  DescribeScalableTargets,
  DescribeScalingActivities,
  DescribeScalingPolicies,
  DescribeScheduledActions,
  GetPredictiveScalingForecast,
  ListTagsForResource,
  PutScalingPolicy,
  PutScheduledAction,
  RegisterScalableTarget,
  TagResource,
  UntagResource,
};
