import type { Tag } from "@aws-sdk/client-cloudwatch";
import type { Account, AwsClients } from "../../accounts/account.ts";
import { alarmsNamed, scalableTargetsOfRegion, scalingPoliciesOfRegion, scheduledActionsOfRegion } from "../reading.ts";
import { sdk } from "../sdk.ts";
import type { Answers } from "./state.ts";

/**
 * What an account holds about the scaling of ECS services in its Region. Three calls, one more for the alarms of step scaling policies
 * and one for the tags of each target and alarm.
 */
export async function readScaling({ aws }: Account): Promise<Answers> {
  const [targets, actions, policies] = await Promise.all([
    scalableTargetsOfRegion({ aws }),
    scheduledActionsOfRegion({ aws }),
    scalingPoliciesOfRegion({ aws }),
  ]);
  const names = policies
    .filter((it) => it.PolicyType === "StepScaling")
    .flatMap(({ Alarms }) => (Alarms ?? []).map(({ AlarmName }) => AlarmName!));
  const alarms = await alarmsNamed({ aws }, names);
  const tags = Object.fromEntries(
    await Promise.all([
      ...targets.flatMap(({ ScalableTargetARN: arn }) => (arn ? [targetTags(aws, arn)] : [])),
      ...alarms.flatMap(({ AlarmArn: arn }) => (arn ? [alarmTags(aws, arn)] : [])),
    ]),
  );
  return { targets, actions, policies, alarms, tags };
}

type Tagged = [arn: string, tags: Tag[]];

async function targetTags(aws: AwsClients, ResourceARN: string): Promise<Tagged> {
  const { ListTagsForResourceCommand } = await sdk.scaling();
  const { Tags = {} } = await aws.scaling.send(new ListTagsForResourceCommand({ ResourceARN }));
  return [ResourceARN, Object.entries(Tags).map(([Key, Value]) => ({ Key, Value }))];
}

async function alarmTags(aws: AwsClients, ResourceARN: string): Promise<Tagged> {
  const { ListTagsForResourceCommand } = await sdk.cloudwatch();
  const { Tags = [] } = await aws.cloudwatch.send(new ListTagsForResourceCommand({ ResourceARN }));
  return [ResourceARN, Tags];
}
