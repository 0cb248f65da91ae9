/** One HTTP request to the AWS endpoint, as received. */
export type WireRequest = {
  method: string;
  /** As sent, still encoded, without the query. */
  path: string;
  /** As sent, still encoded, without the question mark. */
  query: string;
  /** Names in lower case, as node:http gives them. */
  headers: Record<string, string | string[] | undefined>;
  /** At most `limits.awsBodyBytes`; whoever reads from a socket may stop after one byte more. */
  body: Uint8Array;
  /** Names under which the client may know this server: received, forwarded, public. */
  hosts: string[];
};

export type WireResponse = { status: number; headers: Record<string, string>; body: Uint8Array };

export function header(request: WireRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(",") : value;
}

/** Query parameters with their decoded values; the first of a name counts. */
export function queryParameters(query: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const part of query.split("&")) {
    if (!part) continue;
    const equals = part.indexOf("=");
    const name = decode(equals < 0 ? part : part.slice(0, equals));
    if (!parameters.has(name)) parameters.set(name, equals < 0 ? "" : decode(part.slice(equals + 1)));
  }
  return parameters;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // not percent-encoded: taken as it stands
  }
}
