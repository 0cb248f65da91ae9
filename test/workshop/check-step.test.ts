import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";

/* `npm run check-step`, as an author types it. */

const root = path.join(import.meta.dirname, "../..");

function checkStep(...options: string[]) {
  const file = path.join(root, "test/workshop/check-step.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...options], { encoding: "utf8" });
  return { status, out: stdout, err: stderr };
}

test("a step's check says of a named state what the page would say", () => {
  const { status, out } = checkStep("--step", "scaling-policy", "--state", "target 400");

  expect(status).toBe(0);
  expect(out).toMatch(/^Not yet\n {2}Target value\n {2}Expected {2}40\n {2}Found {5}400\n {2}Scaling policy /);
  expect(out).toContain("hint target-value\n\nAlready right: 5\n");
});

test("the example of a state of one's own in content/README.md is one", () => {
  const [, example] = /```json\n([\s\S]*?)\n```/.exec(readFileSync(path.join(root, "content/README.md"), "utf8"))!;
  const file = path.join(mkdtempSync(path.join(tmpdir(), "check-step-")), "state.json");
  writeFileSync(file, example!);

  expect(checkStep("--step", "number-of-tasks", "--state", file).out).toMatch(
    /^Not yet\n {2}The service is a scalable target\n/,
  );
});

test("a name that does not exist is told, with those that do", () => {
  expect(checkStep("--step", "scaling-policy", "--state", "target 4000")).toMatchObject({
    status: 2,
    err: expect.stringMatching(/^The step scaling-policy has no state "target 4000"\. States: start · solution · /),
  });
  expect(checkStep("--step", "scaling")).toMatchObject({
    status: 2,
    err: expect.stringContaining("Checks: number-of"),
  });
  expect(checkStep("--step", "scaling-policy", "--state", "no.json").err).toContain("no.json cannot be read as JSON");
});
