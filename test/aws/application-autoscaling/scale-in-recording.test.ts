import {
  DescribeScalingActivitiesCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { DescribeAlarmHistoryCommand, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeServicesCommand, DescribeTasksCommand, ListTasksCommand } from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import vectors from "../../vectors/dynamics.json" with { type: "json" };
import { fargate } from "../ecs/fargate.ts";

/*
 * One recording, radkawar/stackd testdata/aws/applicationautoscaling/scale_in.json, second by second: two idle Fargate tasks, started one
 * by one, of which a policy on 20-second metrics takes one away. Two rows of the vectors tell it.
 */

type Row = {
  atSecond: number;
  tolerance: number;
  event?: string;
  running?: number;
  desired?: number;
  alarmHigh?: string;
  alarmLow?: string;
  stateReason?: string;
  history?: string;
  activity?: {
    description: string;
    cause?: string;
    status: string;
    statusMessage?: string;
    notScaledReasons?: object[];
  };
  task?: string | Record<string, string>;
};
const rows = (name: string) =>
  (vectors as unknown as { name: string; expected: Row[] }[]).find((it) => it.name === name)!.expected;

const NOW = Date.UTC(2026, 10, 23, 12, 0, 11);
const resource = {
  ServiceNamespace: "ecs",
  ResourceId: "service/c1/s1",
  ScalableDimension: "ecs:service:DesiredCount",
} as const;

async function recorded() {
  const account = await fargate({ now: NOW });
  const { ecs, scaling, cloudwatch, world, region } = account;
  world.parameters.startSpreadSeconds = 0;
  await account.create({
    desiredCount: 2,
    deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 0 },
    monitoring: { metricConfigurations: [{ metricNames: ["CPUUtilization"], resolutionSeconds: 20 }] },
  });
  const service = async () =>
    (await ecs.send(new DescribeServicesCommand({ cluster: "c1", services: ["s1"] }))).services![0]!;
  const seen = { cluster: "c1" };
  return {
    ...account,
    service,
    /** Events that are there now, and when they were written, in seconds from `origin`. */
    events: async (origin: number) =>
      (await service()).events!.map((it) => ({ at: (it.createdAt!.getTime() - origin) / 1000, message: it.message! })),
    tasks: async () => {
      const arns = [];
      for (const desiredStatus of ["RUNNING", "STOPPED"] as const)
        arns.push(...(await ecs.send(new ListTasksCommand({ ...seen, desiredStatus }))).taskArns!);
      return (await ecs.send(new DescribeTasksCommand({ ...seen, tasks: arns }))).tasks!;
    },
    alarm: async (kind: "High" | "Low") => {
      const { MetricAlarms } = await cloudwatch.send(new DescribeAlarmsCommand({}));
      return MetricAlarms!.find((it) => it.AlarmName!.includes(`-Alarm${kind}-`))!;
    },
    activities: async () =>
      (await scaling.send(new DescribeScalingActivitiesCommand({ ...resource, IncludeNotScaledActivities: true })))
        .ScalingActivities!,
    history: async () =>
      (await cloudwatch.send(new DescribeAlarmHistoryCommand({ HistoryItemType: "Action" }))).AlarmHistoryItems!,
    follow: async (phases: { high: number; low: number }) => {
      await scaling.send(new RegisterScalableTargetCommand({ ...resource, MinCapacity: 1, MaxCapacity: 2 }));
      await scaling.send(
        new PutScalingPolicyCommand({
          ...resource,
          PolicyName: "p",
          PolicyType: "TargetTrackingScaling",
          TargetTrackingScalingPolicyConfiguration: {
            TargetValue: 50,
            PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageCPUUtilizationHighResolution" },
            ScaleInCooldown: 20,
            ScaleOutCooldown: 20,
          },
        }),
      );
      // An alarm's second is AWS's own choice; these are the recorded ones.
      for (const alarm of Object.values(region.cloudwatch.alarms))
        alarm.phaseSeconds = alarm.name.includes("-AlarmHigh-") ? phases.high : phases.low;
    },
  };
}

test("fargate-first-deployment-two-tasks-one-by-one", async () => {
  const { service, events, pass } = await recorded();
  expect((await service()).deployments![0]!.desiredCount).toBe(0);
  const runningAt: number[] = [];

  for (let second = 1; second <= 90; second++) {
    pass({ seconds: 1 });
    if ((await service()).runningCount! > runningAt.length) runningAt.push(second);
  }

  const told = await events(NOW);
  const happened = told.reverse().map((it) => it.at);
  expect(told.map(({ message }) => message.replaceAll(/\(task [0-9a-f]{32}\)/g, "(task)"))).toEqual([
    "(service s1) has started 1 tasks: (task).",
    "(service s1) has started 1 tasks: (task).",
    expect.stringMatching(/^\(service s1\) \(deployment ecs-svc\/\d+\) deployment completed\.$/),
    "(service s1) has reached a steady state.",
  ]);
  const expected = rows("fargate-first-deployment-two-tasks-one-by-one");
  const byEvent = expected.filter((it) => it.event);
  for (const [i, row] of byEvent.entries()) near(happened[i]!, row);
  for (const row of expected.filter((it) => it.running)) near(runningAt[row.running! - 1]!, row);
});

test("target-tracking-in-2-to-1-idle-cpu-20s", async () => {
  const it = await recorded();
  const { pass, world } = it;
  // The first task runs at second 49: the bucket that begins then is bucket 0.
  const t0 = NOW + 49_000;
  const at = (second: number) => pass({ seconds: second - (world.now - t0) / 1000 });
  const [created, highOk, tooFew, lowAlarm, , scaled, stopped, again, steady, executed, done, gone] = rows(
    "target-tracking-in-2-to-1-idle-cpu-20s",
  ) as [Row, Row, Row, Row, Row, Row, Row, Row, Row, Row, Row, Row];

  at(Math.round(created.atSecond));
  await it.follow({ high: 2, low: 6 });
  for (const kind of ["High", "Low"] as const) expect((await it.alarm(kind)).StateValue).toBe("INSUFFICIENT_DATA");

  at(31);
  expect((await it.alarm("High")).StateValue).toBe("INSUFFICIENT_DATA");
  at(Math.round(highOk.atSecond));
  expect((await it.alarm("High")).StateValue).toBe(highOk.alarmHigh);
  // What the sample application uses when idle is its own.
  expect((await it.alarm("High")).StateReason).toBe(
    "Threshold Crossed: 1 datapoint [0.2 (23/11/26 12:01:00)] was not greater than the threshold (50.0).",
  );

  at(Math.round(tooFew.atSecond));
  expect((await it.alarm("Low")).StateValue).toBe(tooFew.alarmLow);
  at(615);
  expect((await it.service()).desiredCount).toBe(2);
  at(Math.round(lowAlarm.atSecond));
  const low = await it.alarm("Low");
  expect(low.StateValue).toBe(lowAlarm.alarmLow);
  expect(low.StateReason).toMatch(
    /^Threshold Crossed: 30 datapoints were less than the threshold \(45\.0\)\. The most recent datapoints which crossed the threshold: \[(0\.2 \([^)]*\)(, )?){5}\]\.$/,
  );
  expect((await it.history()).map((one) => one.HistorySummary)).toEqual([
    `Successfully executed action ${low.AlarmActions![0]}`,
  ]);
  const asked = await it.service();
  expect(asked).toMatchObject({ desiredCount: scaled.desired, runningCount: scaled.running });
  const [begun] = await it.activities();
  expect(begun).toMatchObject({
    Description: scaled.activity!.description,
    Cause: `monitor alarm ${low.AlarmName} in state ALARM triggered policy p`,
    StatusCode: scaled.activity!.status,
  });
  near((begun!.StartTime!.getTime() - t0) / 1000, scaled);

  at(622);
  const newest = (await it.tasks()).sort((a, b) => +b.createdAt! - +a.createdAt!)[0]!;
  expect((await it.events(t0))[0]).toEqual({
    at: 622,
    message: `(service s1) has stopped 1 running tasks: (task ${newest.taskArn!.split("/").at(-1)}).`,
  });
  near(622, stopped);
  expect((await it.service()).runningCount).toBe(stopped.running);
  expect(newest).toMatchObject({
    ...(stopped.task as object),
    stoppedReason: `Scaling activity initiated by (deployment ${(await it.service()).deployments![0]!.id})`,
  });

  at(Math.round(again.atSecond));
  const [notScaled] = await it.activities();
  expect(notScaled).toMatchObject({
    Description: again.activity!.description,
    StatusCode: again.activity!.status,
    NotScaledReasons: again.activity!.notScaledReasons,
  });
  expect(notScaled!.NotScaledReasons![0]).not.toHaveProperty("CurrentCapacity");
  near((notScaled!.StartTime!.getTime() - t0) / 1000, again);

  at(700);
  const [reached] = await it.events(t0);
  expect(reached!.message).toBe(`(service s1) ${steady.event}`);
  near(reached!.at, steady);
  const [ended] = (await it.activities()).filter((one) => one.ActivityId === begun!.ActivityId);
  expect(ended).toMatchObject({
    Description: done.activity!.description,
    StatusCode: done.activity!.status,
    StatusMessage: done.activity!.statusMessage,
  });
  // The sandbox has no fractions of a second between alarm and activity: an activity's length is what compares.
  const length = (ended!.EndTime!.getTime() - ended!.StartTime!.getTime()) / 1000;
  near(length, { atSecond: done.atSecond - scaled.atSecond, tolerance: done.tolerance });
  const [last] = (await it.tasks()).filter((one) => one.taskArn === newest.taskArn);
  near((last!.executionStoppedAt!.getTime() - t0) / 1000, executed);
  near((last!.stoppedAt!.getTime() - t0) / 1000, gone);
});

function near(second: number, { atSecond, tolerance }: Pick<Row, "atSecond" | "tolerance">): void {
  expect(Math.abs(second - atSecond), `${second}, recorded ${atSecond}`).toBeLessThanOrEqual(tolerance);
}
