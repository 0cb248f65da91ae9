import {
  DescribeScalingActivitiesCommand,
  PutScalingPolicyCommand,
  type PutScalingPolicyCommandInput,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { DescribeLoadBalancersCommand, DescribeTargetGroupsCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { describe, expect, test } from "vitest";
import { EXPERIMENTS } from "../../site/islands/policy-lab/experiments.ts";
import { experimentOf, hashOf } from "../../site/islands/policy-lab/link.ts";
import { parOf, scoreOf } from "../../site/islands/policy-lab/par.ts";
import { PRICES, priceOf } from "../../site/islands/policy-lab/price.ts";
import { type Run, runOf } from "../../site/islands/policy-lab/run.ts";
import { type Load, type Settings, START, usualLoad, usualSettings } from "../../site/islands/policy-lab/settings.ts";
import { START as ACCOUNT_START, CLUSTER, SERVICE, sandbox, type TestSandbox } from "../support/sandbox.ts";

const MINUTE = 60_000;
/** The policy of a run is made so long before its minute 0. */
const LEAD_MINUTES = 20;

const run = (settings: Partial<Settings> = {}, load: Partial<Load> = {}): Run =>
  runOf({ ...usualSettings, ...settings }, { ...usualLoad, ...load });

/** `mm:ss to n` of each change of the desired count. */
const scalings = ({ decisions }: Run): string[] =>
  decisions.flatMap(({ at, outcome }) => (outcome.kind === "scaled" ? [`${clock(at - START)} to ${outcome.to}`] : []));

const clock = (ms: number): string => new Date(ms).toISOString().slice(14, 19);

describe("a run does what an account does with the same settings", () => {
  const cases: [
    string,
    Partial<Settings>,
    (it: TestSandbox) => Promise<Partial<PutScalingPolicyCommandInput>["TargetTrackingScalingPolicyConfiguration"]>,
  ][] = [
    ["CPU of 40 %", {}, async () => cpu(40)],
    ["CPU of 60 %, at most 3 tasks", { cpuTarget: 60, maxCapacity: 3 }, async () => cpu(60)],
    [
      "750 requests per target",
      { policy: "requests" },
      async (it) => ({
        ...cpu(750),
        PredefinedMetricSpecification: {
          PredefinedMetricType: "ALBRequestCountPerTarget",
          ResourceLabel: await resourceLabel(it),
        },
      }),
    ],
  ];

  test.each(cases)("%s", async (_, settings, configuration) => {
    const account = await sandbox();
    const of = {
      ServiceNamespace: "ecs" as const,
      ScalableDimension: "ecs:service:DesiredCount" as const,
      ResourceId: `service/${CLUSTER}/${SERVICE}`,
    };
    const { scaling } = account.aws;
    const MaxCapacity = settings.maxCapacity ?? 5;
    await scaling.send(new RegisterScalableTargetCommand({ ...of, MinCapacity: 1, MaxCapacity }));
    await scaling.send(
      new PutScalingPolicyCommand({
        ...of,
        PolicyName: "containers-workshop-ecs-scaling-policy",
        PolicyType: "TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration: await configuration(account),
      }),
    );
    await account.pass({ minutes: LEAD_MINUTES + 5 });
    await account.load({ users: 600, spawnRate: 600 });
    await account.pass({ minutes: 30 });
    await account.load({ users: 0 });
    await account.pass({ minutes: 25 });

    const { ScalingActivities } = await scaling.send(new DescribeScalingActivitiesCommand(of));
    const zero = ACCOUNT_START + LEAD_MINUTES * MINUTE;
    const expected = ScalingActivities!
      .map((it) => `${clock(it.StartTime!.getTime() - zero)} to ${/\d+/.exec(it.Description!)![0]}`)
      .reverse();

    expect(expected.length).toBeGreaterThan(2);
    expect(scalings(run(settings))).toEqual(expected);
    await account.close();
  });
});

const cpu = (TargetValue: number) => ({
  TargetValue,
  PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageCPUUtilization" as const },
  ScaleOutCooldown: 30,
  ScaleInCooldown: 30,
});

async function resourceLabel({ aws }: TestSandbox): Promise<string> {
  const { LoadBalancers } = await aws.elb.send(new DescribeLoadBalancersCommand());
  const { TargetGroups } = await aws.elb.send(new DescribeTargetGroupsCommand());
  const [balancer, group] = [LoadBalancers![0]!.LoadBalancerArn!, TargetGroups![0]!.TargetGroupArn!];
  return `${balancer.split(":loadbalancer/")[1]}/${group.split(":")[5]}`;
}

test("the same settings give the same run", () => {
  expect(run()).toEqual(run());
});

test("what a setting means shows in the run", () => {
  const usual = run();

  expect(run({ maxCapacity: 2 }).figures).toMatchObject({ mostTasks: 2, minutesAbove: 30 });
  expect(run({ minCapacity: 4 }).running[0]).toBe(4);
  expect(run({ scaleIn: "off" }).figures.endTasks).toBe(5);
  expect(run({ scaleInCooldownSeconds: 600 }).figures.endTasks).toBeGreaterThan(usual.figures.endTasks);
  expect(run({ startSeconds: 200 }).figures.minutesToGrow! - usual.figures.minutesToGrow!).toBeCloseTo(189 / 60, 0);
  expect(run({ taskCpu: "1024" }).figures.mostTasks).toBe(2);
  expect(scalings(run({ policy: "step", outTasks: 1, farTasks: 4 }))[0]).toMatch(/ to 5$/);
  expect(run({}, { users: 0 }).figures).toMatchObject({ requests: 0, goodShare: 1, minutesToGrow: null });
});

test("a run costs its task-hours at Fargate's price for a task of that size", () => {
  expect(priceOf(1, "256")).toBeCloseTo(0.25 * PRICES.vcpuHour + 0.5 * PRICES.gigabyteHour, 10);
  expect(priceOf(10, "1024")).toBeCloseTo(10 * (PRICES.vcpuHour + 2 * PRICES.gigabyteHour), 10);
  const quiet = run({}, { users: 0 }).figures;
  expect(quiet.taskHours).toBe(1);
  expect(quiet.price).toBe(priceOf(1, "256"));
});

test("par is the bill of a fixed number of tasks; a run that misses the goal has no score", () => {
  const day: Load = { ...usualLoad, kind: "day", fromMinute: 0, untilMinute: 240, minutes: 240 };
  const par = parOf(day);
  const { figures } = run({ policy: "requests", requestTarget: 1300, maxCapacity: 8 }, day);

  expect(par).toEqual({ tasks: 3, price: priceOf(12, "256") });
  expect(scoreOf(figures, par)).toBeCloseTo(figures.price / par.price - 1, 10);
  expect(scoreOf({ ...figures, goodShare: 0.9899 }, par)).toBeUndefined();
});

test("an experiment comes back from its address as it was", () => {
  for (const { experiment } of EXPERIMENTS)
    expect(experimentOf(hashOf(experiment))).toEqual({ experiment, ignored: [] });
});
