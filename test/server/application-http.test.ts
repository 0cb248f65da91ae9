import http from "node:http";
import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { ECSClient, ListTasksCommand, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CLUSTER, SERVICE } from "../support/names.ts";
import { type Server, startServer } from "../support/server.ts";
import { newParticipant } from "./http.ts";

/* The application's address as HTTP tools use it: over sockets that stay open, with any method and path, many at once. */

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.close());

type Got = { status: number; body: string; headers: http.IncomingHttpHeaders };

async function application() {
  const { account, put } = await newParticipant(server.url);
  const { appUrl, endpointUrl, credentials } = await account();
  const config = { endpoint: endpointUrl, region: "us-east-1", credentials };
  const ecs = new ECSClient(config);
  const sockets = new Set<unknown>();
  const agent = new http.Agent({ keepAlive: true, maxSockets: 100 });
  const ask = (method = "GET", path = "/", body?: string) =>
    new Promise<Got>((resolve, reject) => {
      const request = http.request(`${appUrl}${path}`, { method, agent }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (piece: string) => {
          text += piece;
        });
        response.on("end", () => resolve({ status: response.statusCode!, body: text, headers: response.headers }));
      });
      request.on("socket", (socket) => sockets.add(socket)).on("error", reject);
      request.end(body);
    });
  return {
    ask,
    sockets,
    close: () => agent.destroy(),
    clock: (setting: object) => put("/api/account/clock", setting),
    /** The service has so many tasks, all of them healthy. */
    async tasks(count: number) {
      await ecs.send(new UpdateServiceCommand({ cluster: CLUSTER, service: SERVICE, desiredCount: count }));
      await put("/api/account/clock", { advanceSeconds: 600 });
      const { taskArns } = await ecs.send(new ListTasksCommand({ cluster: CLUSTER, serviceName: SERVICE }));
      return taskArns!.map((it) => it.split("/").at(-1)!);
    },
    /** CPU utilisation in percent, minute by minute since an instant. */
    async cpu(from: number, until: number) {
      const { Datapoints } = await new CloudWatchClient(config).send(
        new GetMetricStatisticsCommand({
          Namespace: "AWS/ECS",
          MetricName: "CPUUtilization",
          Dimensions: [
            { Name: "ClusterName", Value: CLUSTER },
            { Name: "ServiceName", Value: SERVICE },
          ],
          StartTime: new Date(from),
          EndTime: new Date(until),
          Period: 60,
          Statistics: ["Maximum"],
        }),
      );
      return Math.max(...Datapoints!.map((it) => it.Maximum!));
    },
    now: async () => (await account()).clock.now as number,
  };
}

const taskIn = (body: string) => /Task <code>([0-9a-f]{32})<\/code>/.exec(body)?.[1];

test("one open socket serves any method, path and body", async () => {
  const it = await application();

  for (const [method, path, body] of [
    ["GET", "/", undefined],
    ["POST", "/orders?x=%3Cb%3E", "a".repeat(100_000)],
    ["PUT", "/deep/er/path", "{}"],
    ["OPTIONS", "/", undefined],
  ] as const) {
    const got = await it.ask(method, path, body);
    expect(got.status).toBe(200);
    expect(taskIn(got.body)).toBeDefined();
    // Nothing of the request comes back.
    expect(got.body).not.toContain("<b>");
  }
  expect((await it.ask("GET", "/healthz")).status).toBe(404);
  const head = await it.ask("HEAD");
  expect([head.status, head.body]).toEqual([200, ""]);
  expect(Number(head.headers["content-length"])).toBeGreaterThan(500);
  it.close();

  expect(it.sockets.size).toBe(1);
});

test("healthy tasks answer in turn", async () => {
  const it = await application();
  const tasks = await it.tasks(3);

  const answered: (string | undefined)[] = [];
  for (let i = 0; i < 6; i++) answered.push(taskIn((await it.ask()).body));
  it.close();

  expect(new Set(answered.slice(0, 3))).toEqual(new Set(tasks));
  expect(answered.slice(3)).toEqual(answered.slice(0, 3));
});

test("without a task it is 503, and 200 again when there is one", async () => {
  const it = await application();
  await it.tasks(0);

  expect((await it.ask()).status).toBe(503);
  await it.tasks(1);
  expect((await it.ask()).status).toBe(200);
  it.close();
});

test("a hundred at once are all answered, one behind the other", async () => {
  const it = await application();
  await it.clock({ paused: true });

  const all = await Promise.all(Array.from({ length: 100 }, () => it.ask()));
  it.close();

  expect(all.map(({ status }) => status)).toEqual(all.map(() => 200));
  expect(it.sockets.size).toBe(100);
});

test("requests while the account's time is paused cost no CPU", async () => {
  const it = await application();
  await it.clock({ paused: true });
  const from = await it.now();

  for (let i = 0; i < 40; i++) expect((await it.ask()).status).toBe(200);
  await it.clock({ advanceSeconds: 300 });
  it.close();

  expect(await it.cpu(from, await it.now())).toBeLessThan(1);
});
