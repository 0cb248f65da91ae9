import { EventEmitter } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Application } from "../../server/http/application.ts";
import { limits } from "../../server/limits.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** An application in front of one account, whose load balancer answers as `model` says. */
function application(model = { status: 200, latencyMs: 0, paused: false }) {
  const told: { rps: number; waiting: number }[] = [];
  const balancers = {
    application: async (_accountId: string, { turn }: { turn: number }) => ({ ...model, task: `task-${turn % 2}` }),
    traffic: async (_accountId: string, rate: { rps: number; waiting: number }) => told.push(rate),
    clock: async () => model,
    touch: async () => undefined,
  };
  const it = new Application(
    balancers,
    async (appId) => (appId === "known" ? "111111111111" : undefined),
    () => Date.now(),
  );
  const ask = (method = "GET", appId = "known") => {
    const answer = { status: 0, body: "", headers: {} as Record<string, unknown> };
    const res = Object.assign(new EventEmitter(), {
      destroyed: false,
      writeHead: (status: number, headers: Record<string, unknown>) => Object.assign(answer, { status, headers }),
      end: (body?: Buffer) => Object.assign(answer, { body: body?.toString() ?? "" }),
    });
    const done = it.answer(
      appId,
      "/",
      { method, resume: () => undefined } as unknown as IncomingMessage,
      res as unknown as ServerResponse,
    );
    return { answer, res, done };
  };
  return { it, told, ask, model };
}

const answered = async (asked: { answer: { status: number; body: string }; done: Promise<void> }) => {
  await asked.done;
  return asked.answer;
};

test.each(["GET", "POST", "DELETE", "PROPFIND"])(
  "%s of any path is the sample page while a task is healthy",
  async (method) => {
    const { status, body } = await answered(application().ask(method));

    expect(status).toBe(200);
    expect(body).toContain("The sample application");
  },
);

test("HEAD is the same without the page", async () => {
  expect(await answered(application().ask("HEAD"))).toMatchObject({ status: 200, body: "" });
});

test("without a healthy task it is 503, at an unknown address 404", async () => {
  expect((await answered(application({ status: 503, latencyMs: 0, paused: false }).ask())).status).toBe(503);
  expect((await answered(application().ask("GET", "guessed"))).status).toBe(404);
});

test("an answer takes as long as the model says", async () => {
  const asked = application({ status: 200, latencyMs: 2_500, paused: false }).ask();

  await vi.advanceTimersByTimeAsync(2_499);
  expect(asked.answer.status).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked.answer.status).toBe(200);
});

test("nobody waits longer than a load balancer would: then it is 504", async () => {
  const asked = application({ status: 200, latencyMs: 3_600_000, paused: false }).ask();

  await vi.advanceTimersByTimeAsync(limits.appLatencyMs);

  expect(asked.answer.status).toBe(504);
});

test("when a thousand wait already, the next one is told so at once; whoever leaves makes room", async () => {
  const { ask } = application({ status: 200, latencyMs: 30_000, paused: false });
  const waiting = Array.from({ length: limits.appWaiting }, () => ask());
  await vi.advanceTimersByTimeAsync(0);

  expect((await answered(ask())).status).toBe(503);
  waiting[0]!.res.destroyed = true;
  waiting[0]!.res.emit("close");
  await waiting[0]!.done;
  const next = ask();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(next.answer.status).toBe(200);
});

test("one account may not keep the whole server busy", async () => {
  const { ask } = application();
  for (let i = 0; i < limits.appRequestsPerSecond; i++) await ask().done;

  expect((await answered(ask())).status).toBe(429);
  await vi.advanceTimersByTimeAsync(1_000);
  expect((await answered(ask())).status).toBe(200);
});

test("requests count as a rate: told when it changes, again before it expires, and that they ended", async () => {
  const { ask, told } = application();
  const second = async (requests: number) => {
    for (let i = 0; i < requests; i++) await ask().done;
    await vi.advanceTimersByTimeAsync(1_000);
  };

  for (const requests of [3, 3, 3, 5, 0, 0]) await second(requests);

  expect(told.map(({ rps }) => rps)).toEqual([3, 3, 5, 0]);
});

test("what waits is told as waiting and does not count; it counts when it is answered", async () => {
  const { ask, told } = application({ status: 200, latencyMs: 1_500, paused: false });

  for (let i = 0; i < 4; i++) ask();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toEqual([]);
  ask();
  await vi.advanceTimersByTimeAsync(1_000);

  expect(told).toEqual([{ rps: 4, waiting: 1 }]);
});

test("a timer that comes late does not make more requests of them", async () => {
  const { ask, told } = application();
  for (let i = 0; i < 30; i++) await ask().done;

  vi.setSystemTime(Date.now() + 2_000);
  await vi.advanceTimersByTimeAsync(1_000);

  expect(told).toEqual([{ rps: 10, waiting: 0 }]);
});

test("one request after the other goes to the next task, and the page says which one answered", async () => {
  const { ask } = application();

  const pages = [await answered(ask()), await answered(ask()), await answered(ask())].map(({ body }) => body);

  expect(pages.map((body) => /task-\d/.exec(body)?.[0])).toEqual(["task-0", "task-1", "task-0"]);
});

test("while the account's time is paused requests are answered, not counted", async () => {
  const { ask, told } = application({ status: 200, latencyMs: 0, paused: true });

  expect((await answered(ask())).status).toBe(200);
  await vi.advanceTimersByTimeAsync(1_000);

  expect(told).toEqual([]);
});

test("a server that stops lets everybody go who still waits", async () => {
  const { it, ask } = application({ status: 200, latencyMs: 30_000, paused: false });
  const asked = ask();
  await vi.advanceTimersByTimeAsync(0);

  it.close();

  expect((await answered(asked)).status).toBe(200);
});
