import { faultless, fitsItsWindow } from "../support/axe.ts";
import { becomeParticipant, check, expect, step, test } from "../support/site.ts";

const form = {
  desiredCount: 1,
  scaling: {
    minCapacity: 1,
    maxCapacity: 5,
    policies: [
      {
        type: "TargetTrackingScaling",
        name: "as-code",
        metric: "ECSServiceAverageCPUUtilization",
        targetValue: 40,
        scaleOutCooldownSeconds: 30,
        scaleInCooldownSeconds: 30,
        disableScaleIn: false,
      },
    ],
  },
};
const update = "/api/console/clusters/containers-workshop-ecs-cluster/services/containers-workshop-ecs-service/update";

const CODE = { name: "Your account's scaling as code" };

test("the lab: the account as code, kept in the terminal, deleted, and made again from there", async ({ page }) => {
  await becomeParticipant(page);
  await page.request.put("/api/account/active", { data: { lab: "the-same-as-code" } });
  await page.goto("/labs/the-same-as-code/");
  const code = page.getByRole("region", CODE);
  await code.scrollIntoViewIfNeeded();
  await expect(code.getByText("has no scalable target")).toBeVisible();

  await page.request.post(update, { data: form });
  await expect(code).toContainText("aws application-autoscaling put-scaling-policy --policy-name as-code");

  await code.getByRole("tab", { name: "AWS CLI" }).focus();
  await page.keyboard.press("End");
  await expect(code.getByRole("tabpanel")).toContainText('resource "aws_appautoscaling_policy" "as_code"');
  const download = page.waitForEvent("download");
  await code.getByRole("link", { name: "Download scaling.tf" }).press("Enter");
  expect((await download).suggestedFilename()).toBe("scaling.tf");

  await code.getByRole("tab", { name: "AWS CLI" }).click();
  await code.getByRole("button", { name: "Save in the terminal" }).press("Enter");
  await expect(code.getByRole("status")).toContainText("scaling.sh");
  const again = step(page, "lab-code-again");
  const run = again.getByRole("button", { name: "Run in the terminal" });
  await run.first().click();
  await expect(code.getByText("has no scalable target")).toBeVisible();
  await run.last().click();
  await expect(code).toContainText("--policy-name as-code");
  await check(page, "lab-code-again");
  await expect(again.getByText("What was verified")).toBeVisible();
});

test("the page is accessible and fits 360 px", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await becomeParticipant(page);
  await page.request.put("/api/account/active", { data: { lab: "the-same-as-code" } });
  await page.request.post(update, { data: form });
  await page.goto("/labs/the-same-as-code/");
  await page.getByRole("region", CODE).scrollIntoViewIfNeeded();
  await expect(page.getByRole("link", { name: "Download scaling.sh" })).toBeVisible();

  await faultless(page);
  await fitsItsWindow(page);
});
