import * as toRun from "../chapters/generating-load.ts";
import * as toScaleIn from "../chapters/scaling-in-and-cleaning-up.ts";
import * as toScaleOut from "../chapters/scaling-your-environment.ts";
import { sentence } from "../messages/say.ts";
import {
  activitiesOf,
  alarmsOf,
  causedBy,
  desiredCountOf,
  scalableTargetOf,
  scalingPoliciesOf,
  serviceOf,
} from "../reading.ts";
import { scenario } from "../scenario.ts";
import type { Looking } from "../step.ts";
import { configured, keys } from "./configuring-service-auto-scaling.ts";
import { call, type Deed, passes, type Solution, setDesired, until } from "./solution.ts";

const MINUTE = 60;
const users = { kind: "load", users: scenario.users } as const;
export const noUsers = { kind: "load", users: 0 } as const;

const aMinuteAbove = until(
  toRun.sendLoad,
  sentence("CloudWatch has a minute of CPU utilisation above the target"),
  15 * MINUTE,
);

export const sendLoad: Solution = async (looking) => [...(await oneTask(looking)), users, aMinuteAbove];

/**
 * Users for about 60 % of one task: a task answers 31.25 requests a second at most, and a user asks every ten seconds. Whatever was
 * going on has to be over first, so that one task takes the load alone; at the end the users leave again.
 */
export const anotherLoad: Solution = async (looking) => {
  const [{ found: service }, load] = await Promise.all([serviceOf(looking), looking.load?.read()]);
  const isQuiet = load?.state !== "running" && load?.state !== "spawning" && service?.desiredCount === 1;
  return [
    ...(isQuiet ? [] : [noUsers, calm, setDesired(service?.desiredCount, scenario.desiredCount), alone]),
    { kind: "load", users: 188 },
    until(toRun.anotherLoad, sentence("two minutes of one busy task are published"), 20 * MINUTE),
    noUsers,
  ];
};

/** The last minutes are quiet, so that no alarm asks for more tasks. */
const calm: Deed = {
  kind: "time",
  awaits: sentence("the alarm for too much load is silent"),
  strideSeconds: MINUTE,
  withinSeconds: 30 * MINUTE,
  until: async (looking) => {
    const { alarms, cpu } = await toRun.whereItStands(looking);
    const rings = alarms.some((it) => it.AlarmName!.includes("-AlarmHigh-") && it.StateValue === "ALARM");
    return !rings && toRun.trailing(cpu, (it) => it < scenario.targetValue) >= 3;
  },
};

const alone: Deed = {
  kind: "time",
  awaits: sentence("one task runs alone"),
  strideSeconds: MINUTE,
  withinSeconds: 30 * MINUTE,
  until: async (looking) => (await serviceOf(looking)).found?.runningCount === 1,
};

export const alarmHigh: Solution = async (looking) => [
  ...(await climbing(looking)),
  until(toRun.alarmHigh, sentence("AlarmHigh rings"), 20 * MINUTE),
];

export const scaledOut: Solution = async (looking) => [
  ...(await climbing(looking)),
  until(toScaleOut.scaledOut, sentence("the policy has scaled the service out to five tasks"), 30 * MINUTE),
];

export const loadStopped: Solution = async (looking) => [
  ...((await passes(toRun.sendLoad, looking)) ? [] : await sendLoad(looking)),
  noUsers,
  until(toScaleIn.loadStopped, sentence("three quiet minutes are published"), 15 * MINUTE),
];

export const scaledIn: Solution = async (looking) => {
  const [{ found: service }, activities] = await Promise.all([serviceOf(looking), activitiesOf(looking)]);
  const hadClimbed = activities.some((it) => causedBy(it, "AlarmHigh") && desiredCountOf(it) !== undefined);
  const isUp = hadClimbed && (service?.desiredCount ?? 0) > scenario.minCapacity;
  return [
    ...(isUp ? await configured(looking) : [...(await climbing(looking)), untilFive]),
    noUsers,
    until(toScaleIn.scaledIn, sentence("the policy has scaled the service in to one task"), 60 * MINUTE),
  ];
};

export const cleanUp: Solution = async (looking) => {
  const [{ found: target }, policies, alarms] = await Promise.all([
    scalableTargetOf(looking),
    scalingPoliciesOf(looking),
    alarmsOf(looking),
  ]);
  // In an account that never had a policy, one is made first: without it there is nothing to clean up.
  const made = target || alarms.length > 0 ? [] : await configured(looking);
  const ofPolicies = new Set(policies.flatMap(({ Alarms }) => (Alarms ?? []).map(({ AlarmName }) => AlarmName)));
  const left = alarms.map(({ AlarmName }) => AlarmName!).filter((name) => !ofPolicies.has(name));
  const deregister = call(
    "application-autoscaling",
    "DeregisterScalableTarget",
    sentence("Let Service Auto Scaling leave the desired number of tasks alone; its policies and their alarms go too"),
    keys,
    [
      { resource: keys.ResourceId, field: sentence("scalable target"), before: sentence("registered"), after: null },
      ...policies.map(({ PolicyName }) => ({
        resource: PolicyName!,
        field: sentence("policy"),
        before: sentence("there"),
        after: null,
      })),
    ],
  );
  return [
    ...made,
    ...(target || made.length > 0 ? [deregister] : []),
    ...(left.length === 0
      ? []
      : [
          call(
            "cloudwatch",
            "DeleteAlarms",
            sentence("Delete the alarms that no policy owns any more"),
            { AlarmNames: left },
            [
              ...left.map((resource) => ({
                resource,
                field: sentence("alarm"),
                before: sentence("there"),
                after: null,
              })),
            ],
          ),
        ]),
  ];
};

/** The chapter's configuration, a service with room to grow, and the users. */
const climbing = async (looking: Looking): Promise<Deed[]> => [
  ...(await oneTask(looking)),
  ...(await configured(looking)),
  users,
];

/** One task to begin with, where the service has none, more than the load asks for, or so many that no alarm would ask for more. */
export async function oneTask(looking: Looking): Promise<Deed[]> {
  const [{ found: service }, load] = await Promise.all([serviceOf(looking), looking.load?.read()]);
  const desired = service?.desiredCount ?? 0;
  const isUnderLoad = load?.state === "running" && load.users >= scenario.users;
  const fits = desired >= 1 && desired < scenario.maxCapacity && (isUnderLoad || desired === 1);
  return fits ? [] : [setDesired(desired, scenario.desiredCount)];
}

/** Account time goes on until five tasks are desired: those of an earlier run do not count. */
export const untilFive: Deed = {
  kind: "time",
  awaits: sentence("five tasks are desired"),
  strideSeconds: MINUTE,
  withinSeconds: 30 * MINUTE,
  until: async (looking) => ((await serviceOf(looking)).found?.desiredCount ?? 0) >= scenario.maxCapacity,
};

/** The same users for the labs. */
export const sixHundredUsers: Deed = users;
