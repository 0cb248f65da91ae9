import { ValidationException } from "./errors.ts";

/** The functions of metric math (amazon-cloudwatch-user-guide, using-metric-math). */
const FUNCTIONS = new Set(
  `ABS ANOMALY_DETECTION_BAND AVG CEIL DATAPOINT_COUNT DB_PERF_INSIGHTS DIFF DIFF_TIME DAY EPOCH FILL FIRST FLOOR HOUR IF
  INSIGHT_RULE_METRIC LAMBDA LAST LOG LOG10 MAX METRICS METRIC_COUNT MIN MINUTE MONTH PERIOD RATE REMOVE_EMPTY RUNNING_SUM
  SEARCH SERVICE_QUOTA SLICE SORT STDDEV SUM TIME_SERIES YEAR DATE`.split(/\s+/),
);

/** Refuses metric math: an unknown function in AWS's words, the rest in ours, since the sandbox has no metric math. */
export function checkExpression(id: string, expression: string): never {
  for (const [, name] of expression.matchAll(/([A-Za-z_]\w*)\s*\(/g))
    if (!FUNCTIONS.has(name!))
      throw new ValidationException(`Error in expression '${id}': Function '${name}' not found`);
  throw new ValidationException(
    `Error in expression '${id}': this sandbox has no metric math. Ask for the metrics themselves with MetricStat.`,
  );
}
