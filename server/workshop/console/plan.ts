import type { ScalingPolicy, TargetTrackingScalingPolicyConfiguration } from "@aws-sdk/client-application-auto-scaling";
import type { Service } from "@aws-sdk/client-ecs";
import type { Account } from "../../accounts/account.ts";
import type { PlannedCall, PolicyForm, UpdateForm, UpdatePlan } from "../../contract/index.ts";
import { scalableTargetOf, scalingPoliciesOf, serviceOf } from "../reading.ts";
import { resourceIdOf, type ServiceName } from "../scenario.ts";
import { sdk } from "../sdk.ts";
import { plural } from "../words.ts";
import { cliLine } from "./cli.ts";
import { refusalsOf } from "./refusals.ts";
import { isEditable } from "./services.ts";

/** What the account holds of a service, as the wizard's form is compared with it. */
export type Held = {
  service: Service;
  target: { minCapacity: number; maxCapacity: number } | undefined;
  policies: ScalingPolicy[];
  /** `app/<balancer>/<id>/targetgroup/<group>/<id>` where the service is behind a load balancer, for ALBRequestCountPerTarget. */
  resourceLabel: string | undefined;
};

/** Reads what a plan is made of (3 calls, and a fourth where the form counts requests per target); undefined where there is no such service. */
export async function heldBy(
  { aws, region }: Account,
  service: ServiceName,
  form: UpdateForm,
): Promise<Held | undefined> {
  const where = { aws, region, service };
  const [{ found }, target, policies] = await Promise.all([
    serviceOf(where),
    scalableTargetOf(where),
    scalingPoliciesOf(where),
  ]);
  if (!found) return undefined;
  const countsRequests = form.scaling?.policies.some(({ metric }) => metric === "ALBRequestCountPerTarget");
  return {
    service: found,
    target: target.found && { minCapacity: target.found.MinCapacity!, maxCapacity: target.found.MaxCapacity! },
    policies,
    resourceLabel: countsRequests ? await resourceLabelOf(aws, found) : undefined,
  };
}

/** AWS: the last parts of both ARNs (API_PredefinedMetricSpecification, ResourceLabel). */
async function resourceLabelOf(aws: Account["aws"], service: Service): Promise<string | undefined> {
  const { DescribeTargetGroupsCommand } = await sdk.elb();
  const targetGroupArn = service.loadBalancers?.find((it) => it.targetGroupArn)?.targetGroupArn;
  if (!targetGroupArn) return undefined;
  const { TargetGroups } = await aws.elb.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [targetGroupArn] }));
  const loadBalancerArn = TargetGroups?.[0]?.LoadBalancerArns?.[0];
  return loadBalancerArn && `${loadBalancerArn.split(":loadbalancer/")[1]}/${targetGroupArn.split(":").at(-1)}`;
}

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
