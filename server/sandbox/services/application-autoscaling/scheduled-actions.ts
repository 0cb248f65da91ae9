import type {
  DeleteScheduledActionRequest,
  DeleteScheduledActionResponse,
  DescribeScheduledActionsRequest,
  DescribeScheduledActionsResponse,
  PutScheduledActionRequest,
  PutScheduledActionResponse,
  ScheduledAction as ScheduledActionAnswer,
} from "@aws-sdk/client-application-auto-scaling";
import { limits } from "../../../limits.ts";
import { firstRun, isTimeZone, parseSchedule, ScheduleProblem } from "../../simulation/index.ts";
import type { ScalableTarget, ScheduledAction } from "../../world/scaling.ts";
import type { RegionState } from "../../world/world.ts";
import { all, length, pattern } from "../constraints.ts";
import { entry } from "../entry.ts";
import { type Context, operation } from "../operation.ts";
import { LimitExceededException, ObjectNotFoundException, ValidationException } from "./errors.ts";
import { checkMaxResults, pageOf } from "./pages.ts";
import {
  acceptsResource,
  checkDimensionHasResource,
  ECS_DIMENSION,
  inWords,
  isEcs,
  scalableTarget,
} from "./resource.ts";
import { withoutAbsent } from "./without-absent.ts";

/** AWS: rows of one page (API_DescribeScheduledActions). */
const PAGE_MAX = 50;
/** AWS: application-auto-scaling-user-guide, quotas. */
const ACTIONS_PER_TARGET = 200;

type Put = Context<PutScheduledActionRequest>;

/**
 * Makes a scheduled action, or changes the one of that name: what is left out stays as it was, except start and end time, which
 * are cleared then (API_PutScheduledAction). An `at(…)` in the past is taken and never runs.
 */
export const PutScheduledAction = operation<PutScheduledActionRequest, PutScheduledActionResponse>({
  accepts: {
    ...acceptsResource,
    ScheduledActionName: all(
      length(1, 256),
      // AWS: no blank at the ends, no control character, none of : / |.
      pattern(
        // biome-ignore lint/suspicious/noControlCharactersInRegex: AWS's rule is about them
        /(?! )[^\u0000-\u001f\u007f-\u009f:/|]*[^\u0000-\u001f\u007f-\u009f:/| ]/,
        "(?!((^[ ]+.*)|(.*([\\u0000-\\u001f]|[\\u007f-\\u009f]|[:/|])+.*)|(.*[ ]+$))).+",
      ),
    ),
    Schedule: length(1, 1600),
    Timezone: length(1, 1600),
  },
  run(context) {
    const { world, state, input, changes } = context;
    const target = registeredTarget(state, input);
    const known = entry(target.scheduledActions ?? {}, input.ScheduledActionName!);
    checkRoom(state, target, known);
    const action = actionOf(context, target, known);
    checkAction(action);
    if (action.name === "__proto__")
      throw new ValidationException("This sandbox cannot keep a scheduled action of that name.");

    const nextAt = firstRun(action, world.now);
    target.scheduledActions ??= {};
    target.scheduledActions[action.name] = nextAt === undefined ? action : { ...action, nextAt };
    changes.push({
      topic: "scaling",
      at: world.now,
      region: state.name,
      resource: action.arn,
      what: known ? "scheduled action updated" : "scheduled action created",
      cause: "call PutScheduledAction",
    });
    return {};
  },
});

/** AWS: recorded for PutScheduledAction; for DeleteScheduledAction by analogy. */
function registeredTarget(state: RegionState, input: PutScheduledActionRequest): ScalableTarget {
  const target = scalableTarget(state, input);
  if (!target) throw new ObjectNotFoundException(`No scalable target registered for ${inWords(input)}`);
  return target;
}

/** AWS's text is unknown; the second limit is our own. */
function checkRoom(state: RegionState, target: ScalableTarget, known: ScheduledAction | undefined): void {
  if (known) return;
  if (Object.keys(target.scheduledActions ?? {}).length >= ACTIONS_PER_TARGET)
    throw new LimitExceededException(`A scalable target has at most ${ACTIONS_PER_TARGET} scheduled actions.`);
  const everywhere = Object.values(state.scaling.targets).flatMap((it) => Object.keys(it.scheduledActions ?? {}));
  if (everywhere.length >= limits.scheduledActions)
    throw new LimitExceededException(`This sandbox has at most ${limits.scheduledActions} scheduled actions.`);
}

/** The action that the call leaves behind. AWS: the ARN names the service `autoscaling` and carries the UUID of the scalable target. */
function actionOf(
  { world, caller, input }: Put,
  { uuid, resourceId }: ScalableTarget,
  known: ScheduledAction | undefined,
): ScheduledAction {
  const resource = `resource/ecs/${resourceId}:scheduledActionName/${input.ScheduledActionName}`;
  const bounds = input.ScalableTargetAction
    ? { minCapacity: input.ScalableTargetAction.MinCapacity, maxCapacity: input.ScalableTargetAction.MaxCapacity }
    : { minCapacity: known?.minCapacity, maxCapacity: known?.maxCapacity };
  // The sentence is AWS's as people report it (badmintoncryer/cdk-preflight, pf-appautoscaling-scalable-target-action-required).
  if (!input.ScalableTargetAction && !known) throw new ValidationException("ScalableTargetAction must be set");
  const schedule = input.Schedule ?? known?.schedule;
  // AWS's text is unknown.
  if (schedule === undefined) throw new ValidationException("A new scheduled action needs a Schedule.");
  return withoutAbsent({
    name: input.ScheduledActionName!,
    arn: `arn:aws:autoscaling:${caller.region}:${caller.accountId}:scheduledAction:${uuid}:${resource}`,
    createdAt: known?.createdAt ?? world.now,
    schedule,
    timezone: input.Timezone ?? known?.timezone,
    startAt: instantOf(input.StartTime),
    endAt: instantOf(input.EndTime),
    ...bounds,
    // Simplified: AWS does not say what a rate without a start time counts from; here it is the call.
    from: instantOf(input.StartTime) ?? world.now,
  });
}

/** AWS's text for a time that no calendar has is unknown. */
function instantOf(date: Date | undefined): number | undefined {
  const at = date?.getTime();
  if (Number.isNaN(at))
    throw new ValidationException("StartTime and EndTime are instants between the years -271821 and 275760.");
  return at;
}

/** AWS: testdata/aws/applicationautoscaling/controls.json of radkawar/stackd; the bounds that cross as cdk-preflight reports them. */
function checkAction({
  minCapacity: min,
  maxCapacity: max,
  schedule,
  timezone,
  startAt,
  endAt,
}: ScheduledAction): void {
  if (min === undefined && max === undefined)
    throw new ValidationException("At least one of minimum capacity and maximum capacity should be provided");
  if (min !== undefined && min < 0) throw new ValidationException("Minimum capacity cannot be less than 0");
  // AWS's own sentence for a lone negative maximum is unknown.
  if (max !== undefined && max < (min ?? 0))
    throw new ValidationException(
      min === undefined
        ? "The maximum capacity of a scheduled action is 0 or more."
        : "Maximum capacity cannot be less than minimum capacity",
    );
  if (startAt !== undefined && endAt !== undefined && startAt >= endAt)
    throw new ValidationException("StartTime must be before EndTime");
  if (timezone !== undefined && !isTimeZone(timezone))
    throw new ValidationException(`Invalid schedule timezone: ${timezone}`);
  try {
    parseSchedule(schedule);
  } catch (error) {
    throw error instanceof ScheduleProblem ? new ValidationException(error.message) : error;
  }
}

/** In the order of ScheduledActionNames where given. Simplified: else by target and name. One that never runs again is still there. */
export const DescribeScheduledActions = operation<DescribeScheduledActionsRequest, DescribeScheduledActionsResponse>({
  reads: true,
  accepts: acceptsResource,
  run({ state, input }) {
    checkDimensionHasResource(input);
    checkMaxResults(input.MaxResults);
    const names = input.ScheduledActionNames?.length ? [...new Set(input.ScheduledActionNames)] : undefined;
    const place = (name: string) => (names ? String(names.indexOf(name)).padStart(4, "0") : "");
    const keyOf = ({ target, action }: Row) => `${place(action.name)} ${target.resourceId} ${action.name}`;
    const rows = isEcs(input) ? actionsOf(state, input.ResourceId, names) : [];
    rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const found = pageOf(rows, keyOf, {
      question: ["DescribeScheduledActions", input.ResourceId, names],
      maxResults: input.MaxResults,
      cap: PAGE_MAX,
      token: input.NextToken,
    });
    return { ScheduledActions: found.rows.map(answer), NextToken: found.nextToken };
  },
});

type Row = { target: ScalableTarget; action: ScheduledAction };

function actionsOf(state: RegionState, resourceId: string | undefined, names: string[] | undefined): Row[] {
  const { targets } = state.scaling;
  const asked = resourceId === undefined ? Object.values(targets) : [entry(targets, resourceId) ?? []].flat();
  return asked.flatMap((target) =>
    Object.values(target.scheduledActions ?? {}).flatMap((action) =>
      !names || names.includes(action.name) ? { target, action } : [],
    ),
  );
}

/** AWS: a missing action is told with the target's UUID, not its resource (testdata/aws/applicationautoscaling/controls.json). */
export const DeleteScheduledAction = operation<DeleteScheduledActionRequest, DeleteScheduledActionResponse>({
  accepts: { ...acceptsResource, ScheduledActionName: length(1, 1600) },
  run({ world, state, input, changes }) {
    const target = registeredTarget(state, input);
    const action = entry(target.scheduledActions ?? {}, input.ScheduledActionName!);
    if (!action)
      throw new ObjectNotFoundException(
        `No scheduled action found for service namespace: ecs, scalable target ID: ${target.uuid}, scheduled action name: ${input.ScheduledActionName}`,
      );
    delete target.scheduledActions![action.name];
    changes.push({
      topic: "scaling",
      at: world.now,
      region: state.name,
      resource: action.arn,
      what: "scheduled action deleted",
      cause: "call DeleteScheduledAction",
    });
    return {};
  },
});

function answer({ target, action }: Row): ScheduledActionAnswer {
  return {
    ScheduledActionName: action.name,
    ScheduledActionARN: action.arn,
    ServiceNamespace: "ecs",
    Schedule: action.schedule,
    Timezone: action.timezone,
    ResourceId: target.resourceId,
    ScalableDimension: ECS_DIMENSION,
    StartTime: action.startAt === undefined ? undefined : new Date(action.startAt),
    EndTime: action.endAt === undefined ? undefined : new Date(action.endAt),
    ScalableTargetAction: { MinCapacity: action.minCapacity, MaxCapacity: action.maxCapacity },
    CreationTime: new Date(action.createdAt),
  };
}
