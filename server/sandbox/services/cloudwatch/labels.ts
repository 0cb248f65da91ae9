import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";

/** A metric of a request, as a label may name it. */
type Named = { namespace: string; dimensions: Map<string, string>; name: string; stat: string; period: string };

/**
 * The label that CloudWatch gives a metric where the request has none: its name; with several such metrics what tells them apart,
 * namespace, values of dimensions, name, and of one metric the statistics and periods. Metrics with a label of their own and
 * hidden ones do not count (radkawar/stackd testdata/aws/cloudwatch/metric_labels.json).
 */
export function automaticLabels(queries: MetricDataQuery[]): (query: MetricDataQuery) => string {
  const counted = queries.filter((it) => it.MetricStat && it.Label === undefined && it.ReturnData !== false).map(named);
  const differ = (of: (it: Named) => string | undefined, among = counted) => new Set(among.map(of)).size > 1;
  return (query) => {
    if (!query.MetricStat) return query.Id!;
    const own = named(query);
    if (!counted.some((it) => sameAs(it)(own))) return own.name;
    const dimensions = [...own.dimensions].filter(([name]) => differ((it) => it.dimensions.get(name)));
    const parts = [...(differ((it) => it.namespace) ? [own.namespace] : []), ...dimensions.map(([, value]) => value)];
    if (parts.length === 0 || differ((it) => it.name)) parts.push(own.name);
    const same = counted.filter(sameAs(own));
    if (differ((it) => it.stat, same)) parts.push(own.stat);
    if (differ((it) => it.period, same)) parts.push(own.period);
    return parts.join(" ");
  };
}

function named({ MetricStat }: MetricDataQuery): Named {
  const { Metric, Stat, Period } = MetricStat!;
  const dimensions = (Metric?.Dimensions ?? []).map(({ Name, Value }): [string, string] => [Name!, Value!]);
  dimensions.sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    namespace: Metric!.Namespace!,
    name: Metric!.MetricName!,
    dimensions: new Map(dimensions),
    stat: Stat!,
    period: String(Period),
  };
}

/** Whether that is the same metric, whatever is asked of it. */
const sameAs = (a: Named) => (b: Named) =>
  a.namespace === b.namespace &&
  a.name === b.name &&
  JSON.stringify([...a.dimensions]) === JSON.stringify([...b.dimensions]);
