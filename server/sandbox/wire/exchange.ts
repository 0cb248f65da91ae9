import { gunzipSync } from "node:zlib";
import { limits } from "../../limits.ts";
import { parseCbor } from "./cbor.ts";
import { FrontEndError, unreadable } from "./front-end-error.ts";
import {
  type ServiceProtocol,
  serviceOfCborName,
  serviceOfScope,
  serviceOfTarget,
  serviceOfVersion,
} from "./protocols.ts";
import { type FormNode, formValue, parseForm, readForm } from "./query.ts";
import { readerOf } from "./reader.ts";
import { header, queryParameters, type WireRequest } from "./request.ts";
import type { StructureShape } from "./shapes.ts";

/** A request as its protocol presents it: which operation, how to read the input, and in which form the answer goes back. */
export type Exchange = {
  protocol: "json" | "cbor" | "query" | "none";
  /** Undefined while the request names none that we know. */
  service: ServiceProtocol | undefined;
  /** As the request names it; nothing says yet that the service has it. */
  operation: string;
  /** Of the answer. */
  contentType: string;
  /** The request asked for the Query code beside the error (x-amzn-query-mode). */
  queryMode: boolean;
  /** The content in the protocol's own terms; throws what AWS says of content that cannot be parsed. */
  parse(): unknown;
  /** What `parse` gave, as a typed input. */
  read(shape: StructureShape | undefined, parsed: unknown): Record<string, unknown>;
  /** Why this cannot be any operation. */
  refusal?: FrontEndError;
};

/**
 * Recognises the protocol by what a client of it always sends, in this order: the path of RPC v2 CBOR, the target of awsJson, the
 * form of Query. (Smithy: smithy.protocols#rpcv2Cbor, aws.protocols#awsJson1_0 and 1_1, aws.protocols#awsQuery.)
 */
export function exchangeOf(request: WireRequest): Exchange {
  const rpc = /\/service\/([^/]+)\/operation\/([^/]+)\/?$/.exec(request.path);
  if (rpc && header(request, "smithy-protocol")) return cborExchange(request, rpc[1]!, rpc[2]!);
  const target = header(request, "x-amz-target");
  if (target !== undefined) return jsonExchange(request, target);
  const form =
    request.method === "POST" && /^application\/x-www-form-urlencoded\b/i.test(header(request, "content-type") ?? "");
  if (form || /(^|&)(Action|Version)=/.test(request.query)) return queryExchange(request, form);
  return scopeOf(request) && !scopedService(request) ? restExchange(request) : nothing();
}

/** AWS answers what is no request of its protocols with 404 and this one element (tests of architect/dynalite). */
function nothing(): Exchange {
  return {
    protocol: "none",
    service: undefined,
    operation: "",
    contentType: "text/xml",
    queryMode: false,
    parse: () => undefined,
    read: () => ({}),
    refusal: new FrontEndError("UnknownOperationException"),
  };
}

/**
 * Of a service that the sandbox lacks: AWS's error for an unknown operation, with a sentence of our own that names both. Who signed
 * for a service that is here gets AWS's error alone.
 */
function absentService(operation: string, request: WireRequest): FrontEndError {
  const scope = scopeOf(request);
  return new FrontEndError(
    "UnknownOperationException",
    !scope || scopedService(request)
      ? ""
      : `The sandbox does not have ${operation || "this operation"}: there is no service ${scope.service} in it.`,
  );
}

/** The services whose clients read XML from a REST interface (their Smithy models: aws.protocols#restXml). */
const REST_XML = new Set(["s3", "s3express", "s3-outposts", "route53", "cloudfront"]);

/** A request to a REST interface, which none of the covered services has: whoever signed it for another one is told which. */
function restExchange(request: WireRequest): Exchange {
  const isXml = REST_XML.has(scopeOf(request)!.service);
  return {
    ...nothing(),
    protocol: isXml ? "query" : "json",
    contentType: isXml ? "text/xml" : "application/json",
    refusal: absentService("", request),
  };
}

function jsonExchange(request: WireRequest, target: string): Exchange {
  const contentType = (header(request, "content-type") ?? "").split(";")[0]!.trim().toLowerCase();
  if (request.method !== "POST" || !/^application\/(x-amz-json-1\.[01]|json)$/.test(contentType)) return nothing();
  const [prefix, operation = "", ...rest] = target.split(".");
  const service = rest.length === 0 ? serviceOfTarget(prefix!) : undefined;
  const exchange: Exchange = {
    protocol: "json",
    service,
    operation,
    contentType: contentType === "application/json" ? (service?.json?.contentType ?? contentType) : contentType,
    queryMode: asksQueryCode(request),
    parse: () => parseJson(unpacked(request)),
    read: readParsed,
  };
  return service ? exchange : { ...exchange, refusal: absentService(operation, request) };
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8"));
  } catch {
    throw unreadable();
  }
}

function cborExchange(request: WireRequest, name: string, operation: string): Exchange {
  const service = serviceOfCborName(name);
  const known = service && request.method === "POST" && header(request, "smithy-protocol") === "rpc-v2-cbor";
  const exchange: Exchange = {
    protocol: "cbor",
    service,
    operation,
    contentType: "application/cbor",
    queryMode: asksQueryCode(request),
    parse: () => {
      const body = unpacked(request);
      return body.length === 0 ? {} : parseCbor(body); // an operation without input may send nothing
    },
    read: readParsed,
  };
  return known ? exchange : { ...exchange, refusal: new FrontEndError("UnknownOperationException") };
}

const readParsed: Exchange["read"] = (shape, parsed) =>
  shape ? (readerOf(shape)(parsed) as Record<string, unknown>) : {};

function queryExchange(request: WireRequest, inBody: boolean): Exchange {
  const exchange: Exchange = {
    protocol: "query",
    service: undefined,
    operation: "",
    contentType: "text/xml",
    queryMode: false,
    parse: () => form,
    read: (shape, parsed) => (shape ? readForm(shape, parsed as FormNode) : {}),
  };
  let form: FormNode;
  try {
    // A compressed form has to be unpacked before its signature is checked: nothing else says which service is meant.
    form = parseForm(inBody ? Buffer.from(unpacked(request)).toString("utf8") : request.query);
  } catch (error) {
    if (error instanceof FrontEndError) return { ...exchange, service: scopedService(request), refusal: error };
    throw error;
  }
  const version = formValue(form, "Version");
  const service = serviceOfVersion(version ?? "") ?? scopedService(request);
  const operation = formValue(form, "Action") ?? "";
  const recognised = { ...exchange, service, operation };
  if (!operation) return { ...recognised, refusal: new FrontEndError("MissingActionException", "Missing Action") };
  if (!service && scopeOf(request)) return { ...recognised, refusal: absentService(operation, request) };
  if (!service || service.query?.version !== version)
    return { ...recognised, refusal: invalidAction(operation, version) };
  return recognised;
}

/** Query's words for an operation that the service has not in this version. */
export const invalidAction = (operation: string, version = "NO_VERSION_SPECIFIED") =>
  new FrontEndError("UnknownOperationException", `Could not find operation ${operation} for version ${version}`);

/** The service for which the request is signed, before anything is verified. */
function scopedService(request: WireRequest): ServiceProtocol | undefined {
  return serviceOfScope(scopeOf(request)?.service ?? "");
}

/** Region and service of the credential scope, as the request claims them. */
export function scopeOf(request: WireRequest): { region: string; service: string } | undefined {
  const credential =
    /Credential=([^,\s]+)/.exec(header(request, "authorization") ?? "")?.[1] ??
    queryParameters(request.query).get("X-Amz-Credential");
  const [, , region, service] = credential?.split("/") ?? [];
  return region && service ? { region, service } : undefined;
}

const asksQueryCode = (request: WireRequest) => header(request, "x-amzn-query-mode")?.toLowerCase() === "true";

/** Whether the content is compressed: its signature is checked before it is unpacked. */
export const isPacked = (request: WireRequest) => !["", "identity"].includes(encodingOf(request));

const encodingOf = (request: WireRequest) => (header(request, "content-encoding") ?? "").trim().toLowerCase();

/** The content, unpacked where it came compressed (PutMetricData of 10 kB and more does). */
function unpacked(request: WireRequest): Uint8Array {
  if (!isPacked(request)) return request.body;
  if (encodingOf(request) !== "gzip") throw malformedHttp();
  try {
    return gunzipSync(request.body, { maxOutputLength: limits.awsUnpackedBytes });
  } catch (error) {
    throw error instanceof RangeError ? tooLarge() : malformedHttp();
  }
}

/** API reference, "Common Errors": MalformedHttpRequestException. */
const malformedHttp = () =>
  new FrontEndError(
    "MalformedHttpRequestException",
    "Problems with the request at the HTTP level, e.g. we can't decompress the body according to the decompression algorithm specified by the content-encoding.",
  );

/** API reference, "Common Errors": RequestEntityTooLargeException. */
export const tooLarge = () =>
  new FrontEndError(
    "RequestEntityTooLargeException",
    "Problems with the request at the HTTP level. The request entity is too large.",
  );
