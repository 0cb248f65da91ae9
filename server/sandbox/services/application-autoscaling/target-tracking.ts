import type {
  CustomizedMetricSpecification,
  PutScalingPolicyRequest,
  TargetTrackingScalingPolicyConfiguration,
} from "@aws-sdk/client-application-auto-scaling";
import { isHighResolution, javaDouble, resolutionOf, serviceMetric } from "../../simulation/index.ts";
import type { Service } from "../../world/ecs.ts";
import type { ScalableTarget, TargetTracking } from "../../world/scaling.ts";
import { entry } from "../entry.ts";
import type { Context } from "../operation.ts";
import { checkCustomizedMetric } from "./customized-metric.ts";
import { ValidationException } from "./errors.ts";
import { withoutAbsent } from "./without-absent.ts";

/** AWS: the bounds as it prints them; they are 2^-359 and 2^359 (testdata/aws/applicationautoscaling/controls.json of radkawar/stackd). */
const TARGET_VALUE = { min: 8.51592e-109, max: 1.174271e108 };

/**
 * The configuration that a PutScalingPolicy leaves behind. A supplied one replaces the optional members, so that cooldowns
 * left out are gone; only the metric is kept when none is named. Refuses what AWS refuses, in AWS's words and order.
 */
export function targetTracking(
  input: PutScalingPolicyRequest,
  target: ScalableTarget,
  service: Service | undefined,
  where: Pick<Context<unknown>, "world" | "state">,
): TargetTracking {
  const policy = entry(target.policies, input.PolicyName!);
  const known = policy?.type === "TargetTrackingScaling" ? policy.targetTracking : undefined;
  const given = input.TargetTrackingScalingPolicyConfiguration;
  if (!given) {
    // AWS: recorded for step scaling, where an update without a configuration keeps all of it; here by analogy.
    if (known) return known;
    throw new ValidationException("TargetTrackingScaling policy configuration must be specified");
  }
  checkTargetValue(given.TargetValue!);
  checkOneMetric(given, known);
  checkCooldowns(given);
  const metric = metricOf(given, known, where);
  if (metric.predefinedMetric) checkMetric(metric.predefinedMetric, target, service);
  checkOnlyPolicy(metric, input.PolicyName!, target);
  return withoutAbsent({
    targetValue: given.TargetValue!,
    ...metric,
    scaleOutCooldownSeconds: given.ScaleOutCooldown,
    scaleInCooldownSeconds: given.ScaleInCooldown,
    disableScaleIn: given.DisableScaleIn,
  });
}

type Metric = Pick<TargetTracking, "predefinedMetric" | "customizedMetric">;

/** The metric that is named, or else the one of old. */
function metricOf(
  given: TargetTrackingScalingPolicyConfiguration,
  known: TargetTracking | undefined,
  where: Pick<Context<unknown>, "world" | "state">,
): Metric {
  const { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: customized } = given;
  if (customized) return { customizedMetric: checkCustomizedMetric(customized, where) };
  if (predefined)
    return {
      predefinedMetric: withoutAbsent({
        type: predefined.PredefinedMetricType!,
        resourceLabel: predefined.ResourceLabel,
      }),
    };
  return known!.predefinedMetric
    ? { predefinedMetric: known!.predefinedMetric }
    : { customizedMetric: known!.customizedMetric! };
}

/** The configuration as AWS answers it: what was not supplied is not echoed. */
export function configuration(it: TargetTracking): TargetTrackingScalingPolicyConfiguration {
  const { predefinedMetric: metric, customizedMetric } = it;
  return {
    TargetValue: it.targetValue,
    CustomizedMetricSpecification: customizedMetric as CustomizedMetricSpecification | undefined,
    PredefinedMetricSpecification: metric && {
      PredefinedMetricType: metric.type as NonNullable<
        TargetTrackingScalingPolicyConfiguration["PredefinedMetricSpecification"]
      >["PredefinedMetricType"],
      ResourceLabel: metric.resourceLabel,
    },
    ScaleOutCooldown: it.scaleOutCooldownSeconds,
    ScaleInCooldown: it.scaleInCooldownSeconds,
    DisableScaleIn: it.disableScaleIn,
  };
}

function checkTargetValue(value: number): void {
  if (!(value >= TARGET_VALUE.min && value <= TARGET_VALUE.max))
    throw new ValidationException(
      `For target tracking scaling, target value must be between '8.51592E-109' and '1.174271E108', but was '${javaDouble(value)}'.`,
    );
}

function checkOneMetric(given: TargetTrackingScalingPolicyConfiguration, known: TargetTracking | undefined): void {
  const { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: customized } = given;
  if (!predefined && !customized && !known)
    throw new ValidationException(
      "PredefinedMetricSpecification or CustomizedMetricSpecification must be set for target tracking scaling.",
    );
  if (predefined && customized)
    throw new ValidationException(
      "Only one of PredefinedMetricSpecification or CustomizedMetricSpecification can be set for target tracking scaling.",
    );
}

/** AWS: the sentence is recorded for step scaling; that target tracking says the same is by analogy. */
function checkCooldowns({ ScaleInCooldown = 0, ScaleOutCooldown = 0 }: TargetTrackingScalingPolicyConfiguration): void {
  if (ScaleInCooldown < 0 || ScaleOutCooldown < 0) throw new ValidationException("Cooldown must be nonnegative");
}

type PredefinedMetric = NonNullable<TargetTracking["predefinedMetric"]>;

function checkMetric(
  { type, resourceLabel }: PredefinedMetric,
  target: ScalableTarget,
  service: Service | undefined,
): void {
  switch (type) {
    case "ECSServiceAverageCPUUtilization":
    case "ECSServiceAverageMemoryUtilization":
    case "ECSServiceAverageCPUUtilizationHighResolution":
    case "ECSServiceAverageMemoryUtilizationHighResolution":
      // AWS: no label goes with these metrics (API_PredefinedMetricSpecification); its text is unknown.
      if (resourceLabel !== undefined)
        throw new ValidationException(`A ResourceLabel goes with ALBRequestCountPerTarget only, not with ${type}.`);
      if (isHighResolution(type)) checkResolution(serviceMetric(type), service);
      return;
    case "ALBRequestCountPerTarget":
      checkLabel(resourceLabel, target, service);
      return;
    default:
      throw new ValidationException(`This sandbox has no metric ${type} for ECS services.`);
  }
}

/**
 * AWS: accepted two seconds after a service was created so, before any task ran (testdata/aws/applicationautoscaling/scale_in.json);
 * refused where a service does not publish so often. Simplified: refused too while a deployment is left that does not.
 */
function checkResolution(metric: string, service: Service | undefined): void {
  if (!service?.deployments.every(({ revision }) => resolutionOf(revision, metric) === 20))
    throw new ValidationException("High-resolution metrics are not fully enabled on the ECS service.");
}

/** AWS looks at the target group alone: a label that names another load balancer is accepted and receives no data. */
function checkLabel(label: string | undefined, { resourceId }: ScalableTarget, service: Service | undefined): void {
  if (!label)
    throw new ValidationException(
      "Resource label should be specified for predefined metric type ALBRequestCountPerTarget",
    );
  const [, group] = /^app\/[^/]+\/[^/]+\/(targetgroup\/[^/]+\/[^/]+)$/.exec(label) ?? [];
  if (!group)
    throw new ValidationException(
      `Invalid resource label '${label}' for predefined metric type ALBRequestCountPerTarget`,
    );
  if (!service?.loadBalancers.some(({ targetGroupArn }) => targetGroupArn.endsWith(`:${group}`)))
    throw new ValidationException(`Target group ${group} is not attached to resource ${resourceId}`);
}

function checkOnlyPolicy(metric: Metric, name: string, { policies }: ScalableTarget): void {
  for (const other of Object.values(policies)) {
    if (other.name === name || other.type !== "TargetTrackingScaling") continue;
    if (inWords(metric) === inWords(other.targetTracking))
      throw new ValidationException(
        "Only one TargetTrackingScaling policy for a given metric specification is allowed.",
      );
  }
}

const inWords = ({ predefinedMetric: it, customizedMetric }: Metric): string =>
  JSON.stringify(it ? [it.type, it.resourceLabel] : customizedMetric);
