import type { ScalingPolicy } from "@aws-sdk/client-application-auto-scaling";
import type { Service } from "@aws-sdk/client-ecs";
import type { Account } from "../../accounts/account.ts";
import type { UpdateForm } from "../../contract/index.ts";
import { scalableTargetOf, scalingPoliciesOf, serviceOf } from "../reading.ts";
import type { ServiceName } from "../scenario.ts";
import { sdk } from "../sdk.ts";

/** What the account holds of a service, as the wizard's form is compared with it. */
export type Held = {
  service: Service;
  target: { minCapacity: number; maxCapacity: number } | undefined;
  policies: ScalingPolicy[];
  /** `app/<balancer>/<id>/targetgroup/<group>/<id>` where the service is behind a load balancer, for ALBRequestCountPerTarget. */
  resourceLabel: string | undefined;
};

/** Reads what a plan is made of (3 calls, and a fourth where the form counts requests per target); undefined where there is no such service. */
export async function heldBy(
  { aws, region }: Account,
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
  const countsRequests = form.scaling?.policies.some(({ metric }) => metric === "ALBRequestCountPerTarget");
  return {
    service: found,
    target: target.found && { minCapacity: target.found.MinCapacity!, maxCapacity: target.found.MaxCapacity! },
    policies,
    resourceLabel: countsRequests ? await resourceLabelOf(aws, found) : undefined,
  };
}

/** AWS: the last parts of both ARNs (API_PredefinedMetricSpecification, ResourceLabel). */
async function resourceLabelOf(aws: Account["aws"], service: Service): Promise<string | undefined> {
  const { DescribeTargetGroupsCommand } = await sdk.elb();
  const targetGroupArn = service.loadBalancers?.find((it) => it.targetGroupArn)?.targetGroupArn;
  if (!targetGroupArn) return undefined;
  const { TargetGroups } = await aws.elb.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [targetGroupArn] }));
  const loadBalancerArn = TargetGroups?.[0]?.LoadBalancerArns?.[0];
  return loadBalancerArn && `${loadBalancerArn.split(":loadbalancer/")[1]}/${targetGroupArn.split(":").at(-1)}`;
}
