import {
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandInput,
  ListTagsForResourceCommand,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import { ACCOUNT_ID, REGION, refusal, sdkAccount } from "../sdk-account.ts";

const plain = {
  Namespace: "Shop",
  MetricName: "orders",
  Statistic: "Average",
  Period: 60,
  EvaluationPeriods: 2,
  Threshold: 10,
  ComparisonOperator: "GreaterThanThreshold",
} as const;

const arnOf = (name: string) => `arn:aws:cloudwatch:${REGION}:${ACCOUNT_ID}:alarm:${name}`;

function alarms() {
  const account = sdkAccount();
  const { cloudwatch } = account;
  const describe = async (input: DescribeAlarmsCommandInput = {}) => cloudwatch.send(new DescribeAlarmsCommand(input));
  const composites = async (...names: string[]) =>
    (await describe({ AlarmNames: names, AlarmTypes: ["CompositeAlarm"] })).CompositeAlarms!;
  return {
    ...account,
    describe,
    composites,
    put: (name: string, input: Partial<PutMetricAlarmCommandInput> = plain) =>
      cloudwatch.send(new PutMetricAlarmCommand({ AlarmName: name, ...input } as PutMetricAlarmCommandInput)),
    compose: (AlarmName: string, AlarmRule: string) =>
      cloudwatch.send(new PutCompositeAlarmCommand({ AlarmName, AlarmRule })),
    set: (AlarmName: string, StateValue: "OK" | "ALARM" | "INSUFFICIENT_DATA") =>
      cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: "test" })),
    publish: (Value: number, StorageResolution = 60) =>
      cloudwatch.send(
        new PutMetricDataCommand({
          Namespace: "Shop",
          MetricData: [{ MetricName: "orders", Value, StorageResolution, Timestamp: new Date(account.world.now) }],
        }),
      ),
    one: async (name: string) => (await describe({ AlarmNames: [name] })).MetricAlarms![0]!,
    history: async (AlarmName: string) =>
      (
        await cloudwatch.send(
          new DescribeAlarmHistoryCommand({ AlarmName, AlarmTypes: ["MetricAlarm", "CompositeAlarm"] }),
        )
      ).AlarmHistoryItems!,
  };
}

test("a new alarm waits for data, keeps what was given, and has no more members than that", async () => {
  const { put, one, cloudwatch } = alarms();

  await put("a", { ...plain, Tags: [{ Key: "team", Value: "shop" }] });

  const { AlarmConfigurationUpdatedTimestamp, StateUpdatedTimestamp, StateTransitionedTimestamp, ...alarm } =
    await one("a");
  expect(alarm).toEqual({
    AlarmName: "a",
    AlarmArn: arnOf("a"),
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: [],
    InsufficientDataActions: [],
    Dimensions: [],
    StateValue: "INSUFFICIENT_DATA",
    StateReason: "Unchecked: Initial alarm creation",
    ...plain,
  });
  expect(AlarmConfigurationUpdatedTimestamp).toEqual(StateUpdatedTimestamp);
  expect(StateTransitionedTimestamp).toEqual(StateUpdatedTimestamp);
  const tags = await cloudwatch.send(new ListTagsForResourceCommand({ ResourceARN: arnOf("a") }));
  expect(tags.Tags).toEqual([{ Key: "team", Value: "shop" }]);
});

test("an update keeps state and tags and tells what it changed; an identical one changes nothing", async () => {
  const { put, set, one, history, pass, cloudwatch } = alarms();
  await put("a", { ...plain, TreatMissingData: "ignore", Tags: [{ Key: "k", Value: "v" }] });
  await set("a", "ALARM");
  const before = await one("a");
  pass({ minutes: 1 });

  await put("a", { ...plain, TreatMissingData: "ignore" });
  expect(await one("a")).toEqual(before);
  await put("a", { ...plain, TreatMissingData: "ignore", Threshold: 20, Tags: [{ Key: "k", Value: "other" }] });

  const after = await one("a");
  expect([after.StateValue, after.StateUpdatedTimestamp]).toEqual(["ALARM", before.StateUpdatedTimestamp]);
  expect(after.AlarmConfigurationUpdatedTimestamp!.getTime()).toBe(
    before.AlarmConfigurationUpdatedTimestamp!.getTime() + 60_000,
  );
  const [newest] = await history("a");
  expect(newest!.HistorySummary).toBe('Alarm "a" updated');
  expect(JSON.parse(newest!.HistoryData!).originalUpdatedFields).toMatchObject({ threshold: 10 });
  expect(newest!.HistoryData).toContain('"threshold":20.0,');
  const tags = await cloudwatch.send(new ListTagsForResourceCommand({ ResourceARN: arnOf("a") }));
  expect(tags.Tags).toEqual([{ Key: "k", Value: "v" }]);
});

test("an alarm may be called like a member of every object", async () => {
  const { put, one, cloudwatch } = alarms();

  await put("toString");

  expect((await one("toString")).AlarmName).toBe("toString");
  await cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ["toString", "valueOf"] }));
  expect(await one("toString")).toBeUndefined();
  expect((await refusal(put("__proto__"))).name).toBe("ValidationException");
});

const refused: [what: string, input: Partial<PutMetricAlarmCommandInput>, name: string, message: string | RegExp][] = [
  [
    "an unknown percentile",
    { ...plain, Statistic: undefined, ExtendedStatistic: "p101" },
    "InvalidParameterValueException",
    "The value p101 for parameter ExtendedStatistic is not supported.",
  ],
  [
    "a number of samples that matters to no average",
    { ...plain, EvaluateLowSampleCountPercentile: "ignore" },
    "ValidationException",
    /goes with a percentile/,
  ],
  [
    "another treatment of few samples",
    { ...plain, Statistic: undefined, ExtendedStatistic: "p90", EvaluateLowSampleCountPercentile: "unknown" },
    "ValidationException",
    "Option unknown is not supported. Supported options for parameter EvaluateLowSampleCountPercentile are evaluate and ignore.",
  ],
  ["no metric", { ...plain, MetricName: undefined }, "ValidationException", /needs MetricName/],
  ["a period of 15 seconds", { ...plain, Period: 15 }, "ValidationException", /multiple of 60/],
  ["more than a day", { ...plain, Period: 3600, EvaluationPeriods: 25 }, "ValidationException", /86400/],
  ["more datapoints than periods", { ...plain, DatapointsToAlarm: 3 }, "ValidationException", /DatapointsToAlarm/],
  ["a treatment that is none", { ...plain, TreatMissingData: "maybe" }, "ValidationException", /TreatMissingData/],
  [
    "a band of anomaly detection",
    { ...plain, ComparisonOperator: "GreaterThanUpperThreshold" },
    "ValidationException",
    /anomaly detection/,
  ],
  [
    "a scaling policy for the state OK",
    { ...plain, OKActions: ["arn:aws:autoscaling:us-east-1:111122223333:scalingPolicy:x"] },
    "ValidationException",
    /AlarmActions only/,
  ],
];

test.each(refused)("PutMetricAlarm refuses %s", async (_, input, name, message) => {
  const answer = await refusal(alarms().put("a", input));

  expect([answer.name, answer.status]).toEqual([name, 400]);
  if (typeof message === "string") expect(answer.message).toBe(message);
  else expect(answer.message).toMatch(message);
});

test("an alarm on a published metric follows it: two minutes above the threshold raise it, one below ends it", async () => {
  const { put, publish, one, pass, history } = alarms();
  await put("a");

  await publish(20);
  pass({ minutes: 1 });
  await publish(30);
  pass({ minutes: 2.5 });
  const raised = await one("a");
  await publish(5);
  pass({ minutes: 2.5 });

  expect([raised.StateValue, (await one("a")).StateValue]).toEqual(["ALARM", "OK"]);
  expect(raised.StateReason).toMatch(
    /^Threshold Crossed: 2 datapoints \[30\.0 \(23\/11\/26 12:01:00\), 20\.0 \(23\/11\/26 12:00:00\)\] were greater than the threshold \(10\.0\)\.$/,
  );
  const changes = (await history("a")).map((it) => it.HistorySummary);
  expect(changes).toContain("Alarm updated from ALARM to OK");
});

test("an alarm of ten seconds looks every ten seconds", async () => {
  const { put, publish, one, pass } = alarms();
  await put("fast", { ...plain, Period: 10, EvaluationPeriods: 1 });

  await publish(20, 1);
  pass({ minutes: 0.5 });

  expect((await one("fast")).StateValue).toBe("ALARM");
});

const math: Partial<PutMetricAlarmCommandInput> = {
  EvaluationPeriods: 1,
  Threshold: 10,
  ComparisonOperator: "GreaterThanThreshold",
  Metrics: [
    {
      Id: "m1",
      MetricStat: { Metric: { Namespace: "Shop", MetricName: "orders", Dimensions: [] }, Period: 60, Stat: "Sum" },
      ReturnData: false,
    },
    { Id: "e1", Expression: "FILL(m1, 0) * 10", Period: 60, ReturnData: true },
  ],
};

test("an alarm on metric math computes it at every evaluation", async () => {
  const { put, publish, one, pass } = alarms();
  await put("math", math);

  await publish(2);
  pass({ minutes: 2 });

  const alarm = await one("math");
  expect(alarm.StateValue).toBe("ALARM");
  expect(alarm.Metrics).toEqual(math.Metrics);
  expect([alarm.MetricName, alarm.Period, alarm.Statistic]).toEqual([undefined, undefined, undefined]);
  expect(alarm.StateReason).toContain("1 datapoint [20.0 (23/11/26 12:00:00)] was greater than the threshold (10.0).");
  expect(JSON.parse(alarm.StateReasonData!)).toMatchObject({
    recentDatapoints: [20],
    evaluatedDatapoints: [{ timestamp: "2026-11-23T12:00:00.000+0000", value: 20 }],
  });
});

test("an alarm on metric math has one result that can be computed", async () => {
  const { put } = alarms();
  const [m1, e1] = math.Metrics!;
  const say = async (Metrics: typeof math.Metrics) => (await refusal(put("math", { ...math, Metrics }))).message;

  expect(await say([m1!, { ...e1!, ReturnData: false }])).toMatch(/Exactly one/);
  expect(await say([m1!, { ...e1!, Expression: "NOPE(m1)" }])).toBe(
    "Error in expression 'e1': Function 'NOPE' not found",
  );
  expect(await say([m1!, { ...e1!, Expression: "[m1, m1]" }])).toMatch(/one time series/);
});

test("a composite alarm is evaluated when it is made and when an alarm it asks about changes", async () => {
  const { put, set, compose, composites, describe, history } = alarms();
  for (const name of ["a", "b"]) await put(name, { ...plain, TreatMissingData: "ignore" });

  await compose("both", 'ALARM("a") AND (ALARM(b) OR NOT OK(b))');
  const [made] = await composites("both");
  await set("a", "ALARM");
  const [raised] = await composites("both");
  await set("b", "OK");
  const [ended] = await composites("both");

  expect([made!.StateValue, raised!.StateValue, ended!.StateValue]).toEqual(["OK", "ALARM", "OK"]);
  expect(made!.StateReason).toBe(`${arnOf("both")} was created and its alarm rule evaluates to OK`);
  expect(raised!.StateReason).toBe(`${arnOf("a")} transitioned to ALARM at Monday 23 November, 2026 12:00:00 UTC`);
  expect(JSON.parse(ended!.StateReasonData!)).toEqual({
    triggeringAlarms: [{ arn: arnOf("b"), state: { value: "OK", timestamp: "2026-11-23T12:00:00.000+0000" } }],
  });
  expect((await describe({ AlarmNames: ["both"] })).CompositeAlarms).toEqual([]);
  expect((await history("both")).map((it) => [it.AlarmType, it.HistorySummary])).toEqual([
    ["CompositeAlarm", "Alarm updated from ALARM to OK"],
    ["CompositeAlarm", "Alarm updated from OK to ALARM"],
    ["CompositeAlarm", "Alarm updated from INSUFFICIENT_DATA to OK"],
    ["CompositeAlarm", 'Alarm "both" created'],
  ]);
});

test("composite alarms stand on each other, and name their children and parents", async () => {
  const { put, set, compose, composites, describe } = alarms();
  await put("a", { ...plain, TreatMissingData: "ignore" });
  await compose("lower", "ALARM(a)");
  await compose("upper", "NOT ALARM(lower)");

  await set("a", "ALARM");

  expect((await composites("lower", "upper")).map((it) => it.StateValue)).toEqual(["ALARM", "OK"]);
  await set("lower", "OK");
  expect((await composites("upper"))[0]!.StateValue).toBe("ALARM");
  expect((await describe({ ChildrenOfAlarmName: "upper" })).CompositeAlarms!.map((it) => it.AlarmName)).toEqual([
    "lower",
  ]);
  expect((await describe({ ParentsOfAlarmName: "a" })).CompositeAlarms).toEqual([
    { AlarmName: "lower", AlarmArn: arnOf("lower") },
  ]);
});

test("an alarm that a composite alarm asks about stays until that one is gone", async () => {
  const { put, compose, cloudwatch, describe } = alarms();
  await put("a");
  await compose("c", "ALARM(a)");
  const drop = (...AlarmNames: string[]) => cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames }));

  expect((await refusal(drop("a"))).message).toBe("Cannot delete a as there are composite alarm(s) depending on it.");
  await drop("c", "a");

  const left = await describe({ AlarmTypes: ["MetricAlarm", "CompositeAlarm"] });
  expect([left.MetricAlarms, left.CompositeAlarms]).toEqual([[], []]);
});

const element = "must be: '(', 'NOT', AT_LEAST, TRUE or FALSE, ALARM, OK, or INSUFFICIENT_DATA]";
const rules: [rule: string, message: string][] = [
  ["true", `Error in AlarmRule [Unsupported token 'true' at char 0, ${element}`],
  ["!TRUE", `Error in AlarmRule [Unsupported token '!TRUE' at char 0, ${element}`],
  ["UNKNOWN(a)", `Error in AlarmRule [Unsupported token 'UNKNOWN' at char 0, ${element}`],
  ["TRUE and FALSE", "Error in AlarmRule [Unsupported token 'and' at char 5, must be: <EOF>, 'AND', 'OR']"],
  ["TRUE FALSE", "Error in AlarmRule [Unsupported token 'FALSE' at char 5, must be: <EOF>]"],
  ["ALARM(an alarm with spaces)", "Error in AlarmRule [Unsupported token 'alarm' at char 9, must be: ')']"],
  [
    "AT_LEAST(3, ALARM, (a,a))",
    "Error in AlarmRule [AT_LEAST absolute threshold must be between 1 and number of alarms (2)]",
  ],
  ["AT_LEAST(101%, ALARM, (a,a))", "Error in AlarmRule [AT_LEAST percentage threshold must be between 1 and 100]"],
  [
    "AT_LEAST(1, BOGUS, (a,a))",
    "Error in AlarmRule [Unsupported token 'BOGUS' at char 12, must be: 'NOT', ALARM, OK, or INSUFFICIENT_DATA]",
  ],
  [
    "AT_LEAST(1.5, ALARM, (a,a))",
    "Error in AlarmRule [Unsupported token '1.5' at char 9, must be: NUMBER, PERCENTAGE NUMBER]",
  ],
  ['ALARM("a)b")', `Could not save the composite alarm as alarms [${arnOf("a)b")}] in the alarm rule do not exist`],
  [
    "ALARM(c)",
    "A composite alarm cannot have a child relation with itself via its AlarmRule, as it would introduce a circular dependency",
  ],
  [
    "ALARM(arn:aws:cloudwatch:us-west-2:111122223333:alarm:a)",
    "Error in AlarmRule [Wrong ARN region, it was us-west-2 but us-east-1 was expected instead]",
  ],
  [
    "ALARM(arn:aws:cloudwatch:us-east-1:999999999999:alarm:a)",
    "A composite alarm cannot have a child relation with alarms from another AWS account",
  ],
];

test.each(rules)("the rule %s is refused as AWS does", async (rule, message) => {
  const { put, compose } = alarms();
  await put("a");

  expect(await refusal(compose("c", rule))).toEqual({ name: "ValidationException", message, status: 400 });
});

test.each([
  ["TRUE OR FALSE AND FALSE", "ALARM"],
  ["NOT NOT FALSE", "OK"],
  ["AT_LEAST(2, ALARM, (a,a,b))", "ALARM"],
  ["AT_LEAST(67%, ALARM, (a,a,b))", "OK"],
  ["AT_LEAST(50%, NOT ALARM, (a,b))", "ALARM"],
  [`ALARM ( ${arnOf("a")} )`, "ALARM"],
])("the rule %s makes %s", async (rule, state) => {
  const { put, set, compose, composites } = alarms();
  for (const name of ["a", "b"]) await put(name, { ...plain, TreatMissingData: "ignore" });
  await set("a", "ALARM");
  await set("b", "OK");

  await compose("c", rule);

  expect((await composites("c"))[0]!.StateValue).toBe(state);
});
