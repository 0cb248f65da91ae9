import { AwsError } from "../aws-error.ts";

/*
 * The errors of Amazon ECS by their wire names. Texts without another source are those that the real service answered in
 * radkawar/stackd testdata/aws/ecs/{services,controls}.json and testdata/aws/applicationautoscaling/*.json.
 */

export class ClientException extends AwsError {
  readonly name = "ClientException";
}

export class InvalidParameterException extends AwsError {
  readonly name = "InvalidParameterException";
}

export class ClusterNotFoundException extends AwsError {
  readonly name = "ClusterNotFoundException";
  constructor(message = "Cluster not found.") {
    super(message);
  }
}

export class ClusterContainsServicesException extends AwsError {
  readonly name = "ClusterContainsServicesException";
  constructor() {
    super("The Cluster cannot be deleted while Services are active.");
  }
}

export class ClusterContainsTasksException extends AwsError {
  readonly name = "ClusterContainsTasksException";
  constructor() {
    super("The Cluster cannot be deleted while Tasks are active.");
  }
}

export class ClusterContainsContainerInstancesException extends AwsError {
  readonly name = "ClusterContainsContainerInstancesException";
  constructor() {
    super("The Cluster cannot be deleted while Container Instances are active or draining.");
  }
}

export class ServiceNotFoundException extends AwsError {
  readonly name = "ServiceNotFoundException";
}

export class ServiceNotActiveException extends AwsError {
  readonly name = "ServiceNotActiveException";
  constructor() {
    super("Service was not ACTIVE.");
  }
}

export class TargetNotConnectedException extends AwsError {
  readonly name = "TargetNotConnectedException";
}

export class TargetNotFoundException extends AwsError {
  readonly name = "TargetNotFoundException";
}

export class AttributeLimitExceededException extends AwsError {
  readonly name = "AttributeLimitExceededException";
}

export class NamespaceNotFoundException extends AwsError {
  readonly name = "NamespaceNotFoundException";
}

/** AWS: the sentence as callers saw it (aws/containers-roadmap, issue 631). */
export class ResourceInUseException extends AwsError {
  readonly name = "ResourceInUseException";
  constructor() {
    super("The specified capacity provider is in use and cannot be removed.");
  }
}

/** AWS: what the error means (API_CreateService); no recording shows the sentence. */
export class PlatformUnknownException extends AwsError {
  readonly name = "PlatformUnknownException";
  constructor() {
    super("The specified platform version doesn't exist.");
  }
}

/** A limit of the sandbox (`server/limits.ts`); AWS's own quotas are higher, so the sentence is ours. */
export class LimitExceededException extends AwsError {
  readonly name = "LimitExceededException";
}

/** Something that AWS does and the sandbox does not: refused, never ignored. The sentence is ours and says so. */
export class UnsupportedFeatureException extends AwsError {
  readonly name = "UnsupportedFeatureException";
}

/** What the state of a resource does not allow; `resourceIds` are ARNs. */
export class ConflictException extends AwsError {
  readonly name = "ConflictException";
  readonly resourceIds: string[];
  constructor(message: string, resourceIds: string[]) {
    super(message);
    this.resourceIds = resourceIds;
  }
}

export class ServiceDeploymentNotFoundException extends AwsError {
  readonly name = "ServiceDeploymentNotFoundException";
}
