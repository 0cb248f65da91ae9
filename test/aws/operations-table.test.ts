import { existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { catalog } from "../../server/sandbox/services/catalog.ts";
import { shapesOf } from "../../server/sandbox/wire/schemas.ts";
import { defaultParameters } from "../../server/sandbox/world/parameters.ts";
import { page, quoted, root, sectionOf, services } from "./facts-page.ts";
import { membersBelow } from "./input-members.ts";

test.each(services)("the page says which operations of %s there are, and which are absent", async (service) => {
  const { operationNames } = await shapesOf(service);
  const present = Object.keys(catalog[service]).sort();
  const { counts, whole, inPart, absent } = sectionOf(service);

  expect([...whole, ...inPart.keys()].sort()).toEqual(present);
  expect(absent).toEqual(operationNames.filter((name) => !present.includes(name)));
  expect(counts).toBe(`${present.length} of ${operationNames.length}`);
});

test.each(services)(
  "what the page calls refused or without effect are members of the operations of %s",
  async (service) => {
    const shapes = await shapesOf(service);
    const unknown: string[] = [];
    for (const [operation, { members }] of sectionOf(service).inPart) {
      const known = new Set(membersBelow(shapes.operation(operation)?.input, () => true));
      unknown.push(...members.filter((it) => !known.has(it)).map((it) => `${operation}: ${it}`));
    }
    expect(unknown).toEqual([]);
  },
);

test("the page gives the simulation's numbers as they are", () => {
  const rows = [...page.matchAll(/^\| `([\w.]+)` \| ([\d.]+) \| (AWS|Observed|Simplified) \|/gm)];
  const said = rows.map(([, name, value]) => [name, Number(value)]);
  const held = Object.entries(defaultParameters).flatMap(([name, value]) =>
    typeof value === "number"
      ? [[name, value]]
      : Object.entries(value).map(([kind, seconds]) => [`${name}.${kind}`, seconds]),
  );

  expect(said).toEqual(held);
});

test("every test that the page names is there", () => {
  const named = quoted(page).filter((it) => /^test\/[^*]+$/.test(it));

  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((it) => !existsSync(path.join(root, it)))).toEqual([]);
});
