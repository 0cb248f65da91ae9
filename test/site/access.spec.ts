import type { Page } from "@playwright/test";
import { fitsItsWindow, hydrated, smallTargets, watchShifts } from "../support/axe.ts";
import { configureBySdk } from "../support/scaling.ts";
import { becomeParticipant, expect, openPanel, pass, step, test } from "../support/site.ts";

/** A participant whose service follows its CPU and whose account time passes only by skipping it. */
async function configured(page: Page): Promise<void> {
  await becomeParticipant(page);
  await page.request.put("/api/account/clock", { data: { paused: true } });
  await configureBySdk(page, { max: 5 });
}

const load = (page: Page, users: number) => page.request.put("/api/account/load", { data: { users, spawnRate: 50 } });

test("scaling is said once whichever panel is open, can be switched off, and panels can be held still", async ({
  page,
}) => {
  await configured(page);
  await page.goto("/chapters/generating-load/");
  const console = await openPanel(page, "Console");
  await expect(console.getByRole("row", { name: /containers-workshop-ecs-cluster/ })).toBeVisible();
  const said = page.getByRole("status").filter({ hasText: /Scaled|Alarm/ });
  // Every text that the announcer ever held, as a screen reader would have heard it.
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    for (const region of document.querySelectorAll("[role=status]"))
      new MutationObserver(() => region.textContent && heard.push(region.textContent)).observe(region, {
        childList: true,
        subtree: true,
        characterData: true,
      });
  });

  await load(page, 600);
  await pass(page, { minutes: 12 });
  await expect(said).toHaveText(/Scaled out from 1 to 5 tasks\.$/);
  await expect(said).toHaveText(/^Alarm Alarm(High|Low): OK\./);
  const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  expect(heard.filter((text) => text.includes("Scaled out"))).toHaveLength(1);

  const charts = await openPanel(page, "Charts");
  await expect(charts.getByText(/5 of 5 desired tasks running/)).toBeVisible();
  await page.getByRole("button", { name: "Pause updates" }).press("Enter");
  await expect(charts.getByText(/^Updates are paused/)).toBeVisible();
  await page.getByRole("button", { name: "Keys and settings" }).click();
  await page.getByLabel("Announce scaling and alarms to screen readers").uncheck();
  await page.keyboard.press("Escape");
  await load(page, 0);
  await pass(page, { minutes: 40 });
  const timeline = await openPanel(page, "Timeline");
  await expect(timeline.getByText("Setting desired count to 1. Successful.")).toBeVisible();
  await openPanel(page, "Charts");

  await expect(charts.getByText(/5 of 5 desired tasks running/)).toBeVisible();
  await charts.getByRole("button", { name: "Go on" }).press("Enter");
  await expect(charts.getByText(/1 of 1 desired tasks running/)).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Scaled in" })).toHaveCount(0);
});

test("the arrow keys read a chart datapoint by datapoint, with value and time, in charts, load and console", async ({
  page,
}) => {
  await configured(page);
  await load(page, 600);
  await pass(page, { minutes: 12 });
  await page.goto("/chapters/generating-load/");
  const charts = await openPanel(page, "Charts");
  const cpu = charts.getByRole("slider", { name: "CPUUtilization of the service" });
  await expect(cpu).toHaveAttribute("aria-valuetext", /CPU 38 %$/);
  await page.getByRole("slider", { name: "Load" }).focus();
  await page.keyboard.press("Tab");
  await expect(cpu).toBeFocused();
  const minute = async () => (await cpu.getAttribute("aria-valuetext"))!.slice(0, 5);
  const last = await minute();

  await page.keyboard.press("ArrowLeft");
  expect(await minute()).not.toBe(last);
  await expect(charts.locator(".chart-reading").nth(1)).toHaveText((await cpu.getAttribute("aria-valuetext"))!);
  await page.keyboard.press("End");
  expect(await minute()).toBe(last);
  await page.keyboard.press("Home");
  await expect(cpu).toHaveAttribute("aria-valuetext", /CPU 0(\.\d)? %$/);
  await expect(cpu).toHaveAttribute("aria-valuenow", "1");
  await page.keyboard.press("Tab");
  await expect(charts.getByRole("slider", { name: "Tasks" })).toHaveAttribute(
    "aria-valuetext",
    /pending 0, running 5, desired 5$/,
  );
  await page.keyboard.press("Tab");
  await expect(charts.locator(".chart-reading")).toHaveCount(0);

  const panel = await openPanel(page, "Load");
  await panel.getByRole("tab", { name: "Charts" }).click();
  await panel.getByRole("slider", { name: "Response times in milliseconds" }).press("Home");
  await expect(panel.locator(".chart-reading").nth(1)).toHaveText(/50%ile [\d,]+, 95%ile [\d,]+$/);

  const console = await openPanel(page, "Console");
  await console.getByRole("button", { name: "containers-workshop-ecs-cluster" }).click();
  await console.getByRole("tab", { name: "Metrics" }).click();
  const graph = console.getByRole("slider").first();
  await graph.press("End");
  await expect(console.getByText(/ at \d\d:\d\d$/)).toBeVisible();
  await console.getByText("The same as a table").click();
  await expect(console.getByRole("rowheader").first()).toHaveText(/^\d\d:\d\d:00$/);
});

test("at 400 % zoom a chapter is read and checked without scrolling sideways, and the focus is never under the header", async ({
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 256 }); // 1280 by 1024 pixels, four times as large
  const moved = await watchShifts(page);
  await becomeParticipant(page);
  await page.goto("/chapters/configuring-service-auto-scaling/");
  await hydrated(page);
  await expect(page.getByRole("button", { name: /^Account, / })).toBeVisible();
  expect(await moved()).toBeLessThanOrEqual(0.02);
  await fitsItsWindow(page);

  const first = step(page, "number-of-tasks");
  await first.getByRole("button", { name: "Open the console panel here" }).click();
  await expect(first.getByRole("button", { name: "containers-workshop-ecs-cluster" })).toBeVisible();
  await first.getByRole("button", { name: "Check", exact: true }).press("Enter");
  await expect(first.getByText(/is not registered|No scalable target|no scalable target/i).first()).toBeVisible();
  await fitsItsWindow(page);
  expect(await smallTargets(page)).toEqual([]);

  await page.evaluate(() => scrollTo(0, 0));
  for (const key of ["Tab", "Shift+Tab"]) {
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press(key);
      expect(await page.evaluate(underTheHeader)).toBe("");
    }
  }
});

/** The focused element where the sticky header hides it, else nothing. */
function underTheHeader(): string {
  const focused = document.activeElement!;
  const header = document.querySelector(".site-header")!;
  if (focused === document.body || header.contains(focused) || focused.matches(".skip-link")) return "";
  const { bottom, height } = focused.getBoundingClientRect();
  return height > 0 && bottom <= header.getBoundingClientRect().bottom ? focused.outerHTML.slice(0, 120) : "";
}
