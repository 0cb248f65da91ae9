import type { MetricDatum, PutMetricDataInput } from "@aws-sdk/client-cloudwatch";
import { binned, hasRoomFor, javaDouble, publishPoint, type Samples } from "../../simulation/index.ts";
import type { Millis } from "../../world/world.ts";
import { length, oneOf } from "../constraints.ts";
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
 * Publishes datapoints of metrics of the caller's own. Texts recorded in radkawar/stackd testdata/aws/cloudwatch/metrics.json;
 * those about sizes are answers of CloudWatch that getmoto/moto and eucalyptus/eucalyptus repeat. Of an entity only its metrics
 * are taken.
 */
export const PutMetricData = operation<PutMetricDataInput, Record<string, never>>({
  accepts: { Namespace: length(1, 255), ...datumMembers("MetricData"), ...datumMembers("EntityMetricData.MetricData") },
  run({ world, state, input, changes }) {
    const { Namespace } = input;
    if (Namespace!.startsWith("AWS/"))
      throw new InvalidParameterValueException("The value AWS/ for parameter Namespace is invalid.");
    const data = dataOf(input);
    if (data.length === 0)
      throw new MissingRequiredParameterException("At least one MetricDatum object must be present in the request.");
    if (data.length > DATA_MAX)
      throw new InvalidParameterValueException(
        `The collection MetricData must not have a size greater than ${DATA_MAX}.`,
      );
    for (const { datum, at } of data) checkDatum(datum, at, world.now);

    const points = data
      .map(({ datum }) => ({
        metric: { namespace: Namespace!, name: datum.MetricName!, dimensions: byName(dimensionsOf(datum.Dimensions)) },
        unit: datum.Unit ?? "None",
        at: secondOf(datum, world.now),
        point: pointOf(datum),
      }))
      .filter(({ point }) => point.samples > 0);
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

/** What the framework checks of every datum of a list. */
function datumMembers(list: string) {
  return {
    [`${list}.MetricName`]: length(1, 255),
    [`${list}.Dimensions`]: length(0, 30),
    [`${list}.Dimensions.Name`]: length(1, 255),
    [`${list}.Dimensions.Value`]: length(1, 1024),
    [`${list}.Unit`]: oneOf(UNITS),
  };
}

/** AWS: kinds of entity (API_Entity). */
const ENTITY_TYPES = ["Service", "RemoteService", "AWS::Service", "AWS::Resource", "Resource"];

/** Every datum with its place in the request, those of entities too. */
function dataOf({ MetricData = [], EntityMetricData = [], StrictEntityValidation }: PutMetricDataInput) {
  if (EntityMetricData.length > 0 && StrictEntityValidation === undefined)
    throw new InvalidParameterCombinationException(
      "Field StrictEntityValidation is required when setting EntityMetricData",
    );
  const own = MetricData.map((datum, i) => ({ datum, at: `MetricData.member.${i + 1}` }));
  const ofEntities = EntityMetricData.flatMap(({ Entity, MetricData = [] }, i) => {
    if (StrictEntityValidation && !ENTITY_TYPES.includes(Entity?.KeyAttributes?.Type ?? ""))
      throw new InvalidParameterValueException("InvalidTypeValue: Unknown entity type");
    const at = `EntityMetricData.member.${i + 1}.MetricData.member`;
    return MetricData.map((datum, j) => ({ datum, at: `${at}.${j + 1}` }));
  });
  return [...own, ...ofEntities];
}

const byName = <T extends { name: string }>(dimensions: T[]): T[] =>
  dimensions.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

function checkDatum(datum: MetricDatum, at: string, now: Millis): void {
  const { Value, Values, Counts, StatisticValues, Timestamp, StorageResolution, Dimensions = [] } = datum;
  const exclusive = (a: string, b: string) =>
    new InvalidParameterCombinationException(
      `The parameters ${at}.${a} and ${at}.${b} are mutually exclusive and you have specified both.`,
    );
  const invalid = (message: string) => new InvalidParameterValueException(message);
  if (Value !== undefined && Values?.length) throw exclusive("Value", "Values");
  if (Value !== undefined && StatisticValues) throw exclusive("Value", "StatisticValues");
  if (Counts?.length && !Values?.length)
    throw new InvalidParameterCombinationException(
      "The parameter values must appears when the counts parameter is specified.",
    );
  if (Value === undefined && !Values?.length && !StatisticValues)
    throw new InvalidParameterCombinationException("At least one of the parameters must be specified.");
  if (Counts?.length && Counts.length !== Values!.length)
    throw invalid(`The parameters ${at}.Values and ${at}.Counts must be of the same size.`);
  if (Values && Values.length > VALUES_MAX)
    throw invalid(`The collection ${at}.Values must not have a size greater than ${VALUES_MAX}.`);
  checkNumbers(datum, at);
  if (Counts?.some((it) => it < 0))
    throw invalid(`The parameter ${at}.Counts must contain only values greater than 0.`);
  if (StatisticValues && !(StatisticValues.SampleCount! > 0))
    throw invalid(`The parameter ${at}.StatisticValues.SampleCount must be greater than 0.`);
  if (StatisticValues && StatisticValues.Minimum! > StatisticValues.Maximum!)
    throw invalid(`The parameter ${at}.StatisticValues.Maximum must be greater than ${at}.StatisticValues.Minimum.`);
  if (StorageResolution !== undefined && StorageResolution !== 1 && StorageResolution !== 60)
    throw invalid(`The parameter ${at}.StorageResolution must be a value in the set [ 1, 60 ].`);
  if (new Set(Dimensions.map(({ Name }) => Name)).size < Dimensions.length)
    throw invalid("No metric may specify the same dimension name twice.");
  const age = Timestamp ? now - Timestamp.getTime() : 0;
  if (age > PAST_MS) throw invalid(`The parameter ${at}.Timestamp must specify a time within the past two weeks.`);
  if (age < -AHEAD_MS)
    throw invalid(`The parameter ${at}.Timestamp must specify a time no more than two hours in the future.`);
}

function checkNumbers({ Value, Values = [], Counts = [], StatisticValues }: MetricDatum, at: string): void {
  const numbers: [string, number | undefined][] = [
    ["Value", Value],
    ...Values.map((it, i): [string, number] => [`Values.member.${i + 1}`, it]),
    ...Counts.map((it, i): [string, number] => [`Counts.member.${i + 1}`, it]),
    ...Object.entries(StatisticValues ?? {}).map(([name, it]): [string, number] => [`StatisticValues.${name}`, it]),
  ];
  for (const [name, it] of numbers)
    if (it !== undefined && !(Math.abs(it) <= VALUE_MAX))
      throw new InvalidParameterValueException(`The value ${javaDouble(it)} for parameter ${at}.${name} is invalid.`);
}

/** The second of a high-resolution point, else the start of its minute; epoch seconds. */
function secondOf({ Timestamp, StorageResolution }: MetricDatum, now: Millis): number {
  const second = Math.floor((Timestamp?.getTime() ?? now) / 1000);
  return StorageResolution === 1 ? second : second - (second % 60);
}

/**
 * AWS: a value without a count counts once, one that counts 0 times is an extreme all the same, and of values and a statistic set
 * the set is taken (API_MetricDatum, and recorded).
 */
function pointOf({ Value, Values, Counts, StatisticValues }: MetricDatum): Samples {
  if (StatisticValues) {
    const { SampleCount, Sum, Minimum, Maximum } = StatisticValues;
    return { samples: SampleCount!, sum: Sum!, min: Minimum!, max: Maximum! };
  }
  const counts = (Value === undefined ? Values! : [Value]).map((value, i): [number, number] => [
    value,
    Counts?.length ? Counts[i]! : 1,
  ]);
  const values = counts.map(([value]) => value);
  const [min, max] = [Math.min(...values), Math.max(...values)];
  return {
    samples: counts.reduce((sum, [, count]) => sum + count, 0),
    sum: counts.reduce((sum, [value, count]) => sum + value * count, 0),
    min,
    max,
    ...(min < max && { bins: binned(counts) }),
  };
}
