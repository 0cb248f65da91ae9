import { OTHER_TARGET } from "../labs/requests-per-target.ts";
import { saturday } from "../labs/scheduled-scaling.ts";
import { direction } from "../labs/step-scaling.ts";
import { sentence } from "../messages/say.ts";
import { requestsLabelOf, scalableTargetOf, scalingPoliciesOf, scheduledActionsOf, serviceOf } from "../reading.ts";
import type { Looking } from "../step.ts";
import { deletePolicy, keys, register, registered } from "./configuring-service-auto-scaling.ts";
import { call, type Deed, type Solution } from "./solution.ts";

/* The tasks that a reader does alone at the end of a lab. */

export const labStepTwoAtOnce: Solution = async (looking) => {
  const [{ found: target }, policies] = await Promise.all([scalableTargetOf(looking), scalingPoliciesOf(looking)]);
  const held = policies.find((it) => it.PolicyType === "StepScaling" && direction(it) === "in");
  const PolicyName = held?.PolicyName ?? "steps-in";
  const inTheWay = policies.find((it) => it.PolicyName === PolicyName && it.PolicyType !== "StepScaling");
  const steps = [
    { MetricIntervalLowerBound: -10, MetricIntervalUpperBound: 0, ScalingAdjustment: -1 },
    { MetricIntervalUpperBound: -10, ScalingAdjustment: -2 },
  ];
  const adjustments = (all: { ScalingAdjustment?: number | undefined }[] = []) =>
    all.map((it) => it.ScalingAdjustment).join(", ") || null;
  return [
    ...(target ? registered(target) : register(undefined)),
    ...(inTheWay ? [deletePolicy(inTheWay)] : []),
    call(
      "application-autoscaling",
      "PutScalingPolicy",
      sentence("Let {name} remove one task near the threshold of its alarm, and two from ten points below it", {
        name: PolicyName,
      }),
      {
        PolicyName,
        ...keys,
        PolicyType: "StepScaling",
        StepScalingPolicyConfiguration: {
          AdjustmentType: "ChangeInCapacity",
          Cooldown: held?.StepScalingPolicyConfiguration?.Cooldown ?? 60,
          StepAdjustments: steps,
        },
      },
      [
        {
          resource: PolicyName,
          field: "ScalingAdjustment",
          before: adjustments(held?.StepScalingPolicyConfiguration?.StepAdjustments),
          after: adjustments(steps),
        },
      ],
    ),
  ];
};

export const labScheduledSaturday: Solution = async (looking) => {
  const [{ found: target }, actions] = await Promise.all([scalableTargetOf(looking), scheduledActionsOf(looking)]);
  const ScheduledActionName = "saturday";
  const held = actions.find((it) => it.ScheduledActionName === ScheduledActionName);
  const { schedule: Schedule, timezone: Timezone, minCapacity: MinCapacity, maxCapacity: MaxCapacity } = saturday;
  return [
    ...(target ? registered(target) : register(undefined)),
    call(
      "application-autoscaling",
      "PutScheduledAction",
      sentence("Let the scheduled action {name} ask for {count} tasks at ten in Lisbon", {
        name: ScheduledActionName,
        count: MinCapacity,
      }),
      { ...keys, ScheduledActionName, Schedule, Timezone, ScalableTargetAction: { MinCapacity, MaxCapacity } },
      [
        { resource: ScheduledActionName, field: "Schedule", before: held?.Schedule, after: Schedule },
        { resource: ScheduledActionName, field: "Timezone", before: held?.Timezone, after: Timezone },
        {
          resource: ScheduledActionName,
          field: "MinCapacity",
          before: held?.ScalableTargetAction?.MinCapacity,
          after: MinCapacity,
        },
      ],
    ),
  ];
};

export const labRequestsOther: Solution = (looking) =>
  onRequests(looking, { name: "requests-per-task", TargetValue: OTHER_TARGET });

export const labOneWay: Solution = (looking) =>
  onRequests(looking, { name: "requests-out-only", DisableScaleIn: true });

/** Requests per minute and task of the lab on them. */
const TARGET = 360;

/** PutScalingPolicy on the requests of the service's target group: the policy that is there, else a new one of this name. */
async function onRequests(
  looking: Looking,
  { name, TargetValue, DisableScaleIn }: { name: string; TargetValue?: number; DisableScaleIn?: boolean },
): Promise<Deed[]> {
  const [{ found: target }, policies, { found: service }] = await Promise.all([
    scalableTargetOf(looking),
    scalingPoliciesOf(looking),
    serviceOf(looking),
  ]);
  const ResourceLabel = service && (await requestsLabelOf(looking, service));
  const PredefinedMetricType = "ALBRequestCountPerTarget";
  const tracking = (it: (typeof policies)[number] | undefined) => it?.TargetTrackingScalingPolicyConfiguration;
  const policy = policies.find(
    (it) => tracking(it)?.PredefinedMetricSpecification?.PredefinedMetricType === PredefinedMetricType,
  );
  const held = tracking(policy);
  const PolicyName = policy?.PolicyName ?? name;
  const inTheWay = policies.find((it) => it.PolicyName === PolicyName && it !== policy);
  const wanted = {
    TargetValue: TargetValue ?? held?.TargetValue ?? TARGET,
    DisableScaleIn: DisableScaleIn ?? held?.DisableScaleIn ?? false,
  };
  const saved = { name: PolicyName, metric: PredefinedMetricType, target: wanted.TargetValue };
  return [
    ...(target ? registered(target) : register(undefined)),
    ...(inTheWay ? [deletePolicy(inTheWay)] : []),
    call(
      "application-autoscaling",
      "PutScalingPolicy",
      policy
        ? sentence("Save the scaling policy {name}, which keeps {metric} at {target}", saved)
        : sentence("Make the scaling policy {name}, which keeps {metric} at {target}", saved),
      {
        PolicyName,
        ...keys,
        PolicyType: "TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration: {
          ...wanted,
          PredefinedMetricSpecification: { PredefinedMetricType, ResourceLabel },
          ScaleOutCooldown: held?.ScaleOutCooldown ?? 60,
          ScaleInCooldown: held?.ScaleInCooldown ?? 60,
        },
      },
      [
        { resource: PolicyName, field: "TargetValue", before: held?.TargetValue, after: wanted.TargetValue },
        {
          resource: PolicyName,
          field: "DisableScaleIn",
          before: held?.DisableScaleIn ?? false,
          after: wanted.DisableScaleIn,
        },
      ],
    ),
  ];
}
