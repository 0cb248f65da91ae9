import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startServer } from "../support/server.ts";
import { newShell } from "../support/terminal.ts";

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const CHAPTER = "configuring-service-auto-scaling";
type Me = Awaited<ReturnType<typeof newShell>>;
const chapter = async (me: Me, slug = CHAPTER) =>
  (await me.get("/api/progress")).json().chapters.find((it: { slug: string }) => it.slug === slug);
const testOut = (me: Me, body: object, slug = CHAPTER) => me.post(`/api/chapters/${slug}/test-out`, body);

test("nothing is tested out where nothing shows it, and the task's check says what is missing", async () => {
  const me = await newShell(server.url);

  const { status, json } = await testOut(me, {});

  expect(status).toBe(200);
  expect(json()).toMatchObject({ task: "another-service", passes: false, deeds: [], changes: [], undoUntil: null });
  expect(json().result.status).toBe("fail");
  expect((await chapter(me)).testedOutAt).toBeNull();
});

test("who does the task alone has the chapter tested out, its steps undone by nobody, and the next one's beginning", async () => {
  const me = await newShell(server.url);
  await me.post("/api/steps/another-service/solve", {});

  const preview = (await testOut(me, { preview: true })).json();
  expect(preview).toMatchObject({ passes: true, undoUntil: null });
  expect(preview.deeds.map(({ purpose }: { purpose: string }) => purpose)).toEqual([
    "Let Service Auto Scaling keep between 1 and 5 tasks",
    expect.stringMatching(/^Make the scaling policy containers-workshop-ecs-scaling-policy/),
  ]);
  expect((await chapter(me)).testedOutAt).toBeNull();
  const done = (await testOut(me, {})).json();

  expect(done.deeds.every(({ status }: { status: string }) => status === "done")).toBe(true);
  const { testedOutAt, steps } = await chapter(me);
  expect(testedOutAt).toEqual(expect.any(Number));
  expect(steps[1]).toMatchObject({ id: "number-of-tasks", status: "todo" });
  expect((await me.post("/api/steps/scaling-policy/check", { auto: true })).json().status).toBe("pass");
});

test("it can be taken back with what it did", async () => {
  const me = await newShell(server.url);
  await me.post("/api/steps/another-service/solve", {});
  await testOut(me, {});

  const undone = await me.post(`/api/chapters/${CHAPTER}/test-out/undo`, {});

  expect([undone.status, undone.json()]).toEqual([200, { undone: true, until: null, since: [] }]);
  expect((await chapter(me)).testedOutAt).toBeNull();
  expect((await me.post("/api/steps/number-of-tasks/check", {})).json().status).toBe("fail");
  expect((await me.post(`/api/chapters/${CHAPTER}/test-out/undo`, {})).status).toBe(409);
});

test("an account in which all other checks pass shows it too, and has nothing to be brought to", async () => {
  const me = await newShell(server.url);
  for (const step of ["number-of-tasks", "scaling-policy"]) await me.post(`/api/steps/${step}/solve`, {});

  const done = (await testOut(me, {})).json();

  expect(done).toMatchObject({ passes: true, deeds: [], result: { status: "fail" } });
});

test("a lab is tested out in its own account, and a chapter that is none is said to be none", async () => {
  const me = await newShell(server.url);

  expect((await testOut(me, {}, "step-scaling")).json().type).toBe("other-account");
  expect((await testOut(me, {}, "no-such-chapter")).status).toBe(404);
  await me.put("/api/account/active", { lab: "step-scaling" });
  await me.post("/api/steps/lab-step-two-at-once/solve", {});
  expect((await testOut(me, {}, "step-scaling")).json()).toMatchObject({ passes: true, deeds: [] });
});
