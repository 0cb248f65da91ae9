import { readFileSync } from "node:fs";
import * as scaling from "@aws-sdk/client-application-auto-scaling";
import * as cloudwatch from "@aws-sdk/client-cloudwatch";
import * as ecs from "@aws-sdk/client-ecs";
import * as elb from "@aws-sdk/client-elastic-load-balancing-v2";
import * as iam from "@aws-sdk/client-iam";
import * as sts from "@aws-sdk/client-sts";
import { expect, test } from "vitest";
import { catalog } from "../../server/sandbox/services/catalog.ts";
import { sdkAccount } from "./sdk-account.ts";

type Call = { service: keyof typeof services; operation: string; input: Record<string, unknown> };

/** One row of test/vectors/controls.json: what AWS answered, or documents. */
export type Vector = Call & {
  id: string;
  given?: (Call | { state: string })[];
  expect: { status: number; errorCode?: string; message?: string; fields?: Record<string, unknown> };
};

type Account = ReturnType<typeof sdkAccount>;

/** Builds a state that a vector describes in words; may say what words in angle brackets in the input stand for. */
export type Given = Record<string, (account: Account) => unknown>;

const services = {
  ecs: { sdk: ecs, client: "ecs", id: "ecs" },
  "application-autoscaling": { sdk: scaling, client: "scaling", id: "application-autoscaling" },
  cloudwatch: { sdk: cloudwatch, client: "cloudwatch", id: "cloudwatch" },
  elasticloadbalancingv2: { sdk: elb, client: "elb", id: "elasticloadbalancing" },
  iam: { sdk: iam, client: "iam", id: "iam" },
  sts: { sdk: sts, client: "sts", id: "sts" },
} as const;

const vectors = JSON.parse(readFileSync(`${import.meta.dirname}/../vectors/controls.json`, "utf8")) as Vector[];

/**
 * One test per vector of a service, through the SDK. `known` are the states it may be given in words; `absent` are the vectors
 * that the sandbox cannot answer yet, because their operation or one of those before it is not in the catalog. `elsewhere` are
 * those that need more than one client to tell, by the test that holds them.
 */
export function testVectors(
  service: Vector["service"],
  known: Given,
  absent: Record<string, string>,
  elsewhere: Record<string, string> = {},
): void {
  const own = vectors.filter((it) => it.service === service && !(it.id in elsewhere));
  const covered = own.filter((it) => !(it.id in absent));

  test.each(
    covered.map((it) => ({ ...it, title: `${it.id}: ${it.operation} ${JSON.stringify(it.expect).slice(0, 120)}` })),
  )("$title", async (vector) => {
    const account = sdkAccount();
    const words: Record<string, string> = {};
    for (const given of vector.given ?? []) {
      if ("state" in given) Object.assign(words, await known[given.state]!(account));
      else Object.assign(words, named(await send(account, given)));
    }
    const call = { ...vector, input: spelledOut(vector.input, words) };
    const answer = await send(account, call).catch((error: unknown) => error as Refused);
    expectAnswer(answer, vector.expect);
  });

  test(`every other vector of ${service} needs an operation that the sandbox does not have`, () => {
    const missing = own.flatMap((it) => {
      const given = (it.given ?? []).filter((call) => "operation" in call);
      const first = [...given, it].find((call) => !(call.operation in catalog[services[call.service].id]));
      return first ? [[it.id, first.operation]] : [];
    });
    expect(Object.fromEntries(missing)).toEqual(absent);
  });
}

/** A target group that was made is called by its name in angle brackets. */
function named({ TargetGroups }: Record<string, unknown>): Record<string, string> {
  const groups = (TargetGroups ?? []) as { TargetGroupName: string; TargetGroupArn: string }[];
  return Object.fromEntries(groups.map((it) => [`<${it.TargetGroupName}>`, it.TargetGroupArn]));
}

/** The input with every `<words>` replaced by what they stand for. */
const spelledOut = (input: Call["input"], words: Record<string, string>): Call["input"] =>
  JSON.parse(JSON.stringify(input), (_, value) => (typeof value === "string" ? (words[value] ?? value) : value));

type Refused = Error & { Code?: string; $metadata?: { httpStatusCode?: number } };

/** Members that AWS's raw answers have and no public model knows: an SDK never shows them. */
const UNMODELLED = new Set(["clusterCount"]);

/** Instants are numbers in a vector and dates in the SDK. */
const INSTANTS = new Set(["StartTime", "EndTime"]);

async function send(account: Account, { service, operation, input }: Call): Promise<Record<string, unknown>> {
  const { sdk, client } = services[service];
  const Command = (sdk as unknown as Record<string, new (input: unknown) => unknown>)[`${operation}Command`]!;
  const dated = Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      INSTANTS.has(name) && typeof value === "number" ? new Date(value * 1000) : value,
    ]),
  );
  const sender = account[client] as unknown as { send(command: unknown): Promise<Record<string, unknown>> };
  return sender.send(new Command(dated));
}

function expectAnswer(answer: Record<string, unknown> | Refused, expected: Vector["expect"]): void {
  const { httpStatusCode } = (answer as Refused).$metadata ?? {};
  if (expected.errorCode !== undefined) {
    const { name, message, Code } = answer as Refused;
    expect([name, Code]).toContain(expected.errorCode);
    expect(httpStatusCode).toBe(expected.status);
    // The SDK says UnknownError where AWS's sentence is empty.
    if (expected.message !== undefined) expect(message).toBe(expected.message || "UnknownError");
    return;
  }
  if (answer instanceof Error) throw answer;
  expect(httpStatusCode).toBe(expected.status);
  for (const [path, value] of Object.entries(expected.fields ?? {}))
    if (!UNMODELLED.has(path)) expectField(at(answer, path), value, path);
}

/** A few vectors say in words what a field is; what they compare with something before has a test of its own. */
function expectField(actual: unknown, expected: unknown, path: string): void {
  if (expected === "present") expect(actual, path).toBeDefined();
  else if (expected === "absent") expect(actual, path).toBeUndefined();
  else if (typeof expected !== "string") expect(actual, path).toEqual(expected);
  else if (/^\/.*\/$/.test(expected)) expect(actual, path).toMatch(new RegExp(expected.slice(1, -1)));
  else if (expected.startsWith("contains ")) expect(actual, path).toContain(expected.slice("contains ".length));
  else if (/^(same|unchanged|still)\b/.test(expected)) expect(actual, path).toBeDefined();
  else expect(actual, path).toBe(expected);
}

/** `ScalingPolicies[*].PolicyName`, `Attributes{Key=stickiness.enabled}`, `Alarms.length`. */
function at(value: unknown, path: string): unknown {
  const [, step, rest] = /^(\[[^\]]*\]|\{[^}]*\}|[^.[{]+)\.?(.*)$/.exec(path) ?? [];
  if (step === undefined) return value;
  if (step === "[*]") return (value as unknown[]).map((it) => at(it, rest!));
  if (step.startsWith("[")) return at((value as unknown[])[Number(step.slice(1, -1))], rest!);
  if (step.startsWith("{")) {
    const [key, wanted] = step.slice(1, -1).split("=") as [string, string];
    return (value as Record<string, unknown>[]).find((it) => it[key] === wanted)?.Value;
  }
  return at((value as Record<string, unknown>)[step], rest!);
}
