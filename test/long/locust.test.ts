import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  ApplicationAutoScalingClient,
  DescribeScalingActivitiesCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { CloudWatchClient, GetMetricStatisticsCommand, type Statistic } from "@aws-sdk/client-cloudwatch";
import { DescribeServicesCommand, ECSClient } from "@aws-sdk/client-ecs";
import { DescribeLoadBalancersCommand, ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { CLUSTER, SERVICE } from "../support/names.ts";
import { type Server, startServer } from "../support/server.ts";
import { foreignParticipant, requireProgram } from "./foreign-client.ts";

/*
 * Locust itself, as Debian packages it (2.12), against the application's address: real requests over real sockets, in real time. How
 * many there are depends on the machine; what is compared is what Locust counted with what CloudWatch says.
 */

const LOCUST = "/usr/bin/locust";
const target = {
  ServiceNamespace: "ecs",
  ResourceId: `service/${CLUSTER}/${SERVICE}`,
  ScalableDimension: "ecs:service:DesiredCount",
} as const;

let server: Server;
let folder: string;
const running = new Set<ChildProcess>();
beforeAll(async () => {
  requireProgram(LOCUST, "python3-locust");
  server = await startServer();
  folder = mkdtempSync(path.join(tmpdir(), "workshop-locust-"));
});
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server?.close();
});

/** A participant whose service scales as the workshop says, with a Locust of their own. */
async function visitor() {
  const it = await foreignParticipant(server.url);
  const { appUrl } = await it.account();
  const config = {
    endpoint: it.endpointUrl,
    region: "us-east-1",
    credentials: { accessKeyId: it.env.AWS_ACCESS_KEY_ID, secretAccessKey: it.env.AWS_SECRET_ACCESS_KEY },
  };
  const scaling = new ApplicationAutoScalingClient(config);
  await scaling.send(new RegisterScalableTargetCommand({ ...target, MinCapacity: 1, MaxCapacity: 5 }));
  await scaling.send(
    new PutScalingPolicyCommand({
      ...target,
      PolicyName: "containers-workshop-ecs-scaling-policy",
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 40,
        PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageCPUUtilization" },
        ScaleOutCooldown: 30,
        ScaleInCooldown: 30,
      },
    }),
  );
  const ecs = new ECSClient(config);
  const cloudwatch = new CloudWatchClient(config);
  const elb = new ElasticLoadBalancingV2Client(config);
  const balancer = (await elb.send(new DescribeLoadBalancersCommand())).LoadBalancers![0]!.LoadBalancerArn!;
  return {
    ...it,
    appUrl: appUrl as string,
    async activities() {
      return (await scaling.send(new DescribeScalingActivitiesCommand({ ServiceNamespace: "ecs" }))).ScalingActivities!;
    },
    clock: async (setting: object) => (await it.put("/api/account/clock", setting)).json() as { now: number },
    async service() {
      const { services } = await ecs.send(new DescribeServicesCommand({ cluster: CLUSTER, services: [SERVICE] }));
      return services![0]!;
    },
    /** One statistic of a minute of account time. */
    async minute(at: number, namespace: string, metric: string, statistic: Statistic): Promise<number | undefined> {
      const { Datapoints } = await cloudwatch.send(
        new GetMetricStatisticsCommand({
          Namespace: namespace,
          MetricName: metric,
          Dimensions:
            namespace === "AWS/ECS"
              ? [
                  { Name: "ClusterName", Value: CLUSTER },
                  { Name: "ServiceName", Value: SERVICE },
                ]
              : [{ Name: "LoadBalancer", Value: balancer.split(":loadbalancer/")[1]! }],
          StartTime: new Date(at),
          EndTime: new Date(at + 60_000),
          Period: 60,
          Statistics: [statistic],
        }),
      );
      return Datapoints![0]?.[statistic];
    },
  };
}

type Run = { users: number; rate: number; seconds: number; host: string; wait?: string };
type Ran = { code: number | null; said: string; requests: number; failures: number; averageMs: number };

/** Runs Locust without its page, with the chapter's locustfile unless another wait is asked for, and reads the sum of its table. */
function locust({ users, rate, seconds, host, wait }: Run): Promise<Ran> {
  const chapters = readFileSync(path.join(import.meta.dirname, "../../content/templates/locustfile.py"), "utf8");
  const file = wait
    ? chapters.replace(/between\(5, 15\)/, wait).replace("between,", "between, constant_pacing,")
    : chapters;
  const locustfile = path.join(mkdtempSync(path.join(folder, "run-")), "locustfile.py");
  writeFileSync(locustfile, file);
  const args = ["--headless", "--only-summary", "-f", locustfile, "-u", users, "-r", rate, "-t", seconds, "-H", host];
  const child = spawn(LOCUST, args.map(String), { stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (piece: string) => {
      said += piece;
    });
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code) => {
      running.delete(child);
      const [, requests, failures, averageMs] = /^ +Aggregated +(\d+) +(\d+)\(\S+\) \| +(\d+)/m.exec(said) ?? [];
      resolve({ code, said, requests: Number(requests), failures: Number(failures), averageMs: Number(averageMs) });
    });
  });
}

test("at the default speed the chapter's 600 users of a real Locust make the service scale out to five tasks", async () => {
  const me = await visitor();
  expect((await me.account()).clock.speed).toBe(24);
  let most = 0;
  let ended = false;

  const run = locust({ users: 600, rate: 100, seconds: 75, host: me.appUrl }).finally(() => {
    ended = true;
  });
  while (!ended && most < 5) {
    most = Math.max(most, (await me.service()).desiredCount!);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const { requests, failures, said } = await run;

  expect(most, said).toBe(5);
  expect((await me.activities()).toReversed().map((it) => [it.Description, it.Cause])).toEqual([
    ["Setting desired count to 3.", expect.stringMatching(/AlarmHigh.* in state ALARM triggered policy/)],
    ["Setting desired count to 5.", expect.stringMatching(/AlarmHigh.* in state ALARM triggered policy/)],
  ]);
  // A full task makes users wait for about nine seconds, and turns nobody away.
  expect(requests).toBeGreaterThan(1_000);
  expect(failures / requests).toBeLessThan(0.01);
  expect((await me.check("send-load")).status).toBe("pass");
});

test("at real time CloudWatch counts the requests that Locust sent, and CPU is what they cost", async () => {
  const me = await visitor();
  const { now } = await me.clock({ speed: 1 });
  // To five seconds before a minute begins, so that the run covers it whole.
  const minute = Math.ceil((now + 10_000) / 60_000) * 60_000;
  await me.clock({ advanceSeconds: Math.max(1, Math.round((minute - 5_000 - now) / 1_000)) });

  const { code, requests, failures, averageMs, said } = await locust({
    users: 10,
    rate: 10,
    seconds: 72,
    host: me.appUrl,
    wait: "constant_pacing(1)",
  });
  await me.clock({ advanceSeconds: 180 });

  expect({ code, failures }, said).toEqual({ code: 0, failures: 0 });
  const perSecond = requests / 72;
  const counted = (await me.minute(minute, "AWS/ApplicationELB", "RequestCount", "Sum"))!;
  expect(counted / 60 / perSecond).toBeGreaterThan(0.85);
  expect(counted / 60 / perSecond).toBeLessThan(1.15);
  // A quarter of a vCPU does 31.25 such requests a second.
  const cpu = (await me.minute(minute, "AWS/ECS", "CPUUtilization", "Average"))!;
  expect(cpu / (counted / 60 / 0.3125)).toBeCloseTo(1, 1);
  // 30 ms for the way, 32 of work; what the machine adds is not ours.
  expect(averageMs).toBeGreaterThanOrEqual(60);
});

test("more than one task can do waits in a queue: Locust sees what the task gives, CPU is at its limit", async () => {
  const me = await visitor();
  const { now } = await me.clock({ speed: 1 });
  const minute = Math.ceil((now + 20_000) / 60_000) * 60_000;
  await me.clock({ advanceSeconds: Math.max(1, Math.round((minute - 15_000 - now) / 1_000)) });

  const { requests, failures, said } = await locust({
    users: 100,
    rate: 100,
    seconds: 80,
    host: me.appUrl,
    wait: "constant_pacing(1)",
  });
  await me.clock({ advanceSeconds: 120 });

  expect(failures, said).toBe(0);
  // 100 users would send 100 a second.
  expect(requests / 80).toBeGreaterThan(25);
  expect(requests / 80).toBeLessThan(33);
  expect(await me.minute(minute, "AWS/ECS", "CPUUtilization", "Average")).toBeGreaterThan(90);
  // So many wait that each of them waits for about three seconds.
  expect(await me.minute(minute, "AWS/ApplicationELB", "TargetResponseTime", "Average")).toBeGreaterThan(2);
});

test("while the account's time is paused requests are answered and not counted", async () => {
  const me = await visitor();
  const { now } = await me.clock({ paused: true });

  const { requests, failures } = await locust({
    users: 5,
    rate: 5,
    seconds: 4,
    host: me.appUrl,
    wait: "constant_pacing(1)",
  });
  await me.clock({ advanceSeconds: 240 });

  expect(requests).toBeGreaterThan(5);
  expect(failures).toBe(0);
  const minute = Math.ceil(now / 60_000) * 60_000;
  expect(await me.minute(minute, "AWS/ApplicationELB", "RequestCount", "Sum")).toBeUndefined();
});
