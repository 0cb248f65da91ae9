import { sandboxAccount } from "../../server/accounts/sandbox-account.ts";
import { Sandboxes } from "../../server/sandbox/sandboxes.ts";
import { catalog } from "../../server/sandbox/services/catalog.ts";
import type { WireRequest } from "../../server/sandbox/wire/gateway.ts";
import { createGateway } from "../../server/sandbox/wire/gateway.ts";
import { performer } from "../../server/sandbox/wire/perform.ts";
import { shapesOf } from "../../server/sandbox/wire/schemas.ts";
import { MemoryStore } from "../support/memory-store.ts";
import { CLUSTER, newcomerOf, SERVICE, START } from "../support/names.ts";
import { anyInput } from "./any-input.ts";
import { anyValue, seeded } from "./generated-values.ts";
import { commandOf, identity, secret, signedRequest, speakerOf, speakers } from "./support.ts";

/** After so many damaged requests new ones are taken to damage: other operations, other values. */
const GOOD_FOR = 500;
/** After so many the account begins anew, so that a full one does not refuse everything. */
const ACCOUNT_FOR = 10_000;

const OTHER = "444455556666";
/** A name that only the other account knows: no request has it, so no answer may. */
const THEIRS = "theirs-alone-5d41";

/**
 * Sends so many damaged requests of one account, every other one behind the signature: a damaged request rarely has a right one.
 * They reach the operations themselves, beside an account of somebody else. Throws at an answer of 5xx, one that shows our source
 * or something of the other account, and where that account has changed, naming seed and request. How often each status was answered.
 */
export async function answersToDamage(seed: number, requests: number): Promise<Map<number, number>> {
  const random = seeded(seed);
  const bugs: unknown[] = [];
  const onBug = (error: unknown) => bugs.push(error);
  const statuses = new Map<number, number>();
  let accounts: Awaited<ReturnType<typeof twoAccounts>> | undefined;
  let good: WireRequest[] = [];

  for (let i = 0; i < requests; i++) {
    if (!accounts || i % ACCOUNT_FOR === 0) {
      await accounts?.close();
      accounts = await twoAccounts(seed + i, onBug);
    }
    if (i % GOOD_FOR === 0) good = await goodRequests(random);
    const request = damage(good[Math.floor(random() * good.length)]!, random);
    const { status, body } = await (i % 2 ? accounts.gateway.handle(request) : accounts.unsigned(request));
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    const text = Buffer.from(body);
    if (status >= 500 || bugs.length > 0 || text.includes(".ts:") || text.includes(THEIRS))
      throw new Error(`seed ${seed}, request ${i}: ${status} to ${JSON.stringify(request)}`, { cause: bugs.at(-1) });
  }
  await accounts?.close();
  return statuses;
}

/** The sender's account and that of somebody else, both the workshop's; closing them compares the second with what it was. */
async function twoAccounts(seed: number, onBug: (error: unknown) => void) {
  const sandboxes = new Sandboxes({ store: new MemoryStore(), notify: () => {}, wall: () => START });
  for (const accountId of [identity.accountId, OTHER])
    await sandboxes.create({ accountId, seed, state: "workshop", newcomer: newcomerOf(accountId) });
  const { principal, userId } = newcomerOf(OTHER).key;
  const { aws } = sandboxAccount({ accountId: OTHER, principal, userId }, sandboxes, catalog, onBug);
  await aws.ecs.send(commandOf(speakerOf("ecs"), "CreateCluster", { clusterName: THEIRS }) as never);
  const before = JSON.stringify(await sandboxes.world(OTHER));

  const call = sandboxes.call.bind(sandboxes);
  const parts = { catalog, call, onBug };
  return {
    gateway: createGateway({ ...parts, keys: async () => ({ ...identity, secret }), wall: Date.now }),
    unsigned: performer(parts, () => ({ ...identity, region: "us-east-1" })),
    async close() {
      const after = JSON.stringify(await sandboxes.world(OTHER));
      await sandboxes.close();
      if (after !== before) throw new Error(`seed ${seed}: the other account has changed.`);
    },
  };
}

/** Names that mean something in the sender's account, and what the other account's resources are called. */
const known = [identity.accountId, OTHER].flatMap((account) => [
  CLUSTER,
  SERVICE,
  `service/${CLUSTER}/${SERVICE}`,
  `arn:aws:ecs:us-east-1:${account}:cluster/${CLUSTER}`,
  `arn:aws:ecs:us-east-1:${account}:service/${CLUSTER}/${SERVICE}`,
  `arn:aws:iam::${account}:role/containers-workshop-verifier`,
  `arn:aws:cloudwatch:us-east-1:${account}:alarm:a`,
  account,
]);

/** Signed requests of every service and protocol, half of them with values that operations may take. */
async function goodRequests(random: () => number): Promise<WireRequest[]> {
  const requests: WireRequest[] = [];
  for (const speaker of speakers) {
    const shapes = await shapesOf(speaker.service);
    for (let i = 0; i < 6; i++) {
      const names = random() < 0.9 ? Object.keys(catalog[speaker.service]) : shapes.operationNames;
      const { name, input: shape } = shapes.operation(names[Math.floor(random() * names.length)]!)!;
      const input = !shape ? {} : i % 2 ? anyValue(shape, random) : anyInput(shape, random, known);
      requests.push(await signedRequest(speaker, name, input as object));
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
