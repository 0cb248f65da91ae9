import { expect, test } from "vitest";
import { Sandboxes } from "../../server/sandbox/sandboxes.ts";
import { AwsError } from "../../server/sandbox/services/aws-error.ts";
import type { ServiceId } from "../../server/sandbox/services/operation.ts";
import type { World } from "../../server/sandbox/world/world.ts";
import { MemoryStore } from "../support/memory-store.ts";
import { CLUSTER, newcomerOf, SERVICE, START } from "../support/sandbox.ts";

/*
 * The same inputs at the same account times give the same history: at every speed, however time is split into looks, with restarts
 * and snapshots in between. What happens is drawn from a seed; a failure prints it.
 */

const ACCOUNT = "123456789012";
const HOURS = 3;

type Chance = () => number;
type Act = (sandboxes: Sandboxes) => Promise<unknown>;
/** An act and the account second at which it happens. */
type Script = { second: number; act: Act }[];

const SEEDS = [1, 2, 3];

test.each(SEEDS)("seed %i: speed, looks, restarts and snapshots leave no trace in the history", async (seed) => {
  const script = scriptOf(seed);

  const plain = await live(script, { speed: 60, seed });
  const others = await Promise.all([
    live(script, { speed: 1, seed }),
    live(script, { speed: 24, seed, looks: 40 }),
    live(script, { speed: 7.5, seed, looks: 10, restarts: "stopped" }),
    live(script, { speed: 24, seed, looks: 10, restarts: "killed" }),
  ]);

  expect(plain.regions["us-east-1"]!.ecs.services[`${CLUSTER}/${SERVICE}`]?.events.length).toBeGreaterThan(1);
  for (const other of others) expect(historyOf(other)).toEqual(historyOf(plain));
});

/** Everything but the clock, whose anchors say how the time was spent. Compared as JSON: also the order of keys is history. */
const historyOf = ({ clock: _, ...world }: World) => JSON.parse(JSON.stringify(world)) as unknown;

type Living = { speed: number; seed: number; looks?: number; restarts?: "stopped" | "killed" };

/** Performs a script in account time, the wall clock going at the pace that `speed` asks for. */
async function live(script: Script, { speed, seed, looks = 0, restarts }: Living): Promise<World> {
  const chance = chanceOf(seed * 1_000 + speed * 10 + looks);
  const store = new MemoryStore();
  let wall = START;
  const start = () => new Sandboxes({ store, notify: () => {}, wall: () => wall });
  let sandboxes = start();
  await sandboxes.create({ accountId: ACCOUNT, seed, state: "workshop", newcomer: newcomerOf(ACCOUNT) });
  await sandboxes.setClock(ACCOUNT, { speed });

  /** Lets wall time go on until the account has reached a second; nobody stays away for as long as a lease. */
  const until = async (second: number) => {
    const goal = START + Math.ceil((second * 1_000) / speed);
    while (wall < goal) {
      wall = Math.min(goal, wall + 5 * 60_000);
      await sandboxes.touch(ACCOUNT);
    }
    expect(await sandboxes.now(ACCOUNT)).toBe(START + second * 1_000);
  };

  const looksAt = Array.from({ length: looks }, () => ({
    second: 1 + Math.floor(chance() * HOURS * 3_600),
    act: look,
  }));
  for (const { second, act } of [...script, ...looksAt].sort((a, b) => a.second - b.second)) {
    await until(second);
    await act(sandboxes);
    if (!restarts || chance() < 0.5) continue;
    if (restarts === "stopped") await sandboxes.close();
    sandboxes = start();
  }
  await until(HOURS * 3_600);
  return sandboxes.world(ACCOUNT);
}

const look: Act = (sandboxes) => sandboxes.load(ACCOUNT);

/** What a participant might do within some hours, drawn from a seed. Much of it is refused; that is history too. */
function scriptOf(seed: number): Script {
  const chance = chanceOf(seed);
  const whole = (least: number, most: number) => least + Math.floor(chance() * (most - least + 1));
  let requests = 0;
  const call = (service: ServiceId, operation: string, input: unknown): Act => {
    const requestId = `request-${requests++}`;
    return async (sandboxes) => {
      const { principal, userId } = newcomerOf(ACCOUNT).key;
      const request = {
        accountId: ACCOUNT,
        region: "us-east-1",
        service,
        operation,
        input,
        principal,
        userId,
        requestId,
      };
      await sandboxes.call(request).catch((error: unknown) => {
        if (!(error instanceof AwsError)) throw error;
      });
    };
  };
  const load =
    (users: number): Act =>
    (sandboxes) =>
      sandboxes.setLoad(ACCOUNT, { users, spawnRate: 10 });
  const target = {
    ServiceNamespace: "ecs",
    ResourceId: `service/${CLUSTER}/${SERVICE}`,
    ScalableDimension: "ecs:service:DesiredCount",
  };
  const service = { cluster: CLUSTER, service: SERVICE };
  const acts: (() => Act)[] = [
    () =>
      call("application-autoscaling", "RegisterScalableTarget", {
        ...target,
        MinCapacity: whole(0, 2),
        MaxCapacity: whole(2, 8),
      }),
    () =>
      call("application-autoscaling", "PutScalingPolicy", {
        ...target,
        PolicyName: `policy-${whole(1, 2)}`,
        PolicyType: "TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: whole(20, 70),
          PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageCPUUtilization" },
          ScaleOutCooldown: 30,
          ScaleInCooldown: 30,
        },
      }),
    () => call("application-autoscaling", "DeleteScalingPolicy", { ...target, PolicyName: `policy-${whole(1, 2)}` }),
    () => call("application-autoscaling", "DeregisterScalableTarget", target),
    () => call("ecs", "UpdateService", { ...service, desiredCount: whole(0, 10) }),
    () => call("ecs", "UpdateService", { ...service, forceNewDeployment: true }),
    () =>
      call("ecs", "RegisterTaskDefinition", {
        family: "web",
        containerDefinitions: [{ name: "web", image: "nginx", memory: 64 }],
      }),
    () =>
      call("ecs", "CreateService", {
        cluster: CLUSTER,
        serviceName: `web-${whole(1, 3)}`,
        taskDefinition: "web",
        desiredCount: whole(0, 3),
      }),
    () => call("ecs", "DeleteService", { cluster: CLUSTER, service: `web-${whole(1, 3)}`, force: true }),
    () => call("ecs", "DescribeServices", { cluster: CLUSTER, services: [SERVICE] }),
    () => stopSomeTask(whole(0, 9), call),
    () => load(whole(0, 3) * 300),
    () => load(600),
  ];
  // The workshop's own configuration first, so that something scales; then whatever comes.
  const first = [acts[0]!(), acts[1]!(), acts[12]!()].map((act, index) => ({ second: 60 + index, act }));
  const rest = Array.from({ length: 40 }, () => ({
    second: whole(120, HOURS * 3_600 - 1),
    act: acts[whole(0, acts.length - 1)]!(),
  }));
  const reset =
    chance() < 0.5
      ? [{ second: whole(120, HOURS * 3_600), act: ((it) => it.reset(ACCOUNT, "workshop")) satisfies Act }]
      : [];
  return [...first, ...rest, ...reset].sort((a, b) => a.second - b.second);
}

/** The task with this place among those there are, if any. */
function stopSomeTask(place: number, call: (service: ServiceId, operation: string, input: unknown) => Act): Act {
  // The request is numbered when the script is written, its task is found when it is performed.
  const input: { cluster: string; task?: string } = { cluster: CLUSTER };
  const stop = call("ecs", "StopTask", input);
  return async (sandboxes) => {
    const tasks = Object.keys((await sandboxes.world(ACCOUNT)).regions["us-east-1"]!.ecs.tasks);
    if (tasks.length === 0) return;
    input.task = tasks[place % tasks.length]!;
    await stop(sandboxes);
  };
}

/** mulberry32. */
function chanceOf(seed: number): Chance {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
