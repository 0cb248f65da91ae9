import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { HttpRequest } from "@smithy/core/protocols";
import { expect, test } from "vitest";
import type { ServiceId } from "../../server/sandbox/services/operation.ts";
import type { OperationCall, WireRequest } from "../../server/sandbox/wire/gateway.ts";
import {
  commandOf,
  endpoint,
  expired,
  gateway,
  readAnswer,
  secret,
  settings,
  signedRequest,
  speakerOf,
  speakers,
  temporary,
  xmlError,
} from "./support.ts";

/** A small request of each service. */
const requests: Record<ServiceId, [operation: string, input: object]> = {
  ecs: ["ListClusters", {}],
  "application-autoscaling": ["DescribeScalableTargets", { ServiceNamespace: "ecs" }],
  cloudwatch: ["DescribeAlarms", {}],
  elasticloadbalancing: ["DescribeLoadBalancers", {}],
  iam: ["GetRole", { RoleName: "r" }],
  sts: ["GetCallerIdentity", {}],
};

test.each(speakers)("a real client of $service signs over $protocol and real HTTP", async (speaker) => {
  const calls: OperationCall[] = [];
  const address = await endpoint({ call: async (call) => void calls.push(call) });
  const client = speaker.client({ ...settings, region: "eu-central-1", endpoint: address });

  await client.send(commandOf(speaker, ...requests[speaker.service]));

  expect(calls).toMatchObject([{ accountId: "111122223333", region: "eu-central-1", service: speaker.service }]);
});

test("temporary keys are accepted with their session token", async () => {
  const calls: OperationCall[] = [];
  const address = await endpoint({ call: async (call) => void calls.push(call) });
  const credentials = { accessKeyId: temporary.accessKeyId, secretAccessKey: secret, sessionToken: temporary.token };
  const client = speakerOf("ecs").client({ ...settings, credentials, endpoint: address });

  await client.send(commandOf(speakerOf("ecs"), "ListClusters", {}));

  expect(calls).toHaveLength(1);
});

test("the access key says whose account is meant", async () => {
  const calls: OperationCall[] = [];
  const address = await endpoint({ call: async (call) => void calls.push(call) });
  const credentials = { accessKeyId: "AKIDOTHER", secretAccessKey: secret };
  const client = speakerOf("ecs").client({ ...settings, credentials, endpoint: address });

  await client.send(commandOf(speakerOf("ecs"), "ListClusters", {}));

  expect(calls).toMatchObject([{ accountId: "444455556666" }]);
});

test("a client may have signed for the public name of a server behind a proxy", async () => {
  const request = await signedRequest(speakerOf("ecs"), "ListClusters", {});
  const behindProxy = { ...request, headers: { ...request.headers, host: "10.0.0.7:3000" } };
  const { handle } = await gateway({ call: async () => ({}) });

  const known = await handle({ ...behindProxy, hosts: ["10.0.0.7:3000", "127.0.0.1:4599"] });
  const unknown = await handle(behindProxy);

  expect([known.status, unknown.status]).toEqual([200, 400]);
});

test("a signed address needs no header", async () => {
  const calls: OperationCall[] = [];
  const address = await endpoint({ call: async (call) => void calls.push(call) });
  const signed = await presigned(address, { expiresIn: 60 });

  const answer = await fetch(signed);

  expect(answer.status).toBe(200);
  expect(calls).toMatchObject([{ service: "sts", operation: "GetCallerIdentity", accountId: "111122223333" }]);
});

test("a signed address of temporary keys carries their token", async () => {
  const address = await endpoint({ call: async () => ({}) });
  const credentials = { accessKeyId: temporary.accessKeyId, secretAccessKey: secret };
  const whole = await presigned(address, { expiresIn: 60 }, { ...credentials, sessionToken: temporary.token });
  const tokenless = await presigned(address, { expiresIn: 60 }, credentials);

  expect(whole).toContain("X-Amz-Security-Token=");
  expect((await fetch(whole)).status).toBe(200);
  expect(xmlError(await (await fetch(tokenless)).text())?.[1]).toBe("InvalidClientTokenId");
});

test("a signed address ends", async () => {
  const address = await endpoint({ call: async () => ({}), wall: () => Date.now() + 61_000 });
  const signed = await presigned(address, { expiresIn: 60 });

  const answer = await fetch(signed);

  expect(answer.status).toBe(403);
  expect(xmlError(await answer.text())).toMatchObject([
    "Sender",
    "SignatureDoesNotMatch",
    expect.stringMatching(/^Signature expired: .* - 1 min\.\)$/),
  ]);
});

test("a changed signed address is refused", async () => {
  const address = await endpoint({ call: async () => ({}) });
  const signed = await presigned(address, { expiresIn: 60 });

  const answer = await fetch(`${signed}&More=1`);

  expect(answer.status).toBe(403);
  expect(xmlError(await answer.text())?.[1]).toBe("SignatureDoesNotMatch");
});

/** The SDK's signer can presign too; the clients' types do not say so. */
type Presigner = { presign(request: HttpRequest, options: { expiresIn: number }): Promise<HttpRequest> };

async function presigned(
  address: string,
  options: { expiresIn: number },
  credentials: typeof settings.credentials & { sessionToken?: string } = settings.credentials,
): Promise<string> {
  const client = new STSClient({ ...settings, endpoint: address, credentials });
  const signer = (await client.config.signer({
    name: "sigv4",
    signingName: "sts",
    signingRegion: "us-east-1",
    properties: {},
  })) as unknown as Presigner;
  const { hostname, port, pathname } = new URL(address);
  const request = new HttpRequest({
    method: "GET",
    protocol: "http:",
    hostname,
    port: Number(port),
    path: `${pathname}/`,
    query: { Action: "GetCallerIdentity", Version: "2011-06-15" },
    headers: { host: `${hostname}:${port}` },
  });
  const { query } = await signer.presign(request, options);
  return `${address}/?${new URLSearchParams(query as Record<string, string>)}`;
}

/** The instant at which a request was signed. */
const signedAt = ({ headers }: WireRequest) =>
  Date.parse((headers["x-amz-date"] as string).replace(/(....)(..)(..)T(..)(..)(..)Z/, "$1-$2-$3T$4:$5:$6Z"));
const basic = (ms: number) => new Date(ms).toISOString().replace(/[-:]|\.000/g, "");
const MINUTE = 60_000;

type Change = (request: WireRequest) => Partial<WireRequest>;
const authorization =
  (from: string | RegExp, to: string): Change =>
  ({ headers }) => ({
    headers: { ...headers, authorization: (headers.authorization as string).replace(from, to) },
  });
const withHeaders =
  (changed: Record<string, string | undefined>): Change =>
  ({ headers }) => ({ headers: { ...headers, ...changed } });

const mismatch =
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";
const unknownKey = "The security token included in the request is invalid.";

const refusals: [string, Change, type: string, message: string | RegExp][] = [
  [
    "no signature",
    withHeaders({ authorization: undefined }),
    "MissingAuthenticationTokenException",
    "Request is missing Authentication Token",
  ],
  [
    "another scheme",
    withHeaders({ authorization: "Bearer abc" }),
    "MissingAuthenticationTokenException",
    "Request is missing Authentication Token",
  ],
  [
    "an Authorization header without its parts",
    withHeaders({ authorization: "AWS4-HMAC-SHA256 Credential=a", "x-amz-date": undefined }),
    "IncompleteSignatureException",
    "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256 Credential=a",
  ],
  [
    "a date in another form",
    withHeaders({ "x-amz-date": "201" }),
    "IncompleteSignatureException",
    "Date must be in ISO-8601 'basic format'. Got '201'. See http://en.wikipedia.org/wiki/ISO_8601",
  ],
  [
    "a host that is not signed",
    authorization(/SignedHeaders=.*?,/, "SignedHeaders=content-type;x-amz-date,"),
    "InvalidSignatureException",
    "'Host' must be a 'SignedHeader' in the AWS Authorization.",
  ],
  [
    "another algorithm",
    authorization("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA25"),
    "IncompleteSignatureException",
    "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA25' (only AWS4-HMAC-SHA256 for now). ",
  ],
  [
    "a credential of four parts",
    authorization(/Credential=[^,]*/, "Credential=a/b/c/d"),
    "IncompleteSignatureException",
    "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b/c/d'",
  ],
  [
    "a credential that is wrong in every part",
    authorization(/Credential=[^,]*/, "Credential=a/b/c/d/e"),
    "InvalidSignatureException",
    /^Credential should be scoped to a valid region, not 'c'\. Credential should be scoped to correct service: 'ecs'\. Credential should be scoped with a valid terminator: 'aws4_request', not 'e'\. Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: 'b' != '(\d{8})', from '\1T\d{6}Z'\.$/,
  ],
  ["an unknown access key", authorization("AKIDEXAMPLE", "AKIDNOBODY"), "UnrecognizedClientException", unknownKey],
  [
    "an access key that is no key at all",
    authorization("AKIDEXAMPLE", "__proto__%00"),
    "UnrecognizedClientException",
    unknownKey,
  ],
  ["a wrong signature", authorization(/Signature=..../, "Signature=0000"), "InvalidSignatureException", mismatch],
  [
    "a signature of another length",
    authorization(/Signature=.*/, "Signature=0"),
    "InvalidSignatureException",
    mismatch,
  ],
  ["a changed body", () => ({ body: Buffer.from('{"maxResults":1}') }), "InvalidSignatureException", mismatch],
  ["a changed signed header", withHeaders({ "x-amz-user-agent": "another" }), "InvalidSignatureException", mismatch],
  ["another path", () => ({ path: "/other/" }), "InvalidSignatureException", mismatch],
  ["a query that was not signed", () => ({ query: "a=1" }), "InvalidSignatureException", mismatch],
  [
    "a session token for a key that has none",
    withHeaders({ "x-amz-security-token": "abc" }),
    "UnrecognizedClientException",
    unknownKey,
  ],
  [
    "signatures in the header and in the query",
    () => ({ query: "X-Amz-Algorithm=AWS4-HMAC-SHA256" }),
    "InvalidSignatureException",
    "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
  ],
  [
    "a query signature without its parts",
    ({ headers }) => ({ headers: { ...headers, authorization: undefined }, query: "X-Amz-Algorithm" }),
    "IncompleteSignatureException",
    "AWS query-string parameters must include 'X-Amz-Algorithm'. AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Signature'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string parameters.",
  ],
];

test.each(refusals)("awsJson refuses %s", async (_, change, type, message) => {
  const request = await signedRequest(speakerOf("ecs"), "ListClusters", {});
  const { handle } = await gateway({ call: () => Promise.reject(new Error("must not be called")) });

  const answer = readAnswer(await handle({ ...request, ...change(request) }));

  expect(answer.status).toBe(400);
  expect(answer.body).toEqual({
    __type: type,
    message: typeof message === "string" ? message : expect.stringMatching(message),
  });
});

test("a request signed by another secret is refused", async () => {
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "another" };
  const request = await signedRequest(speakerOf("ecs"), "ListClusters", {}, { credentials });
  const { handle } = await gateway({ call: async () => ({}) });

  const answer = readAnswer(await handle(request));

  expect(answer).toMatchObject({ status: 400, body: { __type: "InvalidSignatureException", message: mismatch } });
});

test("a temporary key is refused without its token, with another, and after its end", async () => {
  const { handle } = await gateway({ call: async () => ({}) });
  const ask = async (accessKeyId: string, sessionToken?: string) => {
    const credentials = { accessKeyId, secretAccessKey: secret, sessionToken };
    return readAnswer(await handle(await signedRequest(speakerOf("ecs"), "ListClusters", {}, { credentials }))).body;
  };

  expect(await ask(temporary.accessKeyId)).toEqual({ __type: "UnrecognizedClientException", message: unknownKey });
  expect(await ask(temporary.accessKeyId, "another")).toEqual({
    __type: "UnrecognizedClientException",
    message: unknownKey,
  });
  expect(await ask(expired.accessKeyId, expired.token)).toEqual({
    __type: "ExpiredTokenException",
    message: "The security token included in the request is expired",
  });
});

test("a clock that is behind or ahead by more than 15 minutes is told both times", async () => {
  const request = await signedRequest(speakerOf("ecs"), "ListClusters", {});
  const at = signedAt(request);
  const askAt = async (now: number) =>
    readAnswer(await (await gateway({ call: async () => ({}), wall: () => now })).handle(request));

  const behind = await askAt(at + 15 * MINUTE + 1000);
  const ahead = await askAt(at - 15 * MINUTE - 1000);

  expect(behind.body).toEqual({
    __type: "InvalidSignatureException",
    message: `Signature expired: ${basic(at)} is now earlier than ${basic(at + 1000)} (${basic(at + 15 * MINUTE + 1000)} - 15 min.)`,
  });
  expect(ahead.body).toEqual({
    __type: "InvalidSignatureException",
    message: `Signature not yet current: ${basic(at)} is still later than ${basic(at - 1000)} (${basic(at - 15 * MINUTE - 1000)} + 15 min.)`,
  });
  expect((await askAt(at + 15 * MINUTE)).status).toBe(200);
  expect((await askAt(at - 15 * MINUTE)).status).toBe(200);
});

test("of several mistakes the first in AWS's order is told", async () => {
  const { handle } = await gateway({ call: async () => ({}) });
  const good = await signedRequest(speakerOf("ecs"), "ListClusters", {});
  const mistakes: [Change, string][] = [
    [() => ({ body: Buffer.from("{") }), "SerializationException"],
    [withHeaders({ "x-amz-target": "AmazonEC2ContainerServiceV20141113.Nothing" }), "UnknownOperationException"],
    [withHeaders({ "x-amz-date": "201" }), "IncompleteSignatureException"],
    [authorization(/SignedHeaders=.*?,/, "SignedHeaders=a,"), "InvalidSignatureException"],
    [authorization(/Credential=[^,]*/, "Credential=a/b"), "IncompleteSignatureException"],
  ];

  for (const [i, [, type]] of mistakes.entries()) {
    const request = { ...good };
    for (const [change] of mistakes.slice(i)) Object.assign(request, change(request));
    expect(readAnswer(await handle(request)).body.__type, `${i}`).toBe(type);
  }
});

test("Query answers the same refusals as XML, with codes and statuses of its own", async () => {
  const { handle } = await gateway({ call: async () => ({}) });
  const request = await signedRequest(speakerOf("sts"), "GetCallerIdentity", {});
  const ask = async (change: Change) => {
    const { status, body } = readAnswer(await handle({ ...request, ...change(request) }));
    expect(body).toContain('<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">');
    return [status, ...xmlError(body)!];
  };

  expect(await ask(withHeaders({ authorization: undefined }))).toEqual([
    403,
    "Sender",
    "MissingAuthenticationToken",
    "Request is missing Authentication Token",
  ]);
  expect(await ask(authorization("AKIDEXAMPLE", "AKIDNOBODY"))).toEqual([
    403,
    "Sender",
    "InvalidClientTokenId",
    unknownKey,
  ]);
  expect(await ask(authorization(/Signature=..../, "Signature=0000"))).toEqual([
    403,
    "Sender",
    "SignatureDoesNotMatch",
    mismatch,
  ]);
  expect(await ask(authorization(/Credential=[^,]*/, "Credential=a/b"))).toEqual([
    400,
    "Sender",
    "IncompleteSignature",
    "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b'",
  ]);
});

test("the SDK knows the refusals by name", async () => {
  const address = await endpoint({ call: async () => ({}) });
  const client = new STSClient({
    ...settings,
    credentials: { accessKeyId: "AKIDNOBODY", secretAccessKey: secret },
    endpoint: address,
  });

  const refused = client.send(new GetCallerIdentityCommand({}));

  await expect(refused).rejects.toMatchObject({ name: "InvalidClientTokenId", message: unknownKey });
});
