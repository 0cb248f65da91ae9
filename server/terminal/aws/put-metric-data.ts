import { failed, invalid } from "./failure.ts";
import { wholeNumber } from "./numbers.ts";
import type { OptionSyntax } from "./parser.ts";

/*
 * `aws cloudwatch put-metric-data` takes one datum in options of its own (AWS CLI Command Reference, put-metric-data): they make
 * the only item of MetricData.
 */

/** Option and the member of MetricDatum that it sets. */
const DATUM: [string, string][] = [
  ["metric-name", "MetricName"],
  ["timestamp", "Timestamp"],
  ["unit", "Unit"],
  ["value", "Value"],
  ["dimensions", "Dimensions"],
  ["statistic-values", "StatisticValues"],
  ["storage-resolution", "StorageResolution"],
];

export const DATUM_OPTIONS: OptionSyntax[] = DATUM.map(([name]) => ({ flag: `--${name}`, key: name, takes: "one" }));

/** The datum that a line's own options say; undefined where it has none of them. */
export function datumOf(values: Map<string, unknown>): Record<string, unknown> | undefined {
  const given = DATUM.filter(([name]) => values.has(name));
  const [first] = given;
  if (!first) return undefined;
  if (values.has("member MetricData"))
    throw invalid(
      `The key "${first[0].replaceAll("-", "_")}" cannot be specified when one of the following keys are also specified: metric_data`,
    );
  return Object.fromEntries(given.map(([name, member]) => [member, memberValue(name, values.get(name) as string)]));
}

function memberValue(name: string, words: string): unknown {
  if (name === "value") return decimal(words);
  if (name === "storage-resolution") return wholeNumber(words);
  if (name === "dimensions") return pairs(words).map(([Name, Value]) => ({ Name, Value }));
  if (name === "statistic-values") return Object.fromEntries(pairs(words).map(([key, it]) => [key, decimal(it)]));
  return words;
}

/** `a=b,c=d`; the words of a mistake are Python's. */
function pairs(words: string): [string, string][] {
  if (/^\s*[[{]/.test(words)) throw failed(words);
  return words.split(",").map((pair) => {
    const parts = pair.split("=");
    if (parts.length < 2) throw failed(`not enough values to unpack (expected 2, got ${parts.length})`);
    if (parts.length > 2) throw failed("too many values to unpack (expected 2)");
    return parts as [string, string];
  });
}

function decimal(words: string): number {
  const text = words.trim();
  if (/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(text)) return Number(text);
  const special = /^([-+]?)(inf(inity)?|s?nan)$/i.exec(text);
  if (!special) throw failed("[<class 'decimal.ConversionSyntax'>]");
  if (/nan/i.test(text)) return Number.NaN;
  return special[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
