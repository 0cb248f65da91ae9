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
