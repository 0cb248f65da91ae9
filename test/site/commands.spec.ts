import type { Page } from "@playwright/test";
import { becomeParticipant, check, expect, pass, step, test } from "../support/site.ts";
import { terminalIn } from "../support/terminal-screen.ts";

/*
 * The workshop done from the command line alone: every command of every chapter is run with its button, in order, and the steps it
 * stands in are done after it. Waiting is skipped with the clock.
 */
test("every command of every chapter runs with its button, and the checks are done after it", async ({ page }) => {
  test.setTimeout(240_000);
  await becomeParticipant(page);

  await page.goto("/chapters/overview/");
  await runAll(page);
  await done(page, ["second-service"]);

  await page.goto("/chapters/configuring-service-auto-scaling/");
  await runAll(page);
  await done(page, ["number-of-tasks", "scaling-policy", "see-the-configuration", "another-service"]);

  await page.goto("/chapters/generating-load/");
  await run(page, "cat > locustfile.py");
  await press(page, "locust --headless");
  const terminal = terminalIn(page, panel(page));
  await expect(terminal.screen).toContainText("Aggregated");
  await pass(page, { minutes: 9 });
  await run(page, "aws cloudwatch describe-alarms");
  await done(page, ["send-load", "alarm-high"]);

  await page.goto("/chapters/scaling-your-environment/");
  await runAll(page);
  await pass(page, { minutes: 3 });
  await done(page, ["scaled-out"]);

  await page.goto("/chapters/scaling-in-and-cleaning-up/");
  await pass(page, { minutes: 40 });
  await done(page, ["load-stopped", "scaled-in"]);
  await runAll(page);
  await done(page, ["clean-up"]);
});

const panel = (page: Page) => page.getByRole("tabpanel", { name: "Terminal", exact: true }).first();

/** Every command of the page, from top to bottom. */
async function runAll(page: Page): Promise<void> {
  const commands = await page
    .locator('[data-code-button="run"]')
    .evaluateAll((all) => all.map((it) => (it as HTMLElement).dataset.code!));
  expect(commands.length).toBeGreaterThan(0);
  for (const command of commands) await run(page, command);
}

/** Runs the command that begins so, and waits until the output log says that it went well. */
async function run(page: Page, begin: string): Promise<void> {
  const log = panel(page).getByRole("log");
  await press(page, begin);
  const entry = log.locator("article").filter({ hasText: begin }).last();
  await expect(entry).toContainText(/Done[.,]/);
}

async function press(page: Page, begin: string): Promise<void> {
  const buttons = page.locator('[data-code-button="run"]');
  const codes = await buttons.evaluateAll((all) => all.map((it) => (it as HTMLElement).dataset.code!));
  const button = buttons.nth(codes.findIndex((code) => code.includes(begin)));
  await button.evaluate((it) => {
    const closed = it.closest("details");
    if (closed) closed.open = true;
  });
  await button.click();
}

/** The steps are done, by themselves or by their button. */
async function done(page: Page, ids: string[]): Promise<void> {
  for (const id of ids) {
    await expect(async () => {
      if (!(await step(page, id).innerText()).includes("Done")) await check(page, id);
      await expect(step(page, id)).toContainText("Done", { timeout: 1_000 });
    }).toPass({ timeout: 30_000 });
  }
}
