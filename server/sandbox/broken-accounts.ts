import { catalog } from "./services/catalog.ts";
import type { ServiceId } from "./services/operation.ts";
import { advance, setLoad } from "./simulation/index.ts";
import { names, type StartingState, WORKSHOP_REGION, workshopWorld } from "./starting-states.ts";
import { newWorld } from "./world/new-world.ts";
import { randomUuid } from "./world/random.ts";
import type { RegionState, World } from "./world/world.ts";

/*
 * The accounts of the lab "Why did it not scale?". Each is the workshop's account with a past: somebody configured it, users came, and
 * something did not happen. All of it is lived through, so that metrics, alarms, activities and events are what the simulation makes of it.
 */

const MINUTE = 60_000;

/** What a colleague has done in the account's past. */
type Past = {
  state: RegionState;
  call(service: ServiceId, operation: string, input: object): void;
  users(count: number): void;
  pass(minutes: number): void;
};

/** The workshop's account so many minutes ago, and what has happened since. */
const since =
  (minutes: number, live: (past: Past) => void) =>
  (it: StartingState): World => {
    const world = workshopWorld({ ...it, now: it.now - minutes * MINUTE });
    world.clock = newWorld(it).clock;
    const state = world.regions[WORKSHOP_REGION]!;
    const principal = `arn:aws:iam::${world.accountId}:user/colleague`;
    const caller = { accountId: world.accountId, region: state.name, principal, userId: "AIDACOLLEAGUE" };
    live({
      state,
      call: (service, operation, input) =>
        void catalog[service][operation]!.run({
          world,
          state,
          caller: { ...caller, requestId: randomUuid(world) },
          input,
          changes: [],
        }),
      users: (users) => setLoad(world, state, { users, spawnRate: 100 }, []),
      pass: (count) => void advance(world, world.now + count * MINUTE),
    });
    advance(world, world.clock.accountAnchor);
    return world;
  };

const service = { cluster: names.cluster, service: names.service };
const target = {
  ServiceNamespace: "ecs",
  ResourceId: `service/${names.cluster}/${names.service}`,
  ScalableDimension: "ecs:service:DesiredCount",
};
const USERS = 600;

function register({ call }: Past, SuspendedState?: object): void {
  call("application-autoscaling", "RegisterScalableTarget", {
    ...target,
    MinCapacity: 1,
    MaxCapacity: 5,
    ...(SuspendedState && { SuspendedState }),
  });
}

/** The workshop's policy, or one that differs from it. */
function track({ call }: Past, metric = "ECSServiceAverageCPUUtilization", differs: object = {}): void {
  call("application-autoscaling", "PutScalingPolicy", {
    ...target,
    PolicyName: "containers-workshop-ecs-scaling-policy",
    PolicyType: "TargetTrackingScaling",
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 40,
      PredefinedMetricSpecification: { PredefinedMetricType: metric },
      ScaleOutCooldown: 30,
      ScaleInCooldown: 30,
      ...differs,
    },
  });
}

/** By the lab's names, which are those of its pages. */
export const brokenAccounts = {
  /** Scaling out was suspended and never resumed. */
  "why-full-load": since(30, (past) => {
    register(past);
    track(past);
    past.pass(10);
    register(past, { DynamicScalingOutSuspended: true });
    past.pass(6);
    past.users(USERS);
  }),
  /** Another service has taken nearly all places on the two instances. */
  "why-two-of-five": since(45, (past) => {
    past.call("ecs", "CreateService", {
      cluster: names.cluster,
      serviceName: "monthly-reports",
      taskDefinition: names.family,
      desiredCount: 6,
    });
    past.pass(10);
    register(past);
    track(past);
    past.pass(10);
    past.users(USERS);
  }),
  /** The policy may not scale in. */
  "why-no-users": since(80, (past) => {
    register(past);
    track(past, undefined, { DisableScaleIn: true });
    past.pass(8);
    past.users(USERS);
    past.pass(22);
    past.users(0);
  }),
  /** The policy follows memory, which the load does not move. */
  "why-no-alarm": since(40, (past) => {
    register(past);
    track(past, "ECSServiceAverageMemoryUtilization", { TargetValue: 70 });
    past.pass(20);
    past.users(USERS);
  }),
  /** The cooldown is given in milliseconds: more than eight hours. The load grows so slowly that no larger scale-out ends it. */
  "why-stuck-at-two": since(50, (past) => {
    register(past);
    track(past, undefined, { ScaleOutCooldown: 30_000, ScaleInCooldown: 30_000 });
    past.pass(10);
    past.users(150);
    past.pass(15);
    past.users(370);
  }),
  /** The health check asks for a path that the application does not have, and no task may run beside the desired ones. */
  "why-errors": since(40, (past) => {
    past.call("ecs", "UpdateService", {
      ...service,
      deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 0 },
      availabilityZoneRebalancing: "DISABLED",
    });
    register(past);
    track(past);
    past.pass(10);
    const [group] = Object.keys(past.state.elb.targetGroups);
    past.call("elasticloadbalancing", "ModifyTargetGroup", { TargetGroupArn: group, HealthCheckPath: "/healthz" });
    past.pass(8);
    past.users(USERS);
  }),
} satisfies Record<string, (it: StartingState) => World>;
