import type { ScalingPolicy } from "@aws-sdk/client-application-auto-scaling";
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { Service } from "@aws-sdk/client-ecs";
import type { Account } from "../../accounts/account.ts";
import type { PolicyView, ServiceView } from "../../contract/index.ts";
import { activitiesOf, alarmsOf, metricsOf, scalableTargetOf, scalingPoliciesOf, serviceOf } from "../reading.ts";
import type { ServiceName } from "../scenario.ts";
import { type TaskFilter, tasksOf } from "./clusters.ts";
import { metricColumns, serviceDetails } from "./rows.ts";

export type ServiceTab = "details" | "tasks" | "events" | "auto-scaling" | "deployments" | "metrics";

/** AWS: the console merges up to ten recent scaling activities into a service's events (amazon-ecs-developer-guide, service-event-messages). */
const MERGED_ACTIVITIES = 10;
const HOUR = 3_600_000;

/**
 * One service with one tab's list; undefined where the account has no such service. At most 3 calls, and on the tab Auto Scaling a fourth
 * (DescribeAlarms) as soon as there are policies: their alarms' states are told by CloudWatch only.
 */
export async function serviceView(
  account: Account,
  service: ServiceName,
  tab: ServiceTab,
  tasks: TaskFilter = "RUNNING",
): Promise<ServiceView | undefined> {
  const where = { aws: account.aws, region: account.region, service };
  const [{ found }, rest] = await Promise.all([serviceOf(where), tabOf(account, service, tab, tasks)]);
  if (!found) return undefined;
  const view: ServiceView = { service: serviceDetails(found), ...rest };
  if (tab === "events") view.events = merged(found, view.events ?? []);
  if (tab === "deployments") view.deployments = deployments(found);
  return view;
}

async function tabOf(
  account: Account,
  service: ServiceName,
  tab: ServiceTab,
  filter: TaskFilter,
): Promise<Partial<ServiceView>> {
  if (tab === "tasks")
    return { tasks: await tasksOf(account, { cluster: service.cluster, service: service.name, filter }) };
  if (tab === "events") return { events: await activityMessages(account, service) };
  if (tab === "auto-scaling") return { scaling: await scaling(account, service) };
  if (tab === "metrics") return { metrics: await metrics(account, service) };
  return {};
}

/** AWS: `Message: <StatusMessage> Cause: <Cause>` (the same page). */
async function activityMessages(account: Account, service: ServiceName) {
  const activities = await activitiesOf({ aws: account.aws, service }, { newest: MERGED_ACTIVITIES });
  return activities.map((activity) => ({
    id: activity.ActivityId!,
    at: (activity.EndTime ?? activity.StartTime)!.getTime(),
    message: `Message: ${activity.StatusMessage ?? activity.Description} Cause: ${activity.Cause}`,
  }));
}

function merged(service: Service, activities: NonNullable<ServiceView["events"]>) {
  const events = (service.events ?? []).map((event) => ({
    id: event.id!,
    at: event.createdAt!.getTime(),
    message: event.message!,
  }));
  // Stable: what happened in one instant keeps the order in which AWS lists it.
  return [...events, ...activities].sort((a, b) => b.at - a.at);
}

function deployments(service: Service): NonNullable<ServiceView["deployments"]> {
  return (service.deployments ?? []).map((it) => ({
    id: it.id!,
    status: it.status ?? "",
    taskDefinition: it.taskDefinition?.split("/").at(-1) ?? "",
    desired: it.desiredCount ?? 0,
    pending: it.pendingCount ?? 0,
    running: it.runningCount ?? 0,
    rolloutState: it.rolloutState ?? "",
    rolloutStateReason: it.rolloutStateReason ?? "",
    createdAt: it.createdAt?.getTime() ?? null,
    updatedAt: it.updatedAt?.getTime() ?? null,
  }));
}

async function scaling({ aws, region }: Account, service: ServiceName): Promise<NonNullable<ServiceView["scaling"]>> {
  const where = { aws, region, service };
  const [{ found }, policies] = await Promise.all([scalableTargetOf(where), scalingPoliciesOf(where)]);
  const alarms = policies.length > 0 ? await alarmsOf(where) : [];
  const suspended = Object.entries(found?.SuspendedState ?? {}).flatMap(([name, isSuspended]) =>
    isSuspended ? [name] : [],
  );
  return {
    target: found ? { minCapacity: found.MinCapacity!, maxCapacity: found.MaxCapacity!, suspended } : null,
    policies: policies.map((policy) => policyView(policy, alarms)),
  };
}

/** The metrics for which the wizard has a form (API_PredefinedMetricSpecification; the others belong to other services). */
export const wizardMetrics = [
  "ECSServiceAverageCPUUtilization",
  "ECSServiceAverageMemoryUtilization",
  "ALBRequestCountPerTarget",
];

/** A policy as the wizard shows it. What it has no form for is shown and left as it is. */
function policyView(policy: ScalingPolicy, alarms: MetricAlarm[]): PolicyView {
  const tracking = policy.TargetTrackingScalingPolicyConfiguration;
  const predefined = tracking?.PredefinedMetricSpecification?.PredefinedMetricType;
  return {
    name: policy.PolicyName!,
    type: policy.PolicyType!,
    metric: predefined ?? customMetric(policy),
    editable: isEditable(policy),
    targetValue: tracking?.TargetValue ?? null,
    scaleOutCooldownSeconds: tracking?.ScaleOutCooldown ?? null,
    scaleInCooldownSeconds: tracking?.ScaleInCooldown ?? null,
    disableScaleIn: tracking?.DisableScaleIn ?? false,
    alarms: (policy.Alarms ?? []).map(({ AlarmName }) => {
      const alarm = alarms.find((it) => it.AlarmName === AlarmName);
      return {
        name: AlarmName!,
        state: alarm?.StateValue ?? "",
        threshold: alarm?.Threshold ?? null,
        reason: alarm?.StateReason ?? "",
      };
    }),
  };
}

export function isEditable(policy: ScalingPolicy): boolean {
  const predefined =
    policy.TargetTrackingScalingPolicyConfiguration?.PredefinedMetricSpecification?.PredefinedMetricType;
  return (
    policy.PolicyType === "TargetTrackingScaling" && predefined !== undefined && wizardMetrics.includes(predefined)
  );
}

function customMetric(policy: ScalingPolicy): string {
  const customized = policy.TargetTrackingScalingPolicyConfiguration?.CustomizedMetricSpecification;
  if (customized?.MetricName) return `${customized.Namespace} ${customized.MetricName} (${customized.Statistic})`;
  if (customized) return "Metric math";
  return policy.StepScalingPolicyConfiguration ? "The metric of its alarm" : "";
}

async function metrics(account: Account, service: ServiceName) {
  const now = await account.now();
  const names = ["CPUUtilization", "MemoryUtilization"];
  const columns = await metricsOf(
    { aws: account.aws, service },
    names.map((metric) => ({ metric, statistic: "Average" as const })),
    { from: now - HOUR, until: now + 60_000 },
  );
  return columns.map((points, i) => metricColumns(names[i]!, points)).filter(({ at }) => at.length > 0);
}
