import { globSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import { ladders } from "./ladders.ts";
import { fadeFindings, questionFindings } from "./learning.ts";
import { brokenLinks } from "./links.ts";
import { type Finding, findingsOf } from "./rules.ts";
import { originalOf, translationFindings } from "./translations.ts";
import { type Known, knownIn, type Place, placeOf, read, type Source } from "./workshop.ts";

/** Everything an author has to mend in the content below `root`, in the order of files and lines; empty where all is well. */
export function lintContent(root: string): Finding[] {
  const files = ["content/[0-9]*.mdx", "content/labs/[0-9]*.mdx"].flatMap((it) => globSync(it, { cwd: root }).sort());
  const sources = files.map((file) => read(root, file));
  const known = knownIn(root);
  const steps = new Map<string, Place>();
  const findings = [
    ...sources.flatMap((source) => [...findingsOf(source, known), ...ladders(source), ...twice(source, steps)]),
    ...questionFindings(sources),
    ...fadeFindings(sources),
    ...brokenLinks(sources),
    ...translated(root, sources, known),
  ];
  for (const [id, { file, line }] of known.checks)
    if (!steps.has(id)) findings.push({ file, line, message: `The check ${id} belongs to no step of the content.` });
  return findings.sort((a, b) => a.file.localeCompare(b.file, "en") || a.line - b.line);
}

/** The same of the translations, each beside its original; of one that is behind, that alone. A link may lead to what is not translated. */
function translated(root: string, originals: Source[], known: Known): Finding[] {
  const files = globSync("content/pt-br/{,labs/}[0-9]*.mdx", { cwd: root }).sort();
  const translations = files.map((file) => {
    const source = read(root, file);
    const original = originals.find((it) => it.file === originalOf(source.file));
    return { source, behind: translationFindings(source, original) };
  });
  const shown = translations.filter(({ behind }) => behind.length === 0).map(({ source }) => source);
  const site = originals.map((it) => shown.find(({ file }) => originalOf(file) === it.file) ?? it);
  return [
    ...translations.flatMap(({ behind }) => behind),
    ...shown.flatMap((source) => findingsOf(source, known)),
    ...brokenLinks(site).filter(({ file }) => originalOf(file) !== file),
  ];
}

/** Steps whose id another step has already; `seen` remembers them across chapters. */
function twice(source: Source, seen: Map<string, Place>): Finding[] {
  const findings: Finding[] = [];
  for (const match of source.text.matchAll(/<Step\s[^>]*?\bid="([^"]*)"/g)) {
    const [place, id] = [placeOf(source, match.index), match[1]!];
    const first = seen.get(id);
    if (first) findings.push({ ...place, message: `The step id ${id} is taken: ${first.file}:${first.line}.` });
    else seen.set(id, place);
  }
  return findings;
}

const told = (findings: Finding[]) =>
  findings.map(({ file, line, message }) => `${file}:${line}: ${message}`).join("\n");

/** While one writes: a page with a mistake shows it, with file and line, instead of failing somewhere in its parts. */
export function refuseMistakes(file: string | undefined): void {
  if (!import.meta.env.DEV) return; // A build was stopped before its first page.
  const findings = lintContent(process.cwd()).filter((it) => it.file === file);
  if (findings.length > 0) throw new Error(told(findings));
}

/** Stops the build at what an author has to mend, and shows it over the page while one writes. */
export const contentLint: AstroIntegration = {
  name: "content-lint",
  hooks: {
    "astro:build:start": ({ logger }) => {
      const all = lintContent(process.cwd());
      const findings = all.filter(({ behind }) => !behind);
      if (all.length > findings.length) logger.warn(told(all.filter(({ behind }) => behind)));
      if (findings.length > 0) throw new Error(`The content has to be mended:\n${told(findings)}`);
    },
    "astro:server:setup": ({ server, logger }) => {
      const root = fileURLToPath(new URL("../..", import.meta.url));
      const look = () => {
        const findings = lintContent(root);
        const [first] = findings;
        if (!first) return;
        const message = told(findings);
        logger.error(message);
        const loc = { file: path.join(root, first.file), line: first.line, column: 0 };
        server.ws.send({ type: "error", err: { message, stack: "", plugin: "content-lint", loc } });
      };
      // The checks are not part of the site, and a step may lack one.
      server.watcher.add([path.join(root, "content"), path.join(root, "server/workshop")]);
      for (const event of ["add", "change", "unlink"] as const)
        server.watcher.on(event, (file) => {
          if (/(\/|\\)(content|workshop)(\/|\\).*\.(mdx|ts)$/.test(file)) look();
        });
      look();
    },
  },
};
