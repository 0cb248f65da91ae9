import type {
  DeregisterTargetsInput,
  DeregisterTargetsOutput,
  RegisterTargetsInput,
  RegisterTargetsOutput,
  TargetDescription,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { limits } from "../../../limits.ts";
import { deregisterTarget, registerTarget } from "../../simulation/index.ts";
import type { TargetGroup } from "../../world/elb.ts";
import type { RegionState } from "../../world/world.ts";
import { range } from "../constraints.ts";
import { entry } from "../entry.ts";
import { operation } from "../operation.ts";
import { changed } from "./changed.ts";
import {
  InvalidTargetException,
  refuseMembers,
  TargetGroupNotFoundException,
  TooManyTargetsException,
  ValidationError,
} from "./errors.ts";

const accepts = { "Targets.Port": range(1, 65_535) };

/**
 * Registers instances or addresses by hand. What is registered already stays as it is. Behind an address that is no task of the
 * sandbox nothing answers: it becomes unhealthy.
 */
export const RegisterTargets = operation<RegisterTargetsInput, RegisterTargetsOutput>({
  accepts,
  run(context) {
    const { world, state, input } = context;
    const group = groupOf(state, input.TargetGroupArn!);
    for (const target of input.Targets!) refuseMembers(target, ["QuicServerId"], "Targets.");
    const asked = input.Targets!.map((it) => ({
      id: it.Id!,
      port: it.Port ?? group.port,
      availabilityZone: group.targetType === "ip" ? zoneOfAddress(state, it) : zoneOfInstance(state, it),
    }));
    const fresh = asked.filter(
      ({ id, port }) => (entry(group.targets, `${id}:${port}`)?.state ?? "draining") === "draining",
    );
    if (Object.keys(group.targets).length + fresh.length > limits.targetsPerGroup)
      throw new TooManyTargetsException(
        `This sandbox holds at most ${limits.targetsPerGroup} targets of a target group.`,
      );
    for (const target of fresh) registerTarget(world, group, target);
    if (fresh.length > 0) changed(context, group.arn, "targets registered");
    return {};
  },
});

/** AWS: without a port every port of the target goes; one that is not registered is no error (target_group_native.json). */
export const DeregisterTargets = operation<DeregisterTargetsInput, DeregisterTargetsOutput>({
  accepts,
  run(context) {
    const { world, state, input } = context;
    const group = groupOf(state, input.TargetGroupArn!);
    for (const target of input.Targets!) refuseMembers(target, ["QuicServerId"], "Targets.");
    const leaving = Object.entries(group.targets).filter(
      ([, { id, port, state: health }]) =>
        health !== "draining" &&
        input.Targets!.some((it) => it.Id === id && (it.Port === undefined || it.Port === port)),
    );
    for (const [key] of leaving) deregisterTarget(world, group, key);
    if (leaving.length > 0) changed(context, group.arn, "targets deregistered");
    return {};
  },
});

function groupOf(state: RegionState, arn: string): TargetGroup {
  const group = entry(state.elb.targetGroups, arn);
  if (!group) throw new TargetGroupNotFoundException();
  return group;
}

/** The only instances of the sandbox are those of its ECS clusters. AWS's sentence is unknown. */
function zoneOfInstance(state: RegionState, { Id }: TargetDescription): string {
  const instance = Object.values(state.ecs.containerInstances).find((it) => it.ec2InstanceId === Id);
  if (!instance) throw new InvalidTargetException(`The sandbox has no instance ${Id}.`);
  return instance.availabilityZone;
}

/** Private ranges of RFC 1918 and RFC 6598. The sandbox's VPC is 10.0.0.0/16. */
const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;
const IN_VPC = /^10\.0\./;

/** Texts recorded in target_group_native.json; that of what is no address is ours. */
function zoneOfAddress(state: RegionState, { Id: id, AvailabilityZone }: TargetDescription): string {
  const octets = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(id!)?.slice(1);
  if (!octets?.every((it) => Number(it) <= 255)) throw new ValidationError(`'${id}' is not an IPv4 address`);
  if (!PRIVATE.test(id!))
    throw new ValidationError(
      `The IP address '${id}' is not allowed, as it must be an address from a VPC subnet, RFC1918, or RFC6598`,
    );
  if (AvailabilityZone) return AvailabilityZone;
  if (!IN_VPC.test(id!))
    throw new ValidationError(
      `You must specify a valid Availability Zone or select 'all' for all enabled Availability zones, since the IP address '${id}' is outside the VPC`,
    );
  return `${state.name}a`;
}
