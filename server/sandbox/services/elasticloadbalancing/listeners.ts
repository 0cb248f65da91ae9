import type {
  Action,
  DescribeListenersInput,
  DescribeListenersOutput,
  DescribeRulesInput,
  DescribeRulesOutput,
  Listener as ListenerAnswer,
  ProtocolEnum,
  Rule as RuleAnswer,
  RuleCondition,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Listener, ListenerRule } from "../../world/elb.ts";
import { range } from "../constraints.ts";
import { entry } from "../entry.ts";
import { operation } from "../operation.ts";
import {
  ListenerNotFoundException,
  LoadBalancerNotFoundException,
  RuleNotFoundException,
  ValidationError,
} from "./errors.ts";
import { byArn, pageOf } from "./page.ts";

export const DescribeListeners = operation<DescribeListenersInput, DescribeListenersOutput>({
  reads: true,
  accepts: { PageSize: range(1, 400) },
  run({ state, input }) {
    const arns = input.ListenerArns ?? [];
    const loadBalancer = input.LoadBalancerArn;
    // AWS: one of the two is required (API_DescribeListeners); its text for neither is unknown.
    if (!arns.length && !loadBalancer) throw new ValidationError("Name a load balancer or at least one listener.");
    if (loadBalancer && !entry(state.elb.loadBalancers, loadBalancer)) throw new LoadBalancerNotFoundException();
    const found = Object.values(state.elb.listeners).filter(
      (it) => (!arns.length || arns.includes(it.arn)) && (!loadBalancer || it.loadBalancerArn === loadBalancer),
    );
    if (found.length < new Set(arns).size) throw new ListenerNotFoundException();
    const { rows, NextMarker } = pageOf("DescribeListeners", byArn(found), ({ arn }) => arn, input);
    return {
      Listeners: rows.map(listenerAnswer),
      NextMarker,
    };
  },
});

/** Rules in the order in which a load balancer tries them: by number, the default one last. */
export const DescribeRules = operation<DescribeRulesInput, DescribeRulesOutput>({
  reads: true,
  accepts: { PageSize: range(1, 400) },
  run({ state, input }) {
    const arns = input.RuleArns ?? [];
    const listener = input.ListenerArn;
    // AWS: one of the two is required (API_DescribeRules); its text for neither is unknown.
    if (!arns.length && !listener) throw new ValidationError("Name a listener or at least one rule.");
    if (listener && !entry(state.elb.listeners, listener)) throw new ListenerNotFoundException();
    const found = Object.values(state.elb.rules)
      .filter((it) => (!arns.length || arns.includes(it.arn)) && (!listener || it.listenerArn === listener))
      .sort((a, b) => (orderKey(a) < orderKey(b) ? -1 : 1));
    if (found.length < new Set(arns).size) throw new RuleNotFoundException();
    const { rows, NextMarker } = pageOf("DescribeRules", found, orderKey, input);
    return {
      Rules: rows.map(ruleAnswer),
      NextMarker,
    };
  },
});

export const listenerAnswer = (it: Listener): ListenerAnswer => ({
  ListenerArn: it.arn,
  LoadBalancerArn: it.loadBalancerArn,
  Port: it.port,
  Protocol: it.protocol as ProtocolEnum,
  DefaultActions: [forward(it.targetGroupArn)],
});

export const ruleAnswer = (it: ListenerRule): RuleAnswer => ({
  RuleArn: it.arn,
  Priority: it.priority,
  Conditions: conditions(it),
  Actions: [forward(it.targetGroupArn)],
  IsDefault: it.priority === "default",
  Transforms: [],
});

/** Sorts rules by priority; numbers have at most five digits, and letters follow them. */
const orderKey = ({ priority, arn }: ListenerRule) => `${priority.padStart(7, "0")} ${arn}`;

function conditions({ pathPattern }: ListenerRule): RuleCondition[] {
  if (pathPattern === undefined) return [];
  return [{ Field: "path-pattern", Values: [pathPattern], PathPatternConfig: { Values: [pathPattern] } }];
}

/** Recorded in testdata/aws/elbv2/alb_native.json of radkawar/stackd: the one target group has weight 1. */
function forward(targetGroupArn: string): Action {
  return {
    Type: "forward",
    TargetGroupArn: targetGroupArn,
    ForwardConfig: {
      TargetGroups: [{ TargetGroupArn: targetGroupArn, Weight: 1 }],
      TargetGroupStickinessConfig: { Enabled: false },
    },
  };
}
