import { expect, test } from "vitest";
import type { ProgressStore, StepRecord } from "../../server/workshop/progress.ts";
import { exportProgress, importProgress, isOurs } from "../../server/workshop/progress-file.ts";

/** Progress in memory; of a participant who has answered nothing. */
function store(): Parameters<typeof exportProgress>[0] & { records: StepRecord[] } {
  const records: StepRecord[] = [];
  const progress: ProgressStore = {
    list: async (participantId, scope) =>
      records.filter((it) => it.participantId === participantId && it.scope === scope),
    put: async (record) => void records.push(record),
    remove: async () => undefined,
  };
  return { records, progress, answers: { list: async () => [], put: async () => undefined } };
}

const done = (purpose: string, step: string) => ({ purpose, step, status: "passed" as const, at: 5 });
const fileOf = (steps: ReturnType<typeof done>[]) => ({
  format: "ecs-auto-scaling-workshop/progress" as const,
  version: 1 as const,
  exportedAt: 9,
  steps,
  signature: "",
});

test("the steps of a lab that was never started here are left out, and told", async () => {
  const kept = store();
  const owner = { participantId: "anna", accounts: new Map([["workshop", "111"]]) };

  const taken = await importProgress(kept, owner, fileOf([done("workshop", "one"), done("lab:step-scaling", "two")]));

  expect(taken).toEqual({ imported: 1, kept: 0, answers: 0, withoutAccount: ["step-scaling"] });
  expect(kept.records.map(({ scope, step, status }) => [scope, step, status])).toEqual([["111", "one", "passed"]]);
});

test("a record that is here stays: a step that has drifted does not come back by a file", async () => {
  const kept = store();
  const owner = { participantId: "anna", accounts: new Map([["workshop", "111"]]) };
  await importProgress(kept, owner, fileOf([{ ...done("workshop", "one"), status: "drifted" as never }]));

  expect(await importProgress(kept, owner, fileOf([done("workshop", "one")]))).toMatchObject({ imported: 0, kept: 1 });
  expect(kept.records.map(({ status }) => status)).toEqual(["drifted"]);
});

test("a signature covers every member, and another key makes another signature", async () => {
  const kept = store();
  const owner = { participantId: "anna", accounts: new Map([["workshop", "111"]]) };
  await importProgress(kept, owner, fileOf([done("workshop", "one")]));
  const file = await exportProgress(kept, owner, { key: "k", now: 9 });

  expect(isOurs(file, "k")).toBe(true);
  expect(isOurs(file, "other")).toBe(false);
  for (const changed of [
    { ...file, exportedAt: 10 },
    { ...file, steps: [] },
    { ...file, answers: [{ purpose: "workshop", question: "one", at: 5, text: "Because." }] },
    ...(["purpose", "step", "status", "at"] as const).map((name) => ({
      ...file,
      steps: [{ ...file.steps[0]!, [name]: name === "at" ? 6 : "skipped" }],
    })),
    { ...file, signature: "" },
  ])
    expect(isOurs(changed, "k")).toBe(false);
});
