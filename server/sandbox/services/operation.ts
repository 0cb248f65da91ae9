import type { Change } from "../world/change.ts";
import type { Region, RegionState, World } from "../world/world.ts";
import type { AwsError } from "./aws-error.ts";

/** The services of the sandbox, by the name in a credential scope except CloudWatch's, whose scope says `monitoring`. */
export type ServiceId = "ecs" | "application-autoscaling" | "cloudwatch" | "elasticloadbalancing" | "iam" | "sts";

/** Who calls. */
export type Caller = {
  accountId: string;
  region: Region /** ARN */;
  principal: string /** UserId of GetCallerIdentity */;
  userId: string;
  requestId: string;
};

/** What an operation is given. `changes` takes what it did; `state` is `world.regions[caller.region]`, made when absent. */
export type Context<Input> = {
  world: World;
  state: RegionState;
  caller: Caller;
  input: Input;
  changes: Change[];
};

/**
 * A rule for one member, by its path in the input (`ScalableDimension`, `TargetTrackingScalingPolicyConfiguration.TargetValue`).
 * Returns what AWS says after "failed to satisfy constraint: " where the value breaks it, else undefined. Never asked about a
 * member that is not there. A list on the path stands for each of its items (`MetricDataQueries.Id`); `member` names the items
 * themselves (`ResourceIds.member`).
 */
export type Constraint = (value: unknown) => string | undefined;

/**
 * One AWS operation. The wire layer has parsed the input, checked types, nesting and required members; `accepts` holds what the
 * SDK's schemas do not carry. `run` checks first and changes afterwards: a refused call changes nothing.
 * `reads: true` marks an operation that never changes the world: nothing is saved, and it must not draw on `world.random`.
 */
// biome-ignore lint/suspicious/noExplicitAny: a table of operations holds every input and output type
export type Operation<Input = any, Output = any> = {
  reads?: boolean;
  accepts?: Record<string, Constraint>;
  /**
   * What the service says in words of its own when a required member is missing, by the path that AWS prints (`taskDefinition`,
   * first letters small). Without it: "Value null at 'taskDefinition' failed to satisfy constraint: Member must not be null".
   */
  missing?: Record<string, () => AwsError>;
  run(context: Context<Input>): Output;
};

/** Types an operation; nothing else. */
export const operation = <Input, Output>(it: Operation<Input, Output>): Operation<Input, Output> => it;

/** A service's operations by AWS's name. */
export type Operations = Record<string, Operation>;

/** What the wire layer needs of all services. */
export type Catalog = Record<ServiceId, Operations>;
