import type { Locator, Page } from "@playwright/test";
import type { DecisionsView, ServiceView } from "../../server/contract/index.ts";
import { faultless, fitsItsWindow } from "../support/axe.ts";
import { becomeParticipant, expect, openPanel, openSetAutoScaling, pass, read, test } from "../support/site.ts";

const SERVICE = "/api/console/clusters/containers-workshop-ecs-cluster/services/containers-workshop-ecs-service";

test("two step scaling policies are made in the wizard, scale the service out and in, and go with an alarm", async ({
  page,
}) => {
  test.setTimeout(180_000);
  const console = await wizard(page);
  await addPolicy(console, { name: "scale-out", alarm: "cpu-high", comparison: "≥", threshold: "60", amount: "2" });
  await addPolicy(console, { name: "scale-in", alarm: "cpu-low", comparison: "<", threshold: "20", amount: "1" });
  await expect(console.getByText("Add 2 tasks when CPUUtilization ≥ 60")).toBeVisible();
  await expect(console.getByText("Remove 1 task when CPUUtilization ≤ 20")).toBeVisible();

  await console.getByRole("button", { name: "Next step" }).click();
  await expect(console.getByText(/POLICY_ARN=\$\(aws application-autoscaling put-scaling-policy/)).toHaveCount(2);
  await expect(console.getByText(/aws cloudwatch put-metric-alarm/)).toHaveCount(2);
  await console.getByRole("button", { name: "Update Service" }).click();
  await expect(console.getByText("The service is updated.")).toBeVisible();
  await console.getByRole("button", { name: "View Service" }).click();
  const out = console.getByRole("region", { name: "Policy scale-out" });
  await expect(out).toContainText("Add 2 tasks when CPUUtilization ≥ 60");
  await expect(out).toContainText("Average CPUUtilization ≥ 60 for 1 period of 1 minute.");

  await setUsers(page, 600);
  await expect.poll(() => desired(page), { timeout: 60_000 }).toBe(3);
  await setUsers(page, 0);
  await pass(page, { minutes: 30 });
  await expect.poll(() => desired(page)).toBe(1);
  const { decisions } = await read<DecisionsView>(page, "/api/account/decisions");
  const made = decisions.filter(({ outcome }) => outcome.kind === "scaled").map(({ sentence }) => sentence);
  const timeline = await openPanel(page, "Timeline");
  for (const sentence of [made.at(-1)!, made[0]!]) await expect(timeline.getByText(sentence).first()).toBeVisible();
  await expect(timeline.getByText("cpu-high is ALARM.").first()).toBeVisible();

  const again = await openPanel(page, "Console");
  await openWizardFromService(again);
  await again.getByRole("button", { name: "Remove scale-in" }).click();
  await again.getByRole("checkbox", { name: "Delete the alarm cpu-low of scale-in too" }).check();
  await again.getByRole("button", { name: "Next step" }).click();
  await expect(again.getByText("The alarm cpu-low.")).toBeVisible();
  await again.getByRole("button", { name: "Update Service" }).click();
  await expect(again.getByText("The service is updated.")).toBeVisible();
  const { alarms } = await read<ServiceView>(page, `${SERVICE}?tab=alarms`);
  expect(alarms!.map(({ name }) => name)).toEqual(["cpu-high"]);
});

test("what AWS would refuse of a step is said at its field, takes the focus, and stays as typed over a reload", async ({
  page,
}) => {
  let console = await wizard(page);
  await console.getByRole("button", { name: "Add scaling policy" }).click();
  await console.getByRole("radio", { name: "Step scaling" }).check();
  await console.getByLabel("Policy name").fill("steps");
  await console.getByLabel("Alarm name").fill("cpu");
  await console.getByRole("textbox", { name: "Threshold" }).fill("60");
  await console.getByRole("textbox", { name: "Number", exact: true }).fill("1");
  await console.getByLabel("Upper bound").fill("80");
  await console.getByRole("button", { name: "Save" }).click();

  await expect(console.getByText(/unspecified upper bound when one step adjustment has a positive/)).toBeVisible();
  await expect(console.getByLabel("Upper bound")).toBeFocused();

  await page.reload();
  console = await openPanel(page, "Console");
  await expect(console.getByRole("textbox", { name: "Threshold" })).toHaveValue("60");
  await expect(console.getByLabel("Lower bound")).toHaveValue("60");
  await expect(console.getByLabel("Upper bound")).toHaveValue("80");
  await console.getByRole("button", { name: "Add step" }).click();
  await expect(console.getByLabel("Number of step 2")).toBeFocused();
  await expect(console.getByLabel("Lower bound of step 2")).toHaveValue("80");
  await page.keyboard.type("3");
  await console.getByRole("button", { name: "Save" }).click();
  await expect(console.getByText("Add 1 task when 60 ≤ CPUUtilization < 80")).toBeVisible();
  await expect(console.getByText("Add 3 tasks when CPUUtilization ≥ 80")).toBeVisible();
});

test("axe finds nothing in the form of a step scaling policy, and on a phone it fits", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  const console = await wizard(page);
  await console.getByRole("button", { name: "Add scaling policy" }).click();
  await console.getByRole("radio", { name: "Step scaling" }).check();

  await faultless(page);
  await fitsItsWindow(page);
});

/** The console panel at *Set Auto Scaling*, from 1 to 5 tasks; on a phone it opens under its step. */
async function wizard(page: Page): Promise<Locator> {
  await becomeParticipant(page);
  await page.goto("/chapters/configuring-service-auto-scaling/");
  const console = await consolePanel(page);
  await openSetAutoScaling(console);
  await console.getByLabel(/Configure Service Auto Scaling/).check();
  await console.getByLabel("Minimum number of tasks").fill("1");
  await console.getByLabel("Maximum number of tasks").fill("5");
  return console;
}

async function consolePanel(page: Page): Promise<Locator> {
  if (page.viewportSize()!.width >= 1152) return openPanel(page, "Console");
  const step = page.locator('[data-step-panel="console"]').first();
  await step.getByRole("button", { name: "Open the console panel here" }).click();
  return step;
}

async function openWizardFromService(console: Locator) {
  await console.getByRole("button", { name: "Update", exact: true }).click();
  await console.getByRole("button", { name: "Next step" }).click();
  await console.getByRole("button", { name: "Next step" }).click();
}

type Policy = { name: string; alarm: string; comparison: string; threshold: string; amount: string };

async function addPolicy(console: Locator, { name, alarm, comparison, threshold, amount }: Policy) {
  await console.getByRole("button", { name: "Add scaling policy" }).click();
  await console.getByRole("radio", { name: "Step scaling" }).check();
  await console.getByLabel("Policy name").fill(name);
  await console.getByRole("radio", { name: "Create a new alarm" }).check();
  await console.getByLabel("Alarm name").fill(alarm);
  await console.getByLabel("Comparison").selectOption({ label: comparison });
  await console.getByRole("textbox", { name: "Threshold" }).fill(threshold);
  await console.getByRole("textbox", { name: "Number", exact: true }).fill(amount);
  await console.getByLabel("Cooldown period").fill("60");
  await console.getByRole("button", { name: "Save" }).click();
  await expect(console.getByRole("button", { name: `Edit ${name}` })).toBeVisible();
}

async function setUsers(page: Page, users: number) {
  const answer = await page.request.put("/api/account/load", { data: { users, spawnRate: 100 } });
  expect(answer.ok()).toBe(true);
}

const desired = async (page: Page) => (await read<ServiceView>(page, `${SERVICE}?tab=details`)).service.desired;
