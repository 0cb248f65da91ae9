import type {
  ScalableDimension as Dimension,
  ServiceNamespace as Namespace,
} from "@aws-sdk/client-application-auto-scaling";
import { scalingEnums } from "../../wire/enums.ts";
import type { ScalableTarget } from "../../world/scaling.ts";
import type { RegionState } from "../../world/world.ts";
import { length, oneOf } from "../constraints.ts";
import { entry } from "../entry.ts";
import type { Constraint } from "../operation.ts";
import { AccessDeniedException, ValidationException } from "./errors.ts";

/** What names a scalable target: all three in most operations, the namespace alone in the Describe ones. */
export type Resource = {
  ServiceNamespace: Namespace | undefined;
  ResourceId?: string | undefined;
  ScalableDimension?: Dimension | undefined;
};

export const ECS_DIMENSION = "ecs:service:DesiredCount";

/** Constraints of every operation on a scalable target (API_RegisterScalableTarget). */
export const acceptsResource = {
  ServiceNamespace: oneOfEnum(() => Object.values(scalingEnums().ServiceNamespace)),
  ResourceId: length(1, 1600),
  ScalableDimension: oneOfEnum(dimensions),
};

/** AWS: the values in an order of its own, of which the first two are recorded (testdata/aws/applicationautoscaling/controls.json of radkawar/stackd). */
function dimensions(): string[] {
  const { ScalableDimension: all } = scalingEnums();
  const first = [all.CassandraTableWriteCapacityUnits, all.DynamoDBIndexReadCapacityUnits];
  return [...new Set([...first, ...Object.values(all)])];
}

/** One of an SDK enum's values, which are looked up at the first use. */
export function oneOfEnum(values: () => string[]): Constraint {
  let constraint: Constraint | undefined;
  return (value) => {
    constraint ??= oneOf(values());
    return constraint(value);
  };
}

/** Refuses what is no ECS service by namespace, dimension or resource id. */
export function checkEcsService(it: Resource): void {
  if (it.ServiceNamespace !== "ecs")
    throw new ValidationException("This sandbox scales ECS services only: use ServiceNamespace ecs.");
  if (it.ScalableDimension !== ECS_DIMENSION) throw new AccessDeniedException("Account is not authorized");
  if (!/^service\/[A-Za-z0-9_-]{1,255}\/[A-Za-z0-9_-]{1,255}$/.test(it.ResourceId!))
    throw new ValidationException("Unsupported service namespace, resource type or scalable dimension");
}

/** The target of these three names, if it is registered. */
export function scalableTarget(state: RegionState, it: Resource): ScalableTarget | undefined {
  if (it.ServiceNamespace !== "ecs" || it.ScalableDimension !== ECS_DIMENSION) return undefined;
  return entry(state.scaling.targets, it.ResourceId!);
}

/** Whether a Describe operation asks for ECS services, of which alone the sandbox has any. */
export const isEcs = (it: Resource): boolean =>
  it.ServiceNamespace === "ecs" && (it.ScalableDimension === undefined || it.ScalableDimension === ECS_DIMENSION);

/** The three names as AWS's errors say them. */
export const inWords = (it: Resource): string =>
  `service namespace: ${it.ServiceNamespace}, resource ID: ${it.ResourceId}, scalable dimension: ${it.ScalableDimension}`;

/** AWS: recorded for activities, documented for all Describe operations. */
export function checkDimensionHasResource(it: Resource): void {
  if (it.ScalableDimension !== undefined && it.ResourceId === undefined)
    throw new ValidationException("Scalable dimension cannot be provided without a resource ID.");
}
