import type { MetricDatum, PutMetricDataInput } from "@aws-sdk/client-cloudwatch";
import { hasRoomFor, publishPoint } from "../../simulation/index.ts";
import type { Millis } from "../../world/world.ts";
import { all, length, oneOf, pattern } from "../constraints.ts";
import { operation } from "../operation.ts";
import { dimensionsOf } from "./dimensions.ts";
import {
  InvalidParameterCombinationException,
  InvalidParameterValueException,
  LimitExceededFault,
  MissingRequiredParameterException,
} from "./errors.ts";
import { UNITS } from "./units.ts";

/** AWS: metrics of one request, and values of one of them (API_PutMetricData). */
const DATA_MAX = 1_000;
const VALUES_MAX = 150;
/** AWS: values from -2^360 to 2^360 (API_MetricDatum). */
const VALUE_MAX = 2 ** 360;
/** AWS: from two weeks ago to two hours ahead (API_MetricDatum). */
const PAST_MS = 14 * 86_400_000;
const AHEAD_MS = 2 * 3_600_000;

/**
 * Publishes datapoints of metrics of the caller's own. Texts: LocalStack tests/aws/services/cloudwatch snapshots; those about
 * sizes, NaN and instants are answers of CloudWatch that getmoto/moto and eucalyptus/eucalyptus repeat.
 */
export const PutMetricData = operation<PutMetricDataInput, Record<string, never>>({
  accepts: {
    Namespace: all(length(1, 255), pattern(/[^:].*/s, "[^:].*")),
    "MetricData.MetricName": length(1, 255),
    "MetricData.Dimensions": length(0, 30),
    "MetricData.Dimensions.Name": length(1, 255),
    "MetricData.Dimensions.Value": length(1, 1024),
    "MetricData.Unit": oneOf(UNITS),
  },
  run({ world, state, input, changes }) {
    const { Namespace, MetricData = [], EntityMetricData } = input;
    if (Namespace!.startsWith("AWS/"))
      throw new InvalidParameterValueException("The value AWS/ for parameter Namespace is invalid.");
    if (EntityMetricData?.length)
      throw new InvalidParameterValueException("This sandbox takes metrics without entities: use MetricData.");
    if (MetricData.length === 0) throw new MissingRequiredParameterException("The parameter MetricData is required.");
    if (MetricData.length > DATA_MAX)
      throw new InvalidParameterValueException(
        `The collection MetricData must not have a size greater than ${DATA_MAX}.`,
      );
    for (const [i, datum] of MetricData.entries()) checkDatum(datum, `MetricData.member.${i + 1}`, world.now);

    const points = MetricData.map((datum) => ({
      metric: { namespace: Namespace!, name: datum.MetricName!, dimensions: byName(dimensionsOf(datum.Dimensions)) },
      unit: datum.Unit ?? "None",
      at: secondOf(datum, world.now),
      point: pointOf(datum),
    })).filter(({ point }) => point.samples > 0);
    if (!hasRoomFor(state.cloudwatch, points))
      throw new LimitExceededFault("This sandbox account has as many custom metrics as it can keep.");
    for (const { metric, unit, at, point } of points) publishPoint(state.cloudwatch, metric, unit, at, point);
    if (points.length > 0)
      changes.push({
        topic: "metrics",
        at: world.now,
        region: state.name,
        resource: Namespace!,
        what: `${points.length} published`,
        cause: "call PutMetricData",
      });
    return {};
  },
});

const byName = <T extends { name: string }>(dimensions: T[]): T[] =>
  dimensions.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

function checkDatum(datum: MetricDatum, at: string, now: Millis): void {
  const { Value, Values, Counts, StatisticValues, Timestamp, StorageResolution } = datum;
  const exclusive = (a: string, b: string) =>
    new InvalidParameterCombinationException(
      `The parameters ${at}.${a} and ${at}.${b} are mutually exclusive and you have specified both.`,
    );
  if (Value !== undefined && Values?.length) throw exclusive("Value", "Values");
  if (Value !== undefined && StatisticValues) throw exclusive("Value", "StatisticValues");
  if (Values?.length && StatisticValues) throw exclusive("Values", "StatisticValues");
  if (Value === undefined && !Values?.length && !StatisticValues)
    throw new MissingRequiredParameterException(`${at} needs a Value, Values or StatisticValues.`);
  if (Counts && Counts.length !== (Values?.length ?? 0))
    throw new InvalidParameterValueException(`The parameters ${at}.Values and ${at}.Counts must be of the same size.`);
  if (Values && Values.length > VALUES_MAX)
    throw new InvalidParameterValueException(
      `The collection ${at}.Values must not have a size greater than ${VALUES_MAX}.`,
    );
  const numbers: [string, number | undefined][] = [
    ["Value", Value],
    ...(Values ?? []).map((it, i): [string, number] => [`Values.member.${i + 1}`, it]),
    ...(Counts ?? []).map((it, i): [string, number] => [`Counts.member.${i + 1}`, it]),
    ...Object.entries(StatisticValues ?? {}).map(([name, it]): [string, number] => [`StatisticValues.${name}`, it]),
  ];
  for (const [name, it] of numbers)
    if (it !== undefined && !(Math.abs(it) <= VALUE_MAX))
      throw new InvalidParameterValueException(`The value ${it} for parameter ${at}.${name} is invalid.`);
  if (Counts?.some((it) => it < 0) || (StatisticValues && !(StatisticValues.SampleCount! > 0)))
    throw new InvalidParameterValueException(`The counts of ${at} must not be negative, nor SampleCount 0.`);
  if (StatisticValues && StatisticValues.Minimum! > StatisticValues.Maximum!)
    throw new InvalidParameterValueException(`The Minimum of ${at}.StatisticValues must not exceed its Maximum.`);
  if (StorageResolution !== undefined && StorageResolution !== 1 && StorageResolution !== 60)
    throw new InvalidParameterValueException(`${at}.StorageResolution must be 1 or 60.`);
  const age = Timestamp ? now - Timestamp.getTime() : 0;
  if (age > PAST_MS)
    throw new InvalidParameterValueException(
      `The parameter ${at}.Timestamp must specify a time within the past two weeks.`,
    );
  if (age < -AHEAD_MS)
    throw new InvalidParameterValueException(`The parameter ${at}.Timestamp lies more than two hours ahead.`);
}

/** The second of a high-resolution point, else the start of its minute; epoch seconds. */
function secondOf({ Timestamp, StorageResolution }: MetricDatum, now: Millis): number {
  const second = Math.floor((Timestamp?.getTime() ?? now) / 1000);
  return StorageResolution === 1 ? second : second - (second % 60);
}

/** AWS: a value without a count counts once (API_MetricDatum). */
function pointOf({ Value, Values, Counts, StatisticValues }: MetricDatum) {
  if (StatisticValues) {
    const { SampleCount, Sum, Minimum, Maximum } = StatisticValues;
    return { samples: SampleCount!, sum: Sum!, min: Minimum!, max: Maximum! };
  }
  const point = { samples: 0, sum: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };
  for (const [i, value] of (Value === undefined ? Values! : [Value]).entries()) {
    const count = Value === undefined ? (Counts?.[i] ?? 1) : 1;
    if (count === 0) continue;
    point.samples += count;
    point.sum += value * count;
    point.min = Math.min(point.min, value);
    point.max = Math.max(point.max, value);
  }
  return point;
}
