import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startServer } from "../support/server.ts";
import { reference } from "./sandbox.ts";

let server: Server;
let token: string;

beforeAll(async () => {
  server = await startServer();
  const answer = await fetch(`${server.url}/api/participants`, { method: "POST" });
  token = ((await answer.json()) as { token: string }).token;
}, 30_000);

afterAll(() => server.close());

async function ask(
  method: "GET" | "POST",
  path: string,
  body?: unknown,
  headers: Record<string, string> = { authorization: `Bearer ${token}` },
) {
  const answer = await fetch(server.url + path, {
    method,
    headers: { ...headers, ...(method === "POST" && { "content-type": "application/json" }) },
    body: method === "POST" ? JSON.stringify(body ?? {}) : null,
  });
  // biome-ignore lint/suspicious/noExplicitAny: the body is compared whole
  return { status: answer.status, type: answer.headers.get("content-type"), body: (await answer.json()) as any };
}

const service = "/api/console/clusters/containers-workshop-ecs-cluster/services/containers-workshop-ecs-service";

test("decisions are told from the account, none before anything was decided", async () => {
  const { status, body } = await ask("GET", "/api/account/decisions");

  expect([status, body]).toEqual([200, { now: expect.any(Number), decisions: expect.any(Array) }]);
});

test.each([
  "/api/progress",
  "/api/account/decisions",
  "/api/charts",
  "/api/timeline",
  "/api/console/clusters",
  service,
])("GET %s without a participant is a 401 problem", async (path) => {
  const { status, body } = await ask("GET", path, undefined, {});

  expect([status, body.type]).toEqual([401, "no-participant"]);
});

test("a step that does not exist is a problem that says where the steps are listed", async () => {
  const { status, type, body } = await ask("POST", "/api/steps/no-such-step/check");

  expect([status, type]).toEqual([404, "application/problem+json"]);
  expect(body.detail).toContain("no-such-step");
});

test("a body that the check does not know is refused by field", async () => {
  const { status, body } = await ask("POST", "/api/steps/read-overview/check", { auto: "yes" });

  expect(status).toBe(400);
  expect(body.errors).toEqual([{ field: "auto", message: expect.any(String) }]);
});

test("a check is a result, and progress remembers it", async () => {
  const { status, body } = await ask("POST", "/api/steps/read-overview/check");
  expect(status).toBe(200);
  expect(body).toMatchObject({ status: "pass", checks: [{ id: "read" }] });

  const progress = await ask("GET", "/api/progress");
  const steps = progress.body.chapters.flatMap((chapter: { steps: { id: string; status: string }[] }) => chapter.steps);
  expect(steps.find((step: { id: string }) => step.id === "read-overview").status).toBe("passed");
  expect(steps.find((step: { id: string }) => step.id === "number-of-tasks").status).toBe("todo");
});

test("plan says what update then does, and a check confirms it", async () => {
  const plan = await ask("POST", `${service}/plan`, reference);
  expect(plan.body.calls.map(({ operation }: { operation: string }) => operation)).toEqual([
    "RegisterScalableTarget",
    "PutScalingPolicy",
  ]);

  const update = await ask("POST", `${service}/update`, reference);
  expect(update.body.complete).toBe(true);
  expect((await ask("POST", `${service}/update`, reference)).body).toEqual({ results: [], complete: true });

  expect((await ask("POST", "/api/steps/scaling-policy/check")).body.status).toBe("pass");
});

test("refused fields are a 400 problem with each field, and nothing is called", async () => {
  const { status, body } = await ask("POST", `${service}/update`, { ...reference, desiredCount: 9 });

  expect(status).toBe(400);
  expect(body).toMatchObject({ type: "refused-fields", errors: [{ field: "desiredCount" }] });
});

test("an unknown service, tab or since is a problem", async () => {
  expect((await ask("GET", "/api/console/clusters/none")).status).toBe(404);
  expect((await ask("GET", `${service}x`)).status).toBe(404);
  expect((await ask("GET", `${service}?tab=none`)).status).toBe(400);
  expect((await ask("GET", "/api/charts?since=yesterday")).status).toBe(400);
});

test("what AWS refuses while a screen is read is a problem with AWS's code and message", async () => {
  const { status, type, body } = await ask("GET", "/api/console/clusters/none/services/none?tab=tasks");

  expect([status, type]).toEqual([400, "application/problem+json"]);
  expect(body.detail).toBe("ClusterNotFoundException: Cluster not found.");
});

test("charts and timeline answer from the account", async () => {
  const charts = await ask("GET", "/api/charts");
  expect(charts.body.service).toMatchObject({ desired: 1 });
  expect((await ask("GET", `/api/charts?since=${charts.body.now - 60_000}`)).body.cpu.at.length).toBeLessThan(
    charts.body.cpu.at.length,
  );

  const timeline = await ask("GET", "/api/timeline");
  expect(timeline.body.kinds).toContain("call");
  expect(timeline.body.entries.map(({ title }: { title: string }) => title)).toContain(
    "participant called PutScalingPolicy of application-autoscaling in us-east-1.",
  );
});

test("a problem of our own is told in the language of the request", async () => {
  const { status, body } = await ask("GET", "/api/account", undefined, { "accept-language": "pt-BR" });

  expect([status, body]).toEqual([
    401,
    {
      type: "no-participant",
      title: "Você ainda não é um participante",
      status: 401,
      detail: "A requisição não traz uma identidade que este servidor conheça.",
      next: "POST /api/participants faz de você um participante; depois envie o cookie dele, ou o token como Authorization: Bearer.",
    },
  ]);
});
