import type { Operations } from "../operation.ts";
import { DescribeAlarmHistory } from "./alarm-history.ts";
import { DeleteAlarms, DisableAlarmActions, EnableAlarmActions } from "./change-alarms.ts";
import { DescribeAlarms, DescribeAlarmsForMetric } from "./describe-alarms.ts";
import { GetMetricData } from "./metric-data.ts";
import { GetMetricStatistics } from "./metric-statistics.ts";
import { ListMetrics } from "./metrics.ts";
import { PutCompositeAlarm } from "./put-composite-alarm.ts";
import { PutMetricAlarm } from "./put-metric-alarm.ts";
import { PutMetricData } from "./put-metric-data.ts";
import { SetAlarmState } from "./set-alarm-state.ts";
import { ListTagsForResource, TagResource, UntagResource } from "./tags.ts";

export const operations: Operations = {
  DeleteAlarms,
  DescribeAlarmHistory,
  DescribeAlarms,
  DescribeAlarmsForMetric,
  DisableAlarmActions,
  EnableAlarmActions,
  GetMetricData,
  GetMetricStatistics,
  ListMetrics,
  ListTagsForResource,
  PutCompositeAlarm,
  PutMetricAlarm,
  PutMetricData,
  SetAlarmState,
  TagResource,
  UntagResource,
};
