import { afterAll, beforeAll, expect, test } from "vitest";
import { accountView, clockView, load, problem } from "../../server/contract/index.ts";
import { type Server, startServer } from "../support/server.ts";
import { newParticipant } from "./http.ts";

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const MINUTE = 60_000;
/** Account time may go on by itself between two requests: 24 seconds a second, and a slow machine. */
const SOON = 10 * MINUTE;

test("the account tells what an AWS client and a browser need, and is kept by nobody in between", async () => {
  const { get } = await newParticipant(server.url);

  const answer = await get("/api/account");

  expect(answer.headers["cache-control"]).toBe("no-store");
  expect(accountView.strict().parse(answer.json())).toEqual(answer.json());
  expect(answer.json()).toMatchObject({
    kind: "sandbox",
    region: "us-east-1",
    endpointUrl: `${server.url}/aws`,
    credentials: {
      accessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      secretAccessKey: expect.stringMatching(/^.{40}$/),
    },
    appUrl: expect.stringContaining(`${server.url}/app/`),
    clock: { speed: 24, paused: false, maxSpeed: 60 },
    undoUntil: null,
  });
});

test("a new account begins at wall time and runs 24 times as fast", async () => {
  const before = Date.now();
  const { clock } = await (await newParticipant(server.url)).account();

  expect(clock.now).toBeGreaterThanOrEqual(before - 1_000);
  expect(clock.now).toBeLessThanOrEqual(before + SOON);
});

test("time can be set, stood still and skipped", async () => {
  const { put, account } = await newParticipant(server.url);

  const paused = (await put("/api/account/clock", { paused: true, speed: 5 })).json();
  const skipped = (await put("/api/account/clock", { advanceSeconds: 3_600 })).json();

  expect(clockView.strict().parse(paused)).toMatchObject({ paused: true, speed: 5 });
  expect(skipped.now).toBe(paused.now + 60 * MINUTE);
  expect((await account()).clock.now).toBe(skipped.now);
});

test.each([
  [{ speed: 0 }],
  [{ speed: 61 }],
  [{ advanceSeconds: 0 }],
  [{ advanceSeconds: 86_401 }],
  [{ advanceSeconds: 1.5 }],
  [{ paused: "yes" }],
  [{}],
])("the clock refuses %j and stays as it was", async (setting) => {
  const { put, account } = await newParticipant(server.url);

  const refused = await put("/api/account/clock", setting);

  expect(refused.status).toBe(400);
  expect(problem.parse(refused.json()).errors).toHaveLength(1);
  expect((await account()).clock).toMatchObject({ speed: 24, paused: false });
});

test("load starts, is told in Locust's words, and stops", async () => {
  const { get, put } = await newParticipant(server.url);
  await put("/api/account/clock", { paused: true });

  const started = await put("/api/account/load", { users: 50, spawnRate: 50 });
  await put("/api/account/clock", { advanceSeconds: 120 });
  const running = (await get("/api/account/load")).json();
  const stopped = (await put("/api/account/load", { users: 0 })).json();

  expect(started.status).toBe(200);
  expect(load.parse(running)).toMatchObject({ state: "running", user_count: 50, users: 50 });
  expect(running.stats.at(-1)).toMatchObject({ name: "Aggregated", num_requests: expect.any(Number) });
  expect(running.stats.at(-1).num_requests).toBeGreaterThan(0);
  expect(stopped).toMatchObject({ state: "stopped", user_count: 0 });
});

test("a load test has a wave, an end, tasks of its own and statistics that can be reset, and is told as Locust's CSV files", async () => {
  const { get, put } = await newParticipant(server.url);
  await put("/api/account/clock", { paused: true });

  const wave = { kind: "ramp", lowUsers: 10, periodSeconds: 60 };
  const tasks = [{ method: "GET", path: "/", name: '=the "page"', weight: 1 }];
  const waitTime = { kind: "pacing", seconds: 5 };
  const setting = { users: 50, spawnRate: 50, runTimeSeconds: 120, wave, tasks, waitTime };
  const started = (await put("/api/account/load", setting)).json();
  await put("/api/account/clock", { advanceSeconds: 30 });
  const half = (await get("/api/account/load")).json();
  const history = await get("/api/account/load/stats_history.csv");
  await put("/api/account/load", { users: 50, spawnRate: 50, resetStats: true });
  const reset = await get("/api/account/load/stats.csv");
  await put("/api/account/clock", { advanceSeconds: 120 });

  expect(load.parse(started)).toMatchObject({ wave, runTimeSeconds: 120, endsAt: started.startedAt + 120_000 });
  expect(half).toMatchObject({ state: "running", user_count: 30 });
  expect(history.headers).toMatchObject({
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": "attachment; filename=load_stats_history.csv",
  });
  expect(history.text.split("\r\n")).toHaveLength(1 + 3 + 1);
  expect(reset.text.split("\r\n")[1]).toMatch(/^,Aggregated,0,0,/);
  expect((await get("/api/account/load/stats.csv")).text.split("\r\n")[1]).toMatch(/^GET,"=the ""page""",\d+,0,/);
  expect((await get("/api/account/load/failures.csv")).text).toBe("Method,Name,Error,Occurrences\r\n");
  expect((await get("/api/account/load")).json()).toMatchObject({
    state: "stopped",
    stoppedAt: started.startedAt + 120_000,
  });
});

test.each([
  [{ users: 1, runTimeSeconds: 0 }],
  [{ users: 1, wave: { kind: "ramp" } }],
  [{ users: 1, wave: { kind: "day", lowUsers: 1, periodSeconds: 1, steepness: 2 } }],
  [{ users: 1, tasks: [] }],
  [{ users: 1, tasks: [{ method: "GET", path: "/a b", name: "a", weight: 1 }] }],
  [{ users: 1, tasks: [{ method: "GET", path: "/", name: "a\u001b[2J", weight: 1 }] }],
  [{ users: 1, waitTime: { kind: "pause", seconds: -1 } }],
  [{ users: -1 }],
  [{ users: 20_001 }],
  [{ users: 1, spawnRate: 0 }],
  [{ spawnRate: 5 }],
])("the load generator refuses %j", async (setting) => {
  const { put, get } = await newParticipant(server.url);

  expect((await put("/api/account/load", setting)).status).toBe(400);
  expect((await get("/api/account/load")).json()).toMatchObject({ state: "ready", user_count: 0 });
});

test("starting over keeps id, keys, address and clock, stops the load, and can be taken back once", async () => {
  const { get, put, post, account } = await newParticipant(server.url);
  await put("/api/account/clock", { paused: true, speed: 7 });
  await put("/api/account/load", { users: 10, spawnRate: 10 });
  const before = await account();
  const clusters = async () =>
    (await get("/api/console/clusters")).json().clusters.map((it: { name: string }) => it.name);

  expect((await get("/api/account/reset")).json().goes).toContain("The load of 10 users");

  const reset = await post("/api/account/reset", { to: "empty" });
  const after = await account();

  expect(reset.status).toBe(200);
  expect(after).toEqual({ ...before, undoUntil: expect.any(Number), clock: after.clock });
  expect(after.clock).toMatchObject({ now: before.clock.now, speed: 7, paused: true });
  expect(await clusters()).toEqual([]);
  expect((await get("/api/account/load")).json()).toMatchObject({ user_count: 0 });

  expect((await post("/api/account/reset/undo")).json()).toEqual({ undoUntil: null });
  expect(await clusters()).toEqual(["containers-workshop-ecs-cluster"]);
  expect((await post("/api/account/reset/undo")).json()).toMatchObject({ status: 409, type: "nothing-to-undo" });
});

test("back to the workshop's beginning after everything was thrown away", async () => {
  const { get, post } = await newParticipant(server.url);
  await post("/api/account/reset", { to: "empty" });

  await post("/api/account/reset", { to: "workshop" });

  const { clusters } = (await get("/api/console/clusters")).json();
  expect(clusters).toMatchObject([{ name: "containers-workshop-ecs-cluster", services: 1, runningTasks: 1 }]);
});

test("starting over with the clock set to now begins at wall time, in real time", async () => {
  const { put, post, account } = await newParticipant(server.url);
  await put("/api/account/clock", { speed: 60, advanceSeconds: 86_400 });
  const from = Math.floor(Date.now() / 1_000) * 1_000;

  expect((await post("/api/account/reset", { to: "workshop", clock: "now" })).status).toBe(200);

  const { clock } = await account();
  expect(clock).toMatchObject({ speed: 1, paused: false });
  expect(clock.now).toBeGreaterThanOrEqual(from);
  expect(clock.now).toBeLessThanOrEqual(Date.now());
  expect((await post("/api/account/reset", { to: "workshop", clock: "yesterday" })).status).toBe(400);
});

test("there are two states to start over from, no third", async () => {
  const { post } = await newParticipant(server.url);

  expect((await post("/api/account/reset", { to: "yesterday" })).status).toBe(400);
  expect((await post("/api/account/reset")).status).toBe(400);
});
