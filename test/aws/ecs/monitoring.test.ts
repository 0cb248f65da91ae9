import {
  DescribeScalingPoliciesCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { DescribeAlarmsCommand, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import {
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  type MonitoringConfiguration,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
} from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { refusal } from "../sdk-account.ts";
import { fargate } from "./fargate.ts";

/** Amazon ECS, `monitoring` of services; recorded in testdata/aws/ecs/service_metrics.json and service_revisions.json. */

const resource = {
  ServiceNamespace: "ecs",
  ResourceId: "service/c1/s1",
  ScalableDimension: "ecs:service:DesiredCount",
} as const;
const every = (resolutionSeconds: number, ...metricNames: string[]): MonitoringConfiguration => ({
  metricConfigurations: [{ metricNames, resolutionSeconds }],
});
const both20 = every(20, "CPUUtilization", "MemoryUtilization");

async function withService(monitoring?: MonitoringConfiguration, desiredCount = 0) {
  const account = await fargate();
  const { ecs, scaling, cloudwatch } = account;
  await account.create({ desiredCount, ...(monitoring && { monitoring }) });
  await scaling.send(new RegisterScalableTargetCommand({ ...resource, MinCapacity: 0, MaxCapacity: 5 }));
  const service = async () =>
    (await ecs.send(new DescribeServicesCommand({ cluster: "c1", services: ["s1"] }))).services![0]!;
  return {
    ...account,
    service,
    update: (input: Partial<UpdateServiceCommandInput>) =>
      ecs.send(new UpdateServiceCommand({ cluster: "c1", service: "s1", ...input })),
    /** What the newest revision of the service says. */
    monitoring: async () => {
      const { currentServiceRevisions } = await service();
      const serviceRevisionArns = [currentServiceRevisions![0]!.arn!];
      const { serviceRevisions } = await ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns }));
      return serviceRevisions![0]!.monitoring;
    },
    follow: (PredefinedMetricType: string, PolicyName = PredefinedMetricType) =>
      scaling.send(
        new PutScalingPolicyCommand({
          ...resource,
          PolicyName,
          PolicyType: "TargetTrackingScaling",
          TargetTrackingScalingPolicyConfiguration: {
            TargetValue: 50,
            PredefinedMetricSpecification: { PredefinedMetricType: PredefinedMetricType as never },
          },
        }),
      ),
    alarms: async () =>
      (await cloudwatch.send(new DescribeAlarmsCommand({}))).MetricAlarms!.map((it) => ({
        name: it.AlarmName,
        is: `${it.MetricName} ${it.EvaluationPeriods} × ${it.Period} s`,
      })),
  };
}

test("a service's monitoring is told by its revision, not by the service", async () => {
  const { service, monitoring } = await withService(both20);

  expect(await service()).not.toHaveProperty("monitoring");
  expect(await monitoring()).toEqual(both20);
});

test("another monitoring is a new deployment; the same, or none, is not; an empty list goes back to a minute", async () => {
  const { update, service, monitoring, pass } = await withService();
  pass({ minutes: 1 });
  const id = async () => (await service()).deployments![0]!.id;
  const before = await id();

  await update({ monitoring: both20 });
  const fast = await id();
  expect(fast).not.toBe(before);
  expect(await monitoring()).toEqual(both20);

  await update({ monitoring: both20 });
  await update({ desiredCount: 0 });
  expect(await id()).toBe(fast);

  await update({ monitoring: { metricConfigurations: [] } });
  expect(await id()).not.toBe(fast);
  expect(await monitoring()).toBeUndefined();
});

test.each<[string, MonitoringConfiguration, string]>([
  ["30 seconds", every(30, "CPUUtilization"), "Monitoring configuration resolution must be one of [20, 60] seconds."],
  ["another metric", every(20, "LiveTaskCount"), "Metric name must be one of [CPUUtilization, MemoryUtilization]."],
  [
    "a metric twice",
    { metricConfigurations: [...every(20, "CPUUtilization").metricConfigurations!, ...both20.metricConfigurations!] },
    "Duplicate metric names are not allowed across monitoring configuration.",
  ],
])("%s is refused, by CreateService and UpdateService", async (_, given, message) => {
  const { create, update } = await withService();

  for (const call of [create({ serviceName: "s2", monitoring: given }), update({ monitoring: given })])
    expect(await refusal(call)).toEqual({ name: "InvalidParameterException", message, status: 400 });
});

test("an empty monitoring says nothing to CreateService; UpdateService asks for a list", async () => {
  const { monitoring, update } = await withService({});

  expect(await monitoring()).toBeUndefined();
  expect(await refusal(update({ monitoring: {} }))).toMatchObject({
    name: "InvalidParameterException",
    message: "monitoring must have metricConfigurations; an empty list resets it.",
  });
});

test("a policy of high resolution needs a service that publishes that metric every 20 seconds, in all its deployments", async () => {
  const { follow, update, pass } = await withService(every(20, "MemoryUtilization"), 1);
  const refused = {
    name: "ValidationException",
    message: "High-resolution metrics are not fully enabled on the ECS service.",
    status: 400,
  };

  // Recorded: accepted two seconds after CreateService.
  await follow("ECSServiceAverageMemoryUtilizationHighResolution");
  expect(await refusal(follow("ECSServiceAverageCPUUtilizationHighResolution"))).toEqual(refused);

  pass({ minutes: 2 });
  await update({ monitoring: both20 });
  pass({ seconds: 10 });
  expect(await refusal(follow("ECSServiceAverageCPUUtilizationHighResolution"))).toEqual(refused);
  pass({ minutes: 5 });
  await follow("ECSServiceAverageCPUUtilizationHighResolution");
});

test("standard policies have alarms of a minute whatever the service publishes, and a change of monitoring rewrites none", async () => {
  const { follow, alarms, update, pass } = await withService(both20);
  await follow("ECSServiceAverageCPUUtilization");
  await follow("ECSServiceAverageMemoryUtilizationHighResolution");
  const before = await alarms();

  expect(before.map((it) => it.is).sort()).toEqual([
    "CPUUtilization 15 × 60 s",
    "CPUUtilization 3 × 60 s",
    "MemoryUtilization 3 × 20 s",
    "MemoryUtilization 30 × 20 s",
  ]);
  await update({ monitoring: { metricConfigurations: [] } });
  pass({ minutes: 3 });
  expect(await alarms()).toEqual(before);
});

test("both resolutions of a metric may be followed at once; the same one may not twice", async () => {
  const { follow, scaling } = await withService(both20);
  await follow("ECSServiceAverageCPUUtilization");
  await follow("ECSServiceAverageCPUUtilizationHighResolution");

  expect(await refusal(follow("ECSServiceAverageCPUUtilizationHighResolution", "again"))).toMatchObject({
    message: "Only one TargetTrackingScaling policy for a given metric specification is allowed.",
  });
  const { ScalingPolicies } = await scaling.send(new DescribeScalingPoliciesCommand({ ServiceNamespace: "ecs" }));
  expect(ScalingPolicies).toHaveLength(2);
});

test("GetMetricStatistics reads 20-second points, and their minute with three times as many samples", async () => {
  const { cloudwatch, pass, world } = await withService(every(20, "CPUUtilization"), 2);
  pass({ minutes: 5 });
  const read = async (MetricName: string, Period: number) => {
    const { Datapoints } = await cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace: "AWS/ECS",
        MetricName,
        Dimensions: [
          { Name: "ServiceName", Value: "s1" },
          { Name: "ClusterName", Value: "c1" },
        ],
        StartTime: new Date(world.now - 180_000),
        EndTime: new Date(world.now - 120_000),
        Period,
        Statistics: ["SampleCount"],
      }),
    );
    return Datapoints!.map((it) => it.SampleCount);
  };

  expect(await read("CPUUtilization", 20)).toEqual([2, 2, 2]);
  expect(await read("CPUUtilization", 60)).toEqual([6]);
  expect(await read("MemoryUtilization", 20)).toEqual([2]);
});
