import type { CloudWatchState } from "../world/cloudwatch.ts";
import { type MetricName, type MetricQuery, readMetric } from "./custom-metrics.ts";
import { functionsOf, type MathNode, MathProblem, parseMath } from "./math-expression.ts";
import { FUNCTIONS, WORDS } from "./math-functions.ts";
import { combined } from "./math-operators.ts";
import { type Computation, mapped, seriesOf, type TimeSeries, type Value } from "./math-values.ts";
import { type Statistic, statisticOf } from "./statistics.ts";

/* Metric math (amazon-cloudwatch-user-guide, using-metric-math): expressions over metrics and over one another. */

export type MathQuery = { id: string; label: string; expression: MathNode; periodSeconds?: number };

/** Calls inside each other, over expressions that use expressions. */
const NESTED_MAX = 2_000;

/** The functions of metric math that AWS knows (amazon-cloudwatch-user-guide, using-metric-math). */
const KNOWN = new Set(
  `ABS ANOMALY_DETECTION_BAND AVG CEIL DATAPOINT_COUNT DATE DAY DB_PERF_INSIGHTS DIFF DIFF_TIME EPOCH FILL FIRST FLOOR HOUR IF
  INSIGHT_RULE_METRIC LAMBDA LAST LOG LOG10 MAX METRICS METRIC_COUNT MIN MINUTE MONTH PERIOD RATE REMOVE_EMPTY RUNNING_SUM
  SEARCH SERVICE_QUOTA SLICE SORT STDDEV SUM TIME_SERIES YEAR`.split(/\s+/),
);

/**
 * Parses an expression and looks whether its functions exist: an unknown one in AWS's words (radkawar/stackd
 * testdata/aws/cloudwatch/metrics.json).
 */
export function readExpression(text: string): MathNode {
  // AWS names the unknown function even where the rest cannot be understood.
  for (const [, name] of text.replaceAll(/"[^"]*"|'[^']*'/g, "").matchAll(/\b([A-Za-z_]\w*)\s{0,5}\(/g))
    if (!KNOWN.has(name!) && name !== "AND" && name !== "OR") throw new MathProblem(`Function '${name}' not found`);
  const node = parseMath(text);
  for (const name of functionsOf(node))
    if (!Object.hasOwn(FUNCTIONS, name)) throw new MathProblem(`This sandbox does not have the function ${name}.`);
  return node;
}

/**
 * Computes expressions over metrics, both by id, in a range of epoch seconds (`from` belongs to it, `until` does not). The answer
 * gives the series of a query; more than one where the expression makes a list.
 */
export function metricMath(
  metrics: Map<string, TimeSeries>,
  queries: Map<string, MathQuery>,
  range: { from: number; until: number },
): (id: string) => TimeSeries[] {
  const math: Context = {
    metrics,
    queries,
    range,
    done: new Map(),
    open: new Set(),
    work: 0,
    nested: 0,
    period: undefined,
  };
  return (id) => {
    const own = metrics.get(id);
    if (own) return [own];
    const query = queries.get(id)!;
    const value = valueOfQuery(math, query);
    if (typeof value === "number" || typeof value === "string")
      throw new MathProblem("The result is a single number; it has to be a time series, as in m1 - AVG(m1).");
    return Array.isArray(value) ? value : [{ ...value, label: query.label }];
  };
}

/** A metric as metric math sees it. A point that does not tell the statistic is none. */
export function timeSeriesOf(
  cloudwatch: CloudWatchState,
  metric: MetricName,
  { unit, statistic, label, ...query }: MetricQuery & { unit?: string; statistic: Statistic; label: string },
): TimeSeries {
  const values = new Map<number, number>();
  for (const point of readMetric(cloudwatch, metric, unit, query).points) {
    const value = statisticOf(point, statistic);
    if (value !== undefined) values.set(point.at, value);
  }
  return { label, periodSeconds: query.periodSeconds, points: values };
}

type Context = Computation & {
  queries: Map<string, MathQuery>;
  done: Map<string, Value>;
  open: Set<string>;
  nested: number;
};

function valueOfQuery(math: Context, query: MathQuery): Value {
  const known = math.done.get(query.id);
  if (known !== undefined) return known;
  if (math.open.has(query.id)) throw new MathProblem(`'${query.id}' depends on itself.`);
  math.open.add(query.id);
  const outer = math.period;
  math.period = query.periodSeconds;
  const value = compute(math, query.expression);
  math.period = outer;
  math.open.delete(query.id);
  math.done.set(query.id, value);
  return value;
}

function compute(math: Context, node: MathNode): Value {
  if (++math.nested > NESTED_MAX) throw new MathProblem("This is nested too deeply for the sandbox.");
  const value = valueOfNode(math, node);
  math.nested--;
  return value;
}

function valueOfNode(math: Context, node: MathNode): Value {
  switch (node.kind) {
    case "number":
      return node.value;
    case "text":
      return node.value;
    case "name": {
      if (WORDS.has(node.name)) return node.name;
      const metric = math.metrics.get(node.name);
      if (metric) return metric;
      const query = math.queries.get(node.name);
      if (query) return valueOfQuery(math, query);
      throw new MathProblem(`There is no query with the id '${node.name}'.`);
    }
    case "list":
      return node.items.flatMap((item) => seriesOf(compute(math, item)));
    case "negate":
      return mapped(math, compute(math, node.of), (value) => -value);
    case "binary":
      return combined(math, node.operator, compute(math, node.left), compute(math, node.right));
    case "call":
      return FUNCTIONS[node.name]!(
        math,
        node.args.map((it) => compute(math, it)),
      );
  }
}
