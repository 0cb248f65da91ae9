import type {
  ListTagsForResourceInput,
  ListTagsForResourceOutput,
  TagResourceInput,
  UntagResourceInput,
} from "@aws-sdk/client-cloudwatch";
import type { CompositeAlarm, MetricAlarm } from "../../world/cloudwatch.ts";
import type { RegionState } from "../../world/world.ts";
import { length } from "../constraints.ts";
import { entry } from "../entry.ts";
import { type Context, operation } from "../operation.ts";
import { checkedTags } from "./alarm-settings.ts";
import { ResourceNotFoundException } from "./errors.ts";

const ResourceARN = length(1, 1024);

export const TagResource = operation<TagResourceInput, Record<string, never>>({
  accepts: { ResourceARN },
  run(context) {
    const { state, input } = context;
    const alarm = alarmOf(state, input.ResourceARN!);
    setTags(context, alarm, checkedTags(alarm.tags, input.Tags!));
    return {};
  },
});

export const UntagResource = operation<UntagResourceInput, Record<string, never>>({
  accepts: { ResourceARN },
  run(context) {
    const alarm = alarmOf(context.state, context.input.ResourceARN!);
    const gone = new Set(context.input.TagKeys);
    setTags(context, alarm, Object.fromEntries(Object.entries(alarm.tags).filter(([key]) => !gone.has(key))));
    return {};
  },
});

export const ListTagsForResource = operation<ListTagsForResourceInput, ListTagsForResourceOutput>({
  reads: true,
  accepts: { ResourceARN },
  run: ({ state, input }) => ({
    Tags: Object.entries(alarmOf(state, input.ResourceARN!).tags).map(([Key, Value]) => ({ Key, Value })),
  }),
});

function alarmOf({ cloudwatch }: RegionState, arn: string): MetricAlarm | CompositeAlarm {
  const name = arn.split(":alarm:")[1] ?? "";
  const alarm = entry(cloudwatch.alarms, name) ?? entry(cloudwatch.compositeAlarms ?? {}, name);
  if (alarm?.arn !== arn) throw new ResourceNotFoundException("");
  return alarm;
}

function setTags(
  { world, state, changes }: Context<unknown>,
  alarm: MetricAlarm | CompositeAlarm,
  tags: Record<string, string>,
): void {
  if (JSON.stringify(tags) === JSON.stringify(alarm.tags)) return;
  alarm.tags = tags;
  changes.push({
    topic: "alarms",
    at: world.now,
    region: state.name,
    resource: alarm.name,
    what: "tags changed",
    cause: "call",
  });
}
