import { AwsError } from "../aws-error.ts";

/** There is no such role. */
export class NoSuchEntityException extends AwsError {
  readonly name = "NoSuchEntityException";
}

/** A value that the service cannot use. */
export class InvalidInputException extends AwsError {
  readonly name = "InvalidInputException";
}

/** The service's refusal of a value by its form; not in its schemas. */
export class ValidationError extends AwsError {
  readonly name = "ValidationError";
  override readonly queryCode = "ValidationError";
}
