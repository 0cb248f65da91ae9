import { check, expect, step, test } from "../support/site.ts";

test("a lab is done in an account of its own, and the workshop's waits as it was", async ({ page }) => {
  await page.goto("/labs/step-scaling/");

  await page.getByRole("button", { name: "Start the lab: Step scaling" }).click();

  const account = page.getByRole("button", { name: /^Account,/ });
  await expect(account).toContainText("lab sandbox");
  await expect(page.getByRole("button", { name: "Start the lab: Step scaling" })).toBeHidden();

  await page.getByText("The command for the target, to compare with yours").click();
  await page.getByRole("button", { name: "Run in the terminal" }).first().click();
  await expect(page.locator(".xterm-rows")).toContainText("ScalableTargetARN", { timeout: 20_000 });
  await check(page, "lab-step-policies");
  await expect(step(page, "lab-step-policies").locator(".findings")).toContainText("A step scaling policy adds tasks");

  await page.goto("/chapters/configuring-service-auto-scaling/");
  await page.getByRole("button", { name: "Back to the workshop's account" }).click();
  await expect(account).not.toContainText("lab");
  await check(page, "number-of-tasks");
  await expect(step(page, "number-of-tasks").locator(".findings")).toContainText("There is no scalable target");
});
