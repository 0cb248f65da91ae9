import type { Cluster, ContainerInstance, Resource, Service, Task } from "@aws-sdk/client-ecs";
import type { ClusterView, ServiceView } from "../../contract/index.ts";
import type { Points } from "../reading.ts";

type ClusterRow = ClusterView["cluster"];
type ServiceRow = NonNullable<ClusterView["services"]>[number];
type TaskRow = NonNullable<ClusterView["tasks"]>[number];
type InstanceRow = NonNullable<ClusterView["instances"]>[number];
type MetricColumns = NonNullable<ClusterView["metrics"]>[number];

/*
 * AWS's answers as rows of the console panel: names instead of ARNs, milliseconds instead of dates, and the words of the classic
 * console where AWS leaves a field out.
 */

export function clusterRow(cluster: Cluster): ClusterRow {
  return {
    name: cluster.clusterName!,
    arn: cluster.clusterArn!,
    status: cluster.status ?? "",
    services: cluster.activeServicesCount ?? 0,
    runningTasks: cluster.runningTasksCount ?? 0,
    pendingTasks: cluster.pendingTasksCount ?? 0,
    containerInstances: cluster.registeredContainerInstancesCount ?? 0,
  };
}

export function serviceRow(service: Service): ServiceRow {
  return {
    name: service.serviceName!,
    status: service.status ?? "",
    serviceType: service.schedulingStrategy ?? "REPLICA",
    taskDefinition: lastOf(service.taskDefinition),
    desired: service.desiredCount ?? 0,
    running: service.runningCount ?? 0,
    pending: service.pendingCount ?? 0,
    launchType: service.launchType ?? service.capacityProviderStrategy?.[0]?.capacityProvider ?? "",
  };
}

export function serviceDetails(service: Service): ServiceView["service"] {
  const network = service.networkConfiguration?.awsvpcConfiguration;
  return {
    ...serviceRow(service),
    arn: service.serviceArn!,
    cluster: lastOf(service.clusterArn),
    createdAt: instant(service.createdAt),
    role: service.roleArn ? lastOf(service.roleArn) : null,
    minimumHealthyPercent: service.deploymentConfiguration?.minimumHealthyPercent ?? null,
    maximumPercent: service.deploymentConfiguration?.maximumPercent ?? null,
    healthCheckGracePeriodSeconds: service.healthCheckGracePeriodSeconds ?? null,
    forceNewDeployment: false,
    loadBalancers: (service.loadBalancers ?? [])
      .filter((it) => it.targetGroupArn)
      .map((it) => ({
        targetGroupName: it.targetGroupArn!.split("/")[1]!,
        targetGroupArn: it.targetGroupArn!,
        containerName: it.containerName ?? "",
        containerPort: it.containerPort ?? 0,
      })),
    placementStrategy: placementWords(service),
    subnets: network?.subnets ?? [],
    securityGroups: network?.securityGroups ?? [],
  };
}

/** The placement template's name in the classic console: "AZ Balanced Spread" is spread over zones, then over instances. */
function placementWords(service: Service): string {
  const strategies = (service.placementStrategy ?? []).map(({ type, field }) =>
    field ? `${type}(${field})` : `${type}`,
  );
  if (strategies.join(", ") === "spread(attribute:ecs.availability-zone), spread(instanceId)")
    return "AZ Balanced Spread";
  return strategies.join(", ");
}

export function taskRow(task: Task): TaskRow {
  return {
    id: lastOf(task.taskArn),
    taskDefinition: lastOf(task.taskDefinitionArn),
    lastStatus: task.lastStatus ?? "",
    desiredStatus: task.desiredStatus ?? "",
    startedBy: task.startedBy ?? "",
    group: task.group ?? "",
    launchType: task.launchType ?? "",
    containerInstance: task.containerInstanceArn ? lastOf(task.containerInstanceArn) : null,
    availabilityZone: task.availabilityZone ?? "",
    createdAt: instant(task.createdAt),
    startedAt: instant(task.startedAt),
    stoppedAt: instant(task.stoppedAt),
    stoppedReason: task.stoppedReason ?? null,
  };
}

export function instanceRow(instance: ContainerInstance): InstanceRow {
  return {
    id: lastOf(instance.containerInstanceArn),
    ec2InstanceId: instance.ec2InstanceId ?? "",
    availabilityZone: instance.attributes?.find(({ name }) => name === "ecs.availability-zone")?.value ?? "",
    agentConnected: instance.agentConnected ?? false,
    status: instance.status ?? "",
    runningTasks: instance.runningTasksCount ?? 0,
    cpuAvailable: amount(instance.remainingResources, "CPU"),
    cpuRegistered: amount(instance.registeredResources, "CPU"),
    memoryAvailableMiB: amount(instance.remainingResources, "MEMORY"),
    memoryRegisteredMiB: amount(instance.registeredResources, "MEMORY"),
  };
}

export const metricColumns = (label: string, { at, values }: Points): MetricColumns => ({
  label,
  unit: "Percent",
  at,
  values,
});

const amount = (resources: Resource[] | undefined, name: string): number =>
  resources?.find((resource) => resource.name === name)?.integerValue ?? 0;

/** The part of an ARN or path after its last slash. */
const lastOf = (arn: string | undefined): string => arn?.slice(arn.lastIndexOf("/") + 1) ?? "";

const instant = (date: Date | undefined): number | null => date?.getTime() ?? null;
