import type {
  DescribeScalingActivitiesRequest,
  DescribeScalingActivitiesResponse,
  ScalingActivity as ScalingActivityAnswer,
} from "@aws-sdk/client-application-auto-scaling";
import type { ScalingActivity } from "../../world/scaling.ts";
import { operation } from "../operation.ts";
import { pageOf } from "./pages.ts";
import { acceptsResource, checkDimensionHasResource, ECS_DIMENSION, isEcs } from "./resource.ts";

/** AWS: rows of one page (API_DescribeScalingActivities). */
const PAGE_MAX = 50;

/**
 * Newest first, six weeks back, also of targets, policies and services that are gone. Alarms that led to no scaling are left
 * out unless asked for. A token belongs to the resource; dropping the dimension or turning the not-scaled ones on goes on with
 * it (testdata/aws/applicationautoscaling/activity_lifecycle.json of radkawar/stackd).
 */
export const DescribeScalingActivities = operation<DescribeScalingActivitiesRequest, DescribeScalingActivitiesResponse>(
  {
    reads: true,
    accepts: acceptsResource,
    run({ state, input }) {
      checkDimensionHasResource(input);
      const wanted = (it: ScalingActivity) =>
        (input.ResourceId === undefined || it.resourceId === input.ResourceId) &&
        (input.IncludeNotScaledActivities === true || it.notScaled === undefined);
      const found = isEcs(input) ? state.scaling.activities.filter(wanted).reverse() : [];
      const asked = {
        question: ["DescribeScalingActivities", input.ResourceId],
        maxResults: input.MaxResults,
        cap: PAGE_MAX,
        token: input.NextToken,
      };
      const { rows, nextToken } = pageOf(found, keyOf, asked, newestFirst(found));
      return { ScalingActivities: rows.map(answer), NextToken: nextToken };
    },
  },
);

const keyOf = ({ startedAt, id }: ScalingActivity) => `${startedAt} ${id}`;

/** By start; those of one second in the order of the rows. */
function newestFirst(rows: ScalingActivity[]): (a: string, b: string) => number {
  const place = (key: string) => rows.findIndex((row) => keyOf(row) === key);
  return (a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10) || place(a) - place(b);
}

function answer(it: ScalingActivity): ScalingActivityAnswer {
  return {
    ActivityId: it.id,
    ServiceNamespace: "ecs",
    ResourceId: it.resourceId,
    ScalableDimension: ECS_DIMENSION,
    Description: it.description,
    Cause: it.cause,
    StartTime: new Date(it.startedAt),
    EndTime: it.endedAt === undefined ? undefined : new Date(it.endedAt),
    StatusCode: it.status,
    StatusMessage: it.statusMessage,
    NotScaledReasons: it.notScaled?.map(({ code, maxCapacity, minCapacity, currentCapacity }) => ({
      Code: code,
      MaxCapacity: maxCapacity,
      MinCapacity: minCapacity,
      CurrentCapacity: currentCapacity,
    })),
  };
}
