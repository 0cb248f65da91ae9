import { expect, test } from "vitest";
import { advance, readPoints, seriesKey, statistic, taskCounts } from "../../server/sandbox/simulation/index.ts";
import { emptyWorld, workshopWorld } from "../../server/sandbox/starting-states.ts";
import { hash } from "../../server/sandbox/world/random.ts";
import { cpuPolicy, type Lab, policy, users } from "./lab.ts";

const NOW = Date.UTC(2026, 8, 17, 12, 0, 0);
const begin = (seed: number, now = NOW) => workshopWorld({ accountId: "111122223333", seed, now, wallNow: now + 123 });

test("the workshop begins with one running task behind a load balancer, idle for more than an hour", () => {
  const world = begin(1);
  const state = world.regions["us-east-1"]!;

  expect(world).toMatchObject({ accountId: "111122223333", now: NOW, calls: [] });
  expect(world.clock).toMatchObject({ accountAnchor: NOW, wallAnchor: NOW + 123, speed: 24, paused: false });
  expect(Object.keys(world.regions)).toEqual(["us-east-1"]);
  expect(Object.keys(state.ecs.clusters)).toEqual(["containers-workshop-ecs-cluster"]);
  expect(Object.values(state.ecs.containerInstances)).toMatchObject([
    { instanceType: "t2.micro", availabilityZone: "us-east-1a", cpu: 1024, memoryMiB: 983 },
    { instanceType: "t2.micro", availabilityZone: "us-east-1b", cpu: 1024, memoryMiB: 983 },
  ]);
  const service = state.ecs.services["containers-workshop-ecs-cluster/containers-workshop-ecs-service"]!;
  expect(service).toMatchObject({
    status: "ACTIVE",
    schedulingStrategy: "REPLICA",
    launchType: "EC2",
    desiredCount: 1,
    taskDefinition: "containers-workshop-ecs-task-def:1",
    deployments: [{ status: "PRIMARY", rolloutState: "COMPLETED", desiredCount: 1 }],
  });
  expect(taskCounts(state, service)).toEqual({ running: 1, pending: 0 });
  expect(service.events.map((it) => it.message.replaceAll(/[0-9a-f]{16,}|\d{19}/g, "…"))).toEqual([
    "(service containers-workshop-ecs-service) has reached a steady state.",
    "(service containers-workshop-ecs-service) (deployment ecs-svc/…) deployment completed.",
    "(service containers-workshop-ecs-service) registered 1 targets in (target-group arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/containers-workshop-ecs-target/…)",
    "(service containers-workshop-ecs-service) has started 1 tasks: (task …).",
  ]);
  const [group] = Object.values(state.elb.targetGroups);
  expect(Object.values(group!.targets)).toMatchObject([{ state: "healthy", port: 32_768 }]);
  expect(Object.values(state.elb.loadBalancers)[0]!.dnsName).toMatch(
    /^containers-workshop-alb-\d{10}\.us-east-1\.elb\.amazonaws\.com$/,
  );
  const cpu =
    state.cloudwatch.series[
      seriesKey("AWS/ECS", "CPUUtilization", [
        { name: "ClusterName", value: "containers-workshop-ecs-cluster" },
        { name: "ServiceName", value: "containers-workshop-ecs-service" },
      ])
    ]!;
  const hour = readPoints(cpu, { from: NOW - 3_720_000, until: NOW - 120_000, now: NOW });
  expect(hour.at.map((_, i) => statistic(hour, i, "Average"))).toEqual(Array.from({ length: 60 }, () => 0.2));
  expect(state.scaling).toEqual({ targets: {}, activities: [], lastNotScaled: {} });
  expect(state.cloudwatch.alarms).toEqual({});
});

test("every id comes from the seed", () => {
  expect(begin(1)).toStrictEqual(begin(1));
  const [one, other] = [begin(1), begin(2)].map((it) => JSON.stringify(it).match(/[0-9a-f]{32}/g)!);
  expect(new Set(one)).not.toEqual(new Set(other));
  expect(one!.filter((it) => other!.includes(it))).toEqual([]);
});

test("account time is in whole seconds wherever the start lies", () => {
  expect(begin(1, NOW + 789).now).toBe(NOW);
});

test("the eighth task fits, the ninth does not", () => {
  const it = lab(begin(1));
  const count = (tasks: number) => {
    it.service.desiredCount = tasks;
    it.service.scheduler = { unsteady: true, startAt: it.world.now };
    advance(it.world, it.world.now + 60_000);
    return taskCounts(it.state, it.service).running;
  };

  expect(count(8)).toBe(8);
  expect(count(9)).toBe(8);
  expect(it.service.events[0]!.message).toContain("was unable to place a task");
});

test("an empty account has nothing", () => {
  const world = emptyWorld({ accountId: "111122223333", seed: 1, now: NOW, wallNow: NOW });

  expect(world.regions).toEqual({});
  expect(world.calls).toEqual([]);
});

/** Start times of the load and of the account within the minute, and the alarms' phases, differ with the seed. */
const seeds = Array.from({ length: 40 }, (_, i) => hash(`workshop ${i}`));

test("with the seed's settings and 600 users the service goes 1 → 3 → 5 and back to 1, for any seed", () => {
  const walks = seeds.map((seed) => {
    const it = lab(begin(seed, NOW + (seed % 60) * 1000));
    const target = {
      resourceId: "service/containers-workshop-ecs-cluster/containers-workshop-ecs-service",
      uuid: "247ededc-ff95-4b14-828f-c1599d6d9efb",
      arn: "arn",
      roleArn: "role",
      minCapacity: 1,
      maxCapacity: 5,
      createdAt: it.world.now,
      suspended: { dynamicScalingIn: false, dynamicScalingOut: false, scheduledScaling: false },
      policies: {},
      tags: {},
    };
    it.state.scaling.targets[target.resourceId] = target;
    policy(it, target, cpuPolicy(), { high: seed % 60, low: (seed >>> 8) % 60 });
    pass(it, (seed >>> 16) % 120);
    users(it, 600, [10, 20, 100, 600][seed % 4]!);
    pass(it, 900);
    const afterLoad = it.world.now;
    users(it, 0);
    pass(it, 2_400);
    const desired = it.state.scaling.activities.filter((one) => one.goal || one.endedAt).map((one) => one.description);
    // 15 low minutes, at most 55 s and a minute of alarm phase, then four steps of two minutes.
    expect(
      it.state.scaling.activities.filter((one) => one.endedAt).at(-1)!.endedAt! - afterLoad,
      `seed ${seed}`,
    ).toBeLessThan((15 + 1 + 1 + 1 + 4 * 2) * 60_000);
    return desired.join(" ").replaceAll("Setting desired count to ", "").replaceAll(".", "");
  });

  expect(walks.map((walk, i) => `seed ${seeds[i]}: ${walk}`)).toEqual(seeds.map((seed) => `seed ${seed}: 3 5 4 3 2 1`));
});

function lab(world: ReturnType<typeof begin>): Lab {
  const state = world.regions["us-east-1"]!;
  return { world, state, service: Object.values(state.ecs.services)[0]!, changes: [] };
}

const pass = (it: Lab, seconds: number) => it.changes.push(...advance(it.world, it.world.now + seconds * 1000));
