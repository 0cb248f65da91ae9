import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { becomeParticipant, check, expect, step, test } from "../support/site.ts";

const STEP = "read-overview";

test("progress is saved as a file and taken from it in another browser", async ({ page, browser, baseURL }, info) => {
  await becomeParticipant(page);
  await page.goto("/chapters/overview/");
  await check(page, STEP);
  await openAccount(page);
  const downloaded = page.waitForEvent("download");
  await page.getByRole("link", { name: "Save progress as a file" }).click();
  const file = info.outputPath("progress.json");
  await (await downloaded).saveAs(file);

  const other = await (await browser.newContext({ baseURL, locale: "en-US" })).newPage();
  await becomeParticipant(other);
  await other.goto("/chapters/overview/");
  await expect(step(other, STEP).getByRole("button", { name: "Mark as read" })).toBeVisible();
  await openAccount(other);
  await other.getByLabel("Take progress from a file").setInputFiles(file);

  await expect(other.getByText("1 step is done now.")).toBeVisible();
  await other.reload();
  await expect(step(other, STEP).getByRole("button", { name: "Mark as read" })).toHaveCount(0);
  await other.context().close();
});

test("my data is deleted after a list of what goes, and the page is a stranger's again", async ({ page }) => {
  await becomeParticipant(page);
  await page.goto("/chapters/overview/");
  await openAccount(page);
  await page.getByRole("button", { name: "Delete my data…" }).click();
  await expect(page.getByText("your progress in every chapter and lab")).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include("#account-panel").analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await page.getByRole("button", { name: "Yes, delete everything" }).click();

  await expect(page.getByRole("button", { name: /^Account, / })).toHaveCount(0);
  expect((await page.request.get("/api/account")).status()).toBe(401);
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("workshop:state:"))),
  ).toEqual([]);
});

async function openAccount(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Account, / }).click();
}
