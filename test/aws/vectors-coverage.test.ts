import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { catalog } from "../../server/sandbox/services/catalog.ts";
import controls from "../vectors/controls.json" with { type: "json" };
import dynamics from "../vectors/dynamics.json" with { type: "json" };
import type { Vector } from "./vectors.ts";

/* A vector that no test runs proves nothing. */

const root = path.join(import.meta.dirname, "..");
const tests = globSync("**/*.test.ts", { cwd: root })
  .filter((file) => file !== path.relative(root, import.meta.filename))
  .map((file) => ({ file, text: readFileSync(path.join(root, file), "utf8") }));
const testsThatSay = (words: string) => tests.filter(({ text }) => text.includes(words)).map(({ file }) => file);

test("every row of dynamics.json is run: by its kind, or by its name", () => {
  const unrun = (dynamics as unknown as { name: string; kind?: string }[]).filter(({ name, kind }) =>
    kind === undefined
      ? testsThatSay(`"${name}"`).length === 0
      : testsThatSay(`filter((it) => it.kind === "${kind}")`).length !== 1,
  );

  expect(unrun).toEqual([]);
});

test("every row of controls.json belongs to a service whose rows are run one by one, through operations that are there", () => {
  const rows = controls as unknown as Vector[];
  const services = [...new Set(rows.map((it) => it.service))];

  expect(services.filter((it) => testsThatSay(`testVectors("${it}", `).length !== 1)).toEqual([]);
  const operations: Record<string, unknown>[] = Object.values(catalog);
  const unknown = rows.filter((row) => !operations.some((it) => row.operation in it));
  expect(unknown.map(({ id }) => id)).toEqual([]);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
});
