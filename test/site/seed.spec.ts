import type { Locator, Page } from "@playwright/test";
import { check, expect, openPanel, pass, read, step, test } from "../support/site.ts";

/*
 * The steps of the workshop as somebody new performs them, by the labels they read: the wizard click by click, every step's check
 * before and after, the load, five tasks, the event, one task again, and the clean-up. Waits are skipped, as the clock in the header offers.
 */
test("a newcomer configures Service Auto Scaling, sends load, sees five tasks and one again, and cleans up", async ({
  page,
}) => {
  // 1. Tutorial overview
  await page.goto("/");
  await page
    .getByRole("button", { name: /^Start/ })
    .or(page.getByRole("link", { name: /^Start/ }))
    .first()
    .click();
  await expect(page).toHaveURL(/\/chapters\/overview\//);
  await check(page, "read-overview");
  await expect(step(page, "read-overview")).toContainText("Done");

  // 2. Configuring the Service Auto Scaling
  await page.goto("/chapters/configuring-service-auto-scaling/");
  for (const id of ["number-of-tasks", "scaling-policy", "see-the-configuration"]) {
    await check(page, id);
    await expect(step(page, id)).toContainText(/not yet/i);
  }
  await check(page, "open-the-wizard");
  const console = await openPanel(page, "Console");
  await openTheWizard(console);
  await console.getByRole("button", { name: "Next step" }).click();
  await expect(console.getByRole("listitem").filter({ hasText: "Configure network" })).toHaveAttribute(
    "aria-current",
    "step",
  );
  await console.getByRole("button", { name: "Next step" }).click();
  await configure(console);
  await expect(console.getByText(/register-scalable-target/)).toBeVisible();
  await expect(console.getByText(/put-scaling-policy/)).toBeVisible();
  await console.getByRole("button", { name: "Update Service" }).click();
  await expect(console.getByText("The service is updated.")).toBeVisible();
  await console.getByRole("button", { name: "View Service" }).click();
  await expect(console.getByRole("tab", { name: "Auto Scaling" })).toHaveAttribute("aria-selected", "true");
  await expect(console.getByText("ECSServiceAverageCPUUtilization at 40")).toBeVisible();
  for (const id of ["number-of-tasks", "scaling-policy", "see-the-configuration"]) {
    await check(page, id);
    await expect(step(page, id)).toContainText("Done");
  }

  // 3. Generating load
  await page.goto("/chapters/generating-load/");
  for (const id of ["send-load", "alarm-high"]) {
    await check(page, id);
    await expect(step(page, id)).not.toContainText("Done");
  }
  const load = await openPanel(page, "Load");
  await load.getByLabel("Number of users").fill("600");
  await load.getByRole("button", { name: "Start swarming" }).click();
  await expect(load.getByRole("status")).toContainText(/Spawning|Running/);
  await pass(page, { minutes: 6 });
  await expect.poll(() => desired(page)).toBeGreaterThan(1);
  for (const id of ["send-load", "alarm-high"]) {
    await check(page, id);
    await expect(step(page, id)).toContainText("Done");
  }

  // 4. Scaling your environment
  await page.goto("/chapters/scaling-your-environment/");
  await pass(page, { minutes: 10 });
  await expect.poll(() => running(page)).toBe(5);
  const events = await openEvents(page);
  await expect(
    events
      .getByText(
        /Message: Successfully set desired count to \d\. Change successfully fulfilled by ecs\. Cause: monitor alarm TargetTracking-service\/containers-workshop-ecs-cluster\/containers-workshop-ecs-service-AlarmHigh-[0-9a-f-]{36} in state ALARM triggered policy containers-workshop-ecs-scaling-policy/,
      )
      .first(),
  ).toBeVisible();
  await expect(async () => {
    await check(page, "scaled-out");
    await expect(step(page, "scaled-out")).toContainText("Done", { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await check(page, "read-the-events");
  await expect(step(page, "read-the-events")).toContainText("Done");

  // 5. Scaling in and cleaning up
  await page.goto("/chapters/scaling-in-and-cleaning-up/");
  await check(page, "scaled-in");
  await expect(step(page, "scaled-in")).not.toContainText("Done");
  await check(page, "clean-up");
  await expect(step(page, "clean-up")).toContainText(/not yet/i);
  await (await openPanel(page, "Load")).getByRole("button", { name: "Stop" }).click();
  await pass(page, { minutes: 30 });
  await expect.poll(() => running(page)).toBe(1);
  for (const id of ["load-stopped", "scaled-in"]) {
    await expect(async () => {
      await check(page, id);
      await expect(step(page, id)).toContainText("Done", { timeout: 1_000 });
    }).toPass({ timeout: 30_000 });
  }

  const again = await openPanel(page, "Console");
  await again.getByRole("button", { name: "Clusters" }).click();
  await openTheWizard(again);
  await again.getByRole("button", { name: "Next step" }).click();
  await again.getByRole("button", { name: "Next step" }).click();
  await expect(again.getByLabel("Maximum number of tasks")).toHaveValue("5");
  await again.getByLabel(/Do not adjust the service/).check();
  await again.getByRole("button", { name: "Next step" }).click();
  await expect(again.getByText("This deletes")).toBeVisible();
  await again.getByRole("button", { name: "Update Service" }).click();
  await expect(again.getByText("The service is updated.")).toBeVisible();
  await check(page, "clean-up");
  await expect(step(page, "clean-up")).toContainText("Done");
});

async function openTheWizard(console: Locator) {
  await console.getByRole("button", { name: "containers-workshop-ecs-cluster" }).click();
  await console.getByRole("checkbox", { name: "Select containers-workshop-ecs-service" }).check();
  await console.getByRole("button", { name: "Update", exact: true }).click();
}

async function configure(console: Locator) {
  await console.getByLabel(/Configure Service Auto Scaling to adjust your service/).check();
  await console.getByLabel("Minimum number of tasks").fill("1");
  await console.getByLabel("Desired number of tasks").fill("1");
  await console.getByLabel("Maximum number of tasks").fill("5");
  await console.getByRole("button", { name: "Add scaling policy" }).click();
  await console.getByLabel("Policy name").fill("containers-workshop-ecs-scaling-policy");
  await console.getByLabel("ECS service metric").selectOption("ECSServiceAverageCPUUtilization");
  await console.getByLabel("Target value").fill("40");
  await console.getByLabel("Scale-out cooldown period").fill("30");
  await console.getByLabel("Scale-in cooldown period").fill("30");
  await console.getByRole("button", { name: "Save" }).click();
  await expect(console.getByRole("button", { name: "Edit containers-workshop-ecs-scaling-policy" })).toBeVisible();
  await console.getByRole("button", { name: "Next step" }).click();
}

async function openEvents(page: Page): Promise<Locator> {
  const console = await openPanel(page, "Console");
  await console.getByRole("button", { name: "containers-workshop-ecs-cluster" }).click();
  await console.getByRole("button", { name: "containers-workshop-ecs-service", exact: true }).click();
  await console.getByRole("tab", { name: "Events" }).click();
  return console;
}

type Counts = { service: { desired: number; running: number } };
const service = (page: Page) =>
  read<Counts>(
    page,
    "/api/console/clusters/containers-workshop-ecs-cluster/services/containers-workshop-ecs-service?tab=details",
  );
const desired = async (page: Page) => (await service(page)).service.desired;
const running = async (page: Page) => (await service(page)).service.running;
