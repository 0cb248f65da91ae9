import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { expect, test } from "vitest";
import { changes, participantPolicy, reads } from "../../server/accounts/policy.ts";

const root = path.join(import.meta.dirname, "../..");
const load = createRequire(import.meta.url);
const clients: Record<string, object> = {
  ecs: load("@aws-sdk/client-ecs"),
  "application-autoscaling": load("@aws-sdk/client-application-auto-scaling"),
  cloudwatch: load("@aws-sdk/client-cloudwatch"),
  elasticloadbalancing: load("@aws-sdk/client-elastic-load-balancing-v2"),
};
const inSdk: Record<string, string> = {
  ecs: "ecs",
  scaling: "application-autoscaling",
  cloudwatch: "cloudwatch",
  elb: "elasticloadbalancing",
};
const inCli: Record<string, string> = {
  ecs: "ecs",
  "application-autoscaling": "application-autoscaling",
  cloudwatch: "cloudwatch",
  elbv2: "elasticloadbalancing",
};

/** `client.send(new XCommand` in the code of checks and panels: every call they can make, also in branches that no test takes. */
function calledByCode(): string[] {
  return globSync("server/workshop/**/*.ts", { cwd: root }).flatMap((file) => {
    const text = readFileSync(path.join(root, file), "utf8");
    return [...text.matchAll(/(?:\.|\b)(ecs|scaling|cloudwatch|elb)\s*\.send\(\s*new (?:\w+\.)?(\w+)Command\(/g)].map(
      ([, client, operation]) => `${inSdk[client!]}:${operation}`,
    );
  });
}

/** `aws ecs describe-services` in the chapters. */
function calledByChapters(): string[] {
  return globSync("content/*.mdx", { cwd: root }).flatMap((file) =>
    [
      ...readFileSync(path.join(root, file), "utf8").matchAll(
        /aws (ecs|application-autoscaling|cloudwatch|elbv2) ([a-z]+(?:-[a-z]+)+)(?![-\w])/g,
      ),
    ].map(
      ([, service, command]) =>
        `${inCli[service!]}:${command!.replace(/(?:^|-)([a-z])/g, (_, letter) => letter.toUpperCase())}`,
    ),
  );
}

/** What only the solutions of labs plan: labs stay in their sandboxes, also while an AWS account is connected. */
const inLabsAlone = ["application-autoscaling:PutScheduledAction", "elasticloadbalancing:ModifyTargetGroup"];

const listed = [reads, changes].flatMap((by) =>
  Object.entries(by).flatMap(([service, operations]) => operations.map((it) => `${service}:${it}`)),
);

test("the policy allows what checks, panels and chapters call, and nothing else", () => {
  const called = new Set([...calledByCode().filter((it) => !inLabsAlone.includes(it)), ...calledByChapters()]);
  const commands = globSync("server/workshop/**/*.ts", { cwd: root }).flatMap((file) =>
    [...readFileSync(path.join(root, file), "utf8").matchAll(/new (?:\w+\.)?(\w+)Command\(/g)].map(([, it]) => it!),
  );

  expect(commands.length).toBeGreaterThan(20);
  // A call that is written otherwise would not be seen.
  expect(calledByCode().length).toBe(commands.length);
  expect(listed.toSorted()).toEqual([...called].sort());
});

test("every operation of the policy is one of its service", () => {
  const unknown = listed.filter((it) => {
    const [service, operation] = it.split(":") as [string, string];
    return !(`${operation}Command` in clients[service]!);
  });

  expect(unknown).toEqual([]);
});

test("changes are allowed in the account and Region alone, services in the workshop's cluster alone", () => {
  const { Statement } = participantPolicy({ accountId: "111122223333", region: "eu-west-1" }, { cluster: "c" });

  for (const { Sid, Action, Resource } of Statement.slice(1))
    expect(Resource, `${Sid} ${Action}`).toMatch(/:111122223333:/);
  expect(Statement[1]).toMatchObject({
    Action: ["ecs:CreateService", "ecs:DeleteService", "ecs:UpdateService"],
    Resource: "arn:aws:ecs:eu-west-1:111122223333:service/c/*",
  });
});
