import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { catalog } from "../../server/sandbox/services/catalog.ts";
import type { ServiceId } from "../../server/sandbox/services/operation.ts";
import { shapesOf } from "../../server/sandbox/wire/schemas.ts";
import { type InPart, root, sectionOf, services } from "./facts-page.ts";
import { membersBelow } from "./input-members.ts";

/*
 * Nothing that a caller says is dropped without a word: the code of an operation, with what it imports from the services, names
 * each member of its input, in reading or in refusing it, or the page names the member (or one around it) as refused or without
 * effect. This looks at names only: whether a member is read rightly is for the tests of the operation.
 */

const servicesFolder = path.join(root, "server/sandbox/services");

/** A file and all it imports within the services, without comments, types of imports and the table of what values it accepts. */
function codeOf(file: string, seen = new Set<string>()): string {
  if (seen.has(file) || !existsSync(file) || !file.startsWith(servicesFolder)) return "";
  seen.add(file);
  const text = readFileSync(file, "utf8");
  const imported = [...text.matchAll(/^import (?!type)[^"]*"(\.[^"]+)"/gm)].map(([, from]) =>
    path.join(file, "..", from!),
  );
  const own = text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\/\/.*$/gm, "")
    .replace(/^import [^"]*"[^"]*";$/gm, "")
    .replace(/^ {2}accepts: \{.*\},$/gm, "")
    .replace(/^(?: {2}accepts:|const accepts =) \{$[\s\S]*?^(?: {2})?\}[,;]$/gm, "");
  return [own, ...imported.map((it) => codeOf(it, seen))].join("\n");
}

/** The members that the page names for an operation, and for the operations that its sentence refers to. */
function namedOnPage(rows: Map<string, InPart>, operation: string, seen: string[] = []): string[] {
  const row = rows.get(operation);
  if (!row || seen.includes(operation)) return [];
  const others = [...rows.keys()].filter((it) => new RegExp(`\\b${it}\\b`).test(row.sentence));
  return [...row.members, ...others.flatMap((it) => namedOnPage(rows, it, [...seen, operation]))];
}

const isAlwaysRefused = (row: InPart | undefined) => /^always (refused|answers)/.test(row?.sentence ?? "");

async function silent(service: ServiceId): Promise<string[]> {
  const shapes = await shapesOf(service);
  const { inPart } = sectionOf(service);
  const index = readFileSync(path.join(servicesFolder, service, "index.ts"), "utf8");
  return Object.keys(catalog[service]).flatMap((operation) => {
    if (isAlwaysRefused(inPart.get(operation))) return [];
    const [, from] = new RegExp(`import \\{[^}]*\\b${operation}\\b[^}]*\\} from "(\\.[^"]+)"`).exec(index)!;
    const words = new Set(codeOf(path.join(servicesFolder, service, from!)).match(/\w+/g));
    const named = namedOnPage(inPart, operation);
    const isTold = (member: string) => named.some((it) => it === member || member.startsWith(`${it}.`));
    const members = membersBelow(
      shapes.operation(operation)!.input,
      (member, name) => words.has(name) && !isTold(member),
    );
    return members
      .filter((member) => !words.has(member.split(".").at(-1)!) && !isTold(member))
      .map((member) => `${operation}: ${member}`);
  });
}

test.each(services)("every member of every input of %s is read, refused, or told on the page", async (service) => {
  expect(await silent(service)).toEqual([]);
});
