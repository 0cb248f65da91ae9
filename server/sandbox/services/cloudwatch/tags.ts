import type {
  ListTagsForResourceInput,
  ListTagsForResourceOutput,
  TagResourceInput,
  UntagResourceInput,
} from "@aws-sdk/client-cloudwatch";
import type { MetricAlarm } from "../../world/cloudwatch.ts";
import type { RegionState } from "../../world/world.ts";
import { length } from "../constraints.ts";
import { entry } from "../entry.ts";
import { type Context, operation } from "../operation.ts";
import { AccessDenied, ResourceNotFoundException, ValidationException } from "./errors.ts";

/** AWS: tags of one alarm. Texts recorded in testdata/aws/cloudwatch/alarm_controls.json of radkawar/stackd. */
const TAGS_MAX = 50;

const ResourceARN = length(1, 1024);

export const TagResource = operation<TagResourceInput, Record<string, never>>({
  accepts: { ResourceARN },
  run(context) {
    const { state, input } = context;
    const alarm = alarmOf(state, input.ResourceARN!);
    if (input.Tags!.some(({ Key }) => /^aws:/i.test(Key!)))
      throw new AccessDenied('The provided tag keys must not start with any case of "aws:"');
    const tags = { ...alarm.tags, ...Object.fromEntries(input.Tags!.map(({ Key, Value }) => [Key!, Value!])) };
    if (Object.keys(tags).length > TAGS_MAX)
      throw new ValidationException("The resultant tag set must not have more than 50 user tags.");
    setTags(context, alarm, tags);
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

function alarmOf(state: RegionState, arn: string): MetricAlarm {
  const alarm = entry(state.cloudwatch.alarms, arn.split(":alarm:")[1] ?? "");
  if (alarm?.arn !== arn) throw new ResourceNotFoundException("");
  return alarm;
}

function setTags({ world, state, changes }: Context<unknown>, alarm: MetricAlarm, tags: Record<string, string>): void {
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
