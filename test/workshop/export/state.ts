// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the names are to look like what a shell or Terraform expands
import {
  PutScalingPolicyCommand,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import type { Account, AwsClients } from "../../../server/accounts/account.ts";
import { readScaling } from "../../../server/workshop/export/read.ts";
import { CLUSTER, SERVICE } from "../../support/names.ts";

const keys = {
  ServiceNamespace: "ecs",
  ResourceId: `service/${CLUSTER}/${SERVICE}`,
  ScalableDimension: "ecs:service:DesiredCount",
} as const;

/** Names with everything that a shell, YAML or HCL could take for its own. */
export const AWKWARD = `it's "${"${"}HOME}" %{x} $(id) \`a\` \\ # yes`;

/** One of everything that scales a service: both kinds of policy, an alarm per direction, a schedule, suspension and tags. */
export async function configureEverything(
  { scaling, cloudwatch }: AwsClients,
  { targetTags = true }: { targetTags?: boolean } = {},
): Promise<void> {
  await scaling.send(
    new RegisterScalableTargetCommand({
      ...keys,
      MinCapacity: 1,
      MaxCapacity: 5,
      SuspendedState: { DynamicScalingInSuspended: true },
      Tags: targetTags ? { for: "${x} %{y}", team: 'web & "shop"' } : undefined,
    }),
  );
  await scaling.send(
    new PutScalingPolicyCommand({
      ...keys,
      PolicyName: "containers-workshop-ecs-scaling-policy",
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 40,
        PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageCPUUtilization" },
        ScaleOutCooldown: 30,
        ScaleInCooldown: 30,
      },
    }),
  );
  const out = await step(scaling, AWKWARD, [
    { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 20.5, ScalingAdjustment: 1 },
    { MetricIntervalLowerBound: 20.5, ScalingAdjustment: 2 },
  ]);
  const back = await step(scaling, "step-in", [{ MetricIntervalUpperBound: 0, ScalingAdjustment: -1 }]);
  await alarm(cloudwatch, `${AWKWARD} high`, "GreaterThanOrEqualToThreshold", 60, out);
  await alarm(cloudwatch, "step-low", "LessThanThreshold", 20, back);
  await scaling.send(
    new PutScheduledActionCommand({
      ...keys,
      ScheduledActionName: "weekday mornings",
      Schedule: "cron(0 8 ? * MON-FRI *)",
      Timezone: "America/Sao_Paulo",
      StartTime: new Date("2027-01-04T00:00:00Z"),
      ScalableTargetAction: { MinCapacity: 2 },
    }),
  );
}

/** Everything AWS tells of the scaling, without what differs each time it is made: ARNs, times, states, names of managed alarms. */
export async function configurationOf(aws: AwsClients): Promise<unknown> {
  const answers = await readScaling({ aws } as Account);
  const names = new Map([
    ...answers.policies.map((it) => [it.PolicyARN, it.PolicyName] as const),
    ...answers.targets.map((it) => [it.ScalableTargetARN, it.ResourceId] as const),
    ...answers.alarms.map((it) => [it.AlarmArn, it.AlarmName] as const),
  ]);
  const named = (text: string) => names.get(text) ?? text;
  const compared = {
    ...answers,
    tags: Object.entries(answers.tags).map(([arn, tags]) => [named(arn), tags]),
    policies: answers.policies.map(({ Alarms, ...it }) => ({ ...it, alarms: Alarms?.length })),
  };
  return JSON.parse(JSON.stringify(compared), (key, value) => {
    if (/^(State|.*A(rn|RN)$|CreationTime|AlarmConfigurationUpdated)/.test(key) && key !== "RoleARN") return undefined;
    return typeof value === "string" ? named(value) : value;
  });
}

type StepAdjustments = {
  MetricIntervalLowerBound?: number;
  MetricIntervalUpperBound?: number;
  ScalingAdjustment: number;
}[];

async function step(scaling: AwsClients["scaling"], PolicyName: string, adjustments: StepAdjustments) {
  const { PolicyARN } = await scaling.send(
    new PutScalingPolicyCommand({
      ...keys,
      PolicyName,
      PolicyType: "StepScaling",
      StepScalingPolicyConfiguration: {
        AdjustmentType: "ChangeInCapacity",
        StepAdjustments: adjustments,
        Cooldown: 60,
        MetricAggregationType: "Average",
      },
    }),
  );
  return PolicyARN!;
}

async function alarm(
  cloudwatch: AwsClients["cloudwatch"],
  AlarmName: string,
  ComparisonOperator: "GreaterThanOrEqualToThreshold" | "LessThanThreshold",
  Threshold: number,
  policy: string,
) {
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName,
      AlarmDescription: `${AWKWARD}\nin two lines: ção 🚀`,
      ComparisonOperator,
      Threshold,
      Namespace: "AWS/ECS",
      MetricName: "CPUUtilization",
      Statistic: "Average",
      Period: 60,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      TreatMissingData: "notBreaching",
      Dimensions: [
        { Name: "ClusterName", Value: CLUSTER },
        { Name: "ServiceName", Value: SERVICE },
      ],
      AlarmActions: [policy],
      Tags: [{ Key: "team", Value: "web" }],
    }),
  );
}
