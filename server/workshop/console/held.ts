import type { ScalingPolicy } from "@aws-sdk/client-application-auto-scaling";
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { Service } from "@aws-sdk/client-ecs";
import type { Account } from "../../accounts/account.ts";
import type { UpdateForm } from "../../contract/index.ts";
import { alarmsNamed, scalableTargetOf, scalingPoliciesOf, serviceOf } from "../reading.ts";
import type { ServiceName } from "../scenario.ts";
import { sdk } from "../sdk.ts";

/** What the account holds of a service, as the wizard's form is compared with it. */
export type Held = {
  service: Service;
  target: { minCapacity: number; maxCapacity: number } | undefined;
  policies: ScalingPolicy[];
  /** Of the alarms of step scaling policies and those that the form names, the ones that are there. */
  alarms: MetricAlarm[];
  /** What is made has to carry. */
  tags?: Record<string, string> | undefined;
  /** `app/<balancer>/<id>/targetgroup/<group>/<id>` where the service is behind a load balancer, for ALBRequestCountPerTarget. */
  resourceLabel: string | undefined;
};

/**
 * Reads what a plan is made of; undefined where there is no such service. 3 calls, one more where step scaling policies have alarms,
 * and one where the form counts requests per target.
 */
export async function heldBy(
  { aws, region, tags }: Account,
  service: ServiceName,
  form: UpdateForm,
): Promise<Held | undefined> {
  const where = { aws, region, service };
  const [{ found }, target, policies] = await Promise.all([
    serviceOf(where),
    scalableTargetOf(where),
    scalingPoliciesOf(where),
  ]);
  if (!found) return undefined;
  const countsRequests = form.scaling?.policies.some(
    (it) => it.type === "TargetTrackingScaling" && it.metric === "ALBRequestCountPerTarget",
  );
  return {
    service: found,
    target: target.found && { minCapacity: target.found.MinCapacity!, maxCapacity: target.found.MaxCapacity! },
    policies,
    alarms: await alarmsNamed({ aws }, [...alarmNamesOf(policies), ...namesIn(form)]),
    tags,
    resourceLabel: countsRequests ? await resourceLabelOf(aws, found) : undefined,
  };
}

/** Names of the alarms that call step scaling policies. Those of target tracking are AWS's own affair. */
const alarmNamesOf = (policies: ScalingPolicy[]): string[] =>
  policies
    .filter((it) => it.PolicyType === "StepScaling")
    .flatMap(({ Alarms }) => (Alarms ?? []).map(({ AlarmName }) => AlarmName!));

const namesIn = ({ scaling, deletedAlarms }: UpdateForm): string[] => [
  ...(scaling?.policies ?? []).flatMap((it) => (it.type === "StepScaling" ? it.alarm.name : [])),
  ...(deletedAlarms ?? []),
];

/** AWS: the last parts of both ARNs (API_PredefinedMetricSpecification, ResourceLabel). */
async function resourceLabelOf(aws: Account["aws"], service: Service): Promise<string | undefined> {
  const { DescribeTargetGroupsCommand } = await sdk.elb();
  const targetGroupArn = service.loadBalancers?.find((it) => it.targetGroupArn)?.targetGroupArn;
  if (!targetGroupArn) return undefined;
  const { TargetGroups } = await aws.elb.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [targetGroupArn] }));
  const loadBalancerArn = TargetGroups?.[0]?.LoadBalancerArns?.[0];
  return loadBalancerArn && `${loadBalancerArn.split(":loadbalancer/")[1]}/${targetGroupArn.split(":").at(-1)}`;
}
