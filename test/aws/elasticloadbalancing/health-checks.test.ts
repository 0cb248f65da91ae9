import { DescribeServicesCommand, DescribeTasksCommand, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ModifyTargetGroupCommand,
  type ModifyTargetGroupCommandInput,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect, test } from "vitest";
import { applicationAnswer } from "../../../server/sandbox/simulation/index.ts";
import { workshop } from "../workshop.ts";

const cluster = "containers-workshop-ecs-cluster";
const service = "containers-workshop-ecs-service";
/** Of the workshop's target group: an interval of 30 seconds, unhealthy after 2 failing checks, healthy again after 5 passing ones. */
const UNHEALTHY_SECONDS = 60;
const HEALTHY_SECONDS = 150;

async function checked(deploymentConfiguration?: { maximumPercent: number; minimumHealthyPercent: number }) {
  const account = workshop();
  const { ecs, elb, world, region, pass } = account;
  const availabilityZoneRebalancing = "DISABLED"; // AWS: not together with a maximum of 100 %.
  if (deploymentConfiguration)
    await ecs.send(
      new UpdateServiceCommand({ cluster, service, deploymentConfiguration, availabilityZoneRebalancing }),
    );
  const group = (await elb.send(new DescribeTargetGroupsCommand({}))).TargetGroups![0]!;
  const describe = async () =>
    (await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }))).services![0]!;
  const before = (await describe()).events!.length;
  const check = (change: Partial<ModifyTargetGroupCommandInput>) =>
    elb.send(new ModifyTargetGroupCommand({ TargetGroupArn: group.TargetGroupArn!, ...change }));
  const health = async () =>
    (
      await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: group.TargetGroupArn }))
    ).TargetHealthDescriptions!.map(({ TargetHealth }) => TargetHealth!);
  /** What happened since, oldest first, with ids left out. */
  const events = async () =>
    (await describe())
      .events!.slice(0, -before)
      .reverse()
      .map(({ message }) =>
        message!
          .replace(`(service ${service}`, "(S")
          .replace(`(target-group ${group.TargetGroupArn})`, "(T)")
          .replace(/\(task [0-9a-f]{32}\)/g, "(task)")
          .replace(/\(port \d+\)/, "(port)")
          .replace(/ecs-svc\/\d+/, "D"),
      );
  const answer = (path?: string) => applicationAnswer(world, region, path === undefined ? {} : { path }).status;
  const firstTask = Object.keys(region.ecs.tasks)[0]!;
  const task = async () => (await ecs.send(new DescribeTasksCommand({ cluster, tasks: [firstTask] }))).tasks![0]!;
  return { ...account, group, check, health, events, answer, describe, task, pass };
}

const MISMATCH = {
  State: "unhealthy",
  Reason: "Target.ResponseCodeMismatch",
  Description: "Health checks failed with these codes: [404]",
};

test("a path that the application does not answer makes its target unhealthy after two checks, a mended one healthy after five", async () => {
  const { ecs, check, health, pass, answer } = await checked();
  await ecs.send(new UpdateServiceCommand({ cluster, service, healthCheckGracePeriodSeconds: 3_600 * 3 }));
  expect([answer("/"), answer("/menu"), answer("/healthz")]).toEqual([200, 200, 404]);

  await check({ HealthCheckPath: "/healthz" });
  pass({ seconds: 30 });
  expect(await health()).toEqual([{ State: "healthy" }]);
  pass({ seconds: UNHEALTHY_SECONDS - 30 });
  expect(await health()).toEqual([MISMATCH]);

  await check({ HealthCheckPath: "/" });
  pass({ seconds: HEALTHY_SECONDS - 40 });
  expect((await health())[0]).toEqual(MISMATCH);
  pass({ seconds: 40 });
  expect((await health())[0]).toEqual({ State: "healthy" });
});

test.for([
  ["a matcher without the application's 200", { Matcher: { HttpCode: "201,301-302" } }, "[200]"],
  ["a path that it answers 404", { HealthCheckPath: "/healthz" }, "[404]"],
] as const)("%s fails with the code that came", async ([, change, code]) => {
  const { check, health, pass } = await checked();

  await check(change);
  pass({ seconds: UNHEALTHY_SECONDS });

  expect((await health())[0]!.Description).toBe(`Health checks failed with these codes: ${code}`);
});

test("a matcher may take the code as it is, in a list or a range", async () => {
  const { check, health, pass } = await checked();

  await check({ HealthCheckPath: "/healthz", Matcher: { HttpCode: "200,400-404" } });
  pass({ minutes: 5 });

  expect(await health()).toEqual([{ State: "healthy" }]);
});

test("at a port where no task listens nothing answers", async () => {
  const { check, health, pass } = await checked();

  await check({ HealthCheckPort: "81" });
  pass({ seconds: UNHEALTHY_SECONDS });

  expect((await health())[0]).toMatchObject({
    Reason: "Target.FailedHealthChecks",
    Description: "Health checks failed",
  });
});

test("without a healthy target the load balancer fails open, and the service starts a replacement before one of both goes", async () => {
  const { check, events, pass, answer, describe, task } = await checked();

  await check({ HealthCheckPath: "/healthz" });
  pass({ seconds: UNHEALTHY_SECONDS });
  expect(answer()).toBe(200);
  pass({ seconds: 20 });
  expect(await describe()).toMatchObject({ desiredCount: 1, runningCount: 2 });
  pass({ seconds: 80 });

  const unhealthy = "(S) (port) is unhealthy in (T) due to (reason Health checks failed with these codes: [404]).";
  expect((await events()).slice(0, 7)).toEqual([
    unhealthy,
    "(S) has started 1 tasks: (task).",
    "(S) registered 1 targets in (T)",
    unhealthy,
    "(S) deregistered 1 targets in (T)",
    "(S, taskSet D) has begun draining connections on 1 tasks.",
    "(S) has stopped 1 running tasks: (task).",
  ]);
  expect(await task()).toMatchObject({
    stopCode: "ServiceSchedulerInitiated",
    stoppedReason: expect.stringMatching(/^Task failed ELB health checks in \(target-group arn:.*\)$/),
  });
});

test("where maximumPercent leaves no room the unhealthy task goes first, and nobody is answered until its replacement is judged", async () => {
  const { check, events, pass, answer, describe } = await checked({ maximumPercent: 100, minimumHealthyPercent: 0 });

  await check({ HealthCheckPath: "/healthz" });
  pass({ seconds: UNHEALTHY_SECONDS });

  expect(answer()).toBe(503);
  expect((await events()).slice(0, 5).map((it) => it.replace(/due to.*/, "…"))).toEqual([
    "(S) (port) is unhealthy in (T) …",
    "(S) deregistered 1 targets in (T)",
    "(S, taskSet D) has begun draining connections on 1 tasks.",
    "(S) has stopped 1 running tasks: (task).",
    "(S) has started 1 tasks: (task).",
  ]);
  pass({ minutes: 10 });
  expect((await events()).filter((it) => it.startsWith("(S) has started")).length).toBeGreaterThan(4);

  await check({ HealthCheckPath: "/" });
  pass({ minutes: 3 });
  expect(answer()).toBe(200);
  expect((await events()).at(-1)).toBe("(S) has reached a steady state.");
  pass({ minutes: 10 });
  expect((await describe()).runningCount).toBe(1);
});

test("once its replacement is healthy the unhealthy task goes, and the service is steady again", async () => {
  const { check, health, events, pass, describe } = await checked();

  await check({ HealthCheckPath: "/healthz" });
  pass({ seconds: UNHEALTHY_SECONDS });
  await check({ HealthCheckPath: "/", HealthyThresholdCount: 10 });
  pass({ minutes: 3 });

  expect(await health()).toEqual([{ State: "healthy" }]);
  expect((await events()).at(-1)).toBe("(S) has reached a steady state.");
  expect(await describe()).toMatchObject({ desiredCount: 1, runningCount: 1 });
});

test("in the grace period after its start an unhealthy task stays and is sent requests", async () => {
  const { ecs, check, events, pass, answer, health } = await checked();
  const graced = { cluster, service, healthCheckGracePeriodSeconds: 3_600 * 2 };
  await ecs.send(new UpdateServiceCommand(graced));

  await check({ HealthCheckPath: "/healthz" });
  pass({ minutes: 10 });
  expect(await health()).toEqual([MISMATCH]);
  expect(answer()).toBe(200);
  expect((await events()).join()).not.toContain("unhealthy");

  pass({ minutes: 60 });
  expect((await events()).join()).toContain("is unhealthy in (T)");
});
