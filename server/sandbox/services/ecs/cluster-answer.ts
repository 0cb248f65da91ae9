import type { Cluster as ClusterAnswer } from "@aws-sdk/client-ecs";
import type { Cluster, LaunchType } from "../../world/ecs.ts";
import type { RegionState } from "../../world/world.ts";
import { attachmentsOf } from "./cluster-providers.ts";
import { listTags } from "./tags.ts";

/** A cluster as AWS describes it; what `include` does not ask for is empty. */
export function clusterAnswer(state: RegionState, cluster: Cluster, include: readonly string[]): ClusterAnswer {
  const { name, echo } = cluster;
  const counts = countIn(state, name);
  const has = (field: string) => include.includes(field);
  const members = echo as Partial<ClusterAnswer>;
  return {
    clusterArn: cluster.arn,
    clusterName: name,
    status: cluster.status,
    registeredContainerInstancesCount: counts.containerInstances,
    runningTasksCount: counts.runningTasks,
    pendingTasksCount: counts.pendingTasks,
    activeServicesCount: counts.activeServices,
    statistics: has("STATISTICS") ? statistics(state, name) : [],
    tags: has("TAGS") ? listTags(cluster.tags) : [],
    settings: has("SETTINGS") ? (members.settings ?? []) : [],
    capacityProviders: members.capacityProviders ?? [],
    defaultCapacityProviderStrategy: members.defaultCapacityProviderStrategy ?? [],
    ...(has("CONFIGURATIONS") && members.configuration && { configuration: members.configuration }),
    ...(has("ATTACHMENTS") && attachments(state, cluster)),
  };
}

function attachments(state: RegionState, cluster: Cluster): Pick<ClusterAnswer, "attachments" | "attachmentsStatus"> {
  const attached = attachmentsOf(state, cluster);
  return { attachments: attached, ...(attached.length > 0 && { attachmentsStatus: "UPDATE_COMPLETE" }) };
}

function countIn({ ecs }: RegionState, cluster: string) {
  const counts = { containerInstances: 0, runningTasks: 0, pendingTasks: 0, activeServices: 0 };
  for (const id in ecs.containerInstances)
    if (ecs.containerInstances[id]!.cluster === cluster) counts.containerInstances++;
  for (const id in ecs.tasks) {
    const task = ecs.tasks[id]!;
    if (task.cluster !== cluster || task.desiredStatus !== "RUNNING") continue;
    if (task.lastStatus === "RUNNING") counts.runningTasks++;
    else counts.pendingTasks++;
  }
  for (const key in ecs.services) {
    const service = ecs.services[key]!;
    if (service.cluster === cluster && service.status === "ACTIVE") counts.activeServices++;
  }
  return counts;
}

/** AWS: sixteen numbers as texts, in this order (testdata/aws/ecs/controls.json, sequence 31). */
function statistics({ ecs }: RegionState, cluster: string) {
  const tasks = Object.values(ecs.tasks).filter((it) => it.cluster === cluster && it.desiredStatus === "RUNNING");
  const services = Object.values(ecs.services).filter((it) => it.cluster === cluster);
  const running = (type: LaunchType) =>
    tasks.filter((it) => it.launchType === type && it.lastStatus === "RUNNING").length;
  const pending = (type: LaunchType) =>
    tasks.filter((it) => it.launchType === type && it.lastStatus !== "RUNNING").length;
  const ofStatus = (status: string, type: LaunchType) =>
    services.filter((it) => it.launchType === type && it.status === status).length;
  const values: [name: string, value: number][] = [
    ["runningEC2TasksCount", running("EC2")],
    ["runningFargateTasksCount", running("FARGATE")],
    ["pendingEC2TasksCount", pending("EC2")],
    ["pendingFargateTasksCount", pending("FARGATE")],
    ["runningExternalTasksCount", running("EXTERNAL")],
    ["pendingExternalTasksCount", pending("EXTERNAL")],
    ["runningManagedInstancesTasksCount", 0],
    ["pendingManagedInstancesTasksCount", 0],
    ["activeEC2ServiceCount", ofStatus("ACTIVE", "EC2")],
    ["activeFargateServiceCount", ofStatus("ACTIVE", "FARGATE")],
    ["drainingEC2ServiceCount", ofStatus("DRAINING", "EC2")],
    ["drainingFargateServiceCount", ofStatus("DRAINING", "FARGATE")],
    ["activeExternalServiceCount", ofStatus("ACTIVE", "EXTERNAL")],
    ["drainingExternalServiceCount", ofStatus("DRAINING", "EXTERNAL")],
    ["activeManagedInstancesServiceCount", 0],
    ["drainingManagedInstancesServiceCount", 0],
  ];
  return values.map(([name, value]) => ({ name, value: String(value) }));
}
