import type { ScalingPolicy } from "@aws-sdk/client-application-auto-scaling";
import * as byRequests from "../labs/requests-per-target.ts";
import * as byTwo from "../labs/several-policies.ts";
import { sentence } from "../messages/say.ts";
import {
  activitiesOf,
  causedBy,
  desiredCountOf,
  requestsLabelOf,
  scalableTargetOf,
  scalingPoliciesOf,
  serviceOf,
} from "../reading.ts";
import { scenario } from "../scenario.ts";
import type { Looking } from "../step.ts";
import { deletePolicy, putTracking, register, registered } from "./configuring-service-auto-scaling.ts";
import { type Deed, type Solution, until } from "./solution.ts";
import { noUsers, oneTask, sixHundredUsers, untilFive } from "./under-load.ts";

/* The labs whose policies track something else than CPU, or more than one thing. */

const MINUTE = 60;
const REQUESTS = "ALBRequestCountPerTarget";

const metricOf = (policy: ScalingPolicy) =>
  policy.TargetTrackingScalingPolicyConfiguration?.PredefinedMetricSpecification?.PredefinedMetricType;

const upToFive = (target: Parameters<typeof register>[0]): Deed[] =>
  (target?.MaxCapacity ?? 0) < scenario.maxCapacity ? register(target, target?.MinCapacity) : registered(target);

export const labRequestsPolicy: Solution = async (looking) => {
  const [{ found: target }, policies, { found: service }] = await Promise.all([
    scalableTargetOf(looking),
    scalingPoliciesOf(looking),
    serviceOf(looking),
  ]);
  const label = service && (await requestsLabelOf(looking, service));
  // Of two policies on requests the check looks at the first one.
  const found = policies.find((it) => metricOf(it) === REQUESTS);
  return [
    ...upToFive(target),
    ...putTracking(policies, found, {
      name: "requests-per-task",
      metric: REQUESTS,
      ...(label && { label }),
      target: 360,
      cooldownSeconds: 60,
    }),
  ];
};

/** The policy on requests alone: another one beside it may be the first to ask. */
export const labRequestsScaledOut: Solution = async (looking) => {
  const others = (await scalingPoliciesOf(looking)).filter((it) => metricOf(it) !== REQUESTS);
  return [
    ...others.map((policy) => deletePolicy(policy, true)),
    ...(await oneTask(looking)),
    ...(await labRequestsPolicy(looking)),
    sixHundredUsers,
    until(byRequests.labRequestsScaledOut, sentence("the policy on requests has asked for five tasks"), 30 * MINUTE),
  ];
};

const two = [
  { name: "cpu-40", metric: "ECSServiceAverageCPUUtilization", target: 40 },
  { name: "memory-70", metric: "ECSServiceAverageMemoryUtilization", target: 70 },
] as const;

/** Both policies. Those that are there keep their targets, unless the lab's own are needed (`exactly`). */
async function twoPolicies(looking: Looking, { exactly }: { exactly: boolean }): Promise<Deed[]> {
  const [{ found: target }, policies] = await Promise.all([scalableTargetOf(looking), scalingPoliciesOf(looking)]);
  return [
    ...(exactly ? register(target) : upToFive(target)),
    ...two.flatMap((one) => {
      const found = policies.find((it) => metricOf(it) === one.metric);
      const held = found?.TargetTrackingScalingPolicyConfiguration;
      if (found && !exactly && !held?.DisableScaleIn) return [];
      const kept = exactly ? undefined : held?.TargetValue;
      return putTracking(policies, found, { ...one, target: kept ?? one.target, cooldownSeconds: 60 });
    }),
  ];
}

export const labTwoPolicies: Solution = (looking) => twoPolicies(looking, { exactly: false });

/** The lab's two policies and no other, one task to begin with, and users. */
async function climbingByTwo(looking: Looking): Promise<Deed[]> {
  const others = (await scalingPoliciesOf(looking)).filter((it) => !two.some(({ metric }) => metric === metricOf(it)));
  return [
    ...others.map((policy) => deletePolicy(policy, true)),
    ...(await oneTask(looking)),
    ...(await twoPolicies(looking, { exactly: true })),
    sixHundredUsers,
  ];
}

export const labAnyOut: Solution = async (looking) => [
  ...(await climbingByTwo(looking)),
  until(byTwo.labAnyOut, sentence("one policy has asked for more tasks"), 30 * MINUTE),
];

export const labAllIn: Solution = async (looking) => {
  const [{ found: service }, activities] = await Promise.all([serviceOf(looking), activitiesOf(looking)]);
  const hadClimbed = activities.some((it) => causedBy(it, "AlarmHigh") && desiredCountOf(it) !== undefined);
  const isUp = hadClimbed && (service?.desiredCount ?? 0) > scenario.minCapacity;
  return [
    ...(isUp ? await twoPolicies(looking, { exactly: true }) : [...(await climbingByTwo(looking)), untilFive]),
    noUsers,
    until(byTwo.labAllIn, sentence("both policies have agreed and one task is left"), 90 * MINUTE),
  ];
};
