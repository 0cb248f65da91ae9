import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startServer } from "../support/server.ts";
import { foreignParticipant, type Ran, requireProgram, run } from "./foreign-client.ts";

/* The workshop by the AWS CLI as Debian packages it (2.9: CloudWatch in the query protocol), over HTTP with its own signatures. */

const AWS = "/usr/bin/aws";
const cluster = "containers-workshop-ecs-cluster";
const service = "containers-workshop-ecs-service";
const policyName = "containers-workshop-ecs-scaling-policy";
const target = [
  ...["--service-namespace", "ecs", "--resource-id", `service/${cluster}/${service}`],
  ...["--scalable-dimension", "ecs:service:DesiredCount"],
];
const ofService = ["--cluster", cluster, "--services", service];
const cpuMetric = ["--namespace", "AWS/ECS", "--metric-name", "CPUUtilization"];
const cpuDimensions = [
  { Name: "ClusterName", Value: cluster },
  { Name: "ServiceName", Value: service },
];
const DONE = { status: "pass", open: [] };

let server: Server;
beforeAll(async () => {
  requireProgram(AWS, "awscli");
  server = await startServer();
});
afterAll(() => server?.close());

/** A participant at their own terminal. */
async function terminal() {
  const participant = await foreignParticipant(server.url);
  const aws = (args: string[], env: Record<string, string> = {}): Promise<Ran> =>
    run(AWS, ["--endpoint-url", participant.endpointUrl, ...args], { ...participant.env, ...env });
  return {
    ...participant,
    aws,
    /** What a command that succeeds prints: rows of columns with `--output text`. */
    async rows(...args: string[]): Promise<string[][]> {
      const { code, out, err } = await aws([...args, "--output", "text"]);
      if (code !== 0) throw new Error(`aws ${args.join(" ")}: ${code} ${err}`);
      return out
        .trimEnd()
        .split("\n")
        .map((line) => line.split("\t"));
    },
    async json(...args: string[]) {
      const { code, out, err } = await aws([...args, "--output", "json"]);
      if (code !== 0) throw new Error(`aws ${args.join(" ")}: ${code} ${err}`);
      return out === "" ? undefined : JSON.parse(out);
    },
    /** Account time goes on by so many minutes. */
    skip: (minutes: number) => participant.put("/api/account/clock", { advanceSeconds: minutes * 60 }),
  };
}

async function configure({ json }: Awaited<ReturnType<typeof terminal>>) {
  await json("application-autoscaling", "register-scalable-target", ...target, "--min-capacity=1", "--max-capacity=5");
  return json(
    ...["application-autoscaling", "put-scaling-policy", ...target, "--policy-name", policyName],
    ...["--policy-type", "TargetTrackingScaling", "--target-tracking-scaling-policy-configuration"],
    "TargetValue=40,PredefinedMetricSpecification={PredefinedMetricType=ECSServiceAverageCPUUtilization},ScaleOutCooldown=30,ScaleInCooldown=30",
  );
}

test("the workshop from configuration to cleaning up, and every check passes", async () => {
  const me = await terminal();
  const { rows, json, skip, check } = me;

  expect((await check("number-of-tasks")).status).toBe("fail");
  const made = await configure(me);

  expect(made.PolicyARN).toContain(`:resource/ecs/service/${cluster}/${service}:policyName/${policyName}`);
  expect(
    await rows(
      "application-autoscaling",
      "describe-scalable-targets",
      "--service-namespace",
      "ecs",
      "--query",
      "ScalableTargets[].[ResourceId,MinCapacity,MaxCapacity]",
    ),
  ).toEqual([[`service/${cluster}/${service}`, "1", "5"]]);
  expect(
    await rows(
      "application-autoscaling",
      "describe-scaling-policies",
      "--service-namespace",
      "ecs",
      "--query",
      "ScalingPolicies[].[PolicyName,TargetTrackingScalingPolicyConfiguration.TargetValue]",
    ),
  ).toEqual([[policyName, "40.0"]]);
  expect(
    await rows(
      "cloudwatch",
      "describe-alarms",
      "--query",
      "MetricAlarms[].[AlarmName,Threshold,ComparisonOperator,EvaluationPeriods]",
    ),
  ).toEqual([
    [made.Alarms[0].AlarmName, "40.0", "GreaterThanThreshold", "3"],
    [made.Alarms[1].AlarmName, "36.0", "LessThanThreshold", "15"],
  ]);
  for (const step of ["number-of-tasks", "scaling-policy", "see-the-configuration"])
    expect(await check(step)).toEqual(DONE);

  await me.put("/api/account/load", { users: 600, spawnRate: 100 });
  await skip(30);
  expect(
    await rows("ecs", "describe-services", ...ofService, "--query", "services[0].[status,desiredCount,runningCount]"),
  ).toEqual([["ACTIVE", "5", "5"]]);
  expect((await json("ecs", "list-tasks", "--cluster", cluster, "--service-name", service)).taskArns).toHaveLength(5);
  expect(
    await rows(
      "application-autoscaling",
      "describe-scaling-activities",
      "--service-namespace",
      "ecs",
      "--query",
      "ScalingActivities[].[Description,StatusCode]",
    ),
  ).toContainEqual(["Setting desired count to 5.", "Successful"]);
  expect(
    await rows(
      "cloudwatch",
      "describe-alarm-history",
      "--alarm-name",
      made.Alarms[0].AlarmName,
      "--history-item-type",
      "StateUpdate",
      "--query",
      "AlarmHistoryItems[].[HistorySummary]",
    ),
  ).toContainEqual(["Alarm updated from OK to ALARM"]);
  for (const step of ["send-load", "alarm-high", "scaled-out"]) expect(await check(step)).toEqual(DONE);

  await me.put("/api/account/load", { users: 0, spawnRate: 100 });
  await skip(90);
  for (const step of ["load-stopped", "scaled-in"]) expect(await check(step)).toEqual(DONE);
  await json("application-autoscaling", "delete-scaling-policy", ...target, "--policy-name", policyName);
  await json("application-autoscaling", "deregister-scalable-target", ...target);
  expect((await json("cloudwatch", "describe-alarms")).MetricAlarms).toEqual([]);
  expect(await check("clean-up")).toEqual(DONE);
});

test("GetMetricData, GetMetricStatistics and ListMetrics answer in the query protocol, with numbers that fit together", async () => {
  const { json, put, account, skip } = await terminal();
  await put("/api/account/clock", { paused: true });
  await put("/api/account/load", { users: 600, spawnRate: 600 });
  await skip(20);
  const now: number = (await account()).clock.now;
  const minute = (ago: number) => new Date(Math.floor(now / 60_000) * 60_000 - ago * 60_000).toISOString();
  const range = ["--start-time", minute(12), "--end-time", minute(2)];

  const { MetricDataResults } = await json(
    "cloudwatch",
    "get-metric-data",
    ...range,
    "--metric-data-queries",
    JSON.stringify([
      {
        Id: "cpu",
        MetricStat: {
          Metric: { Namespace: "AWS/ECS", MetricName: "CPUUtilization", Dimensions: cpuDimensions },
          Period: 60,
          Stat: "Average",
        },
      },
    ]),
  );
  const { Datapoints, Label } = await json(
    "cloudwatch",
    "get-metric-statistics",
    ...cpuMetric,
    ...range,
    "--period",
    "60",
    "--statistics",
    "Average",
    "--dimensions",
    ...cpuDimensions.map(({ Name, Value }) => `Name=${Name},Value=${Value}`),
  );
  const { Metrics } = await json("cloudwatch", "list-metrics", ...cpuMetric);

  const [cpu] = MetricDataResults;
  expect(Label).toBe("CPUUtilization");
  expect(cpu).toMatchObject({ Id: "cpu", Label: "CPUUtilization", StatusCode: "Complete" });
  expect(cpu.Values).toHaveLength(10);
  // 600 users saturate the one task there is, whose CPU is a hard cap.
  expect(new Set(cpu.Values)).toEqual(new Set([100]));
  const byTime = (points: [string, number][]) => points.map(([at, value]) => [Date.parse(at), value]).sort();
  expect(byTime(cpu.Timestamps.map((at: string, i: number) => [at, cpu.Values[i]]))).toEqual(
    byTime(Datapoints.map((it: { Timestamp: string; Average: number }) => [it.Timestamp, it.Average])),
  );
  expect(Metrics).toContainEqual({ Namespace: "AWS/ECS", MetricName: "CPUUtilization", Dimensions: cpuDimensions });
});

test("clusters, container instances, task definitions, load balancers and the caller are there", async () => {
  const { rows, json, accountId } = await terminal();

  expect(await rows("sts", "get-caller-identity", "--query", "[Account,Arn]")).toEqual([
    [accountId, `arn:aws:iam::${accountId}:user/participant`],
  ]);
  expect(
    await rows(
      "ecs",
      "describe-clusters",
      "--clusters",
      cluster,
      "--query",
      "clusters[].[status,registeredContainerInstancesCount,runningTasksCount,activeServicesCount]",
    ),
  ).toEqual([["ACTIVE", "2", "1", "1"]]);
  const { taskArns } = await json("ecs", "list-tasks", "--cluster", cluster);
  const { tasks } = await json("ecs", "describe-tasks", "--cluster", cluster, "--tasks", ...taskArns);
  const { taskDefinition } = await json(
    "ecs",
    "describe-task-definition",
    "--task-definition",
    tasks[0].taskDefinitionArn,
  );
  expect(taskDefinition).toMatchObject({ family: "containers-workshop-ecs-task-def", cpu: "256" });
  expect(await rows("elbv2", "describe-load-balancers", "--query", "LoadBalancers[].[LoadBalancerName,Type]")).toEqual([
    ["containers-workshop-alb", "application"],
  ]);
  const [[group]] = (await rows("elbv2", "describe-target-groups", "--query", "TargetGroups[].TargetGroupArn")) as [
    [string],
  ];
  expect(
    await rows(
      "elbv2",
      "describe-target-health",
      "--target-group-arn",
      group,
      "--query",
      "TargetHealthDescriptions[].TargetHealth.State",
    ),
  ).toEqual([["healthy"]]);
});

test("a table is drawn, pages follow each other, and a waiter waits in account time", async () => {
  const { aws, json, put } = await terminal();

  const table = await aws([
    "ecs",
    "describe-services",
    ...ofService,
    "--output",
    "table",
    "--query",
    "services[].{name:serviceName}",
  ]);
  expect(table.out).toContain("DescribeServices");
  expect(table.out).toContain(`|  ${service}  |`);

  const all = (await json("cloudwatch", "list-metrics")).Metrics;
  const { Metrics: first, NextToken } = await json("cloudwatch", "list-metrics", "--max-items", "3");
  const { Metrics: rest } = await json("cloudwatch", "list-metrics", "--starting-token", NextToken);
  expect(first).toHaveLength(3);
  expect([...first, ...rest]).toEqual(all);

  await put("/api/account/clock", { speed: 60 });
  await json("ecs", "update-service", "--cluster", cluster, "--service", service, "--desired-count", "3");
  expect(await aws(["ecs", "wait", "services-stable", ...ofService])).toEqual({ code: 0, out: "", err: "" });
  expect((await json("ecs", "describe-services", ...ofService)).services[0]).toMatchObject({
    desiredCount: 3,
    runningCount: 3,
  });
});

test("refusals end with 254 and AWS's words, wrong keys and absent operations too", async () => {
  const { aws } = await terminal();
  const said = (code: string, operation: string, message: string) => ({
    code: 254,
    out: "",
    err: `\nAn error occurred (${code}) when calling the ${operation} operation: ${message}\n`,
  });

  expect(await aws(["ecs", "describe-services", "--cluster", "nowhere", "--services", "x"])).toEqual(
    said("ClusterNotFoundException", "DescribeServices", "Cluster not found."),
  );
  expect(await aws(["elbv2", "describe-load-balancers", "--names", "nothing"])).toEqual(
    said("LoadBalancerNotFound", "DescribeLoadBalancers", "One or more load balancers not found"),
  );
  const backwards = ["--start-time", "2026-01-02T00:00:00Z", "--end-time", "2026-01-01T00:00:00Z", "--period", "60"];
  expect(
    await aws(["cloudwatch", "get-metric-statistics", ...cpuMetric, ...backwards, "--statistics", "Average"]),
  ).toEqual(
    said(
      "InvalidParameterValue",
      "GetMetricStatistics",
      "The parameter StartTime must be less than the parameter EndTime.",
    ),
  );
  expect(await aws(["application-autoscaling", "deregister-scalable-target", ...target])).toEqual(
    said(
      "ObjectNotFoundException",
      "DeregisterScalableTarget",
      `No scalable target found for service namespace: ecs, resource ID: service/${cluster}/${service}, scalable dimension: ecs:service:DesiredCount`,
    ),
  );
  expect(await aws(["ecs", "discover-poll-endpoint"])).toEqual(
    said(
      "UnknownOperationException",
      "DiscoverPollEndpoint",
      "The sandbox does not have DiscoverPollEndpoint of Amazon ECS.",
    ),
  );
  const wrong = { AWS_SECRET_ACCESS_KEY: "wrong" };
  expect((await aws(["ecs", "list-clusters"], wrong)).err).toContain("(InvalidSignatureException)");
  expect((await aws(["sts", "get-caller-identity"], wrong)).err).toContain("(SignatureDoesNotMatch)");
  expect((await aws(["ecs", "list-clusters"], { AWS_ACCESS_KEY_ID: "AKIANOBODY" })).err).toContain(
    "(UnrecognizedClientException)",
  );
});
