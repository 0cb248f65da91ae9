export { enforceBounds, forgetScalableTarget } from "./activities.ts";
export { advance } from "./advance.ts";
export { checkAlarmMetrics } from "./alarm-metrics.ts";
export { AlarmRuleProblem, parseAlarmRule, referencesOf } from "./alarm-rule.ts";
export { setAlarmState } from "./alarm-signals.ts";
export { type AlarmSettings, deleteAlarm, putAlarm } from "./alarms.ts";
export { chooseProvider } from "./capacity-providers.ts";
export { breakerOf, breakerThreshold } from "./circuit-breaker.ts";
export { AGENT_VERSION, parseQuery, platformAttributes, type Query, QueryProblem } from "./cluster-query.ts";
export {
  childrenOf,
  deleteCompositeAlarm,
  evaluateCompositeAlarms,
  nameOf,
  parentsOf,
  putCompositeAlarm,
  setCompositeState,
} from "./composite-alarms.ts";
export { hasRoomFor, newestPublished, type Point, publishPoint, readMetric, readUnits } from "./custom-metrics.ts";
export { newestPointAt, readPoints, seriesKey, statistic } from "./datapoints.ts";
export { rollbackTarget } from "./deployment-failure.ts";
export { binned, type Samples } from "./distribution.ts";
export { checkAnew } from "./health-checks.ts";
export { freeResources, RESERVED_PORTS } from "./instance-resources.ts";
export { javaDouble } from "./java-double.ts";
export { applicationAnswer, setLoad, setTraffic } from "./load.ts";
export { loadMoments, loadView } from "./load-view.ts";
export { MathProblem } from "./math-expression.ts";
export type { TimeSeries } from "./math-values.ts";
export { type MathQuery, metricMath, readExpression, timeSeriesOf } from "./metric-math.ts";
export { resolutionOf } from "./monitoring.ts";
export { type Lack, lackOf, placeTask, type TaskSize } from "./placement.ts";
export {
  alarmMetrics,
  alarmsNaming,
  createPolicyAlarms,
  deletePolicyAlarms,
  forgetAlarmActions,
  isHighResolution,
  serviceMetric,
} from "./policy-alarms.ts";
export { parseSchedule, ScheduleProblem } from "./schedule-expression.ts";
export { firstRun } from "./scheduled-actions.ts";
export {
  deleteServiceTasks,
  isBlockedByProtection,
  reconsider,
  setDesiredCount,
  startDeployment,
} from "./service-scheduler.ts";
export { type BasicStatistic, isExtendedStatistic, statisticOf } from "./statistics.ts";
export { attachTargets, deregisterTarget, registerTarget } from "./targets.ts";
export { startTask, stopTask, taskCounts } from "./tasks.ts";
export { isTimeZone } from "./time-zone.ts";
export { CLUSTER_AGE, liveWorkshopService, names, WORKSHOP_REGION } from "./workshop-service.ts";
