import { AwsError } from "../aws-error.ts";

/** A value outside what the parameter takes. */
export class InvalidParameterValueException extends AwsError {
  readonly name = "InvalidParameterValueException";
}

/** Parameters that do not go together. */
export class InvalidParameterCombinationException extends AwsError {
  readonly name = "InvalidParameterCombinationException";
}

/** The code in Query answers and for older clients is `ValidationError`. */
export class ValidationException extends AwsError {
  readonly name = "ValidationException";
}

/** AWS: GetMetricData answers it without a message, DescribeAlarmHistory with one (radkawar/stackd testdata/aws/cloudwatch/metrics.json and alarm_controls.json). */
export class InvalidNextToken extends AwsError {
  readonly name = "InvalidNextToken";
}

/** AWS: without a message (radkawar/stackd testdata/aws/cloudwatch/alarm_controls.json). */
export class InvalidFormatFault extends AwsError {
  readonly name = "InvalidFormatFault";
}

/** SetAlarmState's answer to an unknown alarm, without a message. */
export class ResourceNotFound extends AwsError {
  readonly name = "ResourceNotFound";
}

/** The tag operations' answer to an unknown alarm, without a message. */
export class ResourceNotFoundException extends AwsError {
  readonly name = "ResourceNotFoundException";
}

/** The tag operations' answer to a reserved key (radkawar/stackd testdata/aws/cloudwatch/alarm_controls.json); not in the schemas. */
export class AccessDenied extends AwsError {
  readonly name = "AccessDenied";
  override readonly status = 403;
  override readonly queryCode = "AccessDenied";
}

/** A parameter that has to be there. */
export class MissingRequiredParameterException extends AwsError {
  readonly name = "MissingRequiredParameterException";
}

/** More than an account may have. */
export class LimitExceededFault extends AwsError {
  readonly name = "LimitExceededFault";
}
