import type {
  CreateTargetGroupInput,
  CreateTargetGroupOutput,
  DeleteTargetGroupInput,
  DeleteTargetGroupOutput,
  ModifyTargetGroupAttributesInput,
  ModifyTargetGroupAttributesOutput,
  ModifyTargetGroupInput,
  ModifyTargetGroupOutput,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { limits } from "../../../limits.ts";
import { checkAnew } from "../../simulation/index.ts";
import type { TargetGroup } from "../../world/elb.ts";
import { randomHex } from "../../world/random.ts";
import { length, oneOf, range } from "../constraints.ts";
import { entry } from "../entry.ts";
import { operation } from "../operation.ts";
import { attributeList, withAttributes } from "./attributes.ts";
import { changed } from "./changed.ts";
import {
  DuplicateTargetGroupNameException,
  ResourceInUseException,
  refuseMembers,
  TargetGroupNotFoundException,
  TooManyTargetGroupsException,
  unsupported,
  ValidationError,
} from "./errors.ts";
import { checkName } from "./names.ts";
import { vpcOf } from "./network.ts";
import { withTags } from "./tag-rules.ts";
import { attributesOf, targetGroupAnswer } from "./target-groups.ts";

/** AWS: API_CreateTargetGroup, API_ModifyTargetGroup. */
const healthCheckRules = {
  HealthCheckIntervalSeconds: range(5, 300),
  HealthCheckTimeoutSeconds: range(2, 120),
  HealthyThresholdCount: range(2, 10),
  UnhealthyThresholdCount: range(2, 10),
  HealthCheckPath: length(1, 1024),
};

const PROTOCOLS = ["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE"];

type HealthCheckInput = Omit<ModifyTargetGroupInput, "TargetGroupArn">;
type HealthCheck = TargetGroup["healthCheck"];

/** AWS: of a target group for HTTP, recorded in testdata/aws/elbv2/target_group_native.json of radkawar/stackd. */
const HEALTH_CHECK: HealthCheck = {
  path: "/",
  intervalSeconds: 30,
  timeoutSeconds: 5,
  healthyThreshold: 5,
  unhealthyThreshold: 2,
  matcher: "200",
};

/** AWS: the same target group again is answered with the one that is there, tags aside (same recording). */
export const CreateTargetGroup = operation<CreateTargetGroupInput, CreateTargetGroupOutput>({
  accepts: {
    Name: length(1),
    Protocol: oneOf(PROTOCOLS),
    Port: range(1, 65_535),
    TargetType: oneOf(["instance", "ip", "lambda", "alb"]),
    ...healthCheckRules,
  },
  run(context) {
    const { world, state, input } = context;
    const name = input.Name!;
    checkName("Target group", name);
    const { Protocol = "HTTP", Port: port, TargetType = "instance", ProtocolVersion = "HTTP1" } = input;
    if (TargetType !== "instance" && TargetType !== "ip") unsupported(`target groups of type ${TargetType}`);
    if (Protocol !== "HTTP") unsupported(`target groups of the protocol ${Protocol}`);
    if (ProtocolVersion !== "HTTP1") unsupported(`the protocol version ${ProtocolVersion}`);
    if (input.IpAddressType === "ipv6") unsupported("target groups of IPv6");
    refuseMembers(input, ["TargetControlPort"]);
    // AWS: required unless the target is a Lambda function (API_CreateTargetGroup); the sentences are ours.
    if (!input.Protocol || port === undefined)
      throw new ValidationError("Give the protocol and the port of the targets.");
    const tags = withTags({}, input.Tags);
    const group: TargetGroup = {
      arn: "",
      name,
      protocol: Protocol,
      port,
      vpcId: input.VpcId ?? vpcOf(world, state),
      targetType: TargetType,
      healthCheck: healthCheckOf(HEALTH_CHECK, input),
      loadBalancerArns: [],
      attributes: {},
      targets: {},
      tags,
    };
    const groups = Object.values(state.elb.targetGroups);
    const same = groups.find((it) => it.name === name);
    if (same && settingsOf(same) !== settingsOf(group)) throw new DuplicateTargetGroupNameException(name);
    if (same) return { TargetGroups: [created(same)] };
    if (groups.length >= limits.targetGroups)
      throw new TooManyTargetGroupsException(
        `This sandbox holds at most ${limits.targetGroups} target groups in a Region.`,
      );

    const prefix = `arn:aws:elasticloadbalancing:${state.name}:${world.accountId}`;
    group.arn = `${prefix}:targetgroup/${name}/${randomHex(world, 16)}`;
    state.elb.targetGroups[group.arn] = group;
    changed(context, group.arn, "target group created");
    return { TargetGroups: [created(group)] };
  },
});

/** Changes the health check, the only part of a target group that can change. */
export const ModifyTargetGroup = operation<ModifyTargetGroupInput, ModifyTargetGroupOutput>({
  accepts: healthCheckRules,
  run(context) {
    const group = groupOf(context.state.elb.targetGroups, context.input.TargetGroupArn!);
    const healthCheck = healthCheckOf(group.healthCheck, context.input);
    if (JSON.stringify(healthCheck) !== JSON.stringify(group.healthCheck)) {
      group.healthCheck = healthCheck;
      checkAnew(context.world, group);
      changed(context, group.arn, "health check changed");
    }
    return { TargetGroups: [targetGroupAnswer(group)] };
  },
});

/** AWS: deleting it again succeeds (same recording). */
export const DeleteTargetGroup = operation<DeleteTargetGroupInput, DeleteTargetGroupOutput>({
  run(context) {
    const { elb } = context.state;
    const group = entry(elb.targetGroups, context.input.TargetGroupArn!);
    if (!group) return {};
    if (group.loadBalancerArns.length > 0) throw new ResourceInUseException(group.arn);
    delete elb.targetGroups[group.arn];
    changed(context, group.arn, "target group deleted");
    return {};
  },
});

/** AWS: the deregistration delay is 0 to 3600 seconds (API_TargetGroupAttribute). It is what the sandbox acts on. */
export const ModifyTargetGroupAttributes = operation<
  ModifyTargetGroupAttributesInput,
  ModifyTargetGroupAttributesOutput
>({
  run(context) {
    const group = groupOf(context.state.elb.targetGroups, context.input.TargetGroupArn!);
    const before = attributesOf(group);
    const next = withAttributes(before, context.input.Attributes, {
      "deregistration_delay.timeout_seconds": (value) => /^\d{1,4}$/.test(value) && Number(value) <= 3600,
    });
    const different = Object.entries(next).filter(([key, value]) => before[key] !== value);
    if (different.length > 0) {
      Object.assign(group.attributes, Object.fromEntries(different));
      changed(context, group.arn, "attributes changed");
    }
    return { Attributes: attributeList(next) };
  },
});

function groupOf(groups: Record<string, TargetGroup>, arn: string): TargetGroup {
  const group = entry(groups, arn);
  if (!group) throw new TargetGroupNotFoundException();
  return group;
}

function healthCheckOf(before: HealthCheck, input: HealthCheckInput): HealthCheck {
  if (input.HealthCheckProtocol && input.HealthCheckProtocol !== "HTTP")
    unsupported(`health checks of the protocol ${input.HealthCheckProtocol}`);
  // AWS: cannot be disabled for instances and addresses (API_CreateTargetGroup); the sentence is ours.
  if (input.HealthCheckEnabled === false)
    throw new ValidationError("Health checks of this target type cannot be disabled.");
  const port = input.HealthCheckPort ?? before.port ?? "traffic-port";
  if (port !== "traffic-port" && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535))
    throw new ValidationError(`The health check port ${port} is neither traffic-port nor a port.`);
  refuseMembers(input.Matcher ?? {}, ["GrpcCode"], "Matcher.");
  const next: HealthCheck = {
    path: input.HealthCheckPath ?? before.path,
    intervalSeconds: input.HealthCheckIntervalSeconds ?? before.intervalSeconds,
    timeoutSeconds: input.HealthCheckTimeoutSeconds ?? before.timeoutSeconds,
    healthyThreshold: input.HealthyThresholdCount ?? before.healthyThreshold,
    unhealthyThreshold: input.UnhealthyThresholdCount ?? before.unhealthyThreshold,
    matcher: input.Matcher?.HttpCode ?? before.matcher,
    ...(port !== "traffic-port" && { port }),
  };
  if (!next.path.startsWith("/")) throw new ValidationError("The health check path must begin with a slash.");
  // AWS: the interval must be longer than the timeout (elb application user guide, health checks); the sentence is ours.
  if (next.timeoutSeconds >= next.intervalSeconds)
    throw new ValidationError("The health check timeout must be shorter than its interval.");
  return next;
}

/** What makes two target groups of one name the same. */
const settingsOf = ({ protocol, port, vpcId, targetType, healthCheck }: TargetGroup): string =>
  JSON.stringify([protocol, port, vpcId, targetType, healthCheck]);

/** AWS: the answer to a creation does not list load balancers (same recording). */
function created(group: TargetGroup) {
  const { LoadBalancerArns: _, ...answer } = targetGroupAnswer(group);
  return answer;
}
