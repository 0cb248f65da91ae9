import { afterAll, describe, expect, test } from "vitest";
import { sandboxAccount } from "../../server/accounts/sandbox-account.ts";
import type { StartingStateName } from "../../server/sandbox/inputs.ts";
import { Sandboxes } from "../../server/sandbox/sandboxes.ts";
import { catalog } from "../../server/sandbox/services/catalog.ts";
import { chapters } from "../../server/workshop/chapters/index.ts";
import { checkStep } from "../../server/workshop/checking.ts";
import type { StepRecord } from "../../server/workshop/progress.ts";
import { solutions } from "../../server/workshop/solutions/index.ts";
import { NotSolvable } from "../../server/workshop/solving.ts";
import { openWorkshop } from "../../server/workshop/workshop.ts";
import { memoryHints } from "../support/memory-hints.ts";
import { MemoryStore } from "../support/memory-store.ts";
import { newcomerOf } from "../support/sandbox.ts";
import { preparedAccount } from "./account.ts";
import { type Deed, scaledOut, stepPolicy } from "./mutations/states.ts";
import { table } from "./mutations/table.ts";
import type { Shop } from "./sandbox.ts";
import { stepOf } from "./sandbox.ts";

const noon = Date.UTC(2026, 10, 23, 12);
const accountId = "111122223333";
const checked = chapters.flatMap(({ steps }) => steps).filter(({ kind }) => kind === "check");
const open: Sandboxes[] = [];
afterAll(() => Promise.all(open.map((sandboxes) => sandboxes.close())));

/** A sandbox with everything that accounts have, whose clock stands: time passes only by skipping. */
async function paused(state: StartingStateName = "workshop") {
  const sandboxes = new Sandboxes({ store: new MemoryStore(), notify: () => {}, wall: () => noon });
  open.push(sandboxes);
  await sandboxes.create({ accountId, seed: 7, state, newcomer: newcomerOf(accountId) });
  await sandboxes.setClock(accountId, { paused: true });
  const principal = `arn:aws:iam::${accountId}:user/participant`;
  const identity = { accountId, principal, userId: "AIDAQAAAAAAAMEZHRHAHY" };
  const start = state === "empty" ? "workshop" : state;
  const account = sandboxAccount(identity, sandboxes, catalog, undefined, undefined, start);
  const records: StepRecord[] = [];
  const at = ({ participantId, scope, step }: Pick<StepRecord, "participantId" | "scope" | "step">) =>
    records.findIndex((it) => it.participantId === participantId && it.scope === scope && it.step === step);
  const workshop = openWorkshop({
    outlineFile: "/there/is/no/such/file",
    progress: {
      list: async () => records,
      async put(record) {
        records.splice(at(record) < 0 ? records.length : at(record), at(record) < 0 ? 0 : 1, record);
      },
      async remove(participantId, scope, step) {
        records.splice(at({ participantId, scope, step }), 1);
      },
    },
    hints: memoryHints(),
    notify: () => {},
  });
  const by = (preview = false) => ({ participantId: "ana", account, preview });
  const status = (step: string) => records.find((it) => it.step === step)?.status ?? "todo";
  /** The states of the mutation table, brought about in this account. */
  const given = async (deed: Deed) => {
    const waits: Promise<unknown>[] = [];
    const later = (work: () => Promise<unknown>) => waits.push((waits.at(-1) ?? Promise.resolve()).then(work));
    const shop = {
      account,
      load: (users: number) => later(() => account.load!.set({ users, spawnRate: 100 })),
      pass: ({ minutes = 0 }) => later(() => account.clock!.set({ advanceSeconds: minutes * 60 })),
      async update(form: Parameters<Shop["update"]>[0]) {
        const { carryOut, heldBy, planOf } = await import("../../server/workshop/console.ts");
        const { workshopService } = await import("../../server/workshop/scenario.ts");
        return carryOut(account, planOf(workshopService, form, (await heldBy(account, workshopService, form))!));
      },
    } as unknown as Shop;
    await deed(shop);
    await Promise.all(waits);
  };
  const world = () => sandboxes.world(accountId);
  return { account, workshop, by, status, given, world };
}

test("every step that is checked has its solution, and no other", () => {
  expect(Object.keys(solutions).sort()).toEqual(checked.map(({ id }) => id).sort());
});

describe.each(checked.map(({ id }) => id))("%s", (id) => {
  const start = table[id]!.account ?? "workshop";
  test.each(start === "workshop" ? (["workshop", "empty"] as const) : [start])(
    "passes after its solution, from the state %s",
    async (state) => {
      const { account, workshop, by, status } = await paused(state);

      const said = await workshop.help(id, "solved", by(true));
      expect(said.deeds.every((deed) => deed.status === "planned")).toBe(true);
      expect(said.deeds.length).toBeGreaterThan(0);
      const done = await workshop.help(id, "solved", by());

      expect(done.deeds.filter((deed) => deed.status !== "done")).toEqual([]);
      expect((await checkStep(stepOf(id), account)).status).toBe("pass");
      expect(status(id)).toBe("solved");
    },
  );

  test.each(Object.entries(table[id]!.wrong).filter(([, { where }]) => !where))(
    "passes after its solution, from: %s",
    async (_, { given: deed }) => {
      const { account, workshop, by, given } = await paused(start);
      await given(deed);

      const done = await workshop.help(id, "solved", by());

      expect(done.deeds.filter((it) => it.status !== "done")).toEqual([]);
      expect((await checkStep(stepOf(id), account)).status).toBe("pass");
    },
  );

  test("undone, the account is as it was", async () => {
    const { account, workshop, by, status, world } = await paused(start);
    const before = await world();

    await workshop.help(id, "solved", by());
    const undone = await workshop.undo(id, by());
    const after = await world();

    expect(undone).toEqual({ undone: true, until: null, since: [] });
    expect(status(id)).toBe("todo");
    // Account time never goes back: what was skipped is lived through once more, as if nobody had been there.
    const twin = await paused(start);
    const ahead = Math.round((after.now - before.now) / 1000);
    for (let left = ahead; left > 0; left -= 86_400)
      await twin.account.clock!.set({ advanceSeconds: Math.min(left, 86_400) });
    expect({ ...after, clock: null }).toEqual({ ...(await twin.world()), clock: null });
    expect(await account.checkpoint!.last()).toBeNull();
  });
});

test("a preview changes nothing, and its diff names resource, field and both values", async () => {
  const { workshop, by, world } = await paused();
  const before = await world();

  const { changes, deeds } = await workshop.help("scaling-policy", "solved", by(true));

  expect(await world()).toEqual(before);
  expect(changes.slice(0, 1)).toEqual([
    {
      resource: "service/containers-workshop-ecs-cluster/containers-workshop-ecs-service",
      field: "MinCapacity",
      before: null,
      after: 1,
    },
  ]);
  expect(deeds[1]!.cli).toMatch(/^aws application-autoscaling put-scaling-policy --policy-name \S+/);
});

test("only the difference is done: a policy with one wrong number keeps its name", async () => {
  const { workshop, by, given } = await paused();
  await given(table["scaling-policy"]!.wrong["target 4"]?.given ?? scaledOut);

  const { deeds } = await workshop.help("scaling-policy", "solved", by(true));

  expect(deeds.length).toBeLessThanOrEqual(1);
});

test("there is nothing to solve where the step passes, or only asks to read", async () => {
  const { workshop, by } = await paused();
  await workshop.help("number-of-tasks", "solved", by());

  expect((await workshop.help("number-of-tasks", "solved", by(true))).deeds).toEqual([]);
  await expect(workshop.help("number-of-tasks", "solved", by())).rejects.toThrow(NotSolvable);
  await expect(workshop.help("read-overview", "solved", by())).rejects.toThrow(NotSolvable);
});

test("an undo says what else goes with it", async () => {
  const { workshop, by, given } = await paused();
  await workshop.help("number-of-tasks", "solved", by());
  await given(stepPolicy);

  const said = await workshop.undo("number-of-tasks", by(true));

  expect(said).toMatchObject({ undone: false, since: [{ operation: "PutScalingPolicy" }] });
  expect(await workshop.undo("scaling-policy", by(true))).toBeNull();
});

test("a skipped step brings its state, is not passed by itself, and is passed when its reader checks it", async () => {
  const { account, workshop, by, status } = await paused();

  await workshop.help("number-of-tasks", "skipped", by());
  await workshop.help("read-overview", "skipped", by());
  await workshop.check("number-of-tasks", { participantId: "ana", account, auto: true });
  expect([status("number-of-tasks"), status("read-overview")]).toEqual(["skipped", "skipped"]);

  await workshop.check("number-of-tasks", { participantId: "ana", account, auto: false });
  expect(status("number-of-tasks")).toBe("passed");
});

test("an account without load and clock is told so, and a skip there only goes on", async () => {
  const { workshop } = await paused();
  const account = preparedAccount({
    DescribeServices: { services: [{ status: "ACTIVE", desiredCount: 1, runningCount: 1 }] },
    GetMetricData: { MetricDataResults: [] },
  });
  const by = (preview: boolean) => ({ participantId: "ben", account, preview });

  expect((await workshop.help("send-load", "solved", by(true))).unavailable).toContain("neither send load");
  await expect(workshop.help("send-load", "solved", by(false))).rejects.toThrow(NotSolvable);
  expect((await workshop.help("send-load", "skipped", by(false))).deeds).toEqual([]);
});
