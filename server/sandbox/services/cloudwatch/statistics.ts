import { type BasicStatistic, isExtendedStatistic } from "../../simulation/index.ts";

export const STATISTICS = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"] as const satisfies BasicStatistic[];

const isBasicStatistic = (text: string): text is BasicStatistic => (STATISTICS as readonly string[]).includes(text);

/** Whether CloudWatch has this statistic: one of the five, or one such as `p90` or `TM(10%:90%)`. */
export const isStatistic = (text: string): boolean => isBasicStatistic(text) || isExtendedStatistic(text);

/** AWS: 1, 5, 10, 20, 30 seconds or a multiple of 60 (API_GetMetricStatistics). */
export const isPeriod = (seconds: number): boolean =>
  Number.isInteger(seconds) && ([1, 5, 10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0));
