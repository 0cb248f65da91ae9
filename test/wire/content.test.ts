import { gzipSync } from "node:zlib";
import { PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import { limits } from "../../server/limits.ts";
import type { ServiceId } from "../../server/sandbox/services/operation.ts";
import { createGateway, type OperationCall, type WireRequest } from "../../server/sandbox/wire/gateway.ts";
import { performer } from "../../server/sandbox/wire/perform.ts";
import {
  endpoint,
  everyOperation,
  identity,
  readAnswer,
  settings,
  signedRequest,
  speakerOf,
  xmlError,
} from "./support.ts";

/** Sends a body of our own making; nothing is signed, everything else is as over HTTP. */
async function sent(request: Partial<WireRequest> & { headers: Record<string, string> }, body: string | Uint8Array) {
  const calls: OperationCall[] = [];
  const perform = performer({ catalog: await everyOperation(), call: async (call) => void calls.push(call) }, () => ({
    ...identity,
    region: "us-east-1",
  }));
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const answer = await perform({ method: "POST", path: "/", query: "", hosts: [], body: bytes, ...request });
  return { ...readAnswer(answer), input: calls[0]?.input, calls };
}

const json = (target: string, more: Record<string, string> = {}) => ({
  headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": target, ...more },
});
const ecs = (operation: string) => json(`AmazonEC2ContainerServiceV20141113.${operation}`);
const scaling = (operation: string) => json(`AnyScaleFrontendService.${operation}`);
const cloudwatch = (operation: string) => json(`GraniteServiceVersion20100801.${operation}`);
const form = { headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" } };
const cbor = (operation: string) => ({
  path: `/aws/service/GraniteServiceVersion20100801/operation/${operation}`,
  headers: { "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor" },
});

test.each([["{"], [""], ["\u0000"], ["{'a':1}"], ['{"a":1}{'], ["[[[["]])(
  "JSON that is none, %j, cannot be read",
  async (body) => {
    const answer = await sent(ecs("ListClusters"), body);

    expect(answer).toMatchObject({ status: 400, body: { __type: "SerializationException" }, calls: [] });
  },
);

test.each([
  [
    "a number for a string",
    ecs("DescribeServices"),
    '{"cluster":23,"services":["a"]}',
    "NUMBER_VALUE cannot be converted to String",
  ],
  [
    "a fraction for a string",
    ecs("DescribeServices"),
    '{"cluster":0.5,"services":["a"]}',
    "DECIMAL_VALUE cannot be converted to String",
  ],
  [
    "a truth for a string",
    ecs("DescribeServices"),
    '{"cluster":true,"services":["a"]}',
    "TRUE_VALUE cannot be converted to String",
  ],
  [
    "a list for a string",
    ecs("DescribeServices"),
    '{"cluster":[],"services":["a"]}',
    "Unrecognized collection type class java.lang.String",
  ],
  [
    "an object for a string",
    ecs("DescribeServices"),
    '{"cluster":{},"services":["a"]}',
    "Start of structure or map found where not expected",
  ],
  ["a string for a list", ecs("DescribeServices"), '{"services":"a"}', "Unexpected field type"],
  [
    "an object for a list",
    ecs("DescribeServices"),
    '{"services":{}}',
    "Start of structure or map found where not expected",
  ],
  [
    "a string for a number",
    ecs("UpdateService"),
    '{"service":"s","desiredCount":"1"}',
    "STRING_VALUE cannot be converted to Integer",
  ],
  [
    "a string for a boolean",
    ecs("UpdateService"),
    '{"service":"s","forceNewDeployment":"x"}',
    "Unexpected token received from parser",
  ],
  [
    "a number for a boolean",
    ecs("UpdateService"),
    '{"service":"s","forceNewDeployment":1}',
    "NUMBER_VALUE cannot be converted to Boolean",
  ],
  ["a string for a structure", scaling("RegisterScalableTarget"), '{"SuspendedState":"x"}', "Unexpected field type"],
  ["a list for a map", scaling("TagResource"), '{"ResourceARN":"a","Tags":[]}', ""],
  ["a list for the whole input", ecs("ListClusters"), "[]", ""],
  ["a number beyond 32 bits", ecs("UpdateService"), '{"service":"s","desiredCount":2147483648}', ""],
  ["a date beyond the calendar", cloudwatch("DescribeAlarmHistory"), '{"StartDate":1e300}', ""],
])("%s is no such value", async (_, request, body, message) => {
  const answer = await sent(request, body);

  expect(answer).toMatchObject({ status: 400, calls: [] });
  expect(answer.body.__type).toMatch(/(^|#)SerializationException$/);
  expect(answer.body.Message).toBe(message);
});

test("unknown members and nulls are dropped, whole numbers lose a fraction, times may be numbers or text", async () => {
  const service = await sent(
    ecs("UpdateService"),
    '{"service":"s","desiredCount":2.9,"cluster":null,"unknown":{"a":[1]},"__proto__":{"x":1}}',
  );
  const history = await sent(
    cloudwatch("DescribeAlarmHistory"),
    '{"StartDate":1700000000.123,"EndDate":"2026-01-01T00:00:00Z"}',
  );

  expect(service.input).toEqual({ service: "s", desiredCount: 2 });
  expect(history.input).toEqual({ StartDate: new Date(1_700_000_000_123), EndDate: new Date("2026-01-01T00:00:00Z") });
});

test("an item of a list that is null is missing", async () => {
  const answer = await sent(ecs("DescribeServices"), '{"services":["s",null]}');

  expect(answer.body).toEqual({
    __type: "InvalidParameterException",
    message:
      "1 validation error detected: Value null at 'services.2.member' failed to satisfy constraint: Member must not be null",
  });
});

test("a map's key is only a key", async () => {
  const { input } = await sent(
    scaling("TagResource"),
    '{"ResourceARN":"a","Tags":{"__proto__":"x","constructor":"y"}}',
  );

  expect(Object.entries(input!.Tags as object)).toEqual([
    ["__proto__", "x"],
    ["constructor", "y"],
  ]);
});

test("members are written in alphabetical order and an operation without output as an empty object", async () => {
  const perform = performer(
    {
      catalog: await everyOperation(),
      call: async () => ({
        ScalableTargets: [{ ResourceId: "r", MaxCapacity: 5, CreationTime: new Date(1_789_609_100_153) }],
      }),
    },
    () => ({ ...identity, region: "us-east-1" }),
  );
  const described = await perform({
    method: "POST",
    path: "/",
    query: "",
    hosts: [],
    body: Buffer.from('{"ServiceNamespace":"ecs"}'),
    ...scaling("DescribeScalableTargets"),
  });
  const nothing = await sent(cloudwatch("DeleteAlarms"), '{"AlarmNames":["a"]}');

  expect(Buffer.from(described.body).toString()).toBe(
    '{"ScalableTargets":[{"CreationTime":1789609100.153,"MaxCapacity":5,"ResourceId":"r"}]}',
  );
  expect(nothing).toMatchObject({ status: 200, body: {} });
});

test("lists and structures of a form come by number, in the numbers' order", async () => {
  const dimension = (i: number, name: string) => `Dimensions.member.${i}.Name=${name}&Dimensions.member.${i}.Value=v`;

  const { input } = await sent(
    form,
    `Action=ListMetrics&Version=2010-08-01&${dimension(2, "b")}&${dimension(1, "a%26+%C3%BC")}&RecentlyActive=`,
  );

  expect(input).toEqual({
    Dimensions: [
      { Name: "a& ü", Value: "v" },
      { Name: "b", Value: "v" },
    ],
    RecentlyActive: "",
  });
});

const indices: [indices: string[], answer: object | string][] = [
  [["01"], { AlarmNames: ["01"] }],
  [["3", "1", "2"], { AlarmNames: ["1", "2", "3"] }],
  [["11"], "Member must not be null"],
  [["1", "8", "15"], "Member must not be null"],
  [["12"], "Excessively sparse input would skip 11 list elements"],
  [["12", "1"], "Excessively sparse input would skip 11 list elements"],
  [["1", "22", "43"], "Excessively sparse input would skip 21 list elements"],
  [["1", "2", "3", "14"], "Excessively sparse input would skip 11 list elements"],
  [["999999999"], "Excessively sparse input would skip 999999998 list elements"],
  [["+1"], "Start of list found where not expected"],
  [["one"], "Start of list found where not expected"],
  [["9999999999"], "Start of list found where not expected"],
  [["0"], "0 is not a valid index"],
  [["-1"], "Key -1 may not have a leading '-'"],
];

test.each(indices)("the items of a list come by their numbers, as recorded: %j", async (names, expected) => {
  const list = names.map((it) => `&AlarmNames.member.${encodeURIComponent(it)}=${encodeURIComponent(it)}`).join("");

  const answer = await sent(form, `Action=DeleteAlarms&Version=2010-08-01${list}`);

  if (typeof expected === "object") expect(answer.input).toEqual(expected);
  else {
    expect(answer.status).toBe(400);
    expect(answer.body).toContain(`${expected.replace("<", "&lt;")}</Message>`);
  }
});

test.each(["true", "TRUE", "1", "false", "0"])("a boolean of a form may be written %s", async (text) => {
  const { input } = await sent(
    form,
    `Action=PutMetricData&Version=2010-08-01&Namespace=N&StrictEntityValidation=${text}`,
  );

  expect(input).toEqual({ Namespace: "N", StrictEntityValidation: /^(true|1)$/i.test(text) });
});

test("an empty list in a form is an empty list", async () => {
  const { input } = await sent(form, "Action=DescribeLoadBalancers&Version=2015-12-01&Names=");

  expect(input).toEqual({ Names: [] });
});

test("maps of a form come as entries", async () => {
  const entity = "EntityMetricData.member.1.Entity.Attributes";
  const entries = `${entity}.entry.1.key=a.b&${entity}.entry.1.value=1&${entity}.entry.2.key=c&${entity}.entry.2.value=`;

  const { input } = await sent(form, `Action=PutMetricData&Version=2010-08-01&Namespace=N&${entries}`);

  expect(input).toEqual({ Namespace: "N", EntityMetricData: [{ Entity: { Attributes: { "a.b": "1", c: "" } } }] });
});

test.each(["900", "0900", "+900"])("an integer of a form may be written %j", async (text) => {
  const { input } = await sent(
    form,
    `Action=GetSessionToken&Version=2011-06-15&DurationSeconds=${encodeURIComponent(text)}`,
  );

  expect(input).toEqual({ DurationSeconds: 900 });
});

test.each([" 900 ", "\t900\n", "900.0", "9e2", "2147483648", "", "x"])(
  "an integer of a form may not be written %j",
  async (text) => {
    const answer = await sent(
      form,
      `Action=GetSessionToken&Version=2011-06-15&DurationSeconds=${encodeURIComponent(text)}`,
    );

    expect(answer.status).toBe(400);
    expect(answer.body).toContain("<Code>MalformedInput</Code>");
  },
);

test("a query string can be a request of the Query protocol", async () => {
  const answer = await sent({ method: "GET", query: "Action=GetCallerIdentity&Version=2011-06-15", headers: {} }, "");

  expect(answer).toMatchObject({ status: 200, calls: [{ service: "sts", operation: "GetCallerIdentity" }] });
});

test("an answer in XML has a result only where the operation has an output", async () => {
  const identityAnswer = await sent(form, "Action=GetCallerIdentity&Version=2011-06-15");
  const without = await sent(form, "Action=DeleteAlarms&Version=2010-08-01&AlarmNames.member.1=a");

  const id = identityAnswer.headers["x-amzn-requestid"];
  expect(identityAnswer.body).toBe(
    `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult/><ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata></GetCallerIdentityResponse>\n`,
  );
  expect(without.body).not.toContain("Result");
});

test.each([
  ["nothing where something should be", [0xa1]],
  ["an unfinished text", [0xa1, 0x69, 0x41]],
  ["a list of four billion", [0xa1, 0x61, 0x61, 0x9a, 0xff, 0xff, 0xff, 0xff]],
  ["a text longer than the request", [0xa1, 0x61, 0x61, 0x7b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
  ["a decimal of a billion digits", [0xa1, 0x61, 0x61, 0xc4, 0x82, 0x1a, 0x0f, 0xff, 0xff, 0xff, 0x01]],
  ["a big number", [0xa1, 0x61, 0x61, 0xc2, 0x41, 0x01]],
  ["a thousand lists in each other", [0xa1, 0x61, 0x61, ...Array(1000).fill(0x81), 0x00]],
  ["something after the end", [0xa0, 0xa0]],
  ["a list", [0x80]],
  ["a lone break", [0xff]],
])("CBOR that holds %s cannot be read", async (_, bytes) => {
  const answer = await sent(cbor("DescribeAlarms"), Uint8Array.from(bytes));

  expect(answer).toMatchObject({
    status: 400,
    calls: [],
    body: { __type: "com.amazon.coral.service#SerializationException" },
  });
});

test("CBOR of indefinite length, half floats, tagged and untagged times are read (RFC 8949, appendix A)", async () => {
  const text = (it: string) => [0x60 + it.length, ...Buffer.from(it)];
  const start = [...text("StartDate"), 0xc1, 0xfb, 0x41, 0xd4, 0x52, 0xd9, 0xec, 0x20, 0x00, 0x00]; // 1(1363896240.5)
  const end = [...text("EndDate"), 0xc1, 0x1a, 0x51, 0x4b, 0x67, 0xb0]; // 1(1363896240)
  const name = [...text("AlarmName"), 0x7f, ...text("strea"), ...text("ming"), 0xff];
  const bytes = [0xbf, ...start, ...end, ...name, ...text("MaxRecords"), 0xf9, 0x3e, 0x00, 0xff]; // 1.5

  const { input } = await sent(cbor("DescribeAlarmHistory"), Uint8Array.from(bytes));

  expect(input).toEqual({
    StartDate: new Date(1_363_896_240_500),
    EndDate: new Date(1_363_896_240_000),
    AlarmName: "streaming",
    MaxRecords: 1,
  });
});

test("an RPC without content is an empty input", async () => {
  const { input, headers } = await sent(cbor("DescribeAlarms"), "");

  expect(input).toEqual({});
  expect(headers).toMatchObject({ "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor" });
});

test("the SDK's compressed PutMetricData arrives whole", async () => {
  const calls: OperationCall[] = [];
  const address = await endpoint({ call: async (call) => void calls.push(call) });
  const client = speakerOf("cloudwatch", "Json").client({ ...settings, endpoint: address });
  const MetricData = Array.from({ length: 300 }, (_, i) => ({ MetricName: `m${i}`, Value: i / 3 }));

  await client.send(new PutMetricDataCommand({ Namespace: "N", MetricData }));

  expect(calls).toMatchObject([{ operation: "PutMetricData", input: { Namespace: "N", MetricData } }]);
});

test("compressed content that is none, is cut off, or bursts is refused", async () => {
  const { headers } = cloudwatch("PutMetricData");
  const compressed = { headers: { ...headers, "content-encoding": "gzip" } };
  const content = gzipSync('{"Namespace":"N"}');

  const fine = await sent(compressed, content);
  const none = await sent(compressed, "no gzip");
  const cut = await sent(compressed, content.subarray(0, -9));
  const bomb = await sent(compressed, gzipSync(Buffer.alloc(limits.awsUnpackedBytes + 1, 0x20)));

  expect([fine.status, none.status, cut.status, bomb.status]).toEqual([200, 400, 400, 413]);
  expect([none, cut].map((it) => it.body.__type)).toEqual(
    Array(2).fill("com.amazon.coral.service#MalformedHttpRequestException"),
  );
});

test("the signature is checked before content is unpacked", async () => {
  const request = await signedRequest(speakerOf("ecs"), "ListClusters", {});
  const { handle } = createGateway({
    catalog: await everyOperation(),
    call: async () => ({}),
    keys: async () => undefined,
    wall: Date.now,
  });

  const answer = readAnswer(await handle({ ...request, headers: { ...request.headers, "content-encoding": "gzip" } }));

  expect(answer.body.__type).toBe("UnrecognizedClientException");
});

test.each<[ServiceId, object]>([
  ["ecs", ecs("ListClusters")],
  ["cloudwatch", cbor("DescribeAlarms")],
  ["sts", form],
])("content beyond the limit is refused in the protocol of %s", async (_, request) => {
  const answer = await sent(request as Parameters<typeof sent>[0], Buffer.alloc(limits.awsBodyBytes + 1, 0x20));

  expect(answer).toMatchObject({ status: 413, calls: [] });
  expect(typeof answer.body === "string" ? xmlError(answer.body)![1] : answer.body.__type).toContain(
    "RequestEntityTooLargeException",
  );
});

test("only what awsJson clients send is awsJson", async () => {
  const get = await sent({ ...ecs("ListClusters"), method: "GET" }, "");
  const text = await sent({ headers: { ...ecs("ListClusters").headers, "content-type": "text/plain" } }, "{}");
  const plain = await sent(
    { headers: { ...ecs("ListClusters").headers, "content-type": "application/json; charset=utf-8" } },
    "{}",
  );

  expect([get, text].map(({ status, body }) => ({ status, body }))).toEqual(
    Array(2).fill({ status: 404, body: "<UnknownOperationException/>\n" }),
  );
  expect(plain).toMatchObject({ status: 200, headers: { "content-type": "application/x-amz-json-1.1" } });
});
