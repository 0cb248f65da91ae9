import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/site.ts";

const summary = (page: Page) => page.locator(".lab-summary");
const variant = (page: Page, letter: string) => page.getByRole("group", { name: `Variant ${letter}` });
/** A figure of the table: a measure's row, a variant's column. */
const figure = (page: Page, measure: string, column: number) =>
  page
    .getByRole("table", { name: "The variants in numbers" })
    .getByRole("row", { name: measure })
    .getByRole("cell")
    .nth(column);

test("variants are changed by keyboard, compared, shared and opened again", async ({ page }) => {
  await page.goto("/labs/policy-lab/");
  await expect(figure(page, "Most tasks", 0)).toHaveText("5");
  await expect(summary(page)).toContainText("B, compared with A");
  const before = await figure(page, "Task-hours", 1).textContent();

  await variant(page, "B").getByLabel("Target, % CPU").fill("20");
  await expect(figure(page, "Task-hours", 1)).not.toHaveText(before!);
  await variant(page, "B").getByLabel("Maximum tasks").focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("2");
  await expect(figure(page, "Most tasks", 1)).toHaveText("2");
  await expect(summary(page)).toContainText("at most 2 tasks instead of 5");

  await variant(page, "B").getByLabel("Minimum tasks").fill("4");
  await expect(variant(page, "B")).toContainText("The minimum is above the maximum.");
  await expect(figure(page, "Most tasks", 1)).toHaveText("2");
  await variant(page, "B").getByLabel("Minimum tasks").fill("99");
  await expect(variant(page, "B")).toContainText("A whole number from 0 to 20.");
  await variant(page, "B").getByLabel("Minimum tasks").fill("1");

  await page.getByRole("button", { name: "Add a variant" }).press("Enter");
  await variant(page, "C").getByLabel("Policy").selectOption("Step scaling on CPU");
  await expect(figure(page, "Most tasks", 2)).toHaveText("2");
  await page.getByText("C as a table").click();
  await expect(page.getByRole("table", { name: "C as a table" }).getByRole("row")).toHaveCount(62);

  const [numbers, address] = [await page.locator(".lab-figures").textContent(), page.url()];
  await page.goto("about:blank");
  await page.goto(address);
  await expect(page.locator(".lab-figures")).toHaveText(numbers!);
  await expect(variant(page, "C").getByLabel("Policy")).toHaveValue("step");

  await page.getByRole("link", { name: "A spike, three ways" }).press("Enter");
  await expect(page.locator(".lab-figures thead")).toContainText("A: CPU 40 %");
  await page.evaluate(() => {
    location.hash = "load=users:999999&a=cpuTarget:4000,__proto__:1,name:%3Cb%3Ebold";
  });
  await expect(page.getByRole("status").filter({ hasText: "cpuTarget:4000, __proto__:1, users:999999" })).toBeVisible();
  await expect(page.locator(".lab-figures thead")).toContainText("A: <b>bold");
});

for (const [scheme, width] of [
  ["light", 1440],
  ["dark", 360],
] as const)
  test(`the lab is accessible, fits ${width} px and stays where it is, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 800 });
    await page.addInitScript(() => {
      new PerformanceObserver((list) => {
        for (const it of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
          if (!it.hadRecentInput)
            document.documentElement.dataset.shift = String(
              Number(document.documentElement.dataset.shift ?? 0) + it.value,
            );
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto("/labs/policy-lab/");
    await expect(figure(page, "Most tasks", 1)).toHaveText("4");
    for (const it of await page.getByText("More settings").all()) await it.click();

    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(Number(await page.evaluate(() => document.documentElement.dataset.shift ?? 0))).toBeLessThan(0.02);
  });

test("without JavaScript there are the questions, and three runs as a table", async ({ browser, baseURL }) => {
  const page = await browser.newPage({ baseURL: baseURL!, javaScriptEnabled: false });
  await page.goto("/labs/policy-lab/");

  await expect(page.getByRole("link", { name: "A spike, three ways" })).toBeVisible();
  await expect(page.getByRole("row", { name: "Above target" })).toContainText("30 min");
  await expect(page.getByRole("button", { name: "Add a variant" })).toBeHidden();
  await page.close();
});
