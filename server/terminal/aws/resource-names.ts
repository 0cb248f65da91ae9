import type { Host } from "../host.ts";

type Answer = Record<string, unknown>;

/** Where the names for an option come from: a call, and where they stand in its answer. */
type Source = { operation: string; input?: (words: string[]) => Answer; pick: (answer: Answer) => unknown[] };

const field = (list: string, name: string) => (answer: Answer) =>
  ((answer[list] ?? []) as Answer[]).map((it) => it[name]);
const lastParts = (list: string) => (answer: Answer) =>
  ((answer[list] ?? []) as string[]).map((it) => it.split("/").at(-1));

/** What the line has said of the cluster; without it AWS takes the cluster `default`. */
const ofCluster = (words: string[]): Answer => {
  const at = words.findIndex((it) => it === "--cluster" || it.startsWith("--cluster="));
  const cluster = at < 0 ? undefined : (words[at]!.split("=")[1] ?? words[at + 1]);
  return cluster ? { cluster } : {};
};
/** The service namespace that the line names, else ECS. */
const ofNamespace = (words: string[]): Answer => {
  const at = words.indexOf("--service-namespace");
  return { ServiceNamespace: (at < 0 ? undefined : words[at + 1]) ?? "ecs" };
};

const clusters: Source = { operation: "ListClusters", pick: lastParts("clusterArns") };
const services: Source = { operation: "ListServices", input: ofCluster, pick: lastParts("serviceArns") };
const tasks: Source = { operation: "ListTasks", input: ofCluster, pick: lastParts("taskArns") };
const instances: Source = {
  operation: "ListContainerInstances",
  input: ofCluster,
  pick: lastParts("containerInstanceArns"),
};
const definitions: Source = { operation: "ListTaskDefinitions", pick: lastParts("taskDefinitionArns") };
const alarms: Source = { operation: "DescribeAlarms", pick: field("MetricAlarms", "AlarmName") };
const balancers: Source = { operation: "DescribeLoadBalancers", pick: field("LoadBalancers", "LoadBalancerArn") };
const groups: Source = { operation: "DescribeTargetGroups", pick: field("TargetGroups", "TargetGroupArn") };
const policies: Source = {
  operation: "DescribeScalingPolicies",
  input: ofNamespace,
  pick: field("ScalingPolicies", "PolicyName"),
};
const targets: Source = {
  operation: "DescribeScalableTargets",
  input: ofNamespace,
  pick: field("ScalableTargets", "ResourceId"),
};
const actions: Source = {
  operation: "DescribeScheduledActions",
  input: ofNamespace,
  pick: field("ScheduledActions", "ScheduledActionName"),
};

const SOURCES: Record<string, Record<string, Source>> = {
  ecs: {
    "--cluster": clusters,
    "--clusters": clusters,
    "--service": services,
    "--services": services,
    "--service-name": services,
    "--task": tasks,
    "--tasks": tasks,
    "--task-definition": definitions,
    "--container-instance": instances,
    "--container-instances": instances,
  },
  "application-autoscaling": {
    "--resource-id": targets,
    "--resource-ids": targets,
    "--policy-name": policies,
    "--policy-names": policies,
    "--scheduled-action-name": actions,
    "--scheduled-action-names": actions,
  },
  cloudwatch: {
    "--alarm-name": alarms,
    "--alarm-names": alarms,
    "--namespace": { operation: "ListMetrics", pick: field("Metrics", "Namespace") },
    "--metric-name": { operation: "ListMetrics", pick: field("Metrics", "MetricName") },
  },
  elbv2: {
    "--load-balancer-arn": balancers,
    "--load-balancer-arns": balancers,
    "--target-group-arn": groups,
    "--target-group-arns": groups,
  },
  iam: { "--role-name": { operation: "ListRoles", pick: field("Roles", "RoleName") } },
};

/** Names of what the account has that an option can take; none where AWS refuses. */
export async function resourceNames(service: string, option: string, words: string[], host: Host): Promise<string[]> {
  const source = SOURCES[service]?.[option];
  if (!source) return [];
  const answer = await host.call(service, source.operation, source.input?.(words) ?? {});
  if ("error" in answer) return [];
  return [...new Set(source.pick(answer.output))].filter((it): it is string => typeof it === "string");
}
