import { DeregisterScalableTargetCommand } from "@aws-sdk/client-application-auto-scaling";
import { afterAll, expect, test } from "vitest";
import { sandboxAccount } from "../../server/accounts/sandbox-account.ts";
import { Sandboxes } from "../../server/sandbox/sandboxes.ts";
import { catalog } from "../../server/sandbox/services/catalog.ts";
import { chapters } from "../../server/workshop/chapters/index.ts";
import type { StepRecord } from "../../server/workshop/progress.ts";
import { openWorkshop } from "../../server/workshop/workshop.ts";
import { memoryHints } from "../support/memory-hints.ts";
import { MemoryStore } from "../support/memory-store.ts";
import { newcomerOf } from "../support/sandbox.ts";
import { preparedAccount } from "./account.ts";

const noon = Date.UTC(2026, 10, 23, 12);
const accountId = "111122223333";
const checked = chapters.flatMap(({ steps }) => steps).filter(({ kind }) => kind === "check");
/** A look at what is there: it passes as soon as the step before it is done. */
const LOOKS = ["see-the-configuration"];
const target = {
  ServiceNamespace: "ecs",
  ResourceId: "service/containers-workshop-ecs-cluster/containers-workshop-ecs-service",
  ScalableDimension: "ecs:service:DesiredCount",
} as const;
const open: Sandboxes[] = [];
afterAll(() => Promise.all(open.map((sandboxes) => sandboxes.close())));

async function paused() {
  const sandboxes = new Sandboxes({ store: new MemoryStore(), notify: () => {}, wall: () => noon });
  open.push(sandboxes);
  await sandboxes.create({ accountId, seed: 7, state: "workshop", newcomer: newcomerOf(accountId) });
  await sandboxes.setClock(accountId, { paused: true });
  const principal = `arn:aws:iam::${accountId}:user/participant`;
  const account = sandboxAccount({ accountId, principal, userId: "AIDAQAAAAAAAMEZHRHAHY" }, sandboxes, catalog);
  const records = new Map<string, StepRecord>();
  const workshop = openWorkshop({
    outlineFile: "/there/is/no/such/file",
    progress: {
      list: async () => [...records.values()],
      put: async (record) => void records.set(record.step, record),
      remove: async (_participantId, _scope, step) => void records.delete(step),
    },
    hints: memoryHints(),
    notify: () => {},
  });
  const by = (preview = false) => ({ participantId: "ana", account, preview });
  const check = (step: string, auto = false) => workshop.check(step, { participantId: "ana", account, auto });
  const helpOf = async (step: string) =>
    (await workshop.progress("ana", new Map([["workshop", accountId]]))).chapters
      .flatMap(({ steps }) => steps)
      .find(({ id }) => id === step)!;
  return { account, workshop, by, check, helpOf, world: () => sandboxes.world(accountId) };
}

test.each(checked.map(({ id }) => id))("%s begins clean: what comes before it is done, and it is not", async (id) => {
  const { workshop, by, check } = await paused();

  const { deeds } = await workshop.help(id, "restarted", by());

  expect(deeds.filter(({ status }) => status !== "done")).toEqual([]);
  expect((await check(id, true)).status === "pass").toBe(LOOKS.includes(id));
});

test("a look before says what goes, and changes nothing", async () => {
  const { workshop, by, account, world } = await paused();
  await workshop.help("scaling-policy", "solved", by());
  await account.load!.set({ users: 600, spawnRate: 100 });
  const before = await world();

  const { goes, deeds } = await workshop.help("scaling-policy", "restarted", by(true));

  expect(goes).toEqual([
    expect.stringContaining("from 1 to 5 tasks"),
    "The scaling policy containers-workshop-ecs-scaling-policy",
    "2 CloudWatch alarms",
    "The load of 600 users",
    expect.stringContaining("whatever else you made in this account"),
  ]);
  expect(deeds.map(({ purpose }) => purpose)).toEqual(["Start the account over", "Do the step “Number of tasks”"]);
  expect(await world()).toEqual(before);
});

test("it is taken back with what was done since, which is told first, and progress stays", async () => {
  const { workshop, by, account, check, helpOf } = await paused();
  await workshop.help("scaling-policy", "solved", by());
  await check("scaling-policy");
  await workshop.help("scaling-policy", "restarted", by());
  expect((await helpOf("scaling-policy")).status).toBe("passed");
  await account.aws.scaling.send(new DeregisterScalableTargetCommand(target));

  expect(await workshop.undo("scaling-policy", by(true))).toMatchObject({
    undone: false,
    since: [{ operation: "DeregisterScalableTarget" }],
  });
  await workshop.undo("scaling-policy", by());

  expect((await check("scaling-policy", true)).status).toBe("pass");
});

test("an account that cannot start over says so", async () => {
  const { workshop } = await paused();
  const asked = (preview: boolean) => ({ participantId: "ben", account: preparedAccount({}), preview });

  expect((await workshop.help("scaled-out", "restarted", asked(true))).unavailable).toContain("cannot start over");
  await expect(workshop.help("scaled-out", "restarted", asked(false))).rejects.toThrow("cannot start over");
});

test("a check that fails names the first earlier step whose result is missing, whatever the progress says", async () => {
  const { workshop, by, check, account } = await paused();
  const needs = async (step: string) => (await check(step)).needs;

  expect(await needs("scaled-out")).toBe("scaling-policy");
  await workshop.help("scaling-policy", "skipped", by());
  expect(await needs("scaled-out")).toBe("send-load");
  await workshop.help("send-load", "skipped", by());
  // The alarm has its first datapoint: what is on its way needs nothing, and what only fails has what it builds on.
  expect(await needs("scaled-out")).toBeUndefined();
  expect(await needs("clean-up")).toBeNull();
  expect((await check("clean-up", true)).needs).toBeUndefined();
  await account.reset!.to("workshop");
  expect(await needs("scaled-in")).toBe("scaling-policy");
  expect(await needs("lab-code-again")).toBe("lab-code-configured");
});

test("pressed checks that fail on the same expectation are counted, quiet ones and previews are not", async () => {
  const { workshop, by, check, helpOf } = await paused();
  const failed = async () => (await helpOf("number-of-tasks")).help?.failed;

  await check("number-of-tasks", true);
  await workshop.help("number-of-tasks", "solved", by(true));
  expect(await failed()).toBeUndefined();
  await check("number-of-tasks");
  await check("number-of-tasks");
  expect(await failed()).toBe(2);
  await workshop.help("number-of-tasks", "solved", by());
  await check("number-of-tasks");
  expect(await failed()).toBe(0);
});

test("the highest hint that was opened is remembered", async () => {
  const { workshop, by, helpOf } = await paused();

  await workshop.hint("number-of-tasks", 2, by());
  await workshop.hint("number-of-tasks", 1, by());

  expect((await helpOf("number-of-tasks")).help).toEqual({ level: 2, failed: 0 });
});
