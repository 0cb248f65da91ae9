import type {
  AddTagsInput,
  AddTagsOutput,
  DescribeTagsInput,
  DescribeTagsOutput,
  RemoveTagsInput,
  RemoveTagsOutput,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ElbState } from "../../world/elb.ts";
import type { Tags } from "../../world/world.ts";
import { entry } from "../entry.ts";
import { type Context, operation } from "../operation.ts";
import { changed } from "./changed.ts";
import {
  ListenerNotFoundException,
  LoadBalancerNotFoundException,
  RuleNotFoundException,
  TargetGroupNotFoundException,
} from "./errors.ts";
import { withTags } from "./tag-rules.ts";

/** Tags of load balancers, target groups, listeners and rules, in the order asked. */
export const DescribeTags = operation<DescribeTagsInput, DescribeTagsOutput>({
  reads: true,
  run: ({ state, input }) => ({
    TagDescriptions: input.ResourceArns!.map((ResourceArn) => ({
      ResourceArn,
      Tags: Object.entries(tagged(state.elb, ResourceArn).tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
    })),
  }),
});

/** Adds tags to each of the resources, or to none. */
export const AddTags = operation<AddTagsInput, AddTagsOutput>({
  run(context) {
    const { state, input } = context;
    setTags(context, (arn) => withTags(tagged(state.elb, arn).tags ?? {}, input.Tags));
    return {};
  },
});

/** A key that is not there is no error. */
export const RemoveTags = operation<RemoveTagsInput, RemoveTagsOutput>({
  run(context) {
    const { state, input } = context;
    const kept = (tags: Tags) => Object.entries(tags).filter(([key]) => !input.TagKeys!.includes(key));
    setTags(context, (arn) => Object.fromEntries(kept(tagged(state.elb, arn).tags ?? {})));
    return {};
  },
});

/** Checks every resource first, and then changes those whose tags become others. */
function setTags(context: Context<{ ResourceArns?: string[] | undefined }>, tagsOf: (arn: string) => Tags): void {
  const { state, input } = context;
  const next = new Map(input.ResourceArns!.map((arn) => [arn, tagsOf(arn)]));
  for (const [arn, tags] of next) {
    const resource = tagged(state.elb, arn);
    if (JSON.stringify(resource.tags ?? {}) === JSON.stringify(tags)) continue;
    resource.tags = tags;
    changed(context, arn, "tags changed");
  }
}

function tagged(elb: ElbState, arn: string): { tags?: Tags } {
  if (/:targetgroup\//.test(arn)) return entry(elb.targetGroups, arn) ?? refuse(new TargetGroupNotFoundException());
  if (/:listener\//.test(arn)) return entry(elb.listeners, arn) ?? refuse(new ListenerNotFoundException());
  if (/:listener-rule\//.test(arn)) return entry(elb.rules, arn) ?? refuse(new RuleNotFoundException());
  return entry(elb.loadBalancers, arn) ?? refuse(new LoadBalancerNotFoundException());
}

function refuse(error: Error): never {
  throw error;
}
