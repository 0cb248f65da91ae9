import type {
  CreateRuleInput,
  CreateRuleOutput,
  DeleteRuleInput,
  DeleteRuleOutput,
  ModifyRuleInput,
  ModifyRuleOutput,
  RuleCondition,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { limits } from "../../../limits.ts";
import type { ElbState, ListenerRule } from "../../world/elb.ts";
import { randomHex } from "../../world/random.ts";
import { range } from "../constraints.ts";
import { entry } from "../entry.ts";
import { operation } from "../operation.ts";
import { associate, checkAssociation } from "./associations.ts";
import { changed } from "./changed.ts";
import {
  ListenerNotFoundException,
  OperationNotPermittedException,
  PriorityInUseException,
  RuleNotFoundException,
  refuseMembers,
  TooManyRulesException,
  unsupported,
  ValidationError,
} from "./errors.ts";
import { forwardedTo } from "./forwarding.ts";
import { ruleAnswer } from "./listeners.ts";
import { withTags } from "./tag-rules.ts";

/** AWS: a path pattern has at most 128 characters (API_PathPatternConditionConfig). */
const PATTERN_LENGTH_MAX = 128;

export const CreateRule = operation<CreateRuleInput, CreateRuleOutput>({
  accepts: { Priority: range(1, 50_000) },
  run(context) {
    const { world, state, input } = context;
    const { elb } = state;
    const listener = entry(elb.listeners, input.ListenerArn!);
    if (!listener) throw new ListenerNotFoundException();
    refuseMembers(input, ["Transforms"]);
    const pathPattern = patternOf(input.Conditions!);
    const group = forwardedTo(elb, input.Actions);
    checkAssociation(group, listener.loadBalancerArn);
    const tags = withTags({}, input.Tags);
    const rules = Object.values(elb.rules).filter((it) => it.listenerArn === listener.arn);
    const priority = String(input.Priority);
    if (rules.some((it) => it.priority === priority)) throw new PriorityInUseException(priority);
    if (rules.length >= limits.rulesPerListener)
      throw new TooManyRulesException(`This sandbox holds at most ${limits.rulesPerListener} rules of a listener.`);

    const rule: ListenerRule = {
      arn: `${listener.arn.replace(":listener/", ":listener-rule/")}/${randomHex(world, 16)}`,
      listenerArn: listener.arn,
      priority,
      pathPattern,
      targetGroupArn: group.arn,
      tags,
    };
    elb.rules[rule.arn] = rule;
    associate(world, state);
    changed(context, rule.arn, "rule created");
    return { Rules: [ruleAnswer(rule)] };
  },
});

/** AWS: what is not given stays (API_ModifyRule). The default rule changes with its listener. */
export const ModifyRule = operation<ModifyRuleInput, ModifyRuleOutput>({
  run(context) {
    const { world, state, input } = context;
    const { elb } = state;
    const rule = ruleOf(elb, input.RuleArn!);
    refuseMembers(input, ["Transforms", "ResetTransforms"]);
    // AWS's sentence is unknown.
    if (rule.priority === "default")
      throw new OperationNotPermittedException(`Default rule '${rule.arn}' cannot be modified`);
    const { pathPattern, targetGroupArn } = rule;
    const group = input.Actions ? forwardedTo(elb, input.Actions) : undefined;
    if (group) checkAssociation(group, elb.listeners[rule.listenerArn]!.loadBalancerArn);
    const next = {
      pathPattern: input.Conditions ? patternOf(input.Conditions) : pathPattern!,
      targetGroupArn: group?.arn ?? targetGroupArn,
    };
    if (next.pathPattern !== pathPattern || next.targetGroupArn !== targetGroupArn) {
      Object.assign(rule, next);
      associate(world, state);
      changed(context, rule.arn, "rule changed");
    }
    return { Rules: [ruleAnswer(rule)] };
  },
});

export const DeleteRule = operation<DeleteRuleInput, DeleteRuleOutput>({
  run(context) {
    const { world, state, input } = context;
    const rule = ruleOf(state.elb, input.RuleArn!);
    // Text as in kubernetes-sigs/aws-load-balancer-controller issue 37.
    if (rule.priority === "default")
      throw new OperationNotPermittedException(`Default rule '${rule.arn}' cannot be deleted`);
    delete state.elb.rules[rule.arn];
    associate(world, state);
    changed(context, rule.arn, "rule deleted");
    return {};
  },
});

/** The one path pattern of a rule, in the old or the new way of writing it. The sandbox knows no other condition. */
function patternOf(conditions: RuleCondition[]): string {
  const [condition, second] = conditions;
  if (!condition) throw new ValidationError("Give one condition with a path-pattern.");
  if (second) unsupported("rules with more than one condition");
  if (condition.Field !== "path-pattern") unsupported(`rule conditions on ${condition.Field}`);
  refuseMembers(condition, ["RegexValues"]);
  refuseMembers(condition.PathPatternConfig ?? {}, ["RegexValues"], "PathPatternConfig.");
  const patterns = condition.PathPatternConfig?.Values ?? condition.Values ?? [];
  if (patterns.length > 1) unsupported("rule conditions with more than one path pattern");
  const [pattern] = patterns;
  if (!pattern || pattern.length > PATTERN_LENGTH_MAX)
    throw new ValidationError(`A path pattern has 1 to ${PATTERN_LENGTH_MAX} characters.`);
  return pattern;
}

function ruleOf(elb: ElbState, arn: string): ListenerRule {
  const rule = entry(elb.rules, arn);
  if (!rule) throw new RuleNotFoundException();
  return rule;
}
