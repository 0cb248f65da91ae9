import { expect, test } from "vitest";
import type { ScalingDecision } from "../../server/contract/index.ts";
import * as sentences from "../../server/workshop/explain.ts";
import { explainedDecisions } from "../../server/workshop/explained-decisions.ts";
import { sayIn } from "../../server/workshop/messages/say.ts";
import { timelineOf } from "../../server/workshop/timeline.ts";
import { preparedAccount } from "./account.ts";

const say = sayIn("en");
const explain = (it: ScalingDecision) => sentences.explain(it, say);
const otherwise = (it: ScalingDecision) => sentences.otherwise(it, say);

const NOON = Date.UTC(2026, 10, 23, 12);
const RESOURCE = "service/containers-workshop-ecs-cluster/containers-workshop-ecs-service";

type Alarm = Extract<ScalingDecision["trigger"], { kind: "alarm" }>;
type Held = Extract<ScalingDecision["outcome"], { kind: "held" }>["by"];

const high: Alarm = {
  kind: "alarm",
  policy: "cpu",
  alarm: "AlarmHigh",
  metric: "CPUUtilization",
  unit: "Percent",
  comparison: "GreaterThanThreshold",
  threshold: 40,
  periodSeconds: 60,
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
  datapoints: [97, 98, 99],
  metricValue: 98,
  rule: { kind: "tracking", targetValue: 40 },
  proposed: 3,
};

const low: Alarm = {
  ...high,
  alarm: "AlarmLow",
  comparison: "LessThanThreshold",
  threshold: 36,
  evaluationPeriods: 15,
  datapointsToAlarm: 15,
  datapoints: [...Array(14).fill(8), 10.04],
  metricValue: 8.14,
  proposed: 2,
};

const step: Alarm = {
  ...high,
  metric: "QueueLength",
  unit: "Count",
  rule: { kind: "step", adjustmentType: "ChangeInCapacity", adjustment: 2, lower: 10 },
  proposed: 3,
};

const decision = (it: Partial<ScalingDecision> = {}): ScalingDecision => ({
  id: "1",
  at: NOON,
  region: "us-east-1",
  resourceId: RESOURCE,
  running: 1,
  desired: 1,
  minCapacity: 1,
  maxCapacity: 5,
  trigger: high,
  outcome: { kind: "scaled", from: 1, to: 3 },
  ...it,
});

const holding = (by: Held, it: Partial<ScalingDecision> = {}) => decision({ outcome: { kind: "held", by }, ...it });

test("a scale-out is a sentence of datapoints, rule and formula", () => {
  expect(explain(decision())).toBe(
    "CPU was 97 %, 98 %, 99 % for 3 of 3 minutes above 40 %: ceil(1 × 98 / 40) = 3 tasks.",
  );
  expect(otherwise(decision())).toBe("At 40 % or less nothing would have been added.");
});

test("what limits the formula's answer follows it", () => {
  const capped = decision({
    running: 3,
    desired: 3,
    trigger: { ...high, proposed: 8 },
    outcome: { kind: "scaled", from: 3, to: 5 },
  });
  const credited = decision({
    running: 2,
    desired: 2,
    maxCapacity: 9,
    trigger: { ...high, proposed: 5 },
    outcome: { kind: "scaled", from: 2, to: 4, credited: 1 },
  });
  const gradual = decision({
    running: 5,
    desired: 5,
    trigger: { ...low, gradual: 4 },
    outcome: { kind: "scaled", from: 5, to: 4 },
  });

  expect(explain(capped)).toMatch(/ = 8 tasks; the maximum is 5: 5 tasks\.$/);
  expect(explain(credited)).toMatch(
    / = 5 tasks; a credit of 1 for the last scale-out, whose cooldown goes on: 4 tasks\.$/,
  );
  expect(explain(gradual)).toBe(
    "CPU was between 8 % and 10 % for 15 of 15 minutes below 36 %: ceil(5 × 8.1 / 40) = 2 tasks; scaling in goes step by step, to 4: 4 tasks.",
  );
  expect(otherwise(gradual)).toBe("Above 32 % nothing would have been taken away.");
});

test.each<[Held, string, string]>([
  [
    { reason: "at-maximum" },
    "but the desired count is 1 and the maximum 5.",
    "A maximum above 5 would have let it grow.",
  ],
  [
    { reason: "cooldown", direction: "out", until: NOON + 20_000, credited: 2 },
    "but the cooldown of the last scale-out lasts until 12:00:20, with a credit of 2 for what it added.",
    "A proposal of more than 3 would have scaled at once, one of more than 1 from 12:00:20 on.",
  ],
  [
    { reason: "activity", to: 3 },
    "and a scaling activity to 3 tasks is in progress already.",
    "Had it come to more than 3 tasks within the bounds, it would not have waited for the activity.",
  ],
  [
    { reason: "suspended", what: "scale-out" },
    "but scale-out is suspended.",
    "Had scale-out not been suspended, it would have been answered.",
  ],
  [
    { reason: "other-policy", policy: "memory" },
    "but the policy memory does not agree to scale in.",
    "Had the low alarm of memory been in ALARM too, the service would have been scaled in.",
  ],
  [
    { reason: "larger-proposal", policy: "memory", proposed: 4 },
    "but the policy memory asks for 4, which is more.",
    "Without memory this proposal would have been taken.",
  ],
  [
    { reason: "deployment" },
    "but nothing is scaled in while a deployment is in progress.",
    "After the deployment it would have been scaled in.",
  ],
])("%o is told with what would have changed it", (by, why, instead) => {
  expect(explain(holding(by))).toBe(
    `CPU was 97 %, 98 %, 99 % for 3 of 3 minutes above 40 %: ceil(1 × 98 / 40) = 3 tasks, ${why}`,
  );
  expect(otherwise(holding(by))).toBe(instead);
});

test("the edge at which one task more would have come is the formula's own", () => {
  const unchanged = holding({ reason: "at-desired" }, { running: 2, desired: 3, trigger: { ...high, proposed: 3 } });

  expect(otherwise(unchanged)).toBe("Above 60 % a task would have been added.");
});

test("datapoints that together no longer break the threshold, and those that are enough, are told", () => {
  const turned: Alarm = { ...high, datapoints: [50, 30, 30], metricValue: 36.67, datapointsToAlarm: 1 };
  delete turned.proposed;

  expect(explain(holding({ reason: "not-breaching" }, { trigger: turned }))).toBe(
    "CPU was 50 %, 30 %, 30 % for 1 of 3 minutes above 40 % (1 needed), but together they are 36.7 %, no longer above 40 %: nothing was done.",
  );
});

test("a step is told by its adjustment, a bound by its value", () => {
  expect(explain(decision({ trigger: step }))).toBe(
    "QueueLength was 97, 98, 99 for 3 of 3 minutes above 40: the step from 50 on makes 1 + 2 = 3 tasks.",
  );
  expect(otherwise(decision({ trigger: step }))).toBe("Below 50 there would have been another step, or none.");
  const between: Alarm = {
    ...low,
    rule: { kind: "step", adjustmentType: "PercentChangeInCapacity", adjustment: -10, lower: -30, upper: -10 },
    proposed: 4,
  };
  const fewer = decision({ running: 5, desired: 5, trigger: between, outcome: { kind: "scaled", from: 5, to: 4 } });
  expect(explain(fewer)).toMatch(
    / below 36 %: the step from 26 % down to above 6 % takes away 10 % of 5, in whole tasks: 4 tasks\.$/,
  );
  expect(otherwise(fewer)).toBe("Above 26 % or at 6 % or less there would have been another step, or none.");
  const bounds = decision({ trigger: { kind: "bounds" }, minCapacity: 3, outcome: { kind: "scaled", from: 1, to: 3 } });
  expect([explain(bounds), otherwise(bounds)]).toEqual([
    "The minimum is 3, the desired count was 1: 3 tasks.",
    "A minimum of 1 would have changed nothing.",
  ]);
});

test("a maximum that is the minimum too is told as the bound that moved the count", () => {
  const bounds = decision({
    trigger: { kind: "bounds" },
    minCapacity: 3,
    maxCapacity: 3,
    outcome: { kind: "scaled", from: 5, to: 3 },
  });

  expect(explain(bounds)).toBe("The maximum is 3, the desired count was 5: 3 tasks.");
});

test("an alarm of 20 seconds is told in periods of 20 s", () => {
  expect(explain(decision({ trigger: { ...high, periodSeconds: 20 } }))).toBe(
    "CPU was 97 %, 98 %, 99 % for 3 of 3 periods of 20 s above 40 %: ceil(1 × 98 / 40) = 3 tasks.",
  );
});

test("when all policies agree to scale in, the one that wants to keep most is named", () => {
  const keeps = { policy: "memory", capacity: 4 };
  const trigger = { ...low, keeps };
  const five = { running: 5, desired: 5 };

  expect(explain(decision({ ...five, trigger, outcome: { kind: "scaled", from: 5, to: 4 } }))).toMatch(
    / = 2 tasks; the policy memory wants 4 tasks: 4 tasks\.$/,
  );
  const unchanged = holding({ reason: "at-desired" }, { running: 4, desired: 4, trigger });
  expect(explain(unchanged)).toMatch(
    / = 2 tasks; the policy memory wants 4 tasks, no other than the desired count of 4\.$/,
  );
  expect(otherwise(unchanged)).toBe("Had memory wanted fewer tasks, the service would have been scaled in.");
});

test("a step that has no match is told with the breach, and one minute is one minute", () => {
  const { proposed: _, ...asked } = { ...step, rule: { kind: "step" as const, adjustmentType: "ChangeInCapacity" } };
  const trigger: Alarm = { ...asked, datapoints: [45], metricValue: 45, evaluationPeriods: 1, datapointsToAlarm: 1 };
  const missed = holding({ reason: "no-step" }, { trigger });

  expect(explain(missed)).toBe(
    "QueueLength was 45 for 1 of 1 minute above 40, and no step covers 45: nothing was done.",
  );
  expect(otherwise(missed)).toBe("A step that covers 45 would have been taken.");
});

test("a scheduled action is told with what it set, and what became of it", () => {
  const night = (sets: { min?: number; max?: number }): ScalingDecision["trigger"] => ({
    kind: "schedule",
    action: "night",
    sets,
  });
  const raised = decision({
    minCapacity: 4,
    trigger: night({ min: 4 }),
    outcome: { kind: "scaled", from: 1, to: 4 },
  });
  const inside = holding({ reason: "within-bounds" }, { trigger: night({ min: 1, max: 4 }), maxCapacity: 4 });
  const crossed = holding({ reason: "crossed-bounds" }, { trigger: night({ min: 6 }) });
  const pending = holding({ reason: "pending-update" }, { trigger: night({ min: 2 }) });
  const suspended = holding({ reason: "suspended", what: "scheduled scaling" }, { trigger: night({ min: 2 }) });

  expect([raised, inside, crossed, pending, suspended].map((it) => [explain(it), otherwise(it)])).toEqual([
    [
      "The scheduled action night set the minimum to 4, the desired count was 1: 4 tasks.",
      "A desired count of 4 or more would have stayed.",
    ],
    [
      "The scheduled action night set the minimum to 1 and the maximum to 4; the desired count of 1 lies between 1 and 4.",
      "A desired count below 1 would have been raised, one above 4 lowered.",
    ],
    [
      "The scheduled action night was to set the minimum to 6, but the maximum is 5: nothing was changed.",
      "With both bounds given it would have set them.",
    ],
    [
      "The scheduled action night was due together with another one of this service, which came first: it is tried again.",
      "Due a minute apart, both would have run at once.",
    ],
    [
      "The scheduled action night was due, but scheduled scaling is suspended.",
      "Had scheduled scaling not been suspended, it would have set the bounds.",
    ],
  ]);
});

test("at a bound that did not matter, other bounds would have changed nothing", () => {
  const idle: Alarm = { ...low, datapoints: Array(15).fill(0.2), metricValue: 0.2, proposed: 1 };
  const least = holding({ reason: "at-minimum" }, { trigger: idle });

  expect(explain(least)).toBe(
    "CPU was 0.2 % for 15 of 15 minutes below 36 %: ceil(1 × 0.2 / 40) = 1 task, but the desired count is 1 and the minimum 1.",
  );
  expect(otherwise(least)).toBe("With other bounds the answer would have been the same: 1 task.");
  const full = holding({ reason: "at-maximum" }, { running: 2, desired: 5, trigger: { ...high, proposed: 5 } });
  expect(otherwise(full)).toBe("With other bounds the answer would have been the same: 5 tasks.");
});

test("an account's decisions come with their sentences", async () => {
  const account = preparedAccount({});

  expect(await explainedDecisions(account, { list: async () => [decision()] })).toEqual({
    now: NOON,
    decisions: [{ ...decision(), sentence: explain(decision()), otherwise: otherwise(decision()) }],
  });
});

test("the timeline sets the reason beside AWS's Cause, and tells what AWS has no activity for", async () => {
  const made = decision({ id: "made", activityId: "a-1" });
  const silent = holding(
    { reason: "cooldown", direction: "out", until: NOON, credited: 2 },
    { id: "silent", at: NOON - 120_000, lastAt: NOON - 60_000, times: 2 },
  );
  const elsewhere = decision({ id: "elsewhere", region: "eu-west-1" });
  const answers = {
    DescribeScalingActivities: {
      ScalingActivities: [
        {
          ActivityId: "a-1",
          ResourceId: RESOURCE,
          Description: "Setting desired count to 3.",
          Cause: "monitor alarm AlarmHigh in state ALARM triggered policy cpu",
          StatusCode: "InProgress",
          StartTime: new Date(NOON),
        },
      ],
    },
  };
  const list = async () => [made, silent, elsewhere];

  const told = await timelineOf(preparedAccount(answers, { decisions: { list } }));
  const real = await timelineOf(preparedAccount(answers));

  expect(told.kinds).toEqual(["alarm", "activity", "decision", "event", "task"]);
  expect(told.entries).toEqual([
    {
      id: "activity a-1",
      at: NOON,
      kind: "activity",
      title: "Setting desired count to 3. InProgress.",
      detail: "Cause: monitor alarm AlarmHigh in state ALARM triggered policy cpu",
      resource: RESOURCE,
      why: `${explain(made)} ${otherwise(made)}`,
    },
    {
      id: "decision silent",
      at: NOON - 60_000,
      kind: "decision",
      title: explain(silent),
      detail: `Decided 2 times since 11:58:00. ${otherwise(silent)}`,
      resource: RESOURCE,
    },
  ]);
  expect(real.kinds).toEqual(["alarm", "activity", "event", "task"]);
  expect(real.entries.map(({ id, why }) => [id, why])).toEqual([["activity a-1", undefined]]);
});

test("a decision and the timeline are told in the language of whoever asks, AWS's own words as AWS writes them", async () => {
  const list = async () => [decision()];
  const account = preparedAccount({}, { decisions: { list } });

  const { decisions } = await explainedDecisions(account, { list }, "pt-BR");
  const { entries } = await timelineOf(account, { since: NOON - 3_600_000, language: "pt-BR" });

  expect(decisions[0]).toMatchObject({
    sentence: "CPU com 97 %, 98 %, 99 % em 3 de 3 minutos acima de 40 %: ceil(1 × 98 / 40) = 3 tarefas.",
    otherwise: "Com 40 % ou menos nada teria sido acrescentado.",
  });
  expect(entries[0]).toMatchObject({ title: decisions[0]!.sentence, detail: decisions[0]!.otherwise });
});
