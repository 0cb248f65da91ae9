import {
  DeleteScalingPolicyCommand,
  DeregisterScalableTargetCommand,
  PutScalingPolicyCommand,
  type PutScalingPolicyCommandInput,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
  type RegisterScalableTargetCommandInput,
} from "@aws-sdk/client-application-auto-scaling";
import { DeleteAlarmsCommand, DescribeAlarmsCommand, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteServiceCommand,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
} from "@aws-sdk/client-ecs";
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  ModifyTargetGroupCommand,
  type ModifyTargetGroupCommandInput,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { UpdateForm } from "../../../server/contract/index.ts";
import { resourceIdOf, scenario, workshopService } from "../../../server/workshop/scenario.ts";
import { reference, type Shop } from "../sandbox.ts";

/*
 * The words in which a state of the account is described, one to three to a state: what a participant does, through the SDK, the
 * console's form or time.
 */

/** Something done to the account. */
export type Deed = (shop: Shop) => Promise<unknown> | unknown;

/** Several, in order. */
export const inOrder =
  (...deeds: Deed[]): Deed =>
  async (shop) => {
    for (const deed of deeds) await deed(shop);
  };

export const nothing: Deed = () => undefined;
export const minutes =
  (count: number): Deed =>
  (shop) =>
    shop.pass({ minutes: count });
export const users =
  (count: number): Deed =>
  (shop) =>
    shop.load(count);

const policyName: string = scenario.policy;
const target = {
  ServiceNamespace: "ecs",
  ResourceId: resourceIdOf(workshopService),
  ScalableDimension: "ecs:service:DesiredCount",
} as const;

/** RegisterScalableTarget with the chapter's bounds, or others. */
export const register =
  (more: Partial<RegisterScalableTargetCommandInput> = {}): Deed =>
  ({ account }) =>
    account.aws.scaling.send(new RegisterScalableTargetCommand({ ...target, MinCapacity: 1, MaxCapacity: 5, ...more }));

type Tracking = NonNullable<PutScalingPolicyCommandInput["TargetTrackingScalingPolicyConfiguration"]>;

/** PutScalingPolicy with the chapter's values, or others; undefined leaves a member out. */
export const track =
  (
    more: Partial<Tracking> = {},
    { name = policyName, resourceId = target.ResourceId }: { name?: string; resourceId?: string } = {},
  ): Deed =>
  ({ account }) =>
    account.aws.scaling.send(
      new PutScalingPolicyCommand({
        ...target,
        ResourceId: resourceId,
        PolicyName: name,
        PolicyType: "TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: scenario.targetValue,
          PredefinedMetricSpecification: { PredefinedMetricType: scenario.metric },
          ScaleOutCooldown: scenario.cooldownSeconds,
          ScaleInCooldown: scenario.cooldownSeconds,
          ...more,
        },
      }),
    );

export const stepPolicy: Deed = ({ account }) =>
  account.aws.scaling.send(
    new PutScalingPolicyCommand({
      ...target,
      PolicyName: "steps",
      PolicyType: "StepScaling",
      StepScalingPolicyConfiguration: {
        AdjustmentType: "ChangeInCapacity",
        StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
      },
    }),
  );

/** A step scaling policy of the lab with the alarm that calls it. */
export const steps =
  (which: "out" | "in", { alarm = true, name = `steps-${which}` }: { alarm?: boolean; name?: string } = {}): Deed =>
  async ({ account }) => {
    const adjustment =
      which === "out"
        ? { MetricIntervalLowerBound: 0, ScalingAdjustment: 2 }
        : { MetricIntervalUpperBound: 0, ScalingAdjustment: -1 };
    const { PolicyARN } = await account.aws.scaling.send(
      new PutScalingPolicyCommand({
        ...target,
        PolicyName: name,
        PolicyType: "StepScaling",
        StepScalingPolicyConfiguration: {
          AdjustmentType: "ChangeInCapacity",
          Cooldown: 60,
          StepAdjustments: [adjustment],
        },
      }),
    );
    if (!alarm) return;
    await account.aws.cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: `${name}-cpu`,
        Namespace: "AWS/ECS",
        MetricName: "CPUUtilization",
        Dimensions: [
          { Name: "ClusterName", Value: workshopService.cluster },
          { Name: "ServiceName", Value: workshopService.name },
        ],
        Statistic: "Average",
        Period: 60,
        EvaluationPeriods: which === "out" ? 1 : 3,
        Threshold: which === "out" ? 40 : 20,
        ComparisonOperator: which === "out" ? "GreaterThanThreshold" : "LessThanThreshold",
        AlarmActions: [PolicyARN!],
      }),
    );
  };

/** PutScalingPolicy on the requests per target of the service's target group. */
export const trackRequests =
  (TargetValue = 360, name = "requests-per-task", DisableScaleIn?: boolean): Deed =>
  async (shop) => {
    const { elb } = shop.account.aws;
    const [{ LoadBalancers }, { TargetGroups }] = await Promise.all([
      elb.send(new DescribeLoadBalancersCommand({})),
      elb.send(new DescribeTargetGroupsCommand({})),
    ]);
    const ResourceLabel = `${LoadBalancers![0]!.LoadBalancerArn!.split(":loadbalancer/")[1]}/${TargetGroups![0]!.TargetGroupArn!.split(":").at(-1)}`;
    const PredefinedMetricSpecification = {
      PredefinedMetricType: "ALBRequestCountPerTarget" as const,
      ResourceLabel,
    };
    await track({ TargetValue, PredefinedMetricSpecification, DisableScaleIn }, { name })(shop);
  };

/** PutScheduledAction; the tests' accounts begin at noon UTC. */
export const schedule =
  (
    name: string,
    Schedule: string,
    ScalableTargetAction: { MinCapacity?: number; MaxCapacity?: number },
    Timezone?: string,
  ): Deed =>
  ({ account }) =>
    account.aws.scaling.send(
      new PutScheduledActionCommand({ ...target, ScheduledActionName: name, Schedule, ScalableTargetAction, Timezone }),
    );

export const deletePolicy: Deed = ({ account }) =>
  account.aws.scaling.send(new DeleteScalingPolicyCommand({ ...target, PolicyName: policyName }));

export const deregister: Deed = ({ account }) => account.aws.scaling.send(new DeregisterScalableTargetCommand(target));

/** UpdateService by hand. */
export const desired =
  (desiredCount: number): Deed =>
  ({ account }) =>
    account.aws.ecs.send(
      new UpdateServiceCommand({ cluster: workshopService.cluster, service: workshopService.name, desiredCount }),
    );

/** UpdateService of any service of the cluster. */
export const service =
  (name: string, change: Partial<UpdateServiceCommandInput>): Deed =>
  ({ account }) =>
    account.aws.ecs.send(new UpdateServiceCommand({ cluster: workshopService.cluster, service: name, ...change }));

export const deleteService =
  (name: string): Deed =>
  ({ account }) =>
    account.aws.ecs.send(new DeleteServiceCommand({ cluster: workshopService.cluster, service: name, force: true }));

/** ModifyTargetGroup of the service's target group. */
export const healthCheck =
  (change: Partial<ModifyTargetGroupCommandInput>): Deed =>
  async ({ account: { aws } }) => {
    const { TargetGroups } = await aws.elb.send(new DescribeTargetGroupsCommand({}));
    await aws.elb.send(new ModifyTargetGroupCommand({ TargetGroupArn: TargetGroups![0]!.TargetGroupArn!, ...change }));
  };

/** DeleteAlarms of the policy's alarms whose names contain this. */
export const deleteAlarms =
  (which: string): Deed =>
  async ({ account }) => {
    const { MetricAlarms } = await account.aws.cloudwatch.send(new DescribeAlarmsCommand({}));
    const AlarmNames = MetricAlarms!.map((alarm) => alarm.AlarmName!).filter((name) => name.includes(which));
    await account.aws.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames }));
  };

/** Another service, in the same cluster or another. */
export const otherService =
  ({ cluster = workshopService.cluster, name = "another" }: { cluster?: string; name?: string } = {}): Deed =>
  async ({ account }) => {
    if (cluster !== workshopService.cluster)
      await account.aws.ecs.send(new CreateClusterCommand({ clusterName: cluster }));
    await account.aws.ecs.send(
      new CreateServiceCommand({
        cluster,
        serviceName: name,
        taskDefinition: "containers-workshop-ecs-task-def",
        desiredCount: 0,
      }),
    );
  };

/** The wizard's form, sent as the console sends it. */
export const wizard =
  (form: UpdateForm = reference): Deed =>
  async (shop) => {
    const outcome = await shop.update(form);
    if (!outcome.complete) throw new Error(`The wizard ended with ${JSON.stringify(outcome)}.`);
  };

/** The wizard with "Do not adjust the service's desired count". */
export const wizardOff: Deed = wizard({ desiredCount: 1, scaling: null });

/** Everything that chapter 2 asks for. */
export const configured: Deed = wizard();

/** Six hundred users until the policy has reached five tasks. */
export const scaledOut: Deed = inOrder(configured, users(600), minutes(15));
/** The load off, and long enough for the way back. */
export const backToOne: Deed = inOrder(scaledOut, users(0), minutes(35));

/** The second service of the tasks that a reader does alone. */
export const reports =
  ({ desiredCount = 2, taskDefinition = "containers-workshop-ecs-task-def" } = {}): Deed =>
  ({ account }) =>
    account.aws.ecs.send(
      new CreateServiceCommand({
        cluster: workshopService.cluster,
        serviceName: "reports",
        taskDefinition,
        desiredCount,
      }),
    );
const atReports = { ResourceId: "service/containers-workshop-ecs-cluster/reports" };
export const registerReports = (more: Partial<RegisterScalableTargetCommandInput> = {}): Deed =>
  register({ ...atReports, MinCapacity: 2, MaxCapacity: 8, ...more });
export const trackReports = (more: Partial<Tracking> = {}): Deed =>
  track({ TargetValue: 60, ...more }, { name: "reports-60", resourceId: atReports.ResourceId });
export const deregisterReports: Deed = ({ account }) =>
  account.aws.scaling.send(new DeregisterScalableTargetCommand({ ...target, ...atReports }));
export const desiredReports =
  (desiredCount: number): Deed =>
  ({ account }) =>
    account.aws.ecs.send(
      new UpdateServiceCommand({ cluster: workshopService.cluster, service: "reports", desiredCount }),
    );
export const deleteReports =
  (force = true): Deed =>
  ({ account }) =>
    account.aws.ecs.send(new DeleteServiceCommand({ cluster: workshopService.cluster, service: "reports", force }));

/** A policy that removes tasks by steps: pairs of upper bound and adjustment, from the threshold down. */
export const stepsDown =
  (name: string, steps: { from?: number; to?: number; by: number }[]): Deed =>
  ({ account }) =>
    account.aws.scaling.send(
      new PutScalingPolicyCommand({
        ...target,
        PolicyName: name,
        PolicyType: "StepScaling",
        StepScalingPolicyConfiguration: {
          AdjustmentType: "ChangeInCapacity",
          StepAdjustments: steps.map(({ from, to, by }) => ({
            MetricIntervalLowerBound: from,
            MetricIntervalUpperBound: to,
            ScalingAdjustment: by,
          })),
        },
      }),
    );
