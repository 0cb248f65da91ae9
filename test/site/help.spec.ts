import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { becomeParticipant, check, expect, pass, read, step, test } from "../support/site.ts";

type Progress = { chapters: { steps: { id: string; status: string; help?: { level: number } }[] }[] };
const progressOf = async (page: Page, id: string) =>
  (await read<Progress>(page, "/api/progress")).chapters.flatMap(({ steps }) => steps).find((it) => it.id === id)!;

test("hints come one at a time, are remembered, and the last one offers to do the step, which can be undone", async ({
  page,
}) => {
  await page.clock.install();
  await becomeParticipant(page);
  await page.goto("/chapters/configuring-service-auto-scaling/");
  const it = step(page, "scaling-policy");
  const button = (name: string) => it.getByRole("button", { name, exact: true });
  const hints = it.locator(".ladder details:visible");
  await check(page, "scaling-policy");
  await expect(it.locator(".findings")).toContainText("Not yet");

  // By keyboard: the first hint is the one of the finding.
  await button("Help with this step").focus();
  await page.keyboard.press("Enter");
  await expect(hints).toHaveCount(0);
  await button("Give me a hint").press("Enter");
  await expect(hints).toHaveText([/There is no policy yet/]);
  await expect(hints.locator("summary")).toBeFocused();
  await expect(it.locator(".help")).not.toContainText(/hint \d of \d/i);

  // The next one waits ten seconds, unless a check failed in between.
  await expect(button("Tell me more")).toHaveAttribute("aria-disabled", "true");
  await page.clock.runFor(9_000);
  await button("Tell me more").press("Enter");
  await expect(hints).toHaveCount(1);
  await page.clock.runFor(2_000);
  await button("Tell me more").press("Enter");
  await expect(hints).toHaveCount(2);
  await expect(hints.last().getByRole("link", { name: "how target tracking works" })).toBeVisible();
  await check(page, "scaling-policy");
  await expect(button("Tell me more")).toHaveAttribute("aria-disabled", "false");
  await button("Tell me more").press("Enter");
  await expect(hints.last()).toContainText("___");
  await page.reload();
  await button("Help with this step").click();
  await expect(hints).toHaveCount(3);
  await button("Tell me more").click();
  await expect(hints).toHaveCount(4);
  await expect(button("Tell me more")).toHaveCount(0);

  // Doing it shows first what will be different.
  await button("Do it for me…").click();
  const plan = it.getByRole("region", { name: "Do this step for me" });
  await expect(plan).toBeFocused();
  await expect(plan).toContainText("TargetValue");
  await expect(plan.getByRole("list").first().getByRole("listitem").filter({ hasText: "TargetValue" })).toContainText(
    /not there\s*→.*40/,
  );
  await expect(plan).toContainText("aws application-autoscaling put-scaling-policy");
  expect(
    (await new AxeBuilder({ page }).include('[data-step="scaling-policy"] .step-foot').analyze()).violations,
  ).toEqual([]);
  expect((await progressOf(page, "scaling-policy")).status).toBe("todo");
  await plan.getByRole("button", { name: "Do it", exact: true }).press("Enter");
  await expect(it.locator(".check-line")).toContainText("Done for you at");
  // The pressed button is gone, and the focus is where the work goes on.
  await page.clock.runFor(100);
  await expect(button("Undo")).toBeFocused();
  expect(await progressOf(page, "scaling-policy")).toMatchObject({ status: "solved", help: { level: 4 } });
  await expect(page.getByRole("link", { name: "Add the scaling policy: done for you" })).toBeVisible();
  await expect(button("Do it for me…")).toHaveCount(0);

  await button("Undo").press("Enter");
  await expect(it.locator(".check-line")).toContainText("Only looks");
  expect((await progressOf(page, "scaling-policy")).status).toBe("todo");
  await page.clock.runFor(100);
  await expect(button("Help with this step")).toBeFocused();
});

test("a step that is done by itself, and later is not so any more, says it by itself and stays done", async ({
  page,
}) => {
  await becomeParticipant(page);
  await page.goto("/chapters/configuring-service-auto-scaling/");
  const line = step(page, "number-of-tasks").locator(".check-line");
  const bounds = (minCapacity: number) =>
    page.request.post(
      "/api/console/clusters/containers-workshop-ecs-cluster/services/containers-workshop-ecs-service/update",
      { data: { desiredCount: 1, scaling: { minCapacity, maxCapacity: 5, policies: [] } } },
    );
  const button = step(page, "number-of-tasks").getByRole("button", { name: /^Check/ });
  await button.press("Enter");
  await expect(step(page, "number-of-tasks").locator(".findings")).toContainText("Not yet");
  await expect(button).toBeFocused();

  await bounds(1);
  await expect(line).toHaveText(/^Done at [\d:]+, account time\.$/);
  await bounds(0);
  await expect(line).toContainText("your account has changed since");
  expect((await progressOf(page, "number-of-tasks")).status).toBe("drifted");
  await bounds(1);
  await expect(line).toHaveText(/^Done at [\d:]+, account time\.$/);
});

test("a step is skipped and done later, begins clean, and an undo says what else goes", async ({ page }) => {
  await becomeParticipant(page);
  await page.goto("/chapters/configuring-service-auto-scaling/");
  const it = step(page, "number-of-tasks");
  const button = (name: string) => it.getByRole("button", { name, exact: true });
  await button("Help with this step").click();
  await button("Skip this step…").click();
  await button("Skip it").click();
  await expect(it.locator(".check-line")).toContainText("Skipped at");
  await expect(page.getByRole("link", { name: "Say how far it may scale: skipped" })).toBeVisible();
  await check(page, "number-of-tasks");
  await expect(it.locator(".check-line")).toContainText("Done at");

  await page.request.post("/api/steps/scaling-policy/solve", { data: {} });
  await page.request.put("/api/account/load", { data: { users: 600, spawnRate: 100 } });
  await button("Start this step clean…").click();
  const plan = it.getByRole("region", { name: "Start this step clean" });
  await expect(plan).toContainText("The scaling policy containers-workshop-ecs-scaling-policy");
  await expect(plan).toContainText("The load of 600 users");
  await plan.getByRole("button", { name: "Start clean" }).click();
  await expect(it.getByText("can be undone until")).toBeVisible();
  expect(
    (await (await page.request.post("/api/steps/number-of-tasks/check", { data: { auto: true } })).json()).status,
  ).toBe("fail");

  await page.request.post(
    "/api/console/clusters/containers-workshop-ecs-cluster/services/containers-workshop-ecs-service/update",
    {
      data: { desiredCount: 2, scaling: null },
    },
  );
  await button("Undo").click();
  await expect(it.locator(".help-done")).toContainText("UpdateService");
  await button("Undo all of it").click();
  await expect(it.getByText("can be undone until")).toBeHidden();
  expect(
    (await (await page.request.post("/api/steps/scaling-policy/check", { data: { auto: true } })).json()).status,
  ).toBe("pass");
});

test("a step whose beginning is missing says which, and does that one; who is stuck is offered a part of the way, once", async ({
  page,
}) => {
  await page.clock.install();
  await becomeParticipant(page);
  await page.goto("/chapters/scaling-your-environment/");
  const it = step(page, "scaled-out");
  const offer = it.locator(".help-offer");
  await check(page, "scaled-out");
  await expect(it.locator(".help-needs")).toContainText("Add the scaling policy");
  await it.getByRole("button", { name: "Do that one for me…" }).click();
  await it.getByRole("button", { name: "Do it", exact: true }).click();
  await expect(it.getByText("can be undone until")).toBeVisible();
  await pass(page, { minutes: 1 });
  await check(page, "scaled-out");
  await expect(it.locator(".help-needs")).toContainText("Send the load");

  // Time on the step without progress: twice what a step usually takes, and four minutes at least.
  await it.locator("h2").scrollIntoViewIfNeeded();
  await page.evaluate(() => document.querySelector('[data-step="scaled-out"]')!.scrollIntoView());
  await expect(offer).toBeHidden();
  await page.clock.runFor(3 * 60_000);
  await expect(offer).toBeHidden();
  // The four minutes begin when the browser says that the step is seen, a moment after it is.
  await expect(async () => {
    await page.clock.runFor(61_000);
    await expect(offer).toContainText("A part of the way is ready.", { timeout: 500 });
  }).toPass();
  await it.getByRole("button", { name: "Show it" }).click();
  await expect(it.locator(".ladder details:visible").last()).toContainText("___");
  await expect(offer).toBeHidden();

  // Three failed checks on the same expectation.
  await page.request.post("/api/account/reset", { data: { to: "workshop" } });
  await page.goto("/chapters/configuring-service-auto-scaling/");
  const other = step(page, "number-of-tasks");
  for (let press = 0; press < 3; press++) {
    await expect(other.locator(".help-offer")).toBeHidden();
    await check(page, "number-of-tasks");
    await expect(other.getByRole("button", { name: "Check", exact: true })).toBeEnabled();
    await expect(other.locator(".findings")).toContainText("Not yet");
  }
  await other.getByRole("button", { name: "No, thanks" }).click();
  await page.reload();
  await check(page, "number-of-tasks");
  await expect(other.locator(".findings")).toContainText("Not yet");
  await expect(other.locator(".help-offer")).toBeHidden();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("the hints are there to be opened", async ({ page }) => {
    await page.goto("/chapters/generating-load/");
    const hints = step(page, "send-load").locator(".ladder details:visible");

    await expect(hints).toHaveCount(4);
    await hints.nth(1).locator("summary").click();
    await expect(hints.nth(1).getByRole("link")).toHaveAttribute("href", "/chapters/generating-load/#gap");
  });
});
