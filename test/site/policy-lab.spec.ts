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

  await page.getByRole("radio", { name: "A", exact: true }).check();
  await page.getByRole("button", { name: "1 → 3 tasks" }).press("Enter");
  await expect(page.getByText(/CPU was .* for 3 of 3 minutes above 40 %: ceil\(1 × .*\) = 3 tasks/)).toBeVisible();

  const [numbers, address] = [await page.locator(".lab-figures").textContent(), page.url()];
  await page.goto("about:blank");
  await page.goto(address);
  await expect(page.locator(".lab-figures")).toHaveText(numbers!);
  await expect(variant(page, "C").getByLabel("Policy")).toHaveValue("step");

  await page.getByRole("link", { name: "A spike, three ways" }).press("Enter");
  await expect(page.locator(".lab-figures thead")).toContainText("A: CPU 40 %");

  await page.getByRole("link", { name: "Beat the bill" }).press("Enter");
  await expect(figure(page, "Against par", 1)).toHaveText("goal missed");
  await variant(page, "B").getByLabel("Policy").selectOption("Target tracking on requests");
  await variant(page, "B").getByLabel("Target, requests a minute and task").fill("1300");
  await expect(figure(page, "Against par", 1)).toHaveText(/% below/);

  await page.getByLabel("Curve").selectOption("My own points");
  const users = page.getByLabel("Point 2: users");
  await expect(users).toHaveValue("600");
  const handle = (await page.locator(".lab-handle").nth(1).boundingBox())!;
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await page.mouse.down();
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2 + 40);
  await page.mouse.up();
  await expect(users).not.toHaveValue("600");
  await users.fill("0");
  await page.getByRole("button", { name: "Add a point" }).press("Enter");
  await expect(page.getByLabel("Point 5: users")).toBeVisible();
  expect(page.url()).toContain("points:0-0_10-0_");

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
