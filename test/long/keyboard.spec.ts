import type { Locator, Page } from "@playwright/test";
import { becomeParticipant, expect, step, test } from "../support/site.ts";

const TARGET =
  "--service-namespace ecs --scalable-dimension ecs:service:DesiredCount --resource-id service/containers-workshop-ecs-cluster/containers-workshop-ecs-service";
const REGISTER = `aws application-autoscaling register-scalable-target ${TARGET} --min-capacity 1 --max-capacity 5`;
const POLICY = `aws application-autoscaling put-scaling-policy ${TARGET} --policy-name by-keyboard --policy-type TargetTrackingScaling --target-tracking-scaling-policy-configuration '{"TargetValue":40,"PredefinedMetricSpecification":{"PredefinedMetricType":"ECSServiceAverageCPUUtilization"},"ScaleOutCooldown":30,"ScaleInCooldown":30}'`;

test("chapters 2 to 5 are done with the keyboard alone: every press leaves the focus where the work goes on", async ({
  page,
}) => {
  await becomeParticipant(page);
  await page.goto("/chapters/configuring-service-auto-scaling/");
  const read = step(page, "open-the-wizard").getByRole("button");
  await press(page, read);
  await expect(read).toHaveText(/Read/);
  await expect(read).toBeFocused();

  await openByKeyboard(page, "Terminal");
  await tabTo(page, page.locator(".xterm-helper-textarea").first());
  for (const line of [REGISTER, POLICY]) {
    await page.keyboard.insertText(line);
    await page.keyboard.press("Enter");
    await expect(page.getByText(/"(ScalableTargetARN|PolicyARN)"/).last()).toBeAttached();
  }
  for (const id of ["number-of-tasks", "scaling-policy", "see-the-configuration"]) await done(page, id);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(page.locator(".xterm-helper-textarea").first()).not.toBeFocused();
  await follow(page, "Generating load");

  await tabTo(page, page.locator(".predict input").first());
  await page.keyboard.press("ArrowDown");
  const keep = page.getByRole("button", { name: /my prediction/ });
  await press(page, keep);
  await expect(page.getByText("Your prediction is kept.")).toBeVisible();
  await expect(keep).toBeFocused();
  const load = await openByKeyboard(page, "Load");
  await press(page, load.getByRole("button", { name: "Start swarming" }));
  await expect(load.getByRole("button", { name: "Update" })).toBeFocused();
  await skipUntilDone(page, "alarm-high");
  await expect(page.locator(".predict")).toContainText("What happened");
  await follow(page, "Scaling your environment");
  await skipUntilDone(page, "scaled-out");
  await follow(page, "Scaling in and cleaning up");

  const stop = (await openByKeyboard(page, "Load")).getByRole("button", { name: "Stop" });
  await press(page, stop);
  await expect(stop).toBeFocused();
  await skipUntilDone(page, "scaled-in");
  await done(page, "load-stopped");
});

const done = (page: Page, id: string) => expect(step(page, id).locator(".check-line")).toContainText("Done at");

/** Goes on with Tab until `target` has the focus; a target that Tab does not reach is a fault. */
async function tabTo(page: Page, target: Locator) {
  await expect(target).toBeVisible();
  const isThere = () => target.evaluate((it) => it === document.activeElement);
  for (let i = 0; i < 250 && !(await isThere()); i++) await page.keyboard.press("Tab");
  await expect(target).toBeFocused();
}

async function press(page: Page, target: Locator) {
  await expect(target).toBeEnabled();
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

async function follow(page: Page, chapter: string) {
  await press(page, page.getByRole("link", { name: new RegExp(chapter) }).last());
  await expect(page.getByRole("heading", { level: 1, name: chapter })).toBeVisible();
}

/** A tab of the workspace: Tab comes to the chosen one, arrow keys to the others. */
async function openByKeyboard(page: Page, name: "Terminal" | "Load"): Promise<Locator> {
  const tab = page.getByRole("tab", { name, exact: true }).first();
  await tabTo(page, page.getByRole("tab", { selected: true }).first());
  for (let i = 0; i < 5 && !(await tab.evaluate((it) => it === document.activeElement)); i++)
    await page.keyboard.press("ArrowRight");
  await expect(tab).toHaveAttribute("aria-selected", "true");
  return page.getByRole("tabpanel", { name, exact: true }).first();
}

/** Presses "Skip one minute" until a step is done: the button keeps the focus. */
async function skipUntilDone(page: Page, id: string) {
  const skip = page.getByRole("button", { name: "Skip one minute" });
  await tabTo(page, skip);
  await expect(async () => {
    await page.keyboard.press("Enter");
    await expect(step(page, id).locator(".check-line")).toContainText("Done at", { timeout: 700 });
  }).toPass({ timeout: 60_000 });
  await expect(skip).toBeFocused();
}
