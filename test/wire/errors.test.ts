import { InvalidParameterCombinationException, ResourceNotFound } from "@aws-sdk/client-cloudwatch";
import { ClusterNotFoundException } from "@aws-sdk/client-ecs";
import { ListenerNotFoundException } from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect, test } from "vitest";
import { AwsError } from "../../server/sandbox/services/aws-error.ts";
import type { Catalog, ServiceId } from "../../server/sandbox/services/operation.ts";
import { createGateway } from "../../server/sandbox/wire/gateway.ts";
import { requestHandler } from "../../server/sandbox/wire/in-process.ts";
import {
  commandOf,
  everyOperation,
  gateway,
  identity,
  inProcess,
  readAnswer,
  secret,
  settings,
  signedRequest,
  speakerOf,
  xmlError,
} from "./support.ts";

/** An error of this wire name. */
function awsError(name: string, message: string, more: Partial<AwsError> & Record<string, unknown> = {}): AwsError {
  class Named extends AwsError {
    override readonly name = name;
  }
  return Object.assign(new Named(message), more);
}

/** What the service answers over a protocol when the operation throws this error. */
async function thrown(
  error: AwsError,
  service: ServiceId,
  protocol: string,
  operation: string,
  input: object,
  headers: object = {},
) {
  const { handle } = await gateway({ call: () => Promise.reject(error) });
  const request = await signedRequest(speakerOf(service, protocol), operation, input);
  const answer = readAnswer(await handle({ ...request, headers: { ...request.headers, ...headers } }));
  expect(answer.headers["x-amzn-requestid"]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  return answer;
}

const combination = awsError("InvalidParameterCombinationException", "One or the other.");
const noAlarm = awsError("ResourceNotFound", "");
const setAlarmState = ["SetAlarmState", { AlarmName: "a", StateValue: "OK", StateReason: "r" }] as const;

test("an error of Amazon ECS is a bare name and a small message, 400 where the schema has no status", async () => {
  const answer = await thrown(
    awsError("ClusterNotFoundException", "Cluster not found."),
    "ecs",
    "Json",
    "ListClusters",
    {},
  );

  expect(answer).toMatchObject({ status: 400, headers: { "content-type": "application/x-amz-json-1.1" } });
  expect(answer.body).toEqual({ __type: "ClusterNotFoundException", message: "Cluster not found." });
});

test("a fault of the service is 500", async () => {
  const answer = await thrown(awsError("ServerException", "x"), "ecs", "Json", "ListClusters", {});

  expect(answer.status).toBe(500);
});

test("Application Auto Scaling spells Message large, also for names its schemas do not have", async () => {
  const ask = (name: string) =>
    thrown(awsError(name, "Account is not authorized"), "application-autoscaling", "Json", "DescribeScalableTargets", {
      ServiceNamespace: "ecs",
    });

  expect((await ask("ValidationException")).body).toEqual({
    __type: "ValidationException",
    Message: "Account is not authorized",
  });
  expect((await ask("AccessDeniedException")).body).toEqual({
    __type: "AccessDeniedException",
    Message: "Account is not authorized",
  });
});

test("what an error carries besides its message is written too", async () => {
  const error = awsError("ResourceNotFoundException", "No.", { ResourceName: "arn:x" });

  const answer = await thrown(error, "application-autoscaling", "Json", "ListTagsForResource", {
    ResourceARN: "arn:x",
  });

  expect(answer).toMatchObject({
    status: 404,
    body: { __type: "ResourceNotFoundException", Message: "No.", ResourceName: "arn:x" },
  });
});

test("CloudWatch names its errors as recorded, over JSON and CBOR", async () => {
  for (const protocol of ["Json", "cbor"]) {
    const wrong = await thrown(combination, "cloudwatch", protocol, ...setAlarmState);
    const missing = await thrown(noAlarm, "cloudwatch", protocol, ...setAlarmState);

    expect(wrong.status).toBe(400);
    expect(wrong.body).toEqual({
      __type: "com.amazon.coral.service#InvalidParameterCombinationException",
      message: "One or the other.",
    });
    expect(missing.status).toBe(404);
    expect(missing.body).toEqual({ __type: "com.amazonaws.cloudwatch.v2010_08_01#ResourceNotFound", message: "" });
  }
});

test("the Query code is told beside the error to those who ask", async () => {
  const asked = await thrown(combination, "cloudwatch", "Json", ...setAlarmState);
  const notAsked = await thrown(combination, "cloudwatch", "cbor", ...setAlarmState, {
    "x-amzn-query-mode": undefined,
  });

  expect(asked.headers["x-amzn-query-error"]).toBe("InvalidParameterCombination;Sender");
  expect(notAsked.headers).not.toHaveProperty("x-amzn-query-error");
});

test("a Query error is XML with the service's namespace and the schema's code and status", async () => {
  const answer = await thrown(noAlarm, "cloudwatch", "query", ...setAlarmState);

  expect(answer).toMatchObject({ status: 404, headers: { "content-type": "text/xml" } });
  expect(answer.body).toBe(
    [
      '<ErrorResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/">',
      "  <Error>",
      "    <Type>Sender</Type>",
      "    <Code>ResourceNotFound</Code>",
      "    <Message/>",
      "  </Error>",
      `  <RequestId>${answer.headers["x-amzn-requestid"]}</RequestId>`,
      "</ErrorResponse>\n",
    ].join("\n"),
  );
});

test("a Query error outside the schemas keeps the status and code of its class", async () => {
  const error = awsError("AccessDenied", "The provided tag keys must not start", { status: 403 });

  const answer = await thrown(error, "cloudwatch", "query", ...setAlarmState);

  expect([answer.status, ...xmlError(answer.body)!]).toEqual([
    403,
    "Sender",
    "AccessDenied",
    "The provided tag keys must not start",
  ]);
});

test("SDK clients get their own exceptions on every protocol", async () => {
  const ask = async (service: ServiceId, protocol: string, error: AwsError, operation: string, input: object) => {
    const speaker = speakerOf(service, protocol);
    const client = await inProcess(speaker, () => Promise.reject(error));
    return client.send(commandOf(speaker, operation, input)).catch((it) => it);
  };

  const cluster = await ask(
    "ecs",
    "Json",
    awsError("ClusterNotFoundException", "Cluster not found."),
    "ListClusters",
    {},
  );
  const listener = await ask(
    "elasticloadbalancing",
    "query",
    awsError("ListenerNotFoundException", "One or more"),
    "DescribeListeners",
    {},
  );

  expect(cluster).toBeInstanceOf(ClusterNotFoundException);
  expect(cluster.message).toBe("Cluster not found.");
  expect(listener).toBeInstanceOf(ListenerNotFoundException);
  for (const protocol of ["Json", "cbor", "query"]) {
    expect(await ask("cloudwatch", protocol, combination, ...setAlarmState), protocol).toBeInstanceOf(
      InvalidParameterCombinationException,
    );
    expect(await ask("cloudwatch", protocol, noAlarm, ...setAlarmState), protocol).toBeInstanceOf(ResourceNotFound);
  }
});

test("an operation that the sandbox does not have is refused by name", async () => {
  const empty = {
    ecs: {},
    "application-autoscaling": {},
    cloudwatch: {},
    elasticloadbalancing: {},
    iam: {},
    sts: {},
  } satisfies Catalog;
  const { handle } = await gateway({ call: async () => ({}), catalog: empty });

  const json = readAnswer(
    await handle(
      await signedRequest(speakerOf("ecs"), "CreateTaskSet", { service: "s", cluster: "c", taskDefinition: "t" }),
    ),
  );
  const query = readAnswer(await handle(await signedRequest(speakerOf("sts"), "GetSessionToken", {})));

  expect(json.status).toBe(400);
  expect(json.body).toEqual({
    __type: "UnknownOperationException",
    message: "The sandbox does not have CreateTaskSet of Amazon ECS.",
  });
  expect([query.status, ...xmlError(query.body)!]).toEqual([
    400,
    "Sender",
    "InvalidAction",
    "The sandbox does not have GetSessionToken of AWS STS.",
  ]);
});

test("an operation of a service that the sandbox lacks is named, with the service for which it is signed", async () => {
  const { handle } = await gateway({ call: async () => ({}) });
  const json = await signedRequest(speakerOf("ecs"), "ListClusters", {});
  const authorization = String(json.headers.authorization).replace("/ecs/", "/sns/");
  const sentence = "The sandbox does not have ListTopics: there is no service sns in it.";

  const form = await handle({
    ...json,
    headers: { authorization, "content-type": "application/x-www-form-urlencoded" },
    body: Buffer.from("Action=ListTopics&Version=2010-03-31"),
  });
  expect(xmlError(readAnswer(form).body)).toEqual(["Sender", "InvalidAction", sentence]);

  const target = await handle({
    ...json,
    headers: { ...json.headers, authorization, "x-amz-target": "Topics_2010.ListTopics" },
  });
  expect(readAnswer(target)).toMatchObject({ body: { __type: "UnknownOperationException", message: sentence } });
});

test.each([
  ["s3", "GET", "/aws/"],
  ["route53", "GET", "/aws/2013-04-01/hostedzone"],
  ["lambda", "GET", "/aws/2015-03-31/functions/"],
  ["eks", "POST", "/aws/clusters"],
])(
  "a REST client of %s is told that there is no such service, in the form that it reads",
  async (name, method, path) => {
    const { handle } = await gateway({ call: async () => ({}) });
    const json = await signedRequest(speakerOf("ecs"), "ListClusters", {});
    const headers = { authorization: String(json.headers.authorization).replace("/ecs/", `/${name}/`) };
    const sentence = `The sandbox does not have this operation: there is no service ${name} in it.`;

    const { body } = readAnswer(await handle({ ...json, method, path, headers }));

    if (typeof body === "string") expect(xmlError(body)).toEqual(["Sender", "InvalidAction", sentence]);
    else expect(body).toEqual({ __type: "UnknownOperationException", message: sentence });
  },
);

test("an operation that AWS does not have is unknown", async () => {
  const { handle } = await gateway({ call: async () => ({}) });
  const json = await signedRequest(speakerOf("ecs"), "ListClusters", {});
  const target = (name: string) => handle({ ...json, headers: { ...json.headers, "x-amz-target": name } });
  const form = (body: string) =>
    handle({ ...json, headers: { "content-type": "application/x-www-form-urlencoded" }, body: Buffer.from(body) });

  for (const name of [
    "AmazonEC2ContainerServiceV20141113.constructor",
    "AmazonEC2ContainerServiceV20141113",
    "Elsewhere_2012.List",
    "",
    "a.b.c",
  ]) {
    const { status, body } = readAnswer(await target(name));
    expect([status, body], name).toEqual([400, { __type: "UnknownOperationException", message: "" }]);
  }
  const xml = async (body: string) => xmlError(readAnswer(await form(body)).body)!;
  expect(await xml("Action=Nothing&Version=2011-06-15")).toEqual([
    "Sender",
    "InvalidAction",
    "Could not find operation Nothing for version 2011-06-15",
  ]);
  expect(await xml("Action=ListTopics&Version=2010-03-31")).toEqual([
    "Sender",
    "InvalidAction",
    "Could not find operation ListTopics for version 2010-03-31",
  ]);
  expect(await xml("Action=GetCallerIdentity")).toEqual([
    "Sender",
    "InvalidAction",
    "Could not find operation GetCallerIdentity for version NO_VERSION_SPECIFIED",
  ]);
  expect(await xml("Version=2011-06-15")).toEqual(["Sender", "MissingAction", "Missing Action"]);
});

test("a browser's visit is no request to AWS", async () => {
  const { handle } = await gateway({ call: async () => ({}) });

  const answer = await handle({
    method: "GET",
    path: "/aws",
    query: "",
    headers: { host: "localhost" },
    body: new Uint8Array(),
    hosts: [],
  });

  expect(answer.status).toBe(404);
  expect(Buffer.from(answer.body).toString()).toBe("<UnknownOperationException/>\n");
});

test("a mistake of ours is a fault of the service with a request id, told to whoever listens and to nobody else", async () => {
  const bugs: unknown[] = [];
  const { handle } = createGateway({
    catalog: await everyOperation(),
    call: () => Promise.reject(new TypeError("secret thoughts")),
    keys: async () => ({ ...identity, secret }),
    wall: Date.now,
    onBug: (error, at) => bugs.push({ error, ...at }),
  });
  const ask = async (service: ServiceId, operation: string) =>
    readAnswer(await handle(await signedRequest(speakerOf(service), operation, {})));

  const json = await ask("ecs", "ListClusters");
  const query = await ask("sts", "GetCallerIdentity");

  const message = "The request processing has failed because of an unknown error, exception or failure.";
  expect(json).toMatchObject({ status: 500, body: { __type: "ServerException", message } });
  expect([query.status, ...xmlError(query.body)!]).toEqual([500, "Receiver", "InternalFailure", message]);
  expect(bugs).toEqual([
    {
      error: new TypeError("secret thoughts"),
      service: "ecs",
      operation: "ListClusters",
      accountId: "111122223333",
      requestId: json.headers["x-amzn-requestid"],
    },
    {
      error: new TypeError("secret thoughts"),
      service: "sts",
      operation: "GetCallerIdentity",
      accountId: "111122223333",
      requestId: query.headers["x-amzn-requestid"],
    },
  ]);
});

test("in process the Region is the client's own, and a client need not sign", async () => {
  const regions: string[] = [];
  const parts = {
    catalog: await everyOperation(),
    identity,
    call: async ({ region }: { region: string }) => void regions.push(region),
  };
  const speaker = speakerOf("ecs");
  const signing = speaker.client({ ...settings, region: "sa-east-1", requestHandler: requestHandler(parts) });
  const unsigned = speaker.client({
    ...settings,
    requestHandler: requestHandler({ ...parts, region: "eu-north-1" }),
    signer: { sign: async (request: unknown) => request },
  });

  await signing.send(commandOf(speaker, "ListClusters", {}));
  await unsigned.send(commandOf(speaker, "ListClusters", {}));

  expect(regions).toEqual(["sa-east-1", "eu-north-1"]);
});
