import { DescribeServicesCommand } from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { Charts } from "../../server/workshop/charts.ts";
import { checkStep } from "../../server/workshop/checking.ts";
import { serviceView } from "../../server/workshop/console.ts";
import { workshopService } from "../../server/workshop/scenario.ts";
import { timelineOf } from "../../server/workshop/timeline.ts";
import { preparedAccount } from "./account.ts";
import { firstMiss, reference, type Shop, shop, stepOf } from "./sandbox.ts";

const happened = ["send-load", "alarm-high", "scaled-out", "load-stopped", "scaled-in", "clean-up"];
const none = { desiredCount: 1, scaling: null };

const desiredCount = async ({ account }: Shop) =>
  (
    await account.aws.ecs.send(
      new DescribeServicesCommand({ cluster: workshopService.cluster, services: [workshopService.name] }),
    )
  ).services![0]!.desiredCount;

/** Lets time pass by the minute until the check has this status; tells the statuses on the way. */
async function until(it: Shop, step: string, status: string, { minutes }: { minutes: number }): Promise<string[]> {
  const seen: string[] = [];
  for (let minute = 0; minute <= minutes; minute++) {
    const result = await it.check(step);
    if (seen.at(-1) !== result.status) seen.push(result.status);
    if (result.status === status) return seen;
    it.pass({ minutes: 1 });
  }
  throw new Error(`${step} was ${seen.join(", ")} in ${minutes} minutes, never ${status}.`);
}

/** The whole way: configured, 600 users, five tasks, load stopped, one task. */
async function thereAndBack(): Promise<Shop> {
  const it = shop();
  await it.update(reference);
  it.load(600);
  await until(it, "scaled-out", "pass", { minutes: 15 });
  it.pass({ minutes: 5 });
  it.load(0);
  await until(it, "scaled-in", "pass", { minutes: 40 });
  return it;
}

test.each(happened)("%s says not yet before anything has happened", async (step) => {
  const it = shop();

  expect((await it.check(step)).status).toBe("fail");
});

test.each(happened.slice(0, 5))("%s says not yet when all is configured and no load was sent", async (step) => {
  const it = shop();
  await it.update(reference);
  it.pass({ minutes: 20 });

  expect((await it.check(step)).status).toBe("fail");
});

test("load is awaited until CloudWatch has published a minute of it, then the step is done", async () => {
  const it = shop();
  await it.update(reference);
  it.load(600);
  it.pass({ seconds: 30 });

  const first = firstMiss(await it.check("send-load"))!;
  expect(first.status).toBe("pending");
  expect(first.why).toMatch(/^Load is running since 12:00:00\. .*The newest datapoint is of \d\d:\d\d:\d\d\.$/);

  expect(await until(it, "send-load", "pass", { minutes: 5 })).toEqual(["pending", "pass"]);
});

test("AlarmHigh is awaited datapoint by datapoint", async () => {
  const it = shop();
  await it.update(reference);
  it.load(600);

  const counts: unknown[] = [];
  for (let half = 0; half < 16; half++) {
    it.pass({ seconds: 30 });
    const { status, checks } = await it.check("alarm-high");
    if (status === "pass") break;
    if (status === "pending" && counts.at(-1) !== checks[0]!.values.datapoints)
      counts.push(checks[0]!.values.datapoints);
  }

  expect(counts.slice(0, 2)).toEqual([1, 2]);
  expect((await it.check("alarm-high")).status).toBe("pass");
});

test("the way out and back passes every step in turn, and every step still passes afterwards", async () => {
  const it = await thereAndBack();

  expect(await desiredCount(it)).toBe(1);
  for (const step of happened.slice(0, 5)) expect([step, firstMiss(await it.check(step))]).toEqual([step, undefined]);

  const cleaned = await it.update(none);

  expect(cleaned.complete).toBe(true);
  for (const step of happened) expect([step, firstMiss(await it.check(step))]).toEqual([step, undefined]);
});

test("scaling out is awaited while it is under way, and scaling in as well", async () => {
  const it = shop();
  await it.update(reference);
  it.load(600);

  expect(await until(it, "scaled-out", "pass", { minutes: 15 })).toEqual(["fail", "pending", "pass"]);
  it.load(0);
  expect(await until(it, "scaled-in", "pass", { minutes: 40 })).toEqual(["fail", "pending", "pass"]);
});

test("scaled-in counts the quiet datapoints", async () => {
  const it = shop();
  await it.update(reference);
  it.load(600);
  await until(it, "scaled-out", "pass", { minutes: 15 });
  it.load(0);
  it.pass({ minutes: 8 });

  const miss = firstMiss(await it.check("scaled-in"))!;

  expect(miss).toMatchObject({ status: "pending", values: { needed: 15 } });
  expect(miss.values.datapoints).toBeGreaterThanOrEqual(4);
  expect(miss.values.datapoints).toBeLessThanOrEqual(8);
  expect(miss.why).toContain(
    `and has ${miss.values.datapoints}: about ${15 - Number(miss.values.datapoints)} more minutes of account time.`,
  );
});

test("a dip below the threshold while tasks are added is no end of the load", async () => {
  const it = shop();
  await it.update(reference);
  it.load(600);
  it.pass({ minutes: 20 });

  const { cpu } = await new Charts().read(it.account);

  expect(cpu.average.some((average, i) => average < 36 && i > cpu.average.indexOf(100))).toBe(true);
  expect((await it.check("load-stopped")).status).toBe("fail");
});

test("load-stopped counts the quiet minutes that are published", async () => {
  const it = shop();
  await it.update(reference);
  it.load(600);
  await until(it, "scaled-out", "pass", { minutes: 15 });
  it.pass({ minutes: 5 });
  it.load(0);

  expect(await until(it, "load-stopped", "pass", { minutes: 7 })).toEqual(["pending", "pass"]);
});

test("a maximum that is too low is told where scaling out ended", async () => {
  const it = shop();
  await it.update({ ...reference, scaling: { ...reference.scaling!, maxCapacity: 3 } });
  it.load(600);
  it.pass({ minutes: 20 });

  const miss = firstMiss(await it.check("scaled-out"))!;

  expect(miss).toMatchObject({
    actual: 3,
    messageKey: "scaled-out.the-policy-scaled-the-service-out-to-five-tasks.ends-at-maximum",
  });
  expect(miss.why).toContain("the scalable target ends at a maximum of 3");
});

test("tasks that find no room are told with AWS's own event, and are not awaited", async () => {
  const message =
    "(service containers-workshop-ecs-service) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 0123abcd) has insufficient memory available.";
  const account = preparedAccount({
    DescribeScalingActivities: {
      ScalingActivities: [
        {
          ActivityId: "a",
          Description: "Setting desired count to 3.",
          Cause: "monitor alarm TargetTracking-service/c/s-AlarmHigh-1 in state ALARM triggered policy p",
          StartTime: new Date(Date.UTC(2026, 10, 23, 11, 59)),
          StatusCode: "InProgress",
        },
      ],
    },
    DescribeServices: {
      services: [
        { status: "ACTIVE", desiredCount: 3, runningCount: 1, events: [{ id: "e", createdAt: new Date(), message }] },
      ],
    },
  });

  const miss = firstMiss(await checkStep(stepOf("scaled-out"), account))!;

  expect(miss.messageKey).toBe("scaled-out.the-policy-scaled-the-service-out-to-five-tasks.no-room");
  expect(miss.why).toContain(`The desired count is 3 and 1 run: ${message}`);
});

test("the charts show a finished run: load, CPU by the minute, tasks, scaling activities", async () => {
  const it = await thereAndBack();
  const since = it.world.now - 60 * 60_000;

  const view = await new Charts().read(it.account, { since });

  expect(view).toMatchObject({ now: it.world.now, service: { desired: 1, running: 1, pending: 0 }, target: 40 });
  expect(view.thresholds.map(({ threshold, comparison }) => [threshold, comparison])).toEqual([
    [40, "GreaterThanThreshold"],
    [36, "LessThanThreshold"],
  ]);
  expect(Math.max(...view.cpu.average)).toBe(100);
  expect(Math.max(...view.cpu.tasks)).toBe(5);
  expect(view.cpu.at.every((at, i) => at % 60_000 === 0 && (i === 0 || at > view.cpu.at[i - 1]!))).toBe(true);
  expect(view.cpuUntil).toBe(view.cpu.at.at(-1));
  expect(view.now - view.cpuUntil!).toBeGreaterThan(60_000);
  expect(view.activities.map(({ desired }) => desired)).toEqual([3, 5, 4, 3, 2, 1]);
  expect(
    view.activities.every(
      ({ at, status, cause }) => at >= since && status === "Successful" && cause.startsWith("monitor alarm "),
    ),
  ).toBe(true);
  expect(Math.max(...view.load!.users)).toBe(600);
  expect(view.load!.current).toMatchObject({ users: 0, state: "stopped" });
});

test("since leaves out what is older, in every column", async () => {
  const it = await thereAndBack();
  const since = it.world.now - 5 * 60_000;

  const view = await new Charts().read(it.account, { since });

  expect(view.cpu.at.length).toBeGreaterThan(0);
  expect(view.cpu.at.length).toBeLessThanOrEqual(5);
  expect(view.cpu.average).toHaveLength(view.cpu.at.length);
  expect(view.activities.length).toBeLessThan(6);
  expect(view.load!.at.every((at) => at >= since - 60_000)).toBe(true);
});

test("the metric is asked for only when a minute can have been published, and nothing is missed by that", async () => {
  const it = shop();
  await it.update(reference);
  it.load(600);
  it.pass({ minutes: 5 });
  const charts = new Charts();
  it.asked();
  let without = 0;

  for (let read = 0; read < 40; read++) {
    const view = await charts.read(it.account);
    const asked = it.asked();
    const anew = await new Charts().read(it.account);
    it.asked();
    if (!asked.includes("GetMetricData")) without++;
    expect(asked.length).toBeLessThanOrEqual(4);
    expect(view).toEqual(anew);
    it.pass({ seconds: 11 });
  }

  expect(without).toBeGreaterThan(20);
});

test("the timeline tells calls, alarms, activities, events and tasks in one order", async () => {
  const it = await thereAndBack();
  const since = Date.UTC(2026, 10, 23, 12);

  const { entries, kinds } = await timelineOf(it.account, { since });

  expect(kinds).toEqual(["alarm", "activity", "event", "task"]);
  expect(new Set(entries.map(({ kind }) => kind))).toEqual(new Set(kinds));
  expect(entries.every((entry, i) => entry.at >= since && (i === 0 || entry.at <= entries[i - 1]!.at))).toBe(true);
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  const titles = entries.map(({ title }) => title);
  expect(titles).toContain("AlarmHigh is ALARM.");
  expect(titles).toContain("AlarmHigh triggered its scaling policy.");
  expect(titles).toContain("Setting desired count to 5. Successful.");
  expect(titles).toContain("Not scaled: AlreadyAtMaxCapacity.");
  expect(titles.some((title) => /^Task [0-9a-f]{8} is RUNNING\.$/.test(title))).toBe(true);
  expect(
    titles.some((title) => title.startsWith("(service containers-workshop-ecs-service) has started 2 tasks: ")),
  ).toBe(true);
});

test("the timeline tells the account's calls where it records them", async () => {
  const it = shop();
  const call = {
    at: it.world.now,
    region: "us-east-1",
    service: "application-autoscaling",
    operation: "PutScalingPolicy",
    principal: "arn:aws:iam::111122223333:user/participant",
    requestId: "r-1",
    input: { PolicyName: "p", ResourceId: "service/c/s" },
  };

  const { kinds, entries } = await timelineOf({ ...it.account, calls: { list: async () => [call] } });

  expect(kinds[0]).toBe("call");
  expect(entries[0]).toEqual({
    id: "call r-1",
    at: it.world.now,
    kind: "call",
    title: "participant called PutScalingPolicy of application-autoscaling in us-east-1.",
    detail: '{"PolicyName":"p","ResourceId":"service/c/s"}',
    resource: "service/c/s",
  });
});

test("the Events tab merges scaling activities in AWS's words", async () => {
  const it = await thereAndBack();

  const { events } = (await serviceView(it.account, workshopService, "events"))!;

  expect(events!.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(
      /^Message: Successfully set desired count to 5\. Change successfully fulfilled by ecs\. Cause: monitor alarm TargetTracking-service\/containers-workshop-ecs-cluster\/containers-workshop-ecs-service-AlarmHigh-\S+ in state ALARM triggered policy containers-workshop-ecs-scaling-policy$/,
    ),
  );
  expect(events!.every((event, i) => i === 0 || event.at <= events![i - 1]!.at)).toBe(true);
});
