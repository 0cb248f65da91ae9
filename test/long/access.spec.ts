import { globSync } from "node:fs";
import path from "node:path";
import { ApplicationAutoScalingClient, DeleteScalingPolicyCommand } from "@aws-sdk/client-application-auto-scaling";
import type { Locator, Page } from "@playwright/test";
import { faultless, fitsItsWindow, hydrated, smallTargets, watchShifts } from "../support/axe.ts";
import { CLUSTER, configureBySdk, SERVICE, sdkConfig, targetOf } from "../support/scaling.ts";
import { becomeParticipant, check, expect, openPanel, openSetAutoScaling, pass, step, test } from "../support/site.ts";
import { openTerminal } from "../support/terminal-screen.ts";

const dist = path.join(import.meta.dirname, "../../dist");
/** Every page that was built. */
const pages = globSync("**/*.html", { cwd: dist })
  .map((file) => `/${file.replace(/(^|\/)index\.html$/, "$1")}`)
  .sort();

/** A desktop, and 1280 pixels at 400 %. */
const WINDOWS = [
  { width: 1440, height: 900 },
  { width: 320, height: 640 },
];

for (const viewport of WINDOWS)
  test.describe(`at ${viewport.width} pixels`, () => {
    test.use({ viewport });
    for (const address of pages)
      test(`${address} has no fault in light and dark, fits its window and does not move`, async ({ page }) => {
        const moved = await watchShifts(page);
        await becomeParticipant(page);
        await page.goto(address);
        await hydrated(page);

        await faultless(page);
        await fitsItsWindow(page);
        expect(await smallTargets(page)).toEqual([]);
        expect(await moved()).toBeLessThanOrEqual(0.02);
      });
  });

test("print and paper: no fault with everything opened", async ({ page }) => {
  await page.emulateMedia({ media: "print" });
  await page.goto("/print/");

  await faultless(page);
});

test("the console and its wizard, in every screen", async ({ page }) => {
  await start(page, "/chapters/configuring-service-auto-scaling/");
  const console = await openPanel(page, "Console");
  const good = () => wellMade(page);
  await expect(console.getByRole("button", { name: CLUSTER })).toBeVisible();
  await good();
  await console.getByRole("button", { name: CLUSTER }).click();
  await everyTab(console, good);
  await console.getByRole("tab", { name: "Services" }).click();
  await console.getByRole("button", { name: SERVICE, exact: true }).click();
  await everyTab(console, good);

  await page.reload();
  await openPanel(page, "Console");
  await console.getByRole("button", { name: "Clusters" }).first().click();
  await openSetAutoScaling(console);
  await good();
  await console.getByLabel(/Configure Service Auto Scaling/).check();
  await console.getByRole("button", { name: "Next step" }).click();
  await expect(console.getByText("Minimum number of tasks is required.")).toBeVisible();
  await good();
  await console.getByLabel("Minimum number of tasks").fill("1");
  await console.getByLabel("Desired number of tasks").fill("1");
  await console.getByLabel("Maximum number of tasks").fill("5");
  await console.getByRole("button", { name: "Add scaling policy" }).click();
  await good();
  await console.getByLabel("Step scaling").check();
  await console.getByRole("button", { name: "Save" }).click();
  await good();
  await console.getByLabel("Target tracking").check();
  await console.getByLabel("Policy name").fill("cpu");
  await console.getByLabel("Target value").fill("40");
  await console.getByRole("button", { name: "Save" }).click();
  await good();
  await console.getByRole("button", { name: "Next step" }).click();
  await expect(console.getByText(/put-scaling-policy/)).toBeVisible();
  await good();
  await console.getByRole("button", { name: "Update Service" }).click();
  await expect(console.getByText("The service is updated.")).toBeVisible();
  await good();
});

test("load, charts and timeline, from nothing through a run to its end", async ({ page }) => {
  await start(page, "/chapters/generating-load/");
  const good = () => wellMade(page);
  for (const name of ["Load", "Charts", "Timeline"] as const) {
    await openPanel(page, name);
    await good();
  }
  await configureBySdk(page, { max: 5 });
  const load = await openPanel(page, "Load");
  await load.getByText("Advanced options").click();
  await load.getByLabel("Day curve").check();
  await good();
  await load.getByLabel("Constant").check();
  await load.getByRole("button", { name: "Start swarming" }).click();
  await expect(load.getByRole("tab").first()).toBeVisible();
  await pass(page, { minutes: 12 });
  await everyTab(load, good);
  await load.getByRole("tab", { name: "Charts" }).click();
  await load.getByText("The same as a table").click();
  await good();
  const charts = await openPanel(page, "Charts");
  await charts.getByRole("slider", { name: "Tasks" }).press("Home");
  await good();
  await charts.getByText("The same as a table").click();
  await charts
    .getByRole("button", { name: /Setting desired count/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Pause updates" }).click();
  await good();
  await charts.getByRole("button", { name: "Go on" }).click();
  const timeline = await openPanel(page, "Timeline");
  await timeline.getByRole("button", { name: /^more/ }).first().click();
  await good();
  await timeline.getByRole("searchbox").fill("nothing is called that");
  await good();
  await openPanel(page, "Load");
  await load.getByRole("button", { name: "Stop" }).click();
  await expect(load.getByRole("status")).toHaveText("Stopped");
  await good();
  await page.getByRole("button", { name: "Two panels" }).click();
  await good();
});

test("the terminal, as it is and in screen reader mode, with its search and the lines for one's own", async ({
  page,
}) => {
  await start(page, "/chapters/generating-load/");
  const terminal = await openTerminal(page);
  await terminal.line("aws ecs list-clusters");
  await terminal.ready();
  await wellMade(page);
  await terminal.panel.getByLabel("Screen reader mode").check();
  await terminal.panel.getByText("All keys").click();
  await wellMade(page);
  await terminal.input.press("Control+Shift+F");
  await wellMade(page);
  await terminal.panel.getByRole("button", { name: "Use your own terminal" }).click();
  await expect(terminal.panel.getByText(/AWS_ENDPOINT_URL/).first()).toBeVisible();
  await wellMade(page);
});

test("account, clock, search and keys, opened", async ({ page }) => {
  await start(page, "/chapters/overview/");
  await page.getByRole("button", { name: /^Account, / }).click();
  for (const summary of await page.locator("#account-panel summary").all()) await summary.click();
  await page.getByRole("button", { name: "Start over…" }).click();
  await wellMade(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Account time / }).click();
  await wellMade(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Search" }).click();
  await page.keyboard.type("cooldown");
  await expect(page.getByRole("option").first()).toBeVisible();
  await wellMade(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Keys and settings" }).click();
  await wellMade(page);
});

test("a step that fails, waits, errs, is done and has drifted, with its hints opened", async ({ page }) => {
  await start(page, "/chapters/configuring-service-auto-scaling/");
  const first = step(page, "number-of-tasks");
  await check(page, "number-of-tasks");
  await expect(first.getByText("expected", { exact: false }).first()).toBeVisible();
  for (const summary of await first.locator("summary").all()) if (await summary.isVisible()) await summary.click();
  await wellMade(page);
  await page.route("**/api/steps/*/check", (route) => route.abort());
  await check(page, "number-of-tasks");
  await expect(first.getByRole("alert")).toBeVisible();
  await wellMade(page);
  await page.unroute("**/api/steps/*/check");
  await configureBySdk(page, { max: 5 });
  await check(page, "number-of-tasks");
  await expect(first).toContainText("Done");
  await wellMade(page);

  const scaling = new ApplicationAutoScalingClient(await sdkConfig(page));
  await check(page, "scaling-policy");
  await scaling.send(new DeleteScalingPolicyCommand({ ...targetOf(SERVICE), PolicyName: "made-elsewhere" }));
  await page.reload();
  await wellMade(page);

  await page.goto("/chapters/generating-load/");
  await page.request.put("/api/account/load", { data: { users: 600, spawnRate: 50 } });
  await pass(page, { minutes: 1 });
  await check(page, "send-load");
  await wellMade(page);
});

/** A participant whose account time passes only by skipping it, on a page. */
async function start(page: Page, address: string): Promise<void> {
  await becomeParticipant(page);
  await page.request.put("/api/account/clock", { data: { paused: true } });
  await page.goto(address);
  await hydrated(page);
}

async function wellMade(page: Page): Promise<void> {
  await expect(page.getByText("Asking the account…")).toHaveCount(0);
  await faultless(page);
  await fitsItsWindow(page);
  expect(await smallTargets(page)).toEqual([]);
}

/** Looks at each tab of a panel. */
async function everyTab(panel: Locator, look: () => Promise<void>): Promise<void> {
  const tabs = panel.getByRole("tab");
  for (let i = 0; i < (await tabs.count()); i++) {
    await tabs.nth(i).click();
    await look();
  }
}
