import type {
  DeregisterScalableTargetRequest,
  DeregisterScalableTargetResponse,
  DescribeScalableTargetsRequest,
  DescribeScalableTargetsResponse,
  RegisterScalableTargetRequest,
  RegisterScalableTargetResponse,
  ScalableTarget as ScalableTargetAnswer,
} from "@aws-sdk/client-application-auto-scaling";
import { enforceBounds, forgetScalableTarget } from "../../simulation/index.ts";
import { randomUuid } from "../../world/random.ts";
import type { ScalableTarget } from "../../world/scaling.ts";
import { length } from "../constraints.ts";
import { entry } from "../entry.ts";
import { addLinkedRole } from "../iam/index.ts";
import { type Context, operation } from "../operation.ts";
import { ObjectNotFoundException, ValidationException } from "./errors.ts";
import { checkMaxResults, pageOf } from "./pages.ts";
import {
  acceptsResource,
  checkDimensionHasResource,
  checkEcsService,
  ECS_DIMENSION,
  inWords,
  isEcs,
  scalableTarget,
} from "./resource.ts";

/** AWS: rows of one page, and resource ids of one request (API_DescribeScalableTargets). */
const PAGE_MAX = 50;

type Registration = Context<RegisterScalableTargetRequest>;

/**
 * Makes a service a scalable target, or changes the one it is: what is left out stays as it was. A desired count outside the
 * given bounds is then moved to the bound.
 */
export const RegisterScalableTarget = operation<RegisterScalableTargetRequest, RegisterScalableTargetResponse>({
  accepts: { ...acceptsResource, RoleARN: length(1, 1600) },
  run(context) {
    const { world, state, input, changes } = context;
    checkEcsService(input);
    const known = scalableTarget(state, input);
    checkRegistration(context, known);

    const target = known ?? newTarget(context);
    const said = known ? updateTarget(target, input) : "registered";
    state.scaling.targets[target.resourceId] = target;
    // AWS: the first registration of an account makes the role (application-auto-scaling-user-guide, service-linked roles).
    const made = addLinkedRole(world, "ecs.application-autoscaling.amazonaws.com");
    if (said || made) {
      const resource = target.resourceId;
      changes.push({
        topic: "scaling",
        at: world.now,
        region: state.name,
        resource,
        what: said || "service-linked role made",
        cause: "call RegisterScalableTarget",
      });
    }
    if (input.MinCapacity !== undefined || input.MaxCapacity !== undefined)
      enforceBounds(world, state, target, changes);
    return { ScalableTargetARN: target.arn };
  },
});

/** Refusals in the order in which AWS's recorded answers have them. */
function checkRegistration({ state, input }: Registration, known: ScalableTarget | undefined): void {
  const { MinCapacity: min = known?.minCapacity, MaxCapacity: max = known?.maxCapacity } = input;
  if (input.RoleARN !== undefined && !/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+/.test(input.RoleARN))
    throw new ValidationException(`'${input.RoleARN}' is not a valid ARN`);
  if (min === undefined) throw new ValidationException("Minimum capacity must be specified");
  if (max === undefined) throw new ValidationException("Maximum capacity must be specified");
  if (entry(state.ecs.services, input.ResourceId!.slice("service/".length))?.status !== "ACTIVE")
    throw new ValidationException(`ECS service doesn't exist: ${input.ResourceId}`);
  if (min < 0) throw new ValidationException("Minimum capacity cannot be less than 0");
  if (max < min) throw new ValidationException("Maximum capacity cannot be less than minimum capacity");
  if (input.Tags && known)
    throw new ValidationException(
      "The scalable target that you tried to tag already exists. To update tags on an existing scalable target, use the TagResource API.",
    );
  if (input.Tags && !Object.keys(input.Tags).length) throw new ValidationException("Tags cannot be empty");
}

/** AWS: the ARN carries the target's UUID without dashes behind a constant; the role shown is always the service-linked one. */
function newTarget({ world, caller, input }: Registration): ScalableTarget {
  const uuid = randomUuid(world);
  const { region, accountId } = caller;
  const { DynamicScalingInSuspended, DynamicScalingOutSuspended, ScheduledScalingSuspended } =
    input.SuspendedState ?? {};
  return {
    resourceId: input.ResourceId!,
    uuid,
    arn: `arn:aws:application-autoscaling:${region}:${accountId}:scalable-target/0ec5${uuid.replaceAll("-", "")}`,
    roleArn: `arn:aws:iam::${accountId}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
    minCapacity: input.MinCapacity!,
    maxCapacity: input.MaxCapacity!,
    createdAt: world.now,
    suspended: {
      dynamicScalingIn: DynamicScalingInSuspended ?? false,
      dynamicScalingOut: DynamicScalingOutSuspended ?? false,
      scheduledScaling: ScheduledScalingSuspended ?? false,
    },
    policies: {},
    tags: { ...input.Tags },
  };
}

/** Changes what is given; tells what became different. */
function updateTarget(target: ScalableTarget, input: RegisterScalableTargetRequest): string {
  const before = inShort(target);
  target.minCapacity = input.MinCapacity ?? target.minCapacity;
  target.maxCapacity = input.MaxCapacity ?? target.maxCapacity;
  const suspended = target.suspended;
  suspended.dynamicScalingIn = input.SuspendedState?.DynamicScalingInSuspended ?? suspended.dynamicScalingIn;
  suspended.dynamicScalingOut = input.SuspendedState?.DynamicScalingOutSuspended ?? suspended.dynamicScalingOut;
  suspended.scheduledScaling = input.SuspendedState?.ScheduledScalingSuspended ?? suspended.scheduledScaling;
  const after = inShort(target);
  return before === after ? "" : `${before} -> ${after}`;
}

function inShort({ minCapacity, maxCapacity, suspended }: ScalableTarget): string {
  const off = Object.entries(suspended).flatMap(([name, isOff]) => (isOff ? [name] : []));
  return `${minCapacity}..${maxCapacity}${off.length ? ` without ${off.join(", ")}` : ""}`;
}

/** Targets that do not exist are left out, never an error. Simplified: by resource id; AWS's order is its own. */
export const DescribeScalableTargets = operation<DescribeScalableTargetsRequest, DescribeScalableTargetsResponse>({
  reads: true,
  accepts: {
    ServiceNamespace: acceptsResource.ServiceNamespace,
    ScalableDimension: acceptsResource.ScalableDimension,
    "ResourceIds.member": length(1, 1600),
  },
  run({ state, input }) {
    checkDimensionHasResource({ ...input, ResourceId: input.ResourceIds?.[0] });
    checkMaxResults(input.MaxResults);
    const { targets } = state.scaling;
    const ids = input.ResourceIds?.length ? [...new Set(input.ResourceIds)] : Object.keys(targets);
    const found = isEcs(input) ? ids.sort().flatMap((id) => entry(targets, id) ?? []) : [];
    const { rows, nextToken } = pageOf(found, ({ resourceId }) => resourceId, {
      question: ["DescribeScalableTargets"],
      maxResults: input.MaxResults,
      cap: PAGE_MAX,
      token: input.NextToken,
    });
    return { ScalableTargets: rows.map(answer), NextToken: nextToken };
  },
});

/** Takes the target's policies and their alarms with it; the desired count stays, and so does the history of activities. */
export const DeregisterScalableTarget = operation<DeregisterScalableTargetRequest, DeregisterScalableTargetResponse>({
  accepts: acceptsResource,
  run({ world, state, input, changes }) {
    const target = scalableTarget(state, input);
    if (!target) throw new ObjectNotFoundException(`No scalable target found for ${inWords(input)}`);
    forgetScalableTarget(world, state, target.resourceId, changes);
    return {};
  },
});

function answer(it: ScalableTarget): ScalableTargetAnswer {
  return {
    ServiceNamespace: "ecs",
    ResourceId: it.resourceId,
    ScalableDimension: ECS_DIMENSION,
    MinCapacity: it.minCapacity,
    MaxCapacity: it.maxCapacity,
    RoleARN: it.roleArn,
    CreationTime: new Date(it.createdAt),
    SuspendedState: {
      DynamicScalingInSuspended: it.suspended.dynamicScalingIn,
      DynamicScalingOutSuspended: it.suspended.dynamicScalingOut,
      ScheduledScalingSuspended: it.suspended.scheduledScaling,
    },
    ScalableTargetARN: it.arn,
  };
}
