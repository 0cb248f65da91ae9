import { expect, test } from "vitest";
import {
  applicationAnswer,
  loadMoments,
  loadView,
  setLoad,
  setTraffic,
} from "../../server/sandbox/simulation/index.ts";
import { waveUsers } from "../../server/sandbox/simulation/wave.ts";
import type { SwarmSetting } from "../../server/sandbox/world/load.ts";
import { type Lab, lab, referenceParameters, T0, until } from "./lab.ts";

/* What a load test does besides sending: waves, its run time, tasks by name, wait times, reset statistics; and real requests. */

const load = (it: Lab, setting: Partial<SwarmSetting>) =>
  setLoad(it.world, it.state, { users: 600, spawnRate: 600, ...setting }, it.changes);
const view = (it: Lab) => loadView(it.world, it.state);
const names = (it: Lab) => view(it).stats.map(({ method, name, num_requests }) => [method, name, num_requests]);
const shop = (options = {}) => lab({ parameters: referenceParameters, ...options });

const shape = (kind: "ramp" | "spike" | "day", atSeconds: number[]) =>
  atSeconds.map((seconds) => waveUsers({ kind, lowUsers: 100, periodSeconds: 1_000 }, 500, seconds));

test("a ramp climbs from its low to all users in one period, and stays", () => {
  expect(shape("ramp", [0, 250, 500, 1_000, 5_000])).toEqual([100, 200, 300, 500, 500]);
});

test("a spike has all users in the middle fifth of each period", () => {
  expect(shape("spike", [0, 395, 400, 595, 600, 999, 1_400])).toEqual([100, 100, 500, 500, 100, 100, 500]);
});

test("a day goes from its low over all users at noon back to its low, and again", () => {
  expect(shape("day", [0, 250, 500, 750, 1_000, 1_500])).toEqual([100, 300, 500, 300, 100, 500]);
});

test("a constant load has no wave, and a wave never leaves the range between its low and all users", () => {
  expect(waveUsers({ kind: "constant" }, 500, 123)).toBe(500);
  for (const kind of ["ramp", "spike", "day"] as const)
    for (const users of shape(
      kind,
      Array.from({ length: 2_000 }, (_, second) => second),
    )) {
      expect(users).toBeGreaterThanOrEqual(100);
      expect(users).toBeLessThanOrEqual(500);
    }
});

test("users follow the wave, at most as many a second as the ramp up says", () => {
  const it = shop();
  const users = (clock: string) => {
    until(it, clock);
    return view(it).user_count;
  };

  load(it, { spawnRate: 5, wave: { kind: "spike", lowUsers: 10, periodSeconds: 300 } });

  expect(users("0:02")).toBe(10);
  // Two minutes after the start the spike begins: 5 users a second from 10 on.
  expect(users("2:10")).toBe(10 + 5 * 11);
  expect(users("2:59")).toBe(10 + 5 * 60);
  // A minute later it is over, and they go as they came.
  expect(users("3:01")).toBe(10 + 5 * 58);
  expect(users("4:30")).toBe(10);
});

test("with a wave the same second has the same load, however time is cut", () => {
  const wave = { kind: "day" as const, lowUsers: 20, periodSeconds: 1_800 };
  const [one, other] = [shop(), shop()];
  for (const it of [one, other]) load(it, { wave });

  until(one, "45:00");
  for (let minute = 1; minute <= 45; minute++) until(other, `${minute}:00`);

  expect(JSON.stringify(other.world)).toBe(JSON.stringify(one.world));
});

test("a test with a run time stops by itself after exactly so many seconds", () => {
  const it = shop();

  load(it, { users: 100, runTimeSeconds: 90 });
  until(it, "1:29");
  expect(view(it)).toMatchObject({ state: "running", endsAt: T0 + 90_000 });
  until(it, "5:00");

  expect(view(it)).toMatchObject({
    state: "stopped",
    user_count: 0,
    stoppedAt: T0 + 90_000,
    runTimeSeconds: 90,
    endsAt: null,
  });
  // 100 users every 10.03 seconds, 90 times.
  expect(view(it).stats.at(-1)!.num_requests).toBe(Math.floor((90 * 100) / 10.03));
  expect(it.changes).toContainEqual(
    expect.objectContaining({ topic: "load", what: "load stopped", cause: "run time" }),
  );
});

test("a change while it runs keeps what it does not name; null takes the run time back", () => {
  const it = shop();
  load(it, { users: 100, runTimeSeconds: 60, wave: { kind: "constant" } });
  until(it, "0:30");

  load(it, { users: 200, runTimeSeconds: null });
  until(it, "2:00");

  expect(view(it)).toMatchObject({ state: "running", user_count: 200, startedAt: T0, endsAt: null });
});

test("what is asked for under several names is counted by their weights, and adds up", () => {
  const it = shop();
  const tasks = [
    { method: "GET", path: "/", name: "/", weight: 3 },
    { method: "POST", path: "/orders/1", name: "/orders/[id]", weight: 1 },
  ];

  load(it, { users: 101, tasks });
  until(it, "5:00");

  const [page, orders, all] = view(it).stats;
  expect(names(it).map(([method, name]) => [method, name])).toEqual([
    ["GET", "/"],
    ["POST", "/orders/[id]"],
    ["", "Aggregated"],
  ]);
  expect(page!.num_requests + orders!.num_requests).toBe(all!.num_requests);
  expect(page!.num_requests / all!.num_requests).toBeCloseTo(3 / 4, 2);
  expect(orders!.current_rps / all!.current_rps).toBeCloseTo(1 / 4, 9);
});

test("an error names the address, or the name that a request goes by", () => {
  const it = lab({ parameters: referenceParameters, tasks: 0 });
  const tasks = [
    { method: "GET", path: "/a", name: "/a", weight: 1 },
    { method: "POST", path: "/b/1", name: "b", weight: 1 },
  ];

  load(it, { users: 100, tasks });
  until(it, "0:10");

  expect(view(it).errors.map(({ method, name, error }) => [method, name, error])).toEqual([
    ["GET", "/a", expect.stringMatching(/^HTTPError\('503 Server Error: .* for url: http:\/\/.*\/a'\)$/)],
    ["POST", "b", "HTTPError('503 Server Error: Service Temporarily Unavailable for url: b')"],
  ]);
});

test("other tasks or another wait time are another test: it counts from nothing", () => {
  const it = shop();
  load(it, { users: 100 });
  until(it, "1:00");

  load(it, { users: 100, waitTime: { kind: "pause", seconds: 1 } });

  expect(view(it)).toMatchObject({ startedAt: T0 + 60_000, user_count: 0 });
  expect(view(it).stats.at(-1)!.num_requests).toBe(0);
});

test("a wait of 2 seconds makes five times the requests of one of 10; paced users ask once in that time, whatever an answer takes", () => {
  const rps = (setting: Partial<SwarmSetting>) => {
    const it = shop({ tasks: 5 });
    load(it, { users: 50, ...setting });
    until(it, "1:00");
    return view(it).total_rps;
  };

  expect(rps({ waitTime: { kind: "pause", seconds: 2 } })).toBeCloseTo(50 / 2.03, 6);
  expect(rps({ waitTime: { kind: "pacing", seconds: 2 } })).toBe(25);
});

test("users who do not wait at all ask as fast as they are answered, and at most what the tasks can do", () => {
  const rps = (users: number) => {
    const it = shop();
    load(it, { users, waitTime: { kind: "pause", seconds: 0 } });
    until(it, "1:00");
    return view(it).total_rps;
  };

  // 30 ms of base and 32 ms of work each time.
  expect(rps(1)).toBeCloseTo(1 / 0.062, 6);
  expect(rps(100)).toBe(31.25);
});

test("statistics that are reset count from then; the test goes on", () => {
  const it = shop();
  load(it, { users: 100 });
  until(it, "5:00");

  load(it, { users: 100, resetStats: true });
  expect(view(it)).toMatchObject({ state: "running", user_count: 100, startedAt: T0, fail_ratio: 0 });
  expect(view(it).stats.at(-1)).toMatchObject({ num_requests: 0, max_response_time: 0 });
  until(it, "6:00");

  const all = view(it).stats.at(-1)!;
  expect(all.num_requests / 60).toBeCloseTo(all.total_rps, 9);
  expect(all.total_rps).toBeCloseTo(100 / 10.03, 1);
});

test("percentiles have two significant digits as Locust's, and lie between the least and the greatest time", () => {
  const it = shop();
  load(it, { users: 600 });
  until(it, "5:00");

  const { response_time_percentiles: times, median_response_time, max_response_time } = view(it).stats.at(-1)!;
  expect(Object.keys(times)).toEqual([
    "50%",
    "66%",
    "75%",
    "80%",
    "90%",
    "95%",
    "98%",
    "99%",
    "99.9%",
    "99.99%",
    "100%",
  ]);
  expect(Object.values(times)).toEqual(Object.values(times).toSorted((a, b) => a - b));
  for (const ms of Object.values(times)) expect(Number(ms.toPrecision(2))).toBe(ms);
  expect(median_response_time).toBe(times["50%"]);
  expect(times["100%"]).toBe(Number(max_response_time.toPrecision(2)));
});

test("the moments of a test carry what was counted until then, and only those of the latest run", () => {
  const it = shop();
  load(it, { users: 50 });
  until(it, "1:00");
  load(it, { users: 0 });
  load(it, { users: 100 });
  until(it, "1:30");

  const moments = loadMoments(it.world, it.state);
  expect(moments.map(({ at, users }) => [(at - T0) / 1_000, users])).toEqual([
    [70, 100],
    [80, 100],
    [90, 100],
  ]);
  expect(moments.at(-1)!.requests).toBe(view(it).stats.at(-1)!.num_requests);
  expect(moments[0]!.requests).toBeLessThan(moments[1]!.requests);
});

test("a history that an older server began goes on; what it did not keep is left out of the moments", () => {
  const it = shop();
  load(it, { users: 50 });
  until(it, "0:30");
  delete it.state.load.swarm!.history.totals;
  until(it, "0:50");

  expect(view(it).history.at).toHaveLength(5);
  expect(loadMoments(it.world, it.state).map(({ at }) => (at - T0) / 1_000)).toEqual([40, 50]);
});

test("a real request waits behind those that wait already, and tasks answer in turn", () => {
  const it = shop({ tasks: 2 });

  // 30 ms and 32 ms of work; 19 others on two tasks are ten rounds with it.
  expect(applicationAnswer(it.world, it.state)).toMatchObject({ status: 200, latencyMs: 62 });
  expect(applicationAnswer(it.world, it.state, { waiting: 19 })).toMatchObject({ latencyMs: 30 + 10 * 32 });
  const tasks = [0, 1, 2, 3].map((turn) => applicationAnswer(it.world, it.state, { turn }).task);
  expect(new Set(tasks)).toEqual(new Set(Object.keys(it.state.ecs.tasks)));
  expect(tasks.slice(2)).toEqual(tasks.slice(0, 2));
});

test("beside a load test a real request waits as long as its users do", () => {
  const it = shop();
  load(it, { users: 600 });
  until(it, "1:00");

  const { latencyMs } = applicationAnswer(it.world, it.state);

  expect(latencyMs).toBeCloseTo(view(it).total_avg_response_time, -3);
});

test("real requests that tasks cannot keep up with: CPU at its limit, and the response time is that of their queue", () => {
  const it = shop();

  setTraffic(it.world, it.state, { rps: 31.25, waiting: 250, until: T0 + 600_000 }, it.changes);
  until(it, "3:00");

  const series = (name: string, dimensions: number) =>
    Object.values(it.state.cloudwatch.series).find((one) => one.name === name && one.dimensions.length === dimensions)!;
  expect(series("CPUUtilization", 2).minutes.sum[1]).toBeCloseTo(100, 9);
  expect(series("RequestCount", 1).minutes.sum[1]).toBe(31.25 * 60);
  const times = series("TargetResponseTime", 1).minutes;
  expect(times.sum[1]! / times.samples[1]!).toBeCloseTo(250 / 31.25, 0);
  expect(series("HTTPCode_ELB_504_Count", 1)?.minutes.sum[1] ?? 0).toBeLessThan(10);
});
