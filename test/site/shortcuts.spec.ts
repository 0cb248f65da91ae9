import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/site.ts";

const keys = (page: Page) => page.getByRole("dialog", { name: "Keys and settings" });

test("? lists the keys, Esc closes the list, and the focus is where it was", async ({ page }) => {
  await page.goto("/chapters/overview/");
  const link = page.getByRole("link", { name: "How true is the sandbox?" }).last();
  await link.focus();
  await press(page, "?");
  await expect(keys(page)).toContainText("search");
  const { violations } = await new AxeBuilder({ page }).include(".keys-dialog").analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await page.keyboard.press("Escape");

  await expect(keys(page)).toBeHidden();
  await expect(link).toBeFocused();
});

test("turned off, single keys do nothing, also after a reload; the button still opens the list", async ({ page }) => {
  await page.goto("/chapters/overview/");
  await press(page, "?");
  await keys(page).getByLabel("Use the keys / and ? alone").uncheck();
  await keys(page).getByRole("button", { name: "Close" }).click();
  await page.reload({ waitUntil: "networkidle" });

  await page.keyboard.press("?");
  await page.keyboard.press("/");

  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("button", { name: "Keys and settings", exact: true }).click();
  await expect(keys(page)).toBeVisible();
  await keys(page).getByLabel("Use the keys / and ? alone").check();
  await keys(page).getByRole("button", { name: "Close" }).click();
  await press(page, "?");
});

/** Presses `key` until the list is open: the page is there before its script listens. */
async function press(page: Page, key: string): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key);
    await expect(keys(page)).toBeVisible({ timeout: 500 });
  }).toPass();
}
