import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";

/**
 * The label of each query. Its own where given; else the metric's name when it is the only metric, or the parts in which the
 * metrics differ, as in `CPUUtilization SampleCount 20` (radkawar/stackd testdata/aws/ecs/service_metrics.json).
 * Simplified: a label's dynamic parts such as `${MAX}` are left as they are.
 */
export function labels(queries: MetricDataQuery[]): (query: MetricDataQuery) => string {
  const all = queries.flatMap((query) => (query.MetricStat ? [parts(query)] : []));
  const differs = all[0]?.map((_, i) => new Set(all.map((it) => it[i])).size > 1) ?? [];
  return (query) => {
    if (query.Label) return query.Label;
    const own = parts(query).filter((_, i) => differs[i]);
    return own.filter(Boolean).join(" ") || (query.MetricStat?.Metric?.MetricName ?? query.Id!);
  };
}

/** What can tell one metric from another, in the order in which a label names it. */
function parts({ MetricStat }: MetricDataQuery): string[] {
  const { Metric, Stat, Period } = MetricStat ?? {};
  const dimensions = (Metric?.Dimensions ?? []).map(({ Value }) => Value).sort();
  return [Metric?.Namespace ?? "", dimensions.join(" "), Metric?.MetricName ?? "", Stat ?? "", String(Period ?? "")];
}
