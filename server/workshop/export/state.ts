import type {
  PutScheduledActionCommandInput,
  ScalableTarget,
  ScalingPolicy,
  ScheduledAction,
  StepScalingPolicyConfiguration,
  TargetTrackingScalingPolicyConfiguration,
} from "@aws-sdk/client-application-auto-scaling";
import type { Dimension, MetricAlarm, Tag } from "@aws-sdk/client-cloudwatch";
import { type AlarmInput, inputOf } from "../console/alarms.ts";
import type { ServiceName } from "../scenario.ts";

/** What AWS answered about the scaling of a Region's ECS services. */
export type Answers = {
  targets: ScalableTarget[];
  /** Tags by ARN, of targets and alarms. */
  tags: Record<string, Tag[]>;
  policies: ScalingPolicy[];
  actions: ScheduledAction[];
  alarms: MetricAlarm[];
};

/** The same, as the inputs of the calls that make it again: what AWS fills in by itself is left out. */
export type ScalingState = {
  targets: ExportedTarget[];
  /** In their order; each may call policies of several targets. */
  alarms: ExportedAlarm[];
  /** Names of policies of a kind that is not exported. */
  left: string[];
};

export type ExportedTarget = {
  service: ServiceName;
  minCapacity: number;
  maxCapacity: number;
  /** Only where something is suspended. */
  suspended?: {
    DynamicScalingInSuspended: boolean;
    DynamicScalingOutSuspended: boolean;
    ScheduledScalingSuspended: boolean;
  };
  tags: Tag[];
  policies: ExportedPolicy[];
  actions: ExportedAction[];
};

export type ExportedPolicy = {
  name: string;
  arn: string;
  /** Whether an exported alarm names its ARN. */
  called: boolean;
  configuration:
    | { StepScalingPolicyConfiguration: StepScalingPolicyConfiguration }
    | { TargetTrackingScalingPolicyConfiguration: TargetTrackingScalingPolicyConfiguration };
};

/** Instants as texts, which is what all three forms take. */
export type ExportedAction = Pick<PutScheduledActionCommandInput, "ScheduledActionName" | "Schedule" | "Timezone"> & {
  StartTime?: string;
  EndTime?: string;
  ScalableTargetAction?: { MinCapacity?: number; MaxCapacity?: number };
};

export type ExportedAlarm = Omit<AlarmInput, "Tags"> & { tags: Tag[] };

/** The three texts that name what is scaled are the same for every ECS service (API_RegisterScalableTarget). */
export const NAMESPACE = "ecs";
export const DIMENSION = "ecs:service:DesiredCount";

/** Every list in name order, so that the same account gives the same text. */
export function scalingState({ targets, tags, policies, actions, alarms }: Answers): ScalingState {
  const exported = policies.filter((it) => it.PolicyType !== "PredictiveScaling");
  return {
    targets: byName(targets, (it) => it.ResourceId).map((target) => ({
      service: serviceIn(target.ResourceId!),
      minCapacity: target.MinCapacity!,
      maxCapacity: target.MaxCapacity!,
      ...suspendedOf(target),
      tags: tagsOf(tags, target.ScalableTargetARN),
      policies: byName(exported, (it) => it.PolicyName)
        .filter((it) => it.ResourceId === target.ResourceId)
        .map((it) => policyOf(it, alarms)),
      actions: byName(actions, (it) => it.ScheduledActionName)
        .filter((it) => it.ResourceId === target.ResourceId)
        .map(actionOf),
    })),
    alarms: byName(alarms, (it) => it.AlarmName).map((alarm) => ({
      ...inputOf(alarm),
      tags: tagsOf(tags, alarm.AlarmArn),
    })),
    left: byName(policies, (it) => it.PolicyName).flatMap((it) => (exported.includes(it) ? [] : [it.PolicyName!])),
  };
}

function byName<It>(list: It[], nameOf: (it: It) => string | undefined): It[] {
  return list.toSorted((a, b) => ((nameOf(a) ?? "") < (nameOf(b) ?? "") ? -1 : 1));
}

const tagsOf = (tags: Answers["tags"], arn: string | undefined): Tag[] =>
  byName((arn !== undefined && Object.hasOwn(tags, arn) && tags[arn]) || [], (it) => it.Key);

function serviceIn(resourceId: string): ServiceName {
  const [, cluster = "", name = ""] = resourceId.split("/");
  return { cluster, name };
}

function suspendedOf({ SuspendedState = {} }: ScalableTarget): Pick<ExportedTarget, "suspended"> {
  const {
    DynamicScalingInSuspended = false,
    DynamicScalingOutSuspended = false,
    ScheduledScalingSuspended = false,
  } = SuspendedState;
  return DynamicScalingInSuspended || DynamicScalingOutSuspended || ScheduledScalingSuspended
    ? { suspended: { DynamicScalingInSuspended, DynamicScalingOutSuspended, ScheduledScalingSuspended } }
    : {};
}

function policyOf(policy: ScalingPolicy, alarms: MetricAlarm[]): ExportedPolicy {
  const { PolicyName, PolicyARN, StepScalingPolicyConfiguration, TargetTrackingScalingPolicyConfiguration } = policy;
  const arn = PolicyARN!;
  return {
    name: PolicyName!,
    arn,
    called: alarms.some((it) =>
      [it.AlarmActions, it.OKActions, it.InsufficientDataActions].some((actions) => actions?.includes(arn)),
    ),
    configuration: StepScalingPolicyConfiguration
      ? { StepScalingPolicyConfiguration: present(StepScalingPolicyConfiguration) }
      : { TargetTrackingScalingPolicyConfiguration: trackingOf(TargetTrackingScalingPolicyConfiguration!) },
  };
}

/** AWS answers `DisableScaleIn: false` also where nobody said so; it is the default (API_TargetTrackingScalingPolicyConfiguration). */
function trackingOf({
  DisableScaleIn,
  ...rest
}: TargetTrackingScalingPolicyConfiguration): TargetTrackingScalingPolicyConfiguration {
  return { ...present(rest as TargetTrackingScalingPolicyConfiguration), ...(DisableScaleIn && { DisableScaleIn }) };
}

function actionOf(action: ScheduledAction): ExportedAction {
  const { ScheduledActionName, Schedule, Timezone, StartTime, EndTime, ScalableTargetAction } = action;
  return present({
    ScheduledActionName,
    Schedule,
    Timezone,
    StartTime: StartTime && instant(StartTime),
    EndTime: EndTime && instant(EndTime),
    ScalableTargetAction: ScalableTargetAction && present(ScalableTargetAction),
  }) as ExportedAction;
}

const instant = (date: Date): string => date.toISOString().replace(".000Z", "Z");

/** Without the members that are undefined. */
const present = <It extends object>(it: It): It =>
  Object.fromEntries(Object.entries(it).filter(([, value]) => value !== undefined)) as It;

/** An alarm's members, with what stands for the ARNs of exported policies in its actions. Lists of no action are left out. */
export function withActions<Stands>(
  alarm: Omit<ExportedAlarm, "tags">,
  standsFor: (arn: string) => Stands | undefined,
): Record<string, unknown> {
  const members = Object.entries(alarm).map(([member, value]): [string, unknown] => [
    member,
    member.endsWith("Actions") && Array.isArray(value)
      ? (value as string[]).map((arn) => standsFor(arn) ?? arn)
      : value,
  ]);
  return Object.fromEntries(members.filter(([, value]) => !Array.isArray(value) || value.length > 0));
}

/** Whether a metric's dimensions name the service. */
export function isOf(dimensions: Dimension[], { cluster, name }: ServiceName): boolean {
  const named = (wanted: string) => dimensions.find(({ Name }) => Name === wanted)?.Value;
  return named("ClusterName") === cluster && named("ServiceName") === name;
}
