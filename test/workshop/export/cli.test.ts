import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startServer } from "../../support/server.ts";
import { newShell } from "../../support/terminal.ts";
import { clientsOf } from "./account.ts";
import { configurationOf, configureEverything } from "./state.ts";

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

async function participant() {
  const me = await newShell(server.url);
  const { endpointUrl, credentials } = await me.account();
  const aws = clientsOf({ endpointUrl, credentials });
  const exported = async (format: string) => (await me.get(`/api/account/export?format=${format}`)).json();
  return { ...me, aws, exported };
}

test("the script, pasted into the terminal of an account that has nothing of it, makes everything again", async () => {
  const me = await participant();
  await configureEverything(me.aws);
  const before = await configurationOf(me.aws);
  const { text } = await me.exported("cli");
  await me.post("/api/account/reset", { to: "workshop" });
  expect(await configurationOf(me.aws)).not.toEqual(before);

  const ran = await me.run(text);

  expect(ran).toMatchObject({ err: "", exit: 0 });
  expect(await configurationOf(me.aws)).toEqual(before);
  expect((await me.exported("cli")).text).toBe(text);
});

test("a line that is refused ends the script", async () => {
  const me = await participant();
  await configureEverything(me.aws);
  const { text } = await me.exported("cli");
  await me.post("/api/account/reset", { to: "empty" });

  const ran = await me.run(text);

  expect(ran.exit).toBe(254);
  expect(ran.err.match(/An error occurred/g)).toHaveLength(1);
});

test("the export counts what it has, and is empty without a scalable target", async () => {
  const me = await participant();
  const empty = { targets: 0, policies: 0, scheduledActions: 0, alarms: 0, left: [], text: "" };
  expect(await me.exported("terraform")).toEqual({ format: "terraform", fileName: "scaling.tf", ...empty });

  await configureEverything(me.aws);

  expect(await me.exported("cloudformation")).toEqual({
    format: "cloudformation",
    fileName: "scaling.yaml",
    targets: 1,
    policies: 3,
    scheduledActions: 1,
    alarms: 2,
    left: [],
    text: expect.stringContaining("AWS::ApplicationAutoScaling::ScalableTarget"),
  });
});

test("a form that does not exist is refused by its field, and somebody unknown gets nothing", async () => {
  const me = await participant();

  const { status, json } = await me.get("/api/account/export?format=pulumi");

  expect([status, json().errors[0].field]).toEqual([400, "format"]);
  expect((await fetch(`${server.url}/api/account/export?format=cli`)).status).toBe(401);
});
