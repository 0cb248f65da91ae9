import type { ScalableTarget, ScheduledAction } from "@aws-sdk/client-application-auto-scaling";
import type { Tag } from "@aws-sdk/client-cloudwatch";
import type { Account, AwsClients } from "../../accounts/account.ts";
import { alarmsNamed, scalingPoliciesOfRegion } from "../reading.ts";
import { sdk } from "../sdk.ts";
import { type Answers, NAMESPACE } from "./state.ts";

/** Pages read of a list, so that an account that is used for more than the workshop cannot make an export slow. */
const PAGES = 5;

/**
 * What an account holds about the scaling of ECS services in its Region. Three calls, one more for the alarms of step scaling policies
 * and one for the tags of each target and alarm.
 */
export async function readScaling({ aws }: Account): Promise<Answers> {
  const [targets, actions, policies] = await Promise.all([
    targetsOf(aws),
    actionsOf(aws),
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

async function targetsOf(aws: AwsClients): Promise<ScalableTarget[]> {
  const { DescribeScalableTargetsCommand } = await sdk.scaling();
  return pages(async (NextToken) => {
    const answer = await aws.scaling.send(
      new DescribeScalableTargetsCommand({ ServiceNamespace: NAMESPACE, NextToken }),
    );
    return { list: answer.ScalableTargets, next: answer.NextToken };
  });
}

async function actionsOf(aws: AwsClients): Promise<ScheduledAction[]> {
  const { DescribeScheduledActionsCommand } = await sdk.scaling();
  return pages(async (NextToken) => {
    const answer = await aws.scaling.send(
      new DescribeScheduledActionsCommand({ ServiceNamespace: NAMESPACE, NextToken }),
    );
    return { list: answer.ScheduledActions, next: answer.NextToken };
  });
}

async function pages<It>(
  ask: (next: string | undefined) => Promise<{ list: It[] | undefined; next: string | undefined }>,
): Promise<It[]> {
  const all: It[] = [];
  let token: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const { list = [], next } = await ask(token);
    all.push(...list);
    token = next;
    if (!token) break;
  }
  return all;
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
