import { readFileSync } from "node:fs";
import path from "node:path";
import { faultless, fitsItsWindow, hydrated } from "../support/axe.ts";
import { becomeParticipant, expect, test } from "../support/site.ts";

/** Every page in both languages, and every panel in all its states, are looked at in test/long. */
for (const path of ["/", "/chapters/overview/", "/labs/scheduled-scaling/"])
  test(`axe finds nothing on ${path}, and on a screen 320 pixels wide nothing scrolls sideways`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await becomeParticipant(page);
    await page.goto(path);
    await hydrated(page);

    await faultless(page);
    await fitsItsWindow(page);
  });

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the old address of the workshop has its headings and leads on to every chapter", async ({ page }) => {
    await page.goto("/07-AutoScaling");

    for (const id of ["1-tutorial-overview", "2-configuring-the-service-auto-scaling", "3-generating-load"]) {
      await expect(page.locator(`[id="${id}"]`)).toBeVisible();
    }
    for (const path of [
      "/chapters/overview/",
      "/chapters/configuring-service-auto-scaling/",
      "/chapters/generating-load/",
    ]) {
      await expect(page.locator(`a[href*="${path}"]`).first()).toBeVisible();
    }
  });

  test("a chapter is complete: every step says in words what its check asks, and commands are text", async ({
    page,
  }) => {
    await page.goto("/chapters/configuring-service-auto-scaling/");

    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator("[data-step]")).toHaveCount(5);
    await expect(page.locator('[data-step="number-of-tasks"]')).toContainText(
      "With JavaScript, a button here checks in your account",
    );
    await expect(page.getByText(/register-scalable-target/).first()).toBeVisible();
    await expect(page.getByRole("button", { name: "Check", exact: true })).toHaveCount(0);
    for (const address of ["/chapters/configuring-service-auto-scaling/", "/labs/the-same-as-code/"]) {
      await page.goto(address);
      await expect(page.locator("button:not([popovertarget]):visible")).toHaveCount(0);
    }
  });
});

test.describe("how true the sandbox is", () => {
  test.use({ javaScriptEnabled: false });

  test("every page leads there, and its contents lead to parts that are there", async ({ page }) => {
    for (const address of ["/", "/07-AutoScaling/", "/chapters/overview/", "/labs/scheduled-scaling/"]) {
      await page.goto(address);
      await expect(page.getByRole("contentinfo").getByRole("link", { name: "How true is the sandbox?" })).toBeVisible();
    }
    await page.getByRole("contentinfo").getByRole("link", { name: "How true is the sandbox?" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "How true is the sandbox?" })).toBeVisible();

    const missing = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')]
        .map(({ hash }) => decodeURIComponent(hash.slice(1)))
        .filter((id) => !document.getElementById(id)),
    );
    expect(missing).toEqual([]);
  });

  test("it is the sandbox's README: operations, behaviours with source and test, numbers, choices, differences", async ({
    page,
  }) => {
    const readme = readFileSync(path.join(import.meta.dirname, "../../server/sandbox/README.md"), "utf8");
    await page.goto("/how-true-is-the-sandbox/");

    const parts = [...readme.matchAll(/^###? (.+)$/gm)].map(([, title]) => title!);
    const rows = [...readme.matchAll(/^\| (?!-).+ \|$/gm)].length;
    expect(await page.locator("main :is(h2, h3)").allTextContents()).toEqual(parts);
    await expect(page.locator("main").getByRole("row", { includeHidden: true })).toHaveCount(rows);
    await page
      .getByText(/^Absent: \d+ operations$/)
      .first()
      .click();
    await expect(page.getByText("CreateTaskSet")).toBeVisible();
    await page.getByRole("link", { name: "AASCAP" }).first().click();
    await expect(page.locator("#source-aascap")).toBeInViewport();
  });
});

test("the pictures answer under the seed's addresses", async ({ request }) => {
  for (const name of ["update_service", "number_of_tasks", "ecs_scaling_policy", "service_auto_scaling"]) {
    const answer = await request.get(`/07-AutoScaling/images/${name}.png`);

    expect(answer.status()).toBe(200);
    expect(answer.headers()["content-type"]).toBe("image/png");
  }
});
