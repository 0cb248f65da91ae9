import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

/** Words in a row that two texts may share by chance. */
const RUN = 12;

const here = import.meta.dirname;

/**
 * Each run of twelve words of the published workshop's chapter, as the first eight hexadecimal digits of its SHA-256: the text
 * itself is not ours to keep. Made with `fingerprints` below from bemer/containers-on-aws-workshop, 07-AutoScaling.
 */
const published = new Set(readFileSync(path.join(here, "published-runs.txt"), "utf8").split(/\s+/).filter(Boolean));

function fingerprints(text: string): Map<string, string> {
  const words =
    text
      .toLowerCase()
      .replaceAll("’", "'")
      .match(/[a-z0-9'-]+/g) ?? [];
  const runs = words.slice(0, Math.max(0, words.length - RUN + 1)).map((_, i) => words.slice(i, i + RUN).join(" "));
  return new Map(runs.map((run) => [createHash("sha256").update(run).digest("hex").slice(0, 8), run]));
}

test.each(globSync("{content/*.mdx,site/pages/**/*.astro}", { cwd: path.join(here, "../..") }))(
  "%s is told in own words",
  (file) => {
    // Tables name fields and their values, which have to be literal.
    const prose = readFileSync(path.join(here, "../..", file), "utf8").replace(/^\|.*$/gm, "");

    const shared = [...fingerprints(prose)].filter(([fingerprint]) => published.has(fingerprint));

    expect(published.size).toBeGreaterThan(300);
    expect(shared.map(([, run]) => run)).toEqual([]);
  },
);
