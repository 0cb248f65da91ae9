import { expect, test } from "../support/site.ts";

test("the whole workshop is one PDF, with every chapter and lab from its title to its recap", async ({
  page,
  request,
}) => {
  const { chapters } = (await (await request.get("/workshop.json")).json()) as {
    chapters: { title: string; steps: { title: string }[] }[];
  };
  await page.goto("/print/");
  await page.emulateMedia({ media: "print" });
  const steps = chapters.flatMap((chapter) => chapter.steps.map(({ title }) => title));
  expect(await page.locator(".step > h3").allTextContents()).toEqual(steps);

  // Under each chapter its links are numbered, each address once.
  for (const article of await page.locator("article").all()) {
    const links = await article
      .locator("a:not(.anchor):not([href^='#'])")
      .evaluateAll((all) => all.map((it) => it.getAttribute("href")));
    expect(await article.locator(".notes li").allTextContents()).toEqual([...new Set(links)]);
    expect(await article.locator("sup.note").count()).toBe(links.length);
  }

  const pdf = (await page.pdf({ format: "A4", tagged: true, outline: true })).toString("latin1");

  // Page objects and the titles of the outline are written as plain text; the pages' own text is not.
  expect(pdf.match(/\/Type \/Page\b(?!s)/g)!.length).toBeGreaterThan(10);
  const titles = [...pdf.matchAll(/\/Title \(([^)]*)\)/g)].map(([, title]) => title!);
  for (const { title } of chapters) expect(titles.join("\n")).toContain(title);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("on paper hints and answers are open, and what needs a script is not there", async ({ page }) => {
    await page.goto("/print/");
    await page.emulateMedia({ media: "print" });

    await expect(page.getByText("aws application-autoscaling register-scalable-target").first()).toBeVisible();
    await expect(page.getByText("Expected: that").first()).toBeVisible();
    await expect(page.getByRole("button", { name: /Run in the terminal|Copy/ })).toHaveCount(0);
    await expect(page.locator("main astro-island")).toHaveCount(0);
  });
});
