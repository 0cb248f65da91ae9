import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { AnswersView } from "../../server/contract/index.ts";
import { becomeParticipant, expect, openPanel, pass, read, test } from "../support/site.ts";

/** An account with the policy of chapter 2, whose clock stands. */
async function withPolicy(page: Page) {
  await becomeParticipant(page);
  await page.request.put("/api/account/clock", { data: { paused: true } });
  for (const step of ["number-of-tasks", "scaling-policy"])
    await page.request.post(`/api/steps/${step}/solve`, { data: {} });
}

test("a reader predicts by keyboard, runs, and sees both curves here and in the charts", async ({ page }) => {
  await withPolicy(page);
  await page.goto("/chapters/generating-load/");
  const predict = page.locator("#predict-first-scale-out");
  const keep = predict.getByRole("button", { name: "Keep my prediction" });
  await expect(predict.getByRole("radio")).toHaveCount(4);
  await expect(keep).toBeDisabled();

  await predict.getByRole("radio").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Five are needed.");
  await page.keyboard.press("Tab");
  await expect(keep).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(predict.getByText("Your prediction is kept.")).toBeVisible();
  await page.request.put("/api/account/load", { data: { users: 600, spawnRate: 100 } });
  await pass(page, { minutes: 11 });

  await expect(predict.getByText("You predicted: 1 task, 5 after 1 min.")).toBeVisible();
  await expect(
    predict.getByText(/^What happened in the first \d+ minutes: 1 task, 3 after \d.* min, 5 after \d.* min\.$/),
  ).toBeVisible();
  await expect(predict.getByRole("radio").first()).toBeDisabled();
  await predict.getByRole("textbox", { name: /^Why did it come like this/ }).fill("The alarm needs three minutes.");
  await predict.getByRole("button", { name: "Keep my reason" }).click();
  await expect(predict.getByText("Kept, for you alone.")).toBeVisible();
  const { answers } = await read<AnswersView>(page, "/api/answers");
  expect(answers).toMatchObject([
    { text: "Five are needed.", reason: "The alarm needs three minutes.", changedAt: null },
  ]);

  const charts = await openPanel(page, "Charts");
  await expect(charts.locator(".charts-summary")).toContainText("you predicted 5 desired");
  await charts.getByText("The same as a table").click();
  await expect(charts.getByRole("columnheader", { name: "Predicted" })).toBeVisible();

  await predict.getByRole("button", { name: "Change the prediction all the same" }).click();
  await predict.getByRole("radio").nth(2).check();
  await predict.getByRole("button", { name: "Change my prediction" }).click();
  await expect(predict.getByText(/^You changed this prediction at .*, after its run had begun\.$/)).toBeVisible();
});

test("who knows a chapter does its last task, is marked as tested out, and may take that back", async ({ page }) => {
  await becomeParticipant(page);
  await page.goto("/chapters/configuring-service-auto-scaling/");
  const head = page.locator(".know-this");

  await head.getByRole("button", { name: "I know this already" }).click();
  await expect(head.getByText("Nothing in your account shows it yet.")).toBeVisible();
  await expect(head.getByRole("link", { name: "On your own: another service" })).toHaveAttribute(
    "href",
    "#another-service",
  );
  await page.request.post("/api/steps/another-service/solve", { data: {} });
  await head.getByRole("button", { name: "I know this already" }).click();
  await expect(head.getByText("Let Service Auto Scaling keep between 1 and 5 tasks")).toBeVisible();
  expect((await new AxeBuilder({ page }).include(".know-this").analyze()).violations.map(({ id }) => id)).toEqual([]);
  await head.getByRole("button", { name: "Do it, and mark it as tested out" }).press("Enter");

  await expect(head.getByText(/^Tested out at/)).toBeVisible();
  await expect(page.locator(".where-nav").getByText("tested out")).toBeVisible();
  await page.goto("/");
  await expect(page.getByRole("listitem").filter({ hasText: "Configuring" }).first()).toContainText("tested out");
  await page.goBack();
  await head.getByRole("button", { name: "Undo" }).click();
  await expect(head.getByRole("button", { name: "I know this already" })).toBeVisible();
});

test("a reader answers in their own words before ours is opened, and finds the answer again", async ({ page }) => {
  await becomeParticipant(page);
  await page.goto("/chapters/overview/");
  const question = page.locator(".question");
  await expect(question.locator("details")).not.toHaveAttribute("open");

  await question.getByRole("textbox").fill("Memory does not fall when tasks are added.");
  await question.getByRole("button", { name: "Keep it and compare" }).click();

  await expect(question.getByText("Kept, for you alone.")).toBeVisible();
  await expect(question.getByText("Often less than one hopes.")).toBeVisible();
  await page.reload();
  await expect(question.getByRole("textbox")).toHaveValue("Memory does not fall when tasks are added.");
});
