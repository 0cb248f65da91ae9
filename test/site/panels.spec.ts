import {
  ApplicationAutoScalingClient,
  DeleteScalingPolicyCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { CreateServiceCommand, ECSClient } from "@aws-sdk/client-ecs";
import { DescribeTargetGroupsCommand, ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Locator, Page } from "@playwright/test";
import type { ChartsView } from "../../server/contract/index.ts";
import { faultless } from "../support/axe.ts";
import { CLUSTER, configureBySdk, SERVICE, sdkConfig, targetOf, tracking } from "../support/scaling.ts";
import { becomeParticipant, expect, openPanel, pass, read, test } from "../support/site.ts";

const POLICY = "containers-workshop-ecs-scaling-policy";
const PATH = `/api/console/clusters/${CLUSTER}/services/${SERVICE}`;

test.describe("the wizard", () => {
  test("a policy that is half typed outlives a reload and another panel, and Cancel lets it go", async ({ page }) => {
    let console = await setAutoScaling(page);
    await console.getByLabel(/Configure Service Auto Scaling/).check();
    await console.getByRole("button", { name: "Add scaling policy" }).click();
    await console.getByLabel("Policy name").fill("half");
    await console.getByLabel("Target value").fill("4");

    await openPanel(page, "Load");
    await page.reload();
    console = await openPanel(page, "Console");
    await expect(console.getByLabel("Policy name")).toHaveValue("half");
    await expect(console.getByLabel("Target value")).toHaveValue("4");

    await console.getByRole("button", { name: "Cancel" }).click();
    await expect(console.getByText("No policy yet.", { exact: false })).toBeVisible();
  });

  test("it holds what the account holds, however it was made, and follows it where nothing was typed", async ({
    page,
  }) => {
    await becomeParticipant(page);
    await configureBySdk(page, { max: 4 });
    const console = await setAutoScaling(page);
    await expect(console.getByLabel("Maximum number of tasks")).toHaveValue("4");
    await expect(console.getByText("made-elsewhere")).toBeVisible();
    await console.getByLabel("Minimum number of tasks").fill("0");

    await configureBySdk(page, { max: 6 });

    await expect(console.getByLabel("Maximum number of tasks")).toHaveValue("6");
    await expect(console.getByLabel("Minimum number of tasks")).toHaveValue("0");
  });

  test("policies are edited and removed, and the review says what goes", async ({ page }) => {
    await becomeParticipant(page);
    await configureBySdk(page, { max: 4 });
    const console = await setAutoScaling(page);

    await console.getByRole("button", { name: "Edit made-elsewhere" }).click();
    await console.getByLabel("Target value").fill("55");
    await console.getByRole("button", { name: "Save" }).click();
    await update(console);
    await console.getByRole("button", { name: "View Service" }).click();
    await expect(console.getByText("ECSServiceAverageCPUUtilization at 55")).toBeVisible();

    await console.getByRole("button", { name: "Update", exact: true }).click();
    await console.getByRole("button", { name: "Next step" }).click();
    await console.getByRole("button", { name: "Next step" }).click();
    await console.getByRole("button", { name: "Remove made-elsewhere" }).click();
    await console.getByRole("button", { name: "Next step" }).click();
    await expect(console.getByRole("note")).toContainText("The scaling policy made-elsewhere and its alarms.");
    await console.getByRole("button", { name: "Update Service" }).click();
    await console.getByRole("button", { name: "View Service" }).click();
    await expect(console.getByText(/No policy:/)).toBeVisible();
  });

  test("Do not adjust says what it deletes before anything is sent", async ({ page }) => {
    await becomeParticipant(page);
    await configureBySdk(page, { max: 4 });
    const console = await setAutoScaling(page);

    await console.getByLabel(/Do not adjust/).check();

    await expect(console.getByRole("note")).toContainText("from 1 to 4 tasks");
    await expect(console.getByRole("note")).toContainText("made-elsewhere");
  });

  test("after AWS refused a call it says what was done, and Update Service again does the rest", async ({ page }) => {
    const console = await setAutoScaling(page);
    await fillIn(console);
    await console.getByRole("button", { name: "Next step" }).click();
    await expect(console.getByText(/put-scaling-policy/)).toBeVisible();
    const free = await takeAllAlarms(page);

    await console.getByRole("button", { name: "Update Service" }).click();
    await expect(console.getByText(/^1 of 2 calls were done/)).toBeVisible();
    await expect(console.getByText(/LimitExceededException/)).toBeVisible();
    await page.reload();
    await expect((await openPanel(page, "Console")).getByText(/^1 of 2 calls were done/)).toBeVisible();

    await free();
    await console.getByRole("button", { name: "Update Service" }).click();
    await expect(console.getByText("The service is updated.")).toBeVisible();
    await expect(console.getByRole("listitem").filter({ hasText: "RegisterScalableTarget" })).toHaveCount(0);
    const { scaling } = await read<{ scaling: unknown }>(page, `${PATH}?tab=auto-scaling`);
    expect(scaling).toMatchObject({ target: { minCapacity: 1, maxCapacity: 5 }, policies: [{ name: POLICY }] });
  });

  test("starting over lets go of what was typed for the service that is gone", async ({ page }) => {
    const console = await setAutoScaling(page);
    await console.getByLabel(/Configure Service Auto Scaling/).check();
    await console.getByLabel("Maximum number of tasks").fill("9");

    await reset(page);

    await expect(console.getByLabel(/Do not adjust/)).toBeChecked();
    await expect(console.getByText("This is what the account holds.")).toBeVisible();
  });
});

test.describe("the charts", () => {
  test("the table beside them says what CloudWatch says, and nothing of what is not published yet", async ({
    page,
  }) => {
    const charts = await scaledOut(page);
    await charts.getByText("The same as a table").click();
    const { cpu, cpuUntil, now } = await read<ChartsView>(page, "/api/charts");
    const cell = (at: number) =>
      charts
        .getByRole("row")
        .filter({ has: page.getByRole("rowheader", { name: time(at).slice(0, 5), exact: true }) })
        .getByRole("cell")
        .nth(2);

    expect(now - cpuUntil!).toBeGreaterThan(60_000);
    await expect(cell(cpuUntil!)).toHaveText(shown(cpu.average.at(-1)!));
    await expect(cell(cpuUntil! + 60_000)).toHaveText("–");
  });

  test("a scaling activity is opened in the list or at its mark, and tells its cause", async ({ page }) => {
    const charts = await scaledOut(page);
    const activity = charts.getByRole("button", { name: /Setting desired count to 3\./ });

    await activity.click();
    await expect(activity).toHaveAttribute("aria-expanded", "true");
    await expect(charts.getByText(/in state ALARM triggered policy/)).toBeVisible();
    await activity.click();
    await expect(charts.getByText(/in state ALARM triggered policy/)).toHaveCount(0);
    await charts.locator(".chart-handles button").first().click();
    await expect(charts.getByText(/in state ALARM triggered policy/)).toBeVisible();
  });

  test("an entry of the timeline leads to its place in the charts", async ({ page }) => {
    await scaledOut(page);
    const timeline = await openPanel(page, "Timeline");
    const entry = timeline.getByRole("listitem").filter({ hasText: "Setting desired count to 3." });
    const at = await entry.getByRole("time").innerText();

    await entry.getByRole("button", { name: "show in the charts" }).click();

    const charts = page.getByRole("tabpanel", { name: "Charts" });
    await expect(charts.getByText(`At ${at}:`, { exact: false })).toBeVisible();
    await expect(charts.getByRole("button", { name: "Follow" })).toHaveAttribute("aria-pressed", "false");
    await charts.getByRole("button", { name: "Follow" }).click();
    await expect(charts.getByText(`At ${at}:`, { exact: false })).toHaveCount(0);
  });

  test("following can be stopped, and the time shown survives a reload", async ({ page }) => {
    const charts = await scaledOut(page);
    const until = () => charts.locator(".charts-scrub time").innerText();

    await charts.getByText("1 h", { exact: true }).click();
    await charts.getByRole("button", { name: "Follow" }).click();
    const stopped = await until();
    await pass(page, { minutes: 5 });
    await page.reload();

    await expect(charts.getByRole("radio", { name: "1 h" })).toBeChecked();
    await expect(charts.locator(".charts-scrub time")).toHaveText(stopped);
  });

  test("another theme draws them anew", async ({ page }) => {
    const charts = await scaledOut(page);
    const picture = () =>
      charts
        .locator("canvas")
        .nth(1)
        .evaluate((it: HTMLCanvasElement) => it.toDataURL());
    await page.getByRole("button", { name: /^Colours:/ }).click();
    const light = await picture();

    await page.getByRole("button", { name: /^Colours:/ }).click();

    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await expect.poll(picture).not.toBe(light);
  });

  test("starting over begins a new history", async ({ page }) => {
    const charts = await scaledOut(page);
    await expect(charts.getByRole("button", { name: /Setting desired count/ }).first()).toBeVisible();

    await reset(page);

    await expect(charts.getByText(/no load so far/)).toBeVisible();
    await expect(charts.getByRole("button", { name: /Setting desired count/ })).toHaveCount(0);
    await page.reload();
    await expect(charts.getByText(/no load so far/)).toBeVisible();
  });
});

test("figures of a run are written as people read them", async ({ page }) => {
  await scaledOut(page);
  const load = await openPanel(page, "Load");

  await expect(load.getByRole("row", { name: /^GET/ }).getByRole("cell").nth(1)).toHaveText(/^\d{1,2},\d{3}$/);
});

test("the tasks that were stopped can be listed, with the reason", async ({ page }) => {
  await scaledOut(page);
  await page.request.put("/api/account/load", { data: { users: 0, spawnRate: 1 } });
  await pass(page, { minutes: 30 });
  const console = await openPanel(page, "Console");
  await console.getByRole("button", { name: CLUSTER }).click();
  await console.getByRole("tab", { name: "Tasks" }).click();
  await expect(console.getByRole("row")).toHaveCount(2);

  await console.getByRole("radio", { name: "Stopped" }).check();

  await expect(console.getByText(/Scaling activity initiated by/).first()).toBeVisible();
});

test("a visible panel asks at most once a second while everything changes, and a hidden one not at all", async ({
  page,
}) => {
  await becomeParticipant(page);
  await configureBySdk(page, { max: 5 });
  await page.goto("/chapters/generating-load/");
  const console = await openPanel(page, "Console");
  await console.getByRole("button", { name: CLUSTER }).click();
  await console.getByRole("button", { name: SERVICE, exact: true }).click();
  await console.getByRole("tab", { name: "Auto Scaling" }).click();
  await openPanel(page, "Load");
  const charts = await openPanel(page, "Charts");
  await expect(charts.getByText(/desired tasks running/)).toBeVisible();
  await page.request.put("/api/account/load", { data: { users: 600, spawnRate: 50 } });
  const asked: { path: string; at: number }[] = [];
  page.on("request", (request) => asked.push({ path: new URL(request.url()).pathname, at: Date.now() }));

  // Ten requests of the charts are ten wall seconds in which every topic changed.
  await expect.poll(() => asked.filter(({ path }) => path === "/api/charts").length, { timeout: 40_000 }).toBe(10);

  const times = asked.filter(({ path }) => path === "/api/charts").map(({ at }) => at);
  const apart = times.slice(1).map((at, i) => at - times[i]!);
  expect(Math.min(...apart)).toBeGreaterThan(900);
  expect(asked.map(({ path }) => path).filter((path) => /console|account\/load|timeline/.test(path))).toEqual([]);
});

test("axe finds nothing in the panels' states, light and dark", async ({ page }) => {
  const console = await setAutoScaling(page);
  await console.getByLabel(/Configure Service Auto Scaling/).check();
  await console.getByRole("button", { name: "Next step" }).click();
  await expect(console.getByText("Minimum number of tasks is required.")).toBeVisible();
  await faultless(page, ".workspace-frame");
  await fillIn(console, async () => {
    await faultless(page, ".workspace-frame");
  });
  await console.getByRole("button", { name: "Next step" }).click();
  await expect(console.getByText(/put-scaling-policy/)).toBeVisible();
  await faultless(page, ".workspace-frame");
  await console.getByRole("button", { name: "Update Service" }).click();
  await expect(console.getByText("The service is updated.")).toBeVisible();
  await faultless(page, ".workspace-frame");
  await console.getByRole("button", { name: "View Service" }).click();
  await page.request.put("/api/account/load", { data: { users: 600, spawnRate: 50 } });
  for (const tab of ["Auto Scaling", "Events", "Tasks", "Metrics"]) {
    await console.getByRole("tab", { name: tab, exact: true }).click();
    await expect(console.getByText("Asking the account")).toHaveCount(0);
    await faultless(page, ".workspace-frame");
  }
  await pass(page, { minutes: 12 });
  const load = await openPanel(page, "Load");
  await load.getByRole("tab", { name: "Charts" }).click();
  await load.getByText("The same as a table").click();
  await faultless(page, ".workspace-frame");
  const charts = await openPanel(page, "Charts");
  await charts
    .getByRole("button", { name: /Setting desired count/ })
    .first()
    .click();
  await charts.getByText("The same as a table").click();
  await faultless(page, ".workspace-frame");
  const timeline = await openPanel(page, "Timeline");
  await timeline.getByRole("button", { name: /^more/ }).first().click();
  await faultless(page, ".workspace-frame");
  await page.getByRole("button", { name: "Two panels" }).click();
  await faultless(page, ".workspace-frame");
});

test("on a phone a panel opens under its step and nothing in it is wider than the screen", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await becomeParticipant(page);
  await configureBySdk(page, { max: 5 });
  await page.goto("/chapters/configuring-service-auto-scaling/");
  const step = page.locator('[data-step-panel="console"]').first();
  await step.getByRole("button", { name: "Open the console panel here" }).click();
  await fitsIn(page, step);
  await step.getByRole("button", { name: CLUSTER }).click();
  for (const tab of ["Services", "Tasks", "ECS Instances", "Metrics"]) {
    await step.getByRole("tab", { name: tab, exact: true }).click();
    await expect(step.getByText("Asking the account")).toHaveCount(0);
    await fitsIn(page, step);
  }
  await step.getByRole("tab", { name: "Services", exact: true }).click();
  await step.getByRole("button", { name: SERVICE, exact: true }).click();
  for (const tab of ["Details", "Tasks", "Events", "Auto Scaling", "Deployments", "Metrics"]) {
    await step.getByRole("tab", { name: tab, exact: true }).click();
    await expect(step.getByText("Asking the account")).toHaveCount(0);
    await fitsIn(page, step);
  }

  await page.goto("/chapters/generating-load/");
  const load = page.locator('[data-step-panel="load"]').first();
  await load.getByRole("button", { name: "Open the load panel here" }).click();
  await load.getByRole("button", { name: "Start swarming" }).click();
  await expect(load.getByRole("rowheader", { name: "Aggregated" })).toBeVisible();
  await fitsIn(page, load);
  const charts = page.locator('[data-step-panel="charts"]').first();
  await charts.getByRole("button", { name: "Open the charts panel here" }).click();
  await charts.getByText("The same as a table").click();
  await fitsIn(page, charts);
});

/** The wizard's third screen. */
async function setAutoScaling(page: Page): Promise<Locator> {
  await becomeParticipantOnce(page);
  await page.goto("/chapters/configuring-service-auto-scaling/");
  const console = await openPanel(page, "Console");
  await console.getByRole("button", { name: CLUSTER }).click();
  await console.getByRole("checkbox", { name: `Select ${SERVICE}` }).check();
  await console.getByRole("button", { name: "Update", exact: true }).click();
  await console.getByRole("button", { name: "Next step" }).click();
  await console.getByRole("button", { name: "Next step" }).click();
  return console;
}

async function becomeParticipantOnce(page: Page) {
  const { ok } = await page.request.get("/api/account").then((answer) => ({ ok: answer.ok() }));
  if (!ok) await becomeParticipant(page);
}

/** The seed's values on the third screen; `atEditor` is called while the policy editor is open. */
async function fillIn(console: Locator, atEditor: () => Promise<void> = async () => {}) {
  await console.getByLabel(/Configure Service Auto Scaling/).check();
  await console.getByLabel("Minimum number of tasks").fill("1");
  await console.getByLabel("Desired number of tasks").fill("1");
  await console.getByLabel("Maximum number of tasks").fill("5");
  await console.getByRole("button", { name: "Add scaling policy" }).click();
  await console.getByLabel("Policy name").fill(POLICY);
  await console.getByLabel("Target value").fill("40");
  await atEditor();
  await console.getByRole("button", { name: "Save" }).click();
  await expect(console.getByRole("button", { name: `Edit ${POLICY}` })).toBeVisible();
}

async function update(console: Locator) {
  await console.getByRole("button", { name: "Next step" }).click();
  await console.getByRole("button", { name: "Update Service" }).click();
  await expect(console.getByText("The service is updated.")).toBeVisible();
}

/** Uses every alarm the account may have for policies of other services. What it answers makes room for one policy again. */
async function takeAllAlarms(page: Page): Promise<() => Promise<unknown>> {
  const config = await sdkConfig(page);
  const ecs = new ECSClient(config);
  const scaling = new ApplicationAutoScalingClient(config);
  const { TargetGroups } = await new ElasticLoadBalancingV2Client(config).send(new DescribeTargetGroupsCommand());
  const { TargetGroupArn, LoadBalancerArns } = TargetGroups![0]!;
  const ResourceLabel = `${LoadBalancerArns![0]!.split(":loadbalancer/")[1]}/${TargetGroupArn!.split(":").at(-1)}`;
  const metrics = [
    { PredefinedMetricType: "ECSServiceAverageCPUUtilization" },
    { PredefinedMetricType: "ECSServiceAverageMemoryUtilization" },
    { PredefinedMetricType: "ALBRequestCountPerTarget", ResourceLabel },
  ] as const;
  for (let i = 0; ; i++) {
    const target = targetOf(`other-${i}`);
    await ecs.send(
      new CreateServiceCommand({
        cluster: CLUSTER,
        serviceName: `other-${i}`,
        taskDefinition: "containers-workshop-ecs-task-def",
        desiredCount: 0,
        loadBalancers: [
          { targetGroupArn: TargetGroupArn, containerName: "containers-workshop-app", containerPort: 80 },
        ],
      }),
    );
    await scaling.send(new RegisterScalableTargetCommand({ ...target, MinCapacity: 0, MaxCapacity: 1 }));
    for (const metric of metrics) {
      const PolicyName = metric.PredefinedMetricType;
      try {
        await scaling.send(new PutScalingPolicyCommand({ ...target, PolicyName, ...tracking(metric) }));
      } catch (error) {
        expect((error as Error).name).toBe("LimitExceededException");
        const taken = { ...targetOf("other-0"), PolicyName: metrics[0].PredefinedMetricType };
        return () => scaling.send(new DeleteScalingPolicyCommand(taken));
      }
    }
  }
}

/** The charts after 600 users made the service scale out; account time stands still. */
async function scaledOut(page: Page): Promise<Locator> {
  await becomeParticipant(page);
  await page.request.put("/api/account/clock", { data: { paused: true } });
  await configureBySdk(page, { max: 5 });
  await page.request.put("/api/account/load", { data: { users: 600, spawnRate: 50 } });
  await pass(page, { minutes: 12 });
  await page.goto("/chapters/generating-load/");
  const charts = await openPanel(page, "Charts");
  await expect(charts.getByText(/5 of 5 desired tasks running/)).toBeVisible();
  return charts;
}

const reset = async (page: Page) => {
  const answer = await page.request.post("/api/account/reset", { data: { to: "workshop" } });
  expect(answer.ok()).toBe(true);
};

async function fitsIn(page: Page, panel: Locator) {
  const isWider = (it: Element) => it.scrollWidth > it.clientWidth;
  expect(await page.locator("html").evaluate(isWider)).toBe(false);
  const scrolling = panel.locator(".step-panel-body, .cards, .load-table, .charts-table");
  const tooWide = await scrolling.evaluateAll((all) =>
    all.filter((it) => it.scrollWidth > it.clientWidth).map((it) => `${it.className}: ${it.scrollWidth}`),
  );
  expect(tooWide).toEqual([]);
}

/** As AWS and the panels write an instant: HH:MM:SS, UTC. */
const time = (at: number) => new Date(at).toISOString().slice(11, 19);
const shown = (value: number) => String(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
