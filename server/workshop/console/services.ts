import type { Service } from "@aws-sdk/client-ecs";
import type { Account } from "../../accounts/account.ts";
import type { ServiceView } from "../../contract/index.ts";
import {
  activitiesOf,
  alarmsNamed,
  alarmsOfRegion,
  metricsOf,
  scalableTargetOf,
  scalingPoliciesOf,
  serviceOf,
} from "../reading.ts";
import type { ServiceName } from "../scenario.ts";
import { alarmView, isChoosable } from "./alarms.ts";
import { type TaskFilter, tasksOf } from "./clusters.ts";
import { policyView } from "./policy-views.ts";
import { metricColumns, serviceDetails } from "./rows.ts";

/** `alarms` is no tab: what the wizard offers under *Use an existing alarm*. */
export type ServiceTab = "details" | "tasks" | "events" | "auto-scaling" | "alarms" | "deployments" | "metrics";

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
  if (tab === "alarms") return { alarms: await alarms(account, service) };
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
  const named = policies.flatMap(({ Alarms }) => (Alarms ?? []).map(({ AlarmName }) => AlarmName!));
  const alarms = await alarmsNamed({ aws }, named);
  const suspended = Object.entries(found?.SuspendedState ?? {}).flatMap(([name, isSuspended]) =>
    isSuspended ? [name] : [],
  );
  return {
    target: found ? { minCapacity: found.MinCapacity!, maxCapacity: found.MaxCapacity!, suspended } : null,
    policies: policies.map((policy) => policyView(policy, alarms, service)),
  };
}

async function alarms({ aws }: Account, service: ServiceName): Promise<NonNullable<ServiceView["alarms"]>> {
  return (await alarmsOfRegion({ aws })).filter(isChoosable).map((alarm) => alarmView(alarm, service));
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
