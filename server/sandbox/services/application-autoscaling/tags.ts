import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  TagResourceResponse,
  UntagResourceRequest,
  UntagResourceResponse,
} from "@aws-sdk/client-application-auto-scaling";
import type { ScalableTarget } from "../../world/scaling.ts";
import type { RegionState } from "../../world/world.ts";
import { all, length, pattern } from "../constraints.ts";
import { type Context, operation } from "../operation.ts";
import { ResourceNotFoundException, TooManyTagsException } from "./errors.ts";

/** AWS: tags of one scalable target (application-auto-scaling-user-guide, quotas). */
const TAGS_MAX = 50;

/** AWS: API_TagResource. */
const ResourceARN = all(
  length(1, 1011),
  pattern(
    /arn:.+:application-autoscaling:.+:[0-9]+:scalable-target\/[a-zA-Z0-9-]+/,
    "^arn:.+:application-autoscaling:.+:[0-9]+:scalable-target\\/[a-zA-Z0-9-]+$",
  ),
);

export const TagResource = operation<TagResourceRequest, TagResourceResponse>({
  accepts: { ResourceARN },
  run(context) {
    const target = targetOf(context.state, context.input.ResourceARN!);
    const tags = { ...target.tags, ...context.input.Tags };
    // AWS's text is unknown.
    if (Object.keys(tags).length > TAGS_MAX)
      throw new TooManyTagsException(`A scalable target has at most ${TAGS_MAX} tags.`);
    setTags(context, target, tags);
    return {};
  },
});

export const UntagResource = operation<UntagResourceRequest, UntagResourceResponse>({
  accepts: { ResourceARN, TagKeys: length(0, 200) },
  run(context) {
    const target = targetOf(context.state, context.input.ResourceARN!);
    const tags = Object.fromEntries(
      Object.entries(target.tags).filter(([key]) => !context.input.TagKeys!.includes(key)),
    );
    setTags(context, target, tags);
    return {};
  },
});

export const ListTagsForResource = operation<ListTagsForResourceRequest, ListTagsForResourceResponse>({
  reads: true,
  accepts: { ResourceARN },
  run: ({ state, input }) => ({ Tags: { ...targetOf(state, input.ResourceARN!).tags } }),
});

/** AWS's text is unknown. */
function targetOf(state: RegionState, arn: string): ScalableTarget {
  const target = Object.values(state.scaling.targets).find((it) => it.arn === arn);
  if (!target) throw new ResourceNotFoundException(`There is no scalable target with the ARN ${arn}.`);
  return target;
}

function setTags(
  { world, state, changes }: Context<unknown>,
  target: ScalableTarget,
  tags: Record<string, string>,
): void {
  if (JSON.stringify(tags) === JSON.stringify(target.tags)) return;
  target.tags = tags;
  changes.push({
    topic: "scaling",
    at: world.now,
    region: state.name,
    resource: target.resourceId,
    what: "tags changed",
    cause: "call",
  });
}
