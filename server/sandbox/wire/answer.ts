import type { AwsError } from "../services/aws-error.ts";
import { writeCbor, writePlainCbor } from "./cbor.ts";
import type { Exchange } from "./exchange.ts";
import { FrontEndError } from "./front-end-error.ts";
import { jsonWriterOf } from "./json.ts";
import { writeQueryAnswer, writeQueryError } from "./query.ts";
import type { WireResponse } from "./request.ts";
import type { ErrorShape, OperationShape, ServiceShapes } from "./shapes.ts";

/** An operation's output in the form that the request's protocol asks for. */
export function answer(
  exchange: Exchange,
  operation: OperationShape,
  output: unknown,
  requestId: string,
): WireResponse {
  return response(200, exchange, requestId, outputBody(exchange, operation, output ?? {}, requestId));
}

function outputBody(exchange: Exchange, { name, output: shape }: OperationShape, output: unknown, requestId: string) {
  switch (exchange.protocol) {
    case "cbor":
      return shape ? writeCbor(shape, output) : writePlainCbor({});
    case "query":
      return writeQueryAnswer(name, shape, output, exchange.service!.query!.xmlns, requestId);
    default:
      return shape ? jsonWriterOf(shape)(output) : "{}";
  }
}

/** A refusal in the same form. `shapes` are the service's, as far as the service is known. */
export function refusal(
  exchange: Exchange,
  shapes: ServiceShapes | undefined,
  error: AwsError,
  requestId: string,
): WireResponse {
  if (exchange.protocol === "none") {
    const status = error.status === 400 ? 404 : error.status;
    return response(status, exchange, requestId, `<${error.name}/>\n`);
  }
  // What the front end refuses is not the service's error, even where both have one of this name.
  const shape = error instanceof FrontEndError ? undefined : shapes?.error(error.name);
  const fault = (shape ? shape.fault === "server" : error.status >= 500) ? "Receiver" : "Sender";
  const code = shape?.queryCode ?? error.queryCode ?? error.name;
  if (exchange.protocol === "query") {
    const body = writeQueryError({ fault, code, message: error.message }, exchange.service?.query?.xmlns, requestId);
    return response(
      error instanceof FrontEndError ? error.queryStatus : statusOf(shape, error),
      exchange,
      requestId,
      body,
    );
  }
  const members = errorMembers(exchange, shape, error);
  const body = exchange.protocol === "cbor" ? writePlainCbor(members) : JSON.stringify(members);
  const answered = response(statusOf(shape, error), exchange, requestId, body);
  if (exchange.service?.queryCompatible && exchange.queryMode)
    answered.headers["x-amzn-query-error"] = `${code};${fault}`;
  return answered;
}

/** The error's schema knows best; where it says nothing, a client's fault is 400 and a server's 500. */
const statusOf = (shape: ErrorShape | undefined, error: AwsError) =>
  shape?.status ?? (shape?.fault === "server" ? 500 : error.status);

/** Type and message, and what else the schema says the error carries. */
function errorMembers({ service }: Exchange, shape: ErrorShape | undefined, error: AwsError): Record<string, unknown> {
  const declared = shape?.members.find(({ name }) => /^message$/i.test(name))?.name;
  const members: Record<string, unknown> = {
    __type: service?.errorType(error.name) ?? error.name,
    [error.spelling ?? declared ?? service?.messageMember ?? "message"]: error.message,
  };
  const own = error as unknown as Record<string, unknown>;
  for (const { name } of shape?.members ?? []) {
    if (name !== declared && own[name] !== undefined) members[name] = own[name];
  }
  return members;
}

function response(status: number, exchange: Exchange, requestId: string, body: string | Uint8Array): WireResponse {
  const headers: Record<string, string> = { "content-type": exchange.contentType, "x-amzn-requestid": requestId };
  if (exchange.protocol === "cbor") headers["smithy-protocol"] = "rpc-v2-cbor";
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  headers["content-length"] = `${bytes.length}`;
  return { status, headers, body: bytes };
}
