import type {
  AutoScalingGroupProvider,
  AutoScalingGroupProviderUpdate,
  CreateCapacityProviderRequest,
} from "@aws-sdk/client-ecs";
import type { CapacityProvider } from "../../world/ecs.ts";
import { InvalidParameterException } from "./errors.ts";
import { mustBeOneOf, unsupported } from "./refusals.ts";

type Settings = Pick<CapacityProvider, "managedScaling" | "managedTerminationProtection" | "managedDraining">;

/** AWS: what a capacity provider has when nothing is said, and the bounds of its numbers (API_ManagedScaling, API_AutoScalingGroupProvider). */
const DEFAULTS: Settings = {
  managedScaling: {
    status: "DISABLED",
    targetCapacity: 100,
    minimumScalingStepSize: 1,
    maximumScalingStepSize: 10_000,
    instanceWarmupPeriod: 300,
  },
  managedTerminationProtection: "DISABLED",
  managedDraining: "ENABLED",
};
const BOUNDS = {
  targetCapacity: [1, 100],
  minimumScalingStepSize: [1, 10_000],
  maximumScalingStepSize: [1, 10_000],
  instanceWarmupPeriod: [0, 10_000],
} as const;

/** An Auto Scaling group's ARN or its name. */
const GROUP =
  /^(arn:aws:autoscaling:[a-z0-9-]+:\d{12}:autoScalingGroup:[\w-]+:autoScalingGroupName\/.{1,255}|[^:/]{1,255})$/;

/** The Auto Scaling group of a new capacity provider, after its name and kind were looked at. */
export function checkProvider(input: CreateCapacityProviderRequest): AutoScalingGroupProvider {
  // AWS: the sentence as callers saw it (CreateCapacityProvider of CloudFormation).
  if (!/^[\w-]{1,255}$/.test(input.name!) || /^(aws|ecs|fargate|__proto__$)/i.test(input.name!)) {
    throw new InvalidParameterException(
      'The specified capacity provider name is invalid. Up to 255 characters are allowed, including letters (upper and lowercase), numbers, underscores, and hyphens. The name cannot be prefixed with "aws", "ecs", or "fargate". Specify a valid name and try again.',
    );
  }
  if (input.managedInstancesProvider || input.cluster)
    unsupported("managed instances", "Give autoScalingGroupProvider without a cluster.");
  const group = input.autoScalingGroupProvider;
  // The conditions are AWS's (API_CreateCapacityProvider), these sentences are ours.
  if (!group) throw new InvalidParameterException("autoScalingGroupProvider must be given.");
  if (!GROUP.test(group.autoScalingGroupArn!))
    throw new InvalidParameterException("autoScalingGroupArn must be the ARN or the name of an Auto Scaling group.");
  return group;
}

/** The settings of an Auto Scaling group's capacity provider: what is given, else what was, else AWS's defaults. */
export function settingsOf(given: Partial<AutoScalingGroupProviderUpdate>, before: Settings = DEFAULTS): Settings {
  const { managedScaling, managedTerminationProtection, managedDraining } = given;
  const switches = ["ENABLED", "DISABLED"];
  mustBeOneOf("managedScaling status", managedScaling?.status, switches);
  mustBeOneOf("managedTerminationProtection", managedTerminationProtection, switches);
  mustBeOneOf("managedDraining", managedDraining, switches);
  const scaling = { ...before.managedScaling };
  if (managedScaling?.status) scaling.status = managedScaling.status;
  for (const [name, [least, most]] of Object.entries(BOUNDS) as [keyof typeof BOUNDS, readonly [number, number]][]) {
    const value = managedScaling?.[name];
    if (value === undefined) continue;
    if (value < least || value > most)
      throw new InvalidParameterException(`${name} must be between ${least} and ${most}.`);
    scaling[name] = value;
  }
  if (scaling.minimumScalingStepSize > scaling.maximumScalingStepSize)
    // AWS: as badmintoncryer/cdk-preflight quotes it.
    throw new InvalidParameterException("The minimum or maximum scaling step size value is invalid.");
  return {
    managedScaling: scaling,
    managedTerminationProtection: managedTerminationProtection ?? before.managedTerminationProtection,
    managedDraining: managedDraining ?? before.managedDraining,
  };
}
