import { afterAll, beforeAll, expect, test } from "vitest";
import { runAfter } from "../../server/workshop/predicted-run.ts";
import { type Server, startServer } from "../support/server.ts";
import { newShell } from "../support/terminal.ts";
import { preparedAccount } from "./account.ts";

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const prediction = {
  choice: "all-at-once",
  says: "Five at once",
  curve: [
    { minute: 0, tasks: 1 },
    { minute: 5, tasks: 5 },
  ],
  begins: "load",
  minutes: 20,
};

type Me = Awaited<ReturnType<typeof newShell>>;
const load = (me: Me, users: number) => me.put("/api/account/load", { users, spawnRate: 100 });
const skip = (me: Me, minutes: number) => me.put("/api/account/clock", { advanceSeconds: minutes * 60 });
const answers = async (me: Me) => (await me.get("/api/answers")).json().answers;

async function withPolicy() {
  const me = await newShell(server.url);
  for (const step of ["number-of-tasks", "scaling-policy"]) await me.post(`/api/steps/${step}/solve`, {});
  await me.put("/api/account/clock", { paused: true });
  return me;
}

test("a prediction stands beside what the account did from the run's beginning on", async () => {
  const me = await withPolicy();
  const kept = await me.put("/api/answers/first-scale-out", { prediction, text: "CPU is at its limit." });
  expect([kept.status, kept.json().run]).toEqual([200, null]);

  await skip(me, 3);
  await load(me, 600);
  await skip(me, 22);

  const [answer] = await answers(me);
  expect(answer).toMatchObject({
    question: "first-scale-out",
    text: "CPU is at its limit.",
    prediction,
    changedAt: null,
  });
  expect(answer.run.complete).toBe(true);
  expect(answer.run.beganAt - answer.at).toBeGreaterThanOrEqual(3 * 60_000);
  expect(answer.run.curve.map((it: { tasks: number }) => it.tasks)).toEqual([1, 3, 5]);
  expect(answer.run.curve[1].minute).toBeGreaterThan(3);
  expect(answer.run.curve[1].minute).toBeLessThan(7);
});

test("a prediction is free until its run begins; after that a change has to be said, and is told", async () => {
  const me = await withPolicy();
  const other = { ...prediction, choice: "in-rounds", says: "One, three, five" };
  await me.put("/api/answers/first-scale-out", { prediction });
  expect((await me.put("/api/answers/first-scale-out", { prediction: other })).json().changedAt).toBeNull();
  await load(me, 600);
  await skip(me, 1);

  const refused = await me.put("/api/answers/first-scale-out", { prediction });
  const reason = await me.put("/api/answers/first-scale-out", { reason: "It sees 100 percent at most." });
  const changed = await me.put("/api/answers/first-scale-out", { prediction, afterwards: true });

  expect([refused.status, refused.json().type]).toEqual([409, "answer-run-has-begun"]);
  expect(reason.json()).toMatchObject({ prediction: other, reason: "It sees 100 percent at most.", changedAt: null });
  expect(changed.json()).toMatchObject({ prediction, changedAt: expect.any(Number) });
});

test("a prediction of the way back begins when the last users have left", async () => {
  const me = await withPolicy();
  await load(me, 600);
  await skip(me, 15);
  await me.put("/api/answers/way-back", { prediction: { ...prediction, begins: "stop", minutes: 30 } });
  expect((await answers(me))[0].run).toBeNull();

  await load(me, 0);
  await skip(me, 31);

  const [{ run }] = await answers(me);
  expect(run.curve.map((it: { tasks: number }) => it.tasks)).toEqual([5, 4, 3, 2, 1]);
  expect(run.curve[1].minute).toBeGreaterThan(14);
});

test("answers belong to their author and to one account, and are bounded", async () => {
  const [me, somebody] = [await newShell(server.url), await newShell(server.url)];
  await me.put("/api/answers/overview-memory", { text: "It does not fall." });

  const tooLong = await me.put("/api/answers/overview-memory", { text: "x".repeat(2_001) });
  const noReason = await me.put("/api/answers/overview-memory", { reason: "Because." });
  const noId = await me.put("/api/answers/Not%20an%20id", { text: "" });

  expect([tooLong.status, noReason.status, noId.status]).toEqual([400, 409, 400]);
  expect(await answers(somebody)).toEqual([]);
  expect((await answers(me)).map((it: { text: string }) => it.text)).toEqual(["It does not fall."]);
  await me.put("/api/account/active", { lab: "step-scaling" });
  expect(await answers(me)).toEqual([]);
  for (let i = 0; i < 100; i++) await me.put(`/api/answers/q-${i}`, { text: "" });
  const full = await me.put("/api/answers/q-100", { text: "" });
  expect([full.status, full.json().type]).toEqual([409, "answer-full"]);
});

test("in an account without a load generator the run begins with the first minute of CPU above 10 percent", async () => {
  const noon = Date.UTC(2026, 10, 23, 12);
  const minute = (n: number) => new Date(noon - 30 * 60_000 + n * 60_000);
  const account = preparedAccount({
    GetMetricData: {
      MetricDataResults: [{ Id: "m0", Timestamps: [0, 1, 2, 3, 4].map(minute), Values: [1, 1, 40, 100, 100] }],
    },
    DescribeScalingActivities: {
      ScalingActivities: [{ StartTime: minute(7), Description: "Setting desired count to 3.", Cause: "" }],
    },
  });

  const run = await runAfter(account, { at: minute(1).getTime(), begins: "load", minutes: 12 });

  expect(run).toMatchObject({ beganAt: minute(2).getTime(), complete: true });
  expect(run!.curve.at(-1)).toEqual({ minute: 5, tasks: 3 });
});
