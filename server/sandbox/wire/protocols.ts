import type { ServiceId } from "../services/operation.ts";

/**
 * How each service speaks: signing name, x-amz-target prefix, content type, API version and XML namespace are those of AWS's
 * service models (botocore: ecs/2014-11-13, application-autoscaling/2016-02-06, cloudwatch/2010-08-01, elbv2/2015-12-01,
 * iam/2010-05-08, sts/2011-06-15).
 */
export type ServiceProtocol = {
  id: ServiceId;
  /** For sentences. */
  title: string;
  /** The service in a credential scope. */
  scope: string;
  /** awsJson: prefix of x-amz-target and the content type where the request's own says nothing. */
  json?: { target: string; contentType: string };
  /** rpc-v2-cbor: the service's name in the path. */
  cbor?: { name: string };
  /** Query: API version and the namespace of its XML. */
  query?: { version: string; xmlns: string };
  /** A query-compatible service also tells its Query code to clients that ask for it (x-amzn-query-mode). */
  queryCompatible?: true;
  /** How the service's own errors spell the member where the error's schema does not say. */
  messageMember: "message" | "Message";
  /** `__type` of an error of this name. */
  errorType(name: string): string;
  /** Name of the framework's refusal of a value that breaks a constraint of the model. */
  validationError: string;
  /** The framework's refusals do not quote the value: `Value at 'roleName'` (query_collections.json of radkawar/stackd testdata/aws/iam). */
  hidesValues?: true;
  /** Name of the error that means "our fault". */
  internalError: string;
};

const bare = (name: string) => name;

/** Recorded: protocol_errors.json, alarm_controls.json of radkawar/stackd testdata/aws/cloudwatch. */
function cloudWatchErrorType(name: string): string {
  if (name === "ValidationException") return `com.amazon.coral.validate#${name}`;
  if (name === "ResourceNotFound") return `com.amazonaws.cloudwatch.v2010_08_01#${name}`;
  return `com.amazon.coral.service#${name}`;
}

const protocols: Record<ServiceId, ServiceProtocol> = {
  ecs: {
    id: "ecs",
    title: "Amazon ECS",
    scope: "ecs",
    json: { target: "AmazonEC2ContainerServiceV20141113", contentType: "application/x-amz-json-1.1" },
    messageMember: "message",
    errorType: bare,
    // Every ECS operation declares it; no public source shows a validation error of the framework for ECS.
    validationError: "InvalidParameterException",
    internalError: "ServerException",
  },
  "application-autoscaling": {
    id: "application-autoscaling",
    title: "Application Auto Scaling",
    scope: "application-autoscaling",
    json: { target: "AnyScaleFrontendService", contentType: "application/x-amz-json-1.1" },
    messageMember: "Message",
    errorType: bare,
    validationError: "ValidationException",
    internalError: "InternalServiceException",
  },
  cloudwatch: {
    id: "cloudwatch",
    title: "Amazon CloudWatch",
    scope: "monitoring",
    json: { target: "GraniteServiceVersion20100801", contentType: "application/x-amz-json-1.0" },
    cbor: { name: "GraniteServiceVersion20100801" },
    query: { version: "2010-08-01", xmlns: "http://monitoring.amazonaws.com/doc/2010-08-01/" },
    queryCompatible: true,
    messageMember: "message",
    errorType: cloudWatchErrorType,
    validationError: "ValidationException",
    internalError: "InternalServiceFault",
  },
  elasticloadbalancing: {
    id: "elasticloadbalancing",
    title: "Elastic Load Balancing",
    scope: "elasticloadbalancing",
    query: { version: "2015-12-01", xmlns: "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/" },
    messageMember: "message",
    errorType: bare,
    validationError: "ValidationError",
    internalError: "InternalFailure",
  },
  iam: {
    id: "iam",
    title: "AWS IAM",
    scope: "iam",
    query: { version: "2010-05-08", xmlns: "https://iam.amazonaws.com/doc/2010-05-08/" },
    messageMember: "message",
    errorType: bare,
    validationError: "ValidationError",
    hidesValues: true,
    internalError: "InternalFailure",
  },
  sts: {
    id: "sts",
    title: "AWS STS",
    scope: "sts",
    query: { version: "2011-06-15", xmlns: "https://sts.amazonaws.com/doc/2011-06-15/" },
    messageMember: "message",
    errorType: bare,
    validationError: "ValidationError",
    internalError: "InternalFailure",
  },
};

const all = Object.values(protocols);

export const serviceOfTarget = (prefix: string) => all.find((it) => it.json?.target === prefix);
export const serviceOfCborName = (name: string) => all.find((it) => it.cbor?.name === name);
export const serviceOfVersion = (version: string) => all.find((it) => it.query?.version === version);
export const serviceOfScope = (scope: string) => all.find((it) => it.scope === scope);
