import type { Cluster, Service } from "../../world/ecs.ts";
import type { RegionState } from "../../world/world.ts";
import { entry } from "../entry.ts";
import type { Caller } from "../operation.ts";
import { ClusterNotFoundException, InvalidParameterException } from "./errors.ts";

/** AWS: letters, digits, hyphens and underscores, up to 255 (API_CreateCluster, API_CreateService, API_RegisterTaskDefinition); `__proto__` cannot be a key. */
export const NAME = /^(?!__proto__$)[a-zA-Z0-9_-]{1,255}$/;

type ResourceType =
  | "cluster"
  | "service"
  | "service-deployment"
  | "service-revision"
  | "task"
  | "task-definition"
  | "container"
  | "container-instance"
  | "capacity-provider";
type Given = string | undefined;

export const arnOf = (caller: Caller, type: ResourceType, id: string): string =>
  `arn:aws:ecs:${caller.region}:${caller.accountId}:${type}/${id}`;

/** The cluster's name from a name or ARN; `default` where nothing is given (API_DescribeServices, `cluster`). */
export function clusterName(caller: Caller, given: Given): string {
  if (!given) return "default";
  const name = isArn(given) ? resourceOf(caller, given, "cluster") : given;
  // AWS: the sentence as callers saw it (awslabs/amazon-ecs-nodejs-microservices, issue 18).
  if (!NAME.test(name))
    throw new InvalidParameterException(`Cluster must match ^[a-zA-Z0-9\\-_]{1,255}$, but was ${name}`);
  return name;
}

/** The ACTIVE cluster of that name or ARN; AWS treats an INACTIVE one as absent in all operations on what it contains. */
export function activeCluster(state: RegionState, caller: Caller, given: Given): Cluster {
  const cluster = entry(state.ecs.clusters, clusterName(caller, given));
  if (cluster?.status !== "ACTIVE") throw new ClusterNotFoundException();
  return cluster;
}

/**
 * The last part of a service, task or container instance given by name, id, `cluster/name`, or ARN of the old or the new
 * format. What says that it belongs to another cluster is refused.
 */
export function idInCluster(caller: Caller, cluster: string, given: string, type: ResourceType): string {
  const path = (isArn(given) ? resourceOf(caller, given, type) : given).split("/");
  const id = path.pop()!;
  const owner = path.pop();
  if (owner !== undefined && owner !== cluster) {
    // AWS: the sentence as callers saw it (aws/aws-toolkit-vscode, issue 2915).
    throw new InvalidParameterException(
      `Invalid identifier: Identifier is for cluster ${owner}. Your cluster is ${cluster}`,
    );
  }
  return id;
}

/** The service of a cluster by name or ARN, in any status; undefined where there is none. */
export function findService(state: RegionState, caller: Caller, cluster: string, given: string): Service | undefined {
  return entry(state.ecs.services, serviceKey(cluster, idInCluster(caller, cluster, given, "service")));
}

/** The key of a service in `EcsState.services`. */
export const serviceKey = (cluster: string, name: string): string => `${cluster}/${name}`;

/** `failures[]` of the Describe operations: what was asked for and is not there. */
export const missing = (arn: string) => ({ arn, reason: "MISSING" });

export const isArn = (given: string): boolean => given.startsWith("arn:");

/** What stands behind `<type>/` in an ARN of this account and Region. */
export function resourceOf(caller: Caller, arn: string, type: ResourceType): string {
  const [, , service, region, accountId, ...rest] = arn.split(":");
  const resource = rest.join(":");
  const slash = resource.indexOf("/");
  const found = slash < 0 ? resource : resource.slice(0, slash);
  // AWS: the sentence as callers saw it (aws/aws-cli, issue 7875).
  if (service === "ecs" && found !== type) throw new InvalidParameterException(`Unsupported resource type: ${found}`);
  if (service !== "ecs" || region !== caller.region || accountId !== caller.accountId || slash < 0)
    throw new InvalidParameterException(`Invalid identifier: ${arn}`);
  return resource.slice(slash + 1);
}
