import { check, expect, pass, step, test } from "../support/site.ts";

test("a broken account is opened from the list, mended in its terminal, and kept while another one is open", async ({
  page,
}) => {
  const account = page.getByRole("button", { name: /^Account,/ });
  const findings = (id: string) => step(page, id).locator(".findings");
  /** From the list. The button is there before its script listens. */
  const open = (title: string, address: RegExp) =>
    expect(async () => {
      const button = page.getByRole("button", { name: `Open this account ${title}` });
      if (await button.isVisible()) await button.click();
      await expect(page).toHaveURL(address, { timeout: 5_000 });
    }).toPass();
  await page.goto("/labs/why-did-it-not-scale/");
  await expect(page.getByRole("button", { name: "Open this account" })).toHaveCount(6);

  await open("Full load, one task", /\/labs\/why-full-load\/$/);
  await expect(account).toContainText("lab sandbox");
  const first = await account.textContent();
  // The past is there at the first look, and the check does not say what it is.
  await page.getByRole("button", { name: "Run in the terminal" }).first().click();
  await expect(page.locator(".xterm-rows")).toContainText("ALARM", { timeout: 20_000 });
  await check(page, "why-full-load");
  await expect(findings("why-full-load")).toContainText("What held the service back is gone");
  await expect(findings("why-full-load")).not.toContainText(/suspend/i);

  await page.locator(".xterm-helper-textarea").focus();
  await page.keyboard.type(
    "aws application-autoscaling register-scalable-target --service-namespace ecs --scalable-dimension ecs:service:DesiredCount --resource-id service/containers-workshop-ecs-cluster/containers-workshop-ecs-service --suspended-state DynamicScalingOutSuspended=false",
  );
  await page.keyboard.press("Enter");
  await expect(findings("why-full-load")).toContainText("Scaling out is not suspended");
  await pass(page, { minutes: 10 });
  await expect(findings("why-full-load")).toContainText("An alarm has scaled the service out");
  await expect(step(page, "why-full-load")).toContainText("Check again");

  await page.goto("/labs/why-did-it-not-scale/");
  await open("Errors, and no CPU", /\/labs\/why-errors\/$/);
  await check(page, "why-errors");
  await expect(findings("why-errors")).toContainText("still there");
  await expect(account).not.toHaveText(first!);

  await page.goto("/labs/why-full-load/");
  const back = page.getByRole("button", { name: /^Start the lab/ });
  // The button is there before its script listens.
  await expect(async () => {
    if (await back.isVisible()) await back.click();
    await expect(account).toHaveText(first!, { timeout: 3_000 });
  }).toPass();
  await check(page, "why-full-load");
  await expect(findings("why-full-load")).toContainText("Scaling out is not suspended");
});
