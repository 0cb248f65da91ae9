import { expect, test } from "vitest";
import { applicationAnswer, loadView, setTraffic, stopTask } from "../../server/sandbox/simulation/index.ts";
import { bucketShares, meanMs, percentileMs, quantileMs } from "../../server/sandbox/simulation/latency.ts";
import { lab, referenceParameters, running, T0, until, users } from "./lab.ts";

const parameters = referenceParameters;

test("below saturation users send N / (Z + R): 7144 users with 270 ms send 695.6 requests a second", () => {
  // The workshop's own Locust run: 7144 users, ten seconds of thinking, 274 ms.
  const it = lab({ parameters: { ...parameters, baseLatencyMs: 270, cpuMsPerRequest: 0.1 } });

  users(it, 7144);
  until(it, "1:00");

  expect(loadView(it.world, it.state).total_rps).toBeCloseTo(7144 / 10.27, 6);
});

test("600 users saturate one task: 31.25 requests a second, and whoever comes waits for nine seconds", () => {
  const it = lab({ parameters });

  users(it, 600);
  until(it, "10:00");

  const view = loadView(it.world, it.state);
  // A quarter of a vCPU at 8 ms a request does 1000 * 0.25 / 8.
  expect(view.total_rps).toBe(31.25);
  expect(view.stats[0]!.num_requests).toBe(31.25 * 600);
  // N / X - Z.
  expect(view.total_avg_response_time / 1000).toBeCloseTo(600 / 31.25 - 10, 0);
  expect(view.fail_ratio).toBeLessThan(0.01);
});

test("statistics carry Locust's names: the request, then the sum", () => {
  const it = lab({ parameters });

  users(it, 100);
  until(it, "5:00");

  const view = loadView(it.world, it.state);
  expect(view.stats.map(({ method, name }) => [method, name])).toEqual([
    ["GET", "/"],
    ["", "Aggregated"],
  ]);
  const [row] = view.stats;
  expect(row!.min_response_time).toBeGreaterThanOrEqual(30);
  expect(row!.median_response_time).toBeGreaterThan(row!.min_response_time);
  expect(row!.max_response_time).toBeGreaterThan(row!.avg_response_time);
  expect(row!.avg_content_length).toBe(2687);
  expect(row!.num_failures).toBe(0);
  expect(view.errors).toEqual([]);
  expect(view.host).toBe("shop-1.us-east-1.elb.amazonaws.com");
});

test("users come at the spawn rate, and all leave at once", () => {
  const it = lab({ parameters });
  expect(loadView(it.world, it.state)).toMatchObject({ state: "ready", user_count: 0 });

  users(it, 600, 10);
  until(it, "0:30");
  expect(loadView(it.world, it.state)).toMatchObject({ state: "spawning", user_count: 300, users: 600 });
  until(it, "1:00");
  expect(loadView(it.world, it.state)).toMatchObject({ state: "running", user_count: 600 });
  users(it, 0);
  expect(loadView(it.world, it.state)).toMatchObject({
    state: "stopped",
    user_count: 0,
    total_rps: 0,
    stoppedAt: T0 + 60_000,
  });
  const { num_requests } = loadView(it.world, it.state).stats[0]!;
  until(it, "2:00");
  expect(loadView(it.world, it.state).stats[0]!.num_requests).toBe(num_requests);
});

test("the history has an entry every ten seconds, and outlives the next start", () => {
  const it = lab({ parameters });

  users(it, 10);
  until(it, "1:00");
  users(it, 0);
  users(it, 10);
  until(it, "1:30");

  const { at, users: counts } = loadView(it.world, it.state).history;
  expect(at.map((one) => (one - T0) / 1000)).toEqual([10, 20, 30, 40, 50, 60, 60, 70, 80, 90]);
  expect(counts).toEqual([10, 10, 10, 10, 10, 10, 0, 10, 10, 10]);
});

test("without a healthy target everything is answered 503, by the load balancer", () => {
  const it = lab({ parameters });
  users(it, 100);
  until(it, "1:00");
  const before = loadView(it.world, it.state).stats[0]!.num_requests;

  const [task] = Object.values(it.state.ecs.tasks);
  stopTask(it.world, it.state, task!, { stopCode: "UserInitiated", reason: "test", cause: "test" }, it.changes);
  expect(applicationAnswer(it.world, it.state).status).toBe(503);
  until(it, "1:10");

  const view = loadView(it.world, it.state);
  expect(view.stats[0]!.num_failures).toBe(view.stats[0]!.num_requests - before);
  expect(view.errors).toEqual([
    {
      method: "GET",
      name: "/",
      error:
        "HTTPError('503 Server Error: Service Temporarily Unavailable for url: http://shop-1.us-east-1.elb.amazonaws.com/')",
      occurrences: view.stats[0]!.num_failures,
    },
  ]);
  until(it, "3:00");
  expect(running(it)).toBe(1);
  expect(applicationAnswer(it.world, it.state).status).toBe(200);
});

test("whoever would wait for more than a minute gets 504", () => {
  const it = lab({ parameters });

  // One task does 31.25 requests a second: 10,000 users would wait 310 s.
  users(it, 1000);
  users(it, 10_000, 10_000);
  until(it, "2:00");

  const view = loadView(it.world, it.state);
  // exp(-60 / 310) of an exponential distribution with that mean is beyond a minute.
  expect(view.fail_ratio).toBeCloseTo(Math.exp(-60 / 310), 2);
  expect(view.errors).toMatchObject([
    { error: "HTTPError('504 Server Error: Gateway Time-out for url: http://shop-1.us-east-1.elb.amazonaws.com/')" },
  ]);
  expect(applicationAnswer(it.world, it.state)).toEqual({ status: 504, latencyMs: 60_000 });
});

test("real requests count as a rate until it expires", () => {
  const it = lab({ parameters });

  // 12.5 of 31.25 requests a second are 40 %.
  setTraffic(it.world, it.state, { rps: 12.5, until: T0 + 30_000 }, it.changes);
  until(it, "2:00");

  const series = Object.values(it.state.cloudwatch.series).find(
    (one) => one.name === "CPUUtilization" && one.dimensions.length === 2,
  )!;
  // Seconds 1 to 29 of the first minute; the rest is idle at 0.2 %.
  expect(series.minutes.sum[0]).toBeCloseTo((29 * 40 + 31 * 0.2) / 60, 9);
  expect(series.minutes.sum[1]).toBeCloseTo(0.2, 9);
});

test("latencies: the median is 0.69 and the 95th percentile 3 times the exponential part above the base", () => {
  const latency = { baseMs: 30, restMs: 1000 };

  expect(quantileMs(latency, 0.5)).toBeCloseTo(30 + 1000 * Math.LN2, 9);
  expect(quantileMs(latency, 0.95)).toBeCloseTo(30 + 1000 * Math.log(20), 9);
  expect(meanMs(latency)).toBeCloseTo(1030, 6);
  const shares = bucketShares(latency);
  expect(shares.reduce((sum, it) => sum + it, 0)).toBeCloseTo(1, 12);
  // Buckets are 20 % wide, so is what they can tell.
  expect(percentileMs(shares, 0.5)! / quantileMs(latency, 0.5)).toBeCloseTo(1, 1);
});
