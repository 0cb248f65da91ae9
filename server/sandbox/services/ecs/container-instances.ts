import type {
  ContainerInstance as ContainerInstanceAnswer,
  DescribeContainerInstancesRequest,
  DescribeContainerInstancesResponse,
  ListContainerInstancesRequest,
  ListContainerInstancesResponse,
  Resource,
} from "@aws-sdk/client-ecs";
import { AGENT_VERSION, freeResources, RESERVED_PORTS } from "../../simulation/index.ts";
import type { ContainerInstance } from "../../world/ecs.ts";
import type { RegionState } from "../../world/world.ts";
import { entry } from "../entry.ts";
import { operation } from "../operation.ts";
import { page } from "../paging.ts";
import { ClientException, InvalidParameterException } from "./errors.ts";
import { activeCluster, arnOf, idInCluster, missing } from "./identifiers.ts";
import { attributesOf } from "./instance-attributes.ts";
import { invalidToken, pageSize } from "./list-page.ts";
import { queryOf } from "./placement-rules.ts";
import { mustAllBeOneOf, mustBeOneOf } from "./refusals.ts";
import { listTags } from "./tags.ts";

/** AWS: container instances of one DescribeContainerInstances (API_DescribeContainerInstances); the sentence for more is ours. */
const DESCRIBED_MAX = 100;
const STATUSES = ["ACTIVE", "DRAINING", "REGISTERING", "DEREGISTERING", "REGISTRATION_FAILED"];

/** Describes container instances with what is left on them. */
export const DescribeContainerInstances = operation<
  DescribeContainerInstancesRequest,
  DescribeContainerInstancesResponse
>({
  reads: true,
  run({ state, caller, input }) {
    const cluster = activeCluster(state, caller, input.cluster).name;
    const asked = input.containerInstances!;
    if (asked.length === 0) throw new ClientException("Container Instances cannot be empty.");
    if (asked.length > DESCRIBED_MAX)
      throw new InvalidParameterException(`containerInstances can have at most ${DESCRIBED_MAX} entries.`);
    mustAllBeOneOf("include", input.include, ["TAGS", "CONTAINER_INSTANCE_HEALTH"]);
    const containerInstances = [];
    const failures = [];
    for (const id of new Set(asked.map((it) => idInCluster(caller, cluster, it, "container-instance")))) {
      const instance = entry(state.ecs.containerInstances, id);
      if (instance?.cluster === cluster) containerInstances.push(instanceAnswer(state, instance, input.include ?? []));
      else failures.push(missing(arnOf(caller, "container-instance", `${cluster}/${id}`)));
    }
    return { containerInstances, failures };
  },
});

/** ARNs of a cluster's container instances. AWS: all but those that are being registered (API_ListContainerInstances). */
export const ListContainerInstances = operation<ListContainerInstancesRequest, ListContainerInstancesResponse>({
  reads: true,
  run({ state, caller, input }) {
    const cluster = activeCluster(state, caller, input.cluster).name;
    mustBeOneOf("status", input.status, STATUSES);
    const query = input.filter ? queryOf(input.filter) : () => true;
    const found = Object.values(state.ecs.containerInstances).filter(
      (it) => it.cluster === cluster && (!input.status || it.status === input.status) && query(state, it),
    );
    const { rows, nextToken } = page(
      found.sort((a, b) => (a.id < b.id ? -1 : 1)),
      (it) => it.id,
      {
        question: ["ListContainerInstances", cluster, input.status, input.filter],
        size: pageSize(input.maxResults),
        token: input.nextToken,
        refuse: invalidToken,
      },
    );
    return { containerInstanceArns: rows.map((it) => it.arn), nextToken };
  },
});

/** A container instance as AWS describes it, with what is left on it. */
export function instanceAnswer(
  state: RegionState,
  instance: ContainerInstance,
  include: readonly string[],
): ContainerInstanceAnswer {
  const free = freeResources(state, instance);
  const tasks = { running: 0, pending: 0 };
  for (const id in state.ecs.tasks) {
    const task = state.ecs.tasks[id]!;
    if (task.containerInstance !== instance.id || task.desiredStatus !== "RUNNING") continue;
    if (task.lastStatus === "RUNNING") tasks.running++;
    else tasks.pending++;
  }
  const usedPorts = (protocol: string) =>
    [...free.usedPorts].filter((it) => it.startsWith(`${protocol}:`)).map((it) => it.slice(protocol.length + 1));
  return {
    containerInstanceArn: instance.arn,
    ec2InstanceId: instance.ec2InstanceId,
    version: instance.version,
    versionInfo: { agentVersion: AGENT_VERSION },
    remainingResources: resources(free.cpu, free.memoryMiB, { tcp: usedPorts("tcp"), udp: usedPorts("udp") }),
    registeredResources: resources(instance.cpu, instance.memoryMiB, { tcp: RESERVED_PORTS, udp: [] }),
    status: instance.status,
    agentConnected: instance.agentConnected,
    runningTasksCount: tasks.running,
    pendingTasksCount: tasks.pending,
    attributes: attributesOf(instance),
    registeredAt: new Date(instance.registeredAt),
    attachments: [],
    tags: include.includes("TAGS") ? listTags(instance.tags) : [],
    ...(include.includes("CONTAINER_INSTANCE_HEALTH") && {
      healthStatus: { overallStatus: instance.agentConnected ? "OK" : "INSUFFICIENT_DATA", details: [] },
    }),
  };
}

const resources = (cpu: number, memoryMiB: number, ports: { tcp: string[]; udp: string[] }): Resource[] => [
  integer("CPU", cpu),
  integer("MEMORY", memoryMiB),
  stringSet("PORTS", ports.tcp),
  stringSet("PORTS_UDP", ports.udp),
];

/** AWS: every resource carries all four values, those of other types as zero (API_Resource, examples of DescribeContainerInstances). */
const integer = (name: string, integerValue: number): Resource => ({
  name,
  type: "INTEGER",
  doubleValue: 0,
  longValue: 0,
  integerValue,
});
const stringSet = (name: string, stringSetValue: string[]): Resource => ({
  name,
  type: "STRINGSET",
  doubleValue: 0,
  longValue: 0,
  integerValue: 0,
  stringSetValue,
});
