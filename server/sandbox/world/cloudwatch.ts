import type { Json, Millis, Tags } from "./world.ts";

/** CloudWatch of one Region. Series by their key (`seriesKey`), alarms by name. */
export type CloudWatchState = {
  series: Record<string, Series>;
  alarms: Record<string, MetricAlarm>;
  /** Oldest first, at most 500; survives the alarm. */
  history: AlarmHistoryItem[];
  /** Metrics that callers publish themselves, by key; absent until there was one. */
  custom?: Record<string, CustomSeries>;
  /** By name; absent until there was one. */
  compositeAlarms?: Record<string, CompositeAlarm>;
};

export type Dimension = { name: string; value: string };

/** One metric: namespace, name, dimensions in name order. Points are columns, one entry per period, oldest first. */
export type Series = {
  namespace: string;
  name: string;
  dimensions: Dimension[];
  unit: string;
  /** Seconds after the end of its minute at which a point can be read. */
  delaySeconds: number;
  minutes: Runs;
  fiveMinutes: Runs;
  /** 20-second points, readable as soon as they are written; absent until there was one. */
  twentySeconds?: Runs;
};

/**
 * Datapoints as they are kept: entry i stands for `count[i]` periods in a row, of which the first starts at `at[i]`, with the same
 * values. A quiet service writes the same point for hours. The newest entry stands for one period: it may still grow.
 */
export type Runs = Columns & { count: number[] };

/** A metric of PutMetricData. Each unit is a stream of its own; its points are readable at once. */
export type CustomSeries = {
  namespace: string;
  name: string;
  dimensions: Dimension[];
  /** By unit. `at` is the second of a high-resolution point, else the start of its minute. */
  units: Record<string, CustomColumns>;
};

/**
 * Published datapoints. `bins[i]` are the single values of point i as `simulation/distribution.ts` keeps them; null where its
 * sums and extremes tell them, or where a statistic set does not. Absent until there was one.
 */
export type CustomColumns = Columns & { bins?: ([bin: number, count: number][] | null)[] };

/** Datapoints as columns. `at[i]` is the start of the period in epoch seconds, strictly rising; a missing period has no entry. */
export type Columns = {
  at: number[];
  samples: number[];
  sum: number[];
  min: number[];
  max: number[];
};

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export type MetricAlarm = {
  name: string;
  arn: string;
  description?: string;
  actionsEnabled: boolean;
  okActions: string[];
  alarmActions: string[];
  insufficientDataActions: string[];
  /** An alarm on metric math has `metrics` instead: these three are empty then. */
  namespace: string;
  metricName: string;
  dimensions: Dimension[];
  /** What metric math computes with; the one whose `returnData` is not false is compared with the threshold. */
  metrics?: AlarmMetric[];
  statistic?: "Average" | "Sum" | "Minimum" | "Maximum" | "SampleCount";
  /** A percentile or its like, in place of `statistic`. */
  extendedStatistic?: string;
  /** Of a percentile: `ignore` keeps the state while there are too few samples. */
  evaluateLowSampleCountPercentile?: string;
  periodSeconds: number;
  unit?: string;
  evaluationPeriods: number;
  datapointsToAlarm?: number;
  threshold: number;
  comparisonOperator: string;
  treatMissingData?: string;
  state: AlarmState;
  stateReason: string;
  stateReasonData?: string;
  stateUpdatedAt: Millis;
  stateTransitionedAt: Millis;
  configurationUpdatedAt: Millis;
  /** Second within the minute at which it is evaluated (within ten seconds for periods under a minute). */
  phaseSeconds: number;
  tags: Tags;
};

/** One metric or expression of an alarm on metric math. */
export type AlarmMetric = {
  id: string;
  label?: string;
  returnData?: boolean;
  expression?: string;
  /** Of an expression. */
  periodSeconds?: number;
  metric?: {
    namespace: string;
    name: string;
    dimensions: Dimension[];
    periodSeconds: number;
    /** Basic or extended. */
    statistic: string;
    unit?: string;
  };
};

/** An alarm on the states of other alarms. */
export type CompositeAlarm = Pick<
  MetricAlarm,
  | "name"
  | "arn"
  | "description"
  | "actionsEnabled"
  | "okActions"
  | "alarmActions"
  | "insufficientDataActions"
  | "state"
  | "stateReason"
  | "stateReasonData"
  | "stateUpdatedAt"
  | "stateTransitionedAt"
  | "configurationUpdatedAt"
  | "tags"
> & {
  /** As the caller wrote it. */
  rule: string;
};

export type AlarmHistoryItem = {
  alarmName: string;
  /** Absent: a metric alarm. */
  alarmType?: "CompositeAlarm";
  at: Millis;
  type: "ConfigurationUpdate" | "StateUpdate" | "Action";
  summary: string;
  data: Json;
};
