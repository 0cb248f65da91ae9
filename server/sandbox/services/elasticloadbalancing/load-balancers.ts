import type {
  DescribeLoadBalancerAttributesInput,
  DescribeLoadBalancerAttributesOutput,
  DescribeLoadBalancersInput,
  DescribeLoadBalancersOutput,
  LoadBalancer as LoadBalancerAnswer,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { LoadBalancer } from "../../world/elb.ts";
import type { Millis } from "../../world/world.ts";
import { range } from "../constraints.ts";
import { entry } from "../entry.ts";
import { operation } from "../operation.ts";
import { attributeList } from "./attributes.ts";
import { LoadBalancerNotFoundException } from "./errors.ts";
import { byArn, pageOf } from "./page.ts";

/** An ARN or name that matches nothing is an error; no filter returns all. */
export const DescribeLoadBalancers = operation<DescribeLoadBalancersInput, DescribeLoadBalancersOutput>({
  reads: true,
  accepts: { PageSize: range(1, 400) },
  run({ world, state, input }) {
    const all = Object.values(state.elb.loadBalancers);
    const arns = input.LoadBalancerArns ?? [];
    const names = input.Names ?? [];
    const found = all.filter(
      ({ arn, name }) => (!arns.length || arns.includes(arn)) && (!names.length || names.includes(name)),
    );
    if (found.length < Math.max(new Set(arns).size, new Set(names).size)) throw new LoadBalancerNotFoundException();
    const { rows, NextMarker } = pageOf("DescribeLoadBalancers", byArn(found), ({ arn }) => arn, input);
    return { LoadBalancers: rows.map((it) => loadBalancerAnswer(it, world.now)), NextMarker };
  },
});

/** Attributes a new Application Load Balancer has (API_LoadBalancerAttribute, defaults). */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  "access_logs.s3.enabled": "false",
  "access_logs.s3.bucket": "",
  "access_logs.s3.prefix": "",
  "idle_timeout.timeout_seconds": "60",
  "deletion_protection.enabled": "false",
  "routing.http2.enabled": "true",
  "routing.http.drop_invalid_header_fields.enabled": "false",
  "routing.http.xff_client_port.enabled": "false",
  "routing.http.preserve_host_header.enabled": "false",
  "routing.http.xff_header_processing.mode": "append",
  "load_balancing.cross_zone.enabled": "true",
  "routing.http.desync_mitigation_mode": "defensive",
  "client_keep_alive.seconds": "3600",
  "waf.fail_open.enabled": "false",
  "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": "false",
  "zonal_shift.config.enabled": "false",
};

/** All attributes of a load balancer by key. */
export const loadBalancerAttributes = (it: LoadBalancer): Record<string, string> => ({
  ...ATTRIBUTES,
  ...it.attributes,
});

export const DescribeLoadBalancerAttributes = operation<
  DescribeLoadBalancerAttributesInput,
  DescribeLoadBalancerAttributesOutput
>({
  reads: true,
  run({ state, input }) {
    const found = entry(state.elb.loadBalancers, input.LoadBalancerArn!);
    if (!found) throw new LoadBalancerNotFoundException();
    return { Attributes: attributeList(loadBalancerAttributes(found)) };
  },
});

/** `now`: account time, which decides whether it is active yet. */
export function loadBalancerAnswer(it: LoadBalancer, now: Millis): LoadBalancerAnswer {
  return {
    LoadBalancerArn: it.arn,
    DNSName: it.dnsName,
    CanonicalHostedZoneId: it.canonicalHostedZoneId,
    CreatedTime: new Date(it.createdAt),
    LoadBalancerName: it.name,
    Scheme: it.scheme,
    VpcId: it.vpcId,
    State: { Code: now >= (it.activeAt ?? it.createdAt) ? "active" : "provisioning" },
    Type: "application",
    AvailabilityZones: it.availabilityZones.map(({ zoneName, subnetId }) => ({
      ZoneName: zoneName,
      SubnetId: subnetId,
      LoadBalancerAddresses: [],
    })),
    SecurityGroups: it.securityGroups,
    IpAddressType: "ipv4",
  };
}
