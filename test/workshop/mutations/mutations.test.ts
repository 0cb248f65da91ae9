import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { CheckResult } from "../../../server/contract/index.ts";
import { chapters } from "../../../server/workshop/chapters/index.ts";
import { misconceptions } from "../../../server/workshop/misconceptions.ts";
import { firstMiss, shop } from "../sandbox.ts";
import type { Deed } from "./states.ts";
import { table } from "./table.ts";

/*
 * Every check against the states it has to tell apart: the start, the chapter's solution, other ways to the same properties, and the
 * wrong states that have a name. The table that comes out is printed, and kept in test-results/checks.txt.
 */

const checks = chapters.flatMap((chapter) => chapter.steps).filter((step) => step.kind === "check");
const report: { step: string; state: string; result: string }[] = [];

async function checked(step: string, given: Deed, where = table[step]!.account): Promise<CheckResult> {
  const it = shop(where && { state: where });
  await given(it);
  it.asked();
  const result = await it.check(step);
  // Whatever it finds, a check only reads.
  expect(it.asked().filter((operation) => !/^(Describe|Get|List)/.test(operation))).toEqual([]);
  return result;
}

/** The message that a participant sees first, without the step's name; a passed check says `pass`. */
function saidFirst(result: CheckResult, step: string): string {
  return firstMiss(result)?.messageKey.slice(step.length + 1) ?? result.status;
}

test("every step that is checked has its row", () => {
  expect(Object.keys(table).sort()).toEqual(checks.map(({ id }) => id).sort());
});

test("every row has three other ways and three wrong states at least", () => {
  for (const [step, { variants, wrong }] of Object.entries(table)) {
    expect(Object.keys(variants).length, step).toBeGreaterThanOrEqual(3);
    expect(Object.keys(wrong).length, step).toBeGreaterThanOrEqual(3);
  }
});

describe.each(Object.entries(table))("%s", (step, { start, solution, variants, wrong }) => {
  test("is not done at the start", async () => {
    const result = await checked(step, start.given);

    report.push({ step, state: "start", result: saidFirst(result, step) });
    expect(result.status).toBe(start.status ?? "fail");
  });

  test.each(Object.entries({ "the chapter's solution": solution, ...variants }))("%s passes", async (state, given) => {
    const result = await checked(step, given);

    report.push({ step, state, result: saidFirst(result, step) });
    expect(saidFirst(result, step)).toBe("pass");
    expect(result.checks.every(({ status, why }) => status === "pass" && why.length > 0)).toBe(true);
  });

  test.each(Object.entries(wrong))("%s has its own message", async (state, { given, says, status = "fail", where }) => {
    const result = await checked(step, given, where);

    const said = saidFirst(result, step);
    report.push({ step, state, result: said });
    expect(result.status).toBe(status);
    const miss = firstMiss(result)!;
    // A miss names the resource, and of a field both values.
    if (miss.status === "fail") expect(miss.why).toContain(String(miss.values.resource));
    if (miss.status === "fail" && miss.values.field) expect(miss.why).toContain(`, expected ${miss.expected}.`);
    expect(says.endsWith("-") ? said.startsWith(says) : said === says, `${said} instead of ${says}`).toBe(true);
  });
});

test("every misconception has its own words, and is reached by a state or by a test that names it", () => {
  const texts = Object.values(misconceptions).map(({ text }) => text);
  const reached = new Set(
    Object.values(table).flatMap((row) => Object.values(row.wrong).map((it) => it.says.split(".").at(-1))),
  );

  expect(new Set(texts).size).toBe(texts.length);
  // `no-room` needs instances without memory, `other-region` an account that keeps its calls, `no-datapoints` and
  // `requests-metric` states that take a load balancer's label: running.test.ts and configuring.test.ts have them.
  const elsewhere = ["no-room", "other-region", "no-datapoints", "requests-metric"];
  expect(
    Object.values(misconceptions)
      .map(({ id }) => id)
      .filter((id) => !reached.has(id) && !elsewhere.includes(id)),
  ).toEqual([]);
});

afterAll(() => {
  const order = Object.keys(table);
  const rows = report.sort((a, b) => order.indexOf(a.step) - order.indexOf(b.step));
  const lines = rows.map(({ step, state, result }) => `${step.padEnd(24)}${state.padEnd(46)}${result}`);
  const text = [
    "STEP                    STATE                                         WHAT THE CHECK SAYS FIRST",
    ...lines,
  ];
  const folder = path.join(import.meta.dirname, "../../../test-results");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "checks.txt"), `${text.join("\n")}\n`);
  console.log(text.join("\n"));
});
