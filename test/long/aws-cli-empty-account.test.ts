import { execFileSync } from "node:child_process";
import { accessSync, constants, realpathSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startServer } from "../support/server.ts";
import { foreignParticipant, requireProgram, run } from "./foreign-client.ts";

/*
 * From an empty account to a scaled service and back, by every AWS CLI of the machine: Debian's 2.9 (CloudWatch in the query
 * protocol) and, where there is one, whatever else is called `aws` on the PATH (awsJson 1.0 to CloudWatch in newer ones).
 */

const DEBIAN = "/usr/bin/aws";
const others = otherPrograms();
const programs = [DEBIAN, ...others];

function otherPrograms(): string[] {
  const found = (process.env.PATH ?? "").split(path.delimiter).map((folder) => path.join(folder, "aws"));
  const real = new Map(found.filter(isProgram).map((file) => [realpathSync(file), file]));
  return [...real].filter(([file]) => file !== DEBIAN).map(([, file]) => file);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    execFileSync(file, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

let server: Server;
beforeAll(async () => {
  requireProgram(DEBIAN, "awscli");
  server = await startServer();
});
afterAll(() => server?.close());

async function emptyAccount(program: string) {
  const participant = await foreignParticipant(server.url);
  await participant.post("/api/account/reset", { to: "empty" });
  const aws = (args: string[], env: Record<string, string> = {}) =>
    run(program, ["--endpoint-url", participant.endpointUrl, ...args], { ...participant.env, ...env });
  const out = async (...args: string[]): Promise<string> => {
    const { code, out, err } = await aws(args);
    if (code !== 0) throw new Error(`aws ${args.join(" ")}: ${code} ${err}`);
    return out;
  };
  return {
    ...participant,
    aws,
    out,
    text: (...args: string[]) => out(...args, "--output", "text"),
    json: async (...args: string[]) => JSON.parse(await out(...args, "--output", "json")),
    /** What a refused command writes on the error output, in one line. */
    async refused(...args: string[]): Promise<string> {
      const { code, err } = await aws(args);
      expect([254, 255], err).toContain(code);
      return err.trim();
    },
    skip: (minutes: number) => participant.put("/api/account/clock", { advanceSeconds: minutes * 60 }),
  };
}

const linkedRole = "AWSServiceRoleForApplicationAutoScaling_ECSService";
const target = [
  ...["--service-namespace", "ecs", "--resource-id", "service/shop/web"],
  ...["--scalable-dimension", "ecs:service:DesiredCount"],
];
const ofWeb = ["--cluster", "shop", "--services", "web"];

const container = JSON.stringify([{ name: "app", image: "app:1", portMappings: [{ containerPort: 80 }] }]);
const task = [
  ...["--family", "web", "--requires-compatibilities", "FARGATE", "--network-mode", "awsvpc"],
  ...["--cpu", "256", "--memory", "512", "--container-definitions", container],
];
const web = [
  ...["--cluster", "shop", "--service-name", "web", "--task-definition", "web", "--desired-count", "2"],
  ...[
    "--launch-type",
    "FARGATE",
    "--network-configuration",
    "awsvpcConfiguration={subnets=[subnet-0a],securityGroups=[]}",
  ],
];

test.each(programs)("%s makes a cluster, a service, a target and a policy, and takes them away", async (program) => {
  const me = await emptyAccount(program);
  const { text, json, refused, skip } = me;
  expect(await text("ecs", "list-clusters")).toBe("");

  expect(await text("ecs", "create-cluster", "--cluster-name", "shop", "--query", "cluster.status")).toBe("ACTIVE\n");
  expect(await text("ecs", "register-task-definition", ...task, "--query", "taskDefinition.revision")).toBe("1\n");
  expect(await text("ecs", "create-service", ...web, "--query", "service.[status,desiredCount]")).toBe("ACTIVE\t2\n");
  await skip(5);
  expect(await me.aws(["ecs", "wait", "services-stable", ...ofWeb])).toEqual({ code: 0, out: "", err: "" });
  expect(await text("ecs", "describe-services", ...ofWeb, "--query", "services[].[runningCount,launchType]")).toBe(
    "2\tFARGATE\n",
  );
  const counts = ["--query", "services[].{name:serviceName,running:runningCount}", "--output", "table"];
  expect((await me.out("ecs", "describe-services", ...ofWeb, ...counts)).split("\n")).toEqual(
    expect.arrayContaining(["| name  |  running  |", "|  web  |  2        |"]),
  );

  expect(await refused("iam", "get-role", "--role-name", linkedRole)).toBe(
    `An error occurred (NoSuchEntity) when calling the GetRole operation: The role with name ${linkedRole} cannot be found.`,
  );
  await text("application-autoscaling", "register-scalable-target", ...target, "--min-capacity=1", "--max-capacity=4");
  const made = await json(
    ...["application-autoscaling", "put-scaling-policy", ...target, "--policy-name", "cpu"],
    ...["--policy-type", "TargetTrackingScaling", "--target-tracking-scaling-policy-configuration"],
    "TargetValue=50,PredefinedMetricSpecification={PredefinedMetricType=ECSServiceAverageCPUUtilization}",
  );
  expect(await text("cloudwatch", "describe-alarms", "--query", "MetricAlarms[].[AlarmName,Threshold]")).toBe(
    `${made.Alarms[0].AlarmName}\t50.0\n${made.Alarms[1].AlarmName}\t45.0\n`,
  );
  const ofTarget = ["--query", "ScalableTargets[0].[MinCapacity,MaxCapacity,RoleARN]"];
  const role = `arn:aws:iam::${me.accountId}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/${linkedRole}`;
  expect(await text("application-autoscaling", "describe-scalable-targets", ...target.slice(0, 2), ...ofTarget)).toBe(
    `1\t4\t${role}\n`,
  );

  // Nobody sends requests: after 15 minutes AlarmLow takes one task away.
  await skip(30);
  expect(await text("ecs", "describe-services", ...ofWeb, "--query", "services[0].desiredCount")).toBe("1\n");
  const activities = [
    "describe-scaling-activities",
    "--service-namespace",
    "ecs",
    "--query",
    "ScalingActivities[].Description",
  ];
  expect(await text("application-autoscaling", ...activities)).toBe("Setting desired count to 1.\n");

  expect(await refused("ecs", "delete-cluster", "--cluster", "shop")).toMatch(/^An error occurred \(ClusterContains/);
  await text("application-autoscaling", "deregister-scalable-target", ...target);
  expect(await text("cloudwatch", "describe-alarms", "--query", "MetricAlarms[].AlarmName")).toBe("");
  await text("ecs", "delete-service", "--cluster", "shop", "--service", "web", "--force");
  await skip(5);
  expect((await me.aws(["ecs", "wait", "services-inactive", ...ofWeb])).code).toBe(0);
  expect(await text("ecs", "delete-cluster", "--cluster", "shop", "--query", "cluster.status")).toBe("INACTIVE\n");
});

test.each(programs)("%s reads the roles of the account from any Region", async (program) => {
  const { aws, text, json, refused, accountId } = await emptyAccount(program);
  const make = ["iam", "create-service-linked-role", "--aws-service-name", "ecs.application-autoscaling.amazonaws.com"];

  const { Role } = await json(...make);
  expect(Role.AssumeRolePolicyDocument.Statement[0].Principal.Service).toEqual([
    "ecs.application-autoscaling.amazonaws.com",
  ]);
  expect(await refused(...make)).toContain(
    `Service role name ${linkedRole} has been taken in this account, please try a different suffix.`,
  );
  const inFrankfurt = await aws(
    ["iam", "get-role", "--role-name", linkedRole, "--query", "Role.Arn", "--output", "text"],
    {
      AWS_DEFAULT_REGION: "eu-central-1",
    },
  );
  expect(inFrankfurt).toEqual({ code: 0, out: `${Role.Arn}\n`, err: "" });
  expect(Role.Arn).toContain(accountId);
  expect(
    await text(
      "iam",
      "list-attached-role-policies",
      "--role-name",
      linkedRole,
      "--query",
      "AttachedPolicies[].PolicyName",
    ),
  ).toBe("AWSApplicationAutoscalingECSServicePolicy\n");
  expect(await refused("iam", "list-users")).toContain("The sandbox does not have ListUsers of AWS IAM.");
});

test.each(programs)("%s publishes a metric, reads its percentiles, and is refused in AWS's words", async (program) => {
  const { aws, json, text, refused, account } = await emptyAccount(program);
  const now: number = (await account()).clock.now;
  const at = (minutes: number) => new Date(Math.floor(now / 60_000) * 60_000 + minutes * 60_000).toISOString();
  const data = { MetricName: "Latency", Timestamp: at(-2), Values: [1, 2, 3, 100], Counts: [40, 40, 19, 1] };

  await aws(["cloudwatch", "put-metric-data", "--namespace", "Shop", "--metric-data", JSON.stringify([data])]);

  const { Datapoints } = await json(
    ...["cloudwatch", "get-metric-statistics", "--namespace", "Shop", "--metric-name", "Latency", "--period", "60"],
    ...["--start-time", at(-5), "--end-time", at(0), "--extended-statistics", "p50", "p100"],
  );
  expect(Datapoints).toHaveLength(1);
  expect(Datapoints[0].ExtendedStatistics.p50).toBeCloseTo(2, 0);
  expect(Datapoints[0].ExtendedStatistics.p100).toBe(100);
  expect(await text("cloudwatch", "list-metrics", "--namespace", "Shop", "--query", "Metrics[].MetricName")).toBe(
    "Latency\n",
  );
  expect(
    await refused("cloudwatch", "set-alarm-state", "--alarm-name=no", "--state-value=OK", "--state-reason=x"),
  ).toMatch(/^An error occurred \(ResourceNotFound(Exception)?\) when calling the SetAlarmState operation/);
  expect(await refused("lambda", "list-functions")).toContain("there is no service lambda in it");
});

test("which AWS CLIs have been tried", () => {
  const said =
    others.length > 0 ? others.join(", ") : "none: awsJson requests of a newer CLI are not tried on this machine";
  console.log(`AWS CLIs besides Debian's 2.9: ${said}`);

  expect(programs[0]).toBe(DEBIAN);
});
