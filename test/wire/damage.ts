import type { WireRequest } from "../../server/sandbox/wire/gateway.ts";
import { createGateway } from "../../server/sandbox/wire/gateway.ts";
import { performer } from "../../server/sandbox/wire/perform.ts";
import { shapesOf } from "../../server/sandbox/wire/schemas.ts";
import { anyValue, seeded } from "./generated-values.ts";
import { everyOperation, identity, secret, signedRequest, speakers } from "./support.ts";

/** After so many damaged requests new ones are taken to damage: other operations, other values. */
const GOOD_FOR = 5_000;

/**
 * Sends so many damaged requests, every other one behind the signature: a damaged request rarely has a right one. Throws at an
 * answer of 5xx or one that shows our source, naming seed and request. How often each status was answered.
 */
export async function answersToDamage(seed: number, requests: number): Promise<Map<number, number>> {
  const random = seeded(seed);
  const catalog = await everyOperation();
  const bugs: unknown[] = [];
  const call = async () => ({});
  const onBug = (error: unknown) => bugs.push(error);
  const gateway = createGateway({ catalog, call, keys: async () => ({ ...identity, secret }), wall: Date.now, onBug });
  const unsigned = performer({ catalog, call, onBug }, () => ({ ...identity, region: "us-east-1" }));
  let good: WireRequest[] = [];
  const statuses = new Map<number, number>();

  for (let i = 0; i < requests; i++) {
    if (i % GOOD_FOR === 0) good = await goodRequests(random);
    const request = damage(good[Math.floor(random() * good.length)]!, random);
    const { status, body } = await (i % 2 ? gateway.handle(request) : unsigned(request));
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status >= 500 || bugs.length > 0 || Buffer.from(body).includes(".ts:"))
      throw new Error(`seed ${seed}, request ${i}: ${status} to ${JSON.stringify(request)}`, { cause: bugs.at(-1) });
  }
  return statuses;
}

/** Signed requests of every service and protocol. */
async function goodRequests(random: () => number): Promise<WireRequest[]> {
  const requests: WireRequest[] = [];
  for (const speaker of speakers) {
    const shapes = await shapesOf(speaker.service);
    for (let i = 0; i < 5; i++) {
      const operation = shapes.operation(shapes.operationNames[Math.floor(random() * shapes.operationNames.length)]!)!;
      const input = operation.input ? (anyValue(operation.input, random) as object) : {};
      requests.push(await signedRequest(speaker, operation.name, input));
    }
  }
  return requests;
}

function damage(request: WireRequest, random: () => number): WireRequest {
  const damaged: WireRequest = { ...request, headers: { ...request.headers }, body: Buffer.from(request.body) };
  const times = 1 + Math.floor(random() * 3);
  for (let i = 0; i < times; i++) ways[Math.floor(random() * ways.length)]!(damaged, random);
  return damaged;
}

type Damage = (request: WireRequest, random: () => number) => void;
const at = (length: number, random: () => number) => Math.floor(random() * length);
const rubbish = [
  "",
  "null",
  "[]",
  "{}",
  '{"a":',
  "-1e999",
  "\u0000",
  "%",
  "%zz",
  "é",
  "a".repeat(5000),
  "__proto__",
  "../..",
  "&&==",
  "\ud800",
];
const some = (random: () => number) => rubbish[at(rubbish.length, random)]!;

const flipByte: Damage = (request, random) => {
  if (request.body.length > 0) request.body[at(request.body.length, random)] = at(256, random);
};
const cutBody: Damage = (request, random) => {
  request.body = request.body.subarray(0, at(request.body.length + 1, random));
};
const insertRubbish: Damage = (request, random) => {
  const place = at(request.body.length + 1, random);
  request.body = Buffer.concat([
    request.body.subarray(0, place),
    Buffer.from(some(random)),
    request.body.subarray(place),
  ]);
};
const swapValue: Damage = (request, random) => {
  const text = Buffer.from(request.body).toString("latin1");
  const values = ["null", "[]", "{}", "true", "1e400", '"x"', "-0", "[null]", '{"__proto__":{}}'];
  const replaced = text.replace(/(:)("[^"]*"|\d+|true|false)/g, (all, colon) =>
    random() < 0.2 ? colon + values[at(values.length, random)] : all,
  );
  request.body = Buffer.from(replaced, "latin1");
};
const changeHeader: Damage = (request, random) => {
  const names = Object.keys(request.headers);
  request.headers[names[at(names.length, random)]!] = some(random);
};
const dropHeader: Damage = (request, random) => {
  const names = Object.keys(request.headers);
  delete request.headers[names[at(names.length, random)]!];
};
const repeatHeader: Damage = (request, random) => {
  request.headers["x-amz-target"] = [some(random), some(random)];
};
const changePath: Damage = (request, random) => {
  request.path = random() < 0.5 ? `/${some(random)}` : `${request.path}${some(random)}`;
};
const changeQuery: Damage = (request, random) => {
  request.query = `X-Amz-Algorithm=${some(random)}&X-Amz-Credential=${some(random)}&Action=${some(random)}&Version=2011-06-15`;
};
const changeMethod: Damage = (request, random) => {
  request.method = ["GET", "PUT", "OPTIONS", "", "post"][at(5, random)]!;
};
const pretendPacked: Damage = (request, random) => {
  request.headers["content-encoding"] = ["gzip", "br", "aws-chunked", "identity", "gzip, gzip"][at(5, random)]!;
};
const changeProtocol: Damage = (request, random) => {
  request.headers["content-type"] = [
    "application/x-www-form-urlencoded",
    "application/cbor",
    "application/x-amz-json-1.1",
  ][at(3, random)]!;
  if (random() < 0.5) delete request.headers["x-amz-target"];
};

const ways = [
  flipByte,
  flipByte,
  cutBody,
  insertRubbish,
  swapValue,
  swapValue,
  changeHeader,
  dropHeader,
  repeatHeader,
  changePath,
  changeQuery,
  changeMethod,
  pretendPacked,
  changeProtocol,
];
