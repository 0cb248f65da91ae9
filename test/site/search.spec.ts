import type { Page } from "@playwright/test";
import { faultless } from "../support/axe.ts";
import { expect, test } from "../support/site.ts";

const CHAPTER = "/chapters/configuring-service-auto-scaling/";

test("the key / opens the search, and Enter leads to the step that holds the word", async ({ page }) => {
  await open(page, CHAPTER);
  await page.keyboard.type("deregister-scalable-target");
  const first = page.getByRole("option").first();
  await expect(first).toContainText("deregister-scalable-target");
  await expect(field(page)).toBeFocused();

  await page.keyboard.press("Enter");

  await expect(page).toHaveURL(/\/chapters\/scaling-in-and-cleaning-up\/#clean-up$/);
  await expect(page.locator("h2#clean-up")).toBeInViewport();
});

test("Down and Up go round the results, and Esc closes", async ({ page }) => {
  await open(page, CHAPTER);
  await page.keyboard.type("cooldown");
  const results = page.getByRole("option");
  await expect(results.nth(1)).toBeVisible();

  await page.keyboard.press("ArrowDown");
  await expect(results.nth(1)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(results.last()).toHaveAttribute("aria-selected", "true");
  await expect(field(page)).toHaveAttribute("aria-activedescendant", (await results.last().getAttribute("id"))!);

  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Search" })).toBeHidden();
});

test("the page about the sandbox is searched too, and a word that is nowhere is answered with a sentence", async ({
  page,
}) => {
  await open(page, "/");
  await page.keyboard.type("CreateTaskSet");
  await expect(page.getByRole("option").first()).toContainText("How true is the sandbox?");

  await field(page).fill("zeppelin");

  await expect(page.getByRole("status").filter({ hasText: "Nothing here about “zeppelin”" })).toBeVisible();
  await expect(page.getByRole("option")).toHaveCount(0);
});

test("nothing of the index is loaded before the search is opened", async ({ page }) => {
  const loaded: string[] = [];
  page.on("request", (it) => {
    if (it.url().includes("/pagefind/")) loaded.push(it.url());
  });
  await page.goto(CHAPTER, { waitUntil: "networkidle" });
  expect(loaded).toEqual([]);

  await page.getByRole("button", { name: "Search" }).click();

  await expect.poll(() => loaded.length).toBeGreaterThan(0);
});

test("in a field of the page / is a letter", async ({ page }) => {
  await open(page, CHAPTER);
  await field(page).fill("");

  await page.keyboard.press("/");

  await expect(field(page)).toHaveValue("/");
});

test("axe finds nothing in the open search", async ({ page }) => {
  await open(page, CHAPTER);
  await page.keyboard.type("alarm");
  await expect(page.getByRole("option").first()).toBeVisible();

  await faultless(page, ".search-dialog");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("there is no search", async ({ page }) => {
    await page.goto(CHAPTER);

    await expect(page.getByRole("button", { name: "Search" })).toHaveCount(0);
  });
});

const field = (page: Page) => page.getByRole("combobox", { name: /^Search/ });

/** Opens the search with its key. The page is there before its script listens: then the key is repeated. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(field(page)).toBeFocused({ timeout: 500 });
  }).toPass();
}
