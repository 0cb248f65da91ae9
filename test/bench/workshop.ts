import { catalog } from "../../server/sandbox/services/catalog.ts";
import { advance, setLoad } from "../../server/sandbox/simulation/index.ts";
import type { Change } from "../../server/sandbox/world/change.ts";
import type { World } from "../../server/sandbox/world/world.ts";

const RESOURCE = {
  ServiceNamespace: "ecs",
  ResourceId: "service/containers-workshop-ecs-cluster/containers-workshop-ecs-service",
  ScalableDimension: "ecs:service:DesiredCount",
};

/** The workshop's configuration and load on a world, a quarter of an hour before now is over. */
export function configure(world: World, { users }: { users: number }) {
  const state = world.regions["us-east-1"]!;
  const changes: Change[] = [];
  const caller = {
    accountId: world.accountId,
    region: "us-east-1",
    principal: `arn:aws:iam::${world.accountId}:user/participant`,
    userId: "AIDAEXAMPLE",
    requestId: "bench",
  };
  const call = (operation: string, input: unknown) =>
    catalog["application-autoscaling"][operation]!.run({ world, state, caller, input, changes });
  call("RegisterScalableTarget", { ...RESOURCE, MinCapacity: 1, MaxCapacity: 5 });
  call("PutScalingPolicy", {
    ...RESOURCE,
    PolicyName: "containers-workshop-ecs-scaling-policy",
    PolicyType: "TargetTrackingScaling",
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 40,
      PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageCPUUtilization" },
      ScaleOutCooldown: 30,
      ScaleInCooldown: 30,
    },
  });
  setLoad(world, state, { users, spawnRate: 50 }, changes);
  advance(world, world.now + 900_000);
}
