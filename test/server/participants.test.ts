import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startServer } from "../support/server.ts";
import { newParticipant, send } from "./http.ts";

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const JSON_TYPE = { "content-type": "application/json" };

test("health says ok", async () => {
  const { status, json } = await send(`${server.url}/api/health`);

  expect(status).toBe(200);
  expect(json()).toMatchObject({ status: "ok" });
});

test("a newcomer gets a token, a cookie that scripts cannot read, and a sandbox account", async () => {
  const made = await send(`${server.url}/api/participants`, {
    method: "POST",
    headers: JSON_TYPE,
    body: JSON.stringify({ name: "  Anna " }),
  });

  expect(made.status).toBe(201);
  expect(made.json()).toEqual({
    token: expect.stringMatching(/^[\w-]{43}$/),
    participantId: expect.any(String),
    name: "Anna",
    keptUntil: expect.any(Number),
  });
  expect(made.headers["cache-control"]).toBe("no-store");
  expect(made.headers["set-cookie"]).toEqual([
    expect.stringMatching(/^participant=[\w-]{43}; Max-Age=\d+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/),
  ]);
});

test("the cookie and the bearer token are the same person, a name is not needed", async () => {
  const { token, cookie } = await newParticipant(server.url);

  const byToken = await send(`${server.url}/api/account`, { headers: { authorization: `Bearer ${token}` } });
  const byCookie = await send(`${server.url}/api/account`, { headers: { cookie: `other=1; ${cookie}` } });

  expect(byToken.json().accountId).toMatch(/^\d{12}$/);
  expect(byCookie.json().accountId).toBe(byToken.json().accountId);
});

test("two newcomers share nothing", async () => {
  const [anna, berta] = await Promise.all([newParticipant(server.url), newParticipant(server.url)]);
  const [one, other] = await Promise.all([anna.account(), berta.account()]);

  for (const field of ["accountId", "appUrl"]) expect(one[field]).not.toBe(other[field]);
  expect(one.credentials.accessKeyId).not.toBe(other.credentials.accessKeyId);
  expect(one.credentials.secretAccessKey).not.toBe(other.credentials.secretAccessKey);
});

test("a lab that does not exist cannot be entered, and the account stays the same", async () => {
  const anna = await newParticipant(server.url);
  const before = await anna.account();

  const refused = await anna.put("/api/account/active", { lab: "__proto__" });
  const back = await anna.put("/api/account/active", { lab: null });

  expect([refused.status, refused.json().detail]).toEqual([
    404,
    "There is no lab __proto__; GET /api/progress lists them.",
  ]);
  expect([back.status, back.json()]).toEqual([200, { ...before, clock: expect.anything() }]);
  expect(before.purpose).toBe("workshop");
});

test.each([
  "/api/account",
  "/api/account/load",
  "/api/progress",
  "/api/live",
  "/api/console/clusters",
  "/api/charts",
  "/api/timeline",
])("GET %s without an identity creates nothing and says how to become somebody", async (path) => {
  for (const headers of [{}, { cookie: "participant=guessed" }, { authorization: "Bearer guessed" }]) {
    const answer = await send(server.url + path, { headers: headers as Record<string, string> });

    expect(answer.status).toBe(401);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect(answer.json()).toMatchObject({
      type: "no-participant",
      next: expect.stringContaining("POST /api/participants"),
    });
    expect(answer.headers["set-cookie"]).toBeUndefined();
  }
});

test("a guessed bearer token is not helped by a cookie that comes with it", async () => {
  const { cookie } = await newParticipant(server.url);

  expect(
    (await send(`${server.url}/api/account`, { headers: { cookie, authorization: "Bearer guessed" } })).status,
  ).toBe(401);
});

test("of several identity cookies the one that is known counts", async () => {
  const { cookie } = await newParticipant(server.url);

  expect(
    (await send(`${server.url}/api/account`, { headers: { cookie: `participant=elsewhere; ${cookie}` } })).status,
  ).toBe(200);
});

test("a change with the cookie has to be JSON from our own pages", async () => {
  const { cookie } = await newParticipant(server.url);
  const change = async (headers: Record<string, string>, method = "PUT", path = "/api/account/load") => {
    const answer = await send(server.url + path, { method, headers: { cookie, ...headers }, body: '{"users":0}' });
    return answer.status === 200 ? 200 : [answer.status, answer.json().type];
  };
  const host = new URL(server.url).host;

  expect(await change({})).toEqual([415, "not-json"]);
  expect(await change({ "content-type": "text/plain" })).toEqual([415, "not-json"]);
  expect(await change({ "content-type": "application/x-www-form-urlencoded" })).toEqual([415, "not-json"]);
  expect(await change({ ...JSON_TYPE, origin: "http://evil.example" })).toEqual([403, "foreign-origin"]);
  expect(await change({ ...JSON_TYPE, origin: "null" })).toEqual([403, "foreign-origin"]);
  expect(await change({ ...JSON_TYPE, "sec-fetch-site": "cross-site" })).toEqual([403, "foreign-origin"]);
  expect(await change({ ...JSON_TYPE, "sec-fetch-site": "same-site" })).toEqual([403, "foreign-origin"]);
  expect(await change({}, "POST", "/api/account/reset/undo")).toEqual([415, "not-json"]);

  expect(await change(JSON_TYPE)).toBe(200);
  expect(await change({ "content-type": "application/json; charset=utf-8" })).toBe(200);
  expect(await change({ ...JSON_TYPE, origin: `http://${host}`, "sec-fetch-site": "same-origin" })).toBe(200);
});

test("the bearer token needs nothing more, wherever the request comes from", async () => {
  const { token } = await newParticipant(server.url);

  const answer = await send(`${server.url}/api/account/load`, {
    method: "PUT",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/x-www-form-urlencoded",
      origin: "http://evil.example",
      "sec-fetch-site": "cross-site",
    },
    body: '{"users":5}',
  });

  expect(answer.status).toBe(200);
});

test("another site cannot make a browser somebody new", async () => {
  const answer = await send(`${server.url}/api/participants`, {
    method: "POST",
    headers: { ...JSON_TYPE, origin: "http://evil.example" },
    body: "{}",
  });

  expect(answer.status).toBe(403);
  expect(answer.headers["set-cookie"]).toBeUndefined();
});

test.each([["/api/health"], ["/"], ["/aws/"], ["/app/anything"]])(
  "%s is not answered under a foreign name",
  async (path) => {
    const answer = await send(server.url + path, { headers: { host: "evil.example" } });

    expect(answer.status).toBe(421);
    expect(answer.json()).toMatchObject({ type: "misdirected", next: expect.stringContaining("PUBLIC_URL") });
  },
);

test("what is refused says what is wrong with each field, and what to do next", async () => {
  const { put } = await newParticipant(server.url);

  const answer = await put("/api/account/clock", { speed: 61, pace: 1 });

  expect(answer.status).toBe(400);
  expect(answer.json()).toEqual({
    type: "invalid-request",
    title: "The request is not valid",
    status: 400,
    detail: expect.stringContaining("speed"),
    next: expect.any(String),
    errors: [
      { field: "speed", message: expect.any(String) },
      { field: "", message: expect.stringContaining("pace") },
    ],
  });
});

test("a body that is no JSON, or far too long, is a problem like any other", async () => {
  const { token } = await newParticipant(server.url);
  const put = (body: string) =>
    send(`${server.url}/api/account/load`, { method: "PUT", headers: { authorization: `Bearer ${token}` }, body });

  expect((await put("{users")).json()).toMatchObject({ type: "invalid-request", status: 400 });
  expect((await put(JSON.stringify({ users: "9".repeat(140_000) }))).json()).toMatchObject({
    type: "too-large",
    status: 413,
  });
});

test("what is not there below /api is a problem, not a page", async () => {
  const answer = await send(`${server.url}/api/nothing`);

  expect(answer.status).toBe(404);
  expect(answer.json()).toMatchObject({ type: "not-found", detail: "There is no GET /api/nothing." });
});

test("when all places are taken the next one is told so, and those who are there go on", async () => {
  const small = await startServer({ env: { MAX_PARTICIPANTS: "1" } });
  const first = await newParticipant(small.url);

  const second = await send(`${small.url}/api/participants`, { method: "POST", headers: JSON_TYPE, body: "{}" });

  expect(second.status).toBe(503);
  expect(second.json()).toMatchObject({ type: "full", detail: expect.stringContaining("1 participant") });
  expect((await first.get("/api/account")).status).toBe(200);
  await small.close();
});

test("behind TLS the cookie is for TLS only, and stays below the public path", async () => {
  const proxied = await startServer({ env: { PUBLIC_URL: "https://example.org/workshop" } });

  const made = await send(`${proxied.url}/workshop/api/participants`, {
    method: "POST",
    headers: { ...JSON_TYPE, host: "example.org", origin: "https://example.org" },
    body: "{}",
  });

  expect(made.status).toBe(201);
  expect(made.headers["set-cookie"]![0]).toContain("; Path=/workshop;");
  expect(made.headers["set-cookie"]![0]).toContain("; Secure;");
  const account = await send(`${proxied.url}/workshop/api/account`, {
    headers: { host: "example.org", authorization: `Bearer ${made.json().token}` },
  });
  expect(account.json()).toMatchObject({
    endpointUrl: "https://example.org/workshop/aws",
    appUrl: expect.stringMatching(/^https:\/\/example\.org\/workshop\/app\/\w+$/),
  });
  await proxied.close();
});
