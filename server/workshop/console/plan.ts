import type { ScalingPolicy, TargetTrackingScalingPolicyConfiguration } from "@aws-sdk/client-application-auto-scaling";
import type { PlannedCall, PolicyForm, UpdateForm, UpdatePlan } from "../../contract/index.ts";
import { resourceIdOf, type ServiceName } from "../scenario.ts";
import { plural } from "../words.ts";
import { cliLine } from "./cli.ts";
import type { Held } from "./held.ts";
import { refusalsOf } from "./refusals.ts";
import { isEditable } from "./services.ts";

/**
 * What has to be called so that the account holds what the form says: the difference and nothing else, in the order in which it is
 * carried out. Policies for which the wizard has no form are kept. Refused fields come before any call.
 */
export function planOf(service: ServiceName, form: UpdateForm, held: Held): UpdatePlan {
  const refusals = refusalsOf(form, held);
  if (refusals.length > 0) return { calls: [], deletes: [], refusals };
  const target = targetKeys(service);
  const calls: Omit<PlannedCall, "id" | "cli">[] = [];
  const deletes: string[] = [];

  if (form.desiredCount !== held.service.desiredCount)
    calls.push({
      service: "ecs",
      operation: "UpdateService",
      purpose: `Set the desired number of tasks to ${form.desiredCount}`,
      input: { cluster: service.cluster, service: service.name, desiredCount: form.desiredCount },
    });

  if (form.scaling) {
    const { minCapacity, maxCapacity } = form.scaling;
    if (held.target?.minCapacity !== minCapacity || held.target.maxCapacity !== maxCapacity)
      calls.push({
        service: "application-autoscaling",
        operation: "RegisterScalableTarget",
        purpose: `Let Service Auto Scaling keep between ${minCapacity} and ${plural(maxCapacity, "task")}`,
        input: { ...target, MinCapacity: minCapacity, MaxCapacity: maxCapacity },
      });
    const wanted = form.scaling.policies.map((policy) => ({ policy, configuration: configurationOf(policy, held) }));
    for (const policy of held.policies.filter(isEditable)) {
      const kept = wanted.find((it) => it.policy.name === policy.PolicyName);
      if (kept && !isInTheWay(policy, wanted)) continue;
      if (!kept) deletes.push(`The scaling policy ${policy.PolicyName} and its alarms.`);
      calls.push({
        service: "application-autoscaling",
        operation: "DeleteScalingPolicy",
        purpose: kept
          ? `Delete the scaling policy ${policy.PolicyName}, whose metric another policy takes; it is made again below`
          : `Delete the scaling policy ${policy.PolicyName}`,
        input: { PolicyName: policy.PolicyName!, ...target },
      });
    }
    for (const { policy, configuration } of wanted) {
      const before = held.policies.find((it) => it.PolicyName === policy.name);
      if (
        before &&
        !isInTheWay(before, wanted) &&
        isSame(before.TargetTrackingScalingPolicyConfiguration, configuration)
      )
        continue;
      calls.push({
        service: "application-autoscaling",
        operation: "PutScalingPolicy",
        purpose: `${before ? "Change" : "Make"} the scaling policy ${policy.name}, which keeps ${policy.metric} at ${policy.targetValue}`,
        input: {
          PolicyName: policy.name,
          ...target,
          PolicyType: "TargetTrackingScaling",
          TargetTrackingScalingPolicyConfiguration: configuration,
        },
      });
    }
  } else if (held.target) {
    // AWS: deregistering deletes the target's policies, and with them their alarms (API_DeregisterScalableTarget).
    deletes.push(
      `The scalable target ${target.ResourceId}, from ${held.target.minCapacity} to ${plural(held.target.maxCapacity, "task")}.`,
    );
    for (const policy of held.policies)
      deletes.push(
        `The scaling policy ${policy.PolicyName}${policy.PolicyType === "TargetTrackingScaling" ? " and its alarms" : ""}.`,
      );
    calls.push({
      service: "application-autoscaling",
      operation: "DeregisterScalableTarget",
      purpose: "Let Service Auto Scaling leave the desired number of tasks alone",
      input: target,
    });
  }

  return {
    calls: calls.map((call, i) => ({
      ...call,
      id: `${i + 1}-${call.operation}`,
      cli: cliLine(call.service, call.operation, call.input as Record<string, unknown>),
    })),
    deletes,
    refusals: [],
  };
}

const targetKeys = (service: ServiceName) => ({
  ServiceNamespace: "ecs",
  ResourceId: resourceIdOf(service),
  ScalableDimension: "ecs:service:DesiredCount",
});

/** Only what was given goes into the call: AWS keeps no defaults of its own in a policy. */
function configurationOf(policy: PolicyForm, { resourceLabel }: Held): TargetTrackingScalingPolicyConfiguration {
  return {
    TargetValue: policy.targetValue,
    PredefinedMetricSpecification: {
      PredefinedMetricType: policy.metric as "ECSServiceAverageCPUUtilization",
      ...(policy.metric === "ALBRequestCountPerTarget" && { ResourceLabel: resourceLabel }),
    },
    ...(policy.scaleOutCooldownSeconds !== null && { ScaleOutCooldown: policy.scaleOutCooldownSeconds }),
    ...(policy.scaleInCooldownSeconds !== null && { ScaleInCooldown: policy.scaleInCooldownSeconds }),
    ...(policy.disableScaleIn && { DisableScaleIn: true }),
  };
}

/** AWS allows one policy per metric: a policy that gives its metric up to another one has to go first. */
function isInTheWay(policy: ScalingPolicy, wanted: { policy: PolicyForm }[]): boolean {
  const metric = metricOf(policy.TargetTrackingScalingPolicyConfiguration);
  const mine = wanted.find((it) => it.policy.name === policy.PolicyName);
  return (
    isEditable(policy) &&
    mine?.policy.metric !== metric &&
    wanted.some((it) => it !== mine && it.policy.metric === metric)
  );
}

function isSame(
  a: TargetTrackingScalingPolicyConfiguration | undefined,
  b: TargetTrackingScalingPolicyConfiguration,
): boolean {
  return (
    a !== undefined &&
    a.TargetValue === b.TargetValue &&
    metricOf(a) === metricOf(b) &&
    a.PredefinedMetricSpecification?.ResourceLabel === b.PredefinedMetricSpecification?.ResourceLabel &&
    a.ScaleOutCooldown === b.ScaleOutCooldown &&
    a.ScaleInCooldown === b.ScaleInCooldown &&
    (a.DisableScaleIn ?? false) === (b.DisableScaleIn ?? false)
  );
}

const metricOf = (configuration: TargetTrackingScalingPolicyConfiguration | undefined) =>
  configuration?.PredefinedMetricSpecification?.PredefinedMetricType;
