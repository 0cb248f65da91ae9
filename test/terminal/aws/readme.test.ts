import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { DIFFERENCES } from "./differences.ts";

test("every reason for a difference is in the page about the command", () => {
  const page = readFileSync(path.join(import.meta.dirname, "../../../server/terminal/aws/README.md"), "utf8");

  const reasons = [...new Set(Object.values(DIFFERENCES))];
  expect(reasons.filter((it) => !page.includes(`| ${it} |`))).toEqual([]);
});
