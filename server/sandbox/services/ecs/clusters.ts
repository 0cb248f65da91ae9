import type {
  CreateClusterRequest,
  CreateClusterResponse,
  DeleteClusterRequest,
  DeleteClusterResponse,
  DescribeClustersRequest,
  DescribeClustersResponse,
  ListClustersRequest,
  ListClustersResponse,
} from "@aws-sdk/client-ecs";
import { limits } from "../../../limits.ts";
import type { Cluster } from "../../world/ecs.ts";
import type { RegionState, World } from "../../world/world.ts";
import { entry } from "../entry.ts";
import { addLinkedRole } from "../iam/index.ts";
import { operation } from "../operation.ts";
import { page } from "../paging.ts";
import { effectiveSetting } from "./account-settings.ts";
import { clusterAnswer } from "./cluster-answer.ts";
import { clusterEcho } from "./cluster-settings.ts";
import {
  ClusterContainsContainerInstancesException,
  ClusterContainsServicesException,
  ClusterContainsTasksException,
  ClusterNotFoundException,
  InvalidParameterException,
  LimitExceededException,
} from "./errors.ts";
import { arnOf, clusterName, missing } from "./identifiers.ts";
import { isSame } from "./json.ts";
import { invalidToken, pageSize } from "./list-page.ts";
import { mustAllBeOneOf } from "./refusals.ts";
import { refuseTags } from "./tag-rules.ts";
import { readTags } from "./tags.ts";

/** AWS: the most clusters of one DescribeClusters (API_DescribeClusters); the sentence for more is ours. */
const DESCRIBED_MAX = 100;
const INCLUDES = ["ATTACHMENTS", "CONFIGURATIONS", "SETTINGS", "STATISTICS", "TAGS"];

/** Creates a cluster, or gives back the ACTIVE one of that name where the arguments agree; an INACTIVE one begins anew. */
export const CreateCluster = operation<CreateClusterRequest, CreateClusterResponse>({
  run({ world, state, caller, input, changes }) {
    const name = clusterName(caller, input.clusterName);
    refuseTags(input.tags ?? []);
    const echo = clusterEcho(
      state,
      caller,
      input,
      effectiveSetting(state, caller, "containerInsights", caller.principal),
    );
    const existing = entry(state.ecs.clusters, name);
    if (existing?.status === "ACTIVE") {
      const agrees =
        Object.entries(echo).every(([member, value]) => !(member in input) || isSame(existing.echo[member], value)) &&
        (!input.tags || isSame(existing.tags, readTags(input.tags)));
      if (!agrees) {
        throw new InvalidParameterException(
          "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).",
        );
      }
      return { cluster: createdAnswer(state, existing) };
    }
    makeRoom(state, name);
    const cluster: Cluster = {
      name,
      arn: arnOf(caller, "cluster", name),
      status: "ACTIVE",
      createdAt: world.now,
      echo,
      tags: readTags(input.tags),
    };
    state.ecs.clusters[name] = cluster;
    addLinkedRole(world, "ecs.amazonaws.com"); // AWS: so that ECS can manage what belongs to the cluster (API_CreateCluster).
    changes.push(change(world, state, cluster, "created", "call CreateCluster"));
    return { cluster: createdAnswer(state, cluster) };
  },
});

/** Makes a cluster INACTIVE. AWS: ACTIVE services, tasks not yet STOPPED and container instances prevent it; DRAINING services do not. */
export const DeleteCluster = operation<DeleteClusterRequest, DeleteClusterResponse>({
  run({ world, state, caller, input, changes }) {
    const cluster = entry(state.ecs.clusters, clusterName(caller, input.cluster));
    if (!cluster) throw new ClusterNotFoundException();
    const { ecs } = state;
    const isIn = (it: { cluster: string }) => it.cluster === cluster.name;
    if (Object.values(ecs.services).some((it) => isIn(it) && it.status === "ACTIVE"))
      throw new ClusterContainsServicesException();
    if (Object.values(ecs.tasks).some((it) => isIn(it) && it.lastStatus !== "STOPPED"))
      throw new ClusterContainsTasksException();
    if (Object.values(ecs.containerInstances).some(isIn)) throw new ClusterContainsContainerInstancesException();
    if (cluster.status === "ACTIVE") {
      cluster.status = "INACTIVE";
      changes.push(change(world, state, cluster, "deleted", "call DeleteCluster"));
    }
    return { cluster: clusterAnswer(state, cluster, ["SETTINGS", "CONFIGURATIONS"]) };
  },
});

/** Describes clusters in any status; `default` where none is named. */
export const DescribeClusters = operation<DescribeClustersRequest, DescribeClustersResponse>({
  reads: true,
  run({ state, caller, input }) {
    const asked = input.clusters?.length ? input.clusters : ["default"];
    if (asked.length > DESCRIBED_MAX)
      throw new InvalidParameterException(`clusters can have at most ${DESCRIBED_MAX} entries.`);
    const clusters = [];
    const failures = [];
    for (const name of new Set(asked.map((it) => clusterName(caller, it)))) {
      const cluster = entry(state.ecs.clusters, name);
      if (!cluster) {
        failures.push(missing(arnOf(caller, "cluster", name)));
        continue;
      }
      // AWS: what to include is looked at for clusters that are there only (testdata/aws/ecs/controls.json, sequence 20).
      mustAllBeOneOf("include", input.include, INCLUDES);
      clusters.push(clusterAnswer(state, cluster, input.include ?? []));
    }
    return { clusters, failures };
  },
});

/** ARNs of the ACTIVE clusters. */
export const ListClusters = operation<ListClustersRequest, ListClustersResponse>({
  reads: true,
  run({ state, input }) {
    const active = Object.values(state.ecs.clusters).filter((it) => it.status === "ACTIVE");
    const { rows, nextToken } = page(
      active.sort((a, b) => (a.name < b.name ? -1 : 1)),
      (it) => it.name,
      { question: ["ListClusters"], size: pageSize(input.maxResults), token: input.nextToken, refuse: invalidToken },
    );
    return { clusterArns: rows.map((it) => it.arn), nextToken };
  },
});

/** AWS: the answer of CreateCluster shows settings and tags without being asked (testdata/aws/ecs/controls.json, sequence 5). */
const createdAnswer = (state: RegionState, cluster: Cluster) =>
  clusterAnswer(state, cluster, ["SETTINGS", "TAGS", "CONFIGURATIONS"]);

/** Refuses one cluster too many; INACTIVE ones that only take room are forgotten, the oldest first. */
function makeRoom({ ecs }: RegionState, name: string): void {
  const others = Object.values(ecs.clusters).filter((it) => it.name !== name);
  if (others.filter((it) => it.status === "ACTIVE").length >= limits.clusters)
    throw new LimitExceededException(`This sandbox holds at most ${limits.clusters} clusters in a Region.`);
  const isEmpty = ({ name }: Cluster) => !Object.values(ecs.services).some((it) => it.cluster === name);
  const inactive = others
    .filter((it) => it.status === "INACTIVE" && isEmpty(it))
    .sort((a, b) => a.createdAt - b.createdAt);
  for (const it of inactive.slice(0, Math.max(0, others.length + 1 - limits.clusters))) delete ecs.clusters[it.name];
}

const change = (world: World, state: RegionState, { name }: Cluster, what: string, cause: string) =>
  ({ topic: "service", at: world.now, region: state.name, resource: name, what: `cluster ${what}`, cause }) as const;
