import { AwsError } from "../aws-error.ts";

/**
 * Errors of the service itself write `Message`; those of the framework before it, `message`
 * (recorded in testdata/aws/applicationautoscaling/controls.json of radkawar/stackd, as are all texts below without a note).
 */
abstract class ScalingError extends AwsError {
  override spelling: AwsError["spelling"] = "Message";
}

export class ValidationException extends ScalingError {
  readonly name = "ValidationException";
}

export class ObjectNotFoundException extends ScalingError {
  readonly name = "ObjectNotFoundException";
}

export class LimitExceededException extends ScalingError {
  readonly name = "LimitExceededException";
}

export class InvalidNextTokenException extends ScalingError {
  readonly name = "InvalidNextTokenException";
  constructor() {
    super("The NextToken value is not valid");
  }
}

/** What a dimension of another service answers; not in the service's schemas. */
export class AccessDeniedException extends ScalingError {
  readonly name = "AccessDeniedException";
}

export class ResourceNotFoundException extends ScalingError {
  readonly name = "ResourceNotFoundException";
}

export class TooManyTagsException extends ScalingError {
  readonly name = "TooManyTagsException";
}
