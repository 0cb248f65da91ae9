import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "@playwright/test";
import { newParticipant } from "../server/http.ts";
import { findBrowser } from "../support/browser.ts";
import { startServer } from "../support/server.ts";

/* What a reader feels: the first paint on a slow machine, what moves under the eyes, how fast a check and a reset answer; and the build. */

const CHAPTER = "/chapters/configuring-service-auto-scaling/";
const VISITS = 5;
const CHECKS = 100;
const RESETS = 20;

const sorted = (values: number[]) => [...values].sort((a, b) => a - b);
const p95 = (values: number[]) => sorted(values)[Math.ceil(values.length * 0.95) - 1]!;
const median = (values: number[]) => sorted(values)[values.length >> 1]!;

/**
 * Wall milliseconds to the largest contentful paint of a chapter, processor slowed down four times (median of cold visits), and the
 * layout shift while it loads, its panels start and one reads to its end (the largest).
 */
export async function firstPaint(): Promise<{ lcpMs: number; shift: number }> {
  const server = await startServer();
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: ["--disable-background-networking"],
  });
  const paints: number[] = [];
  const shifts: number[] = [];
  for (let visit = 0; visit < VISITS; visit++) {
    const context = await browser.newContext({ locale: "en-US", viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.request.post(`${server.url}/api/participants`, { data: {} });
    const devtools = await context.newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await page.addInitScript(() => {
      const seen = { lcp: 0, shift: 0 };
      Object.assign(globalThis, { seen });
      new PerformanceObserver((list) => {
        seen.lcp = list.getEntries().at(-1)!.startTime;
      }).observe({ type: "largest-contentful-paint", buffered: true });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
          if (!entry.hadRecentInput) seen.shift += entry.value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(server.url + CHAPTER);
    await page.getByRole("tabpanel", { name: "Console" }).getByRole("button").first().waitFor();
    await page.mouse.wheel(0, 20_000);
    await page.waitForTimeout(1_000);
    const { lcp, shift } = await page.evaluate(
      () => (globalThis as unknown as { seen: { lcp: number; shift: number } }).seen,
    );
    paints.push(lcp);
    shifts.push(shift);
    await context.close();
  }
  await browser.close();
  await server.close();
  return { lcpMs: median(paints), shift: Math.max(...shifts) };
}

/** Wall milliseconds: 95th percentile of a check in the server (as it says itself) and over HTTP; the median of a reset. */
export async function answers(): Promise<{ checkMs: number; checkHttpMs: number; resetMs: number }> {
  const server = await startServer();
  const me = await newParticipant(server.url);
  const inServer: number[] = [];
  const overHttp: number[] = [];
  for (let i = 0; i < CHECKS; i++) {
    const step = ["number-of-tasks", "scaling-policy", "alarm-high", "scaled-in"][i % 4]!;
    const started = performance.now();
    const { json } = await me.post(`/api/steps/${step}/check`, {});
    overHttp.push(performance.now() - started);
    inServer.push(json().took_ms);
  }
  const resets: number[] = [];
  for (let i = 0; i < RESETS; i++) {
    await me.put("/api/account/load", { users: 600, spawnRate: 100 });
    await me.put("/api/account/clock", { advanceSeconds: 3_600 });
    const started = performance.now();
    await me.post("/api/account/reset", { to: "workshop" });
    resets.push(performance.now() - started);
  }
  await server.close();
  return { checkMs: p95(inServer), checkHttpMs: p95(overHttp), resetMs: median(resets) };
}

/** Wall seconds of a build of the whole site, search index included, into a folder of its own. */
export async function build(): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), "workshop-build-"));
  const root = path.dirname(path.dirname(import.meta.dirname));
  const started = performance.now();
  const astro = path.join(root, "node_modules/astro/bin/astro.mjs");
  const child = spawn(process.execPath, [astro, "build", "--outDir", folder], {
    cwd: root,
    stdio: "ignore",
    env: { ...process.env, BASE_PATH: "/", ASTRO_TELEMETRY_DISABLED: "1" },
  });
  const [code] = await once(child, "close");
  rmSync(folder, { recursive: true, force: true });
  if (code !== 0) throw new Error(`astro build ended with code ${code}.`);
  return (performance.now() - started) / 1000;
}
