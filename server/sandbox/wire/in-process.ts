import { HttpResponse } from "@smithy/core/protocols";
import type { Catalog } from "../services/operation.ts";
import { scopeOf } from "./exchange.ts";
import { type Call, type Identity, type OnBug, performer } from "./perform.ts";
import type { WireRequest } from "./request.ts";

/** What an SDK client sends; the same for every client. */
type ClientRequest = {
  method: string;
  path: string;
  query?: Record<string, string | string[] | null>;
  headers: Record<string, string>;
  body?: unknown;
  hostname: string;
};

/**
 * What an SDK client inside the server is given instead of a network: the same way as over HTTP, bound to one account and
 * without a signature to verify. The Region is `region`, else that of the client's credential scope, else us-east-1.
 *
 * A client that should not spend time on signing either is given `signer: { sign: async (request) => request }` and `region` here.
 */
export function requestHandler({
  call,
  catalog,
  identity,
  region,
  onBug,
}: {
  call: Call;
  catalog: Catalog;
  identity: Identity;
  region?: string;
  onBug?: OnBug;
}) {
  const perform = performer({ call, catalog, onBug }, (request) => ({
    ...identity,
    region: region ?? scopeOf(request)?.region ?? "us-east-1",
  }));
  return {
    metadata: { handlerProtocol: "http/1.1" },
    async handle(request: ClientRequest) {
      const { status, headers, body } = await perform(received(request));
      return { response: new HttpResponse({ statusCode: status, headers, body }) };
    },
    updateHttpClientConfig(): void {},
    httpHandlerConfigs: () => ({}),
    destroy(): void {},
  };
}

function received({ method, path, query, headers, body, hostname }: ClientRequest): WireRequest {
  return {
    method,
    path,
    query: new URLSearchParams(
      Object.entries(query ?? {}).flatMap(([name, value]) => [value ?? ""].flat().map((it) => [name, it])),
    ).toString(),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: bytesOf(body),
    hosts: [hostname],
  };
}

/** A client's body is text or a subclass of Uint8Array that Buffer.from(body) must not be given. */
function bytesOf(body: unknown): Uint8Array {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === "string") return Buffer.from(body);
  if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  throw new TypeError("the sandbox takes no streams");
}
