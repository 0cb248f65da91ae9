import { AwsError } from "../services/aws-error.ts";

/**
 * What AWS's front end refuses before a service sees the request: Query code, HTTP status in awsJson and rpc-v2-cbor, HTTP
 * status in Query. Names and codes: "Common Errors" of the services' API references; statuses recorded by the tests of
 * architect/dynalite (awsJson) and LocalStack's snapshots (Query).
 */
const refusals = {
  MissingAuthenticationTokenException: ["MissingAuthenticationToken", 400, 403],
  IncompleteSignatureException: ["IncompleteSignature", 400, 400],
  UnrecognizedClientException: ["InvalidClientTokenId", 400, 403],
  ExpiredTokenException: ["ExpiredToken", 400, 403],
  InvalidSignatureException: ["SignatureDoesNotMatch", 400, 403],
  UnknownOperationException: ["InvalidAction", 400, 400],
  MissingActionException: ["MissingAction", 400, 400],
  SerializationException: ["MalformedInput", 400, 400],
  MalformedHttpRequestException: ["MalformedHttpRequestException", 400, 400],
  RequestEntityTooLargeException: ["RequestEntityTooLargeException", 413, 413],
} as const satisfies Record<string, [string, number, number]>;

export class FrontEndError extends AwsError {
  override readonly name: string;
  override readonly status: number;
  override readonly queryCode: string;
  readonly queryStatus: number;

  constructor(name: keyof typeof refusals, message = "") {
    super(message);
    const [queryCode, status, queryStatus] = refusals[name];
    this.name = name;
    this.queryCode = queryCode;
    this.status = status;
    this.queryStatus = queryStatus;
    // The front end writes its own errors in lower case, that of its parser in upper case (tests of architect/dynalite).
    this.spelling = name === "SerializationException" ? "Message" : "message";
  }
}

/** A body that is no value of the expected form. AWS may leave the message out. */
export const unreadable = (message?: string) => new FrontEndError("SerializationException", message);
