import type { Locator, Page } from "@playwright/test";
import { becomeParticipant, expect, openPanel, openSetAutoScaling, test } from "../support/site.ts";

const CLUSTER = "containers-workshop-ecs-cluster";
const SERVICE = "containers-workshop-ecs-service";
const POLICY = "containers-workshop-ecs-scaling-policy";

test("the whole wizard is walked with the keyboard alone, from the panels' tabs to the updated service", async ({
  page,
}) => {
  const console = await consoleByKeyboard(page);
  await press(page, console.getByRole("button", { name: CLUSTER }));
  await expect(console.getByRole("heading", { name: `Cluster : ${CLUSTER}` })).toBeFocused();
  await press(page, console.getByRole("checkbox", { name: `Select ${SERVICE}` }), "Space");
  await tabTo(page, console.getByRole("button", { name: "Update", exact: true }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(console.getByRole("heading", { name: "Update Service" })).toBeFocused();
  await press(page, console.getByRole("button", { name: "Next step" }));
  await expect(current(console)).toContainText("Configure network");
  await expect(console.getByRole("heading", { name: "Update Service" })).toBeFocused();
  await press(page, console.getByRole("button", { name: "Next step" }));
  await expect(current(console)).toContainText("Set Auto Scaling");

  await tabTo(page, console.getByRole("radio", { name: /Do not adjust/ }));
  await page.keyboard.press("ArrowDown");
  await expect(console.getByRole("radio", { name: /Configure Service Auto Scaling/ })).toBeChecked();
  await type(page, console.getByLabel("Minimum number of tasks"), "1");
  await type(page, console.getByLabel("Desired number of tasks"), "1");
  await type(page, console.getByLabel("Maximum number of tasks"), "5");
  await press(page, console.getByRole("button", { name: "Add scaling policy" }));
  await expect(console.getByLabel("Policy name")).toBeFocused();
  await page.keyboard.type(POLICY);
  await type(page, console.getByLabel("Target value"), "40");
  await type(page, console.getByLabel("Scale-out cooldown period"), "30");
  await type(page, console.getByLabel("Scale-in cooldown period"), "30");
  await press(page, console.getByRole("button", { name: "Save" }));
  await expect(console.getByRole("button", { name: `Edit ${POLICY}` })).toBeFocused();
  await press(page, console.getByRole("button", { name: "Next step" }));
  await expect(current(console)).toContainText("Review");
  await expect(console.getByText(/put-scaling-policy/)).toBeVisible();
  await press(page, console.getByRole("button", { name: "Update Service" }));

  await expect(console.getByText("The service is updated.")).toBeVisible();
});

test("the focus goes where the work goes on: to a refused field, and back from the policy editor", async ({ page }) => {
  const console = await consoleByKeyboard(page);
  await openSetAutoScaling(console);
  await console.getByLabel(/Configure Service Auto Scaling/).check();
  await console.getByLabel("Minimum number of tasks").fill("1");
  await console.getByLabel("Maximum number of tasks").fill("many");
  await press(page, console.getByRole("button", { name: "Next step" }));
  await expect(console.getByLabel("Maximum number of tasks")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("5");
  await expect(console.getByLabel("Maximum number of tasks")).not.toHaveAttribute("aria-invalid");

  const add = console.getByRole("button", { name: "Add scaling policy" });
  await press(page, add);
  await press(page, console.getByRole("button", { name: "Cancel" }));
  await expect(add).toBeFocused();

  await page.keyboard.press("Enter");
  await page.keyboard.type(POLICY);
  await press(page, console.getByRole("button", { name: "Save" }));
  await expect(console.getByLabel("Target value")).toBeFocused();
  await page.keyboard.type("40");
  await press(page, console.getByRole("button", { name: "Save" }));
  await expect(console.getByRole("button", { name: `Edit ${POLICY}` })).toBeFocused();
  await press(page, console.getByRole("button", { name: `Remove ${POLICY}` }));
  await expect(add).toBeFocused();
});

test("a step scaling policy with two steps is made with the keyboard alone", async ({ page }) => {
  const console = await consoleByKeyboard(page);
  await openSetAutoScaling(console);
  await console.getByLabel(/Configure Service Auto Scaling/).check();
  await press(page, console.getByRole("button", { name: "Add scaling policy" }));
  await expect(console.getByLabel("Policy name")).toBeFocused();
  await tabTo(page, console.getByRole("radio", { name: "Target tracking" }), "Shift+Tab");
  await page.keyboard.press("ArrowDown");
  await expect(console.getByRole("radio", { name: "Step scaling" })).toBeChecked();
  await type(page, console.getByLabel("Policy name"), "steps");
  await type(page, console.getByLabel("Alarm name"), "cpu-low");
  await tabTo(page, console.getByLabel("Comparison"));
  await page.keyboard.type("<");
  await type(page, console.getByRole("textbox", { name: "Threshold" }), "30");
  await type(page, console.getByRole("textbox", { name: "Number", exact: true }), "1");
  await type(page, console.getByLabel("Lower bound"), "10");
  await press(page, console.getByRole("button", { name: "Add step" }));
  await expect(console.getByLabel("Number of step 2")).toBeFocused();
  await page.keyboard.type("2");
  await press(page, console.getByRole("button", { name: "Save" }));

  await expect(console.getByText("Remove 1 task when 10 < CPUUtilization ≤ 30")).toBeVisible();
  await expect(console.getByText("Remove 2 tasks when CPUUtilization ≤ 10")).toBeVisible();
  await expect(console.getByRole("button", { name: "Edit steps" })).toBeFocused();
});

test("arrow keys, Home and End move between the tabs of a screen, and one of them is in the tab order", async ({
  page,
}) => {
  const console = await consoleByKeyboard(page);
  await press(page, console.getByRole("button", { name: CLUSTER }));
  const tab = (name: string) => console.getByRole("tab", { name, exact: true });
  await tabTo(page, tab("Services"));

  await page.keyboard.press("ArrowRight");
  await expect(tab("Tasks")).toBeFocused();
  await expect(tab("Tasks")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("End");
  await expect(tab("Metrics")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(tab("Services")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Home");
  await expect(tab("Services")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(tab("Tasks")).not.toBeFocused();
});

for (const name of ["Console", "Load", "Charts", "Timeline"] as const) {
  test(`Tab leads through the ${name} panel and out of it again`, async ({ page }) => {
    await becomeParticipant(page);
    await page.goto("/chapters/configuring-service-auto-scaling/");
    const panel = await openPanel(page, name);
    await expect(panel.locator(":is(button, input):enabled").first()).toBeVisible();
    await page.getByRole("tab", { name, exact: true }).focus();
    const isInside = () => panel.evaluate((it) => it.contains(document.activeElement));

    // Between the tabs and the panel stand what resets, pauses and splits the panels.
    for (let i = 0; i < 5 && !(await isInside()); i++) await page.keyboard.press("Tab");
    expect(await isInside()).toBe(true);
    for (let i = 0; i < 60 && (await isInside()); i++) await page.keyboard.press("Tab");
    expect(await isInside()).toBe(false);
  });
}

/** The console panel, its tab focused. */
async function consoleByKeyboard(page: Page): Promise<Locator> {
  await becomeParticipant(page);
  await page.goto("/chapters/configuring-service-auto-scaling/");
  const console = await openPanel(page, "Console");
  await expect(console.getByRole("button", { name: CLUSTER })).toBeVisible();
  await page.getByRole("tab", { name: "Console", exact: true }).focus();
  return console;
}

const current = (console: Locator) => console.locator('[aria-current="step"]');

/** Goes on with Tab until `target` has the focus; a target that Tab does not reach is a fault. */
async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab") {
  await expect(target).toBeVisible();
  const isThere = () => target.evaluate((it) => it === document.activeElement);
  for (let i = 0; i < 40 && !(await isThere()); i++) await page.keyboard.press(key);
  await expect(target).toBeFocused();
}

async function press(page: Page, target: Locator, key = "Enter") {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Replaces what a field holds. */
async function type(page: Page, field: Locator, text: string) {
  await tabTo(page, field);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type(text);
}
