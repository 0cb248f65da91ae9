import type { Dimension, MetricDataQuery, Tag } from "@aws-sdk/client-cloudwatch";
import type { ServiceName } from "../scenario.ts";
import { type Block, type Body, Entries, Expression, hcl, type Value } from "./hcl.ts";
import { Names, snake } from "./names.ts";
import {
  DIMENSION,
  type ExportedAlarm,
  type ExportedTarget,
  isOf,
  NAMESPACE,
  type ScalingState,
  withActions,
} from "./state.ts";

/**
 * Terraform configuration for the AWS provider. Clusters and services are variables: they are managed elsewhere. Arguments as the
 * provider documents them (hashicorp/terraform-provider-aws, website/docs/r, appautoscaling_* and cloudwatch_metric_alarm).
 */
export function terraform({ targets, alarms }: ScalingState): string {
  const names = new Names();
  const blocks: Block[] = [];
  const arns = new Map<string, Expression>();
  const alone = targets.length === 1;
  const referring = targets.map((target) => {
    const { cluster, name } = target.service;
    const prefix = alone ? "" : `${cluster} ${name} `;
    const variable = (what: string, value: string) => {
      const label = names.take(prefix + what, what, snake);
      blocks.push({ type: "variable", labels: [label], body: variableBody(value) });
      return new Expression(`var.${label}`);
    };
    const variables = { cluster: variable("cluster name", cluster), service: variable("service name", name) };
    addTarget(blocks, { target, label: names.take(`${prefix}service`, "service", snake), variables, arns, names });
    return { service: target.service, variables };
  });
  for (const alarm of alarms)
    blocks.push({
      type: "resource",
      labels: ["aws_cloudwatch_metric_alarm", names.take(alarm.AlarmName, "alarm", snake)],
      body: alarmBody(alarm, arns, referring),
    });
  return hcl(blocks);
}

type Variables = { cluster: Expression; service: Expression };
type Referring = { service: ServiceName; variables: Variables }[];

const variableBody = (value: string): Body => ({
  arguments: [
    ["type", new Expression("string")],
    ["default", value],
  ],
  blocks: [],
});

function addTarget(
  blocks: Block[],
  {
    target,
    label,
    variables,
    arns,
    names,
  }: {
    target: ExportedTarget;
    label: string;
    variables: Variables;
    arns: Map<string, Expression>;
    names: Names;
  },
): void {
  const resource = (type: string, name: string, body: Body) =>
    blocks.push({ type: "resource", labels: [type, name], body });
  resource("aws_appautoscaling_target", label, {
    arguments: [
      ["service_namespace", NAMESPACE],
      ["scalable_dimension", DIMENSION],
      ["resource_id", new Expression(`"service/\${${variables.cluster.text}}/\${${variables.service.text}}"`)],
      ["min_capacity", target.minCapacity],
      ["max_capacity", target.maxCapacity],
      ...tagArguments(target.tags),
    ],
    blocks: target.suspended ? [{ type: "suspended_state", body: bodyOf(target.suspended) }] : [],
  });
  const ofTarget = ["service_namespace", "scalable_dimension", "resource_id"].map((name): [string, Value] => [
    name,
    new Expression(`aws_appautoscaling_target.${label}.${name}`),
  ]);
  for (const { name, arn, configuration } of target.policies) {
    const policy = names.take(name, "scaling policy", snake);
    const type = "StepScalingPolicyConfiguration" in configuration ? "StepScaling" : "TargetTrackingScaling";
    const { blocks } = bodyOf(configuration);
    resource("aws_appautoscaling_policy", policy, {
      arguments: [["name", name], ["policy_type", type], ...ofTarget],
      blocks,
    });
    arns.set(arn, new Expression(`aws_appautoscaling_policy.${policy}.arn`));
  }
  for (const { ScheduledActionName = "", ...action } of target.actions) {
    const { arguments: said, blocks } = bodyOf(action);
    resource("aws_appautoscaling_scheduled_action", names.take(ScheduledActionName, "scheduled action", snake), {
      arguments: [["name", ScheduledActionName], ...ofTarget, ...said],
      blocks,
    });
  }
}

function alarmBody(alarm: ExportedAlarm, arns: Map<string, Expression>, referring: Referring): Body {
  const { tags, Metrics = [], Dimensions, ...rest } = alarm;
  const { arguments: plain } = bodyOf(withActions(rest, (arn) => arns.get(arn)));
  return {
    arguments: [
      ...plain,
      ...(Dimensions ? [["dimensions", dimensions(Dimensions, referring)] as [string, Value]] : []),
      ...tagArguments(tags),
    ],
    blocks: Metrics.map((query) => ({ type: "metric_query", body: queryBody(query, referring) })),
  };
}

/** Terraform puts metric and statistic into one block. */
function queryBody({ MetricStat, ...query }: MetricDataQuery, referring: Referring): Body {
  const body = bodyOf(query);
  if (!MetricStat) return body;
  const { Metric: { Dimensions, ...metric } = {}, ...stat } = MetricStat;
  const { arguments: said } = bodyOf({ ...metric, ...stat });
  const where: [string, Value][] = Dimensions ? [["dimensions", dimensions(Dimensions, referring)]] : [];
  return { ...body, blocks: [{ type: "metric", body: { arguments: [...said, ...where], blocks: [] } }] };
}

/** Those that name an exported service say so by its variables. */
function dimensions(list: Dimension[], referring: Referring): Entries {
  const variables = referring.find(({ service }) => isOf(list, service))?.variables;
  return new Entries(
    list.map(({ Name = "", Value = "" }) => {
      if (variables && Name === "ClusterName") return [Name, variables.cluster];
      if (variables && Name === "ServiceName") return [Name, variables.service];
      return [Name, Value];
    }),
  );
}

function tagArguments(tags: Tag[]): [string, Value][] {
  const entries = tags.map(({ Key = "", Value = "" }): [string, Value] => [Key, Value]);
  return entries.length > 0 ? [["tags", new Entries(entries)]] : [];
}

/** Members whose name in Terraform is more than their words. */
const NAMES: Record<string, string> = {
  StepAdjustments: "step_adjustment",
  EvaluateLowSampleCountPercentile: "evaluate_low_sample_count_percentiles",
  OKActions: "ok_actions",
};

const terraformName = (member: string): string =>
  Object.hasOwn(NAMES, member) ? NAMES[member]! : member.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase();

/** A structure of AWS's: plain members are arguments, structures and lists of structures are blocks. */
function bodyOf(structure: object): Body {
  const body: Body = { arguments: [], blocks: [] };
  for (const [member, value] of Object.entries(structure)) {
    if (value === undefined) continue;
    const name = terraformName(member);
    const several = Array.isArray(value) ? value : [value];
    if (several.length > 0 && several.every((it) => typeof it === "object" && !(it instanceof Expression)))
      for (const it of several) body.blocks.push({ type: name, body: bodyOf(it) });
    else body.arguments.push([name, value]);
  }
  return body;
}
