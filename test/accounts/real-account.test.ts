import { PutScalingPolicyCommand } from "@aws-sdk/client-application-auto-scaling";
import { DescribeServicesCommand } from "@aws-sdk/client-ecs";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Account } from "../../server/accounts/account.ts";
import { CredentialsGone } from "../../server/accounts/not-asked.ts";
import { participantPolicy } from "../../server/accounts/policy.ts";
import { realAccount, TAGS } from "../../server/accounts/real-account.ts";
import type { CheckResult } from "../../server/contract/index.ts";
import { chapters } from "../../server/workshop/chapters/index.ts";
import { Charts } from "../../server/workshop/charts.ts";
import { checkStep } from "../../server/workshop/checking.ts";
import { carryOut, clustersView, clusterView, heldBy, planOf, serviceView } from "../../server/workshop/console.ts";
import { exportOf } from "../../server/workshop/export.ts";
import { workshopService } from "../../server/workshop/scenario.ts";
import { timelineOf } from "../../server/workshop/timeline.ts";
import { type Aws, startAws } from "../support/real-account.ts";
import { reference } from "../workshop/sandbox.ts";

/*
 * A real account asks over the network. AWS is a second server here, whose owner looks at the same account as at a sandbox: what the
 * owner's checks and panels say, the real account's have to say, too.
 */

let aws: Aws;
let wall: number;
const { cluster, name } = workshopService;
const describe = (account: Account) => account.aws.ecs.send(new DescribeServicesCommand({ cluster, services: [name] }));
const denial = {
  status: 400,
  code: "AccessDeniedException",
  message:
    "User: arn:aws:iam::111122223333:user/me is not authorized to perform: application-autoscaling:PutScalingPolicy on resource: arn:aws:application-autoscaling:us-east-1:111122223333:scalable-target/* because no identity-based policy allows the application-autoscaling:PutScalingPolicy action",
};

beforeAll(async () => {
  aws = await startAws();
});
afterEach(() => aws.proxy.clear());
afterAll(() => aws.close());

/** The account with SDK clients of its own: they remember that they were throttled. */
async function connected(refused = () => {}, held = () => true): Promise<Account> {
  const keys = await aws.keys();
  return realAccount({
    id: "own-1",
    accountId: aws.accountId,
    region: "us-east-1",
    arn: `arn:aws:iam::${aws.accountId}:user/participant`,
    credentials: async () => {
      if (!held()) throw new CredentialsGone();
      return keys;
    },
    endpoint: aws.proxy.url,
    wall: () => wall,
    publish: () => {},
    refused,
  });
}

/** Lets time pass in AWS, and stops it: whoever asks afterwards asks at the same instant. */
async function pass(seconds: number): Promise<void> {
  await aws.owner.put("/api/account/clock", { advanceSeconds: seconds, paused: true });
  wall = (await aws.owner.account()).clock.now;
}

test("every check and panel says of an AWS account what it says of a sandbox in the same state", async () => {
  const account = await connected();
  await pass(1);
  const plan = planOf(workshopService, reference, (await heldBy(account, workshopService, reference))!);
  expect(plan.calls[0]!.cli).toContain(`--tags '${JSON.stringify(TAGS)}'`);
  expect((await carryOut(account, plan)).complete).toBe(true);
  await aws.owner.put("/api/account/load", { users: 600, spawnRate: 100 });
  await pass(12 * 60);

  const owners = async (path: string) => (await aws.owner.get(path)).json();
  const console = `/api/console/clusters/${cluster}`;
  expect(await clustersView(account)).toEqual(await owners("/api/console/clusters"));
  for (const tab of ["services", "tasks", "instances", "metrics"] as const)
    expect(JSON.parse(JSON.stringify(await clusterView(account, cluster, tab, "RUNNING"))), tab).toEqual(
      await owners(`${console}?tab=${tab}`),
    );
  for (const tab of ["details", "tasks", "events", "auto-scaling", "alarms", "deployments", "metrics"] as const)
    expect(JSON.parse(JSON.stringify(await serviceView(account, workshopService, tab, "RUNNING"))), tab).toEqual(
      await owners(`${console}/services/${name}?tab=${tab}`),
    );
  expect(await exportOf(account, "cloudformation")).toEqual(await owners("/api/account/export?format=cloudformation"));

  const charts = await owners("/api/charts");
  expect(charts.activities.length).toBeGreaterThan(0);
  expect(await new Charts().read(account)).toEqual({ ...charts, load: null });

  const timeline = await owners("/api/timeline");
  const told = ["alarm", "activity", "event", "task"];
  expect(await timelineOf(account)).toEqual({
    now: timeline.now,
    kinds: told,
    entries: timeline.entries
      .filter(({ kind }: { kind: string }) => told.includes(kind))
      .map(({ why: _, ...entry }: { why?: string }) => entry), // AWS tells no more than its activities.
  });

  for (const step of chapters.filter(({ lab }) => !lab).flatMap(({ steps }) => steps)) {
    if (step.kind !== "check") continue;
    const seen = await checkStep(step, account);
    const owner: CheckResult = (await aws.owner.post(`/api/steps/${step.id}/check`)).json();
    // What the load panel knows besides is in a sentence of its own, never in what decides.
    const facts = ({ status, checks, evaluated_at }: CheckResult) => ({
      status,
      evaluated_at,
      checks: checks.map(({ id, status, expected, actual, where, since }) => ({
        id,
        status,
        expected,
        actual,
        where,
        since,
      })),
    });
    expect(facts(seen), step.id).toEqual(facts(owner));
  }

  // All of it is allowed by the policy that participants are given.
  const policy = participantPolicy({ accountId: aws.accountId, region: "us-east-1" }, workshopService);
  const allowed = policy.Statement.flatMap(({ Action }) => Action);
  const asked = aws.proxy.asked().map((it) => it.replace("monitoring:", "cloudwatch:"));
  expect(asked.length).toBeGreaterThan(20);
  expect([...new Set(asked)].filter((it) => !allowed.includes(it))).toEqual([]);
});

test("a throttled question is asked again, and answered", async () => {
  const account = await connected();
  await pass(10);
  aws.proxy.asked();
  aws.proxy.interfere("DescribeServices", { status: 400, code: "ThrottlingException", message: "Rate exceeded" }, 2);

  const { services } = await describe(account);

  expect(services).toHaveLength(1);
  expect(aws.proxy.asked()).toEqual(Array(3).fill("ecs:DescribeServices"));
});

test("of several who ask the same one asks AWS, until something changes or two seconds pass", async () => {
  const account = await connected();
  await pass(10);
  aws.proxy.asked();

  await Promise.all([describe(account), describe(account), describe(account)]);
  await describe(account);
  expect(aws.proxy.asked()).toEqual(["ecs:DescribeServices"]);

  wall += 2_000;
  await describe(account);
  expect(aws.proxy.asked()).toEqual(["ecs:DescribeServices"]);
});

test("a missing permission is named with the statement that allows it, in the console and in a check", async () => {
  const account = await connected();
  await pass(10);
  aws.proxy.interfere("PutScalingPolicy", denial);
  aws.proxy.interfere("DescribeScalableTargets", { status: 400, code: "AccessDeniedException", message: "No." });

  const target = {
    ServiceNamespace: "ecs",
    ResourceId: `service/${cluster}/${name}`,
    ScalableDimension: "ecs:service:DesiredCount",
  } as const;
  const error = await account.aws.scaling
    .send(new PutScalingPolicyCommand({ PolicyName: "p", ...target }))
    .catch((it) => it);
  const result = await checkStep(
    chapters.flatMap(({ steps }) => steps).find(({ id }) => id === "number-of-tasks") as never,
    account,
  );

  expect(account.denied!(error)).toMatchObject({
    action: "application-autoscaling:PutScalingPolicy",
    principal: "arn:aws:iam::111122223333:user/me",
    statement: '{"Effect":"Allow","Action":"application-autoscaling:PutScalingPolicy","Resource":"*"}',
  });
  expect(result.status).toBe("error");
  expect(result.checks[0]!.why).toContain(
    `application-autoscaling:DescribeScalableTargets is not allowed for arn:aws:iam::${aws.accountId}:user/participant.`,
  );
});

test("credentials that AWS takes no longer are told once, and ask for new ones", async () => {
  let refused = 0;
  const account = await connected(() => {
    refused++;
  });
  await pass(10);
  aws.proxy.interfere("DescribeServices", {
    status: 400,
    code: "ExpiredTokenException",
    message: "The security token included in the request is expired",
  });

  await expect(describe(account)).rejects.toThrow("expired");

  expect(refused).toBe(1);
});

test("whoever had clients of the account asks nothing more once its credentials are forgotten", async () => {
  let held = true;
  const account = await connected(undefined, () => held);
  await pass(10);
  await describe(account);
  held = false;
  wall += 10_000;
  aws.proxy.asked();

  await expect(describe(account)).rejects.toThrow(CredentialsGone);

  expect(aws.proxy.asked()).toEqual([]);
});
