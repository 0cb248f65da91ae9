import type { AlarmMetric, CloudWatchState, MetricAlarm } from "../world/cloudwatch.ts";
import type { World } from "../world/world.ts";
import { evaluationWindow } from "./alarm-evaluation.ts";
import { periodReader } from "./custom-metrics.ts";
import { MathProblem } from "./math-expression.ts";
import { type MathQuery, metricMath, readExpression, timeSeriesOf } from "./metric-math.ts";

type Read = (start: number) => { value: number; samples?: number } | undefined;

/** What an alarm compares with its threshold, by the start of a period in epoch seconds: a statistic of a metric, or metric math. */
export function readerOf(world: World, cloudwatch: CloudWatchState, alarm: MetricAlarm): Read {
  const now = world.now / 1000;
  if (!alarm.metrics)
    return periodReader(
      cloudwatch,
      { namespace: alarm.namespace, name: alarm.metricName, dimensions: alarm.dimensions },
      {
        ...(alarm.unit !== undefined && { unit: alarm.unit }),
        periodSeconds: alarm.periodSeconds,
        statistic: alarm.extendedStatistic ?? alarm.statistic ?? "Average",
        now,
      },
    );
  const { newest, range } = evaluationWindow(alarm, now, world.parameters.evaluationCutoffSeconds);
  const window = { from: newest - (range - 1) * alarm.periodSeconds, until: newest + alarm.periodSeconds };
  const points = seriesOf(world, cloudwatch, alarm.metrics, window);
  return (start) => {
    const value = points.get(start);
    return value === undefined ? undefined : { value };
  };
}

/** Throws a `MathProblem` where an alarm could not compute its metrics; asked before an alarm is made. */
export function checkAlarmMetrics(world: World, cloudwatch: CloudWatchState, metrics: AlarmMetric[]): void {
  seriesOf(world, cloudwatch, metrics, { from: 0, until: 0 });
}

function seriesOf(
  world: World,
  cloudwatch: CloudWatchState,
  all: AlarmMetric[],
  window: { from: number; until: number },
): Map<number, number> {
  const metrics = new Map(
    all.flatMap(({ id, metric }) => {
      if (!metric) return [];
      const { periodSeconds, statistic, unit } = metric;
      const query = { from: window.from * 1000, until: window.until * 1000, now: world.now, periodSeconds, statistic };
      return [[id, timeSeriesOf(cloudwatch, metric, { ...query, ...(unit !== undefined && { unit }), label: id })]];
    }),
  );
  const queries = new Map(
    all.flatMap(({ id, expression, periodSeconds }): [string, MathQuery][] =>
      expression === undefined
        ? []
        : [[id, { id, label: id, expression: readExpression(expression), ...(periodSeconds && { periodSeconds }) }]],
    ),
  );
  const found = metricMath(metrics, queries, window)(returned(all).id);
  if (found.length !== 1) throw new MathProblem("An alarm needs one time series, not several.");
  return found[0]!.points;
}

/** The metric or expression that an alarm watches. */
const returned = (metrics: AlarmMetric[]): AlarmMetric => metrics.find((it) => it.returnData !== false)!;
