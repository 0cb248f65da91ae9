import { randomUUID } from "node:crypto";
import { limits } from "../../limits.ts";
import { AwsError } from "../services/aws-error.ts";
import type { Catalog, Operation, ServiceId } from "../services/operation.ts";
import { answer, refusal } from "./answer.ts";
import { type Exchange, exchangeOf, invalidAction, isPacked, tooLarge } from "./exchange.ts";
import { FrontEndError } from "./front-end-error.ts";
import type { ServiceProtocol } from "./protocols.ts";
import type { WireRequest, WireResponse } from "./request.ts";
import { shapesOf } from "./schemas.ts";
import type { ServiceShapes } from "./shapes.ts";
import { validate } from "./validate.ts";

/** Who calls, and where. */
export type Identity = { accountId: string; principal: string; userId: string };

/** One operation, decoded and checked, on its way to an account. */
export type OperationCall = Identity & {
  region: string;
  service: ServiceId;
  /** AWS's name, such as `PutScalingPolicy`. */
  operation: string;
  input: Record<string, unknown>;
  requestId: string;
};

/** Performs a call in the account and gives its output, or throws an `AwsError`. */
export type Call = (call: OperationCall) => Promise<unknown>;

/** Told of everything that is thrown and is no AWS error. */
export type OnBug = (
  error: unknown,
  at: { requestId: string; service: string | undefined; operation: string; accountId: string | undefined },
) => void;

type Caller = Identity & { region: string };
type Authenticate = (request: WireRequest, service: ServiceProtocol) => Promise<Caller> | Caller;

/** AWS's words for a fault of its own ("Common Errors": InternalFailure). */
const INTERNAL_FAILURE = "The request processing has failed because of an unknown error, exception or failure.";

class InternalError extends AwsError {
  override readonly name: string;
  override readonly status = 500;

  constructor(service: ServiceProtocol | undefined) {
    super(INTERNAL_FAILURE);
    this.name = service?.internalError ?? "InternalFailure";
  }
}

/**
 * From a request to an answer, in AWS's order: content, operation, signature, types, constraints, the service itself. Never
 * throws: what is no AWS error is told to `onBug` and answered as a fault of the service.
 */
export function performer(
  { catalog, call, onBug }: { catalog: Catalog; call: Call; onBug?: OnBug | undefined },
  authenticate: Authenticate,
) {
  return async (request: WireRequest): Promise<WireResponse> => {
    const requestId = randomUUID();
    const exchange = exchangeOf(
      request.body.length > limits.awsBodyBytes ? { ...request, body: new Uint8Array() } : request,
    );
    const { service } = exchange;
    let shapes: ServiceShapes | undefined;
    let caller: Caller | undefined;
    try {
      if (request.body.length > limits.awsBodyBytes) throw tooLarge();
      if (exchange.refusal) throw exchange.refusal;
      if (!service) throw new Error("a request without a service was not refused");
      shapes = await shapesOf(service.id);
      const early = isPacked(request) || isEmptyJson(exchange, request) ? undefined : { parsed: exchange.parse() };
      const shape = shapes.operation(exchange.operation);
      if (!shape) throw unknownOperation(exchange);
      caller = await authenticate(request, service);
      const input = exchange.read(shape.input, (early ?? { parsed: exchange.parse() }).parsed);
      const operation = operationOf(catalog, exchange);
      validate(service, shape, operation, input);
      const output = await call({ ...caller, service: service.id, operation: shape.name, input, requestId });
      return answer(exchange, shape, output, requestId);
    } catch (error) {
      if (error instanceof AwsError) return refusal(exchange, shapes, error, requestId);
      onBug?.(error, { requestId, service: service?.id, operation: exchange.operation, accountId: caller?.accountId });
      return refusal(exchange, shapes, new InternalError(service), requestId);
    }
  };
}

/** AWS's JSON front end notices only after the signature that there is no content (tests of architect/dynalite). */
const isEmptyJson = (exchange: Exchange, request: WireRequest) =>
  exchange.protocol === "json" && request.body.length === 0;

function unknownOperation({ protocol, operation, service }: Exchange): FrontEndError {
  return protocol === "query"
    ? invalidAction(operation, service?.query?.version)
    : new FrontEndError("UnknownOperationException");
}

/** AWS has more operations than the sandbox: the refusal is AWS's, its sentence says whose fault it is. */
function operationOf(catalog: Catalog, { service, operation }: Exchange): Operation {
  const found = service && catalog[service.id][operation];
  if (found) return found;
  throw new FrontEndError("UnknownOperationException", `The sandbox does not have ${operation} of ${service?.title}.`);
}
