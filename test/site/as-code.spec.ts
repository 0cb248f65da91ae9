import AxeBuilder from "@axe-core/playwright";
import { becomeParticipant, expect, test } from "../support/site.ts";

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

test("the panel shows the account as code, again when it changes, by keyboard", async ({ page }) => {
  await becomeParticipant(page);
  await page.goto("/labs/the-same-as-code/");
  await expect(page.getByText("has no scalable target")).toBeVisible();

  await page.request.post(update, { data: form });
  await expect(page.getByRole("region", { name: "Your account's scaling as code" })).toContainText(
    "aws application-autoscaling put-scaling-policy --policy-name as-code",
    { timeout: 15_000 },
  );

  await page.getByRole("tab", { name: "AWS CLI" }).focus();
  await page.keyboard.press("End");
  await expect(page.getByRole("tabpanel")).toContainText('resource "aws_appautoscaling_policy" "as_code"');
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download scaling.tf" }).press("Enter");
  expect((await download).suggestedFilename()).toBe("scaling.tf");
});

for (const scheme of ["light", "dark"] as const)
  test(`the page is accessible and fits 360 px, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width: 360, height: 800 });
    await becomeParticipant(page);
    await page.request.post(update, { data: form });
    await page.goto("/labs/the-same-as-code/");
    await expect(page.getByRole("link", { name: "Download scaling.sh" })).toBeVisible();

    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
