import { POLICY_ARN } from "../console/cli.ts";
import * as bySchedule from "../labs/scheduled-scaling.ts";
import * as bySteps from "../labs/step-scaling.ts";
import { sentence } from "../messages/say.ts";
import {
  alarmsCalling,
  alarmsNamed,
  scalableTargetOf,
  scalingPoliciesOf,
  scheduledActionsOf,
  serviceOf,
} from "../reading.ts";
import { scenario, workshopService } from "../scenario.ts";
import type { Looking } from "../step.ts";
import { deletePolicy, keys, register, registered } from "./configuring-service-auto-scaling.ts";
import { call, type Deed, type Solution, setDesired, until } from "./solution.ts";
import { noUsers, oneTask, sixHundredUsers, untilFive } from "./under-load.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

const byStep = {
  out: {
    policy: "steps-out",
    alarm: "steps-cpu-high",
    periods: 1,
    threshold: 40,
    comparison: "GreaterThanThreshold",
    steps: [
      { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 30, ScalingAdjustment: 1 },
      { MetricIntervalLowerBound: 30, ScalingAdjustment: 2 },
    ],
  },
  in: {
    policy: "steps-in",
    alarm: "steps-cpu-low",
    periods: 3,
    threshold: 20,
    comparison: "LessThanThreshold",
    steps: [{ MetricIntervalUpperBound: 0, ScalingAdjustment: -1 }],
  },
} as const;

export const labStepPolicies: Solution = async (looking) => {
  const [{ found: target }, policies, calling] = await Promise.all([
    scalableTargetOf(looking),
    scalingPoliciesOf(looking),
    alarmsCalling(looking),
  ]);
  const deeds =
    (target?.MaxCapacity ?? 0) < scenario.maxCapacity ? register(target, target?.MinCapacity) : registered(target);
  for (const which of ["out", "in"] as const) {
    const works = policies.some(
      (policy) =>
        policy.PolicyType === "StepScaling" &&
        bySteps.direction(policy) === which &&
        calling.some(({ AlarmActions }) => AlarmActions?.includes(policy.PolicyARN!)),
    );
    if (works) continue;
    const { policy, alarm, periods, threshold, comparison, steps } = byStep[which];
    const inTheWay = policies.find((it) => it.PolicyName === policy && it.PolicyType !== "StepScaling");
    const [held] = await alarmsNamed(looking, [alarm]);
    deeds.push(
      ...(inTheWay ? [deletePolicy(inTheWay)] : []),
      call(
        "application-autoscaling",
        "PutScalingPolicy",
        which === "out"
          ? sentence("Make the scaling policy {name}, which adds tasks", { name: policy })
          : sentence("Make the scaling policy {name}, which removes tasks", { name: policy }),
        {
          PolicyName: policy,
          ...keys,
          PolicyType: "StepScaling",
          StepScalingPolicyConfiguration: {
            AdjustmentType: "ChangeInCapacity",
            Cooldown: 60,
            MetricAggregationType: "Average",
            StepAdjustments: steps,
          },
        },
        [{ resource: policy, field: "ScalingAdjustment", after: steps.map((it) => it.ScalingAdjustment).join(", ") }],
        { keepsPolicyArn: true },
      ),
      call(
        "cloudwatch",
        "PutMetricAlarm",
        sentence("Let the alarm {alarm} call {policy}", { alarm, policy }),
        {
          AlarmName: alarm,
          Namespace: "AWS/ECS",
          MetricName: "CPUUtilization",
          Dimensions: [
            { Name: "ClusterName", Value: workshopService.cluster },
            { Name: "ServiceName", Value: workshopService.name },
          ],
          Statistic: "Average",
          Period: 60,
          EvaluationPeriods: periods,
          Threshold: threshold,
          ComparisonOperator: comparison,
          AlarmActions: [POLICY_ARN],
        },
        [
          { resource: alarm, field: "Threshold", before: held?.Threshold, after: threshold },
          { resource: alarm, field: "AlarmActions", before: held?.AlarmActions?.join(", ") || null, after: policy },
        ],
      ),
    );
  }
  return deeds;
};

/** The step scaling policies alone, and users: a target tracking policy beside them would be the one that acts. */
async function climbingBySteps(looking: Looking): Promise<Deed[]> {
  const tracking = (await scalingPoliciesOf(looking)).filter(
    ({ PolicyType }) => PolicyType === "TargetTrackingScaling",
  );
  return [
    ...tracking.map((policy) => deletePolicy(policy, true)),
    ...(await oneTask(looking)),
    ...(await labStepPolicies(looking)),
    sixHundredUsers,
  ];
}

export const labStepScaledOut: Solution = async (looking) => [
  ...(await climbingBySteps(looking)),
  until(bySteps.labStepScaledOut, sentence("an alarm of yours has asked for five tasks"), 30 * MINUTE),
];

export const labStepScaledIn: Solution = async (looking) => [
  ...(await climbingBySteps(looking)),
  untilFive,
  noUsers,
  until(bySteps.labStepScaledIn, sentence("the service is back at one task"), 60 * MINUTE),
];

export const labScheduledActions: Solution = async (looking) => {
  const [{ found: target }, actions] = await Promise.all([scalableTargetOf(looking), scheduledActionsOf(looking)]);
  const held = (name: string) => actions.find((it) => it.ScheduledActionName === name);
  return [
    ...(target ? registered(target) : register(undefined)),
    ...schedule("open", "cron(0 8 * * ? *)", { MinCapacity: 3, MaxCapacity: 5 }, held("open")),
    ...schedule("close", "cron(0 20 * * ? *)", { MinCapacity: 1, MaxCapacity: 1 }, held("close")),
  ];
};

type Scheduled = Awaited<ReturnType<typeof scheduledActionsOf>>[number];

function schedule(
  name: string,
  Schedule: string,
  bounds: { MinCapacity: number; MaxCapacity: number },
  held: Scheduled | undefined,
): Deed[] {
  const changes = [
    { field: "Schedule", before: held?.Schedule, after: Schedule },
    { field: "Timezone", before: held?.Timezone, after: "America/Sao_Paulo" },
    { field: "MinCapacity", before: held?.ScalableTargetAction?.MinCapacity, after: bounds.MinCapacity },
    { field: "MaxCapacity", before: held?.ScalableTargetAction?.MaxCapacity, after: bounds.MaxCapacity },
  ].map((it) => ({ resource: name, ...it }));
  if (changes.every(({ before, after }) => before === after)) return [];
  return [
    call(
      "application-autoscaling",
      "PutScheduledAction",
      sentence("Let the scheduled action {name} set between {min} and {max} tasks", {
        name,
        min: bounds.MinCapacity,
        max: bounds.MaxCapacity,
      }),
      { ...keys, ScheduledActionName: name, Schedule, Timezone: "America/Sao_Paulo", ScalableTargetAction: bounds },
      changes,
    ),
  ];
}

/** The actions, and a service with one task and no users, so that a minimum of three has something to lift. */
async function scheduled(looking: Looking): Promise<Deed[]> {
  const { found: service } = await serviceOf(looking);
  const desired = service?.desiredCount ?? 0;
  return [
    ...(await labScheduledActions(looking)),
    noUsers,
    ...(desired > 1 ? [setDesired(desired, scenario.desiredCount)] : []),
  ];
}

export const labScheduledRan: Solution = async (looking) => [
  ...(await scheduled(looking)),
  until(bySchedule.labScheduledRan, sentence("the morning's schedule has run"), 49 * HOUR, HOUR),
];

export const labScheduledEnded: Solution = async (looking) => [
  ...(await scheduled(looking)),
  until(bySchedule.labScheduledEnded, sentence("the evening's schedule has run"), 49 * HOUR, HOUR),
];
