import type { Account } from "../../accounts/account.ts";
import type { ClustersView, ClusterView } from "../../contract/index.ts";
import { type MetricQuery, metricsOf } from "../reading.ts";
import { sdk } from "../sdk.ts";
import { clusterRow, instanceRow, metricColumns, serviceRow, taskRow } from "./rows.ts";

export type ClusterTab = "services" | "tasks" | "instances" | "metrics";
/** Which tasks a list of tasks shows: those that shall run, or those that shall not any more. */
export type TaskFilter = "RUNNING" | "STOPPED";

const HOUR = 3_600_000;

/** The clusters of the account (2 calls). */
export async function clustersView({ aws }: Account): Promise<ClustersView> {
  const { ListClustersCommand, DescribeClustersCommand } = await sdk.ecs();
  const { clusterArns = [] } = await aws.ecs.send(new ListClustersCommand({}));
  if (clusterArns.length === 0) return { clusters: [] };
  const { clusters = [] } = await aws.ecs.send(new DescribeClustersCommand({ clusters: clusterArns }));
  return { clusters: clusters.filter((cluster) => cluster.status !== "INACTIVE").map(clusterRow) };
}

/** One cluster with one tab's list (at most 3 calls); undefined where the account has no such cluster. */
export async function clusterView(
  account: Account,
  cluster: string,
  tab: ClusterTab,
  tasks: TaskFilter = "RUNNING",
): Promise<ClusterView | undefined> {
  const { DescribeClustersCommand } = await sdk.ecs();
  const { aws } = account;
  const { clusters } = await aws.ecs.send(new DescribeClustersCommand({ clusters: [cluster] }));
  const found = clusters?.[0];
  if (!found || found.status === "INACTIVE") return undefined;
  const view: ClusterView = { cluster: clusterRow(found) };
  if (tab === "services") return { ...view, services: await services(account, cluster) };
  if (tab === "tasks") return { ...view, tasks: await tasksOf(account, { cluster, filter: tasks }) };
  if (tab === "instances") return { ...view, instances: await instances(account, cluster) };
  return { ...view, metrics: await metrics(account, cluster) };
}

/** AWS: DescribeServices takes ten services (API_DescribeServices): the first ten are shown. */
async function services({ aws }: Account, cluster: string) {
  const { ListServicesCommand, DescribeServicesCommand } = await sdk.ecs();
  const { serviceArns = [] } = await aws.ecs.send(new ListServicesCommand({ cluster, maxResults: 10 }));
  if (serviceArns.length === 0) return [];
  const { services = [] } = await aws.ecs.send(new DescribeServicesCommand({ cluster, services: serviceArns }));
  return services.filter((service) => service.status !== "INACTIVE").map(serviceRow);
}

/** Tasks of a cluster or one of its services, newest first (2 calls). AWS: DescribeTasks takes a hundred (API_DescribeTasks). */
export async function tasksOf(
  { aws }: Account,
  { cluster, service, filter }: { cluster: string; service?: string; filter: TaskFilter },
) {
  const { ListTasksCommand, DescribeTasksCommand } = await sdk.ecs();
  const { taskArns = [] } = await aws.ecs.send(
    new ListTasksCommand({ cluster, serviceName: service, desiredStatus: filter, maxResults: 100 }),
  );
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await aws.ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  return tasks.map(taskRow).sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0) || (a.id < b.id ? -1 : 1));
}

async function instances({ aws }: Account, cluster: string) {
  const { ListContainerInstancesCommand, DescribeContainerInstancesCommand } = await sdk.ecs();
  const { containerInstanceArns = [] } = await aws.ecs.send(
    new ListContainerInstancesCommand({ cluster, maxResults: 100 }),
  );
  if (containerInstanceArns.length === 0) return [];
  const { containerInstances = [] } = await aws.ecs.send(
    new DescribeContainerInstancesCommand({ cluster, containerInstances: containerInstanceArns }),
  );
  return containerInstances
    .map(instanceRow)
    .sort((a, b) => (a.availabilityZone + a.id < b.availabilityZone + b.id ? -1 : 1));
}

/** AWS: a cluster's own metrics (amazon-ecs-developer-guide, cloudwatch-metrics); those without datapoints are left out. */
async function metrics(account: Account, cluster: string) {
  const names = ["CPUUtilization", "MemoryUtilization", "CPUReservation", "MemoryReservation"];
  const now = await account.now();
  const queries = names.map((metric): MetricQuery => ({ metric, statistic: "Average", clusterOnly: true }));
  const columns = await metricsOf({ aws: account.aws, service: { cluster, name: "" } }, queries, {
    from: now - HOUR,
    until: now + 60_000,
  });
  return columns.map((points, i) => metricColumns(names[i]!, points)).filter(({ at }) => at.length > 0);
}
