import type { DimensionFilter, ListMetricsInput, ListMetricsOutput } from "@aws-sdk/client-cloudwatch";
import { newestPointAt, newestPublished } from "../../simulation/index.ts";
import type { CustomSeries, Series } from "../../world/cloudwatch.ts";
import type { Millis } from "../../world/world.ts";
import { operation } from "../operation.ts";
import { page } from "../paging.ts";
import { dimensionsAnswer } from "./dimensions.ts";
import { InvalidParameterValueException } from "./errors.ts";

/** AWS: metrics of one page (API_ListMetrics). */
const PAGE_MAX = 500;
/** AWS: `PT3H` is the only value of RecentlyActive (API_ListMetrics). */
const RECENT_MS = 3 * 3_600_000;
/** AWS: a metric without new datapoints is listed for two weeks (API_ListMetrics). */
const LISTED_MS = 14 * 86_400_000;

/**
 * Metrics with at least one datapoint that can be read; a dimension filter matches a subset.
 * Simplified: a new metric is listed with its first datapoint, where AWS may take 15 minutes.
 */
export const ListMetrics = operation<ListMetricsInput, ListMetricsOutput>({
  reads: true,
  run({ world, state, caller, input }) {
    if (input.RecentlyActive !== undefined && input.RecentlyActive !== "PT3H")
      throw new InvalidParameterValueException("Request parameter recentlyActive value is invalid");
    const custom = state.cloudwatch.custom ?? {};
    const series: Record<string, Series | CustomSeries> = { ...state.cloudwatch.series, ...custom };
    const since = world.now - (input.RecentlyActive ? RECENT_MS : LISTED_MS);
    const foreign = input.OwningAccount !== undefined && input.OwningAccount !== caller.accountId;
    const found = Object.keys(series).filter(
      (key) => !foreign && matches(series[key]!, input) && isActive(series[key]!, since, world.now),
    );
    const { NextToken, ...question } = input;
    const { rows, nextToken } = page(found.sort(), (key) => key, {
      question: ["ListMetrics", question],
      size: PAGE_MAX,
      token: NextToken,
      refuse: () => new InvalidParameterValueException("Request parameter NextToken is invalid"),
    });
    return {
      Metrics: rows.map((key) => ({
        Namespace: series[key]!.namespace,
        MetricName: series[key]!.name,
        Dimensions: dimensionsAnswer(series[key]!.dimensions),
      })),
      // AWS: one for each metric; of another account there are none (recorded in metrics.json, `list-wrong-account`).
      ...(input.IncludeLinkedAccounts && { OwningAccounts: rows.map(() => caller.accountId) }),
      NextToken: nextToken,
    };
  },
});

function matches(series: Series | CustomSeries, { Namespace, MetricName, Dimensions }: ListMetricsInput): boolean {
  return (
    (Namespace === undefined || series.namespace === Namespace) &&
    (MetricName === undefined || series.name === MetricName) &&
    (Dimensions ?? []).every((filter) => hasDimension(series, filter))
  );
}

const hasDimension = (series: Series | CustomSeries, { Name, Value }: DimensionFilter) =>
  series.dimensions.some(({ name, value }) => name === Name && (Value === undefined || value === Value));

const isActive = (series: Series | CustomSeries, since: Millis, now: Millis): boolean =>
  "units" in series ? newestPublished(series) * 1000 > since : active(series, since, now);

/** Whether its newest readable datapoint lies after `since`. */
function active(series: Series, since: Millis, now: Millis): boolean {
  const newest = newestPointAt(series, now / 1000);
  return newest !== undefined && newest * 1000 > since;
}
