import { afterAll, beforeAll, expect, test } from "vitest";
import { notice } from "../../server/contract/index.ts";
import { limits } from "../../server/limits.ts";
import { type Server, startServer } from "../support/server.ts";
import { newParticipant } from "./http.ts";

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

type Somebody = Awaited<ReturnType<typeof newParticipant>>;

/** An open stream and what comes over it. */
async function open({ token }: Somebody) {
  const stop = new AbortController();
  const response = await fetch(`${server.url}/api/live`, {
    headers: { authorization: `Bearer ${token}`, "accept-encoding": "gzip, br" },
    signal: stop.signal,
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  /** Reads on until the text has what is looked for; the test's own time limit ends a wait for ever. */
  const until = async (pattern: RegExp): Promise<string> => {
    while (!pattern.test(text)) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`The stream ended with ${text}`);
      text += value;
    }
    return text;
  };
  const ended = async () => {
    while (!(await reader.read()).done);
    return true;
  };
  return { response, until, ended, close: () => stop.abort(), text: () => text };
}

test("a stream tells that something changed, in which topic and at which account time, and nothing else", async () => {
  const anna = await newParticipant(server.url);
  const { response, until, close } = await open(anna);
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  expect(response.headers.get("cache-control")).toBe("no-cache, no-transform");
  expect(response.headers.get("content-encoding")).toBeNull();
  await until(/^retry: \d+\n\n/);

  await anna.put("/api/account/load", { users: 20, spawnRate: 20 });

  const text = await until(/"topic":"load".*\n\n/);
  const events = [...text.matchAll(/event: notice\ndata: (.*)\n\n/g)].map(([, json]) => JSON.parse(json!));
  expect(events.length).toBeGreaterThan(0);
  for (const event of events) expect(notice.strict().parse(event)).toEqual(event);
  close();
});

test("a stream keeps the account going: what time brings is told too", async () => {
  const anna = await newParticipant(server.url);
  const { until, close } = await open(anna);

  expect(await until(/"topic":"metrics".*\n\n/)).toContain("event: notice");

  close();
});

test("nobody hears what happens in another's account", async () => {
  const [anna, berta] = await Promise.all([newParticipant(server.url), newParticipant(server.url)]);
  const [annas, bertas] = await Promise.all([open(anna), open(berta)]);

  await anna.post("/api/account/reset", { to: "empty" });
  await annas.until(/"topic":"account".*\n\n/);
  await berta.put("/api/account/clock", { speed: 2 });
  await bertas.until(/"topic":"clock".*\n\n/);

  expect(bertas.text()).not.toContain('"topic":"account"');
  for (const stream of [annas, bertas]) stream.close();
});

test("a participant may hold so many streams; one that is closed makes room", async () => {
  const anna = await newParticipant(server.url);
  const streams = [];
  for (let i = 0; i < limits.liveStreams; i++) streams.push(await open(anna));

  const refused = await anna.get("/api/live");
  expect(refused.status).toBe(429);
  expect(refused.json()).toMatchObject({ type: "too-many-streams" });

  for (const stream of streams) stream.close();
  let answer: Awaited<ReturnType<typeof open>>;
  do answer = await open(anna);
  while (answer.response.status === 429);
  expect(answer.response.status).toBe(200);
  answer.close();
});

test("a server that stops ends its streams and leaves with code 0", async () => {
  const stopping = await startServer();
  const anna = await newParticipant(stopping.url);
  const response = await fetch(`${stopping.url}/api/live`, { headers: { authorization: `Bearer ${anna.token}` } });

  const [code, text] = await Promise.all([stopping.stop("SIGTERM"), response.text()]);

  expect(code).toBe(0);
  expect(text).toContain("retry:");
  await stopping.close();
});
