import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import type { Load } from "../../server/contract/index.ts";
import { faultless, fitsItsWindow } from "../support/axe.ts";
import { becomeParticipant, expect, openPanel, pass, read, test } from "../support/site.ts";

/* The load panel, as somebody who knows Locust uses it. */

const load = (page: Page) => read<Load>(page, "/api/account/load");

async function openLoad(page: Page): Promise<Locator> {
  await page.goto("/");
  await becomeParticipant(page);
  await page.request.put("/api/account/clock", { data: { paused: true } });
  await page.goto("/chapters/generating-load/");
  return openPanel(page, "Load");
}

const tab = (panel: Locator, name: string) => panel.getByRole("tab", { name, exact: true });

test("by keyboard alone: users, ramp up, start, the tabs with arrow keys, stop", async ({ page }) => {
  const panel = await openLoad(page);
  const { keyboard } = page;

  await panel.getByLabel("Number of users").focus();
  await keyboard.press("Control+A");
  await keyboard.type("300");
  await keyboard.press("Tab");
  await expect(panel.getByLabel("Ramp up (users started/second)")).toBeFocused();
  await keyboard.press("Control+A");
  await keyboard.type("100");
  await keyboard.press("Enter");
  await expect(panel.getByRole("status")).toHaveText("Spawning: 0 of 300 users");
  await pass(page, { minutes: 5 });
  await expect(panel.getByRole("status")).toHaveText("Running: 300 users");

  await tab(panel, "Statistics").focus();
  await keyboard.press("ArrowRight");
  await expect(tab(panel, "Charts")).toBeFocused();
  await expect(panel.getByText(/^At \d\d:\d\d:\d\d: 300 users, 30 requests and 0 failures per second;/)).toBeVisible();
  await keyboard.press("ArrowRight");
  await expect(panel.getByText("No request has failed so far.")).toBeVisible();
  await keyboard.press("End");
  await expect(panel.getByRole("link", { name: "Download requests CSV" })).toBeVisible();
  await keyboard.press("Home");
  await expect(panel.getByRole("columnheader")).toHaveText([
    ...[
      "Type",
      "Name",
      "# Requests",
      "# Fails",
      "Median (ms)",
      "95%ile (ms)",
      "99%ile (ms)",
      "Average (ms)",
      "Min (ms)",
    ],
    ...["Max (ms)", "Average size (bytes)", "Current RPS", "Current Failures/s"],
  ]);

  await panel.getByRole("button", { name: "Stop" }).focus();
  await keyboard.press("Enter");
  await expect(panel.getByRole("status")).toHaveText("Stopped");
});

test("a wave is drawn before it runs, and the users follow it", async ({ page }) => {
  const panel = await openLoad(page);

  await panel.getByText("Advanced options").click();
  await panel.getByLabel("Spike").check();
  await panel.getByLabel("Users at the lowest").fill("20");
  await panel.getByLabel("Length of one wave").fill("10m");
  await expect(
    panel.getByText("From 20 to 600 users at once and back: once every 10 min, for the middle fifth of it."),
  ).toBeVisible();
  await panel.getByRole("button", { name: "Start swarming" }).click();
  await expect(panel.getByRole("status")).toContainText("Spawning");

  await pass(page, { minutes: 3 });
  await expect(panel.getByRole("status")).toHaveText("Running: 20 users");
  await pass(page, { minutes: 2 });
  await expect(panel.getByRole("status")).toHaveText("Running: 600 users");
  await pass(page, { minutes: 2 });
  await expect(panel.getByRole("status")).toHaveText("Running: 20 users");
});

test("every wave is told in a sentence", async ({ page }) => {
  const panel = await openLoad(page);
  await panel.getByText("Advanced options").click();

  await expect(panel.getByText("600 users from the ramp up to the end.")).toBeVisible();
  await panel.getByLabel("Ramp", { exact: true }).check();
  await panel.getByLabel("Length of the ramp").fill("1h30m");
  await expect(panel.getByText("From 60 to 600 users within 1 h 30 min, then 600 to the end.")).toBeVisible();
  await panel.getByLabel("Day curve").check();
  await expect(
    panel.getByText("From 60 up to 600 users and down again within 1 h 30 min, over and over."),
  ).toBeVisible();
  // What was typed outlives a reload.
  await page.reload();
  await (await openPanel(page, "Load")).getByText("Advanced options").click();
  await expect(panel.getByLabel("Day curve")).toBeChecked();
});

test("a run time ends the test by itself, and can be changed while it runs", async ({ page }) => {
  const panel = await openLoad(page);
  await panel.getByText("Advanced options").click();
  await panel.getByLabel("Run time").fill("10m");
  await panel.getByRole("button", { name: "Start swarming" }).click();
  await expect(panel.getByText(/^stops at \d\d:\d\d:\d\d$/)).toBeVisible();
  const { startedAt } = await load(page);

  await pass(page, { minutes: 1 });
  await panel.getByLabel("Run time").fill("3m");
  await panel.getByLabel("Number of users").fill("120");
  await panel.getByRole("button", { name: "Update" }).click();
  await expect(panel.getByRole("status")).toContainText("of 120 users");
  await pass(page, { minutes: 3 });

  await expect(panel.getByRole("status")).toHaveText("Stopped");
  expect(await load(page)).toMatchObject({ startedAt, stoppedAt: startedAt! + 3 * 60_000 });
});

test("what cannot be is said under its field, and the first such field gets the focus, also in the advanced options", async ({
  page,
}) => {
  const panel = await openLoad(page);
  const start = panel.getByRole("button", { name: "Start swarming" });

  await panel.getByLabel("Number of users").fill("0");
  await panel.getByLabel("Ramp up").fill("");
  await start.click();
  await expect(panel.getByText("A whole number from 1 to 20,000.")).toBeVisible();
  await expect(panel.getByText("A number from 0.1 to 1,000.")).toBeVisible();
  await expect(panel.getByLabel("Number of users")).toBeFocused();
  await panel.getByLabel("Number of users").fill("100");
  await panel.getByLabel("Ramp up").fill("10");

  await panel.getByText("Advanced options").click();
  await panel.getByLabel("Spike").check();
  await panel.getByLabel("Users at the lowest").fill("200");
  await panel.getByLabel("Run time").fill("soon");
  await panel.getByText("Advanced options").click();
  await start.click();
  await expect(panel.getByLabel("Run time")).toBeFocused();
  await expect(panel.getByText("Write it like 300, 20s, 3m or 1h30m, up to 168h.")).toBeVisible();
  await expect(panel.getByText("A whole number from 0 to 100, the number of users.")).toBeVisible();
  expect((await load(page)).state).toBe("ready");
});

test("statistics can be reset while the test goes on", async ({ page }) => {
  const panel = await openLoad(page);
  await panel.getByRole("button", { name: "Start swarming" }).click();
  await pass(page, { minutes: 5 });
  await expect(panel.getByRole("row", { name: /^GET/ })).toBeVisible();

  await panel.getByRole("button", { name: "Reset stats" }).click();

  await expect(panel.getByRole("row", { name: /^GET/ })).toHaveCount(0);
  await expect(panel.getByRole("status")).toHaveText("Running: 600 users");
});

test("failures stand in their tab under Locust's columns", async ({ page }) => {
  const panel = await openLoad(page);
  await panel.getByLabel("Number of users").fill("5000");
  await panel.getByLabel("Ramp up").fill("1000");
  await panel.getByRole("button", { name: "Start swarming" }).click();
  await pass(page, { minutes: 5 });

  await tab(panel, "Failures").click();

  await expect(panel.getByRole("columnheader")).toHaveText(["# Failures", "Method", "Name", "Message"]);
  await expect(panel.getByText(/^HTTPError\('504 Server Error: Gateway Time-out for url: http:\/\//)).toBeVisible();
});

test("the data can be taken along as Locust's CSV files", async ({ page }) => {
  const panel = await openLoad(page);
  await panel.getByRole("button", { name: "Start swarming" }).click();
  await pass(page, { minutes: 2 });
  await tab(panel, "Download data").click();

  const files = new Map<string, string[]>();
  for (const name of ["Download requests CSV", "Download stats history CSV", "Download failures CSV"]) {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      panel.getByRole("link", { name, exact: true }).click(),
    ]);
    files.set(
      download.suggestedFilename(),
      readFileSync(await download.path(), "utf8")
        .trimEnd()
        .split("\r\n"),
    );
  }

  expect([...files.keys()]).toEqual(["load_stats.csv", "load_stats_history.csv", "load_failures.csv"]);
  expect(files.get("load_stats.csv")).toEqual([
    expect.stringMatching(/^Type,Name,Request Count,Failure Count,Median Response Time,/),
    expect.stringMatching(/^GET,\/,\d+,\d+,/),
    expect.stringMatching(/^,Aggregated,\d+,\d+,/),
  ]);
  expect(files.get("load_stats_history.csv")).toHaveLength(1 + 12);
  expect(files.get("load_failures.csv")![0]).toBe("Method,Name,Error,Occurrences");
});

test("with Locust of one's own: the file, and the command with the application's address", async ({ page }) => {
  const panel = await openLoad(page);
  const { appUrl } = await read<{ appUrl: string }>(page, "/api/account");

  await panel.getByText("With Locust on your own machine").click();

  await expect(panel.getByText("wait_time = between(5, 15)")).toBeVisible();
  await expect(panel.getByText(`locust --headless --users 600 --spawn-rate 50 --host ${appUrl}`)).toBeVisible();
});

test("on an account without a load generator the panel leads to one's own, and sends nothing", async ({ page }) => {
  const problem = { type: "not-available", title: "This account cannot do that", status: 409, detail: "", next: "" };
  await page.route("**/api/account/load", (route) =>
    route.fulfill({ status: 409, contentType: "application/problem+json", body: JSON.stringify(problem) }),
  );
  const panel = await openLoad(page);

  await expect(panel.getByText(/Nothing here sends load to this account/)).toBeVisible();
  await expect(panel.getByText("wait_time = between(5, 15)")).toBeVisible();
  await expect(panel.getByRole("button", { name: "Start swarming" })).toHaveCount(0);
});

test("the chapter gives the locustfile and the template as files", async ({ page }) => {
  await page.goto("/chapters/generating-load/");
  await page.getByText("The same with the command locust").click();
  await page.getByText("In an AWS account of your own").click();

  for (const name of ["locustfile.py", "locust-instance.yaml"]) {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name, exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(name);
    expect(readFileSync(await download.path(), "utf8")).toContain("class Visitor(HttpUser):");
  }
});

test("axe finds nothing in any of its states, and on a phone nothing is wider than the screen", async ({ page }) => {
  await openLoad(page);
  await page.setViewportSize({ width: 360, height: 780 });
  const step = page.locator('[data-step-panel="load"]').first();
  await step.getByRole("button", { name: "Open the load panel here" }).click();
  const good = async () => {
    await faultless(page, '[data-step-panel="load"]');
    await fitsItsWindow(page);
    expect(
      await step
        .locator(".step-panel-body, .load-table")
        .evaluateAll((all) => all.some((it) => it.scrollWidth > it.clientWidth)),
    ).toBe(false);
  };

  await step.getByText("Advanced options").click();
  await step.getByLabel("Day curve").check();
  await step.getByLabel("Run time").fill("never");
  await step.getByText("With Locust on your own machine").click();
  await step.getByRole("button", { name: "Start swarming" }).click();
  await expect(step.getByLabel("Run time")).toBeFocused();
  await good();
  await step.getByLabel("Run time").fill("");
  await step.getByLabel("Constant").check();
  await step.getByLabel("Number of users").fill("5000");
  await step.getByRole("button", { name: "Start swarming" }).click();
  await expect(step.getByRole("tab").first()).toBeVisible();
  await pass(page, { minutes: 5 });
  for (const name of ["Statistics", "Charts", "Failures", "Download data"]) {
    await tab(step, name).click();
    if (name === "Charts") await step.getByText("The same as a table").click();
    await good();
  }
});
