const RESOURCE = {
  ServiceNamespace: "ecs",
  ResourceId: "service/containers-workshop-ecs-cluster/containers-workshop-ecs-service",
  ScalableDimension: "ecs:service:DesiredCount",
} as const;

export const describedServices = {
  cluster: "containers-workshop-ecs-cluster",
  services: ["containers-workshop-ecs-service"],
};
export const listedTasks = { cluster: describedServices.cluster, serviceName: describedServices.services[0] };
/** An hour of the service's CPU, as a chart reads it. */
export const readMetric = (now: number) => ({
  StartTime: new Date(now - 3_600_000),
  EndTime: new Date(now),
  MetricDataQueries: [
    {
      Id: "cpu",
      MetricStat: {
        Metric: {
          Namespace: "AWS/ECS",
          MetricName: "CPUUtilization",
          Dimensions: [
            { Name: "ClusterName", Value: describedServices.cluster },
            { Name: "ServiceName", Value: describedServices.services[0] },
          ],
        },
        Period: 60,
        Stat: "Average",
      },
    },
  ],
});
export const describedPolicies = { ServiceNamespace: "ecs", ResourceId: RESOURCE.ResourceId } as const;
export const scalableTarget = (MaxCapacity: number) => ({ ...RESOURCE, MinCapacity: 1, MaxCapacity });
/** The policy of the workshop. */
export const scalingPolicy = {
  ...RESOURCE,
  PolicyName: "containers-workshop-ecs-scaling-policy",
  PolicyType: "TargetTrackingScaling",
  TargetTrackingScalingPolicyConfiguration: {
    TargetValue: 40,
    PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageCPUUtilization" },
    ScaleOutCooldown: 30,
    ScaleInCooldown: 30,
  },
} as const;

/** The workshop's configuration as calls to a sandbox. */
export function workshopCalls(accountId: string) {
  const call = (operation: string, input: unknown) => ({
    region: "us-east-1",
    service: "application-autoscaling" as const,
    operation,
    input,
    principal: `arn:aws:iam::${accountId}:user/participant`,
    userId: "AIDAEXAMPLE",
    requestId: "bench",
  });
  return [call("RegisterScalableTarget", scalableTarget(5)), call("PutScalingPolicy", scalingPolicy)];
}
