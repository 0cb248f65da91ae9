import type { Dimension, Tag } from "@aws-sdk/client-cloudwatch";
import { Document, Scalar } from "yaml";
import type { ServiceName } from "../scenario.ts";
import { Names, pascal } from "./names.ts";
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
 * A CloudFormation template. Clusters and services are parameters: they belong to another stack, or to none. Ref of a scalable target
 * and of a policy is what policies and alarms ask for, their ids and ARNs (AWS CloudFormation Template Reference, return values).
 */
export function cloudFormation({ targets, alarms }: ScalingState): string {
  const names = new Names();
  const parameters: Record<string, unknown> = {};
  const resources: Record<string, unknown> = {};
  /** Policies by ARN, as alarms refer to them. */
  const policies = new Map<string, string>();

  const alone = targets.length === 1;
  const referring = targets.map((target) => {
    const { cluster, name } = target.service;
    const prefix = alone ? "" : `${cluster} ${name} `;
    const parameter = (what: string, value: string) => {
      const id = names.take(prefix + what, what, pascal);
      parameters[id] = { Type: "String", Default: value };
      return id;
    };
    const ids = { cluster: parameter("Cluster name", cluster), service: parameter("Service name", name) };
    const id = names.take(`${prefix}Scalable target`, "Scalable target", pascal);
    resources[id] = scalableTarget(target, ids);
    for (const { name, arn, configuration } of target.policies) {
      const policy = names.take(name, "Scaling policy", pascal);
      resources[policy] = {
        Type: "AWS::ApplicationAutoScaling::ScalingPolicy",
        Properties: {
          PolicyName: name,
          PolicyType: "StepScalingPolicyConfiguration" in configuration ? "StepScaling" : "TargetTrackingScaling",
          ScalingTargetId: intrinsic("Ref", id),
          ...configuration,
        },
      };
      policies.set(arn, policy);
    }
    return { service: target.service, ids };
  });

  for (const alarm of alarms)
    resources[names.take(alarm.AlarmName, "Alarm", pascal)] = {
      Type: "AWS::CloudWatch::Alarm",
      Properties: alarmProperties(alarm, policies, referring),
    };

  const template = { AWSTemplateFormatVersion: "2010-09-09", Parameters: parameters, Resources: resources };
  // AWS: CloudFormation reads YAML 1.1, where `on` and `12:30:00` need quotes to be texts (AWS CloudFormation User Guide, template formats).
  return new Document(template, { version: "1.1", aliasDuplicateObjects: false }).toString({ lineWidth: 0 });
}

type Ids = { cluster: string; service: string };
type Referring = { service: ServiceName; ids: Ids }[];

function scalableTarget(target: ExportedTarget, { cluster, service }: Ids): unknown {
  return {
    Type: "AWS::ApplicationAutoScaling::ScalableTarget",
    Properties: {
      ServiceNamespace: NAMESPACE,
      ScalableDimension: DIMENSION,
      ResourceId: intrinsic("Sub", `service/\${${cluster}}/\${${service}}`),
      MinCapacity: target.minCapacity,
      MaxCapacity: target.maxCapacity,
      ...(target.suspended && { SuspendedState: target.suspended }),
      ...(target.actions.length > 0 && { ScheduledActions: target.actions }),
      ...withTags(target.tags),
    },
  };
}

function alarmProperties({ tags, ...alarm }: ExportedAlarm, policies: Map<string, string>, referring: Referring) {
  return {
    ...withActions(alarm, (arn) => (policies.has(arn) ? intrinsic("Ref", policies.get(arn)!) : undefined)),
    ...(alarm.Dimensions && { Dimensions: dimensionsOf(alarm.Dimensions, referring) }),
    ...withTags(tags),
  };
}

/** Those that name an exported service say so by its parameters. */
function dimensionsOf(dimensions: Dimension[], referring: Referring): unknown[] {
  const ids = referring.find(({ service }) => isOf(dimensions, service))?.ids;
  return dimensions.map(({ Name, Value }) => {
    if (ids && Name === "ClusterName") return { Name, Value: intrinsic("Ref", ids.cluster) };
    if (ids && Name === "ServiceName") return { Name, Value: intrinsic("Ref", ids.service) };
    return { Name, Value };
  });
}

const withTags = (tags: Tag[]) => tags.length > 0 && { Tags: tags };

/** `!Ref Name`, the short form of an intrinsic function. */
function intrinsic(name: "Ref" | "Sub", of: string): Scalar {
  const scalar = new Scalar(of);
  scalar.tag = `!${name}`;
  return scalar;
}
