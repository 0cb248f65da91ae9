import type {
  AlarmHistoryItem as AlarmHistoryItemAnswer,
  DescribeAlarmHistoryInput,
  DescribeAlarmHistoryOutput,
} from "@aws-sdk/client-cloudwatch";
import { javaDouble } from "../../simulation/index.ts";
import type { AlarmHistoryItem } from "../../world/cloudwatch.ts";
import type { Json } from "../../world/world.ts";
import { length, oneOf, range } from "../constraints.ts";
import { operation } from "../operation.ts";
import { page } from "../paging.ts";
import { InvalidNextToken } from "./errors.ts";

/** AWS: also the default (API_DescribeAlarmHistory). */
const PAGE_MAX = 100;

/**
 * What happened to alarms, newest first unless asked otherwise. An unknown alarm has no history; that of a deleted one stays
 * (radkawar/stackd testdata/aws/cloudwatch/alarm_controls.json).
 */
export const DescribeAlarmHistory = operation<DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput>({
  reads: true,
  accepts: {
    AlarmName: length(1, 255),
    HistoryItemType: oneOf(["ConfigurationUpdate", "StateUpdate", "Action"]),
    ScanBy: oneOf(["TimestampDescending", "TimestampAscending"]),
    MaxRecords: range(1, PAGE_MAX),
  },
  run({ state, input }) {
    const { history } = state.cloudwatch;
    // AWS: contributors are those of an alarm on a query that groups metrics (API_DescribeAlarmHistory), of which there are none here.
    if (input.AlarmContributorId !== undefined) return { AlarmHistoryItems: [] };
    const ascending = input.ScanBy === "TimestampAscending";
    const found = history.filter((item) => matches(item, input));
    if (!ascending) found.reverse();
    const { NextToken, MaxRecords, ...question } = input;
    const { rows, nextToken } = page(
      numbered(found, ascending),
      ({ key }) => key,
      {
        question: ["DescribeAlarmHistory", question],
        size: MaxRecords ?? PAGE_MAX,
        token: NextToken,
        refuse: () => new InvalidNextToken(`Invalid NextToken : ${NextToken}`),
      },
      ascending ? forwards : backwards,
    );
    return { AlarmHistoryItems: rows.map(({ item }) => answer(item)), NextToken: nextToken };
  },
});

/** Items with a key that sorts them as they are: their second, and their place in it counted from its oldest item. */
function numbered(items: AlarmHistoryItem[], ascending: boolean): { item: AlarmHistoryItem; key: string }[] {
  const counts = new Map<number, number>();
  const keyOf = (item: AlarmHistoryItem) => {
    const place = counts.get(item.at) ?? 0;
    counts.set(item.at, place + 1);
    return `${String(item.at).padStart(15, "0")} ${String(place).padStart(4, "0")}`;
  };
  const oldestFirst = (ascending ? items : [...items].reverse()).map((item) => ({ item, key: keyOf(item) }));
  return ascending ? oldestFirst : oldestFirst.reverse();
}

const forwards = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const backwards = (a: string, b: string) => forwards(b, a);

function answer(item: AlarmHistoryItem): AlarmHistoryItemAnswer {
  return {
    AlarmName: item.alarmName,
    AlarmType: typeOf(item),
    Timestamp: new Date(item.at),
    HistoryItemType: item.type,
    HistorySummary: item.summary,
    HistoryData: written(item.data),
  };
}

/**
 * JSON as AWS's history has it: what SetAlarmState gave as StateReasonData byte for byte, and a threshold as a double
 * (testdata/aws/cloudwatch/alarm_controls.json).
 */
function written(data: Json): string {
  if (Array.isArray(data)) return `[${data.map(written).join(",")}]`;
  if (typeof data !== "object" || data === null) return JSON.stringify(data);
  const members = Object.entries(data).map(([name, value]) => {
    if (name === "stateReasonData" && typeof value === "string") return `"${name}":${value}`;
    if (name === "threshold" && typeof value === "number") return `"${name}":${javaDouble(value)}`;
    return `${JSON.stringify(name)}:${written(value)}`;
  });
  return `{${members.join(",")}}`;
}

const typeOf = (item: AlarmHistoryItem) => item.alarmType ?? "MetricAlarm";

/** AWS: without AlarmTypes only metric alarms are told (API_DescribeAlarmHistory). */
function matches(item: AlarmHistoryItem, input: DescribeAlarmHistoryInput): boolean {
  return (
    (input.AlarmTypes?.length ? input.AlarmTypes : ["MetricAlarm"]).includes(typeOf(item)) &&
    (input.AlarmName === undefined || item.alarmName === input.AlarmName) &&
    (input.HistoryItemType === undefined || item.type === input.HistoryItemType) &&
    (input.StartDate === undefined || item.at >= input.StartDate.getTime()) &&
    (input.EndDate === undefined || item.at <= input.EndDate.getTime())
  );
}
