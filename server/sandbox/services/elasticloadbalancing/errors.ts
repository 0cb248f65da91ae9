import { AwsError } from "../aws-error.ts";

/** Texts recorded in testdata/aws/elbv2/target_group_native.json of radkawar/stackd; that of listeners and rules is by analogy. */
export class LoadBalancerNotFoundException extends AwsError {
  readonly name = "LoadBalancerNotFoundException";
  constructor() {
    super("One or more load balancers not found");
  }
}

export class TargetGroupNotFoundException extends AwsError {
  readonly name = "TargetGroupNotFoundException";
  constructor() {
    super("One or more target groups not found");
  }
}

export class ListenerNotFoundException extends AwsError {
  readonly name = "ListenerNotFoundException";
  constructor() {
    super("One or more listeners not found");
  }
}

export class RuleNotFoundException extends AwsError {
  readonly name = "RuleNotFoundException";
  constructor() {
    super("One or more rules not found");
  }
}

/** The service's general refusal; not in its schemas, so it brings its Query code itself. */
export class ValidationError extends AwsError {
  readonly name = "ValidationError";
  override readonly queryCode = "ValidationError";
}

/** Recorded (target_group_native.json, as above). */
export class DuplicateTargetGroupNameException extends AwsError {
  readonly name = "DuplicateTargetGroupNameException";
  constructor(name: string) {
    super(`A target group with the same name '${name}' exists, but with different settings`);
  }
}

/** Text as in kubernetes-sigs/aws-load-balancer-controller issue 3173. */
export class DuplicateLoadBalancerNameException extends AwsError {
  readonly name = "DuplicateLoadBalancerNameException";
  constructor(name: string) {
    super(`A load balancer with the same name '${name}' exists, but with different settings`);
  }
}

/** Text as callers of the Terraform AWS provider saw it ("creating ELBv2 Listener"). */
export class DuplicateListenerException extends AwsError {
  readonly name = "DuplicateListenerException";
  constructor(loadBalancerArn: string) {
    super(`A listener already exists on this port for this load balancer '${loadBalancerArn}'`);
  }
}

/** Text as in stelligent/mu issue 324. */
export class PriorityInUseException extends AwsError {
  readonly name = "PriorityInUseException";
  constructor(priority: string) {
    super(`Priority '${priority}' is currently in use`);
  }
}

/** Text as in hashicorp/terraform-provider-aws issue 22005. */
export class TargetGroupAssociationLimitException extends AwsError {
  readonly name = "TargetGroupAssociationLimitException";
  constructor(targetGroupArn: string) {
    super(`The following target groups cannot be associated with more than one load balancer: ${targetGroupArn}`);
  }
}

/** Recorded (radkawar/stackd testdata/aws/elbv2). */
export class ResourceInUseException extends AwsError {
  readonly name = "ResourceInUseException";
  constructor(targetGroupArn: string) {
    super(`Target group '${targetGroupArn}' is currently in use by a listener or a rule`);
  }
}

/** What is forbidden as things are; each text stands where it is thrown. */
export class OperationNotPermittedException extends AwsError {
  readonly name = "OperationNotPermittedException";
}

/** Targets that cannot be registered; AWS's text is unknown. */
export class InvalidTargetException extends AwsError {
  readonly name = "InvalidTargetException";
}

export class InvalidConfigurationRequestException extends AwsError {
  readonly name = "InvalidConfigurationRequestException";
}

/** The sandbox holds fewer than AWS does; the sentences are ours, and so is which error carries them. */
export class TooManyLoadBalancersException extends AwsError {
  readonly name = "TooManyLoadBalancersException";
}

export class TooManyTargetGroupsException extends AwsError {
  readonly name = "TooManyTargetGroupsException";
}

export class TooManyListenersException extends AwsError {
  readonly name = "TooManyListenersException";
}

export class TooManyRulesException extends AwsError {
  readonly name = "TooManyRulesException";
}

export class TooManyTargetsException extends AwsError {
  readonly name = "TooManyTargetsException";
}

export class TooManyTagsException extends AwsError {
  readonly name = "TooManyTagsException";
}

export class DuplicateTagKeysException extends AwsError {
  readonly name = "DuplicateTagKeysException";
}

/** Refuses what AWS would act on and the sandbox cannot. The sentence is ours. */
export function unsupported(what: string): never {
  throw new ValidationError(`This sandbox does not have ${what}.`);
}

/** Refuses each of these members that is present, `false` and empty lists aside. */
export function refuseMembers(input: object, names: readonly string[], of = ""): void {
  for (const name of names) {
    const value = (input as Record<string, unknown>)[name];
    if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) continue;
    unsupported(`${of}${name}`);
  }
}
