import type {
  CreateLoadBalancerInput,
  CreateLoadBalancerOutput,
  DeleteLoadBalancerInput,
  DeleteLoadBalancerOutput,
  ModifyLoadBalancerAttributesInput,
  ModifyLoadBalancerAttributesOutput,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { limits } from "../../../limits.ts";
import type { LoadBalancer } from "../../world/elb.ts";
import { randomDigits, randomHex } from "../../world/random.ts";
import { length, oneOf } from "../constraints.ts";
import { entry } from "../entry.ts";
import { operation } from "../operation.ts";
import { associate } from "./associations.ts";
import { attributeList, withAttributes } from "./attributes.ts";
import { changed } from "./changed.ts";
import {
  DuplicateLoadBalancerNameException,
  InvalidConfigurationRequestException,
  LoadBalancerNotFoundException,
  OperationNotPermittedException,
  refuseMembers,
  TooManyLoadBalancersException,
  unsupported,
  ValidationError,
} from "./errors.ts";
import { loadBalancerAnswer, loadBalancerAttributes } from "./load-balancers.ts";
import { checkName } from "./names.ts";
import { vpcOf, zonesOf } from "./network.ts";
import { withTags } from "./tag-rules.ts";

/** Simplified: AWS takes one to three minutes from `provisioning` to `active`. */
const PROVISIONING_MS = 120_000;
/**
 * AWS: hosted zones of Application Load Balancers (AWS General Reference, Elastic Load Balancing endpoints). Simplified: that of
 * us-east-1 stands for every Region.
 */
const HOSTED_ZONE_ID = "Z35SXDOTRQ7X7K";

/** AWS: the same load balancer again is answered with the one that is there (API_CreateLoadBalancer). */
export const CreateLoadBalancer = operation<CreateLoadBalancerInput, CreateLoadBalancerOutput>({
  accepts: {
    Name: length(1),
    Scheme: oneOf(["internet-facing", "internal"]),
    Type: oneOf(["application", "network", "gateway"]),
    IpAddressType: oneOf(["ipv4", "dualstack", "dualstack-without-public-ipv4"]),
  },
  run(context) {
    const { world, state, input } = context;
    const name = input.Name!;
    checkName("Load balancer", name);
    const { Type = "application", Scheme = "internet-facing", IpAddressType = "ipv4" } = input;
    if (Type !== "application") unsupported(`load balancers of type ${Type}`);
    if (IpAddressType !== "ipv4") unsupported(`load balancers of the address type ${IpAddressType}`);
    refuseMembers(input, ["CustomerOwnedIpv4Pool", "EnablePrefixForIpv6SourceNat", "IpamPools"]);
    for (const mapping of input.SubnetMappings ?? [])
      refuseMembers(
        mapping,
        ["AllocationId", "PrivateIPv4Address", "IPv6Address", "SourceNatIpv6Prefix"],
        "SubnetMappings.",
      );
    const subnets = [...(input.Subnets ?? []), ...(input.SubnetMappings ?? []).map(({ SubnetId }) => SubnetId!)];
    const availabilityZones = zonesOf(state, [...new Set(subnets)]);
    checkZones(availabilityZones.map(({ zoneName }) => zoneName));

    const balancers = Object.values(state.elb.loadBalancers);
    const balancer: LoadBalancer = {
      arn: "",
      name,
      dnsName: "",
      canonicalHostedZoneId: HOSTED_ZONE_ID,
      createdAt: world.now,
      scheme: Scheme,
      vpcId: vpcOf(world, state),
      availabilityZones,
      securityGroups: input.SecurityGroups ?? [],
      activeAt: world.now + PROVISIONING_MS,
      tags: withTags({}, input.Tags),
    };
    const same = balancers.find((it) => it.name === name);
    if (same && settingsOf(same) !== settingsOf(balancer)) throw new DuplicateLoadBalancerNameException(name);
    if (same) return { LoadBalancers: [loadBalancerAnswer(same, world.now)] };
    if (balancers.length >= limits.loadBalancers)
      throw new TooManyLoadBalancersException(
        `This sandbox holds at most ${limits.loadBalancers} load balancers in a Region.`,
      );

    const prefix = `arn:aws:elasticloadbalancing:${state.name}:${world.accountId}`;
    balancer.arn = `${prefix}:loadbalancer/app/${name}/${randomHex(world, 16)}`;
    const host = `${name}-${randomDigits(world, 10)}.${state.name}.elb.amazonaws.com`;
    balancer.dnsName = Scheme === "internal" ? `internal-${host}` : host;
    state.elb.loadBalancers[balancer.arn] = balancer;
    changed(context, balancer.arn, "load balancer created");
    return { LoadBalancers: [loadBalancerAnswer(balancer, world.now)] };
  },
});

/** AWS: its listeners and rules go with it, target groups stay, and deleting it again succeeds (API_DeleteLoadBalancer). */
export const DeleteLoadBalancer = operation<DeleteLoadBalancerInput, DeleteLoadBalancerOutput>({
  run(context) {
    const { world, state } = context;
    const { elb } = state;
    const balancer = entry(elb.loadBalancers, context.input.LoadBalancerArn!);
    if (!balancer) return {};
    // Text as in aws-cloudformation/rain issue 187.
    if (balancer.attributes?.["deletion_protection.enabled"] === "true")
      throw new OperationNotPermittedException(
        `Load balancer '${balancer.arn}' cannot be deleted because deletion protection is enabled`,
      );
    for (const listener of Object.values(elb.listeners)) {
      if (listener.loadBalancerArn !== balancer.arn) continue;
      for (const rule of Object.values(elb.rules)) if (rule.listenerArn === listener.arn) delete elb.rules[rule.arn];
      delete elb.listeners[listener.arn];
    }
    delete elb.loadBalancers[balancer.arn];
    associate(world, state);
    changed(context, balancer.arn, "load balancer deleted");
    return {};
  },
});

/** The sandbox acts on deletion protection; the other attributes are what they are. */
export const ModifyLoadBalancerAttributes = operation<
  ModifyLoadBalancerAttributesInput,
  ModifyLoadBalancerAttributesOutput
>({
  run(context) {
    const balancer = entry(context.state.elb.loadBalancers, context.input.LoadBalancerArn!);
    if (!balancer) throw new LoadBalancerNotFoundException();
    const before = loadBalancerAttributes(balancer);
    const next = withAttributes(before, context.input.Attributes, {
      "deletion_protection.enabled": (value) => value === "true" || value === "false",
    });
    const different = Object.entries(next).filter(([key, value]) => before[key] !== value);
    if (different.length > 0) {
      balancer.attributes = { ...balancer.attributes, ...Object.fromEntries(different) };
      changed(context, balancer.arn, "attributes changed");
    }
    return { Attributes: attributeList(next) };
  },
});

/** Texts as in kasmtech/terraform issue 5 and robertdebock/terraform-aws-vault issue 5. */
function checkZones(zones: string[]): void {
  if (zones.length < 2)
    throw new ValidationError("At least two subnets in two different Availability Zones must be specified");
  if (new Set(zones).size < zones.length)
    throw new InvalidConfigurationRequestException(
      "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
    );
}

/** What makes two load balancers of one name the same. */
const settingsOf = ({ scheme, availabilityZones, securityGroups, tags }: LoadBalancer): string =>
  JSON.stringify([scheme, availabilityZones.map((it) => it.subnetId).sort(), [...securityGroups].sort(), tags]);
