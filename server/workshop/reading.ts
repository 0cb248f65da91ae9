import type {
  ScalableTarget,
  ScalingActivity,
  ScalingPolicy,
  ScheduledAction,
} from "@aws-sdk/client-application-auto-scaling";
import type { AlarmHistoryItem, HistoryItemType, MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { Service } from "@aws-sdk/client-ecs";
import type { AwsClients } from "../accounts/account.ts";
import type { Resource } from "./expectation.ts";
import { alarmPrefixOf, resourceIdOf, type ServiceName } from "./scenario.ts";
import { sdk } from "./sdk.ts";

/*
 * What checks and panels ask an account. One function, one question; lists are read to their end, but never beyond
 * `PAGES`: an account that is used for more than the workshop must not make a check slow.
 */
const PAGES = 5;

/** A list to its end, or to `PAGES` pages of it. */
async function allPages<It>(
  ask: (token: string | undefined) => Promise<{ list: It[] | undefined; next: string | undefined }>,
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

type Where = { aws: AwsClients; region: string; service: ServiceName };

/** The service, if it is there and not deleted. */
export async function serviceOf({ aws, region, service }: Where): Promise<Resource<Service>> {
  const { DescribeServicesCommand } = await sdk.ecs();
  const found = await aws.ecs
    .send(new DescribeServicesCommand({ cluster: service.cluster, services: [service.name] }))
    .then(({ services }) => services?.[0])
    .catch((error: Error) => {
      if (error.name === "ClusterNotFoundException") return undefined;
      throw error;
    });
  return { kind: "Service", name: service.name, region, found: found?.status === "INACTIVE" ? undefined : found };
}

/** The service also after it was deleted, for as long as ECS remembers it. */
export async function serviceEvenDeleted({ aws, service }: Omit<Where, "region">): Promise<Service | undefined> {
  const { DescribeServicesCommand } = await sdk.ecs();
  const { services } = await aws.ecs.send(
    new DescribeServicesCommand({ cluster: service.cluster, services: [service.name] }),
  );
  return services?.[0];
}

export async function scalableTargetOf({ aws, region, service }: Where): Promise<Resource<ScalableTarget>> {
  const { DescribeScalableTargetsCommand } = await sdk.scaling();
  const { ScalableTargets } = await aws.scaling.send(
    new DescribeScalableTargetsCommand({ ServiceNamespace: "ecs", ResourceIds: [resourceIdOf(service)] }),
  );
  return { kind: "Scalable target", name: resourceIdOf(service), region, found: ScalableTargets?.[0] };
}

/** Scalable targets of all services of the Region. */
export async function scalableTargetsOfRegion({ aws }: { aws: AwsClients }): Promise<ScalableTarget[]> {
  const { DescribeScalableTargetsCommand } = await sdk.scaling();
  return allPages(async (NextToken) => {
    const answer = await aws.scaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace: "ecs", NextToken }));
    return { list: answer.ScalableTargets, next: answer.NextToken };
  });
}

/** Scalable targets of other services: where somebody may have configured what they meant for this one. */
export const otherScalableTargets = async ({ aws, service }: Omit<Where, "region">): Promise<ScalableTarget[]> =>
  (await scalableTargetsOfRegion({ aws })).filter((target) => target.ResourceId !== resourceIdOf(service));

/** How many targets of the service's load balancer are healthy; undefined for a service without one. */
export async function healthyTargetsOf({ aws }: { aws: AwsClients }, service: Service): Promise<number | undefined> {
  const TargetGroupArn = service.loadBalancers?.[0]?.targetGroupArn;
  if (!TargetGroupArn) return undefined;
  const { DescribeTargetHealthCommand } = await sdk.elb();
  const { TargetHealthDescriptions } = await aws.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
  return (TargetHealthDescriptions ?? []).filter((target) => target.TargetHealth?.State === "healthy").length;
}

/** How a policy on requests names the service's load balancer and target group; undefined for a service without them. */
export async function requestsLabelOf({ aws }: { aws: AwsClients }, service: Service): Promise<string | undefined> {
  const arn = service.loadBalancers?.[0]?.targetGroupArn;
  if (!arn) return undefined;
  const { DescribeTargetGroupsCommand } = await sdk.elb();
  const { TargetGroups } = await aws.elb.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [arn] }));
  const balancer = TargetGroups?.[0]?.LoadBalancerArns?.[0];
  // AWS: the ends of both ARNs, "app/…/…/targetgroup/…/…" (API_PredefinedMetricSpecification, ResourceLabel).
  return balancer && `${balancer.split(":loadbalancer/")[1]}/${arn.split(":").at(-1)}`;
}

/** The policies of the service, by name. */
export async function scalingPoliciesOf({ aws, service }: Omit<Where, "region">): Promise<ScalingPolicy[]> {
  return scalingPolicies(aws, resourceIdOf(service));
}

/** Policies of all services of the Region. */
export async function scalingPoliciesOfRegion({ aws }: { aws: AwsClients }): Promise<ScalingPolicy[]> {
  return scalingPolicies(aws, undefined);
}

async function scalingPolicies(aws: AwsClients, ResourceId: string | undefined): Promise<ScalingPolicy[]> {
  const { DescribeScalingPoliciesCommand } = await sdk.scaling();
  const policies = await allPages(async (NextToken) => {
    const answer = await aws.scaling.send(
      new DescribeScalingPoliciesCommand({ ServiceNamespace: "ecs", ResourceId, NextToken }),
    );
    return { list: answer.ScalingPolicies, next: answer.NextToken };
  });
  return policies.sort((a, b) => (a.PolicyName! < b.PolicyName! ? -1 : 1));
}

/** Scaling activities of the service, newest first; also those that decided not to scale, where asked for. */
export async function activitiesOf(
  { aws, service }: Omit<Where, "region">,
  { notScaled = false, newest }: { notScaled?: boolean; newest?: number } = {},
): Promise<ScalingActivity[]> {
  const { DescribeScalingActivitiesCommand } = await sdk.scaling();
  const activities: ScalingActivity[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const answer = await aws.scaling.send(
      new DescribeScalingActivitiesCommand({
        ServiceNamespace: "ecs",
        ResourceId: resourceIdOf(service),
        IncludeNotScaledActivities: notScaled || undefined,
        MaxResults: newest,
        NextToken,
      }),
    );
    activities.push(...(answer.ScalingActivities ?? []));
    NextToken = answer.NextToken;
    if (!NextToken || (newest !== undefined && activities.length >= newest)) break;
  }
  return activities;
}

/** The alarms that target tracking made for the service: AlarmHigh and AlarmLow of each policy, in name order. */
export async function alarmsOf({ aws, service }: Omit<Where, "region">): Promise<MetricAlarm[]> {
  const { DescribeAlarmsCommand } = await sdk.cloudwatch();
  const { MetricAlarms } = await aws.cloudwatch.send(
    new DescribeAlarmsCommand({
      AlarmNamePrefix: alarmPrefixOf(service),
      AlarmTypes: ["MetricAlarm"],
      MaxRecords: 100,
    }),
  );
  return MetricAlarms ?? [];
}

/** The alarms that watch a statistic of the service's CPU utilisation in percent, whoever made them. */
export async function cpuAlarmsOf({ aws, service }: Omit<Where, "region">): Promise<MetricAlarm[]> {
  const { DescribeAlarmsForMetricCommand } = await sdk.cloudwatch();
  const { MetricAlarms } = await aws.cloudwatch.send(
    new DescribeAlarmsForMetricCommand({
      Namespace: "AWS/ECS",
      MetricName: "CPUUtilization",
      Dimensions: [
        { Name: "ClusterName", Value: service.cluster },
        { Name: "ServiceName", Value: service.name },
      ],
    }),
  );
  return (MetricAlarms ?? []).filter(({ Statistic }) => ["Average", "Minimum", "Maximum"].includes(Statistic!));
}

/** The metric alarms of these names that the account has. Names that no alarm can have are passed over. */
export async function alarmsNamed({ aws }: { aws: AwsClients }, names: string[]): Promise<MetricAlarm[]> {
  const { DescribeAlarmsCommand } = await sdk.cloudwatch();
  // AWS: at most 100 names, each of 1 to 255 characters (API_DescribeAlarms).
  const asked = [...new Set(names)].filter((name) => name.length > 0 && name.length <= 255).slice(0, 100);
  if (asked.length === 0) return [];
  const { MetricAlarms } = await aws.cloudwatch.send(
    new DescribeAlarmsCommand({ AlarmNames: asked, AlarmTypes: ["MetricAlarm"], MaxRecords: 100 }),
  );
  return MetricAlarms ?? [];
}

/** All metric alarms of the Region, by name, but never more than `PAGES` pages. */
export async function alarmsOfRegion({ aws }: { aws: AwsClients }): Promise<MetricAlarm[]> {
  const { DescribeAlarmsCommand } = await sdk.cloudwatch();
  const alarms: MetricAlarm[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const answer = await aws.cloudwatch.send(
      new DescribeAlarmsCommand({ AlarmTypes: ["MetricAlarm"], MaxRecords: 100, NextToken }),
    );
    alarms.push(...(answer.MetricAlarms ?? []));
    NextToken = answer.NextToken;
    if (!NextToken) break;
  }
  return alarms;
}

/** The scheduled actions of the service, by name. */
export const scheduledActionsOf = ({ aws, service }: Omit<Where, "region">): Promise<ScheduledAction[]> =>
  scheduledActions(aws, resourceIdOf(service));

/** Scheduled actions of all services of the Region. */
export const scheduledActionsOfRegion = ({ aws }: { aws: AwsClients }): Promise<ScheduledAction[]> =>
  scheduledActions(aws, undefined);

async function scheduledActions(aws: AwsClients, ResourceId: string | undefined): Promise<ScheduledAction[]> {
  const { DescribeScheduledActionsCommand } = await sdk.scaling();
  return allPages(async (NextToken) => {
    const answer = await aws.scaling.send(
      new DescribeScheduledActionsCommand({ ServiceNamespace: "ecs", ResourceId, NextToken }),
    );
    return { list: answer.ScheduledActions, next: answer.NextToken };
  });
}

/** Metric alarms that call something, whoever made them. */
export async function alarmsCalling({ aws }: { aws: AwsClients }): Promise<MetricAlarm[]> {
  const { DescribeAlarmsCommand } = await sdk.cloudwatch();
  const { MetricAlarms } = await aws.cloudwatch.send(
    new DescribeAlarmsCommand({ AlarmTypes: ["MetricAlarm"], MaxRecords: 100 }),
  );
  return (MetricAlarms ?? []).filter((alarm) => (alarm.AlarmActions ?? []).length > 0);
}

/** History of the service's alarms, also of deleted ones, newest first; `named`: alarms that step scaling policies of it have. */
export async function alarmHistoryOf(
  { aws, service }: Omit<Where, "region">,
  { type, since, named = [] }: { type?: HistoryItemType; since?: number; named?: string[] } = {},
): Promise<AlarmHistoryItem[]> {
  const { DescribeAlarmHistoryCommand } = await sdk.cloudwatch();
  const items: AlarmHistoryItem[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const answer = await aws.cloudwatch.send(
      new DescribeAlarmHistoryCommand({
        HistoryItemType: type,
        StartDate: since === undefined ? undefined : new Date(since),
        ScanBy: "TimestampDescending",
        MaxRecords: 100,
        NextToken,
      }),
    );
    items.push(...(answer.AlarmHistoryItems ?? []));
    NextToken = answer.NextToken;
    if (!NextToken) break;
  }
  return items.filter(
    ({ AlarmName = "" }) => AlarmName.startsWith(alarmPrefixOf(service)) || named.includes(AlarmName),
  );
}

/** Deletions of the service's alarms, newest first. */
export const deletedAlarmsOf = async (where: Omit<Where, "region">): Promise<AlarmHistoryItem[]> =>
  (await alarmHistoryOf(where, { type: "ConfigurationUpdate" })).filter((item) =>
    item.HistorySummary?.endsWith(" deleted"),
  );

/** One metric as columns, oldest first. `at` is the start of each period, epoch milliseconds. */
export type Points = { at: number[]; values: number[]; periodSeconds: number };

/** A statistic of a metric of AWS/ECS; `dimensions` default to the service's. */
export type MetricQuery = {
  metric: string;
  statistic: "Average" | "SampleCount" | "Minimum" | "Maximum";
  clusterOnly?: boolean;
};

/** Metrics of AWS/ECS in one GetMetricData, in the order asked for. `from` and `until` are account time, the period in seconds. */
export async function metricsOf(
  { aws, service }: Omit<Where, "region">,
  queries: MetricQuery[],
  { from, until, periodSeconds = 60 }: { from: number; until: number; periodSeconds?: number },
): Promise<Points[]> {
  const { GetMetricDataCommand } = await sdk.cloudwatch();
  const columns: Points[] = queries.map(() => ({ at: [], values: [], periodSeconds }));
  let NextToken: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const answer = await aws.cloudwatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(from),
        EndTime: new Date(until),
        ScanBy: "TimestampAscending",
        NextToken,
        MetricDataQueries: queries.map(({ metric, statistic, clusterOnly }, i) => ({
          Id: `m${i}`,
          MetricStat: {
            Metric: {
              Namespace: "AWS/ECS",
              MetricName: metric,
              Dimensions: [
                { Name: "ClusterName", Value: service.cluster },
                ...(clusterOnly ? [] : [{ Name: "ServiceName", Value: service.name }]),
              ],
            },
            Period: periodSeconds,
            Stat: statistic,
          },
        })),
      }),
    );
    for (const result of answer.MetricDataResults ?? []) {
      const column = columns[Number(result.Id?.slice(1))];
      column?.at.push(...(result.Timestamps ?? []).map((it) => it.getTime()));
      column?.values.push(...(result.Values ?? []));
    }
    NextToken = answer.NextToken;
    if (!NextToken) break;
  }
  return columns;
}

const DAY = 86_400_000;

/**
 * The service's CPU utilisation, percent, for a step about something that happened: by the minute for a day, and where nothing in it
 * `decides`, in five-minute averages for two weeks.
 */
export async function cpuRecordOf(
  where: Omit<Where, "region">,
  now: number,
  decides: (cpu: Points) => boolean,
): Promise<Points> {
  const query: MetricQuery = { metric: "CPUUtilization", statistic: "Average" };
  const [day] = await metricsOf(where, [query], { from: now - DAY, until: now + 60_000 });
  if (decides(day!)) return day!;
  const [fortnight] = await metricsOf(where, [query], {
    from: now - 14 * DAY,
    until: now + 60_000,
    periodSeconds: 300,
  });
  return decides(fortnight!) ? fortnight! : day!;
}

/** The service's CPU utilisation as a resource of its own, so that a check can name it. */
export const cpuMetric = ({ region, service }: Omit<Where, "aws">, points: Points): Resource<Points> => ({
  kind: "Metric",
  name: `AWS/ECS CPUUtilization ${service.name}`,
  region,
  found: points.at.length > 0 ? points : undefined,
});

/** `Setting desired count to 5.` as 5 (AWS: radkawar/stackd testdata/aws/applicationautoscaling/activity_lifecycle.json). */
export function desiredCountOf(activity: ScalingActivity): number | undefined {
  const count = /^Setting desired count to (\d+)\.$/.exec(activity.Description ?? "")?.[1];
  return count === undefined ? undefined : Number(count);
}

/** Whether a policy's alarm caused it: `monitor alarm <name> in state ALARM triggered policy <policy>` (same recordings). */
export const causedBy = (activity: ScalingActivity, alarm: "AlarmHigh" | "AlarmLow"): boolean =>
  new RegExp(`^monitor alarm .*-${alarm}-\\S+ in state ALARM triggered policy `).test(activity.Cause ?? "");
