import type {
  Alarm,
  DeleteScalingPolicyRequest,
  DeleteScalingPolicyResponse,
  DescribeScalingPoliciesRequest,
  DescribeScalingPoliciesResponse,
  PutScalingPolicyRequest,
  PutScalingPolicyResponse,
  ScalingPolicy as ScalingPolicyAnswer,
} from "@aws-sdk/client-application-auto-scaling";
import { limits } from "../../../limits.ts";
import { alarmsNaming, createPolicyAlarms, deletePolicyAlarms, forgetAlarmActions } from "../../simulation/index.ts";
import { scalingEnums } from "../../wire/enums.ts";
import { randomUuid } from "../../world/random.ts";
import type { ScalableTarget, ScalingPolicy, StepPolicy, TrackingPolicy } from "../../world/scaling.ts";
import type { RegionState } from "../../world/world.ts";
import { all, length, pattern } from "../constraints.ts";
import { entry } from "../entry.ts";
import { type Context, operation } from "../operation.ts";
import { acceptsCustomizedMetric } from "./customized-metric.ts";
import { LimitExceededException, ObjectNotFoundException, ValidationException } from "./errors.ts";
import { checkMaxResults, pageOf } from "./pages.ts";
import { refusePredictiveScaling } from "./predictive-scaling.ts";
import {
  acceptsResource,
  checkDimensionHasResource,
  ECS_DIMENSION,
  inWords,
  isEcs,
  oneOfEnum,
  scalableTarget,
} from "./resource.ts";
import { acceptsStepScaling, stepConfiguration, stepScaling } from "./step-scaling.ts";
import { configuration, targetTracking } from "./target-tracking.ts";

/** AWS: rows of one page, default and cap (testdata/aws/applicationautoscaling/policy_page_boundaries.json of radkawar/stackd). */
const PAGE_MAX = 10;
/** AWS: step scaling and target tracking together (application-auto-scaling-user-guide, quotas). */
const POLICIES_PER_TARGET = 50;

type Put = Context<PutScalingPolicyRequest>;

/**
 * Makes or changes a policy; its ARN and creation time stay. A target-tracking policy has its alarms when this answers, and every
 * accepted call, even an identical one, replaces them by new ones (testdata/aws/applicationautoscaling/controls.json of
 * radkawar/stackd). A step scaling policy waits for alarms that name its ARN.
 */
export const PutScalingPolicy = operation<PutScalingPolicyRequest, PutScalingPolicyResponse>({
  accepts: {
    ...acceptsResource,
    // AWS: the model's \p{Print} means printable ASCII (testdata/aws/applicationautoscaling/policy_names.json of radkawar/stackd).
    PolicyName: all(length(1, 256), pattern(/[ -~]+/, "\\p{Print}+")),
    PolicyType: oneOfEnum(() => Object.values(scalingEnums().PolicyType)),
    ...acceptsStepScaling,
    ...acceptsCustomizedMetric,
    // AWS: API_PredefinedMetricSpecification.
    "TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.ResourceLabel": length(1, 1023),
  },
  run(context) {
    const { world, state, input, changes } = context;
    const target = scalableTarget(state, input);
    if (!target) throw new ObjectNotFoundException(`No scalable target registered for ${inWords(input)}`);
    const known = entry(target.policies, input.PolicyName!);
    const type = checkType(input, known);
    const service = state.ecs.services[target.resourceId.slice("service/".length)];
    const configured =
      type === "StepScaling"
        ? { type, stepScaling: stepScaling(input, target) }
        : { type, targetTracking: targetTracking(input, target, service, context) };
    checkRoom(state, target, known, type);
    // The one name that a JSON object cannot hold like any other.
    if (input.PolicyName === "__proto__")
      throw new ValidationException("This sandbox cannot keep a policy of that name.");

    const policy = policyOf(context, target, known, configured);
    target.policies[policy.name] = policy;
    if (policy.type === "TargetTrackingScaling") createPolicyAlarms(world, state, target, policy, changes);
    changes.push({
      topic: "scaling",
      at: world.now,
      region: state.name,
      resource: policy.arn,
      what: known ? "policy updated" : "policy created",
      cause: "call PutScalingPolicy",
    });
    // AWS: of a step scaling policy none, also where alarms name it already.
    return { PolicyARN: policy.arn, Alarms: policy.type === "StepScaling" ? [] : alarmsOf(state, policy) };
  },
});

/** What kind of policy is asked for, and whether the one configuration given is of that kind. */
function checkType(input: PutScalingPolicyRequest, known: ScalingPolicy | undefined): ScalingPolicy["type"] {
  const {
    StepScalingPolicyConfiguration: step,
    TargetTrackingScalingPolicyConfiguration: tracking,
    PredictiveScalingPolicyConfiguration: predictive,
  } = input;
  // AWS: StepScaling where a new policy does not say (API_PutScalingPolicy); an update keeps the type.
  const type = input.PolicyType ?? known?.type ?? "StepScaling";
  if (known && (type === "StepScaling") !== (known.type === "StepScaling"))
    throw new ValidationException("You cannot change a StepScaling policy to a non StepScaling policy, or vice versa.");
  const foreign =
    (step && type !== "StepScaling") ||
    (tracking && type !== "TargetTrackingScaling") ||
    (predictive && type !== "PredictiveScaling");
  if (foreign)
    throw new ValidationException(
      "You must only provide a single scaling policy configuration, which must match the scaling policy type specified.",
    );
  if (type === "PredictiveScaling") {
    if (!predictive) throw new ValidationException("You must specify PredictiveScalingConfiguration.");
    refusePredictiveScaling();
  }
  return type;
}

/** AWS's texts for these limits are unknown. */
function checkRoom(
  state: RegionState,
  target: ScalableTarget,
  known: ScalingPolicy | undefined,
  type: ScalingPolicy["type"],
): void {
  if (known) return;
  if (Object.keys(target.policies).length >= POLICIES_PER_TARGET)
    throw new LimitExceededException(`A scalable target has at most ${POLICIES_PER_TARGET} scaling policies.`);
  const everywhere = Object.values(state.scaling.targets).flatMap((it) => Object.keys(it.policies));
  if (everywhere.length >= limits.scalingPolicies)
    throw new LimitExceededException(`This sandbox has at most ${limits.scalingPolicies} scaling policies.`);
  if (type === "TargetTrackingScaling" && Object.keys(state.cloudwatch.alarms).length + 2 > limits.alarms)
    throw new LimitExceededException(`This sandbox has at most ${limits.alarms} alarms.`);
}

type Configured = Pick<TrackingPolicy, "type" | "targetTracking"> | Pick<StepPolicy, "type" | "stepScaling">;

/** AWS: the ARN names the service `autoscaling` and carries the UUID of the scalable target. */
function policyOf(
  { world, caller, input }: Put,
  { uuid, resourceId }: ScalableTarget,
  known: ScalingPolicy | undefined,
  configured: Configured,
): ScalingPolicy {
  const resource = `resource/ecs/${resourceId}:policyName/${input.PolicyName}`;
  const base = {
    name: input.PolicyName!,
    arn: `arn:aws:autoscaling:${caller.region}:${caller.accountId}:scalingPolicy:${uuid}:${resource}`,
    createdAt: known?.createdAt ?? world.now,
  };
  if (configured.type === "StepScaling") return { ...base, ...configured };
  const { createdBy, alarms } =
    known?.type === "TargetTrackingScaling" ? known : { createdBy: randomUuid(world), alarms: [] };
  return { ...base, ...configured, createdBy, alarms };
}

/** In the order of PolicyNames where given. Simplified: else by target and name; AWS's order is its own. */
export const DescribeScalingPolicies = operation<DescribeScalingPoliciesRequest, DescribeScalingPoliciesResponse>({
  reads: true,
  accepts: acceptsResource,
  run({ state, input }) {
    checkDimensionHasResource(input);
    checkMaxResults(input.MaxResults);
    const names = input.PolicyNames?.length ? [...new Set(input.PolicyNames)] : undefined;
    const order = (name: string) => (names ? String(names.indexOf(name)).padStart(4, "0") : name);
    const keyOf = ({ policy, target }: Row) => `${names ? order(policy.name) : ""} ${target.resourceId} ${policy.name}`;
    const rows = isEcs(input) ? policiesOf(state, input.ResourceId, names) : [];
    rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const found = pageOf(rows, keyOf, {
      question: ["DescribeScalingPolicies", input.ResourceId, names],
      maxResults: input.MaxResults,
      cap: PAGE_MAX,
      token: input.NextToken,
    });
    return { ScalingPolicies: found.rows.map((row) => answer(state, row)), NextToken: found.nextToken };
  },
});

type Row = { target: ScalableTarget; policy: ScalingPolicy };

function policiesOf(state: RegionState, resourceId: string | undefined, names: string[] | undefined): Row[] {
  const { targets } = state.scaling;
  const asked = resourceId === undefined ? Object.values(targets) : [entry(targets, resourceId) ?? []].flat();
  return asked.flatMap((target) =>
    Object.values(target.policies).flatMap((policy) =>
      !names || names.includes(policy.name) ? { target, policy } : [],
    ),
  );
}

/** Takes the policy's own alarms with it, and its ARN off the alarms that call it. */
export const DeleteScalingPolicy = operation<DeleteScalingPolicyRequest, DeleteScalingPolicyResponse>({
  accepts: { ...acceptsResource, PolicyName: length(1, 1600) },
  run({ world, state, input, changes }) {
    const target = scalableTarget(state, input);
    const policy = target && entry(target.policies, input.PolicyName!);
    if (!policy)
      throw new ObjectNotFoundException(
        `No scaling policy found for ${inWords(input)}, policy name: ${input.PolicyName}`,
      );
    deletePolicyAlarms(world, state, policy, changes);
    if (policy.type === "StepScaling") forgetAlarmActions(world, state, policy, changes);
    delete target.policies[policy.name];
    changes.push({
      topic: "scaling",
      at: world.now,
      region: state.name,
      resource: policy.arn,
      what: "policy deleted",
      cause: "call DeleteScalingPolicy",
    });
    return {};
  },
});

function answer(state: RegionState, { target, policy }: Row): ScalingPolicyAnswer {
  return {
    PolicyARN: policy.arn,
    PolicyName: policy.name,
    ServiceNamespace: "ecs",
    ResourceId: target.resourceId,
    ScalableDimension: ECS_DIMENSION,
    PolicyType: policy.type,
    ...(policy.type === "StepScaling"
      ? { StepScalingPolicyConfiguration: stepConfiguration(policy.stepScaling) }
      : { TargetTrackingScalingPolicyConfiguration: configuration(policy.targetTracking) }),
    Alarms: alarmsOf(state, policy),
    CreationTime: new Date(policy.createdAt),
  };
}

/** AlarmHigh first; an alarm of target tracking that somebody has deleted is still named, by its ARN of old. */
function alarmsOf(state: RegionState, policy: ScalingPolicy): Alarm[] {
  if (policy.type === "StepScaling")
    return alarmsNaming(state, policy).map(({ name, arn }) => ({ AlarmName: name, AlarmARN: arn }));
  const account = policy.arn.split(":")[4];
  return policy.alarms.map((name) => ({
    AlarmName: name,
    AlarmARN: `arn:aws:cloudwatch:${state.name}:${account}:alarm:${name}`,
  }));
}
