import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import type { TimeSeries } from "../../simulation/index.ts";
import type { Millis } from "../../world/world.ts";
import type { Caller } from "../operation.ts";
import { ValidationException } from "./errors.ts";

/** What a label has in the place of a value that there is not. */
const NOTHING = "--";

type Around = {
  query: MetricDataQuery;
  caller: Caller;
  now: Millis;
  /** Minutes ahead of UTC. */
  zoneMinutes: number;
};

/**
 * A label with the values of its dynamic parts, such as `${MAX}` or `${PROP('Dim.ServiceName')}`, in the place of them
 * (amazon-cloudwatch-user-guide, graph-dynamic-labels). Simplified: how AWS writes numbers and instants is not documented; ours
 * are whole doubles, `2026-11-23 12:00:00` and seconds. A part that is none of AWS's stays as it is.
 */
export function dynamicLabel(label: string, series: TimeSeries, around: Around): string {
  return label.replace(/\$\{([^{}]{1,300})\}/g, (all, part: string) => {
    const [, property] = /^PROP\('([^']+)'\)$/.exec(part) ?? [];
    if (property !== undefined) return propertyOf(property, series, around) ?? all;
    return liveValue(part, series, around) ?? all;
  });
}

/** AWS: `+` or `-` and four digits, hours and minutes (API_LabelOptions); the sentence is ours. */
export function zoneMinutes(timezone: string | undefined): number {
  if (timezone === undefined) return 0;
  const [, sign, hours, minutes] = /^([+-])(\d\d)([0-5]\d)$/.exec(timezone) ?? [];
  if (!sign)
    throw new ValidationException("LabelOptions.Timezone must be + or - followed by four digits, as in +0130.");
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function propertyOf(name: string, series: TimeSeries, { query, caller }: Around): string | undefined {
  const { Metric, Stat } = query.MetricStat ?? {};
  switch (name) {
    case "AccountId":
      return caller.accountId;
    case "Region":
      return caller.region;
    case "Period":
      return String(series.periodSeconds);
    case "MetricName":
      return Metric?.MetricName ?? NOTHING;
    case "Namespace":
      return Metric?.Namespace ?? NOTHING;
    case "Stat":
      return Stat ?? NOTHING;
    case "AccountLabel":
      return NOTHING;
  }
  if (!name.startsWith("Dim.")) return undefined;
  return Metric?.Dimensions?.find((it) => `Dim.${it.Name}` === name)?.Value ?? NOTHING;
}

type At = [at: number, value: number];

function liveValue(part: string, series: TimeSeries, { now, zoneMinutes }: Around): string | undefined {
  const points: At[] = [...series.points].sort(([a], [b]) => a - b);
  const sum = points.reduce((total, [, value]) => total + value, 0);
  const known = points.length > 0;
  const ends = {
    FIRST: points[0],
    LAST: points.at(-1),
    MIN: best(points, (a, b) => a < b),
    MAX: best(points, (a, b) => a > b),
  };
  const written = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? NOTHING : String(value));
  const length = (seconds: number) => (known ? `${Math.abs(seconds)}s` : NOTHING);
  const [, end, how] = /^(FIRST|LAST|MIN|MAX)(_TIME|_TIME_RELATIVE)?$/.exec(part) ?? [];
  if (end) {
    const point = ends[end as keyof typeof ends];
    if (!how) return written(point?.[1]);
    if (how === "_TIME_RELATIVE") return length(Math.floor(now / 1000) - (point?.[0] ?? 0));
    return point ? instant(point[0], zoneMinutes) : NOTHING;
  }
  switch (part) {
    case "LABEL":
      return series.label;
    case "AVG":
      return written(sum / points.length);
    case "SUM":
      return known ? written(sum) : NOTHING;
    case "DATAPOINT_COUNT":
      return String(points.length);
    case "FIRST_LAST_RANGE":
      return known ? written(ends.LAST![1] - ends.FIRST![1]) : NOTHING;
    case "MIN_MAX_RANGE":
      return known ? written(ends.MAX![1] - ends.MIN![1]) : NOTHING;
    case "FIRST_LAST_TIME_RANGE":
      return length(known ? ends.LAST![0] - ends.FIRST![0] : 0);
    case "MIN_MAX_TIME_RANGE":
      return length(known ? ends.MAX![0] - ends.MIN![0] : 0);
  }
  return undefined;
}

const best = (points: At[], better: (a: number, b: number) => boolean): At | undefined =>
  points.reduce<At | undefined>((found, it) => (found && !better(it[1], found[1]) ? found : it), undefined);

const instant = (seconds: number, zone: number) =>
  new Date((seconds + zone * 60) * 1000).toISOString().slice(0, 19).replace("T", " ");
