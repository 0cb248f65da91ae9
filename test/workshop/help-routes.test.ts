import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startServer } from "../support/server.ts";

let server: Server;
beforeAll(async () => {
  server = await startServer();
}, 30_000);
afterAll(() => server.close());

/** A participant's way to ask. */
async function participant() {
  const made = await fetch(`${server.url}/api/participants`, { method: "POST" });
  const { token } = (await made.json()) as { token: string };
  return async (method: "GET" | "POST" | "PUT", path: string, body: unknown = {}) => {
    const answer = await fetch(server.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: method === "GET" ? null : JSON.stringify(body),
    });
    // biome-ignore lint/suspicious/noExplicitAny: the body is compared whole
    return { status: answer.status, body: (await answer.json()) as any };
  };
}
type Ask = Awaited<ReturnType<typeof participant>>;

async function statusOf(ask: Ask, id: string): Promise<string> {
  const { body } = await ask("GET", "/api/progress");
  return body.chapters
    .flatMap(({ steps }: { steps: { id: string; status: string }[] }) => steps)
    .find((step: { id: string }) => step.id === id).status;
}

test("a step is looked at, solved, and taken back", async () => {
  const ask = await participant();

  const preview = await ask("POST", "/api/steps/scaling-policy/solve", { preview: true });
  expect(preview.status).toBe(200);
  expect(preview.body.deeds.map(({ status }: { status: string }) => status)).toEqual(["planned", "planned"]);
  expect(preview.body.changes).toContainEqual({
    resource: "containers-workshop-ecs-scaling-policy",
    field: "TargetValue",
    before: null,
    after: 40,
  });
  expect(await statusOf(ask, "scaling-policy")).toBe("todo");

  const solved = await ask("POST", "/api/steps/scaling-policy/solve");
  expect(solved.body).toMatchObject({ result: { status: "pass" }, undoUntil: expect.any(Number) });
  expect(await statusOf(ask, "scaling-policy")).toBe("solved");
  expect((await ask("GET", "/api/account")).body.undoUntil).toBeNull();

  const undone = await ask("POST", "/api/steps/scaling-policy/undo");
  expect(undone.body).toEqual({ undone: true, until: null, since: [] });
  expect(await statusOf(ask, "scaling-policy")).toBe("todo");
  expect((await ask("POST", "/api/steps/scaling-policy/check")).body.status).toBe("fail");
});

test("a step about something that happened is solved by load and skipped time", async () => {
  const ask = await participant();

  const { body } = await ask("POST", "/api/steps/scaled-out/solve");

  expect(body.deeds.map(({ kind, status }: { kind: string; status: string }) => `${kind} ${status}`)).toEqual([
    "call done",
    "call done",
    "load done",
    "time done",
  ]);
  expect(body.result.status).toBe("pass");
});

test("a skipped step is not a passed one, and its check passes it later", async () => {
  const ask = await participant();

  await ask("POST", "/api/steps/number-of-tasks/skip");
  expect(await statusOf(ask, "number-of-tasks")).toBe("skipped");
  await ask("POST", "/api/steps/number-of-tasks/check");

  expect(await statusOf(ask, "number-of-tasks")).toBe("passed");
});

test("what cannot be solved or undone is a problem that says why", async () => {
  const ask = await participant();
  await ask("POST", "/api/steps/number-of-tasks/solve");

  const again = await ask("POST", "/api/steps/number-of-tasks/solve");
  const read = await ask("POST", "/api/steps/read-overview/solve");
  const other = await ask("POST", "/api/steps/scaling-policy/undo");
  const lab = await ask("POST", "/api/steps/lab-step-policies/solve");
  const none = await ask("POST", "/api/steps/no-such-step/skip");
  const body = await ask("POST", "/api/steps/number-of-tasks/solve", { preview: "yes" });

  expect([again, read, other, lab, none, body].map((it) => [it.status, it.body.type])).toEqual([
    [409, "nothing-to-solve"],
    [409, "nothing-to-solve"],
    [409, "nothing-to-undo"],
    [409, "other-account"],
    [404, "not-found"],
    [400, "invalid-request"],
  ]);
});

test("a reset is the last thing to take back, and a solution before it is not", async () => {
  const ask = await participant();
  await ask("POST", "/api/steps/number-of-tasks/solve");

  await ask("POST", "/api/account/reset", { to: "workshop" });

  expect((await ask("POST", "/api/steps/number-of-tasks/undo")).status).toBe(409);
  expect((await ask("GET", "/api/account")).body.undoUntil).toEqual(expect.any(Number));
});
