/*
 * `npm test` and `npm run test:long`, on a fresh clone too: installs, then runs each runner under the installed Node and adds up.
 *
 *   npm test                 types, lint, unit and wire tests, the site build, browser tests
 *   npm test -- unit         one part: types, lint, unit, build or site
 *   npm run test:long        what takes long or needs foreign clients; one part of it: long or pages
 *
 * Plain JavaScript: it runs before anything is installed, on Node 20 and later.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureBuilt, ensureInstalled, nodeBinary } from "../server/start/prepare.mjs";

const root = path.dirname(import.meta.dirname);
const words = process.argv.slice(2);
const long = words.includes("--long");
const totalFile = words.find((word) => word.startsWith("--total="))?.slice("--total=".length);
const chosen = words.filter((word) => !word.startsWith("--"));
const reports = mkdtempSync(path.join(tmpdir(), "workshop-test-"));

await ensureInstalled();
const node = await nodeBinary();
let passed = 0;
let failed = 0;

/** Runs one program of node_modules under the installed Node; true when it succeeded. */
function run(script, args, env = {}) {
  const result = spawnSync(node, [path.join(root, "node_modules", script), ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: "1", ...env },
  });
  return result.status === 0;
}

/** A program that counts as one test. */
function single(title, script, args) {
  console.log(`\n── ${title}`);
  if (run(script, args)) passed++;
  else failed++;
}

/** A runner that tells its own numbers in a JSON report. */
function runner(title, script, args, report, read, env) {
  console.log(`\n── ${title}`);
  const ok = run(script, args, env);
  try {
    const counts = read(JSON.parse(readFileSync(report, "utf8")));
    passed += counts.passed;
    failed += counts.failed;
    if (!ok && counts.failed === 0) failed++;
  } catch {
    failed++;
  }
}

function vitest(title, config) {
  const report = path.join(reports, `${title}.json`);
  // A skipped test counts as a failure: what was not tried is not proven.
  const read = (it) => ({
    passed: it.numPassedTests,
    failed:
      it.numFailedTests +
      it.numPendingTests +
      it.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length,
  });
  const args = ["run", "--config", config, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  runner(title, "vitest/vitest.mjs", args, report, read);
}

function playwright(title, config) {
  const report = path.join(reports, `${title}.json`);
  const read = ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected + stats.skipped });
  runner(title, "@playwright/test/cli.js", ["test", "--config", config, "--reporter=line,json"], report, read, {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
}

const parts = long
  ? {
      long: () => vitest("long", "test/long/vitest.config.ts"),
      pages: () => playwright("pages", "test/long/playwright.config.ts"),
    }
  : {
      lint: () => {
        single("lint", "@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."]);
        single("unused code", "knip/bin/knip.js", []);
      },
      build: async () => {
        console.log("\n── site build");
        await ensureBuilt();
        passed++;
      },
      // astro check reads every TypeScript file of tsconfig.json, the server's and the tests' too.
      types: () => single("types", "astro/bin/astro.mjs", ["check", "--minimumSeverity", "warning"]),
      unit: () => vitest("unit", "test/vitest.config.ts"),
      site: () => playwright("site", "test/playwright.config.ts"),
    };

const unknown = chosen.filter((part) => !(part in parts));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(", ")}. Parts: ${Object.keys(parts).join(", ")}.`);
  process.exit(2);
}
if (long) await ensureBuilt();
for (const [name, part] of Object.entries(parts)) if (chosen.length === 0 || chosen.includes(name)) await part();

rmSync(reports, { recursive: true, force: true });
if (totalFile) writeFileSync(path.join(root, totalFile), `${passed} ${failed}\n`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
