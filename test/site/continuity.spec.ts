import type { Page } from "@playwright/test";
import { placeOf, searchOf } from "../../site/islands/workspace/place.ts";
import { becomeParticipant, expect, openPanel, test } from "../support/site.ts";

/* Coming back to the same place: addresses, what is kept for each account, what another tab changed, and starting a panel anew. */

test("an address says what the panels show, and what it should not say is left out", () => {
  const place = {
    panes: { upper: "console", lower: "timeline" },
    where: { screen: "service", cluster: "shop", service: "web", tab: "tasks", tasks: "STOPPED" },
    hidden: ["call", "task"],
    words: "alarm & more",
  } as const;
  const search = searchOf({ ...place, hidden: [...place.hidden] });

  expect(search).toBe(
    "?panel=console,timeline&screen=service/shop/web/tasks/STOPPED&hide=call,task&words=alarm%20%26%20more",
  );
  expect(placeOf(search)).toEqual(place);
  expect(placeOf("?panel=attic&screen=service/../x/tasks&terminal=9&load=x&range=7&hide=x")).toEqual({});
  expect(placeOf("?panel=console&screen=update/shop/web/5")).toEqual({ panes: { upper: "console", lower: null } });
});

test("a link opens step, panel, screen and tab; the address follows quietly, and a reload comes back", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await becomeParticipant(page);
  const screen = "screen=service/containers-workshop-ecs-cluster/containers-workshop-ecs-service/auto-scaling";
  await page.goto(`/chapters/generating-load/?panel=console&${screen}#alarm-high`);
  await expect(page.getByRole("tab", { name: "Auto Scaling" })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("heading", { name: "Wait for the alarm" })).toBeInViewport();

  const load = await openPanel(page, "Load");
  await load.getByLabel("Number of users").fill("321");
  await openPanel(page, "Charts");
  await page.locator(".charts").getByText("1 h", { exact: true }).click();
  await expect(page).toHaveURL(/\/chapters\/generating-load\/\?panel=charts&range=60#alarm-high$/);
  const history = await page.evaluate(() => globalThis.history.length);
  await page.evaluate(() => scrollTo(0, 0));
  await expect(page).toHaveURL(/\?panel=charts&range=60$/);
  expect(await page.evaluate(() => globalThis.history.length)).toBe(history);

  await page.getByRole("link", { name: "Why six hundred" }).click();
  await expect(page.getByRole("status").getByText("Link copied")).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/\?panel=charts&range=60#why-six-hundred$/);
  await page.reload();
  await expect(page.getByRole("tab", { name: "Charts" }).first()).toHaveAttribute("aria-selected", "true");
  await expect(page.locator(".charts").getByLabel("1 h", { exact: true })).toBeChecked();
  await expect(page.getByRole("heading", { name: "Why six hundred" })).toBeInViewport();

  // Another account has its own draft, and this one's is found again.
  await enter(page, "step-scaling");
  await expect((await openPanel(page, "Load")).getByLabel("Number of users")).toHaveValue("600");
  await enter(page, null);
  await expect((await openPanel(page, "Load")).getByLabel("Number of users")).toHaveValue("321");

  // A message of a check has an address too: whoever opens it sees the check look, and the message.
  await page.goto("/chapters/configuring-service-auto-scaling/#number-of-tasks.the-service-is-a-scalable-target");
  await expect(page.getByRole("link", { name: "The service is a scalable target" })).toBeInViewport();
});

test("what another tab changed is told here, quietly, and what was done here is not", async ({ page, context }) => {
  await becomeParticipant(page);
  await page.goto("/chapters/generating-load/");
  const told = page.locator(".elsewhere");
  await page.getByRole("button", { name: "Pause the account's time" }).click();
  await expect(page.getByRole("button", { name: "Pause the account's time" })).toHaveAttribute("aria-pressed", "true");

  // Nothing is said of what one did oneself; three wall seconds later it would be somebody else's.
  await expect(told).toHaveCount(0);
  const other = await context.newPage();
  await other.goto("/chapters/overview/");
  await other.getByRole("button", { name: "Pause the account's time" }).click();
  await expect(other.locator(".elsewhere")).toHaveCount(0);

  await page.bringToFront();
  await expect(async () => {
    await page.request.put("/api/account/clock", { data: { speed: Math.random() < 0.5 ? 10 : 60 } });
    await expect(told).toContainText("Changed in another tab: the account's time has another speed.", {
      timeout: 1_500,
    });
  }).toPass();
  await told.getByRole("button", { name: "Close" }).click();
  await expect(told).toHaveCount(0);

  await page.request.put("/api/account/active", { data: { lab: "step-scaling" } });
  await expect(told).toContainText("another account was chosen");
});

test("a panel begins anew after saying what goes, and for ten minutes it is had back, also after a reload", async ({
  page,
}) => {
  await becomeParticipant(page);
  await page.goto("/chapters/generating-load/");
  let load = await openPanel(page, "Load");
  await load.getByLabel("Number of users").fill("321");
  const dialog = page.getByRole("dialog", { name: "Reset this panel" });

  await page.getByRole("button", { name: "Reset this panel" }).press("Enter");
  await expect(dialog).toContainText("What was typed into the form: back to 600 users");
  await expect(dialog).toContainText("A load that runs goes on.");
  await dialog.getByRole("button", { name: "Reset", exact: true }).press("Enter");
  await expect(dialog.getByRole("status")).toContainText("for ten minutes");
  await expect(dialog.getByRole("button", { name: "Close" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(load.getByLabel("Number of users")).toHaveValue("600");

  await page.reload();
  load = await openPanel(page, "Load");
  await page.getByRole("button", { name: "Reset this panel" }).press("Enter");
  await dialog.getByRole("button", { name: /Undo the last reset \((9|10) min left\)/ }).press("Enter");
  await page.keyboard.press("Escape");
  await expect(load.getByLabel("Number of users")).toHaveValue("321");
});

/** Makes the account of a lab, or the workshop's, the active one, as a second tab would. */
async function enter(page: Page, lab: string | null): Promise<void> {
  const reloaded = page.waitForEvent("load");
  await page.request.put("/api/account/active", { data: { lab } });
  await reloaded;
}
