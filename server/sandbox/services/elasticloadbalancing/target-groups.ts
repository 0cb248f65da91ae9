import type {
  DescribeTargetGroupAttributesInput,
  DescribeTargetGroupAttributesOutput,
  DescribeTargetGroupsInput,
  DescribeTargetGroupsOutput,
  ProtocolEnum,
  TargetGroup as TargetGroupAnswer,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { TargetGroup } from "../../world/elb.ts";
import { range } from "../constraints.ts";
import { entry } from "../entry.ts";
import { operation } from "../operation.ts";
import { attributeList } from "./attributes.ts";
import { LoadBalancerNotFoundException, TargetGroupNotFoundException } from "./errors.ts";
import { byArn, pageOf } from "./page.ts";

/** An ARN or name that matches nothing is an error; no filter returns all. */
export const DescribeTargetGroups = operation<DescribeTargetGroupsInput, DescribeTargetGroupsOutput>({
  reads: true,
  accepts: { PageSize: range(1, 400) },
  run({ state, input }) {
    const arns = input.TargetGroupArns ?? [];
    const names = input.Names ?? [];
    const loadBalancer = input.LoadBalancerArn;
    if (loadBalancer && !entry(state.elb.loadBalancers, loadBalancer)) throw new LoadBalancerNotFoundException();
    const found = Object.values(state.elb.targetGroups).filter(
      (it) =>
        (!arns.length || arns.includes(it.arn)) &&
        (!names.length || names.includes(it.name)) &&
        (!loadBalancer || it.loadBalancerArns.includes(loadBalancer)),
    );
    if (found.length < Math.max(new Set(arns).size, new Set(names).size)) throw new TargetGroupNotFoundException();
    const { rows, NextMarker } = pageOf("DescribeTargetGroups", byArn(found), ({ arn }) => arn, input);
    return { TargetGroups: rows.map(targetGroupAnswer), NextMarker };
  },
});

/** Attributes a new target group has, recorded in testdata/aws/elbv2/target_group_native.json of radkawar/stackd. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage": "off",
  "deregistration_delay.timeout_seconds": "300",
  "stickiness.type": "lb_cookie",
  "stickiness.lb_cookie.duration_seconds": "86400",
  "slow_start.duration_seconds": "0",
  "stickiness.app_cookie.duration_seconds": "86400",
  "load_balancing.algorithm.type": "round_robin",
  "load_balancing.cross_zone.enabled": "use_load_balancer_configuration",
  "target_group_health.dns_failover.minimum_healthy_targets.percentage": "off",
  "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count": "1",
  "stickiness.enabled": "false",
  "target_group_health.dns_failover.minimum_healthy_targets.count": "1",
  "stickiness.app_cookie.cookie_name": "",
  "load_balancing.algorithm.anomaly_mitigation": "off",
};

/** All attributes of a target group by key. */
export const attributesOf = (group: TargetGroup): Record<string, string> => ({ ...ATTRIBUTES, ...group.attributes });

export const DescribeTargetGroupAttributes = operation<
  DescribeTargetGroupAttributesInput,
  DescribeTargetGroupAttributesOutput
>({
  reads: true,
  run({ state, input }) {
    const group = entry(state.elb.targetGroups, input.TargetGroupArn!);
    if (!group) throw new TargetGroupNotFoundException();
    return { Attributes: attributeList(attributesOf(group)) };
  },
});

export function targetGroupAnswer(it: TargetGroup): TargetGroupAnswer {
  return {
    TargetGroupArn: it.arn,
    TargetGroupName: it.name,
    Protocol: it.protocol as ProtocolEnum,
    Port: it.port,
    VpcId: it.vpcId,
    HealthCheckProtocol: it.protocol as ProtocolEnum,
    HealthCheckPort: it.healthCheck.port ?? "traffic-port",
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: it.healthCheck.intervalSeconds,
    HealthCheckTimeoutSeconds: it.healthCheck.timeoutSeconds,
    HealthyThresholdCount: it.healthCheck.healthyThreshold,
    UnhealthyThresholdCount: it.healthCheck.unhealthyThreshold,
    HealthCheckPath: it.healthCheck.path,
    Matcher: { HttpCode: it.healthCheck.matcher },
    LoadBalancerArns: it.loadBalancerArns,
    TargetType: it.targetType,
    ProtocolVersion: "HTTP1",
    IpAddressType: "ipv4",
  };
}
