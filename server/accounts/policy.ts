import type { OwnAccount } from "./own-purpose.ts";

/* What a participant's own account has to allow. `test/accounts/policy.test.ts` keeps it equal to what checks, panels and chapters call. */

/** Operations that read, by IAM's name of the service. */
export const reads = {
  ecs: [
    "DescribeClusters",
    "DescribeContainerInstances",
    "DescribeServices",
    "DescribeTasks",
    "ListClusters",
    "ListContainerInstances",
    "ListServices",
    "ListTasks",
  ],
  "application-autoscaling": [
    "DescribeScalableTargets",
    "DescribeScalingActivities",
    "DescribeScalingPolicies",
    "DescribeScheduledActions",
    "ListTagsForResource",
  ],
  cloudwatch: [
    "DescribeAlarmHistory",
    "DescribeAlarms",
    "DescribeAlarmsForMetric",
    "GetMetricData",
    "GetMetricStatistics",
    "ListTagsForResource",
  ],
  elasticloadbalancing: ["DescribeLoadBalancers", "DescribeTargetGroups", "DescribeTargetHealth"],
};

/** Operations that change something, by IAM's name of the service. */
export const changes = {
  ecs: ["CreateService", "DeleteService", "UpdateService"],
  "application-autoscaling": [
    "DeleteScalingPolicy",
    "DeregisterScalableTarget",
    "PutScalingPolicy",
    "RegisterScalableTarget",
  ],
  cloudwatch: ["DeleteAlarms", "PutMetricAlarm"],
};

/** AWS: what is made with tags needs it, too (Service Authorization Reference, dependent actions; CloudWatch User Guide, tagging). */
const TAGGING = "TagResource";
const LINKED_ROLE = "ecs.application-autoscaling.amazonaws.com";

const actions = (service: string, operations: string[]) => operations.map((it) => `${service}:${it}`);

/**
 * The least that an account has to allow for the workshop's chapters, as IAM takes it. AWS: reading the things of Application Auto
 * Scaling and CloudWatch cannot be narrowed to a resource (Service Authorization Reference), changing them can.
 */
export function participantPolicy({ accountId, region }: OwnAccount, { cluster }: { cluster: string }) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Look",
        Effect: "Allow",
        Action: Object.entries(reads).flatMap(([name, operations]) => actions(name, operations)),
        Resource: "*",
      },
      {
        Sid: "ChangeServicesOfTheCluster",
        Effect: "Allow",
        Action: actions("ecs", changes.ecs),
        Resource: `arn:aws:ecs:${region}:${accountId}:service/${cluster}/*`,
      },
      {
        Sid: "ConfigureScaling",
        Effect: "Allow",
        Action: actions("application-autoscaling", [...changes["application-autoscaling"], TAGGING]),
        Resource: `arn:aws:application-autoscaling:${region}:${accountId}:scalable-target/*`,
      },
      {
        Sid: "MakeAlarms",
        Effect: "Allow",
        Action: actions("cloudwatch", [...changes.cloudwatch, TAGGING]),
        Resource: `arn:aws:cloudwatch:${region}:${accountId}:alarm:*`,
      },
      {
        Sid: "LetScalingHaveItsRole",
        Effect: "Allow",
        Action: "iam:CreateServiceLinkedRole",
        Resource: `arn:aws:iam::${accountId}:role/aws-service-role/${LINKED_ROLE}/AWSServiceRoleForApplicationAutoScaling_ECSService`,
        Condition: { StringLike: { "iam:AWSServiceName": LINKED_ROLE } },
      },
    ],
  };
}

/** Who may assume the role: this server, with the participant's external id. */
export function trustPolicy(server: { accountId: string; arn: string }, externalId: string) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: principalOf(server) },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": externalId } },
      },
    ],
  };
}

/** AWS: a session is named by its role, which has to be known without its path; then the account stands for it (IAM User Guide, "AWS JSON policy elements: Principal"). */
function principalOf({ accountId, arn }: { accountId: string; arn: string }): string {
  const role = /^arn:aws:sts::\d{12}:assumed-role\/([^/]+)\//.exec(arn)?.[1];
  if (role)
    return role.startsWith("AWSReservedSSO_")
      ? `arn:aws:iam::${accountId}:root`
      : `arn:aws:iam::${accountId}:role/${role}`;
  return arn.includes(":user/") ? arn : `arn:aws:iam::${accountId}:root`;
}

/** A CloudFormation template, as JSON, that makes the role. */
export const roleTemplate = (trust: object, policy: object) => ({
  AWSTemplateFormatVersion: "2010-09-09",
  Description:
    "The role with which the ECS Service Auto Scaling workshop looks at this account and configures scaling in it.",
  Resources: {
    WorkshopRole: {
      Type: "AWS::IAM::Role",
      Properties: {
        AssumeRolePolicyDocument: trust,
        MaxSessionDuration: 3_600,
        Policies: [{ PolicyName: "ecs-auto-scaling-workshop", PolicyDocument: policy }],
        Tags: [{ Key: "created-by", Value: "ecs-auto-scaling-workshop" }],
      },
    },
  },
  Outputs: { RoleArn: { Value: { "Fn::GetAtt": ["WorkshopRole", "Arn"] } } },
});
