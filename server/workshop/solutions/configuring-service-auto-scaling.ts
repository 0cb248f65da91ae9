import type { MetricType, ScalableTarget, ScalingPolicy } from "@aws-sdk/client-application-auto-scaling";
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { trackingPolicy } from "../chapters/configuring-service-auto-scaling.ts";
import { sentence } from "../messages/say.ts";
import { activitiesOf, alarmsOf, desiredCountOf, scalableTargetOf, scalingPoliciesOf, serviceOf } from "../reading.ts";
import { resourceIdOf, scaleInThreshold, scenario, workshopService } from "../scenario.ts";
import type { Looking } from "../step.ts";
import { call, type Deed, type Solution, setDesired } from "./solution.ts";

export const keys = {
  ServiceNamespace: "ecs",
  ResourceId: resourceIdOf(workshopService),
  ScalableDimension: "ecs:service:DesiredCount",
} as const;

const resumed = {
  DynamicScalingInSuspended: false,
  DynamicScalingOutSuspended: false,
  ScheduledScalingSuspended: false,
};

/** RegisterScalableTarget where the bounds are others than these, or something is suspended; the bounds of the chapter without any. */
export function register(
  held: ScalableTarget | undefined,
  min: number = scenario.minCapacity,
  max: number = scenario.maxCapacity,
): Deed[] {
  const suspended = Object.entries(held?.SuspendedState ?? {}).filter(([, is]) => is);
  if (held?.MinCapacity === min && held.MaxCapacity === max && suspended.length === 0) return [];
  const resource = keys.ResourceId;
  return [
    call(
      "application-autoscaling",
      "RegisterScalableTarget",
      sentence("Let Service Auto Scaling keep between {min} and {max} tasks", { min, max }),
      { ...keys, MinCapacity: min, MaxCapacity: max, ...(suspended.length > 0 && { SuspendedState: resumed }) },
      [
        { resource, field: "MinCapacity", before: held?.MinCapacity, after: min },
        { resource, field: "MaxCapacity", before: held?.MaxCapacity, after: max },
        ...suspended.map(([field]) => ({ resource, field: `SuspendedState.${field}`, before: true, after: false })),
      ],
    ),
  ];
}

/** The target as it is, if there is one and nothing is suspended; else with the chapter's bounds or its own. */
export const registered = (held: ScalableTarget | undefined): Deed[] =>
  register(held, held?.MinCapacity, held?.MaxCapacity);

export const numberOfTasks: Solution = async (looking) => {
  const [{ found: service }, { found: target }, activities] = await Promise.all([
    serviceOf(looking),
    scalableTargetOf(looking),
    activitiesOf(looking, { newest: 10 }),
  ]);
  const desired = service?.desiredCount ?? 0;
  const hasScaled = activities.some((activity) => desiredCountOf(activity) !== undefined);
  const fits = hasScaled
    ? desired >= scenario.minCapacity && desired <= scenario.maxCapacity
    : desired === scenario.desiredCount;
  // AWS moves a desired count that is outside the bounds when they are registered, so it comes first.
  return [...(fits ? [] : [setDesired(desired, scenario.desiredCount)]), ...register(target)];
};

export const scalingPolicy: Solution = async (looking) => {
  const [{ found: target }, policies] = await Promise.all([scalableTargetOf(looking), scalingPoliciesOf(looking)]);
  const { found } = trackingPolicy(looking, policies);
  return [...(target ? [] : register(undefined)), ...putPolicy(policies, found)];
};

/** Bounds and policy as in the chapter: what every later chapter needs. */
export async function configured(looking: Looking): Promise<Deed[]> {
  const [{ found: target }, policies, alarms] = await Promise.all([
    scalableTargetOf(looking),
    scalingPoliciesOf(looking),
    alarmsOf(looking),
  ]);
  const { found } = trackingPolicy(looking, policies);
  // A policy whose alarms somebody deleted is saved again, which makes them anew.
  return [...register(target), ...putPolicy(policies, found, { again: ownAlarms(found, alarms).length < 2 })];
}

export const seeTheConfiguration: Solution = async (looking) => {
  const [{ found: target }, policies, alarms] = await Promise.all([
    scalableTargetOf(looking),
    scalingPoliciesOf(looking),
    alarmsOf(looking),
  ]);
  const { found } = trackingPolicy(looking, policies);
  const own = ownAlarms(found, alarms);
  // An alarm that was changed by hand goes first: saving the policy makes a fresh one.
  const target_ = found?.TargetTrackingScalingPolicyConfiguration?.TargetValue ?? scenario.targetValue;
  const changed = own.filter(
    (alarm) =>
      alarm.ActionsEnabled === false ||
      alarm.Threshold !== (alarm.AlarmName!.includes("-AlarmHigh-") ? target_ : scaleInThreshold(target_)),
  );
  const deleted =
    changed.length === 0
      ? []
      : [
          call(
            "cloudwatch",
            "DeleteAlarms",
            sentence("Delete the alarms that were changed by hand; saving the policy makes them anew"),
            { AlarmNames: changed.map(({ AlarmName }) => AlarmName!) },
            changed.map(({ AlarmName }) => ({
              resource: AlarmName!,
              field: sentence("alarm"),
              before: sentence("changed"),
              after: sentence("made anew"),
            })),
          ),
        ];
  return [
    ...(target ? [] : register(undefined)),
    ...deleted,
    ...putPolicy(policies, found, {
      keeps: found?.TargetTrackingScalingPolicyConfiguration?.TargetValue,
      again: changed.length > 0 || own.length < 2,
    }),
  ];
};

/** The alarms of a policy that are still there. */
function ownAlarms(policy: ScalingPolicy | undefined, alarms: MetricAlarm[]): MetricAlarm[] {
  const named = new Set(policy?.Alarms?.map(({ AlarmName }) => AlarmName));
  return alarms.filter(({ AlarmName }) => named.has(AlarmName));
}

/** The chapter's values in the policy that is there, or in a new one of the chapter's name. `again`: also where nothing differs. */
const putPolicy = (
  policies: ScalingPolicy[],
  found: ScalingPolicy | undefined,
  { keeps = scenario.targetValue, again = false }: { keeps?: number | undefined; again?: boolean } = {},
): Deed[] =>
  putTracking(
    policies,
    found,
    { name: scenario.policy, metric: scenario.metric, target: keeps, cooldownSeconds: scenario.cooldownSeconds },
    again,
  );

/** What a target tracking policy says; `label` for one on requests. */
type Tracking = { name: string; metric: MetricType; label?: string; target: number; cooldownSeconds: number };

/** These values in the policy that is there, which keeps its name, or in a new one. `again`: also where nothing differs. */
export function putTracking(
  policies: ScalingPolicy[],
  found: ScalingPolicy | undefined,
  { name: newName, metric, label, target, cooldownSeconds }: Tracking,
  again = false,
): Deed[] {
  const name = found?.PolicyName ?? newName;
  const inTheWay = policies.find((it) => it.PolicyName === name && it !== found);
  const held = found?.TargetTrackingScalingPolicyConfiguration;
  const specified = held?.PredefinedMetricSpecification;
  const changes = [
    { field: "PredefinedMetricType", before: specified?.PredefinedMetricType, after: metric },
    ...(label ? [{ field: "ResourceLabel", before: specified?.ResourceLabel, after: label }] : []),
    { field: "TargetValue", before: held?.TargetValue, after: target },
    { field: "ScaleOutCooldown", before: held?.ScaleOutCooldown, after: cooldownSeconds },
    { field: "ScaleInCooldown", before: held?.ScaleInCooldown, after: cooldownSeconds },
    { field: "DisableScaleIn", before: held?.DisableScaleIn ?? false, after: false },
  ].map((it) => ({ resource: name, ...it }));
  if (!again && changes.every(({ before, after }) => before === after)) return [];
  const saved = { name, metric, target };
  return [
    ...(inTheWay ? [deletePolicy(inTheWay)] : []),
    call(
      "application-autoscaling",
      "PutScalingPolicy",
      found
        ? sentence("Save the scaling policy {name}, which keeps {metric} at {target}", saved)
        : sentence("Make the scaling policy {name}, which keeps {metric} at {target}", saved),
      {
        PolicyName: name,
        ...keys,
        PolicyType: "TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: target,
          PredefinedMetricSpecification: { PredefinedMetricType: metric, ...(label && { ResourceLabel: label }) },
          ScaleOutCooldown: cooldownSeconds,
          ScaleInCooldown: cooldownSeconds,
          DisableScaleIn: false,
        },
      },
      changes,
    ),
  ];
}

/** DeleteScalingPolicy, and why: its name is needed, or it would act before the one that is to be seen. */
export const deletePolicy = ({ PolicyName, PolicyType }: ScalingPolicy, wouldAct = false): Deed =>
  call(
    "application-autoscaling",
    "DeleteScalingPolicy",
    wouldAct
      ? sentence("Delete the scaling policy {name}, which would act first", { name: PolicyName! })
      : sentence("Delete the scaling policy {name}, whose name is needed", { name: PolicyName! }),
    { PolicyName, ...keys },
    [{ resource: PolicyName!, field: sentence("policy"), before: PolicyType, after: null }],
  );
