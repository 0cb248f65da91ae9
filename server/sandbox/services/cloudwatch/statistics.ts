import type { Statistic } from "../../simulation/index.ts";

export const STATISTICS = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"] as const satisfies Statistic[];

export const isStatistic = (text: string): text is Statistic => (STATISTICS as readonly string[]).includes(text);

/**
 * Statistics that CloudWatch knows and that need every single value, not the aggregates a sandbox keeps: percentiles, trimmed
 * and winsorized means and the like (amazon-cloudwatch-user-guide, Statistics-definitions).
 */
export const isExtendedStatistic = (text: string): boolean =>
  /^(p|tm|tc|ts|wm)(100|\d{1,2})(\.\d{1,10})?$/i.test(text) ||
  /^(TM|TC|TS|WM|PR)\([\d.]*%?:[\d.]*%?\)$/i.test(text) ||
  text === "IQM";

export const WITHOUT_PERCENTILES =
  "This sandbox keeps sums and extremes of a metric, not its single values: use SampleCount, Average, Sum, Minimum or Maximum.";

/** AWS: 1, 5, 10, 20, 30 seconds or a multiple of 60 (API_GetMetricStatistics). */
export const isPeriod = (seconds: number): boolean =>
  Number.isInteger(seconds) && ([1, 5, 10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0));
