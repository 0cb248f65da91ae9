import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as scaling from "@aws-sdk/client-application-auto-scaling";
import * as cloudwatch from "@aws-sdk/client-cloudwatch";
import * as ecs from "@aws-sdk/client-ecs";
import * as elb from "@aws-sdk/client-elastic-load-balancing-v2";
import * as iam from "@aws-sdk/client-iam";
import * as sts from "@aws-sdk/client-sts";
import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from "@aws-sdk/core/protocols";
import { onTestFinished } from "vitest";
import type { Catalog, Operation, ServiceId } from "../../server/sandbox/services/operation.ts";
import { parseCbor } from "../../server/sandbox/wire/cbor.ts";
import {
  type AccessKey,
  createGateway,
  type WireRequest,
  type WireResponse,
} from "../../server/sandbox/wire/gateway.ts";
import { requestHandler } from "../../server/sandbox/wire/in-process.ts";
import type { Call } from "../../server/sandbox/wire/perform.ts";
import { shapesOf } from "../../server/sandbox/wire/schemas.ts";

export const serviceIds = [
  "ecs",
  "application-autoscaling",
  "cloudwatch",
  "elasticloadbalancing",
  "iam",
  "sts",
] as const satisfies ServiceId[];

export const identity = {
  accountId: "111122223333",
  principal: "arn:aws:iam::111122223333:user/participant",
  userId: "AIDAQAAAAAAAMEZHRHAHY",
};
export const secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
export const temporary = { accessKeyId: "ASIATEMPORARY", token: "FwoGZXIvYXdzEBYaDEXAMPLE" };
export const expired = { accessKeyId: "ASIAEXPIRED", token: "FwoGZXIvYXdzEXPIRED" };

const keys: Record<string, AccessKey> = {
  AKIDEXAMPLE: { ...identity, secret },
  AKIDOTHER: { ...identity, accountId: "444455556666", secret },
  [temporary.accessKeyId]: { ...identity, secret, token: temporary.token },
  [expired.accessKeyId]: { ...identity, secret, token: expired.token, expiresAt: 0 },
};

/** A catalog in which every operation of every service exists; what it does is up to `call`. */
export async function everyOperation(special: Partial<Operation> = {}): Promise<Catalog> {
  const entries = await Promise.all(
    serviceIds.map(async (id) => {
      const { operationNames } = await shapesOf(id);
      return [id, Object.fromEntries(operationNames.map((name) => [name, { run: () => ({}), ...special }]))];
    }),
  );
  return Object.fromEntries(entries) as Catalog;
}

/** A gateway that knows the keys above; what it thinks is a bug fails the test that made it. */
export async function gateway({
  call,
  catalog,
  wall = Date.now,
}: {
  call: Call;
  catalog?: Catalog;
  wall?: () => number;
}) {
  const bugs: unknown[] = [];
  onTestFinished(() => {
    if (bugs.length > 0) throw bugs[0];
  });
  return createGateway({
    catalog: catalog ?? (await everyOperation()),
    call,
    keys: async (id) => keys[id],
    wall,
    onBug: (error) => bugs.push(error),
  });
}

/** A gateway behind a real HTTP server on a free port; gives the endpoint's address. */
export async function endpoint(parts: {
  call: Call;
  catalog?: Catalog;
  wall?: () => number;
  hosts?: string[];
}): Promise<string> {
  const { handle } = await gateway(parts);
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const [path = "/", query = ""] = req.url!.split("?");
    const answer = await handle({
      method: req.method!,
      path,
      query,
      headers: req.headers,
      body: Buffer.concat(chunks),
      hosts: parts.hosts ?? [],
    });
    res.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/aws`;
}

type Client = { send(command: unknown): Promise<Record<string, unknown>> };
type Speaker = {
  service: ServiceId;
  protocol: string;
  client(config: object): Client;
  package: Record<string, unknown>;
};

const cloudwatchProtocol = (protocol: unknown) => (config: object) =>
  new cloudwatch.CloudWatchClient({ ...config, protocol } as cloudwatch.CloudWatchClientConfig) as unknown as Client;

/** Each covered service in each protocol that it speaks. */
export const speakers: Speaker[] = [
  {
    service: "ecs",
    protocol: "awsJson 1.1",
    client: (config) => new ecs.ECSClient(config) as unknown as Client,
    package: ecs,
  },
  {
    service: "application-autoscaling",
    protocol: "awsJson 1.1",
    client: (config) => new scaling.ApplicationAutoScalingClient(config) as unknown as Client,
    package: scaling,
  },
  {
    service: "cloudwatch",
    protocol: "awsJson 1.0",
    client: (config) => new cloudwatch.CloudWatchClient(config) as unknown as Client,
    package: cloudwatch,
  },
  {
    service: "cloudwatch",
    protocol: "rpc-v2-cbor",
    client: cloudwatchProtocol(AwsSmithyRpcV2CborProtocol),
    package: cloudwatch,
  },
  { service: "cloudwatch", protocol: "query", client: cloudwatchProtocol(AwsQueryProtocol), package: cloudwatch },
  {
    service: "elasticloadbalancing",
    protocol: "query",
    client: (config) => new elb.ElasticLoadBalancingV2Client(config) as unknown as Client,
    package: elb,
  },
  {
    service: "iam",
    protocol: "query",
    client: (config) => new iam.IAMClient(config) as unknown as Client,
    package: iam,
  },
  {
    service: "sts",
    protocol: "query",
    client: (config) => new sts.STSClient(config) as unknown as Client,
    package: sts,
  },
];

export const settings = {
  region: "us-east-1",
  credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: secret },
  maxAttempts: 1,
};

/** A client whose requests never leave the process. */
export async function inProcess(speaker: Speaker, call: Call, catalog?: Catalog): Promise<Client> {
  const handler = requestHandler({ call, catalog: catalog ?? (await everyOperation()), identity });
  return speaker.client({ ...settings, requestHandler: handler, endpoint: "http://sandbox.internal" });
}

/** A command of a client package by the operation's name. */
export function commandOf(speaker: Speaker, operation: string, input: object): unknown {
  const Command = speaker.package[`${operation}Command`] as new (input: object) => unknown;
  return new Command(input);
}

export const speakerOf = (service: ServiceId, protocol = "") =>
  speakers.find((it) => it.service === service && it.protocol.includes(protocol))!;

/** A request exactly as the client would send it, signed and not sent. */
export async function signedRequest(
  speaker: Speaker,
  operation: string,
  input: object,
  config: object = {},
): Promise<WireRequest> {
  let captured: WireRequest | undefined;
  const requestHandler = {
    metadata: { handlerProtocol: "http/1.1" },
    async handle({
      method,
      path,
      headers,
      body,
    }: {
      method: string;
      path: string;
      headers: Record<string, string>;
      body: Uint8Array | string;
    }) {
      const bytes =
        typeof body === "string" ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
      captured = { method, path, query: "", headers, body: Buffer.from(bytes.toString("latin1"), "latin1"), hosts: [] };
      throw new Error("captured");
    },
  };
  const client = speaker.client({ ...settings, endpoint: "http://127.0.0.1:4599/aws", requestHandler, ...config });
  await client.send(commandOf(speaker, operation, input)).catch(() => {});
  return captured!;
}

/** Status, headers and parsed body of an answer. */
export function readAnswer({ status, headers, body }: WireResponse) {
  const text = Buffer.from(body).toString("utf8");
  const type = headers["content-type"]!;
  return {
    status,
    headers,
    body: type.includes("json") ? JSON.parse(text) : type.includes("cbor") ? parseCbor(body) : text,
  };
}

/** What a Query error says: type, code and message. */
export const xmlError = (text: string) =>
  /<Type>(.*)<\/Type>\s*<Code>(.*)<\/Code>\s*<Message>(.*)<\/Message>/.exec(text)?.slice(1);
