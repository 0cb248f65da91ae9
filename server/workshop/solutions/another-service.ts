import type { ScalableTarget } from "@aws-sdk/client-application-auto-scaling";
import type { Service } from "@aws-sdk/client-ecs";
import { trackingPolicy } from "../chapters/configuring-service-auto-scaling.ts";
import { sentence } from "../messages/say.ts";
import { alarmsOf, scalableTargetOf, scalingPoliciesOf, serviceEvenDeleted, serviceOf } from "../reading.ts";
import { otherService, resourceIdOf, scenario, transfer } from "../scenario.ts";
import type { Looking } from "../step.ts";
import { deletePolicy } from "./configuring-service-auto-scaling.ts";
import { call, type Deed, type Solution } from "./solution.ts";

/* The tasks that a reader does alone, on the second service. */

const keys = {
  ServiceNamespace: "ecs",
  ResourceId: resourceIdOf(otherService),
  ScalableDimension: "ecs:service:DesiredCount",
} as const;

const TASK_DEFINITION = "containers-workshop-ecs-task-def";
const { cluster, name } = otherService;
const { minCapacity, maxCapacity, targetValue, liftedTo } = transfer;

async function held(looking: Looking) {
  const at = { ...looking, service: otherService };
  const [{ found: service }, { found: target }] = await Promise.all([serviceOf(at), scalableTargetOf(at)]);
  const isDraining = service !== undefined && service.status !== "ACTIVE";
  return { at, service: isDraining ? undefined : service, target, drained: isDraining ? [drained] : [] };
}

/** AWS: a service of the same name cannot be made while the deleted one is still draining. */
const drained: Deed = {
  kind: "time",
  awaits: sentence("the deleted service {name} has drained", { name }),
  strideSeconds: 30,
  withinSeconds: 900,
  until: async (looking) => (await serviceEvenDeleted({ ...looking, service: otherService }))?.status !== "DRAINING",
};

/** CreateService, or UpdateService where its count or its task definition is another. */
function running(service: Service | undefined, atLeast: number): Deed[] {
  const family = service?.taskDefinition?.split("/").at(-1)?.split(":")[0];
  const desired = service?.desiredCount ?? 0;
  if (service && desired >= atLeast && family === TASK_DEFINITION) return [];
  const changes = [
    { resource: name, field: "desiredCount", before: service?.desiredCount, after: Math.max(desired, atLeast) },
    { resource: name, field: "taskDefinition", before: family, after: TASK_DEFINITION },
  ];
  const common = { cluster, taskDefinition: TASK_DEFINITION, desiredCount: Math.max(desired, atLeast) };
  return [
    service
      ? call(
          "ecs",
          "UpdateService",
          sentence("Let {name} keep {count} tasks", { name, count: atLeast }),
          { ...common, service: name },
          changes,
        )
      : call(
          "ecs",
          "CreateService",
          sentence("Make the service {name}, which keeps {count} tasks", { name, count: atLeast }),
          { ...common, serviceName: name },
          changes,
        ),
  ];
}

/** RegisterScalableTarget with these bounds, where they are others. */
function bounded(target: ScalableTarget | undefined, min: number, max: number): Deed[] {
  if (target?.MinCapacity === min && target.MaxCapacity === max) return [];
  return [
    call(
      "application-autoscaling",
      "RegisterScalableTarget",
      sentence("Let Service Auto Scaling keep between {min} and {max} tasks of {name}", { min, max, name }),
      { ...keys, MinCapacity: min, MaxCapacity: max },
      [
        { resource: keys.ResourceId, field: "MinCapacity", before: target?.MinCapacity, after: min },
        { resource: keys.ResourceId, field: "MaxCapacity", before: target?.MaxCapacity, after: max },
      ],
    ),
  ];
}

export const secondService: Solution = async (looking) => {
  const { service, drained } = await held(looking);
  return [...drained, ...running(service, minCapacity)];
};

export const anotherService: Solution = async (looking) => {
  const { at, service, target, drained } = await held(looking);
  const policies = await scalingPoliciesOf(at);
  const { found } = trackingPolicy(looking, policies);
  const configuration = found?.TargetTrackingScalingPolicyConfiguration;
  const metric = configuration?.PredefinedMetricSpecification?.PredefinedMetricType;
  const fits = metric === scenario.metric && configuration?.TargetValue === targetValue;
  const PolicyName = found?.PolicyName ?? `${name}-at-${targetValue}`;
  const saved = { name: PolicyName, metric: scenario.metric, target: targetValue };
  const inTheWay = policies.find((it) => it.PolicyName === PolicyName && it.PolicyType !== "TargetTrackingScaling");
  return [
    ...drained,
    ...running(service, minCapacity),
    ...bounded(target, target?.MinCapacity === liftedTo ? liftedTo : minCapacity, maxCapacity),
    ...(inTheWay ? [deletePolicy(inTheWay)] : []),
    ...(fits
      ? []
      : [
          call(
            "application-autoscaling",
            "PutScalingPolicy",
            found
              ? sentence("Save the scaling policy {name}, which keeps {metric} at {target}", saved)
              : sentence("Make the scaling policy {name}, which keeps {metric} at {target}", saved),
            {
              PolicyName,
              ...keys,
              PolicyType: "TargetTrackingScaling",
              TargetTrackingScalingPolicyConfiguration: {
                TargetValue: targetValue,
                PredefinedMetricSpecification: { PredefinedMetricType: scenario.metric },
              },
            },
            [
              { resource: PolicyName, field: "PredefinedMetricType", before: metric, after: scenario.metric },
              { resource: PolicyName, field: "TargetValue", before: configuration?.TargetValue, after: targetValue },
            ],
          ),
        ]),
  ];
};

/** The minimum goes above the desired count, so that it lifts it. */
export const growWithoutLoad: Solution = async (looking) => {
  const { service, target, drained } = await held(looking);
  const desired = service?.desiredCount ?? 0;
  const lowered =
    desired < liftedTo
      ? []
      : [
          ...bounded(
            target,
            Math.min(target?.MinCapacity ?? minCapacity, minCapacity),
            target?.MaxCapacity ?? maxCapacity,
          ),
          call(
            "ecs",
            "UpdateService",
            sentence("Set the desired number of tasks of {name} to {count}", { name, count: minCapacity }),
            { cluster, service: name, desiredCount: minCapacity },
            [{ resource: name, field: "desiredCount", before: desired, after: minCapacity }],
          ),
        ];
  return [
    ...drained,
    ...running(service, minCapacity),
    ...lowered,
    ...bounded(lowered.length > 0 ? undefined : target, liftedTo, Math.max(target?.MaxCapacity ?? 0, maxCapacity)),
  ];
};

/** Deleting the service takes its scalable target, policies and alarms along; one that never was is made first. */
export const cleanUpAnother: Solution = async (looking) => {
  const { at, service, target } = await held(looking);
  const [remembered, alarms] = await Promise.all([serviceEvenDeleted(at), alarmsOf(at)]);
  const left = service || target ? [] : alarms.map(({ AlarmName }) => AlarmName!);
  const there = service !== undefined || !remembered;
  return [
    ...(remembered ? [] : running(undefined, minCapacity)),
    ...(target
      ? [
          call(
            "application-autoscaling",
            "DeregisterScalableTarget",
            sentence("Let Service Auto Scaling leave {name} alone; its policies and their alarms go too", { name }),
            keys,
            [
              {
                resource: keys.ResourceId,
                field: sentence("scalable target"),
                before: sentence("registered"),
                after: null,
              },
            ],
          ),
        ]
      : []),
    ...(there
      ? [
          call(
            "ecs",
            "DeleteService",
            sentence("Delete the service {name} with its tasks", { name }),
            { cluster, service: name, force: true },
            [{ resource: name, field: sentence("service"), before: sentence("there"), after: null }],
          ),
        ]
      : []),
    ...(left.length > 0
      ? [
          call(
            "cloudwatch",
            "DeleteAlarms",
            sentence("Delete the alarms that no policy owns any more"),
            { AlarmNames: left },
            left.map((resource) => ({ resource, field: sentence("alarm"), before: sentence("there"), after: null })),
          ),
        ]
      : []),
  ];
};
