import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  Tag,
  TagResourceRequest,
  TagResourceResponse,
  UntagResourceRequest,
  UntagResourceResponse,
} from "@aws-sdk/client-ecs";
import type { RegionState, Tags } from "../../world/world.ts";
import { entry } from "../entry.ts";
import { type Caller, operation } from "../operation.ts";
import { ClientException, InvalidParameterException } from "./errors.ts";
import { isArn, resourceOf, serviceKey } from "./identifiers.ts";
import { refuseTags } from "./tag-rules.ts";

/** Adds tags or replaces those of the same key. */
export const TagResource = operation<TagResourceRequest, TagResourceResponse>({
  run({ world, state, caller, input, changes }) {
    const tags = tagsOf(state, caller, input.resourceArn!);
    const added = readTags(input.tags);
    const refusal = input.resourceArn!.includes(":task-definition/") ? ClientException : InvalidParameterException;
    refuseTags(input.tags ?? [], Object.keys({ ...tags, ...added }).length, refusal);
    if (Object.entries(added).every(([key, value]) => tags[key] === value)) return {};
    Object.assign(tags, added);
    changes.push({
      ...change(input.resourceArn!),
      at: world.now,
      region: state.name,
      what: "tagged",
      cause: "call TagResource",
    });
    return {};
  },
});

/** Removes tags by their keys; keys that are not there are passed over. */
export const UntagResource = operation<UntagResourceRequest, UntagResourceResponse>({
  run({ world, state, caller, input, changes }) {
    const tags = tagsOf(state, caller, input.resourceArn!);
    const removed = input.tagKeys!.filter((key) => entry(tags, key) !== undefined);
    if (removed.length === 0) return {};
    for (const key of removed) delete tags[key];
    changes.push({
      ...change(input.resourceArn!),
      at: world.now,
      region: state.name,
      what: "untagged",
      cause: "call UntagResource",
    });
    return {};
  },
});

export const ListTagsForResource = operation<ListTagsForResourceRequest, ListTagsForResourceResponse>({
  reads: true,
  // AWS: by key (testdata/aws/ecs/services.json, sequence 71).
  run: ({ state, caller, input }) => ({
    tags: listTags(tagsOf(state, caller, input.resourceArn!)).sort((a, b) => (a.key! < b.key! ? -1 : 1)),
  }),
});

/** Tags as ECS lists them. */
export const listTags = (tags: Tags): Tag[] => Object.entries(tags).map(([key, value]) => ({ key, value }));

/** Tags as the world keeps them. */
export const readTags = (tags: Tag[] | undefined): Tags =>
  Object.fromEntries((tags ?? []).map(({ key, value }) => [key!, value ?? ""]));

const change = (resource: string) => ({ topic: "service", resource }) as const;

/** The tags of the resource with that ARN, to be read or changed. */
function tagsOf(state: RegionState, caller: Caller, arn: string): Tags {
  if (!isArn(arn)) throw new InvalidParameterException(`Invalid identifier: ${arn}`);
  const { ecs } = state;
  const type = /^arn:[^:]*:ecs:[^:]*:[^:]*:([a-z-]+)\//.exec(arn)?.[1];
  switch (type) {
    case "cluster": {
      const cluster = entry(ecs.clusters, resourceOf(caller, arn, type));
      if (!cluster) throw new InvalidParameterException("The specified cluster does not exist.");
      if (cluster.status !== "ACTIVE")
        throw new InvalidParameterException(
          "The specified cluster is inactive. Specify an active cluster and try again.",
        );
      return cluster.tags;
    }
    case "service": {
      const [cluster, name] = longFormat(resourceOf(caller, arn, type));
      const service = entry(ecs.services, serviceKey(cluster, name));
      if (!service) throw new InvalidParameterException("The specified service does not exist.");
      if (service.status === "INACTIVE")
        throw new InvalidParameterException(
          "The specified service is inactive. Specify an active service and try again.",
        );
      return service.tags;
    }
    case "task": {
      const [cluster, id] = longFormat(resourceOf(caller, arn, type));
      const task = entry(ecs.tasks, id);
      if (task?.cluster !== cluster) throw new InvalidParameterException("The specified task does not exist.");
      if (task.lastStatus === "STOPPED")
        throw new InvalidParameterException("The specified task is stopped. Specify a running task and try again.");
      return task.tags;
    }
    case "container-instance": {
      const [cluster, id] = longFormat(resourceOf(caller, arn, type));
      const instance = entry(ecs.containerInstances, id);
      if (instance?.cluster !== cluster)
        throw new InvalidParameterException("The specified container instance does not exist.");
      return instance.tags;
    }
    case "capacity-provider": {
      const provider = entry(ecs.capacityProviders ?? {}, resourceOf(caller, arn, type));
      // By analogy with the other kinds.
      if (provider?.status !== "ACTIVE")
        throw new InvalidParameterException("The specified capacity provider does not exist.");
      return provider.tags;
    }
    case "task-definition": {
      const definition = entry(ecs.taskDefinitions, resourceOf(caller, arn, type));
      if (!definition) throw new ClientException("Unable to describe task definition.");
      return definition.tags;
    }
    default:
      throw new InvalidParameterException(`Unsupported resource type: ${type ?? arn}`);
  }
}

/** AWS: only ARNs of the long format can be tagged; the sentence as callers saw it (reproio/ecs_deploy, pull request 49). */
function longFormat(resource: string): [string, string] {
  const [cluster, id] = resource.split("/");
  if (id === undefined) throw new InvalidParameterException("Long arn format must be used for tagging operations");
  return [cluster!, id];
}
