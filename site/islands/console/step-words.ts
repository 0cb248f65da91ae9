/* Step scaling in words, for the tab, the wizard's lists and its review. */

/** Signs of the comparisons that have a fixed threshold. */
export const SIGNS: Record<string, string> = {
  GreaterThanOrEqualToThreshold: "≥",
  GreaterThanThreshold: ">",
  LessThanOrEqualToThreshold: "≤",
  LessThanThreshold: "<",
};

type Alarm = {
  statistic: string;
  metric: string;
  comparison: string;
  threshold: number | string | null;
  periods: number | string;
  periodSeconds: number | string | null;
};

/** `Average CPUUtilization > 60 for 2 periods of 1 minute` */
export function alarmWords({ statistic, metric, comparison, threshold, periods, periodSeconds }: Alarm): string {
  const length = periodSeconds === null || periodSeconds === "" ? "" : ` of ${periodWords(Number(periodSeconds))}`;
  const many = Number(periods) === 1 ? "period" : "periods";
  return `${statistic} ${metric} ${SIGNS[comparison] ?? comparison} ${threshold} for ${periods} ${many}${length}`.trim();
}

/** `1 minute`, `90 seconds`, `6 hours` */
export function periodWords(seconds: number): string {
  for (const [unit, length] of [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ] as const)
    if (seconds % length === 0) return plural(seconds / length, unit);
  return plural(seconds, "second");
}

type Step = { lower: string; upper: string; removes: boolean; amount: string };

/** `Add 2 tasks when 60 ≤ CPUUtilization < 80` */
export function stepWords(step: Step, adjustmentType: string, metric: string, above: boolean): string {
  return `${change(step, adjustmentType)} when ${range(step, metric, above)}`;
}

function change({ removes, amount }: Step, adjustmentType: string): string {
  const tasks = adjustmentType === "PercentChangeInCapacity" ? "percent" : amount === "1" ? "task" : "tasks";
  const verb = adjustmentType === "ExactCapacity" ? "Set to" : removes ? "Remove" : "Add";
  return `${verb} ${amount} ${tasks}`;
}

/** AWS: above the threshold the lower bound belongs to the step, below it the upper one (API_StepAdjustment). */
function range({ lower, upper }: Step, metric: string, above: boolean): string {
  const [from, to] = above ? ["≤", "<"] : ["<", "≤"];
  if (lower !== "" && upper !== "") return `${lower} ${from} ${metric} ${to} ${upper}`;
  if (lower !== "") return `${metric} ${above ? "≥" : ">"} ${lower}`;
  return `${metric} ${to} ${upper}`;
}

const plural = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? "" : "s"}`;
