import type { CloudWatchState } from "../world/cloudwatch.ts";
import { type MetricName, type MetricQuery, readMetric } from "./custom-metrics.ts";
import { functionsOf, type MathNode, MathProblem, parseMath } from "./math-expression.ts";
import { type Statistic, statisticOf } from "./statistics.ts";

/*
 * Values of metric math (amazon-cloudwatch-user-guide, using-metric-math): numbers (S), time series (TS) and lists of them (TS[]).
 * A result exists at an instant where all its operands do; what is not a finite number is no datapoint.
 */

/** A metric over time: values by the start of their period in epoch seconds, oldest first. */
export type TimeSeries = { label: string; periodSeconds: number; points: Map<number, number> };

type Value = number | string | TimeSeries | TimeSeries[];

export type MathQuery = { id: string; label: string; expression: MathNode; periodSeconds?: number };

/** Datapoints touched by one request: enough for a hundred metrics of a day, no more than can be computed in passing. */
const WORK_MAX = 2_000_000;
/** Calls inside each other, over expressions that use expressions. */
const NESTED_MAX = 2_000;
/** AWS: an expression without a period of its own takes that of its metrics; one without metrics a minute (Simplified). */
const PERIOD_SECONDS = 60;

/** The functions of metric math that AWS knows (amazon-cloudwatch-user-guide, using-metric-math). */
const KNOWN = new Set(
  `ABS ANOMALY_DETECTION_BAND AVG CEIL DATAPOINT_COUNT DATE DAY DB_PERF_INSIGHTS DIFF DIFF_TIME EPOCH FILL FIRST FLOOR HOUR IF
  INSIGHT_RULE_METRIC LAMBDA LAST LOG LOG10 MAX METRICS METRIC_COUNT MIN MINUTE MONTH PERIOD RATE REMOVE_EMPTY RUNNING_SUM
  SEARCH SERVICE_QUOTA SLICE SORT STDDEV SUM TIME_SERIES YEAR`.split(/\s+/),
);

/** Parses an expression and looks whether its functions exist: an unknown one in AWS's words (radkawar/stackd testdata/aws/cloudwatch/metrics.json). */
export function readExpression(text: string): MathNode {
  // AWS names the unknown function even where the rest cannot be understood.
  for (const [, name] of text.matchAll(/\b([A-Za-z_]\w*)\s{0,5}\(/g))
    if (!KNOWN.has(name!)) throw new MathProblem(`Function '${name}' not found`);
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

type Context = {
  metrics: Map<string, TimeSeries>;
  queries: Map<string, MathQuery>;
  range: { from: number; until: number };
  done: Map<string, Value>;
  open: Set<string>;
  work: number;
  nested: number;
  /** Of the query that is computed. */
  period: number | undefined;
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
      return FUNCTIONS[node.name]!(math, node.args);
  }
}

/** Time series of a value that has to be one, or several. */
function seriesOf(value: Value): TimeSeries[] {
  if (typeof value === "number" || typeof value === "string")
    throw new MathProblem("A time series is needed where a number or text is.");
  return Array.isArray(value) ? value : [value];
}

function numberOf(value: Value): number {
  if (typeof value !== "number") throw new MathProblem("A number is needed where a time series or text is.");
  return value;
}

function works(math: Context, count: number): void {
  math.work += count;
  if (math.work > WORK_MAX) throw new MathProblem("This is more computation than the sandbox does in one request.");
}

function made(from: TimeSeries, entries: Iterable<[number, number]>): TimeSeries {
  const points = new Map<number, number>();
  for (const [at, value] of entries) if (Number.isFinite(value)) points.set(at, value);
  return { ...from, points };
}

/** A function of single values, on numbers, series and lists alike. */
function mapped(math: Context, value: Value, change: (value: number) => number): Value {
  if (typeof value === "number") return change(value);
  const all = seriesOf(value).map((it) => {
    works(math, it.points.size);
    return made(
      it,
      [...it.points].map(([at, own]) => [at, change(own)]),
    );
  });
  return Array.isArray(value) ? all : all[0]!;
}

function combined(math: Context, operator: string, left: Value, right: Value): Value {
  const compute = (a: number, b: number) => calculate(operator, a, b);
  if (typeof left === "number" && typeof right === "number") return compute(left, right);
  if (typeof right === "number") return mapped(math, left, (it) => compute(it, right));
  if (typeof left === "number") return mapped(math, right, (it) => compute(left, it));
  const [one, other] = [seriesOf(left), seriesOf(right)];
  if (Array.isArray(left) && Array.isArray(right)) {
    if (one.length !== other.length) throw new MathProblem("Two lists of different length cannot be combined.");
    return one.map((it, i) => paired(math, it, other[i]!, compute));
  }
  if (Array.isArray(left)) return one.map((it) => paired(math, it, other[0]!, compute));
  if (Array.isArray(right)) return other.map((it) => paired(math, one[0]!, it, compute));
  return paired(math, one[0]!, other[0]!, compute);
}

function paired(math: Context, a: TimeSeries, b: TimeSeries, compute: (a: number, b: number) => number): TimeSeries {
  works(math, a.points.size);
  const both = [...a.points].filter(([at]) => b.points.has(at));
  return made(
    a,
    both.map(([at, value]) => [at, compute(value, b.points.get(at)!)]),
  );
}

function calculate(operator: string, a: number, b: number): number {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "^":
      return a ** b;
    case "<":
      return Number(a < b);
    case "<=":
      return Number(a <= b);
    case ">":
      return Number(a > b);
    case ">=":
      return Number(a >= b);
    case "==":
      return Number(a === b);
    case "!=":
      return Number(a !== b);
    case "&&":
      return Number(a !== 0 && b !== 0);
    default:
      return Number(a !== 0 || b !== 0);
  }
}

type MathFunction = (math: Context, args: MathNode[]) => Value;

/** AWS: of one series a number, of several a series (same page). */
const aggregate =
  (of: (values: number[]) => number): MathFunction =>
  (math, args) => {
    const value = only(math, args);
    if (typeof value === "number") return value;
    const all = seriesOf(value);
    for (const it of all) works(math, it.points.size);
    if (!Array.isArray(value)) return of([...all[0]!.points.values()]);
    const values = new Map<number, number[]>();
    for (const { points } of all)
      for (const [at, own] of points) {
        const there = values.get(at);
        if (there) there.push(own);
        else values.set(at, [own]);
      }
    const sorted = [...values].sort(([a], [b]) => a - b);
    const first = all[0] ?? { label: "", periodSeconds: periodOf(math), points: new Map() };
    return made(
      first,
      sorted.map(([at, own]) => [at, of(own)]),
    );
  };

/** A function of a series that looks at the point before: undefined leaves the point out. */
const stepping =
  (
    step: (value: number, at: number, before: [at: number, value: number] | undefined, last: number) => number,
  ): MathFunction =>
  (math, args) => {
    const value = only(math, args);
    const all = seriesOf(value).map((it) => {
      works(math, it.points.size);
      let before: [number, number] | undefined;
      let last = 0;
      const entries: [number, number][] = [];
      for (const [at, own] of it.points) {
        last = step(own, at, before, last);
        entries.push([at, last]);
        before = [at, own];
      }
      return made(it, entries);
    });
    return Array.isArray(value) ? all : all[0]!;
  };

const each =
  (change: (value: number) => number): MathFunction =>
  (math, args) =>
    mapped(math, only(math, args), change);

const sum = (values: number[]) => values.reduce((total, it) => total + it, 0);
const mean = (values: number[]) => sum(values) / values.length;

function deviation(values: number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((it) => (it - middle) ** 2)));
}

const extreme = (better: (a: number, b: number) => number) => (values: number[]) =>
  values.length === 0 ? Number.NaN : values.reduce((best, it) => better(best, it));

/** Each by AWS's name; what it does is told at the page above. */
const FUNCTIONS: Record<string, MathFunction> = {
  ABS: each(Math.abs),
  CEIL: each(Math.ceil),
  FLOOR: each(Math.floor),
  LOG: each(Math.log),
  LOG10: each(Math.log10),
  AVG: aggregate(mean),
  SUM: aggregate(sum),
  MIN: aggregate(extreme((a, b) => Math.min(a, b))),
  MAX: aggregate(extreme((a, b) => Math.max(a, b))),
  STDDEV: aggregate(deviation),
  RATE: stepping((value, at, before) => (before ? (value - before[1]) / (at - before[0]) : Number.NaN)),
  DIFF: stepping((value, _, before) => (before ? value - before[1] : Number.NaN)),
  DIFF_TIME: stepping((_, at, before) => (before ? at - before[0] : Number.NaN)),
  RUNNING_SUM: stepping((value, _, __, last) => last + value),
  PERIOD: (math, args) => oneSeries(math, args).periodSeconds,
  DATAPOINT_COUNT: (math, args) => oneSeries(math, args).points.size,
  METRIC_COUNT: (math, args) => seriesOf(only(math, args)).length,
  FIRST: (math, args) => seriesOf(only(math, args))[0] ?? noSeries(),
  LAST: (math, args) => seriesOf(only(math, args)).at(-1) ?? noSeries(),
  REMOVE_EMPTY: (math, args) => seriesOf(only(math, args)).filter(({ points }) => points.size > 0),
  METRICS: metrics,
  TIME_SERIES: (math, args) => {
    const value = numberOf(only(math, args));
    const period = periodOf(math);
    return made(
      { label: "", periodSeconds: period, points: new Map() },
      grid(math, period).map((at) => [at, value]),
    );
  },
  FILL: fill,
  IF: choose,
};

const noSeries = (): never => {
  throw new MathProblem("The list is empty.");
};

function only(math: Context, args: MathNode[]): Value {
  if (args.length !== 1) throw new MathProblem("The function takes one argument.");
  return compute(math, args[0]!);
}

function oneSeries(math: Context, args: MathNode[]): TimeSeries {
  const value = only(math, args);
  if (Array.isArray(value)) throw new MathProblem("One time series is needed where a list is.");
  return seriesOf(value)[0]!;
}

/** All metrics of the request, or those whose id contains a text. */
function metrics(math: Context, args: MathNode[]): TimeSeries[] {
  const [part] = args;
  if (args.length > 1 || (part && part.kind !== "text")) throw new MathProblem("METRICS takes one text, or nothing.");
  return [...math.metrics]
    .filter(([id]) => !part || id.includes((part as { value: string }).value))
    .map(([, it]) => it);
}

function periodOf(math: Context): number {
  if (math.period !== undefined) return math.period;
  const own = [...math.metrics.values()].map((it) => it.periodSeconds);
  return own.length > 0 ? Math.min(...own) : PERIOD_SECONDS;
}

/** The starts of the periods in the range. */
function grid(math: Context, period: number): number[] {
  const { from, until } = math.range;
  works(math, Math.max(0, (until - from) / period));
  const instants: number[] = [];
  for (let at = from - (from % period); at < until; at += period) instants.push(at);
  return instants;
}

function fill(math: Context, args: MathNode[]): Value {
  if (args.length !== 2) throw new MathProblem("FILL takes a time series and a value, REPEAT or LINEAR.");
  const value = compute(math, args[0]!);
  const [, how] = args as [MathNode, MathNode];
  const all = seriesOf(value).map((it) => {
    const instants = grid(math, it.periodSeconds);
    if (how.kind === "name" && how.name === "REPEAT") return made(it, repeated(it, instants));
    if (how.kind === "name" && how.name === "LINEAR") return made(it, interpolated(it, instants));
    const by = compute(math, how);
    const missing = typeof by === "number" ? () => by : (at: number) => seriesOf(by)[0]?.points.get(at) ?? Number.NaN;
    return made(
      it,
      instants.map((at) => [at, it.points.get(at) ?? missing(at)]),
    );
  });
  return Array.isArray(value) ? all : all[0]!;
}

function repeated({ points }: TimeSeries, instants: number[]): [number, number][] {
  let last = Number.NaN;
  return instants.map((at) => {
    last = points.get(at) ?? last;
    return [at, last];
  });
}

/** Between two points on the line that joins them; nothing before the first and after the last. */
function interpolated({ points }: TimeSeries, instants: number[]): [number, number][] {
  const known = [...points];
  let next = 0;
  return instants.map((at) => {
    while (next < known.length && known[next]![0] < at) next++;
    const own = points.get(at);
    const [before, after] = [known[next - 1], known[next]];
    if (own !== undefined || !before || !after) return [at, own ?? Number.NaN];
    const share = (at - before[0]) / (after[0] - before[0]);
    return [at, before[1] + share * (after[1] - before[1])];
  });
}

/** AWS: where the condition is not 0 the second argument, else the third, or nothing where there is none. */
function choose(math: Context, args: MathNode[]): Value {
  if (args.length !== 2 && args.length !== 3) throw new MathProblem("IF takes a condition, a value and another value.");
  const [condition, then, otherwise] = args.map((it) => compute(math, it)) as [Value, Value, Value | undefined];
  if (typeof condition === "number") {
    if (condition !== 0 || otherwise === undefined) return then;
    return otherwise;
  }
  if (typeof condition === "string" || Array.isArray(condition))
    throw new MathProblem("The condition of IF has to be a number or one time series.");
  works(math, condition.points.size);
  const at = (value: Value | undefined, instant: number): number => {
    if (value === undefined) return Number.NaN;
    if (typeof value === "number") return value;
    if (Array.isArray(value)) throw new MathProblem("The values of IF have to be numbers or single time series.");
    return seriesOf(value)[0]!.points.get(instant) ?? Number.NaN;
  };
  return made(
    condition,
    [...condition.points].map(([instant, met]) => [instant, at(met !== 0 ? then : otherwise, instant)]),
  );
}
