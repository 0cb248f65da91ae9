import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startServer } from "../support/server.ts";
import { newParticipant, send } from "./http.ts";

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

type Step = { id: string; status: string };
const stepsOf = async (participant: { get: (path: string) => Promise<{ json: () => unknown }> }): Promise<Step[]> => {
  const { chapters } = (await participant.get("/api/progress")).json() as { chapters: { steps: Step[] }[] };
  return chapters.flatMap(({ steps }) => steps).filter(({ status }) => status !== "todo");
};

test("progress goes along in a file that the same server takes back", async () => {
  const [anna, again] = [await newParticipant(server.url), await newParticipant(server.url)];
  await anna.post("/api/steps/read-overview/check", {});
  await anna.put("/api/answers/overview-memory", { text: "New tasks take new sessions." });

  const download = await anna.get("/api/progress/file");
  expect(download.headers["content-disposition"]).toContain("ecs-auto-scaling-progress.json");
  const file = download.json();
  expect(file.steps).toEqual([
    { purpose: "workshop", step: "read-overview", status: "passed", at: expect.any(Number) },
  ]);

  const taken = await again.post("/api/progress/file", file);
  expect([taken.status, taken.json()]).toEqual([200, { imported: 1, kept: 0, answers: 1, withoutAccount: [] }]);
  expect(await stepsOf(again)).toEqual([expect.objectContaining({ id: "read-overview", status: "passed" })]);
  expect((await again.get("/api/answers")).json().answers).toEqual([
    expect.objectContaining({ question: "overview-memory", text: "New tasks take new sessions." }),
  ]);
  expect((await again.post("/api/progress/file", file)).json()).toEqual({
    imported: 0,
    kept: 1,
    answers: 0,
    withoutAccount: [],
  });
});

test("a file with a step that nobody did is refused, and nothing of it is taken over", async () => {
  const anna = await newParticipant(server.url);
  await anna.post("/api/steps/read-overview/check", {});
  const file = (await anna.get("/api/progress/file")).json();
  const berta = await newParticipant(server.url);

  file.steps.push({ purpose: "workshop", step: "clean-up", status: "passed", at: 0 });
  const refused = await berta.post("/api/progress/file", file);

  expect(refused.status).toBe(422);
  expect(refused.json()).toMatchObject({ type: expect.stringMatching(/not-our-file$/) });
  expect(await stepsOf(berta)).toEqual([]);
});

test("another server does not take the file, for it has not seen the steps done", async () => {
  const other = await startServer();
  const anna = await newParticipant(other.url);
  const file = (await anna.get("/api/progress/file")).json();
  await other.close();
  const berta = await newParticipant(server.url);

  expect((await berta.post("/api/progress/file", file)).status).toBe(422);
});

test("a file of another kind is refused with what is wrong in it", async () => {
  const anna = await newParticipant(server.url);

  const refused = await anna.post("/api/progress/file", { format: "shopping-list", version: 2 });

  expect(refused.status).toBe(400);
  expect(refused.json().detail).toContain("This is not a file of progress");
  expect(refused.json().detail).toContain("This server reads version 1 of the file.");
});

test("who deletes their data is nobody at once: token, keys, application, accounts and progress are gone", async () => {
  const anna = await newParticipant(server.url);
  const workshop = await anna.account();
  await anna.put("/api/account/active", { lab: "step-scaling" });
  await anna.post("/api/terminals/1/lines", { line: "echo hello > note.txt", columns: 80 });

  const gone = await send(`${server.url}/api/participants`, {
    method: "DELETE",
    headers: { cookie: anna.cookie, "content-type": "application/json", "content-length": "2" },
    body: "{}",
  });

  expect(gone.status).toBe(204);
  expect(gone.headers["set-cookie"]?.[0]).toMatch(/^participant=; Path=\/; Expires=Thu, 01 Jan 1970/);
  expect((await anna.get("/api/account")).status).toBe(401);
  expect((await send(workshop.appUrl)).status).toBe(404);
});
