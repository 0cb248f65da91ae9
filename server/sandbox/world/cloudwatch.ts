import type { Json, Millis, Tags } from "./world.ts";

/** CloudWatch of one Region. Series by their key (`seriesKey`), alarms by name. */
export type CloudWatchState = {
  series: Record<string, Series>;
  alarms: Record<string, MetricAlarm>;
  /** Oldest first, at most 500; survives the alarm. */
  history: AlarmHistoryItem[];
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
};

/**
 * Datapoints as they are kept: entry i stands for `count[i]` periods in a row, of which the first starts at `at[i]`, with the same
 * values. A quiet service writes the same point for hours. The newest entry stands for one period: it may still grow.
 */
export type Runs = Columns & { count: number[] };

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
  namespace: string;
  metricName: string;
  dimensions: Dimension[];
  statistic?: "Average" | "Sum" | "Minimum" | "Maximum" | "SampleCount";
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

export type AlarmHistoryItem = {
  alarmName: string;
  at: Millis;
  type: "ConfigurationUpdate" | "StateUpdate" | "Action";
  summary: string;
  data: Json;
};
