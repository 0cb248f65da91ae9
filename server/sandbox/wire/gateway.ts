import type { Catalog } from "../services/operation.ts";
import { type Call, type OnBug, performer } from "./perform.ts";
import type { WireRequest, WireResponse } from "./request.ts";
import { type AccessKey, createVerifier } from "./sigv4.ts";

export type { Call, OnBug, OperationCall } from "./perform.ts";
export type { WireRequest, WireResponse } from "./request.ts";
export type { AccessKey } from "./sigv4.ts";

export type Gateway = { handle(request: WireRequest): Promise<WireResponse> };

/**
 * The AWS endpoint: any request of any covered service in any of its protocols. The access key says whose account is meant, the
 * credential scope which Region. Never throws and never answers 5xx for what a client sends.
 *
 * @param parts.call performs a decoded call in the account
 * @param parts.keys finds an access key; its answer is used for this request only
 * @param parts.wall wall time in epoch milliseconds: signatures and the Date header know no other
 * @param parts.onBug told of everything that is thrown and is no AWS error
 */
export function createGateway(parts: {
  catalog: Catalog;
  call: Call;
  keys: (accessKeyId: string) => Promise<AccessKey | undefined>;
  wall: () => number;
  onBug?: OnBug;
}): Gateway {
  const { keys, wall } = parts;
  const verify = createVerifier(keys, wall);
  const perform = performer(parts, async (request, service) => {
    const { key, region } = await verify(request, service.scope);
    return { accountId: key.accountId, principal: key.principal, userId: key.userId, region };
  });
  return {
    async handle(request) {
      const response = await perform(request);
      response.headers.date = httpDate(wall());
      return response;
    },
  };
}

let dateSecond = 0;
let dateText = "";

/** The Date header, written once a second. */
function httpDate(now: number): string {
  const second = Math.floor(now / 1000);
  if (second !== dateSecond) {
    dateSecond = second;
    dateText = new Date(now).toUTCString();
  }
  return dateText;
}
