import { startServer } from "../support/server.ts";
import { becomeParticipant, expect, openPanel, read, test } from "../support/site.ts";
import { openTerminal } from "../support/terminal-screen.ts";

test("what was typed into the wizard outlives going back, a reload and another chapter", async ({ page }) => {
  await becomeParticipant(page);
  await page.goto("/chapters/configuring-service-auto-scaling/");
  let console = await openPanel(page, "Console");
  await console.getByRole("button", { name: "containers-workshop-ecs-cluster" }).click();
  await console.getByRole("checkbox", { name: /^Select/ }).check();
  await console.getByRole("button", { name: "Update", exact: true }).click();
  await console.getByRole("button", { name: "Next step" }).click();
  await console.getByRole("button", { name: "Next step" }).click();
  await console.getByLabel(/Configure Service Auto Scaling/).check();
  await console.getByLabel("Maximum number of tasks").fill("7");

  await console.getByRole("button", { name: "Previous" }).click();
  await console.getByRole("button", { name: "Next step" }).click();
  await expect(console.getByLabel("Maximum number of tasks")).toHaveValue("7");

  await page.reload();
  console = await openPanel(page, "Console");
  await expect(console.getByLabel("Maximum number of tasks")).toHaveValue("7");

  await page.goto("/chapters/generating-load/");
  console = await openPanel(page, "Console");
  await expect(console.getByLabel("Maximum number of tasks")).toHaveValue("7");
});

test("a value that AWS would refuse is refused at its field, with a reason, and stays as typed", async ({ page }) => {
  await becomeParticipant(page);
  await page.goto("/chapters/configuring-service-auto-scaling/");
  const console = await openPanel(page, "Console");
  await console.getByRole("button", { name: "containers-workshop-ecs-cluster" }).click();
  await console.getByRole("checkbox", { name: /^Select/ }).check();
  await console.getByRole("button", { name: "Update", exact: true }).click();
  await console.getByRole("button", { name: "Next step" }).click();
  await console.getByRole("button", { name: "Next step" }).click();
  await console.getByLabel(/Configure Service Auto Scaling/).check();
  await console.getByLabel("Minimum number of tasks").fill("5");
  await console.getByLabel("Desired number of tasks").fill("5");
  await console.getByLabel("Maximum number of tasks").fill("1");
  await console.getByRole("button", { name: "Next step" }).click();

  const maximum = console.getByLabel("Maximum number of tasks");
  await expect(maximum).toHaveAttribute("aria-invalid", "true");
  await expect(maximum).toHaveValue("1");
  await expect(console.getByText(/minimum/i).last()).toBeVisible();
});

test("one quiet notice while the server is away; typed input stays, and the panels read again when it is back", async ({
  page,
  context,
}) => {
  await becomeParticipant(page);
  await page.goto("/chapters/generating-load/");
  const load = await openPanel(page, "Load");
  await load.getByLabel("Number of users").fill("321");

  await context.setOffline(true);
  await load.getByRole("button", { name: "Start swarming" }).click();
  await expect(load.getByRole("alert")).toBeVisible();
  await expect(load.getByLabel("Number of users")).toHaveValue("321");

  await context.setOffline(false);
  await load.getByRole("button", { name: "Start swarming" }).click();
  await expect(load.getByRole("status")).toContainText(/Spawning|Running/);
  await expect(load.getByRole("alert")).toHaveCount(0);
});

test("everything works on a plain-http address that is no secure context", async ({ browser }) => {
  // A name that is not loopback to the browser, though it leads to this machine: no secure context, as on a LAN address.
  const server = await startServer({ env: { PUBLIC_URL: "http://workshop.test" } });
  const { launchOptions } = test.info().project.use;
  const other = await browser.browserType().launch({
    ...launchOptions,
    args: [...(launchOptions?.args ?? []), `--host-resolver-rules=MAP workshop.test 127.0.0.1:${server.port}`],
  });
  const page = await other.newPage({
    locale: "en-US",
    baseURL: "http://workshop.test",
    viewport: { width: 1440, height: 900 },
  });
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));

  await page.goto("/chapters/overview/");
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  await page.locator('[data-step="read-overview"]').getByRole("button", { name: "Mark as read" }).click();
  await expect(page.locator('[data-step="read-overview"]')).toContainText("Done");
  const console = await openPanel(page, "Console");
  await expect(console.getByRole("button", { name: "containers-workshop-ecs-cluster" })).toBeVisible();
  for (const panel of ["Load", "Charts", "Timeline"] as const) await openPanel(page, panel);
  const terminal = await openTerminal(page);
  await terminal.line("clear; echo pasted");
  await terminal.ready();
  await terminal.screen
    .getByText("pasted", { exact: true })
    .click({ clickCount: 2, force: true, position: { x: 8, y: 8 } });
  await page.keyboard.press("Control+C");
  await page.keyboard.type("echo copied and ");
  await page.keyboard.press("Control+V");
  await expect(terminal.screen).toHaveText(/\$ echo copied and pasted\s*$/);
  await page.goto("/chapters/configuring-service-auto-scaling/");
  const step = page.locator('[data-step="number-of-tasks"]');
  await step.getByText("The same from the command line").click();
  await step.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(step.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(faults).toEqual([]);

  await other.close();
  await server.close();
});

test("a second browser is another participant with another account", async ({ page, browser, baseURL }) => {
  await becomeParticipant(page);
  const other = await browser.newPage({ baseURL: baseURL! });
  await becomeParticipant(other);

  const mine = await read<{ accountId: string }>(page, "/api/account");
  const theirs = await read<{ accountId: string }>(other, "/api/account");

  expect(mine.accountId).not.toBe(theirs.accountId);
  await other.close();
});

test("charts are drawn in a browser whose language Intl does not know", async ({ page }) => {
  await page.addInitScript(() =>
    Object.defineProperty(navigator, "language", { value: "en-US@posix", configurable: true }),
  );
  await becomeParticipant(page);
  await page.goto("/chapters/generating-load/");

  const charts = await openPanel(page, "Charts");

  await expect(charts.locator("canvas").first()).toBeVisible();
});
